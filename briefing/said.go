package briefing

import (
	"cmp"
	"slices"
	"strings"

	"briefingbot/briefing/text"
)

// aboutShare is how much of a topic's weight a statement must be about.
const aboutShare = 0.5

// Said returns what a person said, on a topic if about is not empty, the best
// first. who may be a name, a part of one, a role ("the mayor of Milan") or a
// misspelling. Found is false when the corpus quotes nobody like that.
func (c *Corpus) Said(who, about string) Answer {
	s := c.snapshot()
	a := Answer{Question: strings.TrimSpace(who + " " + about), Intent: IntentSpeech}
	return s.said(a, who, about, 5)
}

// said answers a with what who said on about; limit bounds the nearest
// passages where there is no answer.
func (s *snapshot) said(a Answer, who, about string, limit int) Answer {
	people, corrected := s.society().find(who, s.words)
	a.Corrected = append(a.Corrected, corrected...)
	if len(people) == 0 {
		if name := s.unquoted(who); name != "" {
			a.Unquoted = append(a.Unquoted, name)
		} else {
			a.Missing = append(a.Missing, s.lacking(who)...)
		}
		return s.nearest(a, who+" "+about, limit)
	}
	about, fixed := s.corrected(about)
	a.Corrected = append(a.Corrected, fixed...)
	type scored struct {
		Statement
		score float64
	}
	var found []scored
	want := wanted(about)
	for t := range bag(who, "") {
		delete(want, t)
	}
	w := s.society().weights
	for _, p := range people {
		var us []utterance
		value := map[place]float64{}
		for _, i := range p.speech {
			u := s.society().speech[i]
			v := 1.0
			if len(want) > 0 {
				v = w.relevance(want, u)
			}
			if v >= aboutShare {
				us = append(us, u)
				value[u.Words.place()] = v
			}
		}
		for _, st := range merge(us) {
			best := 0.0
			for _, q := range st.Quotes {
				best = max(best, value[q.Words.place()])
			}
			found = append(found, scored{st, best})
		}
	}
	slices.SortStableFunc(found, func(x, y scored) int {
		return cmp.Or(cmp.Compare(y.score, x.score), better(x.Statement, y.Statement))
	})
	if len(found) == 0 {
		if unknown := s.unprinted(about); len(unknown) > 0 {
			a.Missing = append(a.Missing, unknown...)
		} else {
			a.Unquoted = append(a.Unquoted, people[0].Name+" on "+strings.TrimSpace(about))
		}
		return s.nearest(a, who+" "+about, limit)
	}
	var g register
	for _, f := range found {
		a.Speech = append(a.Speech, g.statement(f.Statement))
		a.Score = max(a.Score, f.score*f.Quotes[0].Confidence)
	}
	a.Found, a.Citations = true, g.all
	return a
}

// relevance is how much of want u is about: its words and its sentence in full,
// the sentence before by half.
func (w weights) relevance(want map[string]bool, u utterance) float64 {
	near := w.covered(want, u.around)
	if near >= aboutShare || !u.refers() {
		return near
	}
	far := w.covered(want, bag(u.setting(), u.e.Article.Lang))
	return near + (far-near)*0.6
}

// better orders statements that fit a question equally: what more articles
// carry, then words before paraphrases, then certainty.
func better(x, y Statement) int {
	return cmp.Or(
		cmp.Compare(len(y.Citations), len(x.Citations)),
		cmp.Compare(order(x.Quotes[0].Kind), order(y.Quotes[0].Kind)),
		cmp.Compare(y.Quotes[0].Confidence, x.Quotes[0].Confidence))
}

// find returns whom the words mean: people with all of them in their name,
// else in name and role, else in any mention. What no speaker is called is
// compared with what they are called, letter by letter.
func (so *society) find(who string, v *vocabulary) ([]*profile, []Correction) {
	ws := asked(who)
	if len(ws) == 0 {
		return nil, nil
	}
	if ps := so.match(ws); len(ps) > 0 {
		return ps, nil
	}
	fixed := slices.Clone(ws)
	for i, w := range ws {
		if in := english(w); len(in) > 0 && !v.has(w) {
			fixed[i] = text.Fold(in[0])
		}
	}
	if ps := so.match(fixed); len(ps) > 0 {
		return ps, nil
	}
	var corrected []Correction
	for i, w := range ws {
		if v.has(w) {
			continue
		}
		if near := so.nearest(w); near != "" {
			fixed[i] = text.Fold(near)
			corrected = append(corrected, Correction{Typed: w, Read: near})
		}
	}
	if len(corrected) == 0 {
		return nil, nil
	}
	if ps := so.match(fixed); len(ps) > 0 {
		return ps, corrected
	}
	return nil, nil
}

