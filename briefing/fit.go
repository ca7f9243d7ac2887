package briefing

import (
	"regexp"
	"slices"
	"strings"

	"briefingbot/briefing/search"
	"briefingbot/briefing/text"
)

// fitting returns the hits that hold the kind of thing a question asks for.
// Questions of other kinds are left as the search ranked them.
func (s *snapshot) fitting(hits []hit, want Intent, counted, question string) []hit {
	var fits func(string) bool
	alone := false // the sentence itself must fit, and not with the one before
	switch want {
	case IntentNumber:
		much := contains(plain(question), "much")
		sum := counted == "" && (much || contains(plain(question), "quanto"))
		fits = func(t string) bool {
			return counts(t, counted) && (!sum || money.MatchString(t)) || much && measured(t, counted)
		}
		if much && paid.MatchString(question) { // a share is no price
			priced := fits
			fits = func(t string) bool { return priced(t) && currency.MatchString(t) }
		}
		if about := plainly(question); len(about) > 0 && anyone(counted) {
			fits = func(t string) bool { return counts(t, counted) && held(bag(t, ""), about) >= max(1, len(about)-1) }
			alone = true
			hits = slices.DeleteFunc(slices.Clone(hits), func(h hit) bool { return held(h.paragraph(), about) < len(about) })
		}
	case IntentTime:
		if contains(plain(question), "should") { // a date need not answer it
			break
		}
		fits = func(t string) bool { return datesBesides(t, question) || hour.MatchString(t) }
		if strings.Contains(plain(question), " what time ") || strings.Contains(plain(question), " a che ora ") {
			fits = clocked
		}
	}
	sought := soughtIn(question)
	var out []hit
	for _, h := range hits {
		t := h.passage().Text()
		one := t
		if alone {
			one = h.e.Layout.Sentences[h.Sentence].In(h.e.Article.Text)
		}
		switch {
		case fits != nil && !(fits(one) && digits(t, question)):
		case sought != "" && !bag(t, h.e.Article.Lang)[text.Stem(sought, h.e.Article.Lang)]:
		case !sized(t, question):
		case want == IntentPlace && !placed(h, question) && !(h.held >= wholly && somewhere(t) && !placedBefore(t, question)) && !(fromWhere(question) && origin.MatchString(t)):
		case want == IntentYesNo && !digits(t, question):
		case strings.Contains(plain(question), " founded ") && !slices.ContainsFunc(folds(t), func(w string) bool { return founding[w] }):
		default:
			out = append(out, h)
		}
	}
	switch want {
	case IntentPerson:
		out = holding(out, question)
	case IntentPlace:
		slices.SortStableFunc(out, func(a, b hit) int {
			return before(placed(a, question) && nearlyAs(a, hits, question), placed(b, question) && nearlyAs(b, hits, question))
		})
	case IntentReason:
		if len(out) == 0 || causal(out[0]) {
			return out
		}
		slices.SortStableFunc(out, func(a, b hit) int {
			return before(causal(a) && nearlyAs(a, hits, question), causal(b) && nearlyAs(b, hits, question))
		})
	case IntentTime:
		best := 0.0
		for _, h := range out {
			best = max(best, h.fullness)
		}
		first := func(h hit) bool { return calendared(h) && h.fullness >= best-datedFirst }
		slices.SortStableFunc(out, func(a, b hit) int { return before(first(a), first(b)) })
	}
	return out
}

// datedFirst is how much less a passage may hold that gives a day of the calendar,
// and goes before one that says "Monday".
const datedFirst = 0.25

// money finds a sum or a share.
var money = regexp.MustCompile(`(?i)[$€£¥%]|\b(euros?|pounds?|dollars?|crowns?|kroner|kronor|francs?|yen|lire|zlotys?|cents?|pence|percent|per cento?|rupees?|yuan|pesos?)\b`)

// paid finds that a question asks for a price or a payment.
var paid = regexp.MustCompile(`(?i)\b(pay|pays|paying|paid|cost|costs|earn|earns|spend|spent)\b`)

// currency finds a sum of money.
var currency = regexp.MustCompile(`(?i)[$€£¥]|\b(euros?|pounds?|dollars?|crowns?|kroner|kronor|francs?|yen|lire|zlotys?|cents?|pence|rupees?|yuan|pesos?)\b|\d[pc]\b`)

// hour finds a time of day that is told as one: "10.40 p.m.".
var hour = regexp.MustCompile(`(?i)\b\d{1,2}([:.]\d\d)? ?[ap]\.?m\b|\b(noon|midnight|mezzogiorno|mezzanotte)\b`)

// ofReport reports whether a date is that of what is said, and not of what happens:
// "officials said on Tuesday".
func ofReport(t string, p text.Span) bool {
	from := max(0, p.Start-60)
	before := strings.ToValidUTF8(t[from:p.Start], " ")
	if i := strings.LastIndexAny(before, ",;:.\"”"); i >= 0 {
		before = before[i+1:]
	}
	ws := folds(before)
	for k := len(ws) - 1; k >= max(0, len(ws)-6); k-- {
		if ws[k] == "said" || ws[k] == "says" || ws[k] == "told" || ws[k] == "according" {
			return true
		}
	}
	return false
}

// fromWhere reports whether a question asks where something comes from.
func fromWhere(question string) bool {
	return strings.HasSuffix(strings.TrimRight(plain(question), " "), " from")
}

// origin finds that something is told to come from somewhere.
var origin = regexp.MustCompile(`\b(from|imported|based|da|dal|dalla|dall)\b`)

