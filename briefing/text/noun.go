package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// unit finds the unit after the number, whose next word is j, and returns the
// word after the unit.
func (q *quantities) unit(n *Number, j int) int {
	rest := q.s[n.End:]
	trimmed := strings.TrimLeft(rest, " \u00a0\u202f-")
	at := n.End + len(rest) - len(trimmed)
	for _, sign := range [...]string{"%", "‰", "°C", "°F", "°"} {
		if strings.HasPrefix(trimmed, sign) {
			n.Unit = Span{at, at + len(sign)}
			for j < len(q.ws) && q.ws[j].Start < n.Unit.End {
				j++
			}
			return j
		}
	}
	if r, size := utf8.DecodeRuneInString(trimmed); unicode.Is(unicode.Sc, r) && !digitAt(trimmed, size) && at-n.End < 4 {
		n.Unit = Span{at, at + size}
		return j
	}
	if j >= len(q.ws) || at != q.ws[j].Start || len(rest)-len(trimmed) > 3 {
		return j
	}
	w := q.ws[j].Fold
	if !measures[w] || w == "day" && q.gap(j) == " " || w == "point" {
		return j
	}
	end := j
	switch {
	case w == "per" && (q.word(j+1) == "cent" || q.word(j+1) == "cento"):
		end++
	case w == "percentage" && strings.HasPrefix(q.word(j+1), "point"):
		end++
	case w == "degrees" && (q.word(j+1) == "celsius" || q.word(j+1) == "fahrenheit"), w == "pounds" && q.word(j+1) == "sterling":
		end++
	case w == "per" || w == "points" || w == "m" && q.gap(j) == "-":
		return j
	}
	n.Unit = Span{q.ws[j].Start, q.ws[end].End}
	return end + 1
}

// noun finds what is counted, from word j on. A number that measures counts
// nothing.
func (q *quantities) noun(n *Number, j int, measured bool) {
	if measured && q.word(j) != "of" || n.Unit.Len() > 0 && q.word(j) != "of" && q.word(j) != "dei" && q.word(j) != "degli" && q.word(j) != "delle" {
		return
	}
	if n.Unit.Len() > 0 && !q.shared(*n) {
		return
	}
	if j < len(q.ws) && !spaced(q.s[q.ws[j-1].End:q.ws[j].Start], n.Unit.Len() > 0) {
		return
	}
	j = q.skip(j)
	if q.word(j-1) == "of" && n.Unit.Len() == 0 && measures[q.word(j)] { // "millions of dollars"
		n.Unit = q.ws[j].Span
		return
	}
	if w := q.word(j); done[w] || weekdays[w] != 0 || pointers[w] != 0 || w == "this" || w == "sunday" {
		return
	}
	from, end, head := j, j, 0 // head is behind the last plural
	for ; end < len(q.ws) && end < from+6; end++ {
		w := q.ws[end].Fold
		if end > from && !q.linked(end) || end > from && q.stopsAt(end, from) || end == from && (Stop(w, "en") || q.italian() && Stop(w, "it")) {
			break
		}
		if class[w[0]]&classDigit != 0 {
			break
		}
		if plural(w) || q.italian() && end == from && (strings.HasSuffix(w, "i") || strings.HasSuffix(w, "e")) {
			head = end + 1
		} else if head > 0 {
			break
		}
	}
	if head > 0 {
		end = head
	} else {
		end = min(end, from+3)
		for end > from && (strings.HasSuffix(q.ws[end-1].Fold, "ed") || strings.HasSuffix(q.ws[end-1].Fold, "ly") || (end-1 > from && strings.HasSuffix(q.ws[end-1].Fold, "ing"))) {
			end--
		}
	}
	if end > from {
		n.Noun = Span{q.ws[from].Start, q.ws[end-1].End}
	}
}

// done are verbs that follow a number whose noun is left out: "200 died".
var done = set(`came went left died fled took got made gave lost won fell rose grew joined attended gathered marched voted lived fought
	stood remain remained survived escaped signed applied responded`)

// spaced reports whether the gap between a number and its noun is white space,
// a hyphen, or the sign of a unit.
func spaced(gap string, unit bool) bool {
	gap = strings.Trim(gap, " \u00a0\u202f\n\t")
	return gap == "" || unit && len(gap) <= 4 && !strings.ContainsAny(gap, ".,;:()")
}

// skip passes "of the" and "more" between the number and its noun.
func (q *quantities) skip(j int) int {
	for range 3 {
		switch q.word(j) {
		case "of", "the", "its", "their", "our", "his", "her", "these", "those", "all", "more", "other", "such", "di", "dei", "degli", "delle":
			if j+1 >= len(q.ws) || strings.TrimSpace(q.gap(j+1)) != "" {
				return j
			}
			j++
		default:
			return j
		}
	}
	return j
}

// linked reports whether word i stands in one phrase with the word before it.
func (q *quantities) linked(i int) bool {
	switch q.gap(i) {
	case " ", "-", "\u00a0", "\n", "’", "'", "’s ", "'s ", "/":
		return true
	}
	return false
}

// stopsAt reports whether the phrase that begins at word from ends before word
// i.
func (q *quantities) stopsAt(i, from int) bool {
	w := q.ws[i].Fold
	switch w {
	case "di", "de", "da", "of", "del", "della":
		return !(unicode.IsUpper(q.first(i-1)) && i+1 < len(q.ws) && unicode.IsUpper(q.first(i+1)))
	}
	if Stop(w, "en") || q.italian() && Stop(w, "it") {
		return true
	}
	return cues[w].sign&reports != 0 && !unicode.IsUpper(q.first(i)) && w != "police" && w != "officials" && w != "prosecutors" && w != "ministry" && w != "court"
}

// plural reports whether an English word looks like a plural noun.
func plural(w string) bool {
	switch w {
	case "people", "police", "men", "women", "children", "personnel", "staff", "troops", "media", "crew", "teeth",
		"feet", "cattle", "aircraft", "policemen", "policewomen", "firefighters", "servicemen", "dead", "athletes":
		return true
	case "has", "is", "was", "as", "this", "its", "us", "across", "whereas", "perhaps", "always", "news", "says", "goes", "does", "plus",
		"versus", "thus", "yes", "various", "previous", "religious", "serious", "famous", "dangerous", "status", "bus", "campus", "virus":
		return false
	}
	n := len(w)
	return n > 3 && w[n-1] == 's' && w[n-2] != 's' && w[n-2] != '\'' && !(w[n-2] == 'u') && !(w[n-2] == 'i')
}
