package search

import (
	"math/bits"
	"slices"
)

// How many sentences are weighed: the best of all, and the best of each of the
// best articles.
const (
	bestSentences = 30
	bestArticles  = 8
	ofEach        = 8
	scouts        = 40  // the best sentences whose articles are compared
	allOf         = 400 // of an article or a few that alone may answer, all
)

// candidate is a sentence that may answer.
type candidate struct {
	doc, sentence int
	id            uint32 // its number in the index
	bm25          float64
	value         [features]float64
	score         float64
	seen          sight
}

// ranking is the work on one question.
type ranking struct {
	s        *state
	q        *question
	allow    func(int) bool
	docs     []scored // the best articles
	docScore map[int]float64
	docRank  map[int]int
	sights   [1 << sightBits]kept
	tokens   []token
	list     []candidate
	hits     []Hit              // what is given so far
	tallies  []tally            // the room of the question's
	scores   map[uint32]float64 // by sentence, of the candidates
}

// open clears r for a query.
func (r *ranking) open(s *state, q Query) {
	tallies, list, tokens := r.tallies[:0], r.list[:0], r.tokens[:0]
	*r = ranking{s: s, allow: q.Only, list: list, tokens: tokens}
	r.q = s.parse(q.Text, tallies)
	r.tallies = r.q.tallies
}

// gather collects the candidates.
func (r *ranking) gather() {
	var allow func(uint32) bool
	var allowSentence func(uint32) bool
	if r.allow != nil {
		allow = func(d uint32) bool { return r.allow(int(d)) }
		allowSentence = func(id uint32) bool { return r.allow(r.s.docOf(id)) }
	}
	sentences, articles := r.s.sentences(allowSentence), r.s.articles(allow)
	best := r.q.top(&sentences, scouts)
	r.docs = r.q.these(&articles, r.articlesOf(best), 2*bestArticles)
	r.docScore, r.docRank = map[int]float64{}, map[int]int{}
	for i, d := range r.docs {
		r.docScore[int(d.id)], r.docRank[int(d.id)] = d.score, i+1
	}
	taken := map[uint32]bool{}
	for _, x := range best[:min(len(best), bestSentences)] {
		taken[x.id] = true
		d := r.s.docOf(x.id)
		r.list = append(r.list, candidate{doc: d, sentence: int(x.id - r.s.first[d]), id: x.id})
	}
	if few := r.few(); few != nil {
		for _, d := range few {
			r.all(d, taken)
		}
		return
	}
	for _, d := range r.docs[:min(len(r.docs), bestArticles)] {
		r.best(int(d.id), taken)
	}
}

// articlesOf returns the articles of some sentences, ascending.
func (r *ranking) articlesOf(best []scored) []uint32 {
	var docs []uint32
	for _, x := range best {
		docs = append(docs, uint32(r.s.docOf(x.id)))
	}
	slices.Sort(docs)
	return slices.Compact(docs)
}

// few returns the articles that alone may answer, if their sentences can all be
// weighed.
func (r *ranking) few() []int {
	if r.allow == nil {
		return nil
	}
	var docs []int
	n := 0
	for d := range r.s.docs {
		if r.allow(d) {
			docs = append(docs, d)
			if n += r.s.docs[d].count(); n > allOf {
				return nil
			}
		}
	}
	return docs
}

func (r *ranking) all(d int, taken map[uint32]bool) {
	for i := range r.s.docs[d].count() {
		id := r.s.first[d] + uint32(i)
		if r.s.docs[d].prose(i) && !taken[id] {
			taken[id] = true
			r.list = append(r.list, candidate{doc: d, sentence: i, id: id})
		}
	}
}

// best adds the sentences of an article that hold most of the question.
func (r *ranking) best(d int, taken map[uint32]bool) {
	h := heap{k: ofEach}
	n := &r.s.docs[d]
	for i := range min(n.count(), 2000) {
		if !n.prose(i) {
			continue
		}
		v := r.sight(d, i)
		if v.mask|v.soft == 0 {
			continue
		}
		h.offer(scored{uint32(i), r.weight(v.mask) + 0.3*r.weight(v.soft&^v.mask) + 0.1})
	}
	for _, x := range h.sorted() {
		if id := r.s.first[d] + x.id; !taken[id] {
			taken[id] = true
			r.list = append(r.list, candidate{doc: d, sentence: int(x.id), id: id})
		}
	}
}

// rank weighs the candidates and sorts them, the best first; of equals the
// earlier.
func (r *ranking) rank() {
	best, bestBM := 0.0, 0.0
	u := r.s.sentences(nil)
	for i := range r.list {
		c := &r.list[i]
		c.seen = r.sight(c.doc, c.sentence)
		best = max(best, r.held(c.seen))
		norm := u.norm(c.id)
		for m := c.seen.mask; m != 0; m &= m - 1 {
			c.bm25 += r.q.terms[bits.TrailingZeros32(m)].weight * bm25(1, norm, u.k)
		}
		bestBM = max(bestBM, c.bm25)
	}
	top := 0.0
	if len(r.docs) > 0 {
		top = r.docs[0].score
	}
	for i := range r.list {
		c := &r.list[i]
		r.context(c, best, bestBM, top)
		r.order(c)
		for f, v := range c.value {
			c.score += v * weights[f].Weight
		}
	}
	r.scores = map[uint32]float64{}
	for i := range r.list {
		r.scores[r.list[i].id] = r.list[i].score
	}
	slices.SortFunc(r.list, func(a, b candidate) int {
		switch {
		case a.score > b.score:
			return -1
		case a.score < b.score:
			return 1
		}
		return int(a.id) - int(b.id)
	})
}
