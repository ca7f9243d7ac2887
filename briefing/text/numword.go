package text

import "strings"

// numberWords are the words for numbers below a hundred, folded, in English.
var numberWords = map[string]float64{
	"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
	"nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}

// scales multiply the number before them; they may stand alone after "a".
var scales = map[string]float64{
	"hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12, "mln": 1e6, "bln": 1e9, "mld": 1e9,
	"mn": 1e6, "bn": 1e9, "tn": 1e12, "mila": 1e3, "mille": 1e3, "cento": 100, "milione": 1e6, "milioni": 1e6, "miliardo": 1e9,
	"miliardi": 1e9, "millions": 1e6, "milliard": 1e9, "milliards": 1e9, "millones": 1e6, "millon": 1e6, "millionen": 1e6,
	"milliarden": 1e9, "mio": 1e6, "mrd": 1e9, "lakh": 1e5, "crore": 1e7, "mil": 1e3,
}

// vague are scales that alone say only the order of magnitude.
var vague = map[string]float64{
	"dozens": 12, "scores": 20, "hundreds": 100, "thousands": 1e3, "millions": 1e6, "billions": 1e9, "trillions": 1e12, "tens": 10,
	"decine": 10, "centinaia": 100, "migliaia": 1e3,
}

// ordinals are the words for ranks, folded.
var ordinals = map[string]float64{
	"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
	"eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17,
	"eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "hundredth": 100, "primo": 1, "prima": 1, "secondo": 2,
	"seconda": 2, "terzo": 3, "terza": 3, "quarto": 4, "quarta": 4, "quinto": 5, "quinta": 5,
}

// parts are the words for fractions, after a number or an article.
var parts = map[string]float64{
	"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6,
	"eighth": 8, "eighths": 8, "tenth": 10, "tenths": 10, "meta": 2, "terzo": 3, "terzi": 3, "quarto": 4, "quarti": 4,
}

// italianUnits are the parts Italian number words are made of. The words that
// mean something else in English or Italian ("due", "sei", "tre") count only in
// Italian sentences.
var italianUnits = map[string]float64{
	"uno": 1, "un": 1, "due": 2, "tre": 3, "quattro": 4, "cinque": 5, "sei": 6, "sette": 7, "otto": 8, "nove": 9, "dieci": 10,
	"undici": 11, "dodici": 12, "tredici": 13, "quattordici": 14, "quindici": 15, "sedici": 16, "diciassette": 17, "diciotto": 18,
	"diciannove": 19,
}

var italianTens = []struct {
	stem  string // without the last vowel, which is lost before "uno" and "otto"
	last  string
	value float64
}{{"vent", "i", 20}, {"trent", "a", 30}, {"quarant", "a", 40}, {"cinquant", "a", 50}, {"sessant", "a", 60}, {"settant", "a", 70},
	{"ottant", "a", 80}, {"novant", "a", 90}}

// italianNumber reads an Italian number word written as one: "seimila",
// "trecentoventidue". Words of one part are not in it, save tens and hundreds.
func italianNumber(w string) (float64, bool) {
	if len(w) < 5 || len(w) > 40 || !italianEnd(w) {
		return 0, false
	}
	if _, ok := italianUnits[w]; ok {
		return 0, false
	}
	v, rest, ok := italianThousands(w)
	return v, ok && rest == ""
}

// italianEnd is a cheap look at the end of a word that may be a number.
func italianEnd(w string) bool {
	var ends []string
	switch w[len(w)-1] {
	case 'a':
		ends = italianEnds[:2]
	case 'o':
		ends = italianEnds[2:6]
	case 'e':
		ends = italianEnds[6:11]
	case 'i':
		ends = italianEnds[11:]
	}
	for _, e := range ends {
		if strings.HasSuffix(w, e) {
			return true
		}
	}
	return false
}

var italianEnds = [...]string{"mila", "nta", "cento", "uno", "ttro", "otto", "due", "tre", "nque", "sette", "nove", "venti", "sei", "dici", "dieci"}

func italianThousands(w string) (v float64, rest string, ok bool) {
	if rest, ok := strings.CutPrefix(w, "mille"); ok {
		low, rest, _ := italianHundreds(rest)
		return 1000 + low, rest, true
	}
	v, rest, ok = italianHundreds(w)
	if !ok {
		return 0, w, false
	}
	if after, found := strings.CutPrefix(rest, "mila"); found {
		low, rest, _ := italianHundreds(after)
		return v*1000 + low, rest, true
	}
	return v, rest, true
}

func italianHundreds(w string) (v float64, rest string, ok bool) {
	rest = w
	for u, n := range italianUnits {
		if after, found := strings.CutPrefix(w, u+"cento"); found && n > 1 && n < 10 {
			v, rest, ok = n*100, after, true
		}
	}
	if after, found := strings.CutPrefix(w, "cento"); found {
		v, rest, ok = 100, after, true
	}
	low, rest, found := italianTen(rest)
	return v + low, rest, ok || found
}

func italianTen(w string) (v float64, rest string, ok bool) {
	for _, t := range italianTens {
		after, found := strings.CutPrefix(w, t.stem)
		if !found {
			continue
		}
		if rest, found := strings.CutPrefix(after, t.last); found {
			n, rest := italianUnit(rest, 9)
			return t.value + n, rest, true
		}
		for _, u := range [...]string{"uno", "un", "otto"} {
			if rest, found := strings.CutPrefix(after, u); found {
				return t.value + italianUnits[u], rest, true
			}
		}
	}
	n, rest := italianUnit(w, 19)
	return n, rest, n > 0
}

// italianUnit reads the longest unit up to most that w begins with.
func italianUnit(w string, most float64) (v float64, rest string) {
	rest = w
	for u, n := range italianUnits {
		if n <= most && len(u) > len(w)-len(rest) && strings.HasPrefix(w, u) {
			v, rest = n, w[len(u):]
		}
	}
	return v, rest
}

// numberish are the words that may begin a number, of all the tables above.
var numberish = func() map[string]bool {
	m := map[string]bool{"half": true, "mezzo": true}
	for _, t := range []map[string]float64{numberWords, scales, vague, ordinals, italianUnits} {
		for w := range t {
			m[w] = true
		}
	}
	return m
}()

// hedges are the words before a number that make it less than exact, up to four
// of them, folded.
var hedges = func() map[string]bool {
	m := map[string]bool{}
	for p := range strings.SplitSeq(`about, around, roughly, nearly, almost, approximately, approx, some, over, more than, less than,
		fewer than, at least, at most, up to, as many as, as much as, as few as, as little as, no more than, no less than, no fewer than,
		not more than, not less than, under, below, above, close to, an estimated, estimated, just over, just under, well over, well under,
		slightly more than, slightly less than, slightly over, slightly under, a little over, a little under, a little more than, upwards of,
		upward of, in excess of, exactly, precisely, a total of, circa, c, ca, maybe, perhaps, virtually, beyond, a further, another,
		north of, somewhere around, reportedly, far more than, much more than, many more than, only about, only around,
		quasi, oltre, piu di, meno di, almeno, fino a, fino ad, intorno a, attorno a, poco piu di, poco meno di, un totale di, all incirca, ben,
		environ, plus de, pres de, moins de, au moins, quelque, quelques, jusqu a, rund, etwa, mehr als, uber, fast, mindestens, bis zu,
		knapp, unos, unas, cerca de, mas de, menos de, al menos, casi, aproximadamente, alrededor de, hasta`, ",") {
		m[strings.Join(strings.Fields(p), " ")] = true
	}
	return m
}()

// measures are the units a number may have after it, folded; those of time too.
var measures = set(`percent percentage pc per points point dollar dollars euro euros pound pounds sterling yen yuan ruble rubles rouble
	roubles rupee rupees peso pesos franc francs krona kronor dollari sterline cents cent usd eur gbp chf jpy cny
	km kms kilometer kilometers kilometre kilometres chilometri chilometro m meter meters metre metres metri metro cm mm mile miles
	miglia foot feet ft inch inches yard yards acre acres hectare hectares ettari kg kilo kilos kilogram kilograms kilogrammes chili g
	gram grams grammes ton tons tonne tonnes tonnellate lb lbs pounds ounce ounces liter liters litre litres litri gallon gallons
	barrel barrels mph kph kmh knots degree degrees gradi celsius fahrenheit watt watts kw mw gw kwh mwh megawatt megawatts gigawatts
	kb mb gb tb gigabytes terabytes hz mhz ghz
	second seconds minute minutes hour hours day days week weeks month months year years decade decades century centuries
	secondi minuti minuto ora ore giorno giorni settimana settimane mese mesi anno anni h hr hrs min`)

// labels are words that make a number after them a name, not a quantity.
var labels = set(`no nos number article articles section chapter route highway flight channel page pages room gate terminal line figure
	table item resolution act title level phase stage round game week lane interstate apollo formula group paragraph rule amendment category
	articolo numero pagina comma via proposition type version model part volume episode season day`)
