package briefing

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"briefingbot/briefing/condense"
	"briefingbot/briefing/text"
)

// Shown is where a passage stood that a reader was given. Its article may have
// been changed or withdrawn since.
type Shown struct {
	Article    string // its ID
	SHA256     string // of its text at that time
	Start, End int    // bytes
}

// News says how a fact stands to what the reader was given before.
type News string

// The kinds of news.
const (
	Fresh   News = ""        // the reader was given nothing of it
	Updated News = "updated" // the reader was given it, and another source carries it, too
	Revised News = "revised" // the reader was given it, and another article prints another figure, or says otherwise
)

// Amendment is a passage that a reader was given out of a text that is not the
// article's text any more.
type Amendment struct {
	Passage   Shown `json:"passage"`
	Withdrawn bool  `json:"withdrawn,omitempty"` // the corpus has no such article
}

// Memory is what a reader was given. The zero Memory is of a reader who was
// given nothing.
type Memory struct {
	spans map[string][]text.Span // by article and text
}

// Remember returns the memory of a reader who was given passages.
func Remember(given []Shown) Memory {
	m := Memory{map[string][]text.Span{}}
	for _, s := range given {
		k := textKey(s.Article, s.SHA256)
		m.spans[k] = append(m.spans[k], text.Span{Start: s.Start, End: s.End})
	}
	return m
}

func textKey(id, sum string) string { return id + "\x00" + sum }

// Holds reports whether the reader was given p, or more than it.
func (m Memory) Holds(p Passage) bool {
	return slices.ContainsFunc(m.spans[textKey(p.Article.ID, p.Article.SHA256)], func(s text.Span) bool { return s.Covers(p.Span) })
}

// Heard reports whether the reader was given a wording of what st says.
func (m Memory) Heard(st Statement) bool {
	return slices.ContainsFunc(st.Citations, func(c Citation) bool { return m.Holds(c.Passage) })
}

// read reports whether the reader was given anything of a's text.
func (m Memory) read(a *Article) bool { return len(m.spans[textKey(a.ID, a.SHA256)]) > 0 }

// amended returns what was given out of a text that is not in the corpus now,
// in the order in which it was given.
func (s *snapshot) amended(given []Shown) []Amendment {
	var out []Amendment
	for _, g := range given {
		e, ok := s.entry(g.Article)
		if !ok || e.Article.SHA256 != g.SHA256 {
			out = append(out, Amendment{g, !ok})
		}
	}
	return out
}

// recalled is a sentence that the reader was given.
type recalled struct {
	ref     condense.Ref
	words   map[string]bool
	figures []float64
}

// recall finds what the reader was given among the sentences of the briefing's
// articles.
func (d *desk) recall() {
	d.memory = Remember(d.Since)
	if len(d.Since) == 0 {
		return
	}
	for _, f := range d.facts {
		for _, r := range f.Refs {
			if p := d.passage(r); d.memory.Holds(p) {
				d.told = append(d.told, recalled{r, bag(p.Text(), p.Article.Lang), figuresIn(p.Text())})
				d.given = append(d.given, r)
			}
		}
	}
}

// expect finds what a reader who was given nothing would be given. What was left
// out of that before is no news of an article now.
func (s *snapshot) expect(d *desk) {
	if len(d.told) == 0 {
		return
	}
	o := d.Options
	o.Since = nil
	plain := newDesk(d.grouping, d.cluster, o)
	plain.choose()
	d.usual = map[condense.Ref]bool{}
	for _, r := range plain.known {
		for _, k := range plain.wordings(r) {
			d.usual[k] = true
		}
	}
	d.voiced = map[place]bool{}
	for _, voices := range s.voices(plain) {
		for _, st := range voices {
			for _, q := range st.Quotes {
				d.voiced[q.Words.place()] = true
			}
		}
	}
}

// stale reports whether a reader was given st, or articles that print it and left
// it out.
func (d *desk) stale(st Statement) bool {
	if len(d.told) == 0 {
		return false
	}
	return d.memory.Heard(st) || !slices.ContainsFunc(st.Quotes, func(q Quote) bool {
		return !d.memory.read(q.Words.Article) || d.voiced[q.Words.place()]
	})
}

// over is how many facts the reader was given and are no news.
func (d *desk) over() int {
	n := 0
	for _, f := range d.facts {
		if _, over := d.standing(f.Best); over {
			n++
		}
	}
	return n
}

