package condense

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"briefingbot/briefing/text"
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

// TestNoAnswerChangesAnother asks one cluster everything, twice and in either
// order: it answers as one does that is asked nothing else.
func TestNoAnswerChangesAnother(t *testing.T) {
	seed, _ := seeds(t)
	asked := []Options{{Words: 90}, {Words: 90, Query: "security police unhappy xylophones"}, {Items: 3, Known: []Ref{{0, 2}}}}
	for name, docs := range map[string][]Doc{"seeds": seed, "made up": newsroom(3, 30, 12), "a running story": updates(7)} {
		facts := describe(docs)
		c := Read(docs)
		defer c.Close()
		if c.running() != (name == "a running story") {
			t.Errorf("%s: running is %t", name, c.running())
		}
		for range 2 {
			for _, o := range asked {
				if got, want := c.Summarize(o), Summarize(docs, o); !slices.Equal(got, want) {
					t.Errorf("%s: %+v\n got %v\nwant %v", name, o, got, want)
				}
			}
			if describeFacts(docs, c.Facts()) != facts {
				t.Errorf("%s: facts differ", name)
			}
		}
	}
}

// updates are a story told anew every day, each time with something new.
func updates(days int) []Doc {
	fresh := newsroom(5, days, 2)
	told := "The strike at the port of Genoa began on Monday over pay."
	var out []Doc
	for i, d := range fresh {
		body := d.Text + told
		told += "\n" + strings.SplitN(d.Text, "\n", 2)[0]
		out = append(out, Doc{Text: body, Layout: text.Read(body), Date: time.Date(2026, 3, 1+2*i, 0, 0, 0, 0, time.UTC)})
	}
	return out
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
