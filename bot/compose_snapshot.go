package main

import (
	"fmt"
	"slices"
	"strconv"

	"briefingbot/adapters/chat"
	"briefingbot/briefing"
)

// snapshot is a sheet as it is remembered: its buttons are still right after a
// restart, and its pages do not move when the corpus grows.
type snapshot struct {
	Question string       `json:"question"`
	Asker    string       `json:"asker"` // user ID
	Asked    string       `json:"asked,omitempty"`
	Lead     []chat.Block `json:"lead,omitempty"`
	Entries  []shot       `json:"entries,omitempty"`
	Foot     []chat.Block `json:"foot,omitempty"`
	PerPage  int          `json:"per_page,omitempty"`
	First    int          `json:"first,omitempty"`
	Posted   bool         `json:"posted,omitempty"` // it is a digest: its first page stands in the channel
	Cited    []cited      `json:"cited,omitempty"`
	People   []string     `json:"people,omitempty"`
}

type shot struct {
	Heading string       `json:"heading,omitempty"`
	Blocks  []chat.Block `json:"blocks"`
}

type cited struct {
	N       int    `json:"n"`
	Article string `json:"article"`
	Start   int    `json:"start"`
	End     int    `json:"end"`
	SHA256  string `json:"sha256"`
}

// snap freezes s.
func snap(s sheet, question, asker string) snapshot {
	out := snapshot{Question: question, Asker: asker, Asked: s.asked, Lead: s.lead, Foot: s.foot, PerPage: s.perPage, First: s.first, People: s.people}
	for _, e := range s.entries {
		out.Entries = append(out.Entries, shot{e.heading, e.blocks})
	}
	for _, c := range s.citations {
		out.Cited = append(out.Cited, cited{c.N, c.Article.ID, c.Span.Start, c.Span.End, c.Article.SHA256})
	}
	return out
}

// sheet thaws a snapshot. A citation whose article has changed since is left
// out: its offsets would point at other words.
func (s snapshot) sheet(c *briefing.Corpus) sheet {
	out := sheet{asked: s.Asked, lead: s.Lead, foot: s.Foot, perPage: s.PerPage, first: s.First, people: s.People}
	for _, e := range s.Entries {
		out.entries = append(out.entries, entry{e.Heading, e.Blocks})
	}
	for _, n := range s.Cited {
		if r, ok := c.Reading(n.Article); ok && r.Article.SHA256 == n.SHA256 {
			p := briefing.Passage{Article: r.Article, Span: briefing.Span{Start: n.Start, End: n.End}}
			out.citations = append(out.citations, briefing.Citation{N: n.N, Passage: p})
		}
	}
	return out
}

// maxSourceButtons is how many citations of a page get a button of their own;
// the others are reached by "source N".
const maxSourceButtons = 3

// buttons are the choices under page n of a sheet.
func buttons(s sheet, id string, n int) chat.Block {
	at := fmt.Sprintf("%s.%d.", id, n)
	b := chat.Block{Kind: chat.Buttons}
	add := func(label, action string, role chat.Role) {
		b.Choices = append(b.Choices, chat.Choice{Label: label, ID: at + action, Role: role})
	}
	for _, c := range s.cites(n)[:min(len(s.cites(n)), maxSourceButtons)] {
		add(fmt.Sprintf("Source %d", c), actSource+strconv.Itoa(c), chat.Ordinary)
	}
	if n > 0 {
		add("Back", actBack, chat.Ordinary)
	}
	if n < s.pages()-1 {
		add("More", actNext, chat.Ordinary)
	}
	if len(s.people) > 1 { // an answer by one person has shown what they said
		for i, name := range s.people[:2] {
			add("More from "+cut(name, 40), actPerson+strconv.Itoa(i), chat.Rare)
		}
	}
	switch {
	case len(s.people) == 1:
		add("Who disagrees", actAgainst+"0", chat.Ordinary)
	case len(s.people) > 1:
		add("Who disagrees with "+cut(s.people[0], 30), actAgainst+"0", chat.Rare)
	}
	add("Useful", actUseful, chat.Useful)
	add("Not useful", actUseless, chat.NotUseful)
	return b
}

// cites returns the numbers cited on page n, in order.
func (s sheet) cites(n int) []int {
	var out []int
	for _, b := range s.message(n).Blocks {
		for _, source := range b.Source {
			if !slices.Contains(out, source.N) {
				out = append(out, source.N)
			}
		}
	}
	return out
}
