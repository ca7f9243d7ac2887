package search

import "math"

// chance says how likely it is that the best candidate answers, from 0 to 1.
func (r *ranking) chance() float64 {
	if len(r.list) == 0 {
		return 0
	}
	c := &r.list[0]
	v := &c.value
	x := -2.2 + 4*v[coverage] + 1.5*v[window] + 0.8*math.Max(v[inTitle], v[inLead])
	x -= 2.5 * v[namesGone]
	if r.q.want != wantAny {
		x += 0.5*v[answerType] - 0.3
	}
	if len(r.list) > 1 {
		x += 0.3 * math.Min(1, c.score-r.list[1].score)
	}
	return 1 / (1 + math.Exp(-x))
}

// answerable is the chance from which hits are called an answer.
const answerable = 0.5

// missing names what of the question the corpus lacks, or else what the first
// hit and its neighbourhood lack: names first.
func (r *ranking) missing() []string {
	var held uint32
	if len(r.list) > 0 {
		c := &r.list[0]
		n := &r.s.docs[c.doc]
		a, t := r.around(c.doc, c.sentence), r.read(n.sentence(len(n.slots)-1))
		held = c.seen.mask | c.seen.soft | a.mask | a.soft | t.mask | t.soft | r.sight(c.doc, 0).mask
	}
	var names, words []string
	for j, t := range r.q.terms {
		if t.soft < 0.5 || held>>j&1 != 0 {
			continue
		}
		if t.name || t.number {
			names = append(names, t.typed)
		} else if t.df == 0 {
			words = append(words, t.typed)
		}
	}
	return append(names, words...)
}
