package text

import (
	"testing"
	"unicode/utf8"

	porter "github.com/kljensen/snowball/english"
)

// The English stemmer agrees with another implementation of the same algorithm.
func TestStemEnglish(t *testing.T) {
	for _, w := range Words(stemWords) {
		if got, want := Stem(w.Fold, ""), porter.Stem(w.Fold, true); got != want {
			t.Errorf("Stem(%q) = %q, want %q", w.Fold, got, want)
		}
	}
}

const stemWords = `caresses ponies ties cats feed agreed plastered motoring sing conflated troubled sized hopping tanned falling hissing
	fizzed failing filing happy sky relational conditional rational valenci hesitanci digitizer conformabli radicalli differentli
	vileli analogousli vietnamization predication operator feudalism decisiveness hopefulness callousness formaliti sensitiviti
	sensibiliti triplicate formative formalize electriciti electrical hopeful goodness revival allowance inference airliner
	gyroscopic adjustable defensible irritant replacement adjustment dependent adoption communism activate angulariti homologous
	effective bowdlerize probate rate cease controll roll security officers deployed enforcement immigration agencies delegation
	controversies criticism unions opposed protests rallies rally generously generate communal arsenal skies dying early only
	proceed succeeded herrings outing using used uses agreed by say sayings boys buying enjoy enjoyed yellow youth abilities
	reported reporting reporter reportedly police policies policy organisation organization organised organizing national
	nationally responsibly possibly ministries ministry minister ministers winter olympics olympic olympians athlete athletes
	knock knitting tried tries died dies lied tied geology archaeology bled bed red reed seeing seed needed heedlessly
	exclusively basically actually finally fully dryly shyly mostly exactly unhappily easily ageing aging singeing amazed`

func TestStem(t *testing.T) {
	for _, c := range []struct{ lang, words, want string }{
		{"en", "officers", "offic"}, {"", "officials", "offici"}, {"en", "6000", "6000"}, {"en", "us", "us"},
		{"it", "sicurezza", "sicurezz"}, {"it", "agenti", "agent"}, {"it", "operazioni", "oper"}, {"it", "operazione", "oper"},
		{"it", "dichiarato", "dichiar"}, {"it", "dichiarare", "dichiar"}, {"it", "dichiarando", "dichiar"},
		{"it", "ministri", "ministr"}, {"it", "ministro", "ministr"}, {"it", "abbandonata", "abbandon"}, {"it", "pronto", "pront"},
		{"it", "pronuncera", "pronunc"}, {"it", "quando", "quand"}, {"it", "amiche", "amic"}, {"it", "guardandogli", "guard"},
		{"fr", "olympiques", "olymp"}, {"es", "seguridad", "segur"}, {"de", "sicherheit", "sich"}, {"de", "sicherheiten", "sich"},
		{"nl", "ministers", "minister"}, {"pt", "olimpicos", "olimp"}, {"pt", "olimpicas", "olimp"}, {"ru", "министры", "министр"}, {"sv", "ministrarna", "ministr"}, {"xx", "word", "word"},
	} {
		if got := Stem(c.words, c.lang); got != c.want {
			t.Errorf("Stem(%q, %q) = %q, want %q", c.words, c.lang, got, c.want)
		}
	}
}

// FuzzStem holds what the index counts on: a stem is UTF-8, not empty, and no
// longer than its word.
func FuzzStem(f *testing.F) {
	for _, w := range []string{"sicherheiten", "министрами", "évidemment", "a'b", "ß", "\xff", "ıııı"} {
		f.Add(w)
	}
	langs := []string{"", "en", "it", "fr", "es"}
	for l := range otherStemmers {
		langs = append(langs, l)
	}
	f.Fuzz(func(t *testing.T, w string) {
		w = Fold(w)
		for _, l := range langs {
			if s := Stem(w, l); len(s) > len(w) || s == "" && w != "" || utf8.ValidString(w) && !utf8.ValidString(s) {
				t.Fatalf("Stem(%q, %q) = %q", w, l, s)
			}
		}
	})
}
