package schedule

import (
	"context"
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
	there, err := b.Store.SchedulesIn(ctx, channel(where))
	if err != nil {
		return chat.Message{}, err
	}
	rows, err := b.Rows(ctx, where, b.Now().AddDate(0, 0, -statusDays), statusRows)
	if err != nil {
		return chat.Message{}, err
	}
	if len(there)+len(rows) == 0 {
		return b.say("Nothing is scheduled here, and nothing was posted in the last %d days.", statusDays), nil
	}
	return chat.Message{Private: true, Title: b.tongue.say("Digests here"), Blocks: listed(b.account(there, rows))}, nil
}

// Overview is the Status of every channel, for who runs the bot: the slots due
// at since or later, at most limit.
func (b *Book) Overview(ctx context.Context, since time.Time, limit int) (chat.Message, error) {
	all, err := b.Store.Schedules(ctx)
	if err != nil {
		return chat.Message{}, err
	}
	rows, err := b.Rows(ctx, chat.Channel{}, since, limit)
	if err != nil {
		return chat.Message{}, err
	}
	if len(all)+len(rows) == 0 {
		return b.say("Nothing is scheduled, and nothing was posted since %s.", since.Format("2 Jan 2006")), nil
	}
	return chat.Message{Title: b.tongue.say("Digests"), Blocks: []chat.Block{b.statusTable(b.account(all, rows))}}, nil
}

// told is one run to come, or what became of one.
type told struct {
	where            chat.Channel
	due, state, late string
	last             chat.Run // the post, or why there is none, or what will be
}

// account has every run to come and every slot.
func (b *Book) account(next []store.Schedule, rows []Row) []told {
	t := b.tongue
	var out []told
	for _, s := range next {
		switch {
		case s.Paused && (s.Until.IsZero() || b.Now().Before(s.Until)):
			out = append(out, told{place(s.Channel), t.local(s.Next, s.Spec.Zone), t.say("paused"), "", chat.Run{Text: t.say("paused %s", t.until(s)) + ": " + t.describe(s.Spec)}})
		case !s.Next.IsZero():
			out = append(out, told{place(s.Channel), t.local(s.Next, s.Spec.Zone), t.say("to come"), "", chat.Run{Text: t.describe(s.Spec)}})
		}
	}
	for _, r := range rows {
		late, last := "", r.Why
		if r.State == store.SlotPosted {
			late = t.say("on time")
			if r.Late >= time.Minute {
				late = t.say("%s late", brief(r.Late))
			}
			if last == "" {
				last = r.ID
				if r.Link != "" {
					last = t.say("open")
				}
			}
		}
		out = append(out, told{r.Channel, t.local(r.Due, r.Zone), t.say(r.State), late, chat.Run{Text: last, Link: r.Link}})
	}
	return out
}

// listed sets runs of one channel as a list, which a phone shows whole.
func listed(all []told) []chat.Block {
	var out []chat.Block
	for _, r := range all {
		runs := []chat.Run{{Text: r.due, Strong: true}, {Text: " · " + r.state}}
		if r.late != "" {
			runs = append(runs, chat.Run{Text: ", " + r.late})
		}
		if r.last.Text != "" {
			runs = append(runs, chat.Run{Text: " · "}, r.last)
		}
		out = append(out, chat.Block{Kind: chat.Bullet, Runs: runs})
	}
	return out
}

// statusTable sets runs of any channel, for who runs the bot.
func (b *Book) statusTable(all []told) chat.Block {
	t := b.tongue
	cell := func(text string) []chat.Run { return []chat.Run{{Text: text}} }
	table := chat.Block{Kind: chat.Table, Rows: [][][]chat.Run{{cell(t.say("Channel")), cell(t.say("Due")), cell(t.say("State")), cell(t.say("Late?")), cell(t.say("Post, or why not"))}}}
	for _, r := range all {
		if r.last.Text == t.say("open") { // a terminal that shows no links, or a pipe, shows this
			r.last.Text = r.last.Link
		}
		table.Rows = append(table.Rows, [][]chat.Run{cell(called(r.where)), cell(r.due), cell(r.state), cell(r.late), {r.last}})
	}
	return table
}

// called names a channel for who runs the bot.
func called(c chat.Channel) string {
	name := c.ID
	if c.Team != "" {
		name = c.Team + "/" + name
	}
	if c.Platform != "" {
		name = c.Platform + ":" + name
	}
	return name
}
