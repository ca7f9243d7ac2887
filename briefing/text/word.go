package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Word is one word, number or name of a text. Punctuation is no word.
type Word struct {
	Span
	// Fold is the word as it is compared: lower case, without accents, with
	// straight apostrophes and without a possessive 's; a number without its
	// thousands separators ("6,000" → "6000"); an acronym without its dots
	// ("U.S." → "us").
	Fold string
}

// Words returns the words of s in order; spans are in bytes of s. "U.S.",
// "Tilman", "6,000", "3.5" and "102.5" are one word each; "24-hour" and the
// elided "d’Ampezzo" are two, "O’Brien" and "don’t" are one.
func Words(s string) []Word {
	return AppendWords(make([]Word, 0, len(s)/6+2), s)
}

// AppendWords appends the words of s to dst, for callers that keep a buffer.
// The folded words do not refer to dst's memory.
func AppendWords(dst []Word, s string) []Word {
	var buf strings.Builder // one allocation for all words that are not their own fold
	for i := 0; i < len(s); {
		p, plain := nextWord(s, i)
		if p.End == 0 {
			break
		}
		w := Word{Span: p, Fold: s[p.Start:p.End]}
		if !plain {
			if buf.Len() == 0 {
				buf.Grow(min(len(s)-p.Start, 64))
			}
			from := buf.Len()
			var room [64]byte
			buf.Write(foldInto(room[:0], w.Fold))
			w.Fold = buf.String()[from:]
		}
		if w.Fold != "" {
			dst = append(dst, w)
		}
		i = p.End
	}
	return dst
}

// Classes of ASCII bytes, for the loops that look at every byte.
const (
	classLower = 1 << iota
	classUpper
	classDigit
	classSpace
	classLetter = classLower | classUpper
	classWord   = classLetter | classDigit
)

var class = func() (t [256]uint8) {
	for c := 'a'; c <= 'z'; c++ {
		t[c], t[c-32] = classLower, classUpper
	}
	for c := '0'; c <= '9'; c++ {
		t[c] = classDigit
	}
	for _, c := range " \t\r\n\v\f" {
		t[c] = classSpace
	}
	return t
}()

// nextWord finds the first word at or after from; its End is 0 when there is
// none. plain is true when the word is its own fold.
func nextWord(s string, from int) (p Span, plain bool) {
	for i := from; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			switch {
			case class[c]&classLetter != 0:
				return letters(s, i)
			case class[c]&classDigit != 0:
				return digits(s, i)
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case apostrophe(r): // one of them counts as a letter
		case ideograph(r):
			return Span{i, i + n}, false
		case unicode.IsLetter(r):
			return letters(s, i)
		case unicode.IsNumber(r):
			return digits(s, i)
		}
		i += n
	}
	return Span{}, false
}

// letters returns the word that begins with the letter at from.
func letters(s string, from int) (Span, bool) {
	plain := true
	i := from
	for i < len(s) {
		c := s[i]
		switch {
		case class[c]&(classLower|classDigit) != 0:
			i++
		case class[c]&classUpper != 0:
			plain = false
			i++
		case c == '.':
			end := acronym(s, from)
			if end == 0 {
				return Span{from, i}, plain
			}
			return Span{from, end}, false
		case c == '\'' || c >= utf8.RuneSelf:
			r, n := utf8.DecodeRuneInString(s[i:])
			if apostrophe(r) {
				if !letterAt(s, i+n) || elides(s[from:i], s[i+n:]) {
					return Span{from, i}, plain
				}
			} else if !inner(r) || ideograph(r) {
				return Span{from, i}, plain
			}
			plain = false
			i += n
		case c == '&' && i+1 < len(s) && class[s[i+1]]&classUpper != 0 && i-from <= 3 && allUpper(s[from:i]):
			i++
		default:
			return Span{from, i}, plain
		}
	}
	return Span{from, i}, plain
}

// acronym returns the end of a dotted acronym ("U.S.", "a.m.", "S.p.A.") that
// begins at from, or 0.
func acronym(s string, from int) int {
	i, parts := from, 0
	for parts < 12 && i+1 < len(s) && class[s[i]]&classLetter != 0 && s[i+1] == '.' {
		i += 2
		parts++
	}
	if parts >= 1 && i < len(s) && class[s[i]]&classUpper != 0 && !letterAt(s, i+1) {
		return i + 1 // "U.S" without the last dot
	}
	if parts < 2 || letterAt(s, i) {
		return 0
	}
	return i
}

