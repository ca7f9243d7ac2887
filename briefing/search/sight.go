package search

import (
	"math/bits"
	"slices"
)

// sight is what the ranking sees in a sentence.
type sight struct {
	mask, soft uint32 // terms it holds, terms it holds a relative of
}

// token is one word of a sentence.
type token struct {
	id      uint32
	capital bool
	class   class
	term    int8 // of the question, or -1
}

// sight returns which terms a sentence holds.
func (r *ranking) sight(d, i int) sight {
	n := &r.s.docs[d]
	id := r.s.first[d] + uint32(i)
	k := &r.sights[id*2654435761>>(32-sightBits)]
	if k.id != id+1 {
		v := r.read(n.sentence(i))
		if r.q.said && !r.q.whoSaid {
			v = v.with(sight{mask: r.voices(d, i)})
		}
		*k = kept{id + 1, v}
	}
	return k.sight
}

// with adds what w holds; a word itself hides its relatives.
func (v sight) with(w sight) sight {
	mask := v.mask | w.mask
	return sight{mask, (v.soft | w.soft) &^ mask}
}

// kept is a sight that was read before, by the sentence's number + 1. Two
// sentences that want the same place take turns.
type kept struct {
	id uint32
	sight
}

const sightBits = 10

// read does the reading. Most words are neither of the question nor kin, and
// one byte of their root tells.
func (r *ranking) read(b []byte) sight {
	var v sight
	q := r.q
	hints := r.s.vocab.hints
	r.codes = words(r.codes, b)
	for _, c := range r.codes {
		id := c.entry()
		if !q.hints[hints[id]] {
			continue
		}
		if m := q.slots[q.slot(id)]; m == 0 {
			if j := q.rooted(r.s.vocab.root(id)); j >= 0 {
				v.soft |= 1 << j
			}
		} else if m < kinOf {
			v.mask |= 1 << (m - 1)
		} else {
			v.soft |= 1 << (m - 1 - kinOf)
		}
	}
	v.soft &^= v.mask
	return v
}

// weight is the share of the question that the terms of mask make up.
func (r *ranking) weight(mask uint32) float64 {
	var sum float64
	for ; mask != 0; mask &= mask - 1 {
		sum += r.q.terms[bits.TrailingZeros32(mask)].weight
	}
	if r.q.total == 0 {
		return 0
	}
	return sum / r.q.total
}

// held is the share of the question that a sentence holds, relatives of its
// words for a part.
func (r *ranking) held(v sight) float64 {
	return r.weight(v.mask) + softShare*r.weight(v.soft&^v.mask)
}

// softShare is what a word that begins like one of the question counts.
const softShare = 0.5

// unfold decodes a sentence for the features that need its order. The class of
// its words, which lies far away in memory, is told of the first, and of all
// where the question asks for a kind of answer or for what was said.
func (r *ranking) unfold(d, i int) []token {
	r.codes = words(r.codes, r.s.docs[d].sentence(i))
	ts := slices.Grow(r.tokens[:0], len(r.codes))
	all := r.q.want != wantAny || r.q.said
	for k, c := range r.codes {
		t := token{id: c.entry(), capital: c.capital(), term: int8(r.q.match(c.entry()))}
		if all || k == 0 {
			t.class = r.s.vocab.words[t.id].class
		}
		ts = append(ts, t)
	}
	r.tokens = ts
	return ts
}
