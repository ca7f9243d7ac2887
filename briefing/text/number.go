package text

import (
	"strconv"
	"strings"
	"unicode"
)

// Number is a quantity as a text states it. It is never rounded or added up.
type Number struct {
	Span            // the digits or words of the number itself, with its scale word ("2 million")
	Value   float64 // 6000 for "6,000", "6000", "six thousand"; 2e6 for "2 million"
	Hedge   Span    // "about", "over", "more than", "nearly"; empty when there is none
	Unit    Span    // currency, percent sign or unit of measure; empty when there is none
	Noun    Span    // what is counted: "law-enforcement officers"; empty when not found
	Ordinal bool    // a rank or a label: "third", "24th", "No. 5"
	Year    bool    // a calendar year, a part of a date or a time of day: not a quantity
	Vague   bool    // only an order of magnitude: "thousands" (1000), "dozens" (12)
}

// Numbers finds the numbers of one sentence; spans are in bytes of s.
func Numbers(s string) []Number {
	ws := Words(s)
	q := quantities{calendar: calendar{s: s, ws: ws}}
	if !q.any() {
		return nil
	}
	dates := datesOf(s, ws)
	var out []Number
	at := 0 // the first date that does not end before the number
	for i := 0; i < len(ws); {
		n, next := q.at(i)
		if next == i {
			i++
			continue
		}
		for at < len(dates) && dates[at].End <= n.Start {
			at++
		}
		n.Year = n.Year || at < len(dates) && dates[at].Meets(n.Span)
		if n.Year {
			n.Hedge, n.Unit, n.Noun = Span{}, Span{}, Span{}
		}
		out = append(out, n)
		i = next
	}
	share(s, out)
	return out
}

// share gives the first number of a range ("10 to 15 people", "€2–3 million")
// the unit and noun of the second.
func share(s string, ns []Number) {
	for i := 1; i < len(ns); i++ {
		a, b := &ns[i-1], &ns[i]
		if a.Year || b.Year || a.Noun.Len() > 0 || a.End > b.Start || a.Unit.Start > a.End {
			continue
		}
		switch strings.TrimRight(s[a.End:b.Start], "$€£") {
		case "-", "–", " to ", " or ", " and ", "—", " a ", " o ", " bis ":
			a.Noun = b.Noun
			if a.Unit.Len() == 0 {
				a.Unit = b.Unit
			}
		}
	}
}

// quantities reads the numbers of one sentence.
type quantities struct {
	calendar
	lang int8 // 0 not looked, 1 Italian, -1 not
}

// any is a cheap look at whether there may be a number at all.
func (q *quantities) any() bool {
	for i := range q.ws {
		if _, _, next := q.value(i); next > i {
			return true
		}
	}
	return false
}

// italian reports whether the sentence is Italian, where "sei" and "due" count.
func (q *quantities) italian() bool {
	if q.lang == 0 {
		q.lang = -1
		it, en := 0, 0
		for _, w := range q.ws {
			switch w.Fold {
			case "di", "che", "il", "gli", "della", "del", "dei", "per", "con", "sono", "nel", "alla", "una", "delle", "saranno", "e":
				it++
			case "the", "of", "and", "to", "in", "is", "was", "with", "for":
				en++
			}
		}
		if it > en && it > 0 {
			q.lang = 1
		}
	}
	return q.lang > 0
}

// kind of a number's value.
type numeral uint8

const (
	plainNumeral numeral = iota
	rankNumeral
	vagueNumeral
	timeNumeral
	unitNumeral // with a unit glued on: "24h"
)

// value reads the number that begins with word i.
func (q *quantities) value(i int) (v float64, k numeral, next int) {
	w := q.ws[i]
	if first := w.Fold[0]; class[first]&classDigit != 0 {
		v, k, ok := digitValue(w.Fold)
		if !ok || q.glued(i) {
			return 0, 0, i
		}
		v, next = q.scale(v, i+1)
		return v, k, next
	}
	return q.wordValue(i)
}

// glued reports whether the number at word i is the tail of a name: "COVID-19".
func (q *quantities) glued(i int) bool {
	p := q.ws[i].Start
	if p < 2 || q.s[p-1] != '-' || i == 0 || q.ws[i-1].End != p-1 {
		return false
	}
	return unicode.IsUpper(q.first(i - 1))
}

