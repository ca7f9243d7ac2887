package schedule

import (
	"context"
	"encoding/json"
	"strings"

	"briefingbot/adapters/chat"
)

// buttonPrefix begins the id of every button of the schedules.
const buttonPrefix = "schedule/"

// italianButton follows it in the id of those that speak Italian.
const italianButton = "it/"

// button is the id of a button that does verb with what has id.
func (b *Book) button(verb, id string) string {
	if b.tongue == italian {
		return buttonPrefix + italianButton + verb + "/" + id
	}
	return buttonPrefix + verb + "/" + id
}

func buttons(all ...chat.Choice) chat.Block { return chat.Block{Kind: chat.Buttons, Choices: all} }

// press does what a button says. The right to it is judged now.
func (b *Book) press(ctx context.Context, c chat.Command, rest string) (m chat.Message, err error) {
	verb, id, _ := strings.Cut(rest, "/")
	switch verb {
	case "save":
		m, err = b.savePending(ctx, c, id)
	case "stop":
		m, err = b.change(ctx, c.User, chat.Change{Verb: chat.Stop, Schedule: chat.Schedule{ID: id}, Key: key(c, "stop", id)}, c.Channel)
	case "keep":
		m = b.say("It goes on as before.")
	case "drop":
		m, err = b.say("Nothing was saved."), b.Store.Save(ctx, "schedule/pending/"+id, nil, 0)
	case "test", "weekdays":
		var p pending
		if p, err = b.pending(ctx, c, id); err != nil {
			return m, err
		}
		if verb == "test" {
			return b.test(ctx, c.User, p.Schedule)
		}
		m, err = b.weekdays(ctx, c, p)
	default:
		return b.say("This button is not one of mine."), nil
	}
	m.Replace = err == nil
	return m, err
}

var errGone = mistake("", "This is too old, or was done already. Say it again")

// pending returns the schedule that waits under id, for who proposed it.
func (b *Book) pending(ctx context.Context, c chat.Command, id string) (p pending, err error) {
	raw, err := b.Store.Load(ctx, "schedule/pending/"+id)
	if err != nil {
		return p, err
	}
	if raw == nil || json.Unmarshal(raw, &p) != nil || p.Who != c.User.ID {
		return p, errGone
	}
	return p, nil
}

// savePending saves the schedule that waits under id, or the last one its user
// was shown here. Saving it twice is saving it once.
func (b *Book) savePending(ctx context.Context, c chat.Command, id string) (chat.Message, error) {
	if id == "" {
		last, err := b.Store.Load(ctx, lastPending(c))
		if err != nil {
			return chat.Message{}, err
		}
		if last == nil {
			return b.say("There is nothing to save. For example: schedule weekdays 08:00 Europe/Rome"), nil
		}
		id = string(last)
	}
	p, err := b.pending(ctx, c, id)
	if err != nil {
		return chat.Message{}, err
	}
	if err := b.mayHere(ctx, c, p.Schedule.Channel); err != nil {
		return chat.Message{}, err
	}
	own := *b
	if c.Direct && p.Schedule.Channel.ID == c.Channel.ID { // their own conversation
		own.May = func(context.Context, chat.User, chat.Channel) error { return nil }
	}
	return own.save(ctx, c.User, chat.Change{Verb: chat.Save, Schedule: p.Schedule, Key: "pending/" + id}, c.Channel, p.In)
}

// weekdays proposes the same from Monday to Friday.
func (b *Book) weekdays(ctx context.Context, c chat.Command, p pending) (chat.Message, error) {
	lines := strings.Split(p.Schedule.Cron, "|")
	for i, l := range lines {
		if cut, ok := strings.CutSuffix(l, " * * *"); ok {
			lines[i] = cut + " * * 1-5"
		}
	}
	p.Schedule.Cron = strings.Join(lines, "|")
	spec, plan, err := b.spec(p.Schedule)
	if err != nil {
		return chat.Message{}, err
	}
	id, err := b.keep(ctx, c, p)
	if err != nil {
		return chat.Message{}, err
	}
	return b.proposal(spec, runs(plan, b.Now()), id, p.In, "", false), nil
}
