package search

import (
	"cmp"
	"slices"
	"sort"
)

// BM25's two constants, and how often a word counts at most: a low limit keeps
// what a word can add close to what it mostly adds, so that more can be
// skipped. Repetition and length count little for sentences.
const (
	sentenceK, sentenceB, sentenceMost = 0.4, 0.2, 1
	articleK, articleB, articleMost    = 0.6, 0.75, 2
)

// scored is a unit (a sentence or an article) with its BM25 sum.
type scored struct {
	id    uint32
	score float64
}

// space is what is retrieved: sentences, or articles. Both are read from the
// postings of sentences; an article's are those of its sentences and title.
type space struct {
	s        *state
	articles bool
	k, b     float64
	mean     float64 // length in words
	most     uint32  // how often a word counts; the less, the closer is the bound
	allow    func(uint32) bool
	doc      int     // the article that was looked up last
	got      []share // room of weigh
}

func (s *state) sentences(allow func(uint32) bool) *space {
	return &space{s: s, k: sentenceK, b: sentenceB, most: sentenceMost, mean: float64(s.words)/float64(max(len(s.lens), 1)) + 1, allow: allow}
}

func (s *state) articles(allow func(uint32) bool) *space {
	return &space{s: s, articles: true, k: articleK, b: articleB, most: articleMost, mean: float64(s.words)/float64(max(len(s.docs), 1)) + 1, allow: allow}
}

// unit returns the unit that holds a sentence, and the sentences it spans. The
// sentences asked for ascend within a segment.
func (p *space) unit(id uint32) (unit, from, to uint32) {
	if !p.articles {
		return id, id, id + 1
	}
	first := p.s.first
	if p.doc >= len(first) || first[p.doc] > id {
		p.doc = 0
	}
	step := 1
	for p.doc+step < len(first) && first[p.doc+step] <= id {
		p.doc += step
		step *= 2
	}
	rest := first[p.doc:min(len(first), p.doc+step+1)]
	p.doc += sort.Search(len(rest), func(i int) bool { return rest[i] > id }) - 1
	to = uint32(len(p.s.lens))
	if p.doc+1 < len(first) {
		to = first[p.doc+1]
	}
	return uint32(p.doc), first[p.doc], to
}

// norm is what the counts of a unit are weighed against.
func (p *space) norm(unit uint32) float64 {
	if p.articles {
		return p.k * (1 - p.b + p.b*float64(p.s.docLens[unit])/p.mean)
	}
	return p.k * (1 - p.b + p.b*float64(p.s.lens[unit])/p.mean)
}

// takes reports whether a unit may be retrieved: a title is no sentence.
func (p *space) takes(unit uint32) bool {
	return (p.articles || p.s.lens[unit] > 0) && (p.allow == nil || p.allow(unit))
}

// leg is one entry's cursor in one segment.
type leg struct {
	cursor
	weight float64
	bound  float64 // the most its term can add
	term   int
}

// legs opens the lists of the question's terms in segment i, the weightiest
// first.
func (q *question) legs(p *space, i int, out []leg) []leg {
	out = out[:0]
	most := bm25(float64(p.most), p.k*(1-p.b), p.k)
	for _, j := range q.order {
		t := &q.terms[j]
		for _, f := range t.found {
			if f.segment == i {
				out = append(out, leg{f.open(p.s.segments[i].base), t.weight, t.weight * most, j})
			}
		}
	}
	return out
}

// top returns the n best units, the best first; of equals the earlier.
func (q *question) top(p *space, n int) []scored {
	h := heap{k: n}
	var legs []leg
	for i := range p.s.segments {
		legs = q.legs(p, i, legs)
		p.scan(legs, &h)
	}
	for _, x := range q.recent(p) {
		if p.takes(x.id) {
			h.offer(x)
		}
	}
	return h.sorted()
}

// these returns the n best of some articles, which ascend, and of the newest
// ones.
func (q *question) these(p *space, docs []uint32, n int) []scored {
	h := heap{k: n}
	var legs []leg
	rest := make([]float64, 1)
	for i := range p.s.segments {
		legs = q.legs(p, i, legs)
		if len(rest) < len(legs)+1 {
			rest = make([]float64, len(legs)+1)
		}
		end := p.s.end(i)
		for ; len(docs) > 0 && p.s.first[docs[0]] < end; docs = docs[1:] {
			_, from, to := p.unit(p.s.first[docs[0]])
			h.offer(scored{docs[0], p.weigh(legs, 0, docs[0], from, to, rest, -1)})
		}
	}
	for _, x := range q.recent(p) {
		if p.takes(x.id) {
			h.offer(x)
		}
	}
	return h.sorted()
}

