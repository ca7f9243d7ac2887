package search

import (
	"encoding/binary"
	"math/bits"
	"slices"
)

// How many sentences are weighed: the best of all, and the best of each of the
// best articles.
const (
	bestSentences = 30
	bestArticles  = 8
	ofEach        = 8
	scouts        = 60  // the best sentences whose articles are compared
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

// sight is what the ranking sees in a sentence.
type sight struct {
	mask, soft uint32 // terms it holds, terms it holds a relative of
}

// with adds what w holds; a word itself hides its relatives.
func (v sight) with(w sight) sight {
	mask := v.mask | w.mask
	return sight{mask, (v.soft | w.soft) &^ mask}
}

// token is one word of a sentence.
type token struct {
	id      uint32
	capital bool
	class   class
	term    int8 // of the question, or -1
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
	best := r.q.top(r.s.sentences(allowSentence), scouts)
	r.docs = r.q.these(r.s.articles(allow), r.articlesOf(best), 2*bestArticles)
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
			if n += len(r.s.docs[d].flags); n > allOf {
				return nil
			}
		}
	}
	return docs
}

func (r *ranking) all(d int, taken map[uint32]bool) {
	for i := range len(r.s.docs[d].flags) {
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
	for i := range min(len(n.flags), 2000) {
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
	for i := 0; i < len(b); {
		code := uint32(b[i])
		i++
		for shift := 7; b[i-1] >= 0x80; shift += 7 {
			code = code&(1<<shift-1) | uint32(b[i])<<shift
			i++
		}
		id := code >> 1
		h := hints[id]
		if h == stopHint {
			continue
		}
		if m := q.slots[q.slot(id)]; m == 0 {
			if q.hints[h] {
				if j := q.rooted(r.s.vocab.words[id].root); j >= 0 {
					v.soft |= 1 << j
				}
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

// unfold decodes a sentence for the features that need its order.
func (r *ranking) unfold(d, i int) []token {
	ts := r.tokens[:0]
	for b := r.s.docs[d].sentence(i); len(b) > 0; {
		code, k := binary.Uvarint(b)
		b = b[k:]
		id := uint32(code >> 1)
		j := r.q.match(id)
		ts = append(ts, token{id, code&1 != 0, r.s.vocab.words[id].class, int8(j)})
	}
	r.tokens = ts
	return ts
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

// context fills the features that look at which words are where.
func (r *ranking) context(c *candidate, best, bestBM, top float64) {
	n := &r.s.docs[c.doc]
	v := &c.value
	v[coverage] = r.held(c.seen)
	if best > 0 {
		v[relative] = v[coverage] / best
	}
	if bestBM > 0 {
		v[lexical] = c.bm25 / bestBM
	}
	title := r.read(n.title())
	lead := sight{}
	if c.sentence > 0 {
		lead = r.sight(c.doc, 0)
	}
	all := c.seen.with(title)
	v[inTitle] = r.held(all) - v[coverage]
	v[inLead] = r.held(all.with(lead)) - r.held(all)
	all = all.with(lead)
	wide := all.with(r.around(c.doc, c.sentence))
	v[window] = r.held(c.seen.with(r.around(c.doc, c.sentence))) - v[coverage]
	if topic := title.mask | title.soft; topic != 0 {
		rest := r.weight(^topic & (1<<len(r.q.terms) - 1))
		v[focus] = (r.weight(c.seen.mask&^topic) + softShare*r.weight(c.seen.soft&^topic)) / max(rest, 0.1)
	} else {
		v[focus] = v[coverage]
	}
	if top > 0 {
		v[article] = r.docScore[c.doc] / top
	}
	if k := r.docRank[c.doc]; k > 0 {
		v[articleRank] = 1 / float64(k)
	}
	v[position] = 1 / (1 + float64(c.sentence)/4)
	held, asked, gone := 0.0, 0.0, 0.0
	everywhere := wide.mask | wide.soft
	for j, t := range r.q.terms {
		if !t.name {
			continue
		}
		asked += t.weight
		if c.seen.mask>>j&1 != 0 {
			held += t.weight
		}
		if everywhere>>j&1 == 0 {
			gone += t.weight
		}
	}
	if asked > 0 {
		v[names], v[namesGone] = held/asked, gone/asked
	}
	f := n.flags[c.sentence]
	if f&asks != 0 {
		v[question_] = 1
	}
	if f&ends == 0 {
		v[fragment] = 1
	}
}

// around is what the neighbours of a sentence hold.
func (r *ranking) around(d, i int) sight {
	var v sight
	n := &r.s.docs[d]
	if i > 0 {
		v = v.with(r.sight(d, i-1))
	}
	if i+1 < len(n.flags) {
		v = v.with(r.sight(d, i+1))
	}
	return v
}

// order fills the features that look at the order and kind of the words.
func (r *ranking) order(c *candidate) {
	v := &c.value
	ts := r.unfold(c.doc, c.sentence)
	if len(ts) < 6 {
		v[brief] = float64(6-len(ts)) / 6
	}
	if len(ts) > 0 && ts[0].class&isPronoun != 0 {
		v[pointsBack] = 1
		if c.sentence > 0 {
			v[before] = r.held(r.sight(c.doc, c.sentence-1))
		}
	}
	var first uint32
	for _, t := range ts[:min(len(ts), 4)] {
		if t.term >= 0 {
			first |= 1 << t.term
		}
	}
	v[subject] = r.weight(first)
	r.proximity(v, ts)
	r.kind(v, ts, r.s.docs[c.doc].flags[c.sentence])
	if r.q.said {
		r.speech(c, ts)
	}
}

// proximity looks for words that stand together in the question.
func (r *ranking) proximity(v *[features]float64, ts []token) {
	var last [maxTerms]int
	var gap [maxTerms]int // distance of term j from term j-1, where they come closest
	for i, t := range ts {
		if t.term < 0 {
			continue
		}
		j := int(t.term)
		last[j] = i + 1
		for _, k := range [2]int{j, j + 1} {
			if k > 0 && k < len(r.q.terms) && last[k-1] > 0 && last[k] > 0 {
				if g := last[k] - last[k-1]; gap[k] == 0 || abs(g) < abs(gap[k]) {
					gap[k] = g
				}
			}
		}
	}
	var sum, adjacent, close float64
	for k := 1; k < len(r.q.terms); k++ {
		a, b := &r.q.terms[k-1], &r.q.terms[k]
		w := min(a.weight, b.weight)
		sum += w
		if gap[k] == 0 {
			continue
		}
		apart := b.at - a.at
		if gap[k] > 0 && gap[k] <= apart+1 && apart <= 3 {
			adjacent += w
		}
		close += w / (1 + float64(max(0, abs(gap[k])-apart))/4)
	}
	if sum > 0 {
		v[pairs], v[near] = adjacent/sum, close/sum
	}
	whole, hit := 0, 0
	for _, p := range r.q.quoted {
		for k := p.from + 1; k < p.to; k++ {
			whole++
			if gap[k] > 0 && gap[k] <= r.q.terms[k].at-r.q.terms[k-1].at+1 {
				hit++
			}
		}
	}
	if whole > 0 {
		v[phrase] = float64(hit) / float64(whole)
	}
}

func abs(n int) int { return max(n, -n) }
