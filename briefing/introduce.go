package briefing

import (
	"cmp"
	"slices"
)

// introduced answers "who is NAME" and "who is the ROLE" with the sentences that
// print a role beside a name.
func (s *snapshot) introduced(a Answer, who string, limit int) (Answer, bool) {
	ws := asked(who)
	if len(ws) == 0 {
		return a, false
	}
	so := s.society()
	people := so.familiar().match(ws)
	for _, other := range otherwise(ws) {
		if len(people) > 0 {
			break
		}
		for _, p := range so.familiar().match(other) {
			if p.holdsJust(other) {
				people = append(people, p)
			}
		}
		if len(people) > 0 {
			ws = other
		}
	}
	var fixed []Correction
	if len(people) == 0 {
		found, corrected := so.find(who, s.words)
		for _, p := range found {
			if len(p.roles) > 0 {
				people = append(people, p)
			}
		}
		fixed = corrected
	}
	var hits []hit
	known := false // more than "Dr"
	for _, p := range people {
		if p.tier(ws) > 1 && len(fixed) == 0 {
			continue
		}
		roles := slices.Clone(p.Roles)
		slices.SortStableFunc(roles, func(a, b Passage) int {
			return cmp.Or(before(titled(a), titled(b)), cmp.Compare(len(b.Text()), len(a.Text())))
		})
		for _, role := range roles {
			known = known || titled(role) || len(folds(role.Text())) > 1
			if e, ok := s.entry(role.Article.ID); ok && len(hits) < 8*limit {
				hits = append(hits, hitAt(e, role.Span.Start))
			}
		}
	}
	facts := s.fold(hits, limit)
	if len(facts) == 0 || !known {
		return a, false
	}
	a.Found, a.Score = true, 0.9
	a.Corrected = append(a.Corrected, fixed...)
	return s.close(a, facts, nil), true
}

// holdsJust reports whether one of p's roles is that of the words and no narrower:
// the "head of information technology" is not the head.
func (p *profile) holdsJust(ws []string) bool {
	return slices.ContainsFunc(p.roles, func(r map[string]bool) bool {
		n := 0
		for _, w := range ws {
			if r[country(singular(w))] {
				n++
			}
		}
		return n == len(ws) && len(r) <= n+1
	})
}

// titled reports whether a role says what somebody is, and not only of what.
func titled(role Passage) bool {
	return slices.ContainsFunc(folds(role.Text()), func(w string) bool { return titles[singular(w)] && !courtesy[w] })
}

// hitAt makes a hit of the sentence of e that holds a byte offset.
func hitAt(e *entry, offset int) hit {
	h := hit{e: e}
	h.Sentence = min(sentence(e.Reading, offset), len(e.Layout.Sentences)-1)
	h.Span = e.Layout.Sentences[h.Sentence].Span
	return h
}
