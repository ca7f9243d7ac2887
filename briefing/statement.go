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

// statements returns what p said, each statement once, in the order of the
// articles. The citations are not numbered yet.
func (s *snapshot) statements(p *profile) []Statement {
	if p == nil {
		return nil
	}
	var us []utterance
	for _, i := range p.speech {
		us = append(us, s.society().speech[i])
	}
	return merge(us)
}

// merge groups the utterances of one speaker into statements.
func merge(us []utterance) []Statement {
	var groups [][]utterance
	for _, u := range us {
		best, at := 0.0, -1
		for i, g := range groups {
			if v := kin(g, u); v > best {
				best, at = v, i
			}
		}
		if at < 0 {
			groups = append(groups, []utterance{u})
		} else {
			groups[at] = append(groups[at], u)
		}
	}
	out := make([]Statement, 0, len(groups))
	for _, g := range groups {
		out = append(out, state(g))
	}
	return out
}

// kin says how well u fits the statement g, 0 when not at all. One article
// does not say the same thing twice.
func kin(g []utterance, u utterance) float64 {
	best := 0.0
	for _, v := range g {
		if v.e == u.e {
			return 0
		}
		if (v.Polarity == quote.Said) != (u.Polarity == quote.Said) {
			continue
		}
		if plain(v.Words.Text()) == plain(u.Words.Text()) {
			best = max(best, 2)
			continue
		}
		n := shared(v.stems, u.stems)
		if share := overlap(v.stems, u.stems); n >= sharedWords && share >= sameShare || n == sharedWords-1 && share == 1 {
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

// weigh counts the stems of what is said in the corpus.
func (so *society) weigh() weights {
	w := weights{df: map[string]int{}, n: len(so.speech)}
	for _, u := range so.speech {
		for t := range u.stems {
			w.df[t]++
		}
	}
	return w
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

// setting returns the sentences of u, with the one before them where that may
// say what "it" is.
func (u utterance) setting() string {
	if !slices.ContainsFunc(folds(u.Words.Text()), func(w string) bool { return referring[w] }) {
		return u.Context.Text()
	}
	wide := widen(u.e.Reading, u.Context.Span, 1)
	return u.e.Article.Text[wide.Span.Start:u.Context.Span.End]
}

// referring are words that mean something the sentence before names.
var referring = table(`it its they them their this these those`)
