package briefing

import (
	"strings"
)

// speaking are the verbs that ask for somebody's words.
var speaking = table(`
	say says said saying tell tells told telling think thinks thought claim claims claimed state stated write writes wrote
	announce announces announced deny denies denied call calls called describe describes described argue argues argued
	insist insists insisted promise promises promised warn warns warned confirm confirms confirmed stress stressed tweet
	tweeted post posted clarify clarifies clarified comment commented declare declared respond responded react reacted
	mention mentions mentioned talk talks talked speak speaks spoke suggest suggested believe believes emphasise
	emphasised emphasize emphasized explain explained reveal revealed report reported quoted
	detto dice dicono diceva dichiarato dichiara pensa pensano scritto scrive affermato afferma sostiene sostenuto
	commentato commenta annunciato annuncia negato nega spiegato spiega`)

// opposing are the verbs that ask who is against something.
var opposing = table(`
	criticise criticises criticised criticize criticizes criticized condemn condemns condemned oppose opposes opposed
	disagree disagrees disagreed object objects objected reject rejects rejected protest protests protested attack attacks
	attacked contradict contradicts contradicted dispute disputes disputed
	criticato critica contesta contestato condannato condanna opposto contraddice`)

// joints lead from the verb to what was spoken about.
var joints = table(`about on of regarding concerning re over that to with su sul sullo sulla sull sui sugli sulle di del
	dello della dell dei degli delle riguardo circa che a al alla`)

// views are the nouns that ask for what somebody holds.
var views = table(`position view views stance opinion reaction response comment comments statement statements take
	argument quote quotes words remarks posizione opinione reazione parole dichiarazioni dichiarazione citazioni`)

// anybody are subjects that name nobody.
var anybody = table(`anyone anybody someone somebody people they everyone everybody qualcuno`)

// critics are subjects that name nobody but a side.
var critics = table(`critics critic opponents opponent detractors objectors critici critico oppositori detrattori`)

// bothSides reads "both sides of X", "show me both sides on X", "X both sides",
// "entrambe le parti su X", "pro e contro X".
func bothSides(p phrase) (request, bool) {
	for i := range p.ws {
		var end int
		switch {
		case p.is(i, "both") && p.is(i+1, "sides"), p.is(i, "pros") && p.is(i+2, "cons"), p.is(i, "pro") && p.is(i+2, "contro"):
			end = i + 2
			if !p.is(i, "both") {
				end = i + 3
			}
		case p.is(i, "entrambe") && p.is(i+1, "le") && p.is(i+2, "parti"), p.is(i, "le") && p.is(i+1, "due") && p.is(i+2, "parti"):
			end = i + 3
		default:
			continue
		}
		about := p.after(end)
		if about == "" {
			about = p.part(0, i)
		}
		return request{intent: IntentSpeech, sides: true, about: about}, i < 4 || end == len(p.ws)
	}
	return request{}, false
}

// whoSpoke reads "who said …", "who criticised …", "chi ha detto …".
func whoSpoke(p phrase) (request, bool) {
	if !p.is(0, "who") && !p.is(0, "chi") {
		return request{}, false
	}
	i := 1
	for p.in(i, auxiliaries) {
		i++
	}
	switch {
	case p.in(i, opposing):
		return request{intent: IntentSpeech, against: true, about: p.after(i + 1)}, true
	case p.in(i, penning) && p.in(i+1, nominal):
		return request{}, false // "who wrote the report"
	case p.in(i, speaking):
		i++
		if p.is(i, "what") || p.is(i, "something") || p.is(i, "anything") || p.is(i, "cosa") {
			i++
		}
		return request{intent: IntentSpeech, words: p.after(i)}, i < len(p.ws)
	}
	return request{}, false
}

// whatSaid reads "what did X say about Y", "what X said", "cosa ha detto X su
// Y", "how did X react to Y".
func whatSaid(p phrase) (request, bool) {
	i := 0
	if p.is(0, "che") {
		i++
	}
	if !p.is(i, "what") && !p.is(i, "cosa") && !p.is(i, "how") && !p.is(i, "che") {
		return request{}, false
	}
	if p.is(i, "how") && p.in(i+1, measures) {
		return request{}, false // "how many calls did she make"
	}
	italian := !p.is(i, "what") && !p.is(i, "how")
	i++
	for p.in(i, auxiliaries) {
		i++
	}
	v := p.verb(i)
	if k := p.next(i, inverting); k > i && k < v {
		return request{}, false // "what radio did X talk to"
	}
	if v < 0 || !italian && v == i {
		return request{}, false
	}
	if italian && v == i { // the subject follows the verb
		end := p.topic(v + 1)
		return speechOf(p.part(v+1, end), p.after(end))
	}
	return speechOf(p.part(i, v), p.after(v+1))
}

