package search

import (
	"strings"

	"briefingbot/briefing/text"
)

// want is what kind of answer a question asks for.
type want uint8

const (
	wantAny want = iota
	wantPerson
	wantNumber
	wantMoney
	wantShare
	wantMeasure // how long, how far, how old
	wantTime
	wantPlace
	wantReason
	wantMeaning // what is X, who is X
	wantEither  // is it so: what asserts and what denies
)

// Words of a question that ask rather than name what is asked about.
var askWords = set(`who whom whose what when where why which how many much did does do is are was were
	true please tell show find give list describe explain know information concerning regarding
	chi che cosa quando dove perche quale quali come quanto quanta quanti quante dimmi mostra spiega`)

// wantOfNoun is what a noun after "what" or "which" asks for.
var wantOfNoun = wants(map[want]string{
	wantTime:  "year date day month decade century time era season anno giorno data mese secolo",
	wantPlace: "city country state place town location village county region continent area province river nation citta paese luogo regione",
	wantPerson: `person people man woman president actor actress author player leader company organization organisation group
		team singer king queen minister scientist artist writer politician band coach director official officials party persona`,
	wantShare:  "percentage percent proportion share fraction percentuale",
	wantNumber: "number amount quantity population score age temperature numero",
	wantMoney:  "price cost salary prezzo costo",
	wantReason: "reason cause causes motive purpose motivo causa ragione",
})

func wants(by map[want]string) map[string]want {
	m := map[string]want{}
	for k, words := range by {
		for w := range strings.FieldsSeq(words) {
			m[w] = k
		}
	}
	return m
}

// count finds the words of what is counted, from the place after "how many" on.
func (q *question) count(from int) {
	for j, t := range q.terms {
		switch {
		case from < 0 || t.number:
		case q.noun < 0 && t.at >= from && t.at < from+3:
			q.noun, q.nounEnd = j, j
		case q.noun >= 0 && t.at == q.terms[q.nounEnd].at+1:
			q.nounEnd = j
		}
	}
}

// ask finds what is asked for. It returns the place of the word after "how
// many", or -1.
func (q *question) ask(ws []text.Word) int {
	at := func(i int) string {
		if i < len(ws) {
			return ws[i].Fold
		}
		return ""
	}
	if c := at(0); yesNo[c] {
		q.want = wantEither
	}
	for i, w := range ws {
		switch w.Fold {
		case "who", "whom", "whose", "chi":
			q.want = wantPerson
			for k := 1; k <= 2; k++ {
				if classes[at(i+k)]&isSay != 0 {
					q.said, q.whoSaid = true, true
				}
			}
		case "when", "quando":
			q.want = wantTime
		case "where", "dove":
			q.want = wantPlace
		case "why", "perche":
			q.want = wantReason
		case "quanti", "quante", "quanta", "quanto":
			q.want = wantNumber
			return i + 1
		case "how", "come":
			return q.how(at, i)
		case "what", "which", "cosa", "che", "quale", "quali":
			q.what(ws, at, i)
		default:
			continue
		}
		return -1
	}
	return -1
}

// yesNo are the words that a question for yes or no begins with.
var yesNo = set("is are was were will would can could do does did has have had should may might e sono ha hanno sara")

func (q *question) how(at func(int) string, i int) int {
	switch at(i + 1) {
	case "many":
		q.want = wantNumber
		return i + 2
	case "much":
		q.want = wantMoney
		return i + 2
	case "big", "large", "small", "often", "late", "early", "strong":
		q.want = wantMeasure
	default:
		if units, ok := unitsOf[at(i+1)]; ok {
			q.want, q.units = wantMeasure, units
		}
	}
	return -1
}

// unitsOf are the words of which one stands beside the number that "how long"
// and its like ask for.
var unitsOf = map[string]string{
	"long": "year month week day hour minute second decade mile kilometer kilometre km meter metre foot feet inch from until since between",
	"old":  "year years age aged old born",
	"far":  "mile kilometer kilometre km meter metre foot feet",
	"tall": "meter metre m foot feet inch cm ft", "high": "meter metre m foot feet ft percent", "deep": "meter metre m foot feet ft",
	"wide": "meter metre mile kilometer km foot feet", "fast": "mph hour km kilometer mile knot second",
	"heavy": "kg kilogram pound ton tonne lb gram", "hot": "degree celsius fahrenheit", "cold": "degree celsius fahrenheit",
}

func (q *question) what(ws []text.Word, at func(int) string, i int) {
	if at(i+1) == "time" {
		q.want, q.units = wantMeasure, "am pm noon midnight clock gmt cet et ora ore"
		return
	}
	for k := i + 1; k <= i+4 && (q.want == wantAny || q.want == wantEither); k++ {
		if w, ok := wantOfNoun[at(k)]; ok {
			q.want = w
		}
		if b := classes[at(k)] & isBe; b != 0 && k == i+1 {
			continue
		}
		if !text.Stop(at(k), "en") && at(k) != "name" && at(k) != "type" && at(k) != "kind" && k > i+2 {
			break
		}
	}
	for _, w := range ws[i+1:] {
		if classes[w.Fold]&isSay != 0 {
			q.said = true
		}
	}
	if (q.want == wantAny || q.want == wantEither) && classes[at(i+1)]&isBe != 0 {
		q.want = wantMeaning
	}
}

// second is the question's second word.
func (q *question) second(ws []text.Word) string {
	if len(ws) < 2 {
		return ""
	}
	return ws[1].Fold
}

func (q *question) onlyNames() bool {
	for _, t := range q.terms {
		if !t.name {
			return false
		}
	}
	return len(q.terms) > 0
}
