package briefing

import (
	"strings"

	"briefingbot/briefing/text"
)

// unreal are words behind which something is not said to happen, a few words on.
var unreal = table(`not never no nobody none neither nor without cannot didn't don't doesn't won't wasn't weren't isn't hasn't haven't hadn't can't couldn't
	wouldn't denied denies deny refused refuses refuse rejected rejects reject offered offers would could might threatened threatens
	calls call called demanded demand demands urged wants wanted asked proposed proposes hopes unless if failed avoid prevent
	non mai nega negato rifiutato vorrebbe`)

// unrealReach is how many words before the verb such a word may stand.
const unrealReach = 6

// happens returns how well a passage prints the verb of the question, and whether
// as something that is so. Where it is asked whether it is so, its denial answers
// as well. A word of the passage answers to one word of the question only.
func (q *inquiry) happens(t, lang string) (best float64, real bool) {
	v := q.words[q.verb]
	ws := text.Words(t)
	own := map[string]bool{}
	for i, w := range q.words {
		if i != q.verb && w.weight > 0 {
			own[text.Stem(w.fold, lang)] = true
		}
	}
	for i, w := range ws {
		c := v.answered(w.Fold, lang)
		if c == 0 || own[text.Stem(w.Fold, lang)] && v.stems[text.Stem(w.Fold, lang)] < 1 || q.surely && q.want != IntentYesNo && q.noun(t, ws, i) || q.past && nounOf(ws, i, v.fold) {
			continue
		}
		so := q.want == IntentYesNo || !(q.past && q.unreal(t, ws, i))
		if so && !real {
			best, real = c, true
		} else if so == real {
			best = max(best, c)
		}
	}
	return best, real || best == 0
}

// nounOf reports whether word i is the noun that a verb of the past is made of: "the
// fire service" fired nobody.
func nounOf(ws []text.Word, i int, verb string) bool {
	return i > 0 && participle(verb) && !participle(ws[i].Fold) && nounMarks[ws[i-1].Fold] && strings.HasPrefix(verb, ws[i].Fold)
}

// answered is how well a word of a passage answers.
func (w soughtWord) answered(fold, lang string) float64 {
	best := max(w.stems[text.Stem(fold, lang)], w.stems[country(fold)])
	if best < 1 && strings.HasPrefix(lang, "it") {
		for _, e := range english(fold) {
			best = max(best, w.stems[text.Stem(text.Fold(e), "")])
		}
	}
	if strings.Contains(fold, "-") {
		for part := range strings.SplitSeq(fold, "-") {
			best = max(best, w.stems[text.Stem(part, lang)])
		}
	}
	return best
}

// noun reports whether word i stands there as a noun: "the report", "cracks in".
func (q *inquiry) noun(t string, ws []text.Word, i int) bool {
	f := ws[i].Fold
	if q.agent && agentNoun(f) {
		return false
	}
	if strings.HasSuffix(f, "ed") {
		return false
	}
	if strings.HasSuffix(f, "ing") { // "the Games' opening ceremony", and "is opening"
		return i > 0 && (nounMarks[ws[i-1].Fold] || possessive(t, ws[i-1].Span) || strings.HasPrefix(t[ws[i-1].End:], "'") || strings.HasPrefix(t[ws[i-1].End:], "’"))
	}
	if nominalised(f) && !nominalised(q.words[q.verb].fold) && !(q.want == IntentNumber || q.want == IntentTime && q.words[q.verb].answered(f, "") < 1) {
		return true
	}
	if i > 0 && adjacent(t, ws[i-1], ws[i]) && (nounMarks[ws[i-1].Fold] && !thatDoes(ws[i-1].Fold, f) || possessive(t, ws[i-1].Span)) {
		return true
	}
	if i > 1 && nounMarks[ws[i-2].Fold] && adjacent(t, ws[i-2], ws[i-1]) && adjacent(t, ws[i-1], ws[i]) && describing(ws[i-1].Fold) {
		return true
	}
	if v := q.words[q.verb].fold; doer(f) && !doer(v) {
		return true
	}
	return q.past && strings.HasSuffix(f, "s") && !strings.HasSuffix(f, "ss") && f != q.words[q.verb].fold && !irregular[f]
}

// thatDoes reports whether two words are "that costs" or "that opened", where
// "that" marks no noun.
func thatDoes(mark, f string) bool {
	return mark == "that" && (strings.HasSuffix(f, "s") && !strings.HasSuffix(f, "ss") || participle(f))
}

