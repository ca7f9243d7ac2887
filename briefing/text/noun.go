package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// wordValue reads a number written in words that begins with word i.
func (q *quantities) wordValue(i int) (float64, numeral, int) {
	w := q.ws[i].Fold
	if !numberish[w] && !q.articled(i) && !q.compound(w) {
		return 0, 0, i
	}
	if v, ok := vague[w]; ok && !q.follows(i, "a") {
		if j := i + 2; q.word(i+1) == "of" && vague[q.word(j)] >= 100 { // "tens of thousands"
			return v * vague[q.word(j)], vagueNumeral, j + 1
		}
		if w == "tens" || w == "scores" && q.word(i+1) != "of" {
			return 0, 0, i
		}
		return v, vagueNumeral, i + 1
	}
	if v, ok := ordinals[w]; ok && !q.italianOnly(w) {
		return v, rankNumeral, i + 1
	}
	if v, next := q.fraction(i); next > i {
		return v, plainNumeral, next
	}
	total, part, j := 0.0, 0.0, i
	for ; j < len(q.ws); j++ {
		if j > i && q.gap(j) != " " && q.gap(j) != "-" && q.gap(j) != "\n" {
			break
		}
		w := q.ws[j].Fold
		v, ok := q.unitWord(w)
		by, scaled := scales[w]
		switch {
		case ok && (part == 0 || part >= 20 && v < 10 || v < 100 && part >= 100 && int(part)%100 == 0):
			part += v
			continue
		case ok:
		case scaled && (j > i || (w == "mille" || w == "cento" || w == "mila") && q.italian()):
			if part == 0 {
				part = 1
			}
			if by == 100 || by == 12 {
				part *= by
			} else {
				total += part * by
				part = 0
			}
			continue
		case (w == "a" || w == "an") && j == i && scales[q.word(j+1)] > 0 && q.gap(j+1) == " " && !q.follows(j, "such"):
			continue
		case w == "and" && j > i && (part >= 100 || total > 0) && q.gap(j+1) == " ":
			if _, ok := q.unitWord(q.word(j + 1)); ok && !q.counted(j+1) {
				continue
			}
		}
		break
	}
	if total+part == 0 || j == i || q.ws[j-1].Fold == "and" || j == i+1 && q.idle(i) {
		if q.ws[i].Fold == "zero" && j == i+1 {
			return 0, plainNumeral, j
		}
		return 0, 0, i
	}
	return total + part, plainNumeral, j
}

// articled reports whether word i is an article before a scale or a part: "a
// million", "a quarter of".
func (q *quantities) articled(i int) bool {
	if w := q.ws[i].Fold; w != "a" && w != "an" {
		return false
	}
	next := q.word(i + 1)
	return scales[next] > 0 || parts[next] > 0
}

// compound reports whether w is an Italian number written as one word.
func (q *quantities) compound(w string) bool {
	_, ok := italianNumber(w)
	return ok
}

// counted reports whether the unit at word i begins a new number ("a hundred
// and two thousand" does not; "two hundred and one man" does).
func (q *quantities) counted(i int) bool { return q.word(i) == "one" && !plural(q.word(i+1)) }

// unitWord returns the value of a word below a hundred, or of an Italian
// compound.
func (q *quantities) unitWord(w string) (float64, bool) {
	if v, ok := numberWords[w]; ok {
		return v, true
	}
	if len(w) < 3 || len(w) > 40 {
		return 0, false
	}
	if v, ok := italianUnits[w]; ok && w != "uno" && q.italian() {
		return v, true
	}
	v, ok := italianNumber(w)
	return v, ok && w != "cento" && w != "mille"
}

func (q *quantities) follows(i int, w string) bool { return i > 0 && q.ws[i-1].Fold == w }

func (q *quantities) italianOnly(w string) bool {
	switch w {
	case "prima", "primo", "secondo", "seconda", "terzo", "terza", "quarto", "quarta", "quinto", "quinta":
		return !q.italian() || w == "prima" || w == "secondo"
	}
	return false
}

// fraction reads "two-thirds", "a quarter of", "half of", "half a million".
func (q *quantities) fraction(i int) (float64, int) {
	w, second := q.ws[i].Fold, q.word(i+1)
	if w == "half" || w == "mezzo" {
		switch {
		case second == "a" && scales[q.word(i+2)] > 0:
			return scales[q.word(i+2)] / 2, i + 3
		case scales[second] > 0 && w == "mezzo":
			return scales[second] / 2, i + 2
		case second == "of" || second == "the":
			return 0.5, i + 1
		}
		return 0, i
	}
	below := parts[second]
	if below == 0 || q.gap(i+1) != " " && q.gap(i+1) != "-" {
		return 0, i
	}
	top, ok := numberWords[w]
	switch {
	case ok && (top > 1) == strings.HasSuffix(second, "s") && top < below*2:
	case (w == "a" || w == "one") && (q.word(i+2) == "of" || second == "quarter" && q.word(i+2) == "of"):
		top = 1
	default:
		return 0, i
	}
	return top / below, i + 2
}

// idle reports whether a single number word counts nothing: "one of the most",
// "no one", "at one point".
func (q *quantities) idle(i int) bool {
	if q.ws[i].Fold != "one" {
		return false
	}
	switch q.word(i - 1) {
	case "no", "any", "every", "this", "that", "the", "another", "some", "each", "which", "only", "as", "at", "day":
		return true
	}
	switch w := q.word(i + 1); w {
	case "of", "another", "day", "that", "who", "which", "thing", "point", "time", "more", "way", "can", "could", "should", "would",
		"might", "may", "must", "else", "side", "hand", "or", "and", "":
		return true
	default:
		return Stop(w, "en") || q.gap(i+1) != " " && q.gap(i+1) != "-"
	}
}

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