// digits returns the number or numbered word ("6,000", "5th", "1.5m") that
// begins at from.
func digits(s string, from int) (Span, bool) {
	plain := true
	i := from
	group := 0 // digits since the last separator
	for i < len(s) {
		c := s[i]
		switch {
		case class[c]&classDigit != 0:
			group++
			i++
		case class[c]&classLetter != 0:
			plain = plain && class[c]&classLower != 0
			group = 9
			i++
		case (c == '.' || c == ',') && digitAt(s, i+1) && group < 9 && (c == '.' || decimalComma(s, from, i)):
			plain = plain && c == '.' && run(s, i+1) != 3
			group = 0
			i++
		case group <= 3 && groupSpace(s, i) > 0:
			plain = false
			i += groupSpace(s, i)
			group = 0
		case c >= utf8.RuneSelf:
			r, n := utf8.DecodeRuneInString(s[i:])
			if !inner(r) || ideograph(r) {
				return Span{from, i}, plain
			}
			plain = false
			i += n
		default:
			return Span{from, i}, plain
		}
	}
	return Span{from, i}, plain
}

// decimalComma reports whether the comma at i belongs to the number that begins
// at from: before three digits ("6,000") or one or two ("3,5"), but not in a
// list like "1,2,3".
func decimalComma(s string, from, i int) bool {
	n := run(s, i+1)
	if n == 3 {
		return true
	}
	if from > 1 && s[from-1] == ',' && digitAt(s, from-2) {
		return false
	}
	next := i + 1 + n
	return n <= 2 && strings.IndexByte(s[from:i], ',') < 0 && !(next < len(s) && s[next] == ',' && digitAt(s, next+1))
}

// groupSpace returns the length of the space at i when it separates thousands:
// a no-break or thin space before exactly three digits, or a plain one before
// "000" or before two such groups; else 0.
func groupSpace(s string, i int) int {
	n := 0
	switch {
	case s[i] == ' ':
		n = 1
		if run(s, i+1) == 3 && (s[i+1:i+4] == "000" || i+4 < len(s) && s[i+4] == ' ' && run(s, i+5) == 3) {
			return n
		}
		return 0
	case strings.HasPrefix(s[i:], "\u00a0"):
		n = 2
	case strings.HasPrefix(s[i:], "\u202f"), strings.HasPrefix(s[i:], "\u2009"):
		n = 3
	default:
		return 0
	}
	if run(s, i+n) != 3 {
		return 0
	}
	return n
}

// run counts the ASCII digits at i, at most 4.
func run(s string, i int) int {
	n := 0
	for n < 4 && digitAt(s, i+n) {
		n++
	}
	return n
}

func digitAt(s string, i int) bool { return i < len(s) && class[s[i]]&classDigit != 0 }

func letterAt(s string, i int) bool {
	if i >= len(s) {
		return false
	}
	if s[i] < utf8.RuneSelf {
		return class[s[i]]&classLetter != 0
	}
	r, _ := utf8.DecodeRuneInString(s[i:])
	return unicode.IsLetter(r)
}

// inner reports whether a rune that is not ASCII continues a word: letters,
// their marks, numbers, and what is invisible (soft hyphen, joiners, bidi marks).
func inner(r rune) bool {
	if r == utf8.RuneError {
		return false
	}
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsNumber(r) || invisible(r)
}

func invisible(r rune) bool {
	return r == 0xad || r >= 0x200b && r <= 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x2060 && r <= 0x2069 || r == 0xfeff
}

// ideograph reports whether r is written without spaces between words; each is
// a word of its own.
func ideograph(r rune) bool {
	return r >= 0x2e80 && (r < 0xac00 || r >= 0xf900 && r < 0xfb00 || r >= 0x20000 && r < 0x40000) && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

func apostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' || r == '‘' || r == '＇' }

func allUpper(s string) bool {
	for i := range len(s) {
		if class[s[i]]&classUpper == 0 {
			return false
		}
	}
	return len(s) > 0
}
