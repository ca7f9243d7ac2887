package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"briefingbot/adapters/chat"
	"briefingbot/bot/schedule"
	"briefingbot/bot/store"
	"briefingbot/briefing"
)

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
