package schedule

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"briefingbot/adapters/chat"
	"briefingbot/bot/store"
	"briefingbot/config"
)

// order is what somebody asks of the schedules.
type order struct {
	verb string // "list", "new", "save", "test", "status", "history", "pause", "resume", "stop"
	rest string // what follows, as typed
}

// openings are the words that begin an order; the longest that fits counts.
var openings = map[string]string{
	"schedules": "list", "schedule list": "list", "list schedules": "list", "show schedules": "list", "programmi": "list", "orari": "list",
	"when is the next one": "list", "when is the next briefing": "list", "next run": "list", "quando esce": "list", "schedule show": "list", "schedule help": "list",
	"schedule": "new", "subscribe": "new", "programma": "new", "pianifica": "new", "iscriviti": "new", "schedule add": "new", "schedule new": "new",
	"send me this": "new", "send me the briefing": "new", "send this": "new", "send it": "new", "mandami le notizie": "new", "mandami il briefing": "new", "mandamelo": "new",
	"schedule save": "save", "schedule yes": "save", "schedule ok": "save", "schedule si": "save", "programma si": "save", "schedule conferma": "save", "programma conferma": "save",
	"schedule test": "test", "programma prova": "test", "test schedule": "test",
	"schedule history": "history", "schedules history": "history", "schedule audit": "history", "schedule log": "history", "programma storia": "history", "programma cronologia": "history",
	"schedule status": "status", "schedules status": "status", "programma stato": "status",
	"pause": "pause", "schedule pause": "pause", "pausa": "pause", "sospendi": "pause", "mute everything": "pause",
	"resume": "resume", "schedule resume": "resume", "unpause": "resume", "riprendi": "resume", "continua": "resume",
	"stop": "stop", "schedule stop": "stop", "schedule delete": "stop", "schedule remove": "stop", "unsubscribe": "stop", "ferma": "stop", "disiscrivimi": "stop", "schedule cancel": "stop",
}

// understand finds the order in a text; ok is false for what is none: "stop the
// ICE agents" is a question.
func understand(text string) (o order, ok bool) {
	ws := strings.Fields(text)
	for n := min(5, len(ws)); n > 0; n-- {
		folded := make([]string, n)
		for i := range folded {
			folded[i] = strings.Trim(fold(ws[i]), `.,!?:;"/`)
		}
		verb, known := openings[strings.Join(folded, " ")]
		if !known {
			continue
		}
		o = order{verb, strings.Join(ws[n:], " ")}
		switch {
		case verb == "new" && o.rest == "":
			o.verb = "list"
		case folded[0] == "schedule" || folded[0] == "programma":
		case verb == "new" && folded[0] != "subscribe" && folded[0] != "pianifica" && folded[0] != "iscriviti": // "send this to the mayor"
			if _, err := Read(o.rest); err != nil {
				return order{}, false
			}
		case verb == "pause":
			if _, err := Until(withoutNumber(o.rest), time.Now(), time.UTC); err != nil && !startsLike(withoutNumber(o.rest), "until", "for", "fino", "per") {
				return order{}, false
			}
		case verb == "resume" || verb == "stop":
			if len(ws) > n && number(o.rest) == 0 && !agreed(o.rest) {
				return order{}, false
			}
		case verb == "list" && o.rest != "":
			return order{}, false
		}
		return o, true
	}
	return order{}, false
}

func startsLike(text string, words ...string) bool {
	first, _, _ := strings.Cut(fold(text), " ")
	return slices.Contains(words, first)
}

func agreed(text string) bool {
	return slices.Contains([]string{"yes", "ok", "si", "all", "tutti", "everything", "yes all", "all yes"}, fold(strings.Trim(text, ".! ")))
}

// number is the number that a text begins with, as in "pause 2 until monday".
func number(text string) int {
	first, rest, _ := strings.Cut(text, " ")
	n, err := strconv.Atoi(strings.Trim(first, "#."))
	if err != nil || n < 1 || n > mostInChannel || slices.Contains([]string{"days", "weeks", "giorni", "settimane"}, fold(strings.TrimSpace(rest))) {
		return 0
	}
	return n
}

