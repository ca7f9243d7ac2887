package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"briefingbot/briefing"
	"briefingbot/config"
)

// This file is what is asked of the newsroom, for chat and for the command
// line alike.

// maxAnswers is how many passages an answer holds in all, over its pages.
const maxAnswers = 10

func (d *desk) options() briefing.Options {
	return briefing.Options{Topics: d.topics, Words: d.words, Items: d.items}
}

// brief makes the briefing that is called "", short, long or by a topic.
func (d *desk) brief(called string) (briefing.Briefing, error) {
	o := d.options()
	switch strings.ToLower(called) {
	case "", "today", "now", "please":
		return d.condense(o), nil
	case "short":
		o.Most = 3
		return shortened(d.condense(o), o.Most), nil
	case "long":
		o.Words, o.Items = 3*o.Words, 3*o.Items
		return d.condense(o), nil
	}
	t, ok := d.topicNamed(called)
	if !ok {
		return briefing.Briefing{}, d.noTopic(called)
	}
	// The other topics compete for their items, so that only what belongs to
	// this one is left.
	o.Words *= len(o.Topics)
	return narrowed(d.condense(o), t.Name), nil
}

// condense makes a briefing, of what has come since an earlier one where there is
// one.
func (d *desk) condense(o briefing.Options) briefing.Briefing {
	if d.was != nil {
		return d.after(*d.was, o)
	}
	return d.corpus.Brief(o)
}

func (d *desk) noTopic(called string) error {
	if len(d.topics) == 0 {
		return fmt.Errorf("no topic is called “%s”: no topics are set, the articles are briefed as one", called)
	}
	return fmt.Errorf("no topic is called “%s”; topics: %s", called, strings.Join(d.topicNames(), ", "))
}

// narrowed keeps one topic of a briefing.
func narrowed(b briefing.Briefing, topic string) briefing.Briefing {
	return only(b, slices.DeleteFunc(slices.Clone(b.Sections), func(s briefing.Section) bool { return s.Topic.Name != topic }))
}

// shortened keeps the first items of a briefing, and no voices.
func shortened(b briefing.Briefing, items int) briefing.Briefing {
	var sections []briefing.Section
	for _, s := range b.Sections {
		s.Items, s.Voices = s.Items[:min(len(s.Items), items)], nil
		items -= len(s.Items)
		if len(s.Items) > 0 {
			sections = append(sections, s)
		}
	}
	return only(b, sections)
}

// only is a briefing with some of its sections, numbered and counted anew.
func only(b briefing.Briefing, sections []briefing.Section) briefing.Briefing {
	var cited briefing.Numbering
	for k, s := range sections {
		s.Items, s.Voices = slices.Clone(s.Items), slices.Clone(s.Voices)
		for i, f := range s.Items {
			s.Items[i] = cited.Fact(f)
		}
		for i, v := range s.Voices {
			s.Voices[i] = cited.Statement(v)
		}
		sections[k] = s
	}
	b.Sections, b.Citations = sections, cited.Citations()
	b.Facts, b.Contested = tally(sections)
	return b
}

// tally counts the facts of sections, and those that sources differ on.
func tally(sections []briefing.Section) (facts, contested int) {
	for _, s := range sections {
		facts += len(s.Items)
		for _, f := range s.Items {
			if len(f.Conflicts) > 0 {
				contested++
			}
		}
	}
	return facts, contested
}

// news opens what asks for the newest about something: "what's the latest on the
// strike?", "brief me on Rossi".
var news = regexp.MustCompile(`(?i)^(?:what(?: is|'?s) )?(?:any |the )?(?:latest|news|updates?|developments?|brief(?:ing)?(?: me)?|notizie|novità)(?: news)? (?:on|about|with|su|sul|sulla) (.+?)[?!. ]*$`)

// subject returns what the newest is asked for about, if it is.
func subject(typed string) string {
	if m := news.FindStringSubmatch(typed); m != nil {
		return m[1]
	}
	return ""
}

