package briefing

import (
	"cmp"
	"slices"
	"strings"

	"briefingbot/briefing/condense"
)

// desk makes one briefing.
type desk struct {
	*grouping
	Options
	cluster  *condense.Cluster // of the same articles
	compass  []compass         // one for each topic
	sections [][]condense.Ref
	spent    []int // words of each section
	known    []condense.Ref
	lead     condense.Ref
	memory   Memory     // of the reader
	told     []recalled // what the reader was given
	given    []condense.Ref
	news     map[condense.Ref]News // of what is in the sections
	usual    map[condense.Ref]bool // what a reader who was given nothing is given, and what says the same
	voiced   map[place]bool        // the words of the voices among it
}

func newDesk(g *grouping, c *condense.Cluster, o Options) *desk {
	d := &desk{grouping: g, cluster: c, Options: o}
	d.compass = compasses(g, o.Topics)
	d.sections = make([][]condense.Ref, len(o.Topics))
	d.spent = make([]int, len(o.Topics))
	d.news = map[condense.Ref]News{}
	d.recall()
	return d
}

// choose fills the sections: the news, the facts that most sources carry, and
// then what each topic still lacks.
func (d *desk) choose() {
	if lead, ok := d.leader(); ok {
		d.lead = lead
		t, _ := d.topic(d.lead)
		if first := d.compass[0]; first.above(d.fit(first, d.lead)) >= 1 {
			t = 0 // the news opens the briefing where it belongs there at all
		}
		d.put(t, d.lead, 0)
	}
	strong, again := d.backed()
	for _, f := range strong {
		if f.Sources >= strongSources {
			d.put(f.topic, f.Best, 0)
		}
	}
	// What two sources carry and what the topics ask for, while words are kept
	// for the topics that have few; then whatever is left for all of them.
	even := d.Words / len(d.Topics)
	d.add(strong, even/2)
	d.fill(even)
	d.add(strong, 0)
	for _, f := range again {
		d.put(f.topic, f.Best, 0)
	}
	d.fill(0)
	d.finish()
	for t := range d.sections {
		slices.SortStableFunc(d.sections[t], d.compare)
		d.explain(t)
	}
}

// backed is a fact that several sources carry, with the topic it fits best.
type backed struct {
	condense.Fact
	topic int
	fit   float64
	worth float64 // how well it fits, for its length
}

// weighed is the most facts that compete for a briefing: those of most sources.
const weighed = 400

// backed returns the facts of several sources: those of most sources first, then
// those worth most. Apart from them are those that the reader was given before
// and of which there is no news but that others carry them, too.
func (d *desk) backed() (fs, again []backed) {
	var several []condense.Fact
	for _, f := range d.facts {
		if f.Sources > 1 {
			several = append(several, f)
		}
	}
	slices.SortStableFunc(several, func(a, b condense.Fact) int { return cmp.Compare(b.Sources, a.Sources) })
	var out []backed
	for _, f := range several[:min(len(several), weighed)] {
		news, over := d.standing(f.Best)
		if over {
			continue
		}
		if news != Fresh {
			f = d.later(f)
		}
		f.Best = d.wording(f)
		if t, fit := d.topic(f.Best); fit > 0 {
			out = append(out, backed{f, t, fit, worth(d.compass[t].above(fit), d.passage(f.Best).Text())})
		}
	}
	slices.SortStableFunc(out, func(a, b backed) int {
		return cmp.Or(cmp.Compare(b.Sources, a.Sources), cmp.Compare(b.worth, a.worth), d.compare(a.Best, b.Best))
	})
	for _, f := range out {
		if news, _ := d.standing(f.Best); news == Updated {
			again = append(again, f)
		} else {
			fs = append(fs, f)
		}
	}
	return fs, again
}

// query is what the topic asks for in words.
func (t Topic) query() string { return strings.TrimSpace(t.Name + " " + t.Query) }

// wordings returns the sentences that carry r's fact.
func (d *desk) wordings(r condense.Ref) []condense.Ref {
	if i, ok := d.of[r]; ok {
		return d.facts[i].Refs
	}
	return []condense.Ref{r}
}

// together reports whether two sentences are wordings of one fact.
func (d *desk) together(a, b condense.Ref) bool {
	i, ok := d.of[a]
	k, also := d.of[b]
	return ok && also && i == k
}

// compare orders sentences for reading: the news first, then as early as the
// articles print what they say, on the whole.
func (d *desk) compare(a, b condense.Ref) int {
	if a != b && (a == d.lead || b == d.lead) && len(d.known) > 0 {
		if a == d.lead {
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(d.early(a), d.early(b)), cmp.Compare(a.Doc, b.Doc), cmp.Compare(a.Sentence, b.Sentence))
}

// early is the mean place, 0 to 1, of all wordings of r's fact in their
// articles.
func (d *desk) early(r condense.Ref) float64 {
	refs := d.wordings(r)
	sum := 0.0
	for _, k := range refs {
		e := d.entries[k.Doc]
		sum += float64(e.Layout.Sentences[k.Sentence].Start) / float64(len(e.Article.Text)+1)
	}
	return sum / float64(len(refs))
}

// topic returns the section that r's fact fits best, and how well.
func (d *desk) topic(r condense.Ref) (int, float64) {
	return pick(d.compass, func(c compass) float64 { return d.fit(c, r) })
}

// fit is how well r's fact fits a topic: the mean of its wordings.
func (d *desk) fit(c compass, r condense.Ref) float64 {
	refs := d.wordings(r)
	refs = refs[:min(len(refs), 8)]
	v := 0.0
	for _, k := range refs {
		v += c.fit(d.grouping, k) / float64(len(refs))
	}
	return v
}
