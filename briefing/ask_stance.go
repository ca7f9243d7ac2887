package briefing

import (
	"regexp"
	"slices"
	"strings"

	"briefingbot/briefing/search"
	"briefingbot/briefing/text"
)

// stances are verbs with which an article tells what somebody holds without
// saying that they said it: "ruled out", "defended the choice".
var stances = table(`
	accept accepted accepts accuse accused accuses acknowledge acknowledged admit admitted admits apologise apologised apologized
	appeal appealed ask asked asks back backed backs blame blamed blames decline declined declines defend defended defends
	demand demanded demands deplored dismiss dismissed dismisses endorsed expressed hailed hail joked lament lamented mocked
	pledge pledged pledges praise praised praises promised recommend recommended recommends regretted rule ruled rules
	support supported supports thank thanked thanks threaten threatened urge urged urges vow vowed vows welcome welcomed welcomes
	accusato accusa chiesto chiede definito definisce difeso difende elogiato escluso esclude espresso invitato minacciato
	promesso respinto ringraziato rifiutato smentito smentisce`)

// subjectReach is how many words behind a name a verb may stand that it is the subject of.
const subjectReach = 9

// stance returns the sentences that tell, in the article's words, what who holds
// on about; people are those who are meant, where they are known.
func (s *snapshot) stance(people []*profile, who, about string) []hit {
	if hits := s.hinted(who, about); len(hits) > 0 {
		return hits
	}
	ws := asked(who)
	if len(ws) == 0 {
		return nil
	}
	called := append([][]string{ws}, otherwise(ws)...)
	for _, p := range people {
		if !p.group && len(p.tokens) > 0 {
			called = append(called, []string{surname(p.tokens)})
		}
	}
	hits, _ := s.search(who+" "+about, 40)
	want := standing(about)
	var out []hit
	for _, h := range hits {
		speaks := func(further bool) bool {
			return slices.ContainsFunc(called, func(name []string) bool { return holdsTo(h.shown(), name, further) })
		}
		if !speaks(false) {
			if h.wide = true; !speaks(true) {
				continue
			}
		}
		if h.fullness = h.concerns(want); len(want) == 0 || h.fullness >= aboutShare*float64(len(want)) {
			h.wide = true // with what is said next
			out = append(out, h)
		}
	}
	slices.SortStableFunc(out, func(a, b hit) int { return int(10*b.fullness) - int(10*a.fullness) })
	return out
}

// concerns counts the words asked for that a passage holds, with those that only the
// sentence before or the article's beginning holds for less.
func (h hit) concerns(want []map[string]bool) float64 {
	lang := h.e.Article.Lang
	here := stemsOf(h.shown(), lang)
	_, _, top := h.surroundings()
	ss := h.e.Layout.Sentences
	last := map[string]bool{}
	if i := h.Sentence - 1; i >= 0 && ss[i].Kind == text.Prose {
		last = stemsOf(head(ss[i].In(h.e.Article.Text)), lang)
	}
	got := 0.0
	for _, alike := range want {
		switch {
		case shared(alike, here) > 0:
			got++
		case shared(alike, last) > 0:
			got += inContext
		case shared(alike, top) > 0:
			got += inHead
		}
	}
	return got
}

// holdsTo reports whether in a sentence all words of a name stand together, and a
// verb of speech or of stance behind them; further reports whether whom it is about
// speaks in the next one.
func holdsTo(sentence string, name []string, further bool) bool {
	sentence = head(sentence)
	ws := text.Words(sentence)
	for i := range ws {
		last, n := i, 0
		for k := i; k < min(len(ws), i+len(name)+3); k++ {
			if f := ws[k].Fold; slices.Contains(name, f) || slices.Contains(name, singular(f)) || slices.Contains(name, country(f)) {
				n++
				last = k
			}
		}
		if n < len(name) || !slices.Contains(name, ws[i].Fold) && !slices.Contains(name, singular(ws[i].Fold)) && !slices.Contains(name, country(ws[i].Fold)) {
			continue
		}
		if i > 0 && objective(sentence, ws, i) {
			continue // "a spokesman for Mayor Osterby"
		}
		for k := last + 1; k < min(len(ws), last+subjectReach); k++ {
			if strings.ContainsAny(sentence[ws[k-1].End:ws[k].Start], "\"“”«»;:.!?]") || ws[k].Fold == "and" || ws[k].Fold == "while" || pronouns[ws[k].Fold] || objectively[ws[k].Fold] && k == last+1 {
				break
			}
			if !further && (speaking[ws[k].Fold] || stances[ws[k].Fold] || opposing[ws[k].Fold]) {
				return true
			}
		}
		if !further && quoted(sentence, ws, i) || further && went.MatchString(sentence[ws[last].End:]) {
			return true
		}
	}
	return false
}

// quoted reports whether a verb of speech right behind a quotation leads to the name
// that begins with word i: "…", said the director, Marco Rossi.
func quoted(sentence string, ws []text.Word, i int) bool {
	for k := i - 1; k > 0 && k >= i-2*subjectReach; k-- {
		if strings.ContainsAny(sentence[ws[k].End:ws[k+1].Start], "\"“”«»;:.!?") {
			return false
		}
		first := k
		if auxiliaries[ws[k-1].Fold] {
			first = k - 1 // "ha detto"
		}
		if speaking[ws[k].Fold] && first > 0 && strings.ContainsAny(sentence[ws[first-1].End:ws[first].Start], "\"”»") {
			return true
		}
	}
	return false
}

// went finds that whom a sentence begins with goes on to speak in the next one.
var went = regexp.MustCompile(`^[^.!?"“«]*[.!?] (He|She|They) (also )?(said|told|added|warned|called|wrote|denied|argued|explained|promised|noted|insisted|announced)\b`)

// objective reports whether the name that begins with word i is what something is
// done to or for, its titles and articles aside.
func objective(sentence string, ws []text.Word, i int) bool {
	k := i - 1
	for k > 0 && (capital(ws[k].In(sentence)) || titles[ws[k].Fold] || nounMarks[ws[k].Fold] || attributes[ws[k].Fold]) {
		k--
	}
	return objectively[ws[k].Fold]
}

// objectively are words before a name that is no subject.
var objectively = table(`for of to by with against from about on at in and or over di del della dello a al alla per con da dal dalla su contro`)

// reworded returns a topic with other words that the corpus prints in place of
// each of its own, one at a time.
func (s *snapshot) reworded(about string) []string {
	var out []string
	for _, w := range text.Words(about) {
		if text.Stop(w.Fold, "") || capital(w.In(about)) {
			continue
		}
		n := 0
		for _, k := range slices.Concat(search.Kin(w.Fold), answers[text.Stem(w.Fold, "")]) {
			if f := text.Fold(k); f != w.Fold && s.words.has(f) && n < widening {
				out = append(out, about[:w.Start]+k+about[w.End:])
				n++
			}
		}
	}
	return out[:min(len(out), 2*widening)]
}
