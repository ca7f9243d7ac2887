package condense

import (
	"cmp"
	"slices"

	"briefingbot/briefing/text"
)

// version is one way in which one sentence puts a contested point.
type version struct {
	sentence int
	span     text.Span // in the sentence
	key      string    // versions with the same key agree
}

const crowdOfClaims = 48 // sentences of a fact that are compared with each other

// conflicts lists the points on which the sentences of a group differ. It looks
// at pairs of sentences of different articles, and never decides who is right.
func (e *evidence) conflicts(group []int) []Conflict {
	group = group[:min(len(group), crowdOfClaims)]
	var points [][]version
	for n, i := range group {
		for _, j := range group[:n] {
			if e.c.sentences[i].doc == e.c.sentences[j].doc {
				continue
			}
			for _, pair := range e.disagreements(j, i) {
				points = join(points, pair)
			}
		}
	}
	var out []Conflict
	for _, p := range points {
		out = append(out, e.conflict(p))
	}
	return out
}

// join puts a disagreement to the point it is about: one that has one of its
// versions already.
func join(points [][]version, pair [2]version) [][]version {
	at := slices.IndexFunc(points, func(p []version) bool {
		return slices.Contains(p, pair[0]) || slices.Contains(p, pair[1])
	})
	if at < 0 {
		return append(points, pair[:])
	}
	for _, v := range pair {
		if !slices.Contains(points[at], v) {
			points[at] = append(points[at], v)
		}
	}
	return points
}

// conflict lists the versions of a point, the one that most sentences print
// first.
func (e *evidence) conflict(point []version) Conflict {
	slices.SortStableFunc(point, func(a, b version) int { return cmp.Compare(a.sentence, b.sentence) })
	var out Conflict
	var keys []string
	for _, v := range point {
		s := &e.c.sentences[v.sentence]
		at := slices.Index(keys, v.key)
		if at < 0 {
			base := e.c.docs[s.doc].Layout.Sentences[s.ref.Sentence].Start
			keys = append(keys, v.key)
			out.Variants = append(out.Variants, Variant{Span: text.Span{Start: base + v.span.Start, End: base + v.span.End}})
			at = len(keys) - 1
		}
		if refs := &out.Variants[at].Refs; !slices.Contains(*refs, s.ref) {
			*refs = append(*refs, s.ref)
		}
	}
	slices.SortStableFunc(out.Variants, func(a, b Variant) int { return cmp.Compare(len(b.Refs), len(a.Refs)) })
	return out
}
