package briefing

import (
	"math"
	"slices"

	"briefingbot/briefing/search"
)

// Ranking is the passages of a corpus that are nearest to a question, whether
// they answer it or not.
type Ranking struct {
	Passages []Ranked // the best first; no two overlap
	Score    float64  // the chance that the first answers, 0 to 1
	Answers  bool     // whether that is enough to call it an answer
}

// What the judgement of [Corpus.Ask] adds to the chance that the search gives, in
// log odds. A question that asks for a number, a person, a date, somebody's words
// leaves less to chance than one that asks for anything.
const (
	sureOfKind    = 2.5
	unsureOfKind  = 1.0
	sureOfAny     = 1.5
	unsureOfAny   = 0.2
	likelyAnswers = 0.5
)

// When what Ask answers with goes before what the search found first.
const (
	nearlyAsGood = 0.8 // from this share of the best score on
	ownSure      = 0.9 // but not where the search is as sure as this
	unfound      = 0.5 // nor, where it is not among the hits, where it is as sure as this
)

// Rank returns the passages nearest to a question as the search ranks them, at
// most limit, 0 meaning 10. What Ask answers with goes first where the search holds
// it to be nearly as good and is not sure of itself.
func (c *Corpus) Rank(question string, limit int) Ranking {
	if limit <= 0 {
		limit = 10
	}
	s := c.snapshot()
	words, _ := s.meant(s.renamed(legible(question)), 0)
	res := s.index.Search(search.Query{Text: words, Limit: limit, Only: func(d int) bool { return d < len(s.docs) && s.docs[d] != nil }})
	a := c.Ask(question, limit)
	r := Ranking{}
	for _, h := range res.Hits {
		r.Passages = append(r.Passages, Ranked{Passage{s.docs[h.Doc].Article, h.Span}, h.Score, h.Features})
	}
	yes, no := sureOfKind, unsureOfKind
	if a.Intent == IntentPassage {
		yes, no = sureOfAny, unsureOfAny
	}
	odds := logOdds(res.Score)
	if a.Found {
		r.lead(a, res.Score, limit)
		odds = max(odds+yes, logOdds(a.Score))
	} else {
		odds -= no
	}
	if len(r.Passages) > 0 {
		r.Score = 1 / (1 + math.Exp(-odds))
	}
	r.Answers = r.Score >= likelyAnswers
	return r
}

// logOdds is how a chance from 0 to 1 is added to.
func logOdds(chance float64) float64 {
	return math.Log(max(chance, 1e-9) / max(1-chance, 1e-9))
}

// lead puts what a answers with first; sure is the chance that the search gives
// its own first hit.
func (r *Ranking) lead(a Answer, sure float64, limit int) {
	p, ok := a.first()
	if !ok || a.Intent == IntentPassage {
		return
	}
	i := slices.IndexFunc(r.Passages, func(q Ranked) bool { return q.Passage.Article == p.Article && q.Passage.Span.Meets(p.Span) })
	switch {
	case sure >= ownSure || i < 0 && sure >= unfound:
	case i < 0:
		top := 0.0
		if len(r.Passages) > 0 {
			top = r.Passages[0].Score
		}
		r.Passages = slices.Insert(r.Passages, 0, Ranked{Passage: p, Score: top})
		r.Passages = r.Passages[:min(len(r.Passages), limit)]
	case i > 0 && r.Passages[i].Score >= nearlyAsGood*r.Passages[0].Score:
		first := r.Passages[i]
		first.Score = r.Passages[0].Score
		r.Passages = slices.Insert(slices.Delete(r.Passages, i, i+1), 0, first)
	}
}

// first is the passage an answer begins with: of somebody's words the sentence
// that holds them.
func (a Answer) first() (Passage, bool) {
	switch {
	case !a.Found:
	case len(a.Speech) > 0 && len(a.Speech[0].Quotes) > 0:
		return a.Speech[0].Quotes[0].Context, a.Speech[0].Quotes[0].Context.Article != nil
	case len(a.Facts) > 0:
		return a.Facts[0].Passage, true
	}
	return Passage{}, false
}