// doer reports whether a word looks like one for who does something: "protesters".
func doer(f string) bool {
	f = strings.TrimSuffix(f, "s")
	return strings.HasSuffix(f, "er") || strings.HasSuffix(f, "or")
}

// agentNoun reports whether a word may be one for who does something, or for who
// holds an office: "operator", "president".
func agentNoun(f string) bool { return doer(f) || titles[singular(f)] }

// describing reports whether a word looks like an adjective.
func describing(f string) bool {
	for _, end := range []string{"al", "ary", "ent", "ous", "ive", "ic", "ful", "ed", "nal", "ior", "st", "ew", "able", "ible"} {
		if strings.HasSuffix(f, end) {
			return true
		}
	}
	return attributes[f]
}

// unreal reports whether word i stands behind a denial, a demand or a condition,
// in one clause.
func (q *inquiry) unreal(t string, ws []text.Word, i int) bool {
	for k := i - 1; k >= max(0, i-unrealReach); k-- {
		if strings.ContainsAny(t[ws[k].End:ws[k+1].Start], ".,;:!?\"“”()") {
			return false
		}
		if unreal[ws[k].Fold] && !(q.agent && ws[k].Fold == "would") {
			return true
		}
	}
	return false
}

// acted reports whether a sentence names somebody who may have done what the
// question asks: a name or a body before the verb, or behind "by".
func (q *inquiry) acted(t, lang string) bool {
	v := q.words[q.verb]
	typed := map[string]bool{}
	for _, w := range q.words {
		typed[w.fold] = true
	}
	ws := text.Words(t)
	for i, w := range ws {
		if c := v.answered(w.Fold, lang); c == 0 || nominalised(w.Fold) || q.surely && c == 1 && !agentNoun(w.Fold) && q.noun(t, ws, i) || c < 1 && titles[singular(w.Fold)] && !q.beside(ws, i, lang) {
			continue
		}
		by := -1
		for k := i + 1; k < min(len(ws), i+12); k++ {
			if ws[k].Fold == "by" || ws[k].Fold == "da" || ws[k].Fold == "dal" || ws[k].Fold == "dalla" {
				by = k
				break
			}
		}
		if by < 0 && !agentNoun(w.Fold) && q.turned(ws, i, lang) {
			continue
		}
		for k := range ws {
			f := ws[k].Fold
			if !q.somebody(t, ws, k) || typed[f] {
				continue
			}
			if k < i && i-k <= 14 || by >= 0 && k > by || agentNoun(w.Fold) && k > i && k <= i+4 {
				return true
			}
		}
	}
	return false
}

// beside reports whether something that is asked about stands near word i: the
// "head of the inquiry" leads it, a minister who announces it does not.
func (q *inquiry) beside(ws []text.Word, i int, lang string) bool {
	for k := max(0, i-apart); k <= min(len(ws)-1, i+apart); k++ {
		for n, w := range q.words {
			if k != i && n != q.verb && w.weight > 0 && w.answered(ws[k].Fold, lang) > 0 {
				return true
			}
		}
	}
	return false
}

// somebody reports whether word k names a person or a body.
func (q *inquiry) somebody(t string, ws []text.Word, k int) bool {
	f := ws[k].Fold
	one := singular(f)
	return capital(ws[k].In(t)) && !openers[f] && !calendarWords[f] || bodies[one] || folk[one] || titles[one] || one == "consortium"
}

// turned reports whether the things that the question does something to stand
// before verb i and not behind it: "the ferries run" is not "who runs the ferries".
func (q *inquiry) turned(ws []text.Word, i int, lang string) bool {
	ahead, behind := false, false
	for n, w := range q.words {
		if n == q.verb || w.weight == 0 {
			continue
		}
		for k := range ws {
			stems := map[string]bool{}
			stemsInto(stems, ws[k].Fold, lang)
			if w.credit(stems) == 1 && k != i {
				ahead = ahead || k < i
				behind = behind || k > i
			}
		}
	}
	return ahead && !behind
}

// nominalised reports whether a word is a noun made of a verb: "election".
func nominalised(f string) bool {
	f = strings.TrimSuffix(f, "s")
	for _, end := range []string{"tion", "sion", "ment", "ance", "ence"} {
		if strings.HasSuffix(f, end) {
			return true
		}
	}
	return false
}
