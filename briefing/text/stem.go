package text

import (
	"unicode/utf8"

	"github.com/kljensen/snowball/french"
	"github.com/kljensen/snowball/spanish"
)

// Stem returns the Snowball stem of a folded word in lang ("en", "it", "fr",
// "es", "de" and what else Snowball stems; empty means English). A language
// without a stemmer returns the word itself. A folded word has no accents, so the stems of the Romance languages
// are those of the word without them.
func Stem(fold, lang string) string {
	if len(fold) < 3 || len(fold) > 60 || fold[0] < utf8.RuneSelf && class[fold[0]]&classLetter == 0 {
		return fold
	}
	switch lang {
	case "", "en":
		return stemEnglish(fold)
	case "it":
		return stemItalian(fold)
	}
	if !utf8.ValidString(fold) { // the stemmers below would put U+FFFD in
		return fold
	}
	switch lang {
	case "fr":
		return french.Stem(fold, true)
	case "es":
		return spanish.Stem(fold, true)
	}
	return stemOther(fold, lang)
}
