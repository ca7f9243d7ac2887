package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"briefingbot/adapters/chat"
	"briefingbot/bot/schedule"
	"briefingbot/bot/store"
	"briefingbot/briefing"
)

// budget is how much of a digest stands in the channel; the rest is in its
// thread. Its words are those of the articles: with a fifth more for the names of
// the sources, 300 are what 90 seconds read, at 238 words a minute
// (https://doi.org/10.1016/j.jml.2019.104047).
type budget struct{ words, items int }

// story is one thing that a digest tells, and whether it stands on top.
type story struct {
	topic string
	fact  *briefing.Item
	voice *briefing.Statement
	usual bool // the briefing of all articles has it
	top   bool
}

// cost is how many words a story makes its reader read, the names of its
// sources included.
func (d *desk) cost(s story) int {
	n, cited := 0, []briefing.Citation{}
	if s.fact != nil {
		n, cited = len(strings.Fields(s.fact.Passage.Text())), s.fact.Citations
	} else {
		cited = s.voice.Citations
		for _, q := range s.voice.Quotes {
			n += len(strings.Fields(q.Context.Text()))
		}
	}
	for i, c := range cited {
		if i == 0 || cited[i-1].Article != c.Article { // side by side they share their name
			n += len(strings.Fields(d.label(c.Article)))
		}
	}
	return n
}

// stories lays a digest out: the topics take turns in naming what stands on
// top. What the briefing of all articles would say comes first, of that what sources
// differ on, then what most carry; a fifth of the words is the voices'.
func (d *desk) stories(sections []briefing.Section, best map[store.Passage]bool, most budget) []story {
	var all []story
	var facts, voices [][]int // by topic: places in all, the best first
	for _, s := range sections {
		mine, spoken := []int{}, []int{}
		for i := range s.Items {
			mine, all = append(mine, len(all)), append(all, story{topic: s.Topic.Name, fact: &s.Items[i]})
		}
		for _, v := range folded(s.Voices) {
			spoken, all = append(spoken, len(all)), append(all, story{topic: s.Topic.Name, voice: &v})
		}
		for _, k := range mine {
			all[k].usual = best[stored(all[k].fact.Passage)]
		}
		slices.SortStableFunc(mine, func(a, b int) int {
			return cmp.Or(order(all[b].usual)-order(all[a].usual), order(len(all[b].fact.Conflicts) > 0)-order(len(all[a].fact.Conflicts) > 0), all[b].fact.Sources-all[a].fact.Sources)
		})
		facts, voices = append(facts, mine), append(voices, spoken)
	}
	words := most.words + most.words/5 // the names of the sources
	left := d.pick(all, facts, words*4/5, most.items)
	left = d.pick(all, voices, left+words/5, len(all))
	d.pick(all, facts, left, most.items)
	return all
}

func order(b bool) int {
	if b {
		return 1
	}
	return 0
}

// pick puts stories on top while there are words for them, at most items of each
// topic, and returns the words that are left. The first of all always fits.
func (d *desk) pick(all []story, turns [][]int, words, items int) (left int) {
	left = words
	for rank := 0; rank < len(all); rank++ {
		for _, mine := range turns {
			if rank >= min(len(mine), items) || all[mine[rank]].top {
				continue
			}
			s := &all[mine[rank]]
			cost := d.cost(*s)
			if cost <= left || s.fact != nil && !slices.ContainsFunc(all, func(o story) bool { return o.top }) {
				s.top = true
				left -= cost
			}
		}
	}
	return left
}

// composeDigest sets what is new: the news first, then what the digest covers
// and the topics. What does not fit the budget is on the further pages.
func (d *desk) composeDigest(fresh briefing.Briefing, best map[store.Passage]bool, most budget, o schedule.Occasion) sheet {
	all := d.stories(fresh.Sections, best, most)
	s := sheet{perPage: max(len(all), 1)}
	var cited briefing.Numbering
	for _, top := range []bool{true, false} {
		for _, told := range all {
			if told.top == top {
				s.entries = append(s.entries, d.entry(told, &s, &cited))
			}
		}
		if top {
			s.first = len(s.entries)
		}
	}
	s.citations = cited.Citations()
	covers := note(d.covers(fresh, o))
	if len(s.entries) == 0 {
		s.lead = []chat.Block{covers}
		return s
	}
	s.entries[0].heading = ""
	s.entries[0].blocks = append(s.entries[0].blocks, covers)
	return s
}

// entry sets one story, numbered in the order in which a reader meets it.
func (d *desk) entry(told story, s *sheet, cited *briefing.Numbering) entry {
	if told.voice != nil {
		v := cited.Statement(*told.voice)
		for _, q := range v.Quotes {
			if q.Person != nil && !slices.Contains(s.people, q.Person.Name) {
				s.people = append(s.people, q.Person.Name)
			}
		}
		return entry{told.topic, d.statement(v)}
	}
	blocks := d.fact(cited.Fact(*told.fact))
	return entry{told.topic, append(blocks, newer(*told.fact, "in an earlier digest")...)}
}

