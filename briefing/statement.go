package briefing

import (
	"cmp"
	"slices"

	"briefingbot/briefing/quote"
)

// Two quotes of one person in two articles are one statement when they share
// at least sharedWords content words and these are sameShare of the shorter
// one, or all of it, or when they are the same words.
const (
	sharedWords = 3
	sameShare   = 0.6
)

// mostStated is how much of what one speaker said is put together, the newest.
const mostStated = 4000

// statements returns what p said, each statement once, in the order of the
// articles. The citations are not numbered yet.
func (s *snapshot) statements(p *profile) []Statement {
	if p == nil {
		return nil
	}
	so := s.society()
	return merge(so.utterances(p.speech[:min(len(p.speech), mostStated)]))
}

// wordings is a statement in the making.
type wordings struct {
	all []utterance
	in  map[*entry]bool
}

// compared is the most wordings of a statement that a new one is compared with.
const compared = 6

// merge groups the utterances of one speaker into statements. One article does
// not say the same thing twice.
func merge(us []utterance) []Statement {
	var groups []*wordings
	by := make(map[string][]*wordings, fewStems*len(us)) // by stem, and by the words themselves
	for _, u := range us {
		home := closest(by, u)
		if home == nil {
			home = &wordings{in: map[*entry]bool{}}
			groups = append(groups, home)
		}
		home.all = append(home.all, u)
		home.in[u.e] = true
		if len(home.all) > compared {
			continue
		}
		for _, k := range append(keys(u.stems), u.plain) {
			if list := by[k]; len(list) == 0 || list[len(list)-1] != home {
				by[k] = append(list, home)
			}
		}
	}
	out := make([]Statement, 0, len(groups))
	for _, g := range groups {
		out = append(out, state(g.all))
	}
	return out
}

// fewStems is how many stems a quote has, about.
const fewStems = 8

// worn is how many statements may use a stem before it brings none together.
const worn = 100

// closest returns the statement that u is a wording of; nil when it is a new one.
func closest(by map[string][]*wordings, u utterance) *wordings {
	best := 0.0
	var home *wordings
	seen := map[*wordings]bool{}
	for _, k := range append(keys(u.stems), u.plain) {
		list := by[k]
		if len(list) > worn && k != u.plain {
			continue
		}
		for _, g := range list[:min(len(list), worn)] {
			if seen[g] || g.in[u.e] {
				continue
			}
			seen[g] = true
			if v := g.kin(u); v > best {
				best, home = v, g
			}
		}
	}
	return home
}

// kin says how well u fits the statement g, 0 when not at all.
func (g *wordings) kin(u utterance) float64 {
	best := 0.0
	for _, v := range g.all[:min(len(g.all), compared)] {
		if (v.Polarity == quote.Said) != (u.Polarity == quote.Said) {
			continue
		}
		n := shared(v.stems, u.stems)
		switch share := overlap(v.stems, u.stems); {
		case n == len(v.stems) && n == len(u.stems) && v.plain == u.plain:
			return 2
		case n >= sharedWords && share >= sameShare || n == sharedWords-1 && share == 1:
			best = max(best, share)
		}
	}
	return best
}

// state makes one statement of its wordings: what is quoted word for word
// before paraphrases, the fullest first.
func state(g []utterance) Statement {
	slices.SortStableFunc(g, func(a, b utterance) int {
		return cmp.Or(
			cmp.Compare(order(a.Kind), order(b.Kind)),
			cmp.Compare(len(b.stems), len(a.stems)),
			cmp.Compare(a.e.Article.ID, b.e.Article.ID))
	})
	var st Statement
	for _, u := range g {
		st.Quotes = append(st.Quotes, u.Quote)
		st.Citations = append(st.Citations, Citation{Passage: u.Words})
	}
	st.wordings = g
	return st
}

func order(k quote.Kind) int {
	if k == quote.Indirect {
		return 1
	}
	return 0
}

// weights say how much each content stem of everything said tells.
type weights struct {
	df map[string]int
	n  int
}

// add counts the stems of u.
func (w *weights) add(u utterance) {
	w.n++
	for t := range u.stems {
		w.df[t]++
	}
}

// of is the weight of one stem: the rarer, the more; between 0.2 and 1.
func (w weights) of(stem string) float64 {
	return max(0.2, 1-float64(w.df[stem])/float64(w.n+1))
}

// covered is how much of the weight of want is in have, 0 to 1.
func (w weights) covered(want, have map[string]bool) float64 {
	var all, got float64
	for _, t := range keys(want) {
		v := w.of(t)
		all += v
		if have[t] {
			got += v
		}
	}
	if all == 0 {
		return 0
	}
	return got / all
}

// keys returns the members of a set in order: sums of floats must not depend
// on the order of a map.
func keys(set map[string]bool) []string {
	out := make([]string, 0, len(set))
	for k := range set {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// refers reports whether u uses words that the sentence before may explain.
func (u utterance) refers() bool {
	return slices.ContainsFunc(folds(u.Words.Text()), func(w string) bool { return referring[w] })
}

// setting returns the sentences of u with the one before them.
func (u utterance) setting() string {
	wide := widen(u.e.Reading, u.Context.Span, 1)
	return u.e.Article.Text[wide.Span.Start:u.Context.Span.End]
}

// referring are words that mean something the sentence before names.
var referring = table(`it its they them their this these those`)
