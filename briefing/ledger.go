package briefing

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"briefingbot/briefing/condense"
)

// alike is how similar two sentences must be, as a cosine, for their numbers to
// be one figure when condense does not hold them for one fact.
const alike = 0.3

// specific is the value from which the same number of the same thing is one
// figure, whatever the sentences around it say.
const specific = 1000

// looked are the most figures that one amount is compared with, and the most
// amounts of each.
const (
	lookedFigures = 24
	lookedAmounts = 4
)

// tally is a figure in the making.
type tally struct{ amounts []counted }

// counted is an amount with the fact its sentence carries.
type counted struct {
	amount
	fact int // -1 when none
}

// ledger puts amounts together into figures.
type ledger struct {
	tallies []*tally
	by      map[string][]*tally // by value, by noun and by fact
	df      map[string]int      // sentences with a stem
	n       int
}

// count finds the figures of the corpus.
func (s *snapshot) count() []Figure {
	g := s.groups()
	l := &ledger{by: map[string][]*tally{}, df: map[string]int{}}
	var all, bare []counted
	for _, e := range s.ordered() {
		for _, m := range e.figures() {
			c := counted{m, -1}
			if i, ok := g.of[condense.Ref{Doc: g.doc[e], Sentence: m.index}]; ok {
				c.fact = i
			}
			l.n++
			for t := range m.around {
				l.df[t]++
			}
			if m.named {
				all = append(all, c)
			} else {
				bare = append(bare, c)
			}
		}
	}
	for _, m := range all {
		l.enter(m, true)
	}
	// A number without a noun belongs to a figure of the same value, or stands
	// alone if it has a unit.
	for _, m := range bare {
		l.enter(m, len(m.counted) > 0 || m.befell > 0)
	}
	var out []Figure
	for _, t := range l.tallies {
		out = append(out, t.figure())
	}
	slices.SortStableFunc(out, func(a, b Figure) int {
		if a.Conflict != b.Conflict {
			if a.Conflict {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(b.articles(), a.articles()), cmp.Compare(b.Values[0], a.Values[0]))
	})
	return out
}

// enter adds m to its figure, or makes a new one for it.
func (l *ledger) enter(m counted, alone bool) {
	keys := m.keys()
	home := l.home(m, keys)
	if home == nil {
		if !alone {
			return
		}
		home = &tally{}
		l.tallies = append(l.tallies, home)
	}
	home.amounts = append(home.amounts, m)
	for _, k := range keys {
		if list := l.by[k]; len(list) == 0 || list[len(list)-1] != home {
			l.by[k] = append(list, home)
		}
	}
}

// keys are what a figure is found by.
func (m counted) keys() []string {
	value := fmt.Sprintf("=%g ", m.value)
	var out []string
	if m.fact >= 0 {
		out = append(out, fmt.Sprint("#", m.fact))
	}
	for _, t := range keys(m.counted) {
		out = append(out, value+t)
	}
	return append(out, value)
}

// home returns the figure that m is a variant of.
func (l *ledger) home(m counted, keys []string) *tally {
	for _, k := range keys {
		list := l.by[k]
		for _, t := range list[max(0, len(list)-lookedFigures):] {
			for _, o := range t.amounts[:min(len(t.amounts), lookedAmounts)] {
				if l.same(m, o) {
					return t
				}
			}
		}
	}
	return nil
}

// same reports whether two amounts are printed of one thing.
func (l *ledger) same(m, o counted) bool {
	n := shared(m.counted, o.counted)
	near := m.fact >= 0 && m.fact == o.fact
	if m.befell != o.befell && (m.value != o.value || m.befell*o.befell != 0) {
		return false // the dead are not the missing
	}
	if m.value != o.value {
		// Another value of the same thing: two articles on one fact, which count
		// the same, and neither prints the other's number as well.
		return near && m.named && o.named && m.article != o.article && n == len(m.counted) && n == len(o.counted) &&
			!slices.Contains(m.beside, o.value) && !slices.Contains(o.beside, m.value)
	}
	switch {
	case len(m.counted) == 0 || len(o.counted) == 0:
		return m.article != o.article && (near || l.cosine(m, o) >= alike)
	case n == 0:
		return false
	case m.named && o.named && m.value >= specific && n == len(m.counted) && n == len(o.counted) && bound(m.hedge) == bound(o.hedge):
		return true
	}
	return near || l.cosine(m, o) >= alike
}

// cosine is how similar the sentences of two amounts are, 0 to 1.
func (l *ledger) cosine(m, o counted) float64 {
	if shared(m.around, o.around) < 2 {
		return 0
	}
	idf := func(t string) float64 { return math.Log(1 + float64(l.n)/float64(1+l.df[t])) }
	var dot, a, b float64
	for _, t := range keys(m.around) {
		w := idf(t)
		a += w * w
		if o.around[t] {
			dot += w * w
		}
	}
	for _, t := range keys(o.around) {
		w := idf(t)
		b += w * w
	}
	if dot == 0 {
		return 0
	}
	return dot / math.Sqrt(a*b)
}

// figure puts the amounts of one thing together by what is printed.
func (t *tally) figure() Figure {
	var f Figure
	var bounds []string
	at := map[string]int{}
	for _, m := range t.amounts {
		p := Passage{m.article, m.sentence}
		if f.Noun.IsZero() && m.noun.Len() > 0 {
			f.Noun = Passage{m.article, m.noun}
		}
		k := fmt.Sprintf("%s %g", m.hedge, m.value)
		i, ok := at[k]
		if !ok {
			i = len(f.Variants)
			at[k] = i
			f.Variants = append(f.Variants, Variant{Words: Passage{m.article, m.words}})
			f.Values = append(f.Values, m.value)
			f.Context = append(f.Context, p)
			bounds = append(bounds, fmt.Sprintf("%g %s", m.value, bound(m.hedge)))
		}
		v := &f.Variants[i]
		if !slices.ContainsFunc(v.Citations, func(c Citation) bool { return c.Passage == p }) {
			v.Citations = append(v.Citations, Citation{Passage: p})
		}
	}
	for _, b := range bounds {
		f.Conflict = f.Conflict || b != bounds[0]
	}
	var g register
	for i := range f.Variants {
		f.Variants[i].Citations = g.list(f.Variants[i].Citations)
	}
	return f
}

// articles counts the articles that print f.
func (f Figure) articles() int {
	seen := map[string]bool{}
	for _, v := range f.Variants {
		for _, c := range v.Citations {
			seen[c.Article.ID] = true
		}
	}
	return len(seen)
}
