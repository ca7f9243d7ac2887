package briefing

import (
	"strings"

	"briefingbot/briefing/condense"
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
	befell   int             // see condense.Befell
	named    bool            // whether a noun says what is counted, and not only a unit
	index    int             // of the sentence in the layout
	beside   []float64       // the other values of the sentence
}

// amounts finds the quantities of r's prose.
func amounts(r Reading) []amount {
	var out []amount
	t := r.Article.Text
	for i, sent := range r.Layout.Sentences {
		if sent.Kind != text.Prose {
			continue
		}
		s := sent.In(t)
		first := len(out)
		var around map[string]bool
		for _, n := range text.Numbers(s) {
			if !within(s, n.Span) || !quantity(s, n) {
				continue
			}
			if len(out) == mostFound {
				return out
			}
			if len(s) > longSentence {
				around = bag(window(s, n.Span, longSentence/2), r.Article.Lang)
			} else if around == nil {
				around = bag(s, r.Article.Lang)
			}
			m := measure(r.Article, sent.Span, s, n, around)
			m.index = i
			out = append(out, m)
		}
		for k := first; k < len(out) && len(out)-first < 32; k++ {
			for o := first; o < len(out); o++ {
				if o != k {
					out[k].beside = append(out[k].beside, out[o].value)
				}
			}
		}
	}
	return out
}

// mostFound is the most figures, and the most dates, that are read from one
// article: no news has as many.
const mostFound = 1000

// longSentence is the length in bytes from which only the neighbourhood of a
// number counts as its sentence.
const longSentence = 1000

// tail returns the last n bytes of s, or fewer so that no rune is cut.
func tail(s string, n int) string {
	i := max(0, len(s)-n)
	for !edge(s, i) {
		i++
	}
	return s[i:]
}

// window returns p with at most n bytes on either side, or fewer so that no
// rune is cut.
func window(s string, p text.Span, n int) string {
	end := min(len(s), p.End+n)
	for !edge(s, end) {
		end--
	}
	return tail(s[:end], end-max(0, p.Start-n))
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
	lead := tail(s[:n.Start], 24)
	before := text.Words(lead)
	if len(before) > 0 && n.Hedge.Len() == 0 && digits {
		last := before[len(before)-1]
		return !loud(last.In(lead)) || last.End+1 != len(lead)
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
	if n.Unit.Len() == 0 {
		near := window(s, words, longSentence/2)
		at := strings.Index(near, words.In(s))
		var said text.Span
		if m.befell, said = condense.Befell(near, text.Span{Start: at, End: at + words.Len()}); m.befell > 0 {
			m.noun = shift(said, sent.Start+words.Start-at)
		}
	}
	if m.named = len(m.counted) > 0; n.Noun.Len() > 0 {
		m.noun = shift(n.Noun, sent.Start)
	} else if p := modified(s, n); p.Len() > 0 {
		m.noun = shift(p, sent.Start)
	} else if n.Unit.Len() > 0 {
		m.noun = shift(n.Unit, sent.Start)
	}
	for t := range bag(n.Unit.In(s), a.Lang) {
		m.counted[t] = true
	}
	return m
}

// modified returns what a number and its unit describe: the control room of "a
// 24-hour control room".
func modified(s string, n text.Number) text.Span {
	if n.Unit.Len() == 0 || n.Unit.Start != n.End+1 || s[n.End] != '-' {
		return text.Span{}
	}
	p := text.Span{Start: n.Unit.End, End: n.Unit.End}
	for i, w := range text.Words(s[n.Unit.End:min(len(s), n.Unit.End+80)]) {
		between := s[p.End : n.Unit.End+w.Start]
		if i == mostModified || between != " " || text.Stop(w.Fold, "") {
			break
		}
		if i == 0 {
			p.Start = n.Unit.End + w.Start
		}
		p.End = n.Unit.End + w.End
	}
	if !edge(s, p.Start) || !edge(s, p.End) {
		return text.Span{}
	}
	return p
}

const mostModified = 3 // words that a number describes

func shift(p text.Span, by int) text.Span { return text.Span{Start: p.Start + by, End: p.End + by} }

// bounds are the hedges that say the number itself is not reached, or passed.
// "Nearly" and "almost" say that a number is rounded, as "about" does.
var bounds = map[string]string{
	"over": "over", "more than": "over", "above": "over", "at least": "over", "upwards of": "over", "in excess of": "over",
	"no fewer than": "over", "not less than": "over", "exceeding": "over", "oltre": "over", "più di": "over", "piu di": "over", "almeno": "over",
	"under": "under", "less than": "under", "fewer than": "under", "below": "under", "up to": "under", "at most": "under",
	"no more than": "under", "meno di": "under", "fino a": "under", "al massimo": "under",
}

func bound(hedge string) string { return bounds[strings.Join(strings.Fields(hedge), " ")] }
