package condense

import (
	"slices"
	"strings"

	"briefingbot/briefing/text"
)

// figure is a quantity one sentence states.
type figure struct {
	span   text.Span // in the sentence: hedge, number and unit
	value  float64
	bound  bound
	hedged bool // more than the bare number is printed
	open   bool // it is not said that it is reached: "until", "if"
	unit   string
	noun   []int32 // content words of what is counted, the head last
	around []int32 // content words near by, sorted
	toll   toll    // killed, injured …, if people are counted by what befell them
	group  int32   // the term of who they are, -1 for people
}

// bound says on which side of the printed number the true one lies.
type bound uint8

const (
	near  bound = iota // "about 6,000", and "6,000" itself
	above              // "over 6,000"
	below              // "nearly 6,000", "up to 6,000"
)

// bounds are the words of hedges that name a side.
var bounds = map[string]bound{
	"over": above, "more": above, "least": above, "above": above, "exceeding": above, "exceeds": above, "upwards": above,
	"plus": above, "topped": above, "surpassed": above, "beyond": above, "oltre": above, "piu": above, "almeno": above,
	"under": below, "less": below, "fewer": below, "most": below, "below": below, "nearly": below, "almost": below,
	"up": below, "close": below, "quasi": below, "meno": below, "fino": below,
}

// claims are what the sentences of a fact can contradict each other in.
type claims struct {
	figures  []figure
	dates    []text.Date
	names    []name
	acronyms []acronym
	stances  []stance
}

// evidence reads the claims of sentences, each once and only where asked.
type evidence struct {
	c    *Cluster
	read map[int]*claims
	said map[int][][]int32 // see clauses

	states map[int]*statement // see stated
}

func (e *evidence) of(i int) *claims {
	if k, ok := e.read[i]; ok {
		return k
	}
	if e.read == nil {
		e.read = map[int]*claims{}
	}
	k := &claims{}
	printed := e.printed(i)
	words := text.Words(printed)
	s := &e.c.sentences[i]
	if s.marks&(figured|spelt) != 0 {
		for _, n := range text.Numbers(printed) {
			if !n.Year && !n.Ordinal && n.Value != 0 && !vague(n.In(printed)) {
				k.figures = append(k.figures, e.figure(printed, words, n))
			}
		}
		k.dates = text.Dates(printed)
	}
	k.names = e.names(printed, words)
	k.acronyms = e.acronyms(printed, words)
	if s.marks&judging != 0 {
		k.stances = e.stances(words)
	}
	e.read[i] = k
	return k
}

// vague reports whether a number is none: "millions", "dozens".
func vague(number string) bool {
	return number != "" && number[len(number)-1] == 's' && !strings.ContainsAny(number, "0123456789")
}

func (e *evidence) figure(printed string, words []text.Word, n text.Number) figure {
	f := figure{span: n.Span, value: n.Value, unit: strings.ToLower(n.Unit.In(printed))}
	if n.Unit.Len() > 0 {
		f.span = text.Span{Start: min(f.span.Start, n.Unit.Start), End: max(f.span.End, n.Unit.End)}
	}
	if n.Hedge.Len() > 0 {
		f.hedged = true
		f.span = text.Span{Start: min(f.span.Start, n.Hedge.Start), End: max(f.span.End, n.Hedge.End)}
		for _, w := range text.Words(n.Hedge.In(printed)) {
			f.bound = max(f.bound, bounds[w.Fold])
		}
	}
	e.count(&f, printed, words, n)
	at := len(words)
	for i, w := range words {
		if w.Start >= n.Start && at == len(words) {
			at = i
		}
		if n.Noun.Len() > 0 && n.Noun.Covers(w.Span) {
			f.noun = append(f.noun, e.content(w)...)
		}
	}
	for i := min(at, len(words)-1) - 1; i >= max(0, at-reach) && !f.open && !separate(printed, words, i+1); i-- {
		f.open = leftOpen[words[i].Fold]
	}
	for i := max(0, at-reach); i < min(len(words), at+reach+1); i++ {
		if !n.Span.Meets(words[i].Span) {
			f.around = append(f.around, e.content(words[i])...)
		}
	}
	slices.Sort(f.around)
	f.around = slices.Compact(f.around)
	return f
}

const reach = 6 // words on either side that say what a number is about

// content returns the term of a content word, or nothing.
func (e *evidence) content(w text.Word) []int32 {
	id := e.c.term(w.Fold)
	if e.c.terms[id].stop {
		return nil
	}
	return []int32{id}
}

// counts reports whether two figures count the same things, and how surely: 2
// when the whole noun is the same, 1 when the head is and something near by.
func (f *figure) counts(g *figure) int {
	if f.unit != g.unit {
		return 0
	}
	if len(f.noun) == 0 || len(g.noun) == 0 {
		if f.unit != "" && common(f.around, g.around) >= 2 {
			return 1
		}
		return 0
	}
	if f.noun[len(f.noun)-1] != g.noun[len(g.noun)-1] {
		return 0
	}
	in := 0
	for _, w := range f.noun {
		if slices.Contains(g.noun, w) {
			in++
		}
	}
	switch {
	case in == max(len(f.noun), len(g.noun)) && in >= 2:
		return 2
	case in >= 2, common(f.around, g.around) >= 2:
		return 1
	}
	return 0
}

// common counts what two sorted lists share.
func common(a, b []int32) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	return n
}

// states reports whether a list of figures has a value in a unit.
func states(fs []figure, f *figure) bool {
	return slices.ContainsFunc(fs, func(g figure) bool { return g.value == f.value && g.unit == f.unit })
}

// sameFigure reports whether i and j count the same things to the same number,
// one that is not just a handful.
func (e *evidence) sameFigure(i, j int) bool {
	a, b := e.of(i), e.of(j)
	for x := range a.figures {
		for y := range b.figures {
			f, g := &a.figures[x], &b.figures[y]
			if f.value == g.value && (f.value >= handful || f.unit != "") && f.counts(g) > 0 {
				return true
			}
		}
	}
	return false
}

// otherFigures reports whether i and j measure or count the same sort of things
// and have no number of them in common.
func (e *evidence) otherFigures(i, j int) bool {
	a, b := e.of(i).figures, e.of(j).figures
	sort := false
	for x := range a {
		for y := range b {
			if f, g := &a[x], &b[y]; f.unit == g.unit && (f.unit != "" || f.head() == g.head() && f.head() >= 0) {
				if f.value == g.value {
					return false
				}
				sort = true
			}
		}
	}
	return sort
}

const handful = 10
