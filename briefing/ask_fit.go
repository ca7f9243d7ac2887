package briefing

import (
	"regexp"
	"slices"
	"strings"

	"briefingbot/briefing/text"
)

// before puts what has something before what has not.
func before(a, b bool) int {
	switch {
	case a && !b:
		return -1
	case b && !a:
		return 1
	}
	return 0
}

// soughtIn returns the noun that a question asks for by name: "salary" of "what
// is the salary of the engineer". A passage without it gives something else.
func soughtIn(question string) string {
	p := phrase{question, text.Words(question)}
	if !p.is(0, "what") || !p.in(1, being) || !p.is(2, "the") && !p.is(2, "its") && !p.is(2, "their") {
		return ""
	}
	for i := 3; i < min(len(p.ws), 6); i++ {
		if (p.is(i+1, "of") || p.is(i+1, "for")) && !generic[p.ws[i].Fold] {
			return p.ws[i].Fold
		}
	}
	return ""
}

// generic are nouns that are asked for and seldom printed: the name of a thing
// stands there without the word "name".
var generic = table(`name names number kind type sort reason reasons cause causes purpose aim goal title role date day time year place
	location cost price amount size result outcome status point idea meaning definition`)

// holding returns, where a question asks who holds an office, the hits that print
// it beside a name, full names first; where it asks who a name is, first those
// that print an office beside it. Other questions leave hits as they are.
func holding(hits []hit, question string) []hit {
	p := phrase{question, text.Words(question)}
	if !p.is(0, "who") && !p.is(0, "who's") && !p.is(0, "chi") || !p.in(1, being) && !p.is(0, "who's") {
		return hits
	}
	offices, names := map[string]bool{}, map[string]bool{}
	for i, w := range p.ws[1:] {
		switch one := singular(w.Fold); {
		case titles[one] && !attributes[one]:
			offices[one] = true
		case i > 0 && !text.Stop(w.Fold, "") && !text.Stop(w.Fold, "it"):
			names[w.Fold] = true
		}
	}
	earlier := p.next(1, preceding) > 1
	var out []hit
	for _, h := range hits {
		n := 0
		if earlier && !slices.ContainsFunc(folds(h.passage().Text()), func(f string) bool { return succession[f] }) {
			continue // who holds the office is not who held it before
		}
		if len(offices) > 0 && !officeOf(h, offices, names) {
			continue // the office of another place
		}
		if len(offices) > 0 {
			n = beside(h.passage().Text(), func(f string) bool { return offices[f] }, names, true)
		} else {
			n = beside(h.passage().Text(), func(f string) bool { return titles[f] && !courtesy[f] }, names, false)
		}
		if n > 0 || len(offices) == 0 {
			h.rank = n
			out = append(out, h)
		}
	}
	slices.SortStableFunc(out, func(a, b hit) int { return b.rank - a.rank })
	return out
}

// preceding ask who held an office before.
var preceding = table(`before previous former prima precedente`)

// succession are words of sentences that tell who came before whom.
var succession = table(`predecessor predecessors former previous previously succeeded succeeds successor replaced replaces replacing replace resigned retired until
	ex predecessore precedente`)

// officeOf reports whether a passage prints one of the offices of what names say:
// "Milan Mayor", "the mayor of Milan", or plainly "the mayor" in an article whose
// beginning names Milan.
func officeOf(h hit, offices, names map[string]bool) bool {
	t := h.shown()
	_, _, first := h.surroundings()
	ws := text.Words(t)
	for i, w := range ws {
		if !offices[singular(w.Fold)] {
			continue
		}
		from, to := max(0, i-apart), min(len(ws), i+apart+1)
		beside := map[string]bool{}
		for _, b := range ws[from:to] {
			stemsInto(beside, b.Fold, h.e.Article.Lang)
			beside[country(b.Fold)] = true
		}
		near, about := true, true
		for n := range names {
			has := func(in map[string]bool) bool {
				return in[n] || in[country(n)] || in[text.Stem(n, h.e.Article.Lang)] || len(n) > 3 && strings.Contains(strings.ToLower(t[ws[from].Start:ws[to-1].End]), n)
			}
			near = near && has(beside)
			about = about && (has(first) || has(beside))
		}
		another := i > 0 && capital(ws[i-1].In(t)) && !openers[ws[i-1].Fold] && adjacent(t, ws[i-1], w) && !titles[ws[i-1].Fold] && !portfolios[ws[i-1].Fold] ||
			i+2 < len(ws) && (ws[i+1].Fold == "of" || ws[i+1].Fold == "di") && capital(ws[i+2].In(t))
		if near || about && !another {
			return true
		}
	}
	return false
}

// apart is how many words may stand between an office and a name.
const apart = 4

