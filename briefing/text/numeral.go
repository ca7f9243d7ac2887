package text

import "strings"

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
