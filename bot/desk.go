package main

import (
	"context"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"briefingbot/adapters/chat"
	"briefingbot/bot/store"
	"briefingbot/briefing"
)

// desk answers commands from the corpus. It is the chat.Handler of every
// platform.
type desk struct {
	corpus *briefing.Corpus
	topics []briefing.Topic
	words  int                                           // budget of a briefing
	items  int                                           // most items of a topic
	link   func(briefing.Passage) string                 // opens the source at the passage; "" without a page
	dated  func(time.Time) func(briefing.Passage) string // link, as it is given at a moment; nil: there is only one
	home   func() (address string, days int)             // opens the page, and for how long; "" without a page, 0 for ever
	table  []verb
	talks  *talks
	past   past // what was posted; nil where nothing is
	// follows returns the channel whose place another has taken; nil where none can
	follows func(context.Context, store.Channel) (store.Channel, bool, error)
	log     *slog.Logger
	memory  chat.Memory                          // keeps answers for their buttons; nil means no buttons
	health  func(context.Context) []store.Source // the sources as they are; nil means none
	own     chat.Memory                          // keeps what is known of readers where memory is nil
	now     func() time.Time
	was     *printout // an earlier briefing, of which only what has come since is told; nil: none
}

// newDesk fills in what of d is not set.
func newDesk(d desk) *desk {
	if d.link == nil {
		d.link = func(briefing.Passage) string { return "" }
	}
	if d.home == nil {
		d.home = func() (string, int) { return "", 0 }
	}
	if d.log == nil {
		d.log = slog.New(slog.DiscardHandler)
	}
	if d.health == nil {
		d.health = func(context.Context) []store.Source { return nil }
	}
	if d.now == nil {
		d.now = time.Now
	}
	d.table, d.talks, d.own = verbs(), newTalks(), chat.NewForgetful()
	return &d
}

// answer is the chat.Handler.
func (d *desk) answer(ctx context.Context, c chat.Command) chat.Message {
	if c.Button != "" {
		return d.press(ctx, c)
	}
	if n := utf8.RuneCountInString(c.Text); n > maxQuestion {
		return plainSheet(tooLong(n)).message(0)
	}
	q := understand(c.Text, d.table)
	if c.Overheard && !(q.named && q.verb.turns) {
		return chat.Message{} // talk among people, not to the bot
	}
	t := &talk{}
	if q.verb.turns || q.verb.name == "share" {
		defer d.talks.turn(talkOf(c))() // "more" twice at once is two pages
		*t = d.above(ctx, c)
	}
	q.talk, q.attached, q.command, q.ctx = t, c.Attached, c, ctx
	s := d.serve(q)
	if c.Channel.Platform == "slack" {
		s.asked = "" // the adapter restates what others did not see
	}
	switch {
	case s.turn != 0:
		t.page += s.turn
	case len(s.citations) > 0 || len(s.entries) > 0:
		if len(s.citations) == 0 { // a list that cites nothing leaves what was cited within reach
			s.citations = d.above(ctx, c).sheet.citations
		}
		id, err := d.remember(ctx, c.Channel, snap(s, q.text, c.User.ID))
		if err != nil {
			d.log.Error("an answer has no buttons", "error", err)
		}
		t.sheet, t.page, t.id = s, 0, id
	default:
		return s.message(0)
	}
	t.at = d.now()
	d.shown(ctx, c, *t)
	m := t.sheet.message(t.page)
	if t.id != "" {
		m.Blocks = append(m.Blocks, buttons(t.sheet, t.id, t.page))
	}
	return m
}

func (d *desk) briefing(q request) sheet {
	if about := subject(q.text); about != "" {
		if _, known := d.topicNamed(about); !known {
			return d.composeAnswer(d.question(q.text))
		}
		q.rest = about
	}
	b, err := d.brief(q.rest)
	if err != nil {
		return plainSheet(sentence(err))
	}
	return d.composeBriefing(b)
}