// asked returns the words of a name or role as typed, without articles, forms
// of address and prepositions, and without the verb of "is Tajani".
func asked(who string) []string {
	var out []string
	ws := folds(who)
	for len(ws) > 1 && being[ws[0]] {
		ws = ws[1:]
	}
	for _, w := range ws {
		w = strings.Trim(w, ".")
		switch {
		case w == "", w == "s", courtesy[w]:
		case w == "the", w == "a", w == "an", w == "of", w == "for", w == "to", w == "in", w == "di", w == "del", w == "della", w == "il", w == "la", w == "lo", w == "l", w == "dell":
		default:
			out = append(out, w)
		}
	}
	return out
}

// being are the words between "who" and a name.
var being = table(`who who's chi is was are were e è era sono erano`)

// match returns the speakers who bear all the words, at the closest tier at
// which there are any.
func (so *society) match(ws []string) []*profile { return match(so.profiles, ws) }

// match returns those of ps whom the words name most closely.
func match(ps []*profile, ws []string) []*profile {
	tiers := make([][]*profile, 4)
	for _, p := range ps {
		if t := p.tier(ws); t < len(tiers) {
			tiers[t] = append(tiers[t], p)
		}
	}
	for _, t := range tiers {
		if len(t) > 0 {
			return t
		}
	}
	return nil
}

// tier says how closely the words name p: 0 by name, 1 by name and role or by
// role alone, 2 by any mention, 4 not at all.
func (p *profile) tier(ws []string) int {
	inName, inRole, head := 0, 0, false
	for _, w := range ws {
		if slices.Contains(p.tokens, w) || p.group && p.words[country(singular(w))] && len(p.words) == len(ws) {
			inName++
		}
	}
	if inName == len(ws) {
		return 0
	}
	for _, r := range p.roles {
		n, h := 0, false
		for _, w := range ws {
			switch {
			case r[country(singular(w))]:
				n++
				h = h || titles[singular(w)]
			case slices.Contains(p.tokens, w):
				n++
			}
		}
		if n > inRole {
			inRole, head = n, h
		}
	}
	if inRole == len(ws) && (head || inName > 0) {
		return 1
	}
	n, telling := 0, false
	for _, w := range ws {
		if p.words[country(singular(w))] {
			n++
			telling = telling || countries[w] == "" && !attributes[w]
		}
	}
	if n == len(ws) && telling {
		return 2
	}
	return 4
}

// nearest returns the word of a speaker's name or role that w was meant to be.
func (so *society) nearest(w string) string {
	n := len([]rune(w))
	if n < 4 {
		return ""
	}
	best, word := slack(n, true)+1, ""
	for _, p := range so.profiles {
		forms := append([]string{p.Name}, p.Aliases...)
		for _, r := range p.Roles {
			forms = append(forms, r.Text())
		}
		for _, form := range forms {
			for _, t := range text.Words(form) {
				if d := distance(w, t.Fold, best); len(t.Fold) > 3 && d < best {
					best, word = d, form[t.Start:bare(form, t.Span)]
				}
			}
		}
	}
	return word
}

// unquoted returns the name, as the corpus prints it, of whom it names but
// quotes nowhere; empty when it does not name them.
func (s *snapshot) unquoted(who string) string {
	ws := asked(who)
	if len(ws) == 0 {
		return ""
	}
	var found []*profile
	for _, p := range match(s.society().named, ws) {
		if p.tier(ws) < 2 {
			found = append(found, p)
		}
	}
	switch {
	case len(found) == 1:
		return found[0].Name
	case len(found) > 1 || len(ws) == 1 && s.words.proper(ws[0]):
		return who[firstName(who):]
	}
	return ""
}

// firstName returns where the name begins in "is Trump".
func firstName(who string) int {
	ws := text.Words(who)
	for i, w := range ws {
		if i+1 == len(ws) || !being[w.Fold] {
			return w.Start
		}
	}
	return 0
}

// unprinted returns the content words of about, as typed, that the corpus does
// not print.
func (s *snapshot) unprinted(about string) []string {
	var out []string
	for _, w := range text.Words(about) {
		if !s.words.has(w.Fold) && !s.words.has(singular(w.Fold)) && !s.words.has(w.Fold+"s") && !text.Stop(w.Fold, "") && !text.Stop(w.Fold, "it") {
			out = append(out, w.In(about))
		}
	}
	return out
}

// lacking returns the words of who, as typed, that the corpus does not print
// at all, or all of them.
func (s *snapshot) lacking(who string) []string {
	var out []string
	who = who[firstName(who):]
	for _, w := range text.Words(who) {
		if capital(w.In(who)) && !openers[w.Fold] || !s.words.has(w.Fold) && !text.Stop(w.Fold, "") {
			out = append(out, w.In(who))
		}
	}
	if len(out) == 0 {
		return []string{strings.TrimSpace(who)}
	}
	return []string{strings.Join(out, " ")}
}
