package briefing

import (
	"cmp"
	"slices"
	"strings"

	"briefingbot/briefing/text"
)

// request is a question as it was understood.
type request struct {
	intent  Intent
	who     string // whose words are asked for
	about   string // on what
	words   string // who said these words
	against bool   // who speaks against it
	critics bool   // only they are asked for, not the other side
	sides   bool   // who speaks against it and who does not
	counted string // what "how many" counts, as typed
	whois   string // who that is
}

// auxiliaries stand between a question word and its subject or verb.
var auxiliaries = table(`
	did does do has have had is are was were will would can could should has ha hanno aveva e è also else ever actually
	exactly first just really been`)

// asking ties the first word of a question to what it asks for.
var asking = map[string]Intent{
	"who": IntentPerson, "whom": IntentPerson, "whose": IntentPerson, "chi": IntentPerson,
	"when": IntentTime, "quando": IntentTime, "where": IntentPlace, "dove": IntentPlace,
	"why": IntentReason, "perche": IntentReason, "perché": IntentReason,
	"quanti": IntentNumber, "quante": IntentNumber, "quanto": IntentNumber, "quanta": IntentNumber,
}

// openYesNo are the words a yes-or-no question opens with.
var openYesNo = table(`is are was were do does did will would can could has have had should shall may might isn't aren't
	won't don't doesn't didn't`)

// understand reads a question in English or Italian.
func understand(question string) request {
	question = strings.TrimSpace(question)
	ws := text.Words(question)
	p := phrase{question, ws}
	if quoted := between(question); quoted != "" && (len(ws) < 3+len(text.Words(quoted)) || p.is(0, "who") || p.is(0, "chi")) {
		return request{intent: IntentSpeech, words: quoted}
	}
	for _, read := range []func(phrase) (request, bool){bothSides, whoSpoke, whatSaid, heldBy, saidWhat, hasSaid} {
		if r, ok := read(p); ok {
			if ws := folds(r.who); len(ws) > 0 && pronouns[ws[0]] {
				r.who, r.words = "", cmp.Or(between(question), r.about) // "did he say …": whoever did
			}
			return r
		}
	}
	r := request{intent: p.intent(), counted: p.counted()}
	if p.is(0, "who's") && len(ws) > 1 {
		r.intent, r.whois = IntentPerson, p.part(1, len(ws))
	}
	if r.intent == IntentPerson && len(ws) > 2 && (p.is(1, "is") || p.is(1, "was") || p.is(1, "are") || p.is(1, "e") || p.is(1, "è")) {
		r.whois = p.part(2, len(ws))
	}
	return r
}

// intent says what a question that asks for nobody's words asks for.
func (p phrase) intent() Intent {
	for i := range min(5, len(p.ws)) {
		if i > 2 && !p.is(i, "number") {
			continue
		}
		if p.is(i, "how") && (p.is(i+1, "many") || p.is(i+1, "much") || p.is(i+1, "large") || p.is(i+1, "big") || p.is(i+1, "few")) {
			return IntentNumber
		}
		if p.is(i, "number") && p.is(i+1, "of") || p.is(i, "numero") && p.is(i+1, "di") {
			return IntentNumber
		}
		if p.is(i, "what") && p.in(i+1, being) && (p.in(i+2, amountsAsked) || p.is(i+2, "the") && p.in(i+3, amountsAsked)) || p.is(i, "at") && p.is(i+1, "what") && p.in(i+2, amountsAsked) {
			return IntentNumber
		}
		if p.is(i, "what") && (p.is(i+1, "do") || p.is(i+1, "does") || p.is(i+1, "did") || p.is(i+1, "will")) && p.next(i+2, costing) > 0 {
			return IntentNumber
		}
		if p.is(i, "what") && (p.is(i+1, "date") || p.is(i+1, "day") || p.is(i+1, "time") || p.is(i+1, "year")) {
			return IntentTime
		}
		if (p.is(i, "what") || p.is(i, "which")) && (p.is(i+1, "city") || p.is(i+1, "place") || p.is(i+1, "country") || p.is(i+1, "stadium")) {
			return IntentPlace
		}
		if want, ok := asking[p.ws[i].Fold]; ok {
			return want
		}
	}
	if p.in(0, openYesNo) || p.is(0, "è") || p.is(0, "e") && p.is(1, "vero") {
		return IntentYesNo
	}
	return IntentPassage
}

// amountsAsked are nouns that ask for a number.
var amountsAsked = table(`attendance cost costs price size length height weight age temperature salary population budget toll capacity distance depth width speed turnout`)

// costing are verbs that ask for a sum.
var costing = table(`cost costs`)

// counted returns what a question counts, as typed: "police officers" of "how
// many police officers will there be".
func (p phrase) counted() string {
	for i := range p.ws {
		from, lang := -1, ""
		switch {
		case p.is(i, "how") && (p.is(i+1, "many") || p.is(i+1, "much")), p.is(i, "number") && p.is(i+1, "of"), p.is(i, "numero") && p.is(i+1, "di"):
			from = i + 2
		case slices.Contains([]string{"quanti", "quante"}, p.ws[i].Fold):
			from, lang = i+1, "it"
		}
		if from < 0 {
			continue
		}
		end := from
		if lang == "it" || p.in(from, anyPeople) {
			return p.part(from, from+1) // what follows may be the verb: "quanti libri arrivano", "how many people use"
		}
		for end < len(p.ws) && !auxiliaries[p.ws[end].Fold] && !light[p.ws[end].Fold] && (end == from || !text.Stop(p.ws[end].Fold, lang)) && end-from < 4 {
			end++
		}
		return p.part(from, end)
	}
	return ""
}
