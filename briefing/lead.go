package briefing

import (
	"slices"
	"time"

	"briefingbot/briefing/condense"
	"briefingbot/briefing/text"
)

// leader is the news: the sentence that opens the briefing. Where the articles
// tell of several days, it comes from those of the last day.
func (d *desk) leader() (condense.Ref, bool) {
	newest := d.newest()
	es := make([]*entry, len(newest))
	for n, i := range newest {
		es[n] = d.entries[i]
	}
	c := d.cluster
	if len(es) < len(d.entries) {
		c = cluster(es)
		defer c.Close()
	}
	var given []condense.Ref
	for _, r := range d.given {
		if n, ok := slices.BinarySearch(newest, r.Doc); ok {
			given = append(given, condense.Ref{Doc: n, Sentence: r.Sentence})
		}
	}
	refs := c.Summarize(condense.Options{Items: 1, Words: d.Words, Told: given})
	if len(refs) == 0 {
		return condense.Ref{}, false
	}
	if !opens(es, refs[0]) { // who, what and where stand at the opening
		few := c.Summarize(condense.Options{Items: fewFronts, Words: d.Words, Told: given})
		if i := slices.IndexFunc(few, func(r condense.Ref) bool { return opens(es, r) }); i >= 0 {
			refs = few[i:]
		}
	}
	r := condense.Ref{Doc: newest[refs[0].Doc], Sentence: refs[0].Sentence}
	return d.plainest(r), true
}

// plainest returns the shortest of the copies of r that are as good to the
// reader: one outlet prints a story behind its dateline, another without.
func (d *desk) plainest(r condense.Ref) condense.Ref {
	words := func(k condense.Ref) map[string]bool { return bag(d.passage(k).Text(), d.entries[k.Doc].Article.Lang) }
	best, all := r, words(r)
	for _, k := range d.wordings(r) {
		p := d.passage(k)
		if d.memory.Holds(p) || d.origin(k) != d.origin(r) || len(p.Text()) >= len(d.passage(best).Text()) {
			continue
		}
		if w := words(k); shared(w, all) == len(w) && float64(len(w)) >= alikeCopy*float64(len(all)) {
			best = k
		}
	}
	return best
}

// alikeCopy is the share of its words that a copy of a sentence keeps.
const alikeCopy = 0.8

// opens reports whether r is the first sentence of its article.
func opens(es []*entry, r condense.Ref) bool {
	return !slices.ContainsFunc(es[r.Doc].Layout.Sentences[:r.Sentence], func(s text.Sentence) bool { return s.Kind == text.Prose })
}

const (
	fewFronts = 3 // sentences of which one may be the news
	lastDay   = 24 * time.Hour
	fewNewest = 2 // articles of the last day that have news of their own …
	newShare  = 8 // … and at least one in so many of all
)

// newest returns the indices of the articles that the news is looked for in:
// those of the last day where most are dated and there are enough of them, or
// all.
func (d *desk) newest() []int {
	var all, dated, last []int
	var latest time.Time
	for i, e := range d.entries {
		all = append(all, i)
		if t := e.Article.Published; !t.IsZero() {
			dated = append(dated, i)
			if t.After(latest) {
				latest = t
			}
		}
	}
	for _, i := range dated {
		if latest.Sub(d.entries[i].Article.Published) < lastDay {
			last = append(last, i)
		}
	}
	if 2*len(dated) <= len(all) || len(last) < fewNewest || len(last)*newShare < len(all) {
		return all
	}
	return last
}