func (d *desk) ask(q request) sheet {
	if q.rest == "" {
		return plainSheet("Ask what? For example: ask how many officers are there?")
	}
	_, known := d.topicNamed(subject(q.rest))
	if exactly(q.rest, append(d.topicNames(), "short", "long")) || known && subject(q.rest) != "" {
		return d.briefing(q)
	}
	a := d.question(q.rest)
	s := d.composeAnswer(a)
	if !a.Found && q.verb.name == "ask" {
		if v := d.misspelt(q.rest); v != "" {
			s.lead = append(s.lead, note("Did you mean the command “"+v+"”?"))
		}
	}
	return s
}

func (d *desk) who(q request) sheet {
	if q.rest == "" {
		return d.speakers(q)
	}
	return d.composeAnswer(d.speaker(q.rest, q.text))
}

func (d *desk) whoSaid(q request) sheet {
	if strings.Trim(q.rest, `" `) == "" {
		return plainSheet(`Who said what? For example: who said "not welcome"`)
	}
	return d.composeAnswer(d.saying(q.rest, q.text))
}

func (d *desk) verify(q request) sheet {
	words := strings.TrimSpace(q.rest + "\n" + q.attached)
	if words == "" {
		return plainSheet(`Verify what? For example: verify "ICE will never operate in Italy"`)
	}
	return d.composeCheck(d.corpus.Check(words))
}

func (d *desk) speakers(request) sheet { return composePeople(d.corpus.People()) }

func (d *desk) sources(request) sheet {
	s := d.composeSources(d.corpus.Articles())
	s.lead = append(s.lead, composeHealth(d.health(context.Background()), d.now(), mostHealth)...)
	return s
}

func (d *desk) source(q request) sheet {
	if len(q.talk.sheet.citations) == 0 {
		return plainSheet("Nothing has been cited here yet. Ask something first, then: source 1")
	}
	n, err := strconv.Atoi(strings.Trim(q.rest, "[]#"))
	cited := q.talk.sheet.citations
	if q.rest == "" && len(cited) == 1 {
		n, err = cited[0].N, nil
	}
	p, ok := q.talk.cite(n)
	if err != nil || !ok {
		return plainSheet(fmt.Sprintf("Which one? The citations here are %d to %d, for example: source %d", cited[0].N, cited[len(cited)-1].N, cited[0].N))
	}
	s := d.composeSource(n, p)
	s.citations = nil // what was cited before stays within reach of "source"
	return s
}

func (d *desk) figures(q request) sheet { return d.composeFigures(d.counted(q.rest)) }

func (d *desk) timeline(request) sheet { return d.composeTimeline(d.corpus.Timeline()) }

func (d *desk) topicList(request) sheet { return composeTopics(d.topicNames()) }

func (d *desk) more(q request) sheet { return turn(q.talk, q.talk.page+1) }

func (d *desk) back(q request) sheet { return turn(q.talk, q.talk.page-1) }

func (d *desk) page(q request) sheet {
	n, err := strconv.Atoi(q.rest)
	if err != nil {
		n = 0
	}
	return turn(q.talk, n-1)
}

// turn goes to page n, counted from 0, of what was last shown.
func turn(t *talk, n int) sheet {
	switch last := t.sheet.pages() - 1; {
	case len(t.sheet.entries) == 0:
		return plainSheet("Nothing has been shown here yet. Try: briefing")
	case n > last && n == t.page+1:
		return plainSheet(fmt.Sprintf("No more (%d of %d).", len(t.sheet.entries), len(t.sheet.entries)))
	case n < 0 || n > last:
		return plainSheet(fmt.Sprintf("The pages here are 1 to %d.", last+1))
	case n == t.page: // turn 0 would mean a new sheet
		return plainSheet(fmt.Sprintf("This is page %d of %d.", n+1, last+1))
	default:
		return sheet{turn: n - t.page}
	}
}

func (d *desk) help(request) sheet { return composeHelp(d.table) }
