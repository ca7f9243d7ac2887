package briefing

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"briefingbot/briefing/text"
)

// amount is one number in an article's running text.
type amount struct {
	article  *Article
	words    text.Span // hedge, number and unit, as printed
	noun     text.Span // what is counted; may be empty
	sentence text.Span
	value    float64
	hedge    string          // folded
	counted  map[string]bool // stems of noun and unit
	around   map[string]bool // stems of the sentence
}

// amounts finds the quantities of r's prose.
func amounts(r Reading) []amount {
	var out []amount
	t := r.Article.Text
	for _, sent := range r.Layout.Sentences {
		if sent.Kind != text.Prose {
			continue
		}
		s := sent.In(t)
		var around map[string]bool
		for _, n := range text.Numbers(s) {
			if !within(s, n.Span) || !quantity(s, n) {
				continue
			}
			if around == nil {
				around = bag(s, r.Article.Lang)
			}
			out = append(out, measure(r.Article, sent.Span, s, n, around))
		}
	}
	return out
}

// quantity reports whether n, a number of s, is one that can be compared:
// "one of the most complex", "thousands" and "RTL 102.5" are not.
func quantity(s string, n text.Number) bool {
	if n.Ordinal || n.Year || n.Len() == 0 {
		return false
	}
	digits := strings.ContainsAny(n.In(s), "0123456789")
	if !digits && (n.Value == 1 || n.Noun.Len()+n.Unit.Len()+n.Hedge.Len() == 0) {
		return false
	}
	if !digits {
		for _, w := range text.Words(n.In(s)) {
			if vagueNumbers[w.Fold] {
				return false
			}
		}
	}
	before := text.Words(s[max(0, n.Start-24):n.Start])
	if len(before) > 0 && n.Hedge.Len() == 0 && digits {
		last := before[len(before)-1]
		return !loud(last.In(s[max(0, n.Start-24):n.Start])) || max(0, n.Start-24)+last.End+1 != n.Start
	}
	return true
}

// vagueNumbers count nothing exactly.
var vagueNumbers = table(`dozens scores hundreds thousands millions billions trillions decine centinaia migliaia milioni`)

// measure makes an amount of a number of the sentence s.
func measure(a *Article, sent text.Span, s string, n text.Number, around map[string]bool) amount {
	words := n.Span
	for _, p := range []text.Span{n.Hedge, n.Unit} {
		if p.Len() > 0 && max(words.End, p.End)-min(words.Start, p.Start) < 60 {
			words = text.Span{Start: min(words.Start, p.Start), End: max(words.End, p.End)}
		}
	}
	m := amount{article: a, sentence: sent, value: n.Value, around: around,
		words: shift(words, sent.Start), hedge: text.Fold(n.Hedge.In(s)), counted: bag(n.Noun.In(s), a.Lang)}
	if n.Noun.Len() > 0 {
		m.noun = shift(n.Noun, sent.Start)
	} else if n.Unit.Len() > 0 {
		m.noun = shift(n.Unit, sent.Start)
	}
	for t := range bag(n.Unit.In(s), a.Lang) {
		m.counted[t] = true
	}
	return m
}

func shift(p text.Span, by int) text.Span { return text.Span{Start: p.Start + by, End: p.End + by} }

// How much two sentences must have in common for their numbers to be one
// figure: with the same value and noun, shared words besides; with another
// value, most of the sentence.
const (
	figureWords = 2
	figureShare = 0.4
)

// tally is a figure in the making.
type tally struct{ amounts []amount }

// count finds the figures of the corpus.
func (s *snapshot) count() []Figure {
	var tallies []*tally
	by := map[string][]*tally{} // by value and by noun stem
	put := func(m amount, t *tally) {
		t.amounts = append(t.amounts, m)
		for _, k := range m.keys() {
			if !slices.Contains(by[k], t) {
				by[k] = append(by[k], t)
			}
		}
	}
	var bare []amount
	for _, e := range s.ordered() {
		for _, m := range e.figures() {
			if len(m.counted) == 0 {
				bare = append(bare, m)
				continue
			}
			t := m.home(by)
			if t == nil {
				t = &tally{}
				tallies = append(tallies, t)
			}
			put(m, t)
		}
	}
	// A number without a noun belongs to a figure of the same value or to none.
	for _, m := range bare {
		if t := m.home(by); t != nil {
			put(m, t)
		}
	}
	var out []Figure
	for _, t := range tallies {
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

// keys are what a figure is found by.
func (m amount) keys() []string {
	out := []string{fmt.Sprintf("=%g", m.value)}
	return append(out, keys(m.counted)...)
}

// most figures are looked at for one amount.
const candidates = 64

// home returns the figure that m is a variant of.
func (m amount) home(by map[string][]*tally) *tally {
	for _, k := range m.keys() {
		list := by[k]
		for _, t := range list[max(0, len(list)-candidates):] {
			for _, o := range t.amounts[:min(len(t.amounts), 16)] {
				if m.sameFigure(o) {
					return t
				}
			}
		}
	}
	return nil
}

// sameFigure reports whether two amounts are printed of one thing.
func (m amount) sameFigure(o amount) bool {
	common := shared(m.around, o.around)
	if m.value == o.value {
		if len(m.counted) == 0 || len(o.counted) == 0 {
			return m.article != o.article && common > figureWords
		}
		n := shared(m.counted, o.counted)
		return n > 0 && common-n >= figureWords || n == len(m.counted) && n == len(o.counted) && m.value >= 1000
	}
	// Another value of the same thing: another article, the same noun, and the
	// same sentence as good as.
	n := shared(m.counted, o.counted)
	return m.article != o.article && n > 0 && n == len(m.counted) && n == len(o.counted) && jaccard(m.around, o.around) >= figureShare
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

// bounds are the hedges that say the number itself is not reached, or passed.
// "Nearly" and "almost" say that a number is rounded, as "about" does.
var bounds = map[string]string{
	"over": "over", "more than": "over", "above": "over", "at least": "over", "upwards of": "over", "in excess of": "over",
	"no fewer than": "over", "not less than": "over", "exceeding": "over", "oltre": "over", "più di": "over", "piu di": "over", "almeno": "over",
	"under": "under", "less than": "under", "fewer than": "under", "below": "under", "up to": "under", "at most": "under",
	"no more than": "under", "meno di": "under", "fino a": "under", "al massimo": "under",
}

func bound(hedge string) string { return bounds[strings.Join(strings.Fields(hedge), " ")] }