func withoutNumber(text string) string {
	if number(text) == 0 {
		return text
	}
	_, rest, _ := strings.Cut(text, " ")
	return rest
}

// Answer answers what is typed or pressed about schedules. ours is false for
// anything else.
func (b *Book) Answer(ctx context.Context, c chat.Command) (m chat.Message, ours bool) {
	var err error
	if c.Button != "" {
		rest, ok := strings.CutPrefix(c.Button, buttonPrefix)
		if !ok {
			return m, false
		}
		in := english
		if said, ok := strings.CutPrefix(rest, italianButton); ok {
			rest, in = said, italian
		}
		b = b.in(in)
		m, err = b.press(ctx, c, rest)
	} else {
		o, ok := understand(c.Text)
		if !ok {
			return m, false
		}
		b = b.in(spoken(c.Text, tongueOf(c.User.Lang)))
		m, err = b.obey(ctx, c, o)
	}
	if err != nil {
		return say(b.complaint(err)), true
	}
	return m, true
}

// in is the same book, read out in a tongue.
func (b *Book) in(t tongue) *Book {
	own := *b
	own.tongue = t
	return &own
}

// complaint tells a person what was wrong. The store's troubles are not theirs.
func (b *Book) complaint(err error) string {
	var m Mistake
	var bad chat.BadField
	var refused chat.Refused
	switch {
	case errors.As(err, &m):
		return sentence(m.in(b.tongue)) + " " + b.tongue.say("Nothing was saved.")
	case errors.As(err, &bad):
		return b.tongue.say(bad.Remedy) + " " + b.tongue.say("Nothing was saved.")
	case errors.As(err, &refused) && refused.Remedy != "":
		return b.tongue.say(refused.Remedy)
	case errors.As(err, &refused):
		return b.tongue.say("You may not do that here.")
	}
	return b.tongue.say("That could not be done just now, and nothing was changed. Please try again.")
}

func (b *Book) obey(ctx context.Context, c chat.Command, o order) (chat.Message, error) {
	switch o.verb {
	case "new":
		return b.propose(ctx, c, o.rest)
	case "save":
		return b.savePending(ctx, c, "")
	case "status":
		return b.Status(ctx, c.User, c.Channel)
	case "list":
		return b.list(ctx, c)
	case "history":
		return b.history(ctx, c)
	}
	there, err := b.Store.SchedulesIn(ctx, channel(c.Channel))
	if err != nil {
		return chat.Message{}, err
	}
	if o.verb == "test" {
		return b.tryOut(ctx, c, there, number(o.rest))
	}
	if len(there) == 0 {
		return b.say("Nothing is scheduled here. For example: schedule weekdays 08:00 Europe/Rome"), nil
	}
	if n := number(o.rest); n > len(there) {
		return b.say("There are %d schedules here, no number %d. Say: schedule list", len(there), n), nil
	} else if n > 0 {
		there = there[n-1 : n]
	}
	if o.verb == "stop" {
		return b.stop(ctx, c, there, o.rest)
	}
	var told []string
	for _, s := range there {
		change := chat.Change{Verb: chat.Verb(o.verb), Schedule: chat.Schedule{ID: s.ID}, Key: key(c, o.verb, s.ID)}
		if o.verb == "pause" {
			zone, err := config.Zone(s.Spec.Zone)
			if err == nil {
				change.Until, err = Until(withoutNumber(o.rest), b.Now(), zone)
			}
			if err != nil {
				return chat.Message{}, err
			}
		}
		m, err := b.change(ctx, c.User, change, c.Channel)
		if err != nil {
			return chat.Message{}, err
		}
		told = append(told, m.Blocks[0].Runs[0].Text)
	}
	return say(strings.Join(told, "\n")), nil
}

