package briefing

import (
	"math"
	"slices"
	"strings"

	"briefingbot/briefing/search"
	"briefingbot/briefing/text"
)

// inquiry is a question taken apart, to hold a sentence against it.
type inquiry struct {
	want     Intent
	counted  string
	question string
	words    []soughtWord
	verb     int  // what happens, among words; -1 where the question has no verb but "be"
	head     int  // what "who is the …" asks for, among words; -1
	surely   bool // the verb is one, and no noun: it stands behind "did", "will"
	past     bool // it is asked of what has happened
	agent    bool // it is asked who did it
	against  bool // it is asked why somebody is against something: arguments are reasons
}

// soughtWord is a word of a question with the stems that answer to it, and how
// well each does.
type soughtWord struct {
	fold   string
	stems  map[string]float64
	weight float64 // the rarer, the more; 0 for what says next to nothing
	name   bool
	number bool
	person bool // a word of somebody's name
}

// How well a word answers to one that is asked for.
const (
	byKin   = 0.85 // it often means the same
	byAlike = 0.75 // it is spoken of in the same stories
)

// asides are words that ask, or say next to nothing, in a question.
var asides = table(`many much kind type sort please tell exactly currently now altogether total all people person persons gente
	persone c'è happen happens happened anyone anybody someone somebody anything something everyone thing things`)

// slight are verbs and adjectives which lean on another word: a sentence may lack them.
var slight = table(`take takes took taken taking go goes going gone went get gets got make makes made do does did done give gives given gave put puts
	come comes came coming use used uses allowed able expected supposed due likely set have has had having long large big high soon often far
	want wants wanted need needs needed stand stands mean means known there be been being fa fare sono
	new own expect expects expected hope hopes believe believes planned scheduled estimated year years date day time name number amount place part`)

// helping are the verbs behind which the subject of a question stands, and behind
// it what happens.
var helping = table(`did does do is are was were will would can could has have had should may might must shall`)

// forcing are those of them behind which a verb must come.
var forcing = table(`did does do will would can could should may might must shall`)

// happened are those of them that ask of the past.
var happened = table(`did was were has have had`)

// maxAsked is how many words of a question are held against a sentence.
const maxAsked = 48

// inquire takes a question apart. counted is what it counts, if anything.
func (s *snapshot) inquire(question string, want Intent, counted string) inquiry {
	q := inquiry{want: want, counted: counted, question: question, verb: -1, head: -1}
	ws := text.Words(question)
	ws = ws[:min(len(ws), maxAsked)]
	italian := false
	for i, w := range ws {
		italian = italian || slices.Contains(questionItalian, w.Fold) && (w.Fold != "come" || i == 0)
	}
	cased := slices.ContainsFunc(ws[min(1, len(ws)):], func(w text.Word) bool { return capital(w.In(question)) }) || len(ws) > 0 && loud(ws[0].In(question))
	index := make([]int, len(ws)) // of each word among words; -1
	for i, w := range ws {
		index[i] = -1
		switch printed := w.In(question); {
		case asking[w.Fold] != "", w.Fold == "how", w.Fold == "what", w.Fold == "which", helping[w.Fold] && w.Fold != "may" && w.Fold != "will", i == 0 && openYesNo[w.Fold]:
		case italian && (auxiliaries[w.Fold] || text.Stop(w.Fold, "it") || w.Fold == "stato" || w.Fold == "stata" || w.Fold == "stati" || w.Fold == "state"):
		case w.Fold != "else" && text.Stop(w.Fold, ""), len(w.Fold) < 2 && !strings.ContainsAny(w.Fold, "0123456789"), w.Fold == "cosa", w.Fold == "che":
		default:
			index[i] = len(q.words)
			q.words = append(q.words, s.sought(w.Fold, printed, capital(printed) && i > 0 || !cased && s.words.proper(w.Fold)))
			if i > 0 && ws[i-1].Fold == "how" && measures[w.Fold] {
				q.words[index[i]].weight = leaningWeight // a measure answers it, no word
			}
		}
	}
	if italian {
		q.verb = q.italianVerb(ws, index)
	} else {
		q.findVerb(ws, index)
	}
	if q.verb >= 0 {
		v := q.words[q.verb].fold
		q.against = opposing[v] || v == "worried" || v == "against" || v == "angry"
		if q.words[q.verb].name || q.words[q.verb].weight == 0 {
			q.verb = -1
		}
	}
	return q
}

