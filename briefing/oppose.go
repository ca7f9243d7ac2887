package briefing

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"briefingbot/briefing/quote"
	"briefingbot/briefing/text"
)

// objection are words that speak against something.
var objection = table(`
	against argue argued arguing abuse alarmed anger angry appalled backlash banned blame boycott clash clashes clashing
	concern concerned concerns condemn condemned condemning contradict contradicts contradicting criticism criticised
	criticising criticize criticized criticizing disagree disgrace dispute disputed doubt fear fears fearing illegal inflaming lie
	mistake oppose opposed opposing outrage outraged overshadow protest protests refuse refused reject rejected rejecting
	rejects risking scandal shame shameful unacceptable unjust unnecessary unsafe unwelcome urged
	violate violates warn warned warning worried worry wrong inaccettabile contrario contro preoccupato`)

// harm are words that tell what happened as well as what somebody holds against
// it: they object only in the speaker's own words.
var harm = table(`damage damaging damages danger dangerous disaster fail failed failure harm kill kills killed`)

// outlets are what the names of those who report are made of.
var outlets = table(`news newspaper times journal herald magazine daily post tribune gazette press tv radio media`)

// objecting reports whether u speaks against something: in its words, or in what
// it is called. "Not welcome" is an objection, "will not patrol" is none.
// Who denies that something is so objects to nothing, and a newspaper reports
// the objections of others.
func objecting(u Quote) bool {
	if u.Person != nil && slices.ContainsFunc(folds(u.Person.Name), func(w string) bool { return outlets[w] }) {
		return false
	}
	ws := text.Words(u.Context.Text())
	for i, w := range ws {
		own := u.Kind != quote.Indirect && u.Words.Span.Covers(shift(w.Span, u.Context.Span.Start))
		if objection[w.Fold] || own && harm[w.Fold] {
			return true
		}
		if w.Fold == "not" || w.Fold == "no" || w.Fold == "don't" {
			for k := i + 1; k < min(len(ws), i+3); k++ {
				switch ws[k].Fold {
				case "welcome", "acceptable", "right", "need", "want", "accept", "agree", "support":
					return true
				}
			}
		}
	}
	return false
}

// opposed answers a with the statements that speak against a subject; without a
// subject, with all that speak against something. Against what a speaker said
// or a body said stands what they said, both sides at equal length, unless only
// the critics are asked for.
func (s *snapshot) opposed(a Answer, about string, critics bool, limit int) Answer {
	a, us, query := s.concerning(a, about, objecting)
	if len(us) == 0 {
		if about != "" {
			a.Unquoted = append(a.Unquoted, "anybody who opposes "+strings.TrimSpace(about))
		}
		return s.nearest(a, query, limit)
	}
	contra := byPerson(us)
	if critics {
		return a.speech(contra)
	}
	own := s.own(about, contra)
	if len(own) == 0 {
		return a.speech(contra)
	}
	for i := range contra {
		contra[i].Objects = true
	}
	return a.speech(turns(own, contra))
}

// nearest is how near the objections a speaker's statements are at the least, as a
// share of how near the nearest of them is, unless the sentences around them hold
// what most of the objections have in common.
const nearest = 0.5

// own returns what the speakers that a question names say themselves on what
// others hold against them, the nearest first.
func (s *snapshot) own(who string, contra []Statement) []Statement {
	people, _ := s.society().find(who, s.words)
	w := s.society().weights
	on, issue := contested(contra)
	var out []Statement
	near := map[Passage]float64{}
	for _, p := range people {
		for _, st := range s.statements(p) {
			if q := st.Quotes[0]; stated(q) {
				near[q.Words] = w.covered(bag(q.Words.Text(), q.Words.Article.Lang), on)
				out = append(out, st)
			}
		}
	}
	slices.SortStableFunc(out, func(x, y Statement) int {
		return cmp.Or(cmp.Compare(near[y.Quotes[0].Words], near[x.Quotes[0].Words]), better(x, y))
	})
	if len(out) == 0 {
		return nil
	}
	first := near[out[0].Quotes[0].Words]
	return slices.DeleteFunc(out, func(st Statement) bool {
		q := st.Quotes[0]
		e, ok := s.entry(q.Words.Article.ID)
		return near[q.Words] < nearest*first && !(ok && w.covered(issue, bag(widen(e.Reading, q.Context.Span, 1).Text(), e.Article.Lang)) >= aboutShare)
	})
}

// contested returns the stems of what is said in the statements, and those that at
// least half of their sentences hold.
func contested(ss []Statement) (said, common map[string]bool) {
	said, common = map[string]bool{}, map[string]bool{}
	count := map[string]int{}
	for _, st := range ss {
		for _, q := range st.Quotes {
			maps.Copy(said, bag(q.Words.Text(), q.Words.Article.Lang))
		}
		for t := range bag(st.Quotes[0].Context.Text(), st.Quotes[0].Context.Article.Lang) {
			count[t]++
		}
	}
	for t, n := range count {
		if 2*n >= len(ss) {
			common[t] = true
		}
	}
	return said, common
}

