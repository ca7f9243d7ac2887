package text

import (
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/danish"
	"github.com/blevesearch/snowballstem/dutch"
	"github.com/blevesearch/snowballstem/finnish"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/hungarian"
	"github.com/blevesearch/snowballstem/norwegian"
	"github.com/blevesearch/snowballstem/portuguese"
	"github.com/blevesearch/snowballstem/romanian"
	"github.com/blevesearch/snowballstem/russian"
	"github.com/blevesearch/snowballstem/swedish"
	"github.com/blevesearch/snowballstem/turkish"
)

// otherStemmers are Snowball's for the languages that have no stemmer of our own.
var otherStemmers = map[string]func(*snowballstem.Env) bool{
	"da": danish.Stem, "de": german.Stem, "fi": finnish.Stem, "hu": hungarian.Stem, "nb": norwegian.Stem, "nl": dutch.Stem, "no": norwegian.Stem,
	"pt": portuguese.Stem, "ro": romanian.Stem, "ru": russian.Stem, "sv": swedish.Stem, "tr": turkish.Stem,
}

// stemOther returns the stem of a folded word, or the word itself when its
// language has no stemmer or would have it longer.
func stemOther(fold, lang string) string {
	stem, ok := otherStemmers[lang]
	if !ok {
		return fold
	}
	env := snowballstem.NewEnv(fold)
	stem(env)
	if s := env.Current(); s != "" && len(s) <= len(fold) && utf8.ValidString(s) {
		return s
	}
	return fold
}
