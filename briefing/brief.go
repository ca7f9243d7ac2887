package briefing

import (
	"cmp"
	"slices"
	"strings"

	"briefingbot/briefing/condense"
)

// Options bound a briefing.
type Options struct {
	Topics []Topic
	Window Window // articles without a date are always in it
	Words  int    // most words of all items together; 0 means 300
	Items  int    // most items of each topic; 0 means 7
}

// strongSources is how many independent sources make a fact that a briefing
// must not leave out while there is room.
const strongSources = 3

// Brief condenses the corpus. Without topics there is one section without a
// name.
func (c *Corpus) Brief(o Options) Briefing {
	o.Words, o.Items = cmp.Or(o.Words, 300), cmp.Or(o.Items, 7)
	if len(o.Topics) == 0 {
		o.Topics = []Topic{{}}
	}
	s := c.snapshot()
	b := Briefing{Window: o.Window}
	var es []*entry
	for _, e := range s.entries {
		if o.Window.holds(e.Article) {
			es = append(es, e)
		}
	}
	g := s.groups
	if len(es) < len(s.entries) {
		g = func() *grouping { return group(es) }
	}
	for _, e := range s.ordered() {
		if o.Window.holds(e.Article) {
			b.Articles = append(b.Articles, e.Article)
		}
	}
	d := newDesk(g(), o)
	d.choose()
	s.layOut(&b, d)
	return b
}

// holds reports whether a was published in w, or does not say when.
func (w Window) holds(a *Article) bool {
	if a.Published.IsZero() {
		return true
	}
	return !a.Published.Before(w.From) && (w.Until.IsZero() || a.Published.Before(w.Until))
}

// desk makes one briefing.
type desk struct {
	*grouping
	Options
	docs     []condense.Doc
	compass  []compass // one for each topic
	sections [][]condense.Ref
	spent    []int // words of each section
	known    []condense.Ref
	lead     condense.Ref
}

func newDesk(g *grouping, o Options) *desk {
	d := &desk{grouping: g, Options: o, docs: cluster(g.entries)}
	d.compass = compasses(g, o.Topics)
	d.sections = make([][]condense.Ref, len(o.Topics))
	d.spent = make([]int, len(o.Topics))
	return d
}

// choose fills the sections: the news, the facts that most sources carry, and
// then what each topic still lacks.
func (d *desk) choose() {
	if lead := condense.Summarize(d.docs, condense.Options{Items: 1, Words: d.Words}); len(lead) > 0 {
		d.lead = lead[0]
		d.put(0, lead[0], 1)
	}
	strong := d.backed()
	for _, f := range strong {
		if f.Sources >= strongSources {
			d.put(f.topic, f.Best, 1)
		}
	}
	// What two sources carry and what the topics ask for: first each topic within
	// its even share of the words, then whatever is left for all of them.
	even := len(d.Topics)
	d.add(strong, even)
	d.fill(2 * even)
	d.add(strong, 1)
	d.fill(even)
	d.fill(1)
	for t := range d.sections {
		slices.SortStableFunc(d.sections[t], d.compare)
	}
}

// add places the facts of two sources, each topic held to one of share equal
// parts.
func (d *desk) add(fs []backed, share int) {
	for _, f := range fs {
		if f.Sources < strongSources && f.fit >= faint && !leans(d.passage(f.Best).Text()) {
			d.put(f.topic, f.Best, share)
		}
	}
}

// backed is a fact that several sources carry, with the topic it fits best.
type backed struct {
	condense.Fact
	topic int
	fit   float64
}

// backed returns the facts of several sources: those of most sources first, then
// by how well they fit.
func (d *desk) backed() []backed {
	var out []backed
	for _, f := range d.facts {
		if f.Sources < 2 {
			continue
		}
		f.Best = d.upright(f)
		if t, fit := d.topic(f.Best); fit > 0 {
			out = append(out, backed{f, t, fit})
		}
	}
	slices.SortStableFunc(out, func(a, b backed) int {
		return cmp.Or(cmp.Compare(b.Sources, a.Sources), cmp.Compare(b.fit, a.fit), d.compare(a.Best, b.Best))
	})
	return out
}

