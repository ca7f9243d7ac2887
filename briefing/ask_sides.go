package briefing

import (
	"slices"
	"strings"

	"briefingbot/briefing/text"
)

// assertion is what a yes-or-no question asks the truth of, as far as its words go.
type assertion struct {
	names   map[string]bool
	words   []string // stems, in the order of the question
	qualify []bool   // the word stands right before another one: "closing" of "closing ceremony"
}

// staff are words for those who act for the name before them.
var staff = table(`agent agents personnel staff staffer staffers officer officers official officials employee employees member members
	people troops forces worker workers men team agenti personale`)

// assertionOf reads a question that is answered with yes or no.
func (s *snapshot) assertionOf(question string) assertion {
	c := assertion{names: map[string]bool{}}
	ws := text.Words(question)
	// The first word has a capital anyhow.
	named := func(i int) bool {
		w := ws[i].In(question)
		return capital(w) && (i > 0 || strings.ToUpper(w) == w || s.words.proper(ws[i].Fold))
	}
	cased := false
	for i := range ws {
		cased = cased || named(i)
	}
	behind := false // the word before is a name
	for i, w := range ws {
		printed, after := w.In(question), behind
		behind = false
		switch {
		case after && staff[w.Fold]: // "ICE agents" are ICE
		case openYesNo[w.Fold], text.Stop(w.Fold, ""), text.Stop(w.Fold, "it"), w.Fold == "true", strings.ContainsAny(printed, "0123456789"):
		case named(i), !cased && s.words.proper(w.Fold):
			c.names[country(w.Fold)], behind = true, true
		default:
			c.words = append(c.words, text.Stem(w.Fold, ""))
			c.qualify = append(c.qualify, i+1 < len(ws) && question[w.End:ws[i+1].Start] == " " && !text.Stop(ws[i+1].Fold, ""))
		}
	}
	return c
}

// spokenTo reports whether a passage asserts or denies c: all its names stand
// there and half of its other words (nearly all where it has no names), no word of another name among them, and
// none is missing that tells one thing from another.
func (c assertion) spokenTo(passage string) bool {
	if len(c.words) == 0 {
		return false
	}
	names, words := map[string]bool{}, map[string]bool{}
	for i, w := range text.Words(passage) {
		names[country(w.Fold)] = true
		if i == 0 || !capital(w.In(passage)) {
			words[text.Stem(w.Fold, "")] = true
		}
	}
	for n := range c.names {
		if !names[n] {
			return false
		}
	}
	held := 0
	for i, w := range c.words {
		if words[w] {
			held++
		} else if c.qualify[i] {
			return false
		}
	}
	if len(c.names) == 0 {
		return held == len(c.words) || held > 2 && 2*held > len(c.words)
	}
	return 2*held >= len(c.words)
}

// disputed returns the hits that assert or deny what is asked, in their order.
func (s *snapshot) disputed(hits []hit, question string) []hit {
	c := s.assertionOf(question)
	var out []hit
	for _, h := range hits {
		if t := h.passage().Text(); c.spokenTo(t) && digits(t, question) {
			out = append(out, h)
		}
	}
	return out
}

// negations turn a statement round.
var negations = table(`not no never nor neither none nobody nothing without cannot can't won't isn't aren't wasn't weren't
	don't doesn't didn't wouldn't couldn't shouldn't hasn't haven't hadn't denied denies deny denying reject rejects
	rejected refuse refuses refused non mai nessuno nessuna nega negato solely only`)

// sides puts what denies a question beside what asserts it, the best of either
// first, taking turns.
func sides(facts []Fact, question string) []Fact {
	asked := negated(question, nil)
	want := bag(question, "")
	var yes, no []Fact
	for _, f := range facts {
		f.Denies = negated(f.Passage.Text(), want) != asked
		if f.Denies {
			no = append(no, f)
		} else {
			yes = append(yes, f)
		}
	}
	var out []Fact
	first := len(facts) > 0 && slices.ContainsFunc(no, func(f Fact) bool { return f.Passage == facts[0].Passage })
	for i := range facts {
		pair := [][]Fact{yes, no}
		if first {
			pair[0], pair[1] = no, yes
		}
		for _, side := range pair {
			if i < len(side) {
				out = append(out, side[i])
			}
		}
	}
	return out
}

// negated reports whether s denies: a negation stands within five words of a
// word in question; nil means any.
func negated(s string, want map[string]bool) bool {
	ws := text.Words(s)
	for i, w := range ws {
		if !negations[w.Fold] {
			continue
		}
		if want == nil {
			return true
		}
		for k := max(0, i-5); k < min(len(ws), i+6); k++ {
			if !text.Stop(ws[k].Fold, "") && want[text.Stem(ws[k].Fold, "")] {
				return true
			}
		}
	}
	return false
}
