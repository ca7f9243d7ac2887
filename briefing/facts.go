package briefing

import (
	"briefingbot/briefing/condense"
	"briefingbot/briefing/text"
)

// grouping is the facts of some articles.
type grouping struct {
	entries []*entry
	facts   []condense.Fact
	of      map[condense.Ref]int // a prose sentence's fact
	doc     map[*entry]int
}

// group finds what articles have in common.
func group(es []*entry) *grouping {
	c := cluster(es)
	defer c.Close()
	return newGrouping(es, c)
}

// cluster takes articles apart, for all that is asked of them together.
func cluster(es []*entry) *condense.Cluster {
	docs := make([]condense.Doc, len(es))
	for i, e := range es {
		docs[i] = condense.Doc{Title: e.Article.Title, Date: e.Article.Published, Text: e.Article.Text, Layout: e.Layout}
	}
	return condense.Read(docs)
}

func newGrouping(es []*entry, c *condense.Cluster) *grouping {
	g := &grouping{entries: es, facts: c.Facts(), of: map[condense.Ref]int{}, doc: map[*entry]int{}}
	for i, e := range es {
		g.doc[e] = i
	}
	for i, f := range g.facts {
		for _, r := range f.Refs {
			g.of[r] = i
		}
	}
	return g
}

// groups returns what all articles have in common, which is worked out once.
func (s *snapshot) groups() *grouping {
	s.grouping.Do(func() { s.whole = group(s.entries) })
	return s.whole
}

// common returns what es have in common, which c has taken apart.
func (s *snapshot) common(es []*entry, c *condense.Cluster) *grouping {
	if len(es) < len(s.entries) {
		return newGrouping(es, c)
	}
	s.grouping.Do(func() { s.whole = newGrouping(es, c) })
	return s.whole
}

// passage returns the sentence that r points at.
func (g *grouping) passage(r condense.Ref) Passage {
	e := g.entries[r.Doc]
	return Passage{e.Article, e.Layout.Sentences[r.Sentence].Span}
}

// fact returns what is known about the sentence r, shown in its own wording.
// The citations are not numbered yet.
func (g *grouping) fact(r condense.Ref) Fact {
	shown := g.passage(r)
	f := Fact{Passage: shown, Citations: []Citation{{Passage: shown}}, Sources: 1}
	i, ok := g.of[r]
	if !ok {
		return f
	}
	c := g.facts[i]
	f.Sources = max(1, c.Sources)
	for _, other := range c.Refs {
		if other != r {
			f.Citations = append(f.Citations, Citation{Passage: g.passage(other)})
		}
	}
	for _, k := range c.Conflicts {
		if v := g.variants(k); len(v) > 1 {
			f.Conflicts = append(f.Conflicts, Conflict{v})
		}
	}
	return f
}

// variants returns the versions of a contested point.
func (g *grouping) variants(c condense.Conflict) []Variant {
	var out []Variant
	for _, v := range c.Variants {
		if len(v.Refs) == 0 {
			continue
		}
		e := g.entries[v.Refs[0].Doc]
		if !prose(e.Reading, v.Span) {
			continue
		}
		w := Variant{Words: Passage{e.Article, v.Span}}
		for _, r := range v.Refs {
			w.Citations = append(w.Citations, Citation{Passage: g.passage(r)})
		}
		out = append(out, w)
	}
	return out
}

// ref returns the prose sentence of e that holds the byte offset.
func (g *grouping) ref(e *entry, offset int) (condense.Ref, bool) {
	i, ok := g.doc[e]
	if !ok {
		return condense.Ref{}, false
	}
	k := sentence(e.Reading, offset)
	if k >= len(e.Layout.Sentences) || e.Layout.Sentences[k].Kind != text.Prose {
		return condense.Ref{}, false
	}
	return condense.Ref{Doc: i, Sentence: k}, true
}
