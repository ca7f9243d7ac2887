package briefing

import (
	"cmp"
	"slices"
	"strings"
)

// nearShare is how much of the weight of the words asked for a quote must
// hold to be said nearly so.
const nearShare = 0.6

// WhoSaid returns the quotes that hold the words, exactly or nearly.
func (c *Corpus) WhoSaid(words string) Answer {
	a := Answer{Question: words, Intent: IntentSpeech}
	return c.snapshot().whoSaid(a, words, 5)
}

// whoSaid answers a with the quotes that hold the words; limit bounds the
// nearest passages where there is no answer.
func (s *snapshot) whoSaid(a Answer, words string, limit int) Answer {
	words, fixed := s.corrected(words)
	a.Corrected = append(a.Corrected, fixed...)
	phrase, want := plain(words), wanted(words)
	if len(want) == 0 && len(folds(words)) < 2 {
		return s.nearest(a, words, limit)
	}
	so := s.society()
	near := so.on(want, nearShare, nil)
	if len(want) == 0 {
		near = so.printing(phrase)
	}
	score := map[place]float64{}
	by := map[*Person][]utterance{}
	var order []*Person
	for _, u := range so.utterances(near) {
		v := so.weights.holds(u, phrase, want)
		if v < nearShare {
			continue
		}
		score[u.Words.place()] = v
		if len(by[u.Person]) == 0 {
			order = append(order, u.Person)
		}
		by[u.Person] = append(by[u.Person], u)
	}
	var found []Statement
	for _, p := range order {
		found = append(found, merge(by[p])...)
	}
	best := func(st Statement) float64 {
		v := 0.0
		for _, q := range st.Quotes {
			v = max(v, score[q.Words.place()])
		}
		return v
	}
	slices.SortStableFunc(found, func(x, y Statement) int {
		return cmp.Or(cmp.Compare(best(y), best(x)), better(x, y))
	})
	if len(found) == 0 {
		return s.nearest(a, words, limit)
	}
	var g register
	for _, st := range found {
		a.Speech = append(a.Speech, g.statement(st))
	}
	a.Found, a.Citations = true, g.all
	a.Score = min(1, best(found[0])) * found[0].Quotes[0].Confidence
	return a
}

// holds says how well u's words are the words asked for: 2 when they are there
// word for word, else the share of their weight. The sentence around counts
// for what stands outside the quotation marks.
func (w weights) holds(u utterance, phrase string, want map[string]bool) float64 {
	if strings.Contains(u.plain, phrase) {
		return 2
	}
	said := w.covered(want, u.stems)
	whole := w.covered(want, u.around)
	if said == 0 {
		return 0
	}
	return max(said, (said+whole)/2)
}