// key is the same for every delivery of one command.
func key(c chat.Command, verb, id string) string {
	if c.ID == "" {
		return ""
	}
	return strings.Join([]string{c.Channel.Platform, c.Channel.Team, c.ID, verb, id}, "\x1f")
}

// stop asks first.
func (b *Book) stop(ctx context.Context, c chat.Command, there []store.Schedule, rest string) (chat.Message, error) {
	sure := agreed(withoutNumber(rest))
	if len(there) > 1 && !sure {
		m, err := b.list(ctx, c)
		m.Blocks = append([]chat.Block{line(chat.Paragraph, b.tongue.say("Which one? Say its number, for example: stop 1. Or: stop all"))}, m.Blocks...)
		return m, err
	}
	if !sure {
		s := there[0]
		if err := b.allowed(ctx, c.User, s); err != nil {
			return chat.Message{}, err
		}
		m := b.say("Stop “%s”? It will not be posted any more. To be sure, say: stop yes", b.tongue.describe(s.Spec))
		m.Blocks = append(m.Blocks, buttons(chat.Choice{Label: b.tongue.say("Stop it"), ID: b.button("stop", s.ID), Role: chat.Danger}, chat.Choice{Label: b.tongue.say("Keep it"), ID: b.button("keep", s.ID)}))
		return m, nil
	}
	var told []string
	for _, s := range there {
		m, err := b.change(ctx, c.User, chat.Change{Verb: chat.Stop, Schedule: chat.Schedule{ID: s.ID}, Key: key(c, "stop", s.ID)}, c.Channel)
		if err != nil {
			return chat.Message{}, err
		}
		told = append(told, m.Blocks[0].Runs[0].Text)
	}
	return say(strings.Join(told, "\n")), nil
}

// tryOut shows the digest of a schedule here, or of none.
func (b *Book) tryOut(ctx context.Context, c chat.Command, there []store.Schedule, n int) (chat.Message, error) {
	switch {
	case n > 0 && n <= len(there):
		return b.test(ctx, c.User, chat.Schedule{ID: there[n-1].ID})
	case len(there) > 0:
		return b.test(ctx, c.User, chat.Schedule{ID: there[0].ID})
	}
	return b.test(ctx, c.User, chat.Schedule{Channel: c.Channel, Cron: "0 8 * * *", Zone: "UTC"})
}

// list shows the schedules of a channel.
func (b *Book) list(ctx context.Context, c chat.Command) (chat.Message, error) {
	there, err := b.Store.SchedulesIn(ctx, channel(c.Channel))
	if err != nil {
		return chat.Message{}, err
	}
	if len(there) == 0 {
		return b.say("Nothing is scheduled here. For example: schedule weekdays 08:00 Europe/Rome"), nil
	}
	m := chat.Message{Private: true, Title: b.tongue.say("Scheduled here")}
	for i, s := range there {
		shown, err := b.show(ctx, c.User, s)
		if err != nil {
			return chat.Message{}, err
		}
		text := fmt.Sprintf("%d. %s. ", i+1, b.tongue.describe(s.Spec))
		if shown.Paused {
			text += b.tongue.say("Paused %s.", b.tongue.until(s))
		} else {
			text += b.tongue.say("Next: %s.", b.tongue.local(s.Next, s.Spec.Zone))
		}
		runs := []chat.Run{{Text: text}}
		if !shown.Last.Due.IsZero() {
			runs = append(runs, chat.Run{Text: b.tongue.say(" Last: %s, ", b.tongue.local(shown.Last.Due, s.Spec.Zone))}, chat.Run{Text: shown.Last.State, Link: shown.Last.Link}, chat.Run{Text: "."})
		}
		m.Blocks = append(m.Blocks, chat.Block{Kind: chat.Bullet, Runs: runs})
	}
	m.Blocks = append(m.Blocks, line(chat.Note, b.tongue.say("pause · resume · stop · schedule test · schedule status · schedule history")))
	return m, nil
}
