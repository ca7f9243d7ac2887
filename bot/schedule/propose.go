package schedule

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"briefingbot/adapters/chat"
	"briefingbot/bot/store"
	"briefingbot/config"
)

// pending is a schedule that waits for its Save.
type pending struct {
	Schedule chat.Schedule
	Who      string
	In       string // name of the channel, where it is another than the one that was spoken in
}

// pendingFor is how long it waits.
const pendingFor = 24 * time.Hour

// propose shows what words ask for, with its next five runs, and saves nothing.
func (b *Book) propose(ctx context.Context, c chat.Command, text string) (chat.Message, error) {
	wish, err := Read(text)
	if err != nil {
		return chat.Message{}, err
	}
	s := chat.Schedule{Channel: c.Channel, Cron: strings.Join(wish.Lines, "|"), Zone: wish.Zone, Topics: wish.Topics, Items: wish.Items}
	s.Empty = wish.Empty != nil && *wish.Empty
	if c.Direct {
		s.Channel.Thread = ""
	}
	if wish.Channel != "" {
		if len(c.Mentioned) == 0 {
			return chat.Message{}, mistake("#"+wish.Channel, "there is no such channel that the bot knows; invite it there and say it in that channel")
		}
		s.Channel = c.Mentioned[0]
	}
	note, err := b.zone(ctx, c, &s, text)
	if err != nil {
		return chat.Message{}, err
	}
	spec, plan, err := b.spec(s)
	if err != nil {
		return chat.Message{}, err
	}
	if err := b.mayHere(ctx, c, s.Channel); err != nil {
		return chat.Message{}, err
	}
	p := pending{Schedule: s, Who: c.User.ID}
	if wish.Channel != "" {
		p.In = "#" + wish.Channel
	}
	id, err := b.keep(ctx, c, p)
	if err != nil {
		return chat.Message{}, err
	}
	return b.proposal(spec, runs(plan, b.Now()), id, p.In, note, wish.EveryDay), nil
}

func (b *Book) proposal(spec store.Spec, next []time.Time, id, elsewhere, note string, everyDay bool) chat.Message {
	m := chat.Message{Private: true, Title: b.tongue.say("To be scheduled: %s", b.tongue.describe(spec))}
	if elsewhere != "" {
		m.Title = b.tongue.say("To be scheduled in %s: %s", elsewhere, b.tongue.describe(spec))
	}
	m.Blocks = append(m.Blocks, line(chat.Paragraph, b.tongue.say("The next runs would be:")))
	for _, t := range next {
		m.Blocks = append(m.Blocks, line(chat.Bullet, b.tongue.local(t, spec.Zone)))
	}
	if note != "" {
		m.Blocks = append(m.Blocks, line(chat.Note, note))
	}
	choices := []chat.Choice{{Label: b.tongue.say("Save"), ID: b.button("save", id), Role: chat.Primary}}
	if everyDay {
		choices = append(choices, chat.Choice{Label: b.tongue.say("Weekdays only"), ID: b.button("weekdays", id)})
	}
	choices = append(choices, chat.Choice{Label: b.tongue.say("Test"), ID: b.button("test", id)}, chat.Choice{Label: b.tongue.say("Cancel"), ID: b.button("drop", id)})
	m.Blocks = append(m.Blocks, line(chat.Note, b.tongue.say("Nothing is saved yet. To save it, say: schedule yes")), buttons(choices...))
	return m
}

// zone fills in the time zone nobody named, and says where it is from.
func (b *Book) zone(ctx context.Context, c chat.Command, s *chat.Schedule, text string) (note string, err error) {
	if s.Zone != "" {
		return "", nil
	}
	if _, err := config.Zone(c.User.Zone); err == nil {
		s.Zone = c.User.Zone
		return b.tongue.say("The time zone is the one of your profile. For another, add its name, such as Europe/Rome."), nil
	}
	there, err := b.Store.SchedulesIn(ctx, channel(s.Channel))
	if err != nil {
		return "", err
	}
	if len(there) > 0 {
		s.Zone = there[0].Spec.Zone
		return b.tongue.say("The time zone is the one of the other schedule here. For another, add its name, such as Europe/Rome."), nil
	}
	if b.Zone == "" {
		return "", mistake("", "In which time zone? Add its name, for example: schedule %s Europe/Rome", shorten(text))
	}
	s.Zone = b.Zone
	return b.tongue.say("The time zone is the bot's own. For another, add its name, such as Europe/Rome."), nil
}

// mayHere is May, but for a person's own conversation with the bot.
func (b *Book) mayHere(ctx context.Context, c chat.Command, to chat.Channel) error {
	if c.Direct && to.ID == c.Channel.ID && to.Platform == c.Channel.Platform && to.Team == c.Channel.Team {
		return nil
	}
	return b.May(ctx, c.User, to)
}

// keep stores a schedule that waits for its Save, and returns its id.
func (b *Book) keep(ctx context.Context, c chat.Command, p pending) (string, error) {
	raw, err := json.Marshal(p)
	if err != nil {
		return "", err
	}
	id := newID(key(c, "propose", c.Button))
	if err := b.Store.Save(ctx, "schedule/pending/"+id, raw, pendingFor); err != nil {
		return "", err
	}
	return id, b.Store.Save(ctx, lastPending(c), []byte(id), pendingFor)
}

func lastPending(c chat.Command) string {
	return strings.Join([]string{"schedule/last", c.Channel.Platform, c.Channel.Team, c.Channel.ID, c.User.ID}, "\x1f")
}
