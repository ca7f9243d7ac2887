package search

import (
	"encoding/binary"
	"math"
	"slices"
)

// BM25's two constants for sentences: repetition and length count little there
// (best of a grid on several sets). Articles are long enough to need the usual
// ones.
const (
	sentenceK, sentenceB = 0.4, 0.2
	articleK, articleB   = 1.2, 0.75
)

// scored is a unit (a sentence or an article) with its BM25 sum.
type scored struct {
	id    uint32
	score float64
}

// unit is what is being retrieved.
type unit struct {
	lists func(entry) list
	base  func(*segment) uint32
	norm  func(id uint32) float64 // what the count is weighed against
	k     float64
}

func (s *state) sentences() unit {
	avg := float64(s.words)/float64(max(len(s.lens), 1)) + 1
	return unit{
		lists: func(e entry) list { return e.sentences },
		base:  func(m *segment) uint32 { return m.sentence },
		norm: func(id uint32) float64 {
			return sentenceK * (1 - sentenceB + sentenceB*float64(s.lens[id])/avg)
		},
		k: sentenceK,
	}
}

func (s *state) articles() unit {
	avg := float64(s.words)/float64(max(len(s.docLens), 1)) + 1
	return unit{
		lists: func(e entry) list { return e.docs },
		base:  func(m *segment) uint32 { return m.doc },
		norm: func(id uint32) float64 {
			return articleK * (1 - articleB + articleB*float64(s.docLens[id])/avg)
		},
		k: articleK,
	}
}

// leg is one term's cursor in one segment.
type leg struct {
	cursor
	weight float64
	bound  float64 // the most it can add
	term   int
}

// heap keeps the k best, the earlier of two equals.
type heap struct {
	k    int
	best []scored // the worst first
}

func (h *heap) floor() float64 {
	if len(h.best) < h.k {
		return 0
	}
	return h.best[0].score
}

func worse(a, b scored) bool {
	return a.score < b.score || a.score == b.score && a.id > b.id
}

func (h *heap) offer(x scored) {
	if len(h.best) < h.k {
		h.best = append(h.best, x)
		for i := len(h.best) - 1; i > 0; {
			p := (i - 1) / 2
			if !worse(h.best[i], h.best[p]) {
				break
			}
			h.best[i], h.best[p] = h.best[p], h.best[i]
			i = p
		}
		return
	}
	if !worse(h.best[0], x) {
		return
	}
	h.best[0] = x
	for i := 0; ; {
		c := 2*i + 1
		if c >= len(h.best) {
			return
		}
		if c+1 < len(h.best) && worse(h.best[c+1], h.best[c]) {
			c++
		}
		if !worse(h.best[c], h.best[i]) {
			return
		}
		h.best[i], h.best[c] = h.best[c], h.best[i]
		i = c
	}
}

// sorted empties the heap, best first.
func (h *heap) sorted() []scored {
	slices.SortFunc(h.best, func(a, b scored) int {
		if worse(b, a) {
			return -1
		}
		return 1
	})
	return h.best
}

// legs opens the lists of the question's terms in one segment.
func (m *segment) legs(q *question, u unit) []leg {
	var out []leg
	for i := range q.terms {
		t := &q.terms[i]
		for _, id := range t.ids {
			e, ok := m.find(id)
			l := u.lists(e)
			if !ok || l.n == 0 {
				continue
			}
			out = append(out, leg{open(m.bytes, l, u.base(m)), t.weight, t.weight * (u.k + 1), i})
		}
	}
	slices.SortStableFunc(out, func(a, b leg) int {
		switch {
		case a.bound > b.bound:
			return -1
		case a.bound < b.bound:
			return 1
		}
		return 0
	})
	return out
}

// top returns the k best units, the best first. allow, if not nil, is asked
// before a unit may enter.
func (s *state) top(q *question, u unit, k int, allow func(uint32) bool) []scored {
	h := heap{k: k}
	for _, m := range s.segments {
		scan(m.legs(q, u), u, &h, allow)
	}
	for _, x := range q.head(u) {
		if allow == nil || allow(x.id) {
			h.offer(x)
		}
	}
	return h.sorted()
}

