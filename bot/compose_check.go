package main

import (
	"fmt"
	"slices"
	"strings"

	"briefingbot/adapters/chat"
	"briefingbot/briefing"
)

// verdicts are what a check says, in words of the interface.
var verdicts = map[briefing.Verdict]string{
	briefing.VerdictExact:   "Exact: these words are printed, byte for byte.",
	briefing.VerdictRetyped: "Exact, but for quotation marks and spacing.",
	briefing.VerdictNear:    "Near: not printed like this. The closest sentence, and the difference:",
	briefing.VerdictAbsent:  "Not in the corpus.",
	briefing.VerdictShort:   "Too short to check: it takes at least 12 characters and two words of content.",
}

// composeCheck sets what the corpus prints of words that somebody passed on.
func (d *desk) composeCheck(c briefing.Check) sheet {
	s := sheet{citations: c.Citations, perPage: 5}
	for _, claim := range c.Claims {
		blocks := []chat.Block{
			{Kind: chat.Paragraph, Runs: append(strong("“"+cut(claim.Words, 200)+"”"), chat.Run{Text: " — " + verdicts[claim.Verdict]})},
		}
		for _, cited := range claim.Citations {
			whole := d.corpus.Context(cited.Passage, 0)
			blocks = append(blocks, chat.Block{Kind: chat.Quotation, Runs: quotation(whole, cited.Span), Source: []chat.Source{d.origin(cited)}})
		}
		if diff := difference(claim.Parts); len(diff) > 0 {
			blocks = append(blocks, chat.Block{Kind: chat.Note, Runs: diff})
		}
		var said []string
		for _, q := range claim.Said {
			if q.Person == nil {
				continue
			}
			if by := "Said by " + q.Person.Name + manner(q); !slices.Contains(said, by) { // several articles print it
				said = append(said, by)
				blocks = append(blocks, note(by))
			}
		}
		s.entries = append(s.entries, entry{blocks: blocks})
	}
	return s
}

// difference sets what a near claim left out and what it added.
func difference(parts []briefing.Part) []chat.Run {
	var left, added []string
	for _, p := range parts {
		switch p.Change {
		case briefing.Missing:
			left = append(left, "“"+p.Text()+"”")
		case briefing.Added:
			added = append(added, "“"+p.Text()+"”")
		}
	}
	var out []string
	if len(left) > 0 {
		out = append(out, fmt.Sprintf("Printed, but left out: %s.", strings.Join(left, ", ")))
	}
	if len(added) > 0 {
		out = append(out, fmt.Sprintf("Not printed: %s.", strings.Join(added, ", ")))
	}
	if len(parts) > 0 && len(out) == 0 {
		out = append(out, "Only capitals or punctuation differ.")
	}
	if len(out) == 0 {
		return nil
	}
	return say(strings.Join(out, " "))
}
