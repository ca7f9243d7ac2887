package main

import (
	"fmt"

	"briefingbot/adapters/chat"
	"briefingbot/briefing"
)

// sheet is a composed answer before it is cut into pages.
type sheet struct {
	asked     string       // the question, restated above everything; empty where the platform does it
	lead      []chat.Block // stands on the first page, above the entries
	entries   []entry
	foot      []chat.Block // stands at the end of every page
	perPage   int          // entries on a page; 0 means all
	first     int          // entries on the first page, where it is another number
	citations []briefing.Citation
	people    []string // who is quoted, for "more from"
	public    bool     // for everybody in the channel; else for the asker, where the platform can
	turn      int      // for a sheet that only turns the page of the last one: by how much
}

// entry is what is never cut apart: one fact with its citations, say. Entries
// with the same heading stand under it together.
type entry struct {
	heading string
	blocks  []chat.Block
}

// pages is how many pages the sheet has, at least 1.
func (s sheet) pages() int {
	n := 1
	for _, until := s.bounds(0); until < len(s.entries); n++ {
		_, until = s.bounds(n)
	}
	return n
}

// bounds are the entries on page n, counted from 0.
func (s sheet) bounds(n int) (from, until int) {
	if s.perPage <= 0 {
		return 0, len(s.entries)
	}
	first := s.perPage
	if s.first > 0 {
		first = s.first
	}
	if n > 0 {
		from = first + (n-1)*s.perPage
	}
	return min(from, len(s.entries)), min(first+n*s.perPage, len(s.entries))
}

// message sets page n, counted from 0.
func (s sheet) message(n int) chat.Message {
	m := chat.Message{Private: !s.public}
	from, until := s.bounds(n)
	if n == 0 {
		if s.asked != "" {
			m.Blocks = append(m.Blocks, chat.Block{Kind: chat.Paragraph, Runs: strong(s.asked)})
		}
		m.Blocks = append(m.Blocks, s.lead...)
	}
	heading := ""
	for _, e := range s.entries[from:until] {
		if e.heading != heading {
			heading = e.heading
			m.Blocks = append(m.Blocks, chat.Block{Kind: chat.Heading, Runs: say(heading)})
		}
		m.Blocks = append(m.Blocks, e.blocks...)
	}
	m.Blocks = append(m.Blocks, s.foot...)
	if s.pages() > 1 {
		turn := "more"
		switch {
		case n == s.pages()-1:
			turn = "back"
		case n > 0:
			turn = "more · back"
		}
		m.Blocks = append(m.Blocks, note(fmt.Sprintf("%d–%d of %d · %s", from+1, until, len(s.entries), turn)))
	}
	return m
}

func say(text string) []chat.Run { return []chat.Run{{Text: text}} }

func strong(text string) []chat.Run { return []chat.Run{{Text: text, Strong: true}} }

func note(text string) chat.Block { return chat.Block{Kind: chat.Note, Runs: say(text)} }

func paragraph(text string) chat.Block {
	return chat.Block{Kind: chat.Paragraph, Runs: say(text)}
}
