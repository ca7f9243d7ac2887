package briefing

import (
	"slices"
	"strings"

	"briefingbot/briefing/text"
)

// fitting returns the hits that hold the kind of thing a question asks for.
// Questions of other kinds are left as the search ranked them.
func (s *snapshot) fitting(hits []hit, want Intent, counted, question string) []hit {
	var fits func(string) bool
	switch want {
	case IntentNumber:
		fits = func(t string) bool { return counts(t, counted) }
	case IntentTime:
		fits = func(t string) bool { return datesBesides(t, question) }
	default:
		return hits
	}
	var out []hit
	for _, h := range hits {
		if t := h.passage().Text(); fits(t) && digits(t, question) {
			out = append(out, h)
		}
	}
	return out
}

// datesBesides reports whether t gives a date that the question does not give itself.
func datesBesides(t, question string) bool {
	for _, d := range text.Dates(t) {
		if telling(t, d) && !strings.Contains(plain(question), plain(d.In(t))) {
			return true
		}
	}
	return false
}

// digits reports whether t has every number that a question is about: another
// year is another story.
func digits(t, question string) bool {
	have := plain(t)
	for _, w := range text.Words(question) {
		if strings.ContainsAny(w.Fold[:1], "0123456789") && !strings.Contains(have, " "+w.Fold+" ") {
			return false
		}
	}
	return true
}

// heads of many: whoever is counted as people may be called anything.
var anyPeople = table(`people person persons persone gente`)

// counts reports whether the sentence gives a number of what is counted. All
// words of "ICE agents" must be what the number counts, or it counts something
// else.
func counts(sentence, counted string) bool {
	want := bag(counted, "")
	anything := len(want) == 0 || slices.ContainsFunc(folds(counted), func(w string) bool { return anyPeople[w] })
	if !anything && shared(bag(sentence, ""), want) < len(want) {
		return false
	}
	for _, n := range text.Numbers(sentence) {
		if !quantity(sentence, n) {
			continue
		}
		if anything {
			return true
		}
		have := bag(n.Noun.In(sentence)+" "+n.Unit.In(sentence), "")
		if k := shared(have, want); k > 0 && (k == len(want) || k == len(have)) {
			return true
		}
	}
	return false
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
