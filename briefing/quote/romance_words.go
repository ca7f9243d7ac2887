package quote

import "strings"

// tongue is what is known of a language whose reports are built as those of
// Italian are: «…», ha detto il ministro; a déclaré le ministre; dijo el ministro.
type tongue struct {
	verbs    map[string]romanceVerb
	have     map[string]bool // stand before a participle: "ha"
	would    map[string]bool // those of them that doubt: "avrebbe"
	elided   map[string]bool // small words that "have" may swallow: "l'ha", "n'a"
	not      map[string]bool
	adverbs  map[string]bool // may stand in and around a verb
	clitics  map[string]bool
	articles map[string]bool
	of, to   map[string]bool // join two nouns
	stops    map[string]bool // end a noun phrase
	and      map[string]bool
	that     map[string]bool // lead in what is said, or asked
	after    map[string]bool // "secondo", "selon", "según"
	by       map[string]bool // the same, before a quotation only: "per", "pour", "para"
	able     map[string]bool // common nouns that speak, beside those of the lexicon
	endings  []string        // pronouns that follow their verb: "dit-il"
	commas   bool            // a speaker may stand between commas inside of quotation marks
}

// romanceVerb is one form of a verb of saying.
type romanceVerb struct {
	polarity Polarity
	perfect  bool // a participle: it needs "ha"
	either   bool // a participle and a present: "dit"
	noun     bool // also a noun or an adjective: "la conferma"
}

// tongues are the languages that are read so, by their ISO 639-1 codes.
var tongues = map[string]*tongue{"it": &italian, "fr": &french, "es": &spanish}

// put adds the forms of a list to a table.
func (v romanceVerb) put(table map[string]romanceVerb, list string) {
	for w := range strings.FieldsSeq(list) {
		table[w] = v
	}
}

// conjugate adds what verbs of the first conjugation make of their stems: of each
// ending the last letters, by what kind of form it is.
func conjugate(table map[string]romanceVerb, polarity Polarity, stems, participle, tensed string) {
	for stem := range strings.FieldsSeq(stems) {
		for end := range strings.FieldsSeq(tensed) {
			table[stem+end] = romanceVerb{polarity: polarity, noun: len(end) == 1}
		}
		table[stem+participle] = romanceVerb{polarity: polarity, perfect: true}
	}
}

// romanceWord returns the small word before an apostrophe and the rest of item
// i in lower case, without a pronoun behind it: "l'", "assessora".
func (z *sentence) romanceWord(i int) (small, rest string) {
	w := lower(z.text(i))
	for _, mark := range []string{"’", "'"} {
		if k := strings.Index(w, mark); k > 0 && k+len(mark) < len(w) && k < 6 {
			small, w = w[:k+len(mark)], w[k+len(mark):]
			break
		}
	}
	for _, end := range z.tongue.endings {
		if rest, ok := strings.CutSuffix(w, end); ok && rest != "" {
			return small, rest
		}
	}
	return small, w
}
