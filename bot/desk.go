package main

import (
	"context"
	"fmt"
	"log/slog"
	"strconv"
	"strings"

	"briefingbot/adapters/chat"
	"briefingbot/briefing"
)

// desk answers commands from the corpus. It is the chat.Handler of every
// platform.
type desk struct {
	corpus *briefing.Corpus
	topics []briefing.Topic
	words  int                           // budget of a briefing
	items  int                           // most items of a topic
	link   func(briefing.Passage) string // opens the source at the passage; "" without a page
	table  []verb
	talks  *talks
	log    *slog.Logger
	memory chat.Memory // keeps answers for their buttons; nil means no buttons
}

func newDesk(c *briefing.Corpus, topics []briefing.Topic, words, items int, link func(briefing.Passage) string) *desk {
	if link == nil {
		link = func(briefing.Passage) string { return "" }
	}
	return &desk{corpus: c, topics: topics, words: words, items: items, link: link, table: verbs(), talks: newTalks(), log: slog.New(slog.DiscardHandler)}
}

// answer is the chat.Handler.
func (d *desk) answer(ctx context.Context, c chat.Command) chat.Message {
	if c.Button != "" {
		return d.press(ctx, c)
	}
	t := d.talks.with(c)
	t.mu.Lock()
	defer t.mu.Unlock()
	if n := len([]rune(c.Text)); n > maxQuestion {
		return plainSheet(fmt.Sprintf("That is %d characters; a question has at most %d. Ask about one sentence of it.", n, maxQuestion)).message(0)
	}
	q := understand(c.Text, d.table)
	q.talk = t
	s := q.verb.run(d, q)
	switch {
	case s.turn != 0:
		t.page += s.turn
	case len(s.citations) > 0 || len(s.entries) > 0:
		id, err := d.remember(ctx, s, q.text, c.User.ID)
		if err != nil {
			d.log.Error("an answer has no buttons", "error", err)
		}
		t.sheet, t.page, t.id = s, 0, id
	default:
		return s.message(0)
	}
	m := t.sheet.message(t.page)
	if t.id != "" {
		m.Blocks = append(m.Blocks, buttons(t.sheet, t.id, t.page))
	}
	return m
}

func (d *desk) options() briefing.Options {
	return briefing.Options{Topics: d.topics, Words: d.words, Items: d.items}
}

func (d *desk) briefing(q request) sheet {
	o := d.options()
	switch strings.ToLower(q.rest) {
	case "", "today", "now", "long", "short":
	default:
		t, ok := d.topicNamed(q.rest)
		if !ok {
			return plainSheet(fmt.Sprintf("No topic is called “%s”. Topics: %s.", q.rest, strings.Join(d.topicNames(), ", ")))
		}
		o.Topics = []briefing.Topic{t}
	}
	short := strings.EqualFold(q.rest, "short")
	if strings.EqualFold(q.rest, "long") {
		o.Words, o.Items = 3*o.Words, 3*o.Items
	}
	return d.composeBriefing(d.corpus.Brief(o), short)
}

func (d *desk) ask(q request) sheet {
	if q.rest == "" {
		return plainSheet("Ask what? For example: ask how many officers are there?")
	}
	if len(strings.Fields(q.rest)) <= 3 && !strings.ContainsAny(q.rest, "?\"") { // a bare name
		if a := d.corpus.Said(q.rest, ""); a.Found && len(a.Speech) > 0 {
			return d.composeAnswer(a)
		}
	}
	return d.composeAnswer(d.corpus.Ask(q.rest, maxAnswers))
}

// maxAnswers is how many passages an answer holds in all, over its pages.
const maxAnswers = 10

func (d *desk) who(q request) sheet {
	if q.rest == "" {
		return d.speakers(q)
	}
	return d.composeAnswer(d.said(q.rest, q.text))
}

// said answers "who SPEAKER [on TOPIC]"; what names no speaker is a question.
func (d *desk) said(rest, question string) briefing.Answer {
	name, topic := splitTopic(rest)
	a := d.corpus.Said(name, topic)
	if a.Found || len(strings.Fields(name)) <= 2 && len(a.Missing) > 0 {
		return a
	}
	return d.corpus.Ask(question, maxAnswers)
}

// splitTopic takes "SPEAKER on TOPIC" apart.
func splitTopic(rest string) (name, topic string) {
	lower := strings.ToLower(rest)
	for _, on := range []string{" on ", " about ", " su ", " sull'", " sulla ", " sul "} {
		if i := strings.Index(lower, on); i > 0 && len(lower) == len(rest) {
			return rest[:i], strings.TrimSpace(rest[i+len(on):])
		}
	}
	return rest, ""
}

func (d *desk) whoSaid(q request) sheet {
	if strings.Trim(q.rest, `" `) == "" {
		return plainSheet(`Who said what? For example: who said "not welcome"`)
	}
	return d.composeAnswer(d.saying(q.rest, q.text))
}

// saying answers "who said WORDS"; words that nobody used are a question,
// unless they stand between quotation marks.
func (d *desk) saying(rest, question string) briefing.Answer {
	a := d.corpus.WhoSaid(strings.Trim(rest, `" `))
	if a.Found || strings.Contains(rest, `"`) {
		return a
	}
	return d.corpus.Ask(question, maxAnswers)
}

// whoAnswer answers all that can follow "who".
func (d *desk) whoAnswer(rest string) briefing.Answer {
	switch q := understand("who "+rest, d.table); q.verb.name {
	case "said":
		return d.saying(q.rest, q.text)
	default:
		return d.said(q.rest, q.text)
	}
}

func (d *desk) speakers(request) sheet { return composePeople(d.corpus.People()) }

func (d *desk) sources(request) sheet { return d.composeSources(d.corpus.Articles()) }

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

func (d *desk) figures(q request) sheet {
	return d.composeFigures(d.corpus.Figures(), q.rest)
}

func (d *desk) timeline(request) sheet { return d.composeTimeline(d.corpus.Timeline()) }

func (d *desk) topicNames() []string {
	var names []string
	for _, t := range d.topics {
		names = append(names, t.Name)
	}
	return names
}

func (d *desk) topicNamed(name string) (briefing.Topic, bool) {
	for _, t := range d.topics {
		if strings.Contains(strings.ToLower(t.Name), strings.ToLower(name)) {
			return t, true
		}
	}
	return briefing.Topic{}, false
}

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