// topic returns where "su …" begins from i on in an Italian question; "di …" only
// where there is no "su" and somebody "pensa di": "il sindaco di Milano" is one.
func (p phrase) topic(i int) int {
	for k := i; k < len(p.ws); k++ {
		if f := p.ws[k].Fold; strings.HasPrefix(f, "su") && joints[f] || f == "riguardo" || f == "circa" {
			return k
		}
	}
	if p.is(i-1, "pensa") || p.is(i-1, "pensano") {
		for k := i + 1; k < len(p.ws); k++ {
			if joints[p.ws[k].Fold] {
				return k
			}
		}
	}
	return len(p.ws)
}

// heldBy reads "what is X's position on Y", "quotes by X on Y", "according to X".
func heldBy(p phrase) (request, bool) {
	if p.is(0, "according") && p.is(1, "to") {
		return speechOf(p.part(2, len(p.ws)), "")
	}
	n := p.next(0, views)
	if n < 0 || n > 12 {
		return request{}, false
	}
	if n <= 1 && (p.is(n+1, "by") || p.is(n+1, "from") || p.is(n+1, "of") || p.is(n+1, "di")) {
		end := n + 2
		for end < len(p.ws) && !(end > n+2 && (p.is(end, "on") || p.is(end, "about") || p.is(end, "su"))) {
			end++
		}
		return speechOf(p.part(n+2, end), p.after(end))
	}
	i := 0
	for p.is(i, "what") || p.in(i, auxiliaries) {
		i++
	}
	if i == 0 || i >= n {
		return request{}, false
	}
	return speechOf(strings.TrimRight(p.s[p.ws[i].Start:p.ws[n].Start], " "), p.after(n+1))
}

// saidWhat reads "X said what about Y".
func saidWhat(p phrase) (request, bool) {
	v := p.next(0, speaking)
	if v < 1 || v > 6 || !p.is(v+1, "what") && !p.is(v+1, "cosa") {
		return request{}, false
	}
	return speechOf(p.part(0, v), p.after(v+2))
}

// hasSaid reads "did X say that Y".
func hasSaid(p phrase) (request, bool) {
	if !p.is(0, "did") && !p.is(0, "does") && !p.is(0, "has") && !p.is(0, "do") && !p.is(0, "ha") {
		return request{}, false
	}
	v := p.verb(1)
	if v < 2 || v > 7 {
		return request{}, false
	}
	return speechOf(p.part(1, v), p.after(v+1))
}

// inverting are verbs that stand before their subject in a question.
var inverting = table(`did does do`)

// penning are verbs that make things as well as speak.
var penning = table(`write writes wrote written post posted scrive scritto`)

// nominal are words after which "report" or "claim" is a thing and no verb.
var nominal = table(`the a an this that these those of about on in by his her its their our my your any some no each every`)

// verb returns the first index from i whose word is a verb of speech, or -1.
func (p phrase) verb(i int) int {
	for v := p.next(i, speaking); v >= 0; v = p.next(v+1, speaking) {
		if v == 0 || !p.in(v-1, nominal) {
			return v
		}
	}
	return -1
}

// speechOf makes a request for somebody's words; a subject that names nobody
// asks who said it.
func speechOf(who, about string) (request, bool) {
	who = strings.TrimSpace(who)
	for _, mark := range []string{"'s", "’s"} {
		who = strings.TrimSuffix(who, mark)
	}
	if who == "" {
		return request{}, false
	}
	switch ws := asked(who); {
	case len(ws) == 1 && anybody[ws[0]]:
		return request{intent: IntentSpeech, words: about}, about != ""
	case len(ws) == 1 && country(singular(ws[0])) != singular(ws[0]) && strings.HasSuffix(ws[0], "ns"):
		return request{}, false // "what do Italians think": they are no speaker
	case len(ws) == 1 && critics[ws[0]]:
		return request{intent: IntentSpeech, against: true, critics: true, about: about}, true
	}
	return request{intent: IntentSpeech, who: who, about: about}, true
}