// wholly is how much of a question a passage must hold that names a place, but not
// right behind what is asked for.
const wholly = 0.8

// placedBefore reports whether t names places only before all that the question
// asks about: "in Italy, a command centre" does not say where that is.
func placedBefore(t, question string) bool {
	asked := bag(question, "")
	ws := text.Words(t)
	for i, w := range ws {
		if asked[text.Stem(w.Fold, "")] {
			return !somewhere(t[ws[i].Start:])
		}
	}
	return false
}

// clocked reports whether t gives a time of day.
func clocked(t string) bool { return clock.MatchString(strings.ToLower(t)) }

var clock = regexp.MustCompile(`\d[:.]\d\d\b|\d ?[ap]\.?m\b|\bhalf past\b|\bo'clock\b|\b(noon|midnight|mezzogiorno|mezzanotte)\b|\bat (one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) in the\b|\b(alle|ore) \d`)

// founding are the words of what is founded: the stem of "founded" is "found".
var founding = table(`founded founder founders founding founds established establish set started foundation`)

// datesBesides reports whether t gives a date that the question does not give itself.
func datesBesides(t, question string) bool {
	asked := strings.NewReplacer("'s ", " ", "’s ", " ").Replace(plain(question))
	for _, d := range text.Dates(t) {
		if telling(t, d) && !strings.Contains(asked, plain(d.In(t))) && !ofReport(t, d.Span) {
			return true
		}
	}
	return false
}

// digits reports whether t has every number that a question is about: another
// year is another story.
func digits(t, question string) bool {
	have := plain(t)
	for _, w := range text.Words(question) {
		if strings.ContainsAny(w.Fold[:1], "0123456789") && !strings.Contains(have, " "+w.Fold+" ") {
			return false
		}
	}
	return true
}

// heads of many: whoever is counted as people may be called anything.
var anyPeople = table(`people person persons persone gente`)

// anyone reports whether people are counted, whatever they are called.
func anyone(counted string) bool {
	return slices.ContainsFunc(folds(counted), func(w string) bool { return anyPeople[w] })
}

// plainly returns the plain words that a question which counts people asks about:
// "live" of "how many people live in Rome".
func plainly(question string) []map[string]bool {
	question = countable(question)
	var b strings.Builder
	for i, w := range text.Words(question) {
		if p := w.In(question); i > 0 && !capital(p) && !auxiliaries[w.Fold] && !measures[w.Fold] && asking[w.Fold] == "" && !text.Stop(w.Fold, "it") {
			b.WriteString(p + " ")
		}
	}
	return standing(b.String())
}

// counts reports whether the sentence gives a number of what is counted. All
// words of "ICE agents" must be what the number counts, or it counts something
// else.
func counts(sentence, counted string) bool {
	want := standing(counted)
	anything := len(want) == 0 || anyone(counted)
	if !anything && held(bag(sentence, ""), want) < len(want) {
		return false
	}
	for _, n := range text.Numbers(sentence) {
		if !quantity(sentence, n) {
			if anyone(counted) && !n.Ordinal && !n.Year && n.Value > 1 && peopled.MatchString(sentence[n.End:]) {
				return true // "Forty-one were taken to hospital"
			}
			continue
		}
		if anything && anyone(counted) && (n.Unit.Len() > 0 || spans[singular(text.Fold(n.Noun.In(sentence)))]) {
			continue // 37 days are not people
		}
		if anything || told(sentence, n, bag(counted, "")) {
			return true
		}
		have := bag(n.Noun.In(sentence)+" "+n.Unit.In(sentence), "")
		if k := held(have, want); k > 0 && (k == len(want) || k >= len(have)) {
			return true
		}
		if people[text.Fold(n.Noun.In(sentence))] && befalls(counted) {
			return true // "90,000 people visited it" has that many visitors
		}
	}
	return false
}

// befalls reports whether what is counted is people by another word: by what they
// do, "visitors", or by what happened to them, "arrests".
func befalls(counted string) bool {
	ws := folds(counted)
	if len(ws) == 0 {
		return false
	}
	one := singular(ws[len(ws)-1])
	return folk[one] || titles[one] || befell[one]
}

// befell are words for those to whom something happened, in the singular.
var befell = table(`arrest death fatalitie casualtie injurie dead injured wounded hurt sick ill missing killed detained homeless jobless victim
	survivor starter runner athlete spectator commuter feriti morti arresti vittime visitatori arrestati dispersi`)

// people are words for those who are counted by what they do or what befell them.
var people = table(`people person persons man men woman women child children persone uomini donne bambini`)

// peopled finds the verb right behind a number that counts people.
var peopled = regexp.MustCompile(`^ (of them )?(were|are|have|had|died|sono|erano) `)

// standing returns the content words of s, each with the stems of what may stand
// for it.
func standing(s string) []map[string]bool {
	var out []map[string]bool
	for _, w := range text.Words(s) {
		if text.Stop(w.Fold, "") {
			continue
		}
		stems := map[string]bool{text.Stem(w.Fold, ""): true}
		if !capital(w.In(s)) {
			for _, k := range slices.Concat(search.Kin(w.Fold), answers[text.Stem(w.Fold, "")]) {
				stems[text.Stem(k, "")] = true
			}
		}
		out = append(out, stems)
	}
	return out
}

// held counts the words that have has.
func held(have map[string]bool, words []map[string]bool) int {
	n := 0
	for _, stems := range words {
		if shared(stems, have) > 0 {
			n++
		}
	}
	return n
}
