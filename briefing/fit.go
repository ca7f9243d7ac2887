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