// newest answers with what is told about a subject, the newest first.
func (d *desk) newest(about, asked string) briefing.Answer {
	a := d.corpus.Ask("what about "+about+"?", maxAnswers)
	a.Question = asked
	published := func(f briefing.Fact) (last time.Time) {
		for _, c := range f.Citations {
			if c.Article.Published.After(last) {
				last = c.Article.Published
			}
		}
		return last
	}
	if a.Found {
		slices.SortStableFunc(a.Facts, func(x, y briefing.Fact) int { return published(y).Compare(published(x)) })
	}
	var cited briefing.Numbering
	for i, f := range a.Facts {
		a.Facts[i] = cited.Fact(f)
	}
	a.Citations = cited.Citations()
	return a
}

// question answers a question, or the bare name of a speaker.
func (d *desk) question(q string) briefing.Answer {
	if about := subject(q); about != "" {
		return d.newest(about, q)
	}
	if len(strings.Fields(q)) <= 3 && !strings.ContainsAny(q, "?\"") {
		if a := d.corpus.Said(q, ""); a.Found && len(a.Speech) > 0 {
			return a
		}
	}
	return d.corpus.Ask(q, maxAnswers)
}

// whoAnswer answers all that can follow "who".
func (d *desk) whoAnswer(rest string) briefing.Answer {
	q := understand("who "+rest, d.table)
	if q.verb.name == "said" {
		return d.saying(q.rest, q.text)
	}
	return d.speaker(q.rest, q.text)
}

// speaker answers "who SPEAKER [on TOPIC]"; what names no speaker is a
// question.
func (d *desk) speaker(rest, asked string) briefing.Answer {
	if first, _, more := strings.Cut(strings.ToLower(rest), " "); more && slices.Contains([]string{"is", "are", "was", "were", "will", "è", "e'", "sono"}, first) {
		return d.corpus.Ask(asked, maxAnswers) // "who is Zan", "who is leading the delegation"
	}
	name, topic := splitTopic(rest)
	a := d.corpus.Said(name, topic)
	if a.Found || len(strings.Fields(name)) == 1 && (a.Unheard != "" && isName(name) || len(a.Unquoted) > 0) {
		return a
	}
	return d.corpus.Ask(asked, maxAnswers) // "who resigned", "who disagrees"
}

// isName reports whether a word is written as a name.
func isName(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
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

// saying answers "who said WORDS"; words that nobody used are a question,
// unless they stand between quotation marks.
func (d *desk) saying(rest, asked string) briefing.Answer {
	a := d.corpus.WhoSaid(strings.Trim(rest, `" `))
	if a.Found || strings.Contains(rest, `"`) {
		return a
	}
	return d.corpus.Ask(asked, maxAnswers)
}

// counted returns the figures about something, all of them if it is empty: those
// whose noun or wording holds it; where none does, those whose sentences do.
func (d *desk) counted(about string) []briefing.Figure {
	all := d.corpus.Figures()
	if about == "" {
		return all
	}
	holds := func(p briefing.Passage) bool {
		return p.Article != nil && strings.Contains(strings.ToLower(p.Text()), strings.ToLower(about))
	}
	kept, near := []briefing.Figure{}, []briefing.Figure{}
	for _, f := range all {
		switch {
		case holds(f.Noun) || slices.ContainsFunc(f.Variants, func(v briefing.Variant) bool { return holds(v.Words) }):
			kept = append(kept, f)
		case slices.ContainsFunc(f.Context, holds):
			near = append(near, f)
		}
	}
	if len(kept) == 0 {
		return near
	}
	return kept
}

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

// exactly reports whether typed is one of names, whatever its capitals.
func exactly(typed string, names []string) bool {
	return slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, typed) })
}

// misspelt returns the verb that a lone word was meant for, or nothing.
func (d *desk) misspelt(typed string) string {
	if strings.ContainsAny(typed, " ?") || utf8.RuneCountInString(typed) < 4 {
		return ""
	}
	var words []string
	for _, v := range d.table {
		words = append(words, v.words...)
	}
	return config.Nearest(strings.ToLower(typed), words, 2)
}

// sentence sets an error as a sentence for a person.
func sentence(err error) string {
	s := err.Error()
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:] + "."
}
