package search

import "math"

// What makes it likely that the first hit answers: which part of the question
// its passage holds, and what nothing near it holds. A raw sum of weights says
// little: long questions score high on anything.
const (
	chanceBase    = -2.3
	chanceHeld    = 4.2  // share of the question that the passage holds
	chanceContext = 1.6  // share that only title and lead hold
	chanceNear    = 0.8  // words that stand together in the question do here
	chanceSubject = 0.8  // the sentence begins with what is asked about
	chanceNames   = -2.5 // share of the names that nothing around holds
	chanceWorst   = -4   // share of the rarest word that nothing around holds
	chanceKind    = 0.7  // the kind of answer is there
	chanceNoKind  = -1.6 // it is not, and a number, date or sum is asked for
	chanceCounted = 1.0  // a number beside what is counted, or none
)

// answerable is the chance from which hits are called an answer.
const answerable = 0.5

// chance says how likely it is that the best candidate answers, from 0 to 1.
func (r *ranking) chance() float64 {
	c := r.top()
	if c == nil || r.q.total == 0 {
		return 0
	}
	v := &c.value
	seen := r.passageView(c)
	held := r.held(seen.sight)
	around := r.background(c).with(seen.sight)
	x := chanceBase + chanceHeld*held
	if !r.q.whoSaid {
		x += chanceContext*(r.held(around)-held) + chanceSubject*v[subject]
	}
	x += chanceNear*v[near] + chanceNames*v[namesGone]
	worst := 0.0
	for j, t := range r.q.terms {
		if (around.mask|around.soft)>>j&1 == 0 {
			worst = max(worst, t.weight)
		}
	}
	x += chanceWorst * worst / r.q.total
	switch {
	case r.q.want == wantAny, r.q.want == wantMeaning, r.q.want == wantEither:
	case seen.kind:
		x += chanceKind * r.q.want.telling()
	default:
		x += chanceNoKind * r.q.want.telling()
	}
	if r.q.noun >= 0 {
		x += chanceCounted * (2*v[counted] - 1)
	}
	return 1 / (1 + math.Exp(-x))
}

// telling is how much it says that words of the kind asked for are there:
// nearly every sentence holds a capital.
func (w want) telling() float64 {
	switch w {
	case wantNumber, wantMeasure, wantTime, wantMoney, wantShare, wantEither:
		return 1
	case wantReason:
		return 0.8
	}
	return 0.5
}

// passageView is what the passage of a candidate offers the reader.
func (r *ranking) passageView(c *candidate) view {
	n := &r.s.docs[c.doc]
	p := r.passage(c)
	seen := r.view(c.doc, c.sentence)
	for i := max(0, c.sentence-reach); i < len(n.Layout.Sentences) && i <= c.sentence+reach; i++ {
		if p.Covers(n.Layout.Sentences[i].Span) {
			seen = seen.with(r.view(c.doc, i))
		}
	}
	return seen
}

// background is what title and first sentence of a candidate's article hold.
func (r *ranking) background(c *candidate) sight {
	h := r.head(c.doc)
	return h.title.with(h.lead)
}

// missing names what of the question the first hit and its neighbourhood lack:
// names and numbers first, then words that the corpus lacks altogether.
func (r *ranking) missing() []string {
	var around sight
	if c := r.top(); c != nil {
		around = c.seen.with(r.around(c.doc, c.sentence)).with(r.background(c))
	}
	var first, words []string
	for j, t := range r.q.terms {
		switch {
		case t.soft < 0.5 || (around.mask|around.soft)>>j&1 != 0:
		case t.name || t.number:
			first = append(first, t.typed)
		case t.df == 0:
			words = append(words, t.typed)
		}
	}
	return append(first, words...)
}
