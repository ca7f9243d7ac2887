package schedule

import (
	"context"
	"fmt"
	"time"

	"briefingbot/adapters/chat"
	"briefingbot/bot/store"
)

// Row is what became of one slot.
type Row struct {
	Slot    string
	Channel chat.Channel
	Due     time.Time
	Zone    string
	State   string // see store.Slot
	Posted  time.Time
	Late    time.Duration // of Posted
	Link    string        // to the post; empty where there is none
	ID      string        // the platform's id of the post
	Why     string        // it is not there, or not yet, or not whole
}

// Rows returns what became of the latest slots of a channel, newest first; an
// empty channel is every channel.
func (b *Book) Rows(ctx context.Context, c chat.Channel, since time.Time, limit int) ([]Row, error) {
	slots, err := b.Store.Slots(ctx, channel(c), since, limit)
	if err != nil {
		return nil, err
	}
	rows := make([]Row, len(slots))
	for i, s := range slots {
		rows[i] = Row{Slot: s.ID, Channel: place(s.Channel), Due: s.Due, Zone: s.Zone, State: s.State, Link: b.link(s), ID: s.Remote, Why: s.Why}
		if s.State == store.SlotPosted {
			rows[i].Posted = s.Finished
			rows[i].Late = max(0, s.Finished.Sub(s.Due))
		}
	}
	return rows, nil
}

// statusDays and statusRows bound a status.
const (
	statusDays = 14
	statusRows = 15
)

// Status tells who, in a channel, what became of its slots; the next are there, too.
func (b *Book) Status(ctx context.Context, _ chat.User, where chat.Channel) (chat.Message, error) {
	m := chat.Message{Private: true, Title: "Digests here"}
	there, err := b.Store.SchedulesIn(ctx, channel(where))
	if err != nil {
		return m, err
	}
	cell := func(text string) []chat.Run { return []chat.Run{{Text: text}} }
	table := chat.Block{Kind: chat.Table, Rows: [][][]chat.Run{{cell("Due"), cell("State"), cell("Late by"), cell("Post, or why not")}}}
	for _, s := range there {
		switch {
		case s.Paused && (s.Until.IsZero() || b.Now().Before(s.Until)):
			table.Rows = append(table.Rows, [][]chat.Run{cell(local(s.Next, s.Spec.Zone)), cell("paused"), cell(""), cell("paused " + until(s))})
		case !s.Next.IsZero():
			table.Rows = append(table.Rows, [][]chat.Run{cell(local(s.Next, s.Spec.Zone)), cell("to come"), cell(""), cell(describe(s.Spec))})
		}
	}
	rows, err := b.Rows(ctx, where, b.Now().AddDate(0, 0, -statusDays), statusRows)
	if err != nil {
		return m, err
	}
	for _, r := range rows {
		late, last := "", r.Why
		if r.State == store.SlotPosted {
			late = "on time"
			if r.Late >= time.Minute {
				late = brief(r.Late)
			}
			if last == "" {
				last = r.ID
			}
		}
		table.Rows = append(table.Rows, [][]chat.Run{cell(local(r.Due, r.Zone)), cell(r.State), cell(late), {{Text: last, Link: r.Link}}})
	}
	if len(table.Rows) == 1 {
		return say("Nothing is scheduled here, and nothing was posted in the last " + fmt.Sprint(statusDays) + " days."), nil
	}
	m.Blocks = []chat.Block{table}
	return m, nil
}
