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

// issue is what a digest is composed of.
type issue struct {
	fresh   briefing.Briefing
	came    arrivals
	amended []amends
	best    map[store.Passage]bool // what the briefing of all articles shows
	most    budget
}

// composeDigest sets what is new: the news first, then what the digest covers,
// the topics and what is corrected. What does not fit the budget is on the
// further pages.
func (d *desk) composeDigest(n issue, o schedule.Occasion) sheet {
	var cited briefing.Numbering
	for _, a := range n.amended[:min(len(n.amended), mostAmended)] {
		n.most.words -= len(strings.Fields(a.was)) / 2 // what is corrected is read, too; the news has half at least
	}
	n.most.words = max(n.most.words, d.words/2)
	n.fresh = onceTold(n.fresh)
	all := d.stories(n.fresh.Sections, n.best, n.most)
	s := sheet{perPage: max(len(all), 1)}
	for _, top := range []bool{true, false} {
		for _, told := range all {
			if told.top == top {
				s.entries = append(s.entries, d.entry(told, n, &s, &cited))
			}
		}
		if top {
			s.entries = append(s.entries, d.corrections(n.amended, &cited)...)
			s.first = len(s.entries)
		}
	}
	s.citations = cited.Citations()
	covers := note(d.covers(n, o))
	if len(all) == 0 {
		s.lead = []chat.Block{covers}
		return s
	}
	s.entries[0].heading = ""
	s.entries[0].blocks = append(s.entries[0].blocks, covers)
	return s
}

// mostAmended is how many corrections a digest spells out; of the others it
// tells how many they are.
const mostAmended = 5

// corrections sets what does not stand any more of what earlier digests quoted,
// each article that was withdrawn once.
func (d *desk) corrections(all []amends, cited *briefing.Numbering) []entry {
	var out []entry
	said := map[string]bool{}
	for _, a := range all {
		name := a.id
		if a.article != nil {
			name = d.label(a.article)
			if a.article.Title != "" && a.article.Outlet != "" {
				name += " (“" + cut(a.article.Title, 60) + "”)"
			}
		}
		var blocks []chat.Block
		switch {
		case a.gone && said[a.id]:
			continue
		case a.gone:
			said[a.id] = true
			blocks = []chat.Block{note(name + ", quoted in an earlier digest, has been withdrawn.")}
		case a.now.IsZero():
			blocks = []chat.Block{note(name + " has been changed since an earlier digest quoted it. These words are no longer in it: “" + cut(a.was, 240) + "”")}
		default:
			above := len(cited.Citations())
			now := cited.List([]briefing.Citation{{Passage: a.now}})
			said := name + " has been corrected since an earlier digest quoted it. Instead of “" + cut(a.was, 240) + "” it says"
			if now[0].N <= above {
				blocks = []chat.Block{note(said + " what is quoted above " + numbers(now) + ".")}
				break
			}
			blocks = []chat.Block{note(said + ":"), {Kind: chat.Quotation, Runs: quotation(a.now), Source: d.sourcesOf(now)}}
		}
		if len(out) == mostAmended {
			out[mostAmended-1].blocks = append(out[mostAmended-1].blocks, note("There are more; the posts they stood in are corrected."))
			break
		}
		out = append(out, entry{"Corrections", blocks})
	}
	return out
}

// since says what has become of what was quoted, in the post that quoted it.
func (a amends) since() string {
	switch {
	case a.gone:
		return "this source has been withdrawn since."
	case a.now.IsZero():
		return "this source has been changed since, and does not say so any more."
	}
	return "this source has been corrected since; it now says: “" + a.now.Text() + "”"
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

// entry sets one story, numbered in the order in which a reader meets it.
func (d *desk) entry(told story, n issue, s *sheet, cited *briefing.Numbering) entry {
	if told.voice != nil {
		v := cited.Statement(*told.voice)
		for _, q := range v.Quotes {
			if q.Person != nil && !slices.Contains(s.people, q.Person.Name) {
				s.people = append(s.people, q.Person.Name)
			}
		}
		return entry{told.topic, d.statement(v)}
	}
	f := cited.Fact(*told.fact)
	return entry{told.topic, append(d.fact(f), n.standing(f)...)}
}

// standing says how a fact stands to what the channel was told of it.
func (n issue) standing(f briefing.Fact) []chat.Block {
	if slices.ContainsFunc(n.amended, func(a amends) bool { return a.now == f.Passage }) {
		return []chat.Block{note("Corrected: the source said otherwise when an earlier digest quoted it")}
	}
	var late []briefing.Citation
	for _, c := range f.Citations {
		if n.came.holds(c.Passage) {
			late = append(late, c)
		}
	}
	switch {
	case f.News == briefing.Updated && len(late) < len(f.Citations):
		return []chat.Block{note("Updated: told in an earlier digest; " + numbers(late) + " came since")}
	case f.News == briefing.Revised && len(late) < len(f.Citations):
		return []chat.Block{note("Revised: " + numbers(late) + " came since, and says otherwise than what an earlier digest told")}
	}
	return newer(f, "in an earlier digest")
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
func (d *desk) covers(n issue, o schedule.Occasion) string {
	of := len(d.corpus.Articles())
	articles := plural(of, "article")
	if came := n.came.articles(d.corpus); came != of {
		articles = fmt.Sprintf("%d new of %s", came, articles)
	}
	return fmt.Sprintf("%s · %s, %s · as of %s", window(o), articles, plural(n.fresh.Facts, "fact"), clock(o.Due.Add(o.Late), o.Schedule.Spec.Zone))
}

// window says since when a digest tells.
func window(o schedule.Occasion) string {
	switch {
	case o.Last.Slot.ID != "":
		return "new since " + clock(o.Last.Slot.Due, o.Schedule.Spec.Zone)
	case o.Since.Slot.ID != "":
		return "everything not told here before"
	}
	return "everything so far"
}

// clock sets a time in a zone as people there read it.
func clock(t time.Time, zone string) string {
	if l, err := time.LoadLocation(zone); err == nil {
		t = t.In(l)
	}
	return t.Format("Mon 2 Jan 15:04 MST")
}

// composeNothing is the one honest line of a digest without news.
func (d *desk) composeNothing(o schedule.Occasion) chat.Message {
	line := "Nothing new"
	if o.Last.Slot.ID != "" {
		line += strings.TrimPrefix(window(o), "new")
	}
	return chat.Message{Title: fmt.Sprintf("%s; checked %s as of %s.", line, plural(len(d.corpus.Articles()), "article"), clock(o.Due.Add(o.Late), o.Schedule.Spec.Zone))}
}

// composeCorrection puts a note at each quotation whose citation has one, and
// says so at the top.
func composeCorrection(m chat.Message, notes map[int]string) chat.Message {
	out := chat.Message{Title: m.Title}
	var see strings.Builder
	for _, n := range slices.Sorted(maps.Keys(notes)) {
		fmt.Fprintf(&see, "[%d]", n)
	}
	out.Blocks = append(out.Blocks, note("Corrected after it was posted: see "+see.String()+"."))
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
				out = append(out, note(fmt.Sprintf("Correction [%d]: %s", s.N, why)))
			}
		}
	}
	return out
}
