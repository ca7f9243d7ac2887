package briefing

import (
	"cmp"
	"slices"

	"briefingbot/briefing/quote"
	"briefingbot/briefing/text"
)

// tellingWords is how many words say something without a question before them:
// “I’m very worried” does not.
const tellingWords = 4

// A section with a topic has at most one voice of either side, a briefing
// without topics twice as many.
const eachSide = 1

// voice is a statement that competes for a section.
type voice struct {
	Statement
	objects bool
	fit     float64
}

// voices chooses for each section what was said on it: the position that most
// articles quote, and the one that most quote against it. What the items
// already cite is not said again.
func (s *snapshot) voices(d *desk) [][]Statement {
	shown := d.shown()
	by := make([][]voice, len(d.Topics))
	for _, st := range byPerson(s.aloud(d)) {
		q := st.Quotes[0]
		if d.stale(st) || q.Kind == quote.Indirect || len(folds(q.Words.Text())) < tellingWords ||
			slices.ContainsFunc(st.Quotes, func(q Quote) bool { return printed(q, shown) }) {
			continue
		}
		t, fit := d.home(q)
		if fit >= 1 {
			by[t] = append(by[t], voice{st, objecting(q), fit})
		}
	}
	out := make([][]Statement, len(d.Topics))
	for t, vs := range by {
		most := eachSide
		if d.compass[t].any {
			most *= 2
		}
		out[t] = heard(vs, most)
	}
	return out
}

// heard takes the best voices of either side, one for each speaker.
func heard(vs []voice, most int) []Statement {
	slices.SortStableFunc(vs, func(a, b voice) int {
		return cmp.Or(better(a.Statement, b.Statement), cmp.Compare(b.fit, a.fit))
	})
	var out []Statement
	taken := map[bool]int{}
	for _, v := range vs {
		if taken[v.objects] < most && !slices.ContainsFunc(out, func(o Statement) bool { return o.Quotes[0].Person == v.Quotes[0].Person }) {
			taken[v.objects]++
			out = append(out, v.Statement)
		}
	}
	return out
}

// What a quote is about is told by its own sentence, by the sentences on either
// side of it, and by the items that cite its surroundings.
const (
	ownShare      = 0.5
	besideWeight  = 0.25 // how much more a quote fits where all its surroundings are cited
	neighbourhood = 2    // sentences of the same article between a quote and a cited passage, at most
)

// home returns the section that a quote belongs to, and how much better than
// the usual sentence it fits there; 0 when it belongs to none.
func (d *desk) home(q Quote) (topic int, fit float64) {
	e, ok := d.entryOf(q.Context)
	if !ok {
		return 0, 0
	}
	if d.compass[0].any {
		return 0, 1
	}
	lang := e.Article.Lang
	own, around := keys(bag(q.Context.Text(), lang)), keys(bag(widen(e.Reading, q.Context.Span, 1).Text(), lang))
	beside := d.beside(e, q.Context.Span)
	for t, c := range d.compass {
		if !c.any && c.direct(around) == 0 {
			continue
		}
		v := c.above(ownShare*c.stems(own) + (1-ownShare)*c.stems(around))
		if c.any {
			return t, v
		}
		if v *= 1 + besideWeight*beside[t]; v > fit+1e-9 {
			topic, fit = t, v
		}
	}
	return topic, fit
}

// beside is, for each section, how much of what is cited around p belongs to its
// items, 0 to 1.
func (d *desk) beside(e *entry, p text.Span) []float64 {
	out := make([]float64, len(d.sections))
	at, all := sentence(e.Reading, p.Start), 0.0
	for t, refs := range d.sections {
		for _, r := range refs {
			for _, k := range d.wordings(r) {
				if far := max(k.Sentence-at, at-k.Sentence); k.Doc == d.doc[e] && far <= neighbourhood {
					out[t] += 1 / float64(1+far)
					all += 1 / float64(1+far)
				}
			}
		}
	}
	for t := range out {
		if all > 0 {
			out[t] /= all
		}
	}
	return out
}

// entryOf returns the entry whose article p is a passage of.
func (d *desk) entryOf(p Passage) (*entry, bool) {
	i, ok := slices.BinarySearchFunc(d.entries, p.Article.ID, func(e *entry, id string) int { return cmp.Compare(e.Article.ID, id) })
	if !ok {
		return nil, false
	}
	return d.entries[i], true
}

// shown returns the passages that all items cite.
func (d *desk) shown() map[*Article][]Passage {
	out := map[*Article][]Passage{}
	for _, refs := range d.sections {
		for _, r := range refs {
			for _, k := range d.wordings(r) {
				p := d.passage(k)
				out[p.Article] = append(out[p.Article], p)
			}
		}
	}
	return out
}

// aloud returns what known speakers say in the briefing's articles, surely
// enough to be shown unasked. Paraphrases count only for how many articles
// carry a statement.
func (s *snapshot) aloud(d *desk) []utterance {
	var out []utterance
	so := s.society()
	for _, u := range so.utterances(so.in(func(e *entry) bool { _, here := d.doc[e]; return here })) {
		if u.Person != nil && u.Confidence >= trust {
			out = append(out, u)
		}
	}
	return out
}

// printed reports whether q stands in a passage that an item cites.
func printed(q Quote, shown map[*Article][]Passage) bool {
	return slices.ContainsFunc(shown[q.Words.Article], func(p Passage) bool { return p.Span.Meets(q.Words.Span) })
}