// turns sets two sides at equal length, one statement of either in turn.
func turns(one, other []Statement) []Statement {
	var out []Statement
	for i := range min(each, len(one), len(other)) {
		out = append(out, one[i], other[i])
	}
	return out
}

// bothSides answers a with what is said against a subject and what else is said
// on it, taking turns, at equal length. Whoever speaks against it once stands on
// that side. Where only one side is quoted the answer says so.
func (s *snapshot) bothSides(a Answer, about string, limit int) Answer {
	a, us, query := s.concerning(a, about, func(Quote) bool { return true })
	against := map[*Person]bool{}
	for _, u := range us {
		against[u.Person] = against[u.Person] || objecting(u.Quote)
	}
	var contra, other []Statement
	for _, st := range byPerson(us) {
		switch q := st.Quotes[0]; {
		case objecting(q):
			st.Objects = true
			contra = append(contra, st)
		case !against[q.Person]:
			other = append(other, st)
		}
	}
	switch {
	case len(contra)+len(other) == 0:
		return s.nearest(a, query, limit)
	case len(contra) == 0 || len(other) == 0:
		a.Unquoted = append(a.Unquoted, strings.TrimSpace("another side on "+about))
		all := append(contra, other...)
		return a.speech(all[:min(len(all), each)])
	}
	return a.speech(turns(contra, other))
}

// speech returns a, answered with statements in their order.
func (a Answer) speech(ss []Statement) Answer {
	var g register
	for _, st := range ss {
		a.Speech = append(a.Speech, g.statement(st))
		a.Score = max(a.Score, st.Quotes[0].Confidence*0.8)
	}
	a.Found, a.Citations = true, g.all
	return a
}

// concerning returns what known speakers say on a subject, or on what a speaker
// said but not that speaker's own words, and the subject as it was read.
func (s *snapshot) concerning(a Answer, about string, wanting func(Quote) bool) (Answer, []utterance, string) {
	so := s.society()
	people, corrected := so.find(about, s.words)
	a.Corrected = append(a.Corrected, corrected...)
	about, fixed := s.corrected(about)
	a.Corrected = append(a.Corrected, fixed...)
	want := wanted(about)
	person := len(people) > 0 && !people[0].group
	if len(people) == 1 && !person {
		if w := so.briefly(people[0]); w != "" {
			want = wanted(w)
		}
	}
	if person {
		want = map[string]bool{}
		for _, p := range people {
			for _, u := range so.utterances(so.by(p, nil, 0)) {
				if stated(u.Quote) && !objecting(u.Quote) { // who objects to the same stands on the same side
					maps.Copy(want, u.stems)
				}
			}
		}
	}
	var us []utterance
	share := aboutShare
	if person {
		share = 0
	}
	numbers := so.latest()
	if person && len(want) == 0 {
		numbers = nil // everything they say is an objection
	}
	if len(want) > 0 {
		numbers = so.on(want, share, nil)
	}
	for _, u := range so.utterances(numbers) {
		if u.Person == nil || slices.ContainsFunc(people, func(p *profile) bool { return p.Person == u.Person }) || !wanting(u.Quote) {
			continue
		}
		near := len(want) == 0 || so.weights.relevance(want, u) >= aboutShare
		if person {
			near = shared(want, u.around) >= 2 || shared(want, u.stems) >= 1
		}
		if near {
			us = append(us, u)
		}
	}
	return a, us, about
}

// stated reports whether q says what its speaker holds, not that nothing was said.
func stated(q Quote) bool { return q.Polarity != quote.Declined && q.Polarity != quote.Hedged }

// briefly returns the noun that means only p, a body of several words, among all
// who speak: "ministry", empty if there is none.
func (so *society) briefly(p *profile) string {
	for _, w := range keys(p.words) {
		alone := func(o *profile) bool { return o == p || !o.words[w] }
		if len(p.words) > 1 && bodies[w] && !slices.ContainsFunc(so.profiles, func(o *profile) bool { return !alone(o) }) {
			return w
		}
	}
	return ""
}

// byPerson groups utterances of several speakers into statements, speaker by
// speaker in order of appearance, what most articles carry first.
func byPerson(us []utterance) []Statement {
	by := map[*Person][]utterance{}
	var order []*Person
	for _, u := range us {
		if len(by[u.Person]) == 0 {
			order = append(order, u.Person)
		}
		by[u.Person] = append(by[u.Person], u)
	}
	var out []Statement
	for _, p := range order {
		out = append(out, merge(by[p])...)
	}
	slices.SortStableFunc(out, better)
	return out
}