// end is the sentence after the last of segment i.
func (s *state) end(i int) uint32 {
	if i+1 < len(s.segments) {
		return s.segments[i+1].base
	}
	if s.flushed < len(s.docs) {
		return s.first[s.flushed]
	}
	return uint32(len(s.lens))
}

// scan offers the units of one segment to h. Terms that together could not
// lift a unit over the worst of the best do not propose any: they are only
// looked up where a weightier term proposes one.
func (p *space) scan(legs []leg, h *heap) {
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
		unit, from, to := p.unit(id)
		if !p.hopeful(legs[:lead], to, rest[lead], floor) {
			continue
		}
		x := p.weigh(legs, lead, unit, from, to, rest, floor)
		if x > floor && p.takes(unit) {
			h.offer(scored{unit, x})
		}
	}
}

// hopeful reports whether the leading legs that stand before to, and the most
// that the others can add, may pass floor; if not it moves them on.
func (p *space) hopeful(lead []leg, to uint32, rest, floor float64) bool {
	for i := range lead {
		if lead[i].id < to {
			rest += lead[i].bound
		}
	}
	if rest > floor {
		return true
	}
	for i := range lead {
		for lead[i].id < to {
			lead[i].next()
		}
	}
	return false
}

// weigh sums what the legs say about the sentences of one unit and moves the
// leading legs past them. It gives up when the sum cannot pass floor, and looks
// up the unit's length only when it may.
func (p *space) weigh(legs []leg, lead int, unit, from, to uint32, rest []float64, floor float64) float64 {
	most := 0.0 // what the terms found so far can add
	p.got = p.got[:0]
	for i := 0; i < len(legs); {
		if i >= lead && most+rest[i] <= floor {
			return 0
		}
		first := &legs[i]
		n := uint32(0)
		for ; i < len(legs) && legs[i].term == first.term; i++ {
			l := &legs[i]
			if i >= lead {
				l.seek(from)
			}
			for l.id < to {
				n += l.n
				l.next()
			}
		}
		if n > 0 {
			most += first.bound
			p.got = append(p.got, share{first.weight, min(n, p.most)})
		}
	}
	if most <= floor {
		return 0
	}
	norm := p.norm(unit)
	var sum float64
	for _, g := range p.got {
		sum += g.weight * bm25(float64(g.n), norm, p.k)
	}
	return sum
}

// share is a term found in a unit: its weight, and how often it counts.
type share struct {
	weight float64
	n      uint32
}

func bm25(n, norm, k float64) float64 { return n * (k + 1) / (n + norm) }

// recent scores the units of the articles that are in no segment yet.
func (q *question) recent(p *space) []scored {
	var out []scored
	var sums [maxTerms]uint32
	for i := range q.tallies {
		t := &q.tallies[i]
		if !p.articles {
			out = append(out, scored{t.sentence, q.sum(&t.counts, p, t.sentence)})
			continue
		}
		for j := range q.terms {
			sums[j] += t.counts[j]
		}
		if i+1 == len(q.tallies) || q.tallies[i+1].doc != t.doc {
			out = append(out, scored{t.doc, q.sum(&sums, p, t.doc)})
			sums = [maxTerms]uint32{}
		}
	}
	return out
}

func (q *question) sum(counts *[maxTerms]uint32, p *space, unit uint32) float64 {
	norm := p.norm(unit)
	var sum float64
	for _, j := range q.order {
		if counts[j] > 0 {
			sum += q.terms[j].weight * bm25(float64(min(counts[j], p.most)), norm, p.k)
		}
	}
	return sum
}

// rankTerms notes the order of weight.
func (q *question) rankTerms() {
	q.order = make([]int, len(q.terms))
	for j := range q.order {
		q.order[j] = j
	}
	slices.SortStableFunc(q.order, func(a, b int) int { return cmp.Compare(q.terms[b].weight, q.terms[a].weight) })
}
