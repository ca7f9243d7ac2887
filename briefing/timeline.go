package briefing

import (
	"cmp"
	"fmt"
	"slices"

	"briefingbot/briefing/condense"
	"briefingbot/briefing/text"
)

// The precisions of an event.
const (
	byDay     = "day"
	byMonth   = "month"
	byYear    = "year"
	asPrinted = "as printed"
)

// date finds the events of the corpus.
func (s *snapshot) date() []Event {
	g := s.groups()
	var out []Event
	at := map[string]int{}
	var open []dated // as printed, in the order of their events
	var facts []int
	for _, e := range s.ordered() {
		for _, d := range e.dates() {
			r := condense.Ref{Doc: g.doc[e], Sentence: d.sentence}
			fact, ok := g.of[r]
			if !ok {
				fact = -1 - len(out)
			}
			k := fmt.Sprint(fact, d.when.Unix(), d.until.Unix(), d.precision)
			if d.precision == asPrinted {
				k += d.printed(e.Article.Text)
			}
			if _, seen := at[k]; seen {
				continue
			}
			at[k] = len(out)
			out = append(out, Event{When: d.when, Until: d.until, Precision: d.precision, Words: Passage{e.Article, d.words}, Fact: g.fact(r)})
			open, facts = append(open, d), append(facts, fact)
		}
	}
	out = settle(out, open, facts)
	slices.SortStableFunc(out, func(a, b Event) int {
		if a.When.IsZero() != b.When.IsZero() {
			if a.When.IsZero() {
				return 1
			}
			return -1
		}
		return cmp.Or(a.When.Compare(b.When), a.Until.Compare(b.Until))
	})
	for i := range out {
		var g register
		out[i].Fact = g.fact(out[i].Fact)
	}
	return out
}

// printed returns what tells one date that stays as printed from another.
func (d dated) printed(t string) string {
	if d.Relative || d.Month == 0 {
		return text.Fold(d.words.In(t))
	}
	k := fmt.Sprint(d.Month, "/", d.Day)
	if u := d.Until; u != nil {
		k += fmt.Sprint(" ", cmp.Or(u.Month, d.Month), "/", u.Day)
	}
	return k
}

// settle drops an event whose day one article leaves open where another
// article dates the same fact on that day and month.
func settle(es []Event, ds []dated, facts []int) []Event {
	type day struct{ fact, month, day int }
	known := map[day]bool{}
	for i, e := range es {
		if e.Precision == byDay {
			known[day{facts[i], int(e.When.Month()), e.When.Day()}] = true
		}
	}
	var out []Event
	for i, e := range es {
		if e.Precision != asPrinted || ds[i].Month == 0 || !known[day{facts[i], ds[i].Month, ds[i].Day}] {
			out = append(out, e)
		}
	}
	return out
}
