package condense

import (
	"cmp"
	"slices"
)

// order returns the chosen sentences as they are read: by date where the
// articles are weeks apart, then by how far into its article each stands, the
// best opening first; what leans on a sentence follows it.
func (c *Cluster) order(chosen []int, worth []float64) []int {
	if len(chosen) == 0 {
		return nil
	}
	type run []int // a sentence and what leans on it
	var runs []run
	for _, i := range slices.Sorted(slices.Values(chosen)) {
		if n := len(runs); n > 0 && c.leans(i) && runs[n-1][len(runs[n-1])-1] == i-1 {
			runs[n-1] = append(runs[n-1], i)
			continue
		}
		runs = append(runs, run{i})
	}
	depth := func(r run) float64 {
		s := &c.sentences[r[0]]
		return float64(s.place) / float64(c.first[s.doc+1]-c.first[s.doc])
	}
	dated := c.spread() >= week
	slices.SortStableFunc(runs, func(a, b run) int {
		x, y := &c.sentences[a[0]], &c.sentences[b[0]]
		days := 0
		if dated {
			days = c.docs[x.doc].Date.Compare(c.docs[y.doc].Date)
		}
		return cmp.Or(
			days,
			cmp.Compare(depth(a), depth(b)),
			cmp.Compare(worth[b[0]], worth[a[0]]),
			cmp.Compare(a[0], b[0]))
	})
	out := make([]int, 0, len(chosen))
	for _, r := range runs {
		out = append(out, r...)
	}
	return out
}