// questionItalian are words of questions in Italian.
var questionItalian = strings.Fields("chi cosa quando dove perche perché quanti quante quanto quanta quale quali come")

// sought returns a word of a question with what answers to it.
func (s *snapshot) sought(fold, printed string, name bool) soughtWord {
	w := soughtWord{fold: fold, stems: map[string]float64{}, name: name, number: strings.ContainsAny(fold[:1], "0123456789")}
	add := func(word string, credit float64) {
		for _, stem := range []string{text.Stem(text.Fold(word), ""), text.Stem(text.Fold(word), "it")} {
			w.stems[stem] = max(w.stems[stem], credit)
		}
	}
	w.person = name && s.society().someone(fold)
	add(fold, 1)
	add(singular(fold), 1)
	add(country(fold), 1)
	if !name {
		for _, k := range search.Kin(fold) {
			add(k, byKin)
		}
		for _, k := range answers[text.Stem(fold, "")] {
			add(k, byAlike)
		}
		for _, e := range english(fold) {
			add(e, byKin)
			for _, k := range search.Kin(e) {
				add(k, byAlike)
			}
			for _, k := range answers[text.Stem(e, "")] {
				add(k, byAlike)
			}
		}
	}
	if nations[fold] {
		for c := range countries {
			add(c, byKin)
			add(country(c), byKin)
		}
	}
	switch {
	case asides[fold]:
	case slight[fold]:
		w.weight = leaningWeight
	default:
		w.weight = s.words.rarity(fold, len(s.entries))
	}
	return w
}

// nations are words that the name of any country answers to.
var nations = table(`country countries nation nations paese paesi`)

// leaningWeight is the weight of a word that says next to nothing alone.
const leaningWeight = 0.15

// perArticle is about how many sentences an article has.
const perArticle = 20

// rarity is how much a word tells, from 0.3 to 1, in a corpus of n articles.
func (v *vocabulary) rarity(fold string, n int) float64 {
	v.mu.RLock()
	defer v.mu.RUnlock()
	count := v.words[fold].count
	all := float64(perArticle*n + 2)
	return max(0.3, min(1, math.Log(all/float64(count+1))/math.Log(all)))
}