// newer says what is new about a fact that was told before.
func newer(f briefing.Fact, then string) []chat.Block {
	switch f.News {
	case briefing.Updated:
		return []chat.Block{note("Updated: more sources carry it than " + then)}
	case briefing.Revised:
		return []chat.Block{note("Revised: a later article says it otherwise than what was told " + then)}
	}
	return nil
}

// digestMessage sets a digest to be posted: its first page in the channel, the
// others and the sources in its thread.
func (d *desk) digestMessage(s sheet, o schedule.Occasion) chat.Message {
	m := chat.Message{Blocks: slices.Clone(s.lead)}
	heading := ""
	for i, e := range s.entries {
		into := &m.Blocks
		if i >= s.first {
			into = &m.Rest
		}
		if i == s.first {
			heading = ""
		}
		if e.heading != heading {
			heading = e.heading
			*into = append(*into, chat.Block{Kind: chat.Heading, Runs: say(heading)})
		}
		*into = append(*into, e.blocks...)
	}
	m.Blocks = append(m.Blocks, changed(o)...)
	if n := len(s.entries) - s.first; n > 0 {
		where := " and the sources in the thread"
		if o.Test {
			where = " and the sources follow"
		}
		m.Blocks = append(m.Blocks, note(plural(n, "more item")+where))
		m.Rest = append(m.Rest, d.sourceList(s.citations)...)
	} else {
		m.Blocks = append(m.Blocks, d.sourceList(s.citations)...)
	}
	return m
}

// sourceList names each article once, with the numbers it is cited by.
func (d *desk) sourceList(cited []briefing.Citation) []chat.Block {
	var order []*briefing.Article
	of := map[*briefing.Article][]briefing.Citation{}
	for _, c := range cited {
		if of[c.Article] == nil {
			order = append(order, c.Article)
		}
		of[c.Article] = append(of[c.Article], c)
	}
	if len(order) == 0 {
		return nil
	}
	out := []chat.Block{{Kind: chat.Heading, Runs: say("Sources")}}
	for _, a := range order {
		link := a.URL
		if link == "" {
			link = d.link(of[a][0].Passage)
		}
		out = append(out, chat.Block{Kind: chat.Bullet, Runs: []chat.Run{{Text: d.label(a), Link: link}, {Text: " " + numbers(of[a])}}})
	}
	return out
}

// covers names the digest's window and the corpus it was made from.
func (d *desk) covers(fresh briefing.Briefing, o schedule.Occasion) string {
	since := "everything so far"
	if last := o.Since.Slot; !last.Due.IsZero() {
		since = "new since " + clock(last.Due, o.Schedule.Spec.Zone)
	}
	return fmt.Sprintf("%s · %s, %s · as of %s", since, plural(len(fresh.Articles), "article"), plural(fresh.Facts, "new fact"), clock(o.Due.Add(o.Late), o.Schedule.Spec.Zone))
}

// clock sets a time in a zone as people there read it.
func clock(t time.Time, zone string) string {
	if l, err := time.LoadLocation(zone); err == nil {
		t = t.In(l)
	}
	return t.Format("Mon 2 Jan 15:04 MST")
}

// changed tells what happened to the sources of the last digest.
func changed(o schedule.Occasion) []chat.Block {
	said := map[string]bool{}
	var out []chat.Block
	for _, c := range o.Changed {
		what := "has been changed"
		if c.Now == "" {
			what = "has been withdrawn"
		}
		if !said[c.Article] {
			said[c.Article] = true
			out = append(out, note(fmt.Sprintf("Correction: %s, quoted in the last digest, %s since.", c.Article, what)))
		}
	}
	return out
}

// composeNothing is the one honest line of a digest without news.
func (d *desk) composeNothing(o schedule.Occasion) chat.Message {
	line := "Nothing new"
	if last := o.Since.Slot; !last.Due.IsZero() {
		line += " since " + clock(last.Due, o.Schedule.Spec.Zone)
	}
	return chat.Message{Title: fmt.Sprintf("%s; checked %s.", line, plural(len(d.corpus.Articles()), "article"))}
}

// composeCorrection puts a note at each quotation whose citation has one, and
// says so at the top.
func composeCorrection(m chat.Message, notes map[int]string) chat.Message {
	out := chat.Message{Title: m.Title}
	numbers := slices.Sorted(maps.Keys(notes))
	out.Blocks = append(out.Blocks, note(fmt.Sprintf("Corrected: see %v.", numbers)))
	out.Blocks = append(out.Blocks, annotated(m.Blocks, notes)...)
	out.Rest = annotated(m.Rest, notes)
	return out
}

func annotated(blocks []chat.Block, notes map[int]string) []chat.Block {
	var out []chat.Block
	for _, b := range blocks {
		out = append(out, b)
		for _, s := range b.Source {
			if why, ok := notes[s.N]; ok {
				out = append(out, note(fmt.Sprintf("Correction [%d]: %s; these words stood in it when this was posted.", s.N, why)))
			}
		}
	}
	return out
}
