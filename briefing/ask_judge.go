package briefing

import (
	"slices"
	"strings"

	"briefingbot/briefing/text"
)

// How well a word is placed that stands around a passage.
const (
	inContext  = 0.8 // in the sentence before or behind, in one paragraph
	justBefore = 0.7 // in the last sentence of the paragraph before
	inHead     = 0.6 // in the title or the article's first sentence
	nameAbout  = 0.9 // a name there: that is what the article is about
)

// enough is the share of a question, by weight, that a passage must hold to answer it.
var enough = map[Intent]float64{
	IntentNumber: 0.66, IntentPerson: 0.7, IntentTime: 0.68, IntentPlace: 0.68, IntentReason: 0.72, IntentYesNo: 0.55, IntentPassage: 0.72,
}

// verbShare is how much more what happens counts than other words.
const verbShare = 1.4

// tells is the weight from which a word says what a question is about.
const tells = 0.3

// judged is what a passage is to an inquiry.
type judged struct {
	held float64 // the share of the question that it holds, 0 to 1
	flaw string  // why it does not answer; empty where it does
}

// judge holds a hit against the question.
func (q *inquiry) judge(h hit) judged {
	t := h.shown()
	shown := stemsOf(t, h.e.Article.Lang)
	near, prior, head := h.surroundings()
	before := 0.0
	if pointsBack(t) {
		before = justBefore
	}
	happening, real := 0.0, true
	if q.verb >= 0 {
		happening, real = q.happens(t, h.e.Article.Lang)
		if happening < byMoney && spending[q.words[q.verb].fold] && q.want == IntentNumber && currency.MatchString(t) {
			happening, real = byMoney, true // "a 310 million euro satellite"
		}
	}
	var held, all float64
	named := 0                  // names that stand here
	about, subjects := false, 0 // whether what the question is about stands here
	lost, other := "", false    // the first name that nothing has; another one is asked for than is told of
	astray := false             // a name of the question stands only around
	common := slices.ContainsFunc(q.subjects(), func(w soughtWord) bool { return !w.name && w.weight >= tells })
	for i, w := range q.words {
		c := w.credit(shown)
		if i == q.verb {
			c = happening
		}
		if c < inContext && i != q.verb {
			c = max(c, inContext*w.credit(near), before*w.credit(prior))
			share := inHead
			if w.name {
				share = nameAbout
			}
			if w.person {
				share = 0 // who is not named here is not spoken of here
			}
			c = max(c, share*w.credit(head))
		}
		if i != q.verb && w.weight >= tells && (!w.name || !common) {
			subjects++
			about = about || w.name && c > 0 || w.credit(shown)+w.credit(near)+before*w.credit(prior) > 0 ||
				q.want == IntentPerson && happening == 1 && w.credit(head) == 1
		}
		if w.name && w.credit(shown) > 0 {
			named++
		}
		astray = astray || w.name && w.credit(shown) == 0
		if c == 0 && w.name && lost == "" {
			lost = w.fold
		}
		weight := w.weight
		if i == q.verb {
			weight *= verbShare
		}
		held += c * weight
		all += weight
		other = other || w.fold == "else" && w.credit(shown) == 0
	}
	about = about || subjects == 0 || named > 1 || q.want == IntentYesNo
	j := judged{held: 1}
	if all > 0 {
		j.held = held / all
	}
	switch {
	case lost != "":
		j.flaw = "name " + lost
	case !about:
		j.flaw = "subject"
	case q.head >= 0 && q.words[q.head].credit(shown) == 0:
		j.flaw = "head " + q.words[q.head].fold
	case q.nameless(t, h.e.Article.Lang):
		j.flaw = "no name"
	case !ranked(t, q.question):
		j.flaw = "another one"
	case other:
		j.flaw = "nothing else"
	case q.want == IntentTime && q.verb >= 0 && q.over(t, h.e.Article.Lang):
		j.flaw = "over"
	case q.want == IntentNumber && astray && q.another(t):
		j.flaw = "of another"
	case q.verb >= 0 && !slight[q.words[q.verb].fold] && happening == 0:
		j.flaw = "verb " + q.words[q.verb].fold
	case !real:
		j.flaw = "not so: " + q.words[q.verb].fold
	case j.held < enough[q.want]:
		j.flaw = "too little"
	}
	return j
}

// spending are verbs that a sum of money answers, whatever it stands with.
var spending = table(`cost costs costing costa costano costato costerà`)

// byMoney is how well a sum of money alone answers what something costs.
const byMoney = 0.5

// pointsBack reports whether a sentence speaks of something that is known: "The
// branch", "They".
func pointsBack(t string) bool {
	for i, f := range folds(t) {
		if i == 0 && (f == "the" || f == "il" || f == "la" || f == "i" || f == "le" || f == "gli" || f == "lo") || leaning[f] && f != "but" && f != "also" && f != "that" {
			return true
		}
	}
	return false
}

