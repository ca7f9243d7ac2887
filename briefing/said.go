package briefing

import (
	"cmp"
	"slices"
	"strings"
)

// aboutShare is how much of a topic's weight a statement must be about.
const aboutShare = 0.5

// Said returns what a person said, on a topic if about is not empty, the best
// first. who may be a name, a part of one, a role ("the mayor of Milan") or a
// misspelling. Found is false when the corpus quotes nobody like that.
func (c *Corpus) Said(who, about string) Answer {
	s := c.snapshot()
	a := Answer{Question: strings.TrimSpace(who), Intent: IntentSpeech}
	if about != "" {
		a.Question += " on " + about
	}
	return s.said(a, who, about, 5)
}

// said answers a with what who said on about; limit bounds the nearest
// passages where there is no answer.
func (s *snapshot) said(a Answer, who, about string, limit int) Answer {
	people, corrected := s.society().find(who, s.words)
	a.Corrected = append(a.Corrected, corrected...)
	if len(people) == 0 {
		if hits := s.stance(nil, who, about); len(hits) > 0 {
			a.Found, a.Score = true, hintScore
			return s.close(a, s.fold(hits, limit), nil)
		}
		if name := s.unquoted(who); name != "" {
			a.Unquoted = append(a.Unquoted, name)
		} else if lacking := s.lacking(who); !s.words.common(lacking) { // "who died" asks for nobody's words
			a.Missing = append(a.Missing, lacking...)
			a.Unheard = strings.Join(lacking, ", ")
		}
		return s.nearest(a, who+" "+about, limit)
	}
	people = s.society().holders(people, asked(who))
	about, fixed := s.corrected(about)
	a.Corrected = append(a.Corrected, fixed...)
	found := s.uttered(people, who, about)
	for _, other := range s.reworded(about) {
		if len(found) == 0 {
			found = s.uttered(people, who, other)
		}
	}
	if len(found) == 0 {
		if hits := s.stance(people, who, about); len(hits) > 0 {
			a.Found, a.Score = true, hintScore
			return s.close(a, s.fold(hits, limit), nil)
		}
		if unknown := s.unprinted(about); len(unknown) > 0 {
			a.Missing = append(a.Missing, unknown...)
		} else {
			a.Unquoted = append(a.Unquoted, people[0].Name+" on "+strings.TrimSpace(about))
		}
		return s.nearest(a, who+" "+about, limit)
	}
	var g register
	for _, f := range found {
		a.Speech = append(a.Speech, g.statement(f.Statement))
		a.Score = max(a.Score, f.score*f.Quotes[0].Confidence)
	}
	a.Found, a.Citations = true, g.all
	return a
}

// holders adds to groups that are only called by a role, "the mayor", the people
// who hold it.
func (so *society) holders(people []*profile, ws []string) []*profile {
	if slices.ContainsFunc(people, func(p *profile) bool { return !p.group }) {
		return people
	}
	for _, p := range so.profiles {
		if !p.group && p.tier(ws) == 1 {
			people = append(slices.Clip(people), p)
		}
	}
	return people
}

// relevance is how much of want u is about: its words and its sentence in full,
// the sentence before by half.
func (w weights) relevance(want map[string]bool, u utterance) float64 {
	near := w.covered(want, u.around)
	if near >= aboutShare || !u.refers() {
		return near
	}
	far := w.covered(want, bag(u.setting(), u.e.Article.Lang))
	return near + (far-near)*0.6
}

// better orders statements that fit a question equally: what more articles
// carry, then words before paraphrases, then certainty.
func better(x, y Statement) int {
	return cmp.Or(
		cmp.Compare(len(y.Citations), len(x.Citations)),
		cmp.Compare(order(x.Quotes[0].Kind), order(y.Quotes[0].Kind)),
		cmp.Compare(y.Quotes[0].Confidence, x.Quotes[0].Confidence))
}

// scored is a statement with how much it is about what is asked.
type scored struct {
	Statement
	score float64
}

// uttered returns what people said on about, the best first. Words that name the
// people are no part of the topic.
func (s *snapshot) uttered(people []*profile, who, about string) []scored {
	var found []scored
	want := wanted(about)
	for t := range bag(who, "") {
		delete(want, t)
	}
	so := s.society()
	for _, p := range people {
		us := so.utterances(so.by(p, want, aboutShare))
		value := make(map[place]float64, len(us))
		us = slices.DeleteFunc(us, func(u utterance) bool {
			v := 1.0
			if len(want) > 0 {
				v = so.weights.relevance(want, u)
			}
			if v >= aboutShare {
				value[u.Words.place()] = v
			}
			return v < aboutShare
		})
		said := merge(us)
		found = slices.Grow(found, len(said))
		for _, st := range said {
			best := 0.0
			for _, q := range st.Quotes {
				best = max(best, value[q.Words.place()])
			}
			found = append(found, scored{st, best})
		}
	}
	slices.SortStableFunc(found, func(x, y scored) int {
		return cmp.Or(cmp.Compare(y.score, x.score), better(x.Statement, y.Statement))
	})
	return found
}
