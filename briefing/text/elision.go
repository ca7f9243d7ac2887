package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// elisions are the words that Italian and French cut before a vowel.
var elisions = map[string]bool{
	"l": true, "d": true, "dell": true, "all": true, "dall": true, "nell": true, "sull": true, "un": true, "quell": true,
	"quest": true, "bell": true, "sant": true, "gl": true, "degl": true, "c": true, "m": true, "t": true, "s": true, "n": true,
	"j": true, "qu": true, "jusqu": true, "lorsqu": true, "puisqu": true, "dov": true, "com": true, "cos": true, "anch": true,
	"mezz": true, "tutt": true, "senz": true, "coll": true, "v": true,
}

// elides reports whether an apostrophe between left and right joins two words
// ("l’Italia", "d’Ampezzo") rather than the halves of one ("O’Brien", "don’t",
// "D’Amato").
func elides(left, right string) bool {
	if len(left) > 6 || left == "" {
		return false
	}
	first, n := utf8.DecodeRuneInString(right)
	if !vowel(first) || !letterAt(right, n) {
		return false
	}
	if class[left[0]]&classUpper != 0 {
		if unicode.IsUpper(first) && len(left) < 4 { // a name: "D'Amato", "L'Aquila"
			return false
		}
		left = strings.ToLower(left)
	}
	return elisions[left]
}

// vowel reports whether a word that begins with r takes an elided article.
func vowel(r rune) bool {
	switch base(unicode.ToLower(r)) {
	case 'a', 'e', 'i', 'o', 'u', 'h', 'y':
		return true
	}
	return false
}
