package briefing

import (
	"slices"
	"strings"
	"unicode"

	"briefingbot/briefing/text"
)

// Bounds of what is said to be left out.
const (
	omittedWords = 300 // of either wording are compared
	keptStems    = 2   // both wordings have, at least
	notable      = 2   // words that are more than an adjective: of content, numbers, or provisos
	heldShare    = 0.3 // of the stems of a stretch stand near the other wording: it is told there, and not left out
)

// Small words that change what the others say: provisos open a clause, denials
// do not.
var (
	provisos = table(`unless if until except without but provided though although
		se salvo purché finché eccetto senza ma sebbene`)
	denials = table(`not never no cannot nor only non mai né solo`)
)

// compared returns st, every wording with what it leaves out of the longest.
func (st Statement) compared() Statement {
	us := st.wordings[:min(len(st.wordings), wordingsSeen)]
	st.wordings = nil
	if len(us) < 2 || len(st.Quotes) < len(us) {
		return st
	}
	full := slices.MaxFunc(us, func(a, b utterance) int { return len(a.stems) - len(b.stems) })
	said := full.stretches()
	st.Quotes = slices.Clone(st.Quotes)
	for i, u := range us {
		if u.plain != full.plain {
			st.Quotes[i].LeavesOut = u.omits(said)
		}
	}
	return st
}

// stretches returns all that one sentence prints as said, in order: of “A,” Roe
// said, “B” both.
func (u utterance) stretches() []Passage {
	var out []Passage
	for _, q := range u.e.quotes() {
		if q.Attribution == u.q.Attribution && u.Context.Span.Meets(q.Content) && q.Content.Len() <= longContext {
			out = append(out, Passage{u.e.Article, q.Content})
		}
	}
	return out
}

// nearby returns the stems of all that u's article says around u, and of what
// else it reports of u's speaker.
func (u utterance) nearby() map[string]bool {
	lang := u.e.Article.Lang
	out := bag(widen(u.e.Reading, u.Context.Span, 1).Text(), lang)
	for _, q := range u.e.quotes() {
		if q.Attribution == u.q.Attribution || q.Person == u.q.Person && q.Person != "" {
			for t := range bag(q.Content.In(u.e.Article.Text), lang) {
				out[t] = true
			}
		}
	}
	return out
}

// omits returns what of full u leaves out, word for word and clause by clause:
// nothing that stands near u in other words or another sentence.
func (u utterance) omits(full []Passage) []Passage {
	if len(full) == 0 || full[0].Article == u.e.Article {
		return nil
	}
	lang := u.e.Article.Lang
	have := stemmed(words(u.stretches()), lang)
	said := words(full)
	kept := common(stemmed(said, full[0].Article.Lang), have)
	if content(said, kept) < keptStems {
		return nil
	}
	near := u.nearby()
	var out []Passage
	for i := 0; i < len(said); {
		j := i
		for j < len(said) && !kept[j] && (j == i || !said[j].opens) {
			j++
		}
		if j == i {
			i++
			continue
		}
		if p, ok := omitted(said[denial(said, i):j], near); ok {
			out = append(out, p)
		}
		i = j
	}
	return out
}

// denial returns where the "not" stands that word i of ws hangs on, i if there is
// none.
func denial(ws []saidWord, i int) int {
	for k := i; k > 0 && !ws[k].opens && text.Stop(ws[k-1].fold, ws[k-1].Article.Lang); k-- {
		if denials[ws[k-1].fold] {
			return k - 1
		}
	}
	return i
}

// saidWord is a word of a wording.
type saidWord struct {
	Passage
	fold  string
	opens bool // a clause starts with it
}

// words returns the words of the stretches.
func words(ps []Passage) []saidWord {
	var out []saidWord
	for _, p := range ps {
		s := p.Text()
		end := 0
		for i, w := range text.Words(s) {
			if len(out) == omittedWords {
				return out
			}
			apart := i == 0 || strings.ContainsAny(s[end:w.Start], ",.;:!?…—–()")
			out = append(out, saidWord{
				Passage{p.Article, text.Span{Start: p.Span.Start + w.Start, End: p.Span.Start + w.End}},
				w.Fold, apart || provisos[w.Fold] && i > 0 && !provisos[out[len(out)-1].fold],
			})
			end = w.End
		}
	}
	return out
}

func stemmed(ws []saidWord, lang string) []string {
	out := make([]string, len(ws))
	for i, w := range ws {
		out[i] = text.Stem(w.fold, lang)
	}
	return out
}

// common marks the words of a that b has too, in the same order.
func common(a, b []string) []bool {
	n, m := len(a), len(b)
	long := make([][]int16, n+1) // how much a[i:] and b[j:] have in common
	for i := range long {
		long[i] = make([]int16, m+1)
	}
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			long[i][j] = max(long[i+1][j], long[i][j+1])
			if a[i] == b[j] {
				long[i][j] = max(long[i][j], long[i+1][j+1]+1)
			}
		}
	}
	kept := make([]bool, n)
	for i, j := 0, 0; i < n && j < m; {
		switch {
		case a[i] == b[j]:
			kept[i] = true
			i, j = i+1, j+1
		case long[i+1][j] >= long[i][j+1]:
			i++
		default:
			j++
		}
	}
	return kept
}

// content counts the kept words that are no stop words.
func content(ws []saidWord, kept []bool) int {
	n := 0
	for i, w := range ws {
		if kept[i] && !text.Stop(w.fold, w.Article.Lang) {
			n++
		}
	}
	return n
}

// omitted returns the words as one passage; ok is false when they say nothing
// that makes a difference, or near says it.
func omitted(ws []saidWord, near map[string]bool) (p Passage, ok bool) {
	if opener := ws[0].fold; len(ws) > 1 && (opener == "that" || opener == "and" || opener == "che" || opener == "e") {
		ws = ws[1:]
	}
	lang := ws[0].Article.Lang
	all, held, weight := 0, 0, 0
	for _, w := range ws {
		if provisos[w.fold] || denials[w.fold] || unicode.IsDigit(rune(w.fold[0])) {
			weight++
		}
		if text.Stop(w.fold, lang) {
			continue
		}
		all++
		if near[text.Stem(w.fold, lang)] {
			held++
		}
	}
	if all == 0 || all+weight < notable || float64(held) >= heldShare*float64(all) {
		return Passage{}, false
	}
	return Passage{ws[0].Article, text.Span{Start: ws[0].Span.Start, End: ws[len(ws)-1].Span.End}}, true
}