// standing says how the fact of r stands to what the reader was given; over is
// true when it is an old story.
func (d *desk) standing(r condense.Ref) (news News, over bool) {
	if len(d.told) == 0 {
		return Fresh, false
	}
	f, ok := d.of[r]
	if !ok {
		return Fresh, false
	}
	before, later, other := false, false, false
	var known []int // sources
	for i, k := range d.facts[f].Refs {
		if p := d.passage(k); d.memory.read(p.Article) {
			before = before || d.memory.Holds(p)
			known = append(known, d.facts[f].Origins[i])
		}
	}
	for i, k := range d.facts[f].Refs {
		if !d.memory.read(d.passage(k).Article) {
			later, other = true, other || !slices.Contains(known, d.facts[f].Origins[i])
		}
	}
	switch {
	case !before:
		return Fresh, false
	case later && d.disputed(r):
		return Revised, false
	case !other:
		return Fresh, true
	}
	return Updated, false
}

// newsOf says the same of the sentence r itself, whose words are given.
func (d *desk) newsOf(r condense.Ref, words map[string]bool) (news News, over bool) {
	if news, over = d.standing(r); news != Fresh {
		return news, false
	}
	if len(d.told) > 0 && d.memory.read(d.passage(r).Article) && !d.usual[r] {
		return Fresh, true
	}
	revises, repeats := d.against(d.passage(r), words)
	if revises {
		return Revised, false
	}
	return Fresh, over || repeats
}

// disputed reports whether an article that the reader was given nothing of
// prints a version of r's fact that no article of theirs does.
func (d *desk) disputed(r condense.Ref) bool {
	i, ok := d.of[r]
	if !ok {
		return false
	}
	for _, c := range d.facts[i].Conflicts {
		for _, v := range c.Variants {
			if !slices.ContainsFunc(v.Refs, func(k condense.Ref) bool { return d.memory.read(d.entries[k.Doc].Article) }) {
				return true
			}
		}
	}
	return false
}

// later returns the wordings of a fact that come from articles the reader was
// given nothing of, or all of them.
func (d *desk) later(f condense.Fact) condense.Fact {
	var refs []condense.Ref
	for _, r := range f.Refs {
		if !d.memory.read(d.entries[r.Doc].Article) {
			refs = append(refs, r)
		}
	}
	if len(refs) == 0 {
		return f
	}
	if f.Refs = refs; !slices.Contains(refs, f.Best) {
		f.Best = refs[0]
	}
	return f
}

// against holds a sentence against all that the reader was given: it is over
// when it says no more than one of these, and revises one that it says again
// with another figure.
func (d *desk) against(p Passage, words map[string]bool) (revises, over bool) {
	var figures []float64
	for i, t := range d.told {
		if overlap(words, t.words) < repeats {
			continue
		}
		if figures == nil {
			figures = figuresIn(p.Text())
		}
		if d.memory.read(p.Article) || len(t.figures) == 0 || !slices.ContainsFunc(figures, func(x float64) bool { return !slices.Contains(d.told[i].figures, x) }) {
			return false, true
		}
		revises = true
	}
	return revises, false
}

// figuresIn returns the values of the quantities of s.
func figuresIn(s string) []float64 {
	out := []float64{}
	for _, n := range text.Numbers(s) {
		if within(s, n.Span) && quantity(s, n) {
			out = append(out, n.Value)
		}
	}
	return out
}

// ShownIn returns every passage in JSON that the bot printed, wherever it
// stands; see [Verify].
func ShownIn(v json.RawMessage) ([]Shown, error) {
	var value any
	d := json.NewDecoder(bytes.NewReader(v))
	d.UseNumber()
	if err := d.Decode(&value); err != nil {
		return nil, fmt.Errorf("read the printed JSON at byte %d: %w", d.InputOffset(), err)
	}
	return shownIn(nil, value), nil
}

func shownIn(out []Shown, v any) []Shown {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			out = shownIn(out, e)
		}
	case map[string]any:
		if p, sum, ok := claim(v); ok && p.Err == nil {
			return append(out, Shown{p.Article, sum, p.Start, p.End})
		}
		for _, k := range slices.Sorted(maps.Keys(v)) {
			out = shownIn(out, v[k])
		}
	}
	return out
}