// scan offers the units of one segment to h. Terms that together could not
// lift a unit over the worst of the k best do not propose any: they are only
// looked up where a rarer term proposes one.
func scan(legs []leg, u unit, h *heap, allow func(uint32) bool) {
	// rest[i] is the most that legs i and after can add.
	rest := make([]float64, len(legs)+1)
	for i := len(legs) - 1; i >= 0; i-- {
		rest[i] = rest[i+1] + legs[i].bound
	}
	lead := len(legs)
	for {
		floor := h.floor()
		for lead > 0 && floor > 0 && rest[lead-1] <= floor {
			lead--
		}
		id := uint32(done)
		for i := range lead {
			id = min(id, legs[i].id)
		}
		if id == done {
			return
		}
		if x, ok := weigh(legs, lead, id, rest, floor, u.norm(id)); ok && (allow == nil || allow(id)) {
			h.offer(scored{id, x})
		}
	}
}

// weigh sums what the legs say about a unit and moves the leading ones past it.
func weigh(legs []leg, lead int, id uint32, rest []float64, floor, norm float64) (float64, bool) {
	var sum float64
	var seen uint64
	for i := range legs {
		l := &legs[i]
		if i >= lead {
			if sum+rest[i] <= floor {
				return 0, false
			}
			l.seek(id)
		}
		if l.id != id {
			continue
		}
		if bit := uint64(1) << l.term; seen&bit == 0 {
			seen |= bit
			sum += l.weight * bm25(float64(l.n), norm, l.bound/l.weight-1)
		}
		if i < lead {
			l.next()
		}
	}
	return sum, sum > floor
}

func bm25(n, norm, k float64) float64 { return n * (k + 1) / (n + norm) }

// tally is how often the newest articles, those in no segment yet, hold the
// question's terms.
type tally struct {
	doc, sentence uint32
	title         bool
	counts        [maxTerms]uint16
}

// survey reads the newest articles and adds to the terms' counts what they and
// the segments know.
func (q *question) survey(s *state) {
	for i := range q.terms {
		t := &q.terms[i]
		for _, m := range s.segments {
			for _, id := range t.ids {
				if e, ok := m.find(id); ok {
					t.df += int(e.sentences.n)
					t.docs += int(e.docs.n)
					t.names += int(e.names)
				}
			}
		}
	}
	for d := s.flushed; d < len(s.docs); d++ {
		q.surveyDoc(s, d)
	}
}

func (q *question) surveyDoc(s *state, d int) {
	n := &s.docs[d]
	var held uint64
	for i := range n.slots {
		title := i == len(n.slots)-1
		if !title && !n.prose(i) {
			continue
		}
		t := tally{doc: uint32(d), sentence: s.first[d] + uint32(i), title: title}
		var seen uint64
		first := true
		for b := n.sentence(i); len(b) > 0; first = false {
			code, k := binary.Uvarint(b)
			b = b[k:]
			j := q.match(uint32(code >> 1))
			if j < 0 {
				continue
			}
			seen |= 1 << j
			t.counts[j] = min(t.counts[j]+1, math.MaxUint16-1)
			if code&1 != 0 && !first {
				q.terms[j].names++
			}
		}
		if seen == 0 {
			continue
		}
		q.recent = append(q.recent, t)
		held |= seen
		for j := range q.terms {
			if !title && seen>>j&1 != 0 {
				q.terms[j].df++
			}
		}
	}
	for j := range q.terms {
		if held>>j&1 != 0 {
			q.terms[j].docs++
		}
	}
}

// head scores the newest units that hold a term.
func (q *question) head(u unit) []scored {
	var out []scored
	articles := u.k == articleK
	var sums [maxTerms]uint16
	for i, t := range q.recent {
		if !articles {
			if !t.title {
				out = append(out, scored{t.sentence, q.sum(&t.counts, u, t.sentence)})
			}
			continue
		}
		for j := range sums {
			sums[j] += t.counts[j]
		}
		if i+1 == len(q.recent) || q.recent[i+1].doc != t.doc {
			out = append(out, scored{t.doc, q.sum(&sums, u, t.doc)})
			sums = [maxTerms]uint16{}
		}
	}
	return out
}

func (q *question) sum(counts *[maxTerms]uint16, u unit, id uint32) float64 {
	norm := u.norm(id)
	var sum float64
	for j := range q.terms {
		if counts[j] > 0 {
			sum += q.terms[j].weight * bm25(float64(counts[j]), norm, u.k)
		}
	}
	return sum
}
