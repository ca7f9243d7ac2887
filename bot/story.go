package main

import (
	"cmp"
	"slices"
	"strings"

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
	var n int
	var cited []briefing.Citation
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

// onceTold tells a sentence that is a fact and a voice once: as the fact where
// several carry it, and otherwise as what its speaker said, with the rest of that.
func onceTold(b briefing.Briefing) briefing.Briefing {
	repeats := func(v briefing.Statement, f briefing.Item) bool {
		return slices.ContainsFunc(v.Quotes, func(q briefing.Quote) bool {
			return q.Context.Article == f.Passage.Article && q.Context.Span.Covers(f.Passage.Span)
		})
	}
	b.Sections, b.Facts = slices.Clone(b.Sections), 0
	var facts []briefing.Item
	var voices []briefing.Statement
	strong := func(f briefing.Item) bool { return f.Sources > 1 || len(f.Conflicts) > 0 }
	for _, s := range b.Sections {
		facts, voices = append(facts, s.Items...), append(voices, s.Voices...)
	}
	for i := range b.Sections {
		s := &b.Sections[i]
		s.Voices = slices.DeleteFunc(slices.Clone(s.Voices), func(v briefing.Statement) bool {
			return slices.ContainsFunc(facts, func(f briefing.Item) bool { return strong(f) && repeats(v, f) })
		})
		s.Items = slices.DeleteFunc(slices.Clone(s.Items), func(f briefing.Item) bool {
			return !strong(f) && slices.ContainsFunc(voices, func(v briefing.Statement) bool { return repeats(v, f) })
		})
		b.Facts += len(s.Items)
	}
	return b
}
