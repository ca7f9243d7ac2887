package briefing

import (
	"slices"
	"sync"

	"briefingbot/briefing/quote"
)

// entry is one article of a snapshot. What is worked out from it alone is kept,
// so that adding one article never takes another apart again; but where there
// are very many articles, it is worked out whenever it is asked for.
type entry struct {
	Reading        // without quotes where they are packed
	packed  []byte // the quotes, as they were saved
	doc     int    // index of the article in the search index
	kept    *kept  // nil for one of many
}

// kept is what is worked out of an article once.
type kept struct {
	quotes  func() []quote.Quote
	said    func() []utterance
	names   func() []named
	figures func() []amount
	dates   func() []dated
}

// keptReadings is the number of articles from which nothing is kept.
const keptReadings = 2000

func newEntry(r Reading, many bool) *entry {
	e := &entry{Reading: r}
	if !many {
		e.kept = &kept{
			quotes:  sync.OnceValue(func() []quote.Quote { return quotable(r) }),
			said:    sync.OnceValue(func() []utterance { return said(e) }),
			names:   sync.OnceValue(func() []named { return names(r) }),
			figures: sync.OnceValue(func() []amount { return amounts(r) }),
			dates:   sync.OnceValue(func() []dated { return dates(r) }),
		}
	}
	return e
}

// reading returns the article taken apart, with its quotes.
func (e *entry) reading() Reading {
	r := e.Reading
	if e.packed != nil {
		r.Quotes = unpackQuotes(e.packed, len(r.Article.Text))
	}
	return r
}

// quotes are those in running text.
func (e *entry) quotes() []quote.Quote {
	if e.kept != nil {
		return e.kept.quotes()
	}
	return quotable(e.reading())
}

// said is what the article attributes to somebody.
func (e *entry) said() []utterance {
	if e.kept != nil {
		return e.kept.said()
	}
	return said(e)
}

// names are the names that the article prints.
func (e *entry) names() []named {
	if e.kept != nil {
		return e.kept.names()
	}
	return names(e.Reading)
}

func (e *entry) figures() []amount {
	if e.kept != nil {
		return e.kept.figures()
	}
	return amounts(e.Reading)
}

func (e *entry) dates() []dated {
	if e.kept != nil {
		return e.kept.dates()
	}
	return dates(e.Reading)
}

// utterance returns what the nth quote says.
func (e *entry) utterance(n int) utterance {
	if e.kept != nil {
		for _, u := range e.kept.said() {
			if int(u.n) == n {
				return u
			}
		}
	}
	return utter(e, n)
}

// quotable returns the quotes of r that stand in running text.
func quotable(r Reading) []quote.Quote {
	other := func(q quote.Quote) bool { return q.Content.Len() == 0 || !prose(r, q.Content) }
	if !slices.ContainsFunc(r.Quotes, other) {
		return r.Quotes
	}
	return slices.DeleteFunc(slices.Clone(r.Quotes), other)
}
