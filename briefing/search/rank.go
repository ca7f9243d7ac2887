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
	scouts        = 32  // the best sentences whose articles are compared
	allOf         = 400 // of an article or a few that alone may answer, all
)

// candidate is a sentence that may answer.
type candidate struct {
	doc, sentence int
	id            uint32 // its number in the index
	bm25          float64
	value         [features]float64
	score         float64 // once the order of its words has been looked at
	bound         float64 // what the score is at most
	ordered       bool
	seen          sight
}

// ranking is the work on one question.
type ranking struct {
	s       *state
	q       *question
	allow   func(int) bool
	docs    []scored // the best articles
	heads   []head
	sights  [1 << sightBits]kept
	views   [1 << viewBits]keptView
	touched byte // see touch
	codes   []code
	tokens  []token
	list    []candidate
	queue   []*candidate // the best first, as far as is known
	hits    []Hit        // what is given so far
	tallies []tally      // the room of the question's
}

// head is what title and first sentence of a candidate's article hold.
type head struct {
	doc         int
	title, lead sight
	score, rank float64 // of the article, if it is one of the best
}

// open clears r for a query.
func (r *ranking) open(s *state, q Query) {
	tallies := r.tallies[:0]
	*r = ranking{s: s, allow: q.Only, list: r.list[:0], codes: r.codes, tokens: r.tokens, heads: r.heads[:0], queue: r.queue[:0]}
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
	scouted := make([]uint32, len(best))
	for i, x := range best {
		d := r.s.docOf(x.id)
		scouted[i] = uint32(d)
		if i < bestSentences {
			r.list = append(r.list, candidate{doc: d, sentence: int(x.id - r.s.first[d]), id: x.id})
		}
	}
	r.fetch()
	slices.Sort(scouted)
	r.docs = r.q.these(&articles, slices.Compact(scouted), 2*bestArticles)
	if few := r.few(); few != nil {
		for _, d := range few {
			r.all(d)
		}
		return
	}
	for _, d := range r.docs[:min(len(r.docs), bestArticles)] {
		r.best(int(d.id))
	}
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

func (r *ranking) all(d int) {
	for i := range r.s.docs[d].count() {
		id := r.s.first[d] + uint32(i)
		if r.s.docs[d].prose(i) && !r.proposed(id) {
			r.list = append(r.list, candidate{doc: d, sentence: i, id: id})
		}
	}
}

// best adds the sentences of an article that hold most of the question.
func (r *ranking) best(d int) {
	h := heap{k: ofEach}
	n := &r.s.docs[d]
	r.touch(n.code[:min(len(n.code), 4096)])
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
		if id := r.s.first[d] + x.id; !r.proposed(id) {
			r.list = append(r.list, candidate{doc: d, sentence: int(x.id), id: id})
		}
	}
}

// proposed reports whether a sentence is one of the best of all, which are the
// first candidates.
func (r *ranking) proposed(id uint32) bool {
	for i := range r.list[:min(len(r.list), bestSentences)] {
		if r.list[i].id == id {
			return true
		}
	}
	return false
}

// candidate returns the candidate of that number, or nil.
func (r *ranking) candidate(id uint32) *candidate {
	for i := range r.list {
		if r.list[i].id == id {
			return &r.list[i]
		}
	}
	return nil
}

// rank weighs the candidates by all but the order of their words, which is
// looked at when it is needed.
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
	most := r.mostOrder()
	for i := range r.list {
		c := &r.list[i]
		r.context(c, best, bestBM)
		c.bound = c.sum() + most + r.mostPairs(c.seen.mask)
		r.queue = append(r.queue, c)
	}
	for i := len(r.queue)/2 - 1; i >= 0; i-- {
		r.sift(i)
	}
}

// sum is the score that the features make.
func (c *candidate) sum() float64 {
	var sum float64
	for f, v := range c.value {
		sum += v * weights[f].Weight
	}
	return sum
}

// mostOrder is the most that features of the order of words can add to any
// candidate, those aside that tell of the question's words alone.
func (r *ranking) mostOrder() float64 {
	sum := 1e-9 + max(0, weights[pointsBack].Weight) + max(0, weights[before].Weight)
	if r.q.quoted != nil {
		sum += max(0, weights[phrase].Weight)
	}
	if r.q.want != wantAny {
		sum += max(0, weights[answerType].Weight) + max(0, weights[typeNear].Weight) + max(0, weights[counted].Weight)
	}
	if r.q.said {
		sum += max(0, weights[spoken].Weight) + max(0, weights[voice].Weight)
	}
	return sum
}

// mostPairs is the most that the order of these words of the question can add.
func (r *ranking) mostPairs(mask uint32) float64 {
	var held, all float64
	for k := 1; k < len(r.q.terms); k++ {
		w := min(r.q.terms[k-1].weight, r.q.terms[k].weight)
		all += w
		if mask>>(k-1)&3 == 3 {
			held += w
		}
	}
	sum := max(0, weights[subject].Weight) * r.weight(mask)
	if all > 0 {
		sum += (max(0, weights[pairs].Weight) + max(0, weights[near].Weight)) * held / all
	}
	return sum
}

// settle looks at the order of a candidate's words.
func (r *ranking) settle(c *candidate) {
	if !c.ordered {
		r.order(c)
		c.score, c.ordered = c.sum(), true
	}
}

// top returns the best candidate that is left, or nil; of equals the earlier.
// Only what may be the best is looked at closely.
func (r *ranking) top() *candidate {
	for len(r.queue) > 0 {
		c := r.queue[0]
		r.settle(c)
		if c.bound == c.score {
			return c
		}
		c.bound = c.score
		r.sift(0)
	}
	return nil
}

// pop takes the best candidate away.
func (r *ranking) pop() {
	last := len(r.queue) - 1
	r.queue[0] = r.queue[last]
	r.queue = r.queue[:last]
	r.sift(0)
}

// sift moves candidate i down to where it belongs.
func (r *ranking) sift(i int) {
	before := func(a, b *candidate) bool { return a.bound > b.bound || a.bound == b.bound && a.id < b.id }
	for {
		k := 2*i + 1
		if k >= len(r.queue) {
			return
		}
		if k+1 < len(r.queue) && before(r.queue[k+1], r.queue[k]) {
			k++
		}
		if !before(r.queue[k], r.queue[i]) {
			return
		}
		r.queue[i], r.queue[k] = r.queue[k], r.queue[i]
		i = k
	}
}
