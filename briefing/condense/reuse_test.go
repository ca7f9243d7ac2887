package condense

import (
	"slices"
	"sync"
	"testing"
)

// TestNothingIsLeftOfOtherClusters condenses clusters one after the other and at
// the same moment: each comes out as it does in a new memory.
func TestNothingIsLeftOfOtherClusters(t *testing.T) {
	seed, _ := seeds(t)
	sets := [][]Doc{docsOf(flood...), newsroom(1, 9, 8), seed, newsroom(2, 30, 12), docsOf("One sentence stands alone here."), nil}
	o := Options{Words: 90, Query: "security police government"}
	said, facts := make([][]string, len(sets)), make([]string, len(sets))
	for i, docs := range sets {
		said[i], facts[i] = anew(docs, o)
	}
	var all sync.WaitGroup
	for k := range 4 {
		all.Go(func() {
			for n := range 3 * len(sets) {
				i := (n*(k+1) + k) % len(sets)
				if got := lines(sets[i], Summarize(sets[i], o)); !slices.Equal(got, said[i]) {
					t.Errorf("set %d\n got %q\nwant %q", i, got, said[i])
				}
				if got := describe(sets[i]); got != facts[i] {
					t.Errorf("set %d: facts differ", i)
				}
			}
		})
	}
	all.Wait()
}

// anew condenses docs in memory that nothing has used.
func anew(docs []Doc, o Options) (said []string, facts string) {
	for range 100 { // the pool may hold some for each processor
		clusters.Get()
	}
	said = lines(docs, Summarize(docs, o))
	for range 100 {
		clusters.Get()
	}
	return said, describe(docs)
}
