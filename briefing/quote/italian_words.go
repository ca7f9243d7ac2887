package quote

import "strings"

// italianVerb is one form of an Italian verb of saying.
type italianVerb struct {
	polarity Polarity
	perfect  bool // a participle: it needs "ha"
	noun     bool // also a noun or an adjective: "la conferma"
}

// italianVerbs maps the forms of verbs of saying to their reading.
var italianVerbs = italianForms()

// italianForms reads the lists of forms by kind.
func italianForms() map[string]italianVerb {
	table := map[string]italianVerb{}
	put := func(v italianVerb, list string) {
		for w := range strings.FieldsSeq(list) {
			table[w] = v
		}
	}
	put(italianVerb{polarity: Said, perfect: true}, `detto dichiarato spiegato aggiunto affermato commentato ribadito sottolineato scritto
		precisato assicurato annunciato confermato sostenuto ricordato osservato concluso proseguito continuato replicato risposto
		ammesso avvertito rivelato riferito chiarito raccontato denunciato promesso garantito evidenziato rilevato rimarcato
		puntualizzato tuonato insistito ipotizzato lamentato rassicurato auspicato twittato esordito ironizzato criticato`)
	put(italianVerb{polarity: Said}, `dice dicono dichiara dichiarano spiega spiegano aggiunge aggiungono afferma affermano commenta
		commentano ribadisce ribadiscono sottolinea sottolineano scrive scrivono assicura assicurano annuncia annunciano
		confermano sostiene sostengono osserva osservano conclude prosegue replicano risponde rispondono ammette ammettono
		avverte avvertono rivela rivelano riferisce riferiscono chiarisce chiariscono racconta raccontano promette promettono
		garantisce garantiscono evidenzia evidenziano rileva insiste insistono tuona disse dissero dichiarò spiegò aggiunse affermò
		commentò ribadì sottolineò scrisse precisò assicurò annunciò confermò sostenne ricordò osservò concluse proseguì replicò
		rispose ammise avvertì rivelò riferì chiarì raccontò denunciò promise garantì diceva spiegava aggiungendo spiegando
		sottolineando precisando ribadendo dicendo affermando assicurando sostenendo ricordando annunciando chiarendo`)
	put(italianVerb{polarity: Said, noun: true}, `conferma replica denuncia precisa continua ricorda`)
	put(italianVerb{polarity: Denied, perfect: true}, `negato smentito`)
	put(italianVerb{polarity: Denied}, `nega negano smentisce smentiscono negò smentì negando`)
	put(italianVerb{polarity: Asked, perfect: true}, `chiesto domandato`)
	put(italianVerb{polarity: Asked}, `chiede chiedono domanda chiese`)
	return table
}

// The small words of Italian that stand in and around a verb and its subject.
var (
	italianHave     = words("ha hanno aveva avevano ebbe avrebbe avrebbero ho abbiamo")
	italianAdverbs  = words("anche poi inoltre infatti quindi già però subito ieri oggi così invece ancora intanto sempre nuovamente stamattina stamani infine tuttavia")
	italianClitics  = words("lo la li le ci vi gli si ne mi ti")
	italianArticles = words("il lo la i gli le un uno una l' l’")
	italianOf       = words("di del della dello dei degli delle d' d’ dell' dell’ de da")
	italianTo       = words("al alla allo ai agli alle all' all’ per")
	italianStops    = words(`che e ed o ma se come quando dove mentre perché non a in su con tra fra nel nella nello nei nelle negli nell' nell’
		al alla allo ai agli alle all' all’ dal dalla dall' dall’ dopo prima durante davanti parlando intervenendo sul sulla sui sulle sull' sull’ per è sono era secondo ieri oggi domani`)
	italianCommon = words(`che di è ha hanno non della dei delle gli nel nella alla dal sono anche ed più degli perché`) // none of French or Spanish
	englishCommon = words(`the of and to that said is was are were for with on by it from his have has`)
)

// sampled is how many bytes of a text show its language.
const sampled = 20000

// italian reports whether a text is in Italian by its small words.
func italian(s string) bool {
	it, en := 0, 0
	for w := range strings.FieldsSeq(s[:min(len(s), sampled)]) {
		if len(w) > 5 {
			continue
		}
		w = lower(w)
		if italianCommon[w] {
			it++
		}
		if englishCommon[w] {
			en++
		}
	}
	return it > 1 && it > 2*en
}

// italianWord returns the small word before an apostrophe and the rest of item
// i in lower case: "l'", "assessora".
func (p *para) italianWord(i int) (small, rest string) {
	w := lower(p.text(i))
	for _, mark := range []string{"’", "'"} {
		if k := strings.Index(w, mark); k > 0 && k+len(mark) < len(w) && k < 6 {
			return w[:k+len(mark)], w[k+len(mark):]
		}
	}
	return "", w
}
