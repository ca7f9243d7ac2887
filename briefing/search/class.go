package search

import (
	"strings"

	"briefingbot/briefing/text"
)

// class is what the ranking needs to know about a word, as a set of bits.
type class uint16

const (
	isStop    class = 1 << iota
	isDigits        // starts with a digit
	isYear          // four digits that may be a year
	isNumber        // a number word, also a vague one
	isMonth         //
	isDay           // a weekday or another word of time
	isUnit          // a currency, percent, a measure
	isCause         // introduces a reason, or says that something had one
	isSay           // reports speech
	isPronoun       // points back: "he", "this", "such"
	isRole          // a title or role that people have
	isScale         // a number word that says nothing alone ("thousands")
	isPlace         // a word that places are called by
	isIn            // a preposition that places follow
	isBe            // "is", "was"
	isNot           // denies
)

// lexicon lists the words of each class in English and Italian.
var lexicon = []struct {
	class class
	words string
}{
	{isNumber, `one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
		seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand
		million billion trillion dozen half third quarter twice
		uno due tre quattro cinque sei sette otto nove dieci venti trenta cento mila mille milione milioni miliardo miliardi`},
	{isMonth, `january february march april may june july august september october november december
		jan feb mar apr jun jul aug sep sept oct nov dec
		gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre`},
	{isDay, `monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight century centuries
		decade decades weekend spring summer autumn winter midnight noon ago bc ad bce ce
		lunedi martedi mercoledi giovedi venerdi sabato domenica oggi ieri domani secolo`},
	{isUnit, `percent percentage dollar dollars euro euros pound pounds cent cents mile miles kilometer kilometers kilometre
		kilometres km meter meters metre metres feet foot inch inches ton tons tonne tonnes kilogram kilograms kg acre acres
		hectare hectares degree degrees liter litres hour hours minute minutes second seconds day days week weeks
		month months year years per cento dollari anni giorni ore mesi settimane chilometri metri`},
	{isCause, `because due cause caused causes causing reason reasons therefore thus hence since led leading result resulted
		resulting prompted prompting sparked triggered blamed attributed owing why amid avoid prevent aimed
		perche causa motivo dovuto grazie poiche siccome quindi`},
	{isSay, `said says say saying told tells tell added adds stated states announced announces argued argues claimed claims
		wrote writes tweeted posted warned warns insisted insists explained explains noted notes declared declares according
		called asked replied responded denied denies admitted acknowledged confirmed confirms suggested suggests stressed
		emphasized emphasised stressing believes believe thinks think quoted testified joked recalled concluded vowed urged
		detto dice dichiarato afferma affermato spiegato scritto secondo aggiunto annunciato ribadito`},
	{isPronoun, `he she it they him her them his hers its their theirs this that these those such both another others
		egli ella lui lei loro esso essi questo questa questi queste quello quella`},
	{isRole, `mr mrs ms miss dr sir lord lady president minister premier chancellor senator representative congressman
		congresswoman governor mayor ambassador secretary chairman chairwoman chair director chief ceo founder owner
		spokesman spokeswoman spokesperson captain general colonel lieutenant sergeant detective inspector officer judge
		justice attorney lawyer professor author writer actor actress singer player coach manager king queen prince
		princess emperor pope bishop archbishop cardinal leader commander analyst expert editor reporter journalist
		presidente ministro sindaco senatore direttore portavoce ambasciatore segretario governatore`},
	{isScale, `hundred thousand million billion trillion dozen cento mille mila milione miliardo`},
	{isPlace, `city town village country state province county region district island islands river lake sea ocean mountain
		mountains valley street road avenue park bay coast border north south east west northern southern eastern western
		capital headquarters located based near stadium airport hospital
		citta paese regione provincia isola fiume lago mare via piazza nord sud est ovest`},
	{isIn, `in at from near to across within outside inside around through into toward towards between above below
		a nel nella nello nei nelle al alla da dal dalla presso vicino verso tra fra`},
	{isBe, `is are was were be been being am e era sono erano fu furono`},
	{isNot, `not no never none nobody nothing without deny denied denies denying false non mai nessuno niente senza`},
}

// classes is the lexicon by word and by stem.
var classes = compile()

func compile() map[string]class {
	m := map[string]class{}
	for _, e := range lexicon {
		for w := range strings.FieldsSeq(e.words) {
			m[w] |= e.class
		}
	}
	for _, e := range lexicon {
		for w := range strings.FieldsSeq(e.words) {
			if s := text.Stem(w, "en"); m[s] == 0 {
				m[s] = e.class
			}
		}
	}
	return m
}

// classOf returns what is known about a folded word.
func classOf(fold, lang string) class {
	c := classes[fold]
	if text.Stop(fold, lang) {
		c |= isStop
	}
	if fold != "" && '0' <= fold[0] && fold[0] <= '9' {
		c |= isDigits
		if len(fold) == 4 && fold >= "1000" && fold < "2100" && fold[1] <= '9' && fold[3] <= '9' && fold[3] >= '0' {
			c |= isYear
		}
	}
	return c
}

// quantity reports whether a word is a number, and neither a year nor vague.
func (c class) quantity() bool { return c&(isDigits|isNumber) != 0 && c&(isYear|isScale) == 0 }
