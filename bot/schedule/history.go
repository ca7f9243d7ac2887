package schedule

import (
	"context"
	"encoding/json"
	"slices"

	"briefingbot/adapters/chat"
	"briefingbot/bot/store"
)

// historyRows is how many changes a history shows.
const historyRows = 20

// history tells who changed the schedules of a channel, and how, to those who
// may change them.
func (b *Book) history(ctx context.Context, c chat.Command) (chat.Message, error) {
	if err := b.mayHere(ctx, c, c.Channel); err != nil {
		return chat.Message{}, err
	}
	audits, err := b.Store.AuditsIn(ctx, channel(c.Channel), historyRows)
	if err != nil {
		return chat.Message{}, err
	}
	if len(audits) == 0 {
		return b.say("Nobody has changed a schedule here."), nil
	}
	m := chat.Message{Private: true, Title: b.tongue.say("Changes here, the latest first")}
	m.Blocks = []chat.Block{b.historyTable(audits, channel(c.Channel), zoneOf(c.User.Zone, audits))}
	return m, nil
}

// History is every change of every schedule, the latest first, at most limit,
// for who runs the bot.
func (b *Book) History(ctx context.Context, limit int) (chat.Message, error) {
	audits, err := b.Store.Audits(ctx, limit)
	if err != nil {
		return chat.Message{}, err
	}
	if len(audits) == 0 {
		return b.say("Nobody has changed a schedule."), nil
	}
	return chat.Message{Title: b.tongue.say("Changes, the latest first"), Blocks: []chat.Block{b.historyTable(audits, store.Channel{}, "UTC")}}, nil
}

// historyTable has a row for every change; what was here is not said to have
// been here.
func (b *Book) historyTable(audits []store.Audit, here store.Channel, zone string) chat.Block {
	t := b.tongue
	where := func(c store.Channel) string {
		switch c.Thread = ""; c {
		case store.Channel{Platform: here.Platform, Team: here.Team, ID: here.ID}:
			return t.say("here")
		case store.Channel{}: // the settings file
			return ""
		}
		return called(place(c))
	}
	cell := func(text string) []chat.Run { return []chat.Run{{Text: text}} }
	row := func(texts ...string) (cells [][]chat.Run) {
		for _, text := range texts {
			cells = append(cells, cell(text))
		}
		return cells
	}
	table := chat.Block{Kind: chat.Table, Rows: [][][]chat.Run{row(t.say("When"), t.say("Who"), t.say("Where"), t.say("What"), t.say("Before"), t.say("After"))}}
	for _, a := range audits {
		who := a.Name
		if who == "" {
			who = a.Who
		}
		table.Rows = append(table.Rows, row(t.dated(a.At, zone), who, where(a.Channel), t.say(a.Verb), t.recorded(a.Before, where), t.recorded(a.After, where)))
	}
	return table
}

// recorded says what stands in an audit.
func (t tongue) recorded(raw string, where func(store.Channel) string) string {
	var s store.Schedule
	var address string // of a source
	if json.Unmarshal([]byte(raw), &address) == nil {
		return address
	}
	if raw == "" || json.Unmarshal([]byte(raw), &s) != nil {
		return "–"
	}
	said := t.describe(s.Spec)
	if there := where(s.Channel); there != t.say("here") {
		said = there + ": " + said
	}
	if s.Paused {
		said += ", " + t.say("paused %s", t.until(s))
	}
	return said
}

// zoneOf is the zone that a history is told in: the reader's, or that of what
// changed last.
func zoneOf(own string, audits []store.Audit) string {
	zones := []string{own}
	for _, a := range audits {
		var s store.Schedule
		if json.Unmarshal([]byte(a.After), &s) == nil {
			zones = append(zones, s.Spec.Zone)
		}
	}
	if i := slices.IndexFunc(zones, func(z string) bool { return z != "" }); i >= 0 {
		return zones[i]
	}
	return "UTC"
}
