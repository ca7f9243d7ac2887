package text

import "slices"

// spread lets an appeal take the sentences around it with it: those that speak
// of the same, and one or two between two appeals. Sentences that carry news
// are left alone.
func spread(s string, qs []Sentence, es []evidence) {
	if pleads(s, qs, es) {
		for i := range qs {
			if qs[i].Kind == Prose {
				qs[i].Kind = Appeal
			}
		}
		return
	}
	if noted(s, qs, es) {
		return
	}
	defer addressed(s, qs, es)
	last := -1 // the last appeal
	for i := range qs {
		if qs[i].Kind != Appeal {
			continue
		}
		for k := i - 1; k > last && takes(&qs[k], &es[k]); k-- {
			qs[k].Kind = Appeal
		}
		if k := i - 1; k == last+1 && qs[k].Kind == Prose && !es[k].news() && !es[k].past && (es[k].command && es[k].words <= 6 || es[k].final == '?' && es[k].words <= 10) {
			qs[k].Kind = Appeal // "Stay in the know."
		}
		if last >= 0 && i-last <= 3 && quiet(qs[last+1:i], es[last+1:i]) {
			for k := last + 1; k < i; k++ {
				if qs[k].Kind == Prose {
					qs[k].Kind = Appeal
				}
			}
		}
		k := i + 1
		for k < len(qs) && (takes(&qs[k], &es[k]) || trails(&qs[k], &es[k])) {
			qs[k].Kind = Appeal
			k++
		}
		last = max(last, i)
	}
}

// noted lets a note on the article take the rest of its short paragraph with
// it; behind a note without a label only what is no news.
func noted(s string, qs []Sentence, es []evidence) bool {
	if len(qs) == 0 || qs[0].Kind != Stamp || !es[0].note(qs[0].In(s)) {
		return false
	}
	words, label := 0, labelledNote(qs[0].In(s))
	for i := range es {
		words += es[i].words
	}
	if words > 90 {
		return false
	}
	for i := range qs {
		if qs[i].Kind == Prose && (label || !es[i].news() && !es[i].told && words <= 50) {
			qs[i].Kind = Stamp
		}
	}
	return true
}

// addressed makes an appeal of a whole paragraph that has one, when every
// sentence of it speaks to the reader about the outlet.
func addressed(s string, qs []Sentence, es []evidence) {
	if kindOf(qs) != Prose || !slices.ContainsFunc(qs, func(q Sentence) bool { return q.Kind == Appeal }) {
		return
	}
	for i := range qs {
		e := &es[i]
		if qs[i].Kind == Prose && (e.news() || e.told && !e.both() || e.words > 40 || !e.outlet(qs[i].In(s)) && !(e.command && e.words <= 12)) {
			return
		}
	}
	for i := range qs {
		if qs[i].Kind == Prose {
			qs[i].Kind = Appeal
		}
	}
}

// outletWords are what an outlet is, makes and has.
var outletWords = set(`reporter reporters reporting journalist journalists journalism editor editors newsroom news story stories article articles
	publish print read reads reading reader readers coverage facts giornale giornalisti lettori notizie`)

// both reports whether a sentence speaks to its reader and of its writers.
func (e *evidence) both() bool { return e.reader > 0 && e.address > e.reader }

// outlet reports whether a sentence speaks of the outlet to its reader.
func (e *evidence) outlet(text string) bool {
	if e.appeals+e.hints > 0 || e.both() {
		return true
	}
	for _, w := range Words(text) {
		if outletWords[w.Fold] {
			return e.address > 0
		}
	}
	return e.address > 0 && e.money > 0
}

// pleads reports whether a short paragraph as a whole speaks to its reader
// about the outlet, though no sentence of it is sure.
func pleads(s string, qs []Sentence, es []evidence) bool {
	score, words := 0, 0
	for i := range es {
		e := &es[i]
		if e.news() || e.told || e.past || qs[i].Kind == Prose && e.address > 0 && e.words > 6 && !e.command && !e.outlet(qs[i].In(s)) {
			return false
		}
		words += e.words
		score += e.pleading()
		if e.command {
			score++
		}
	}
	return score >= 5 && words <= 45 && len(es) > 1
}

// takes reports whether a sentence next to an appeal is one too.
func takes(q *Sentence, e *evidence) bool {
	return q.Kind == Prose && e.leaning() >= 2 && !e.quoted && e.reports == 0
}

// trails reports whether a short sentence behind an appeal goes with it.
func trails(q *Sentence, e *evidence) bool {
	return q.Kind == Prose && !e.news() && !e.past && (e.words <= 4 && e.command || e.words <= 10 && e.leaning() >= 1)
}

// quiet reports whether no sentence speaks for news.
func quiet(qs []Sentence, es []evidence) bool {
	for i := range qs {
		if qs[i].Kind == Prose && es[i].news() {
			return false
		}
	}
	return true
}
