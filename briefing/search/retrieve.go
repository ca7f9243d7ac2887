package search

import (
	"cmp"
	"slices"
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
}

func (s *state) sentences(allow func(uint32) bool) space {
	return space{s: s, k: sentenceK, b: sentenceB, most: sentenceMost, mean: float64(s.words)/float64(max(len(s.lens), 1)) + 1, allow: allow}
}

func (s *state) articles(allow func(uint32) bool) space {
	return space{s: s, articles: true, k: articleK, b: articleB, most: articleMost, mean: float64(s.words)/float64(max(len(s.docs), 1)) + 1, allow: allow}
}

// norm is what the counts of a unit are weighed against.
func (p *space) norm(unit uint32) float64 {
	if p.articles {
		return p.k * (1 - p.b + p.b*float64(p.s.docLens[unit])/p.mean)
	}
	return p.normOf(int(p.s.lens[unit]))
}

// normOf is the norm of a sentence of so many words.
func (p *space) normOf(words int) float64 { return p.k * (1 - p.b + p.b*float64(words)/p.mean) }

// takes reports whether a unit may be retrieved: a title is no sentence.
func (p *space) takes(unit uint32) bool {
	return (p.articles || p.s.lens[unit] > 0) && (p.allow == nil || p.allow(unit))
}

// these returns the n best of some articles, which ascend, and of the newest
// ones.
func (q *question) these(p *space, docs []uint32, n int) []scored {
	h := heap{k: n, best: make([]scored, 0, n)}
	var legs []leg
	for i := range p.s.segments {
		end := p.s.end(i)
		if len(docs) == 0 || p.s.first[docs[0]] >= end {
			continue
		}
		legs = q.legs(p.s, i, legs)
		for ; len(docs) > 0 && p.s.first[docs[0]] < end; docs = docs[1:] {
			h.offer(scored{docs[0], p.weigh(legs, docs[0])})
		}
	}
	for _, x := range q.recent(p) {
		if p.takes(x.id) {
			h.offer(x)
		}
	}
	return h.sorted()
}

// weigh sums what the legs say about the sentences of one article. The articles
// asked for ascend.
func (p *space) weigh(legs []leg, doc uint32) float64 {
	from, to := p.s.first[doc], uint32(len(p.s.lens))
	if int(doc)+1 < len(p.s.first) {
		to = p.s.first[doc+1]
	}
	norm := p.norm(doc)
	var sum float64
	for i := 0; i < len(legs); {
		first := &legs[i]
		n := uint32(0)
		for ; i < len(legs) && legs[i].place == first.place; i++ {
			for id := legs[i].reach(from); id < to; id = legs[i].id {
				n += legs[i].times()
				legs[i].next()
			}
		}
		if n > 0 {
			sum += first.weight * bm25(float64(min(n, p.most)), norm, p.k)
		}
	}
	return sum
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
