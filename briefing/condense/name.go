package condense

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"briefingbot/briefing/text"
)

// name is a run of capitalised words.
type name struct {
	span   text.Span
	words  []string // folded
	before string   // the preposition before it, folded
}

// acronym is a short form given beside the name it stands for: "Homeland
// Security Investigations (HSI)".
type acronym struct {
	span text.Span // the short form
	full string    // the name, folded
}

// names finds runs of capitalised words. A single one at the opening of the
// sentence is none: every sentence opens like that.
func (e *evidence) names(printed string, words []text.Word) []name {
	var out []name
	for i := 0; i < len(words); {
		n := i
		for n < len(words) && capital(printed, words[n].Span) && (n == i || joined(printed[words[n-1].End:words[n].Start])) {
			n++
		}
		if n == i {
			i++
			continue
		}
		from := i
		if from == 0 && text.Stop(words[0].Fold, "") {
			from++
		}
		if n-from >= 2 || from > 0 && n > from {
			m := name{span: text.Span{Start: words[from].Start, End: words[n-1].End}}
			for _, w := range words[from:n] {
				m.words = append(m.words, w.Fold)
			}
			if from > 0 && places[words[from-1].Fold] {
				m.before = words[from-1].Fold
			}
			out = append(out, m)
		}
		i = n
	}
	return out
}

// places are prepositions that say where something happens.
var places = map[string]bool{"in": true, "at": true, "near": true, "outside": true, "a": true, "nel": true, "di": true}

func capital(s string, p text.Span) bool {
	r, _ := utf8.DecodeRuneInString(s[p.Start:])
	return unicode.IsUpper(r)
}

// joined reports whether two words with this between them can be of one name.
func joined(between string) bool {
	return between == " " || between == "-" || between == ". " || between == "’"
}

// acronyms finds short forms in brackets behind the words they stand for. The
// letters need not be in order: that is what a conflict may be about.
func (e *evidence) acronyms(printed string, words []text.Word) []acronym {
	var out []acronym
	for i, w := range words {
		short := w.In(printed)
		if len(short) < 2 || len(short) > 7 || strings.ToUpper(short) != short || i < len(short) {
			continue
		}
		if w.Start == 0 || printed[w.Start-1] != '(' || w.End == len(printed) || printed[w.End] != ')' {
			continue
		}
		var letters, full []string
		for j := i - 1; j >= 0 && len(letters) < len(short); j-- {
			full = append(full, words[j].Fold)
			if capital(printed, words[j].Span) {
				letters = append(letters, words[j].Fold[:1])
			} else if !text.Stop(words[j].Fold, "") {
				break
			}
		}
		want := strings.Split(strings.ToLower(short), "")
		slices.Sort(want)
		slices.Sort(letters)
		if slices.Equal(want, letters) {
			slices.Reverse(full)
			out = append(out, acronym{w.Span, strings.Join(full, " ")})
		}
	}
	return out
}

// sharesName reports whether two sentences print a name, or a word of one, in
// common.
func (e *evidence) sharesName(i, j int) bool {
	for _, a := range e.of(i).names {
		for _, b := range e.of(j).names {
			for _, w := range a.words {
				if slices.Contains(b.words, w) {
					return true
				}
			}
		}
	}
	return false
}

// otherEvent reports whether two sentences alike in words tell of different
// things: one name stands where another stands ("in Rome", "in Naples"), or
// they give other figures for other days.
func (e *evidence) otherEvent(i, j int, strength float64) bool {
	if strength >= identical {
		return false
	}
	a, b := e.of(i), e.of(j)
	for _, p := range a.names {
		for _, q := range b.names {
			if p.before != "" && p.before == q.before && !within(p.words, b.names) && !within(q.words, a.names) {
				return true
			}
		}
	}
	if len(a.figures) == 0 || len(b.figures) == 0 || slices.ContainsFunc(a.figures, func(f figure) bool { return states(b.figures, &f) }) {
		return false
	}
	return len(a.dates) > 0 && len(b.dates) > 0 && !sameDay(a.dates, b.dates) || e.daysApart(i, j)
}

// daysApart reports whether the articles of two sentences are so far apart that
// a figure of its day is none of the other's.
func (e *evidence) daysApart(i, j int) bool {
	a, b := e.c.date(i), e.c.date(j)
	return !a.IsZero() && !b.IsZero() && a.Sub(b).Abs() > sameNews
}

const sameNews = 3 * 24 * time.Hour

const identical = 0.8 // likeness from which a differing name is a contradiction and no other event

// within reports whether any name of a list has one of the words.
func within(words []string, names []name) bool {
	return slices.ContainsFunc(names, func(n name) bool {
		return slices.ContainsFunc(words, func(w string) bool { return slices.Contains(n.words, w) })
	})
}

// sameDay reports whether two lists of dates have one in common as far as both
// state it.
func sameDay(a, b []text.Date) bool {
	for _, x := range a {
		for _, y := range b {
			if x.Relative || y.Relative || agrees(x, y) {
				return true
			}
		}
	}
	return false
}

// agrees reports whether two dates can be the same.
func agrees(x, y text.Date) bool {
	return (x.Year == 0 || y.Year == 0 || x.Year == y.Year) &&
		(x.Month == 0 || y.Month == 0 || x.Month == y.Month) &&
		(x.Day == 0 || y.Day == 0 || x.Day == y.Day)
}