// beside counts the words of a name that stand beside an office in t, at most 2:
// words of names, or with others, other capitals.
func beside(t string, office func(string) bool, names map[string]bool, others bool) int {
	ws := text.Words(t)
	most := 0
	for i, w := range ws {
		if !office(singular(w.Fold)) {
			continue
		}
		n := 0
		for k := max(0, i-apart); k <= min(len(ws)-1, i+apart); k++ {
			f := ws[k].Fold
			switch {
			case k == i || titles[singular(f)] || calendarWords[f] || openers[f] || k > i && speaking[f]:
			case others && !names[f] && capital(ws[k].In(t)), !others && names[f]:
				n++
			}
		}
		most = max(most, min(n, 2))
	}
	return most
}

// calendarWords have a capital and are nobody's name.
var calendarWords = table(`monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
	september october november december`)

// placed reports whether the sentence of h says where something asked about is:
// "command centre in Milan".
func placed(h hit, question string) bool {
	t := h.e.Layout.Sentences[h.Sentence].In(h.e.Article.Text)
	asked := bag(question, "")
	ws := text.Words(t)
	for i, w := range ws {
		if !asked[text.Stem(w.Fold, "")] {
			continue
		}
		for k := i + 1; k < min(len(ws)-1, i+5); k++ {
			for n := k + 1; locating[ws[k].Fold] && n < min(len(ws), k+3); n++ {
				if capital(ws[n].In(t)) && !calendarWords[ws[n].Fold] {
					return true
				}
			}
		}
	}
	return false
}

// locating are words before a place.
var locating = table(`in at near outside inside within between from to a ad in presso`)

// somewhere reports whether t names a place at all.
func somewhere(t string) bool {
	ws := text.Words(t)
	for i, w := range ws {
		for n := i + 1; locating[w.Fold] && n < min(len(ws), i+4); n++ {
			if capital(ws[n].In(t)) && !calendarWords[ws[n].Fold] {
				return true
			}
		}
	}
	return false
}

// sizes are what tells how large or old something is, by the word asked with.
var sizes = map[string][]string{
	"tall": {"tall", "high", "height", "metres", "meters", "feet", "inches"}, "high": {"tall", "high", "height", "metres", "meters", "feet", "level", "rose", "percent"},
	"wide": {"wide", "width", "metres", "meters", "feet", "miles", "kilomet"}, "deep": {"deep", "depth", "metres", "meters", "feet"},
	"heavy": {"weigh", "heavy", "tonne", "tons", "kilo", "pounds", "kg"}, "old": {"year-old", "years old", "aged", " age", "born", "since", "built", "founded", "opened", "months old"},
	"hot": {"degree", "°", "celsius", "fahrenheit", "temperature"}, "cold": {"degree", "°", "celsius", "fahrenheit", "temperature"},
}

// sized reports whether t holds the measure that "how tall", "how old" ask for;
// other questions ask for none.
func sized(t, question string) bool {
	p := phrase{question, text.Words(question)}
	for i := range p.ws {
		if p.is(i, "how") && i+1 < len(p.ws) {
			if p.is(i+1, "long") {
				return lasting(t)
			}
			want := sizes[p.ws[i+1].Fold]
			if want == nil {
				return true
			}
			t = strings.ToLower(t)
			if p.ws[i+1].Fold == "old" && aged.MatchString(t) {
				return true
			}
			if p.ws[i+1].Fold == "old" && i+3 < len(p.ws) && capital(p.ws[i+3].In(question)) {
				want = ages // of a person, and not of a bridge
			}
			return strings.ContainsAny(t, "0123456789") && slices.ContainsFunc(want, func(w string) bool { return strings.Contains(t, w) })
		}
	}
	return true
}

// ages tell how old somebody is.
var ages = []string{"year-old", "years old", "aged", " age ", "born", "turned"}

// aged finds an age behind a name: "Holub, 52, said".
var aged = regexp.MustCompile(`, \d{1,3}(,|\.| e |$)`)

// lasting reports whether t says how long something is or takes.
func lasting(t string) bool {
	if slices.ContainsFunc(text.Dates(t), func(d text.Date) bool { return d.Until != nil }) || until.MatchString(t) {
		return true
	}
	return slices.ContainsFunc(text.Numbers(t), func(n text.Number) bool {
		ws := folds(strings.ToValidUTF8(t[n.End:min(len(t), n.End+40)], " "))
		if len(ws) > 1 && (ws[0] == "more" || ws[0] == "full" || ws[0] == "straight") {
			ws = ws[1:]
		}
		if len(ws) > 0 && spans[strings.TrimSuffix(ws[0], "s")] {
			return true
		}
		return n.Unit.Len() > 0 && spans[strings.TrimSuffix(text.Fold(n.Unit.In(t)), "s")]
	})
}