// over reports whether t tells as past what a question asks when it will happen:
// "the schools reopened on Monday".
func (q *inquiry) over(t, lang string) bool {
	if !strings.HasPrefix(plain(q.question), " when will ") {
		return false
	}
	past := false
	for _, f := range folds(t) {
		if toCome[f] {
			return false
		}
		past = past || participle(f) && q.words[q.verb].answered(f, lang) > 0
	}
	return past
}

// toCome are words of what is to come.
var toCome = table(`will would shall to due be expected planned scheduled set next until from is are may could should`)

// another reports whether a sentence begins with a name that the question does
// not have and goes on with what that does: "Corvane made a profit" is not
// Alder's.
func (q *inquiry) another(t string) bool {
	ws := text.Words(t)
	if len(ws) < 2 {
		return false
	}
	first, next := ws[0].Fold, ws[1].Fold
	if !capital(ws[0].In(t)) || openers[first] || calendarWords[first] || text.Stop(first, "") || contains(plain(q.question), first) || !adjacent(t, ws[0], ws[1]) {
		return false
	}
	if speaking[next] {
		return false // what follows is told, not done
	}
	return participle(next) || auxiliaries[next] || helping[next]
}

// ordinals tell one thing from others of its kind.
var ordinals = table(`second third fourth fifth sixth seventh eighth ninth tenth last secondo terzo quarto quinto ultimo`)

// ranked reports whether t has every ordinal of a question: "the third man" is not
// one of two.
func ranked(t, question string) bool {
	have := plain(t)
	for _, f := range folds(question) {
		if ordinals[f] && f != "last" && f != "ultimo" && !strings.Contains(have, " "+f+" ") {
			return false
		}
	}
	return true
}

// credit is how well the word is answered by one of the stems.
func (w soughtWord) credit(stems map[string]bool) float64 {
	best := 0.0
	if len(stems) < len(w.stems) {
		for t, there := range stems {
			if there {
				best = max(best, w.stems[t])
			}
		}
		return best
	}
	for t, c := range w.stems {
		if c > best && stems[t] {
			best = c
		}
	}
	return best
}

// stemsOf returns the stems of a passage; of an Italian one also those of what its
// words mean in English.
func stemsOf(t, lang string) map[string]bool {
	ws := text.Words(t)
	out := make(map[string]bool, len(ws))
	for _, w := range ws {
		stemsInto(out, w.Fold, lang)
	}
	return out
}

func stemsInto(out map[string]bool, fold, lang string) {
	out[text.Stem(fold, lang)] = true
	out[country(fold)] = true
	if strings.HasPrefix(lang, "it") {
		for _, e := range english(fold) {
			out[text.Stem(text.Fold(e), "")] = true
		}
	}
	if strings.Contains(fold, "-") {
		for part := range strings.SplitSeq(fold, "-") {
			out[text.Stem(part, lang)] = true
		}
	}
}

// judgedBytes is how much of a sentence is looked at: more is no sentence.
const judgedBytes = 3000

// head returns what of a sentence is looked at.
func head(t string) string {
	if len(t) > judgedBytes {
		t = strings.ToValidUTF8(t[:judgedBytes], "")
	}
	return t
}

// shown is the text of a passage as far as it is looked at.
func (h hit) shown() string { return head(h.passage().Text()) }

// paragraph are the stems of a passage and of what stands right before it.
func (h hit) paragraph() map[string]bool {
	near, prior, _ := h.surroundings()
	for t := range prior {
		near[t] = true
	}
	for t := range stemsOf(h.shown(), h.e.Article.Lang) {
		near[t] = true
	}
	return near
}

// surroundings are the stems of the sentences beside a passage, of the one that
// ends the paragraph before it, and of the title and first sentence of its article.
func (h hit) surroundings() (near, prior, top map[string]bool) {
	ss, t := h.e.Layout.Sentences, h.e.Article.Text
	var around, first strings.Builder
	last := ""
	for i := h.Sentence - 1; i >= max(0, h.Sentence-8); i-- {
		if ss[i].Kind == text.Prose && ss[i].Paragraph != ss[h.Sentence].Paragraph {
			last = head(ss[i].In(t))
			break
		}
	}
	for i := max(0, h.Sentence-2); i < min(len(ss), h.Sentence+2); i++ {
		if ss[i].Kind == text.Prose && ss[i].Paragraph == ss[h.Sentence].Paragraph {
			around.WriteString(head(ss[i].In(t)) + "\n")
		}
	}
	first.WriteString(h.e.Article.Title + "\n")
	n := 0
	for i := 0; i < len(ss) && n < 2 && i < 12; i++ {
		first.WriteString(head(ss[i].In(t)) + "\n")
		if ss[i].Kind == text.Prose {
			n++
		}
	}
	lang := h.e.Article.Lang
	return stemsOf(around.String(), lang), stemsOf(last, lang), stemsOf(first.String(), lang)
}