// findVerb finds what happens in an English question: the last of the words
// behind "did", "was", "will", or the one right behind "who".
func (q *inquiry) findVerb(ws []text.Word, index []int) {
	aux := slices.IndexFunc(ws, func(w text.Word) bool { return helping[w.Fold] })
	from := aux + 1
	if aux < 0 {
		from = 1
		if ws := ws[min(1, len(ws)):]; len(ws) > 0 && (ws[0].Fold == "many" || ws[0].Fold == "much") {
			from = 2
		}
	} else {
		q.past, q.surely = happened[ws[aux].Fold], forcing[ws[aux].Fold]
	}
	run := []int{}
	last := len(ws) // where the run ends
	for i := from; i < len(ws); i++ {
		f := ws[i].Fold
		if index[i] >= 0 {
			run = append(run, index[i])
			continue
		}
		if len(run) == 0 && (nounMarks[f] || pronouns[f] || f == "there" || f == "be" || f == "been") {
			continue
		}
		if f == "be" || f == "been" || f == "being" || f == "get" || f == "to" && len(run) > 0 && slight[q.words[run[len(run)-1]].fold] {
			continue
		}
		last = i
		break
	}
	if aux >= 0 && len(run) == 1 && aux+1 < len(ws) && (nounMarks[ws[aux+1].Fold] || q.words[run[0]].name) && last < len(ws) {
		// "did the boy from the village die": what happens stands at the end
		end := len(ws) - 1
		if index[end] >= 0 && index[end] != run[0] && !q.words[index[end]].name && (q.surely || participle(ws[end].Fold)) && index[end-1] >= 0 {
			run = append(run, index[end])
		}
	}
	for aux >= 0 && len(run) > 1 && q.words[run[len(run)-1]].name { // "why did Italy ban ICE"
		run = run[:len(run)-1]
	}
	who := len(ws) > 0 && (ws[0].Fold == "who" || ws[0].Fold == "what")
	switch {
	case len(run) == 0:
	case aux < 0 && who:
		q.verb, q.agent, q.surely = run[0], ws[0].Fold == "who", true
		q.past = participle(q.words[run[0]].fold)
	case aux < 0 && len(run) > 1 && q.want == IntentNumber:
		q.verb, q.surely = run[len(run)-1], true
		q.past = participle(q.words[q.verb].fold)
	case aux < 0:
	case q.surely && len(run) == 1 && nounMarks[ws[aux+1].Fold]: // "how much did the winner get"
	case aux > 0 && index[0] >= 0: // "ICE will patrol venues", of which it is asked whether it is so
		q.verb = run[0]
	default:
		q.verb = run[len(run)-1]
		q.surely = q.surely && (len(run) > 1 || pronouns[ws[aux+1].Fold])
	}
	if aux > 0 && who && ws[aux-1].Fold == ws[0].Fold && !forcing[ws[aux].Fold] && nounMarks[folded(ws, aux+1)] {
		q.verb = -1 // "who is the mayor", "what is the name"
		if len(run) > 0 && !generic[q.words[run[len(run)-1]].fold] {
			q.head = run[len(run)-1]
		}
	}
	if aux == 1 && who && forcing[ws[aux].Fold] && ws[0].Fold == "who" && (ws[aux].Fold != "did" && ws[aux].Fold != "does" && ws[aux].Fold != "do") {
		q.agent = true // "who will lead"
		if len(run) > 0 {
			q.verb = run[0]
		}
	}
	if aux == 1 && ws[0].Fold == "who" && (ws[1].Fold == "does" || ws[1].Fold == "did") && len(run) == 0 {
		q.past = false
	}
}

// participle reports whether a word looks like "closed" or "won".
func participle(f string) bool { return strings.HasSuffix(f, "ed") || irregular[f] }

func folded(ws []text.Word, i int) string {
	if i < len(ws) {
		return ws[i].Fold
	}
	return ""
}

// nounMarks stand before a noun.
var nounMarks = table(`a an the this that these those his her its their our my your any some no each every both il lo la i gli le un una l`)

// irregular are verbs of the past that do not end in "ed".
var irregular = table(`won lost wrote made paid built bought sold led ran said told came went gave took held hit shot beat met left found set put cut
	drew drove fell grew hid kept knew lay rose saw sent spent stole struck taught threw wore broke began became brought caught chose died`)

// italianVerb finds the verb of an Italian question: the first word behind the
// question word, or behind what is counted.
func (q *inquiry) italianVerb(ws []text.Word, index []int) int {
	i := 0
	for i < len(ws) && (index[i] < 0 || asking[ws[i].Fold] != "") {
		i++
	}
	if q.want == IntentNumber && strings.HasPrefix(ws[0].Fold, "quant") && ws[0].Fold != "quanto" {
		for i++; i < len(ws) && !auxiliaries[ws[i].Fold] && ws[i].Fold != "sono"; i++ {
		}
		for i < len(ws) && index[i] < 0 {
			i++
		}
	}
	if i < len(ws) {
		return index[i]
	}
	return -1
}

// someone reports whether a folded word is a part of the full name of somebody whom
// the corpus quotes or gives a role.
func (so *society) someone(fold string) bool {
	for _, d := range []*directory{so.directory(), so.familiar()} {
		for _, i := range d.by[fold] {
			if p := d.all[i]; !p.group && len(p.tokens) > 1 && slices.Contains(p.tokens, fold) {
				return true
			}
		}
	}
	return false
}
