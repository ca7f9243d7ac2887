package briefing

import (
	"cmp"
	"slices"

	"briefingbot/briefing/quote"
)

// voiceTrust is the least confidence of a quote that a briefing shows
// unasked.
const voiceTrust = 0.7

// voices chooses for each section what was said on it: the position that most
// articles quote, and the one that most quote against it. What the items
// already print is not printed again.
func (s *snapshot) voices(d *desk, shown []Passage) [][]Statement {
	out := make([][]Statement, len(d.Topics))
	type voice struct {
		Statement
		objects bool
		fit     float64
	}
	by := make([][]voice, len(d.Topics))
	for _, st := range byPerson(s.aloud(d)) {
		if slices.ContainsFunc(st.Quotes, func(q Quote) bool { return printed(q, shown) }) {
			continue
		}
		at, fit := pick(d.compass, func(c compass) float64 { return c.voice(st.Quotes[0]) })
		if d.compass[at].above(fit) >= 1 {
			by[at] = append(by[at], voice{st, objecting(st.Quotes[0]), fit})
		}
	}
	for t, vs := range by {
		slices.SortStableFunc(vs, func(a, b voice) int {
			return cmp.Or(better(a.Statement, b.Statement), cmp.Compare(b.fit, a.fit))
		})
		taken := map[bool]bool{}
		for _, v := range vs {
			if !taken[v.objects] && !slices.ContainsFunc(out[t], func(o Statement) bool { return o.Quotes[0].Person == v.Quotes[0].Person }) {
				taken[v.objects] = true
				out[t] = append(out[t], v.Statement)
			}
		}
	}
	return out
}

// aloud returns what known speakers say in the briefing's articles, surely
// enough to be shown unasked, and word for word.
func (s *snapshot) aloud(d *desk) []utterance {
	var out []utterance
	for _, u := range s.society().speech {
		if _, here := d.doc[u.e]; here && u.Person != nil && u.Confidence >= voiceTrust && u.Kind != quote.Indirect {
			out = append(out, u)
		}
	}
	return out
}

// voice is how well a quote fits the topic; it must use one of its words.
func (c compass) voice(q Quote) float64 {
	t, lang := q.Context.Text(), q.Context.Article.Lang
	if !c.any && c.direct(keys(bag(t, lang))) == 0 {
		return 0
	}
	return c.text(t, lang)
}

// printed reports whether q stands in a passage that is shown.
func printed(q Quote, shown []Passage) bool {
	return slices.ContainsFunc(shown, func(p Passage) bool {
		return p.Article == q.Words.Article && p.Span.Meets(q.Words.Span)
	})
}