// room is how many words section t may still take when it is held to one of
// share equal parts.
func (d *desk) room(t, share int) int {
	return max(0, min(d.left(), d.Words/share-d.spent[t]))
}

// upright returns the wording that is shown: the most informative one, or one
// beside it that does not lean on the sentence before.
func (d *desk) upright(f condense.Fact) condense.Ref {
	if !leans(d.passage(f.Best).Text()) {
		return f.Best
	}
	best, words := f.Best, 0
	for _, r := range f.Refs {
		t := d.passage(r).Text()
		if n := len(strings.Fields(t)); n > words && !leans(t) {
			best, words = r, n
		}
	}
	return best
}

// fill adds to the sections what fits them best among what condense chooses.
func (d *desk) fill(share int) {
	for t, topic := range d.Topics {
		room := d.room(t, share)
		if room < 5 || len(d.sections[t]) >= d.Items {
			continue
		}
		refs := condense.Summarize(d.docs, condense.Options{
			Words: room, Items: 2 * d.Items, Query: topic.query(), Known: d.known,
		})
		for _, r := range refs {
			if best, fit := d.topic(r); fit >= faint && best == t {
				d.put(t, r, share)
			}
		}
	}
}

// query is what the topic asks for in words.
func (t Topic) query() string { return strings.TrimSpace(t.Name + " " + t.Query) }

func (d *desk) left() int {
	left := d.Words
	for _, n := range d.spent {
		left -= n
	}
	return left
}

// repeats is how much of the shorter of two sentences the other may hold
// before the second says nothing new.
const repeats = 0.6

// put places the sentence r in section t if there is room and nothing in the
// briefing says it already.
func (d *desk) put(t int, r condense.Ref, share int) {
	p := d.passage(r)
	n := len(strings.Fields(p.Text()))
	if n > d.room(t, share) || len(d.sections[t]) >= d.Items || n < 3 {
		return
	}
	mine := bag(p.Text(), p.Article.Lang)
	for _, k := range d.known {
		if k == r || d.together(k, r) {
			return
		}
		if overlap(mine, bag(d.passage(k).Text(), p.Article.Lang)) >= repeats {
			return
		}
	}
	d.sections[t] = append(d.sections[t], r)
	d.spent[t] += n
	d.known = append(d.known, r)
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
	refs := []condense.Ref{r}
	if i, ok := d.of[r]; ok {
		refs = d.facts[i].Refs
	}
	sum := 0.0
	for _, k := range refs {
		e := d.entries[k.Doc]
		sum += float64(e.Layout.Sentences[k.Sentence].Start) / float64(len(e.Article.Text)+1)
	}
	return sum / float64(len(refs))
}

// topic returns the section that r fits best, the first of equals, and how well.
func (d *desk) topic(r condense.Ref) (int, float64) {
	best, at := 0.0, 0
	for t, c := range d.compass {
		if v := c.fit(d.grouping, r); v > best+1e-9 {
			best, at = v, t
		}
	}
	return at, best
}

// layOut writes the sections with numbered citations, and the voices.
func (s *snapshot) layOut(b *Briefing, d *desk) {
	var g register
	var shown []Passage
	for t, topic := range d.Topics {
		sec := Section{Topic: topic}
		for _, r := range d.sections[t] {
			f := g.fact(d.fact(r))
			shown = append(shown, f.Passage)
			b.Facts++
			if len(f.Conflicts) > 0 {
				b.Contested++
			}
			sec.Items = append(sec.Items, f)
		}
		b.Sections = append(b.Sections, sec)
	}
	voices := s.voices(d, shown)
	for t := range b.Sections {
		for _, st := range voices[t] {
			b.Sections[t].Voices = append(b.Sections[t].Voices, g.statement(st))
		}
	}
	b.Citations = g.all
}
