package copies

import (
	"cmp"
	"slices"
)

// What makes two articles copies.
const (
	share      = 0.5 // of the shorter one's shingles stand in the other
	shown      = 4   // hashes show it at least; or all, of a text that has fewer
	candidates = 16  // are held against a text, those with most hashes in common

	crowd = 16 // articles that one hash leads to: the first ones; later copies are found by them
)

// Index finds the copies of an article among all that were added. It is not
// safe for use by several goroutines.
type Index struct {
	sketches []Sketch
	group    []int32
	groups   int
	heads    map[uint32]int32 // hash → its last posting
	postings []posting
	counts   map[uint32]uint8 // hashes with more than one posting → how many
	met      []int32          // scratch
	hits     []uint8          // scratch, by article
}

// posting is one article that a hash leads to.
type posting struct {
	article int32
	before  int32 // the hash's earlier posting; -1 for none
}

// New returns an empty index.
func New() *Index { return &Index{heads: map[uint32]int32{}, counts: map[uint32]uint8{}} }

// Len is how many articles were added.
func (x *Index) Len() int { return len(x.sketches) }

// Groups is how many independent sources they make.
func (x *Index) Groups() int { return x.groups }

// Group is the group of an article, a number from 0: articles of one group are
// copies of one story.
func (x *Index) Group(article int) int { return int(x.group[article]) }

// Add puts an article in, and returns its number, from 0 in the order in which
// they are added, and that of the article it is the closest copy of; -1 when it
// is a copy of none. It costs what the article is long, however many there are.
func (x *Index) Add(s Sketch) (article, of int) {
	article, of = len(x.sketches), x.Closest(s)
	x.sketches = append(x.sketches, s)
	x.hits = append(x.hits, 0)
	if of < 0 {
		x.group = append(x.group, int32(x.groups))
		x.groups++
	} else {
		x.group = append(x.group, x.group[of])
	}
	for _, h := range s[:min(len(s), sought)] {
		before, there := x.heads[h]
		if !there {
			before = -1
		} else if n := x.counts[h]; n < crowd {
			x.counts[h] = n + 1
		} else {
			continue
		}
		x.heads[h] = int32(len(x.postings))
		x.postings = append(x.postings, posting{int32(article), before})
	}
	return article, of
}

// Closest returns the article that a text is the closest copy of; -1 for none.
func (x *Index) Closest(s Sketch) int {
	x.met = x.met[:0]
	for _, h := range s {
		at, there := x.heads[h]
		for there && at >= 0 {
			p := x.postings[at]
			if x.hits[p.article] == 0 {
				x.met = append(x.met, p.article)
			}
			x.hits[p.article] = min(x.hits[p.article], 254) + 1
			at = p.before
		}
	}
	best, most := int32(-1), 0.0
	near := x.met[:0:0]
	for _, a := range x.met {
		if int(x.hits[a]) >= min(shown/2, len(s)) {
			near = append(near, a)
		}
	}
	slices.SortFunc(near, func(a, b int32) int { return cmp.Or(cmp.Compare(x.hits[b], x.hits[a]), cmp.Compare(a, b)) })
	for _, a := range near[:min(len(near), candidates)] {
		if v, n := Share(s, x.sketches[a]); v >= share && v > most && (n >= shown || n == len(s) && n == len(x.sketches[a])) {
			best, most = a, v
		}
	}
	for _, a := range x.met {
		x.hits[a] = 0
	}
	return int(best)
}
