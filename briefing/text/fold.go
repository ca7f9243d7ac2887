package text

import (
	"unicode"
	"unicode/utf8"
)

// Fold returns w as words are compared; see [Word].
func Fold(w string) string {
	plain := true
	for i := 0; i < len(w) && plain; i++ {
		plain = class[w[i]]&(classLower|classDigit) != 0
	}
	if plain {
		return w
	}
	var room [64]byte
	return string(foldInto(room[:0], w))
}

// foldInto appends the fold of w to an empty dst.
func foldInto(dst []byte, w string) []byte {
	number := len(w) > 0 && class[w[0]]&classDigit != 0
	if number {
		w = thousands(w)
	}
	dots := number || !dotted(w) // dots stay
	for i := 0; i < len(w); {
		c := w[i]
		switch {
		case class[c]&classUpper != 0:
			dst = append(dst, c+32)
			i++
		case c < utf8.RuneSelf:
			if c != '.' || dots && (number || i+1 < len(w)) {
				dst = append(dst, c)
			}
			i++
		default:
			r, n := utf8.DecodeRuneInString(w[i:])
			if r == utf8.RuneError && n == 1 {
				dst = append(dst, c)
			} else {
				dst = appendBase(dst, r)
			}
			i += n
		}
	}
	return unpossess(dst)
}

// dotted reports whether w is a dotted acronym: single letters with dots.
func dotted(w string) bool {
	for i := range len(w) {
		if (w[i] == '.') != (i%2 == 1) {
			return false
		}
	}
	return true
}

// unpossess cuts a possessive: "italy's" and "games'".
func unpossess(w []byte) []byte {
	n := len(w)
	switch {
	case n > 2 && w[n-1] == 's' && w[n-2] == '\'':
		return w[:n-2]
	case n > 1 && w[n-1] == '\'':
		return w[:n-1]
	}
	return w
}

// appendBase appends r in lower case without its accent.
func appendBase(dst []byte, r rune) []byte {
	switch {
	case apostrophe(r):
		return append(dst, '\'')
	case invisible(r) || unicode.Is(unicode.Mn, r):
		return dst
	case r >= 0xff01 && r <= 0xff5e: // full-width forms
		r -= 0xff01 - '!'
	}
	r = unicode.ToLower(r)
	switch r {
	case 'ß':
		return append(dst, "ss"...)
	case 'æ':
		return append(dst, "ae"...)
	case 'œ':
		return append(dst, "oe"...)
	case 'þ':
		return append(dst, "th"...)
	case 'ﬁ':
		return append(dst, "fi"...)
	case 'ﬂ':
		return append(dst, "fl"...)
	}
	return utf8.AppendRune(dst, base(r))
}

// base returns the letter under a lower-case Latin letter's accent.
func base(r rune) rune {
	switch {
	case r >= 0xc0 && r-0xc0 < rune(len(latin)):
		if b := latin[r-0xc0]; b != '.' {
			return rune(b)
		}
	case r >= 0x1e00 && r-0x1e00 < rune(len(latinMore)):
		if b := latinMore[r-0x1e00]; b != '.' {
			return rune(b)
		}
	}
	return r
}

// thousands rewrites a number the way it is compared: without thousands
// separators and with a decimal point. What is no plain number ("28.01.2026",
// "192.168.1.1") is left alone; letters after it stay.
func thousands(w string) string {
	var seps [8]byte
	var groups [9]int // digits between the separators
	n, i := 0, 0
	for i < len(w) {
		if digitAt(w, i) {
			groups[n]++
			i++
			continue
		}
		size, sep := 1, w[i]
		if sep != '.' && sep != ',' {
			size, sep = groupSpace(w, i), ' '
		}
		if size == 0 {
			break
		}
		if n == len(seps) {
			return w
		}
		seps[n] = sep
		n++
		i += size
	}
	decimal, ok := decimalAt(seps[:n], groups[:n+1], w[0] == '0')
	if n == 0 || !ok {
		return w
	}
	return join(w[:i], decimal) + w[i:]
}

// decimalAt returns which separator is the decimal point; n, the number of
// separators, when none is; not ok when groups are no number.
func decimalAt(seps []byte, groups []int, zero bool) (at int, ok bool) {
	n := len(seps)
	if n == 0 {
		return 0, true
	}
	same, threes := true, groups[0] <= 3
	for i := 1; i < n; i++ {
		same = same && seps[i] == seps[0]
		threes = threes && groups[i] == 3
	}
	last := groups[n] == 3
	switch {
	case same && threes && last && !(n == 1 && zero):
		return n, true
	case n == 1:
		return 0, !(last && groups[0] > 3 && seps[0] == ',')
	case same || !threes || seps[n-1] == ' ' || n > 2 && seps[n-2] != seps[0] || seps[n-1] == seps[0]:
		return 0, false
	}
	return n - 1, true
}

// join drops the separators of w but for the one at index decimal, which
// becomes a point.
func join(w string, decimal int) string {
	out := make([]byte, 0, len(w))
	for i, n := 0, 0; i < len(w); {
		if digitAt(w, i) {
			out = append(out, w[i])
			i++
			continue
		}
		if n == decimal {
			out = append(out, '.')
		}
		n++
		if w[i] < utf8.RuneSelf {
			i++
		} else {
			i += groupSpace(w, i)
		}
	}
	return string(out)
}