// digitValue reads a word that begins with a digit, by its fold.
func digitValue(w string) (float64, numeral, bool) {
	n := 0
	for n < len(w) && (digitAt(w, n) || w[n] == '.') {
		n++
	}
	v, err := strconv.ParseFloat(strings.TrimRight(w[:n], "."), 64)
	if err != nil {
		return 0, 0, false
	}
	switch w[n:] {
	case "":
		return v, plainNumeral, true
	case "st", "nd", "rd", "th":
		return v, rankNumeral, true
	case "k":
		return v * 1e3, plainNumeral, true
	case "m", "mn", "mln":
		return v * 1e6, plainNumeral, true
	case "bn", "b", "mld":
		return v * 1e9, plainNumeral, true
	case "tn", "tr", "t":
		return v * 1e12, plainNumeral, true
	case "s", "am", "pm":
		return v, timeNumeral, true
	}
	if measures[w[n:]] {
		return v, unitNumeral, true
	}
	return 0, 0, false
}

// scale multiplies v by the scale words at i.
func (q *quantities) scale(v float64, i int) (float64, int) {
	for i < len(q.ws) && (q.gap(i) == " " || q.gap(i) == "-" || q.gap(i) == "\u00a0" || q.gap(i) == "\n") {
		by, ok := scales[q.ws[i].Fold]
		if !ok {
			by, ok = vague[q.ws[i].Fold]
			ok = ok && by >= 1e3 && v >= 1 // "2 millions"
		}
		if !ok || q.ws[i].Fold == "mil" && v >= 1e3 {
			break
		}
		v *= by
		i++
	}
	return v, i
}

// at reads the number that begins with word i with what belongs to it.
func (q *quantities) at(i int) (Number, int) {
	v, k, next := q.value(i)
	if next == i {
		return Number{}, i
	}
	n := Number{Span: Span{q.ws[i].Start, q.ws[next-1].End}, Value: v, Ordinal: k == rankNumeral, Year: k == timeNumeral, Vague: k == vagueNumeral}
	if q.clock(i, next) {
		n.Year = true
	}
	if k == unitNumeral {
		w := q.ws[i].In(q.s)
		digits := len(w) - len(strings.TrimLeft(w, "0123456789.,"))
		n.Unit = Span{q.ws[i].Start + digits, n.End}
		n.End = n.Unit.Start
	}
	if n.Ordinal || n.Year {
		return n, next
	}
	if i > 0 && labels[q.ws[i-1].Fold] && class[q.s[q.ws[i].Start]]&classDigit != 0 && strings.Trim(q.gap(i), " .#") == "" && q.labelled(i) {
		n.Ordinal = true
		return n, next
	}
	start := q.currency(&n)
	n.Hedge = q.hedge(i, start)
	j := next
	if n.Unit.Len() == 0 {
		j = q.unit(&n, next)
	}
	if start < n.Start && n.Start-start <= 4 && q.s[start] == '-' {
		n.Value = -n.Value
	}
	if slash := q.gap(next); slash == "/" && next < len(q.ws) && digitAt(q.s, q.ws[next].Start) || q.gap(i) == "/" && digitAt(q.s, q.ws[i].Start-2) {
		n.Ordinal = true // "9/11", "24/7"
		return n, next
	}
	q.noun(&n, j, k == unitNumeral || j > next && !q.shared(n))
	if q.yearNumber(i) >= 1900 && next == i+1 && n.Unit.Len() == 0 && n.Hedge.Len() == 0 && !pluralEnd(n.Noun.In(q.s)) {
		n.Year = true // "the 2016 campaign"
	}
	return n, next
}

// pluralEnd reports whether a noun phrase ends in a plural.
func pluralEnd(noun string) bool {
	return noun != "" && plural(Fold(noun[strings.LastIndexAny(noun, " -")+1:]))
}

// labelled reports whether the word before word i is a label: "No. 5", "Article
// 5", but not "in room 300 people".
func (q *quantities) labelled(i int) bool {
	w := q.ws[i-1]
	return unicode.IsUpper(q.first(i-1)) || w.Fold == "no" && q.dotted(i-1) || w.Fold == "page" || w.Fold == "pages" || w.Fold == "number" || w.Fold == "article"
}

// shared reports whether the unit leaves something to be counted: "30 percent
// of voters".
func (q *quantities) shared(n Number) bool {
	switch Fold(n.Unit.In(q.s)) {
	case "%", "percent", "per cent", "per cento", "pc":
		return true
	}
	return false
}

// clock reports whether words i to next-1 are part of a time of day.
func (q *quantities) clock(i, next int) bool {
	if next < len(q.ws) && q.gap(next) == ":" && digitAt(q.s, q.ws[next].Start) || i > 0 && q.gap(i) == ":" && digitAt(q.s, q.ws[i-1].End-1) {
		return true
	}
	if next < len(q.ws) && q.gap(next) == " " {
		switch q.ws[next].In(q.s) {
		case "a.m.", "p.m.", "am", "pm", "AM", "PM", "A.M.", "P.M.", "GMT", "BST", "EST", "EDT", "CET", "CEST", "UTC", "ET", "o'clock", "o’clock":
			return true
		}
	}
	return false
}
