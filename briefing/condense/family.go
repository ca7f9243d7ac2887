package condense

import (
	"cmp"
	"slices"
)

const (
	shingle     = 4   // words of one shingle
	containment = 0.5 // share of the shorter article's shingles that makes two articles copies
	crowd       = 64  // a shingle of more families than this tells none of them apart
	fewTokens   = 1e4 // words of an input of which every shingle is kept
	manyTokens  = 2e5 // words of an input of which one in two is kept; beyond, one in four
	nearest     = 4   // families that an article is held against
	fewest      = 3   // sampled shingles that can tell a copy
)

// findFamilies puts articles that are near copies of one another (one wire
// story in several outlets) into one family. An article joins the family whose
// founder it shares most with, so that families do not chain. An article that
// says the opposite somewhere is no copy.
func (c *Cluster) findFamilies() {
	c.family = make([]int, len(c.docs))
	order := make([]int, len(c.docs)) // long articles found families
	for d := range order {
		order[d] = d
	}
	prints, distinct := c.prints()
	slices.SortStableFunc(order, func(a, b int) int { return len(prints[b]) - len(prints[a]) })
	postings := newFounders(distinct)
	shared := []int32{}
	var met []int32
	var founder []int // family → its first article
	e := &evidence{c: c}
	for _, d := range order {
		met = met[:0]
		for _, n := range prints[d] {
			for at := postings.head[n]; at >= 0; at = postings.next[at] {
				f := postings.family[at]
				if shared[f]++; shared[f] == 1 {
					met = append(met, f)
				}
			}
		}
		near := closest(met, shared, containment*float64(len(prints[d])))
		best := int32(-1)
		for _, f := range near {
			if !e.corrects(d, founder[f]) {
				best = f
				break
			}
		}
		for _, f := range met {
			shared[f] = 0
		}
		if best < 0 {
			best = int32(len(shared))
			shared, founder = append(shared, 0), append(founder, d)
			for _, n := range prints[d] {
				postings.put(n, best)
			}
		}
		c.family[d] = int(best)
	}
	c.families = len(shared)
}

// closest returns the few families that an article shares so many shingles with,
// the closest first.
func closest(met, shared []int32, enough float64) []int32 {
	var near []int32
	for _, f := range met {
		if float64(shared[f]) >= enough {
			near = append(near, f)
		}
	}
	slices.SortFunc(near, func(f, g int32) int { return cmp.Or(cmp.Compare(shared[g], shared[f]), cmp.Compare(f, g)) })
	return near[:min(len(near), nearest)]
}

// corrects reports whether an article has a sentence of another one changed to
// its opposite or, where it has hardly any other, to another predicate: in a
// long copy that is the hand of an editor.
func (e *evidence) corrects(doc, other int) bool {
	mine, theirs := e.c.changed(doc, other), e.c.changed(other, doc)
	if len(mine)*len(theirs) > mostChanged {
		return false
	}
	short := e.c.first[doc+1]-e.c.first[doc] <= fewSentences
	for _, i := range mine {
		for _, j := range theirs {
			if e.c.sharedWords(i, j) < retold {
				continue
			}
			if _, _, v := e.contest(i, j); v != compatible || short && e.otherPredicate(i, j) {
				return true
			}
		}
	}
	return false
}

const (
	fewSentences = 3   // of an article
	mostChanged  = 400 // pairs of changed sentences that are compared; more are a rewrite
	retold       = 0.6 // share of words from which a sentence is a changed one
)

// changed returns the sentences of an article that another does not print word
// for word.
func (c *Cluster) changed(doc, other int) []int {
	var out []int
	for i := c.first[doc]; i < c.first[doc+1]; i++ {
		same := func(s sentence) bool { return s.copyOf == c.sentences[i].copyOf }
		if !slices.ContainsFunc(c.sentences[c.first[other]:c.first[other+1]], same) {
			out = append(out, i)
		}
	}
	return out
}

// sharedWords is the share of the longer sentence's words that the other has.
func (c *Cluster) sharedWords(i, j int) float64 {
	a, b := c.words(&c.sentences[i]), c.words(&c.sentences[j])
	if most := max(len(a), len(b)); min(len(a), len(b)) < most/2 || most > longest {
		return 0
	}
	n := 0
	for _, w := range a {
		if slices.Contains(b, w) {
			n++
		}
	}
	return float64(n) / float64(max(len(a), len(b)))
}

// sampling says one in how many shingles is kept.
func (c *Cluster) sampling() uint64 {
	switch n := len(c.tokens); {
	case n <= fewTokens:
		return 1
	case n <= manyTokens:
		return 2
	}
	return 4
}

// founders lists, for every shingle, the families whose founder has it.
type founders struct {
	head   []int32 // shingle → its first entry, -1 for none
	size   []int32
	family []int32 // entry → family
	next   []int32
}

func newFounders(shingles int) *founders {
	return &founders{head: slices.Repeat([]int32{-1}, shingles), size: make([]int32, shingles),
		family: make([]int32, 0, shingles), next: make([]int32, 0, shingles)}
}

func (f *founders) put(shingle, family int32) {
	if f.size[shingle]++; f.size[shingle] > crowd {
		return
	}
	f.family, f.next = append(f.family, family), append(f.next, f.head[shingle])
	f.head[shingle] = int32(len(f.family) - 1)
}

// prints returns the distinct 4-grams of every document as numbers, or one in
// so many of them, and how many there are of all. The sample is drawn by hash,
// so that copies draw the same.
func (c *Cluster) prints() (prints [][]int32, distinct int) {
	sampling := c.sampling()
	index := &c.shingles
	index.reset(len(c.tokens) / int(sampling))
	prints = make([][]int32, len(c.docs))
	all := make([]int32, 0, len(c.tokens)/int(sampling)+fewest*len(c.docs))
	var last []int32 // shingle → the last document that has it, plus one
	for d := range c.docs {
		from := len(all)
		meet := func(h uint64) {
			n, fresh := index.of(h)
			if fresh {
				last = append(last, 0)
			}
			if last[n] != int32(d)+1 {
				last[n] = int32(d) + 1
				all = append(all, n)
			}
		}
		whole := c.eachShingle(d, sampling, meet)
		if len(all)-from < fewest {
			all = all[:from]
			meet(whole) // too short to be sampled: a copy is the same word for word
		}
		prints[d] = all[from:len(all):len(all)]
	}
	return prints, index.count
}

// eachShingle meets the hashes of a document's 4-grams, or one in so many of them,
// and returns the hash of the whole.
func (c *Cluster) eachShingle(doc int, sampling uint64, meet func(uint64)) (whole uint64) {
	whole = nought
	for s := c.first[doc]; s < c.first[doc+1]; s++ {
		h := uint64(0)
		for i, w := range c.words(&c.sentences[s]) {
			whole = mix(whole ^ (uint64(w) + nought))
			h = h<<16 ^ uint64(w&0xffff) ^ uint64(w>>16) // the last four words
			if i+1 < shingle {
				continue
			}
			if k := mix(h); k%sampling == 0 {
				meet(k)
			}
		}
	}
	return whole
}

// mix scrambles h (the finalizer of SplitMix64).
func mix(h uint64) uint64 {
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}