var until = regexp.MustCompile(`(?i)\b(until|since|for (months|years|decades|weeks|days|hours)|all (day|night|week))\b`)

// spans are units of time and length, in the singular.
var spans = table(`second minute hour day week month year decade century metre meter kilometre kilometer km mile foot feet inche inch yard
	secondo minuto ora ore giorno giorni settimana settimane mese mesi anno anni metro metri chilometro chilometri`)

// causal reports whether the sentence of h gives a reason.
func causal(h hit) bool {
	return slices.ContainsFunc(folds(h.e.Layout.Sentences[h.Sentence].In(h.e.Article.Text)), func(w string) bool { return causes[w] })
}

// causes are words that join a reason to what it explains.
var causes = table(`because after since due over cause caused causes causing following amid fear fears fearing worry worried concern concerns
	citing reason reasons thanks owing result resulted prompted sparked blamed effort prevent perché causa dopo motivo`)

// told reports whether a sentence gives the number n of what is counted behind
// it: "the confirmed cases are twelve", "the number of cases has risen to 231".
func told(sentence string, n text.Number, want map[string]bool) bool {
	from := max(0, n.Start-80)
	ws := text.Words(strings.ToValidUTF8(sentence[from:n.Start], " "))
	ws = ws[max(0, len(ws)-7):]
	verb, held := false, map[string]bool{}
	for _, w := range ws {
		verb = verb || being[w.Fold] || reaching[w.Fold]
		if s := text.Stem(w.Fold, ""); want[s] && !verb {
			held[s] = true
		}
	}
	if last := len(ws) - 1; last >= 0 && ws[last].Fold == "at" { // "puts the damage at 19 million"
		for _, w := range ws[max(0, last-3):last] {
			verb = verb || len(want) == 1 && want[text.Stem(w.Fold, "")]
			held[text.Stem(w.Fold, "")] = held[text.Stem(w.Fold, "")] || want[text.Stem(w.Fold, "")]
		}
		n := 0
		for t := range want {
			if held[t] {
				n++
			}
		}
		return verb && n == len(want)
	}
	return verb && len(held) == len(want)
}

// reaching are verbs between what is counted and its number.
var reaching = table(`reached reaches rose risen fell fallen totals totalled totaled stands stood hit grew grown dropped numbered exceeded salito saliti sceso`)

// measured reports whether a sentence that has the words of what is asked "how
// much" gives a sum or a measure.
func measured(sentence, counted string) bool {
	want := bag(counted, "")
	return len(want) > 0 && shared(bag(sentence, ""), want) == len(want) &&
		slices.ContainsFunc(text.Numbers(sentence), func(n text.Number) bool { return quantity(sentence, n) })
}

// contains reports whether a plain string has the word.
func contains(plain, fold string) bool {
	return slices.Contains(folds(plain), fold)
}

// calendared reports whether the sentence of h gives a day or month of the calendar,
// and not only "Wednesday".
func calendared(h hit) bool {
	t := h.passage().Text()
	return slices.ContainsFunc(text.Dates(t), func(d text.Date) bool { return !d.Relative && telling(t, d) })
}

// unborrowed drops the hits that have none of the question's plain words but as
// a part of a name: "ferries" is not "Ferris".
func unborrowed(hits []hit, question string) []hit {
	want := map[string]bool{}
	typed := map[string]bool{}
	for _, w := range text.Words(question) {
		typed[w.Fold] = true
		if !text.Stop(w.Fold, "") && !light[w.Fold] && !capital(w.In(question)) {
			want[text.Stem(w.Fold, "")] = true
		}
	}
	var out []hit
	for _, h := range hits {
		borrowed := false
		t := h.passage().Text()
		for i, w := range text.Words(t) {
			if want[text.Stem(w.Fold, "")] {
				if borrowed = i > 0 && capital(w.In(t)) && !typed[w.Fold]; !borrowed {
					break
				}
			}
		}
		if !borrowed {
			out = append(out, h)
		}
	}
	return out
}

// nearlyAs reports whether a hit shares with the question nearly as many words
// as any of hits does: what fits, but is about something else, is no answer.
func nearlyAs(h hit, hits []hit, question string) bool {
	want := bag(question, "")
	best := 0
	for _, o := range hits {
		best = max(best, shared(want, bag(o.passage().Text(), o.e.Article.Lang)))
	}
	return float64(shared(want, bag(h.passage().Text(), h.e.Article.Lang))) >= besideShare*float64(best)
}

// common reports whether all the words are printed by the corpus, and not as
// names only.
func (v *vocabulary) common(words []string) bool {
	for _, f := range folds(strings.Join(words, " ")) {
		if !v.has(f) || v.proper(f) {
			return false
		}
	}
	return len(words) > 0
}
