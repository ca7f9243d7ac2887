package briefing

import (
	"maps"
	"slices"
)

// acquaintance is whom a snapshot knows before it has met everybody: the society
// of the corpus when it was met last, nil when it never was, and what has come
// since. Once everybody is met, the society is its own and nothing has come.
type acquaintance struct {
	society *society
	fresh   []*entry
}

// acquainted returns whom s knows.
func (s *snapshot) acquainted() acquaintance {
	if k := s.known.Load(); k != nil {
		return *k
	}
	return acquaintance{}
}

// follow notes what n has that s has not, so that nobody need be met twice.
func (n *snapshot) follow(s *snapshot, more ...*entry) {
	k := s.acquainted()
	n.known.Store(&acquaintance{k.society, append(slices.Clip(k.fresh), more...)})
}

// gathered finds out who speaks. Where there are very many articles and few of
// them have come since everybody was met, only those few are listened to: who is
// meant by the names in the others does not change then.
func (s *snapshot) gathered() *society {
	k := s.acquainted()
	so := k.society
	switch {
	case so != nil && len(k.fresh) == 0 && s.holds(so):
	case so != nil && len(s.entries) >= keptReadings && len(k.fresh) <= len(s.entries)/10:
		so = so.extended(s, k.fresh)
	default:
		so = s.meet()
	}
	s.known.Store(&acquaintance{society: so})
	return so
}

// holds reports whether all that so has heard is of articles of s.
func (s *snapshot) holds(so *society) bool {
	return !slices.ContainsFunc(so.speech, func(r remark) bool { return !s.current(r.e) })
}

// current reports whether e is an article of s.
func (s *snapshot) current(e *entry) bool { return e.doc < len(s.docs) && s.docs[e.doc] == e }

// extended returns the society of s: so with what came since, and without what
// has gone.
func (so *society) extended(s *snapshot, fresh []*entry) *society {
	out := &society{words: so.words.clone(), weights: weights{df: maps.Clone(so.weights.df), n: so.weights.n}}
	all := make([]*profile, len(so.all))
	looked := map[*entry]bool{} // the articles that may print what has gone, too
	for i, p := range so.all {
		all[i] = p.again(s)
		if len(all[i].Roles) < len(p.Roles) {
			for _, k := range p.speech[:min(len(p.speech), relooked)] {
				looked[so.speech[k].e] = true
			}
		}
	}
	for i, r := range so.speech {
		if !s.current(r.e) {
			continue
		}
		if r.p != nil {
			r.p = all[r.p.number]
			r.p.Quotes++
		}
		out.speech, out.own = append(out.speech, r), append(out.own, so.place(i))
		if i >= len(so.speech)-so.late {
			out.late++
		}
	}
	g := newGathering()
	g.know(all)
	from := len(out.speech)
	heard := out.words.n
	fresh = slices.DeleteFunc(slices.Clone(fresh), func(e *entry) bool { return !s.current(e) })
	who, names := out.hear(fresh)
	for i := heard; i < out.words.n; i++ {
		out.own = append(out.own, i)
	}
	for _, e := range fresh {
		looked[e] = true
	}
	again := slices.DeleteFunc(slices.Collect(maps.Keys(looked)), func(e *entry) bool { return !s.current(e) })
	slices.SortFunc(again, func(a, b *entry) int { return a.doc - b.doc })
	for _, e := range again {
		if names[e] == nil {
			names[e] = e.names()
		}
	}
	g.read(again, names)
	out.attribute(g, who, from)
	out.late += len(out.speech) - from
	if len(out.own) == out.words.n {
		out.own = nil
	}
	for _, p := range g.profiles {
		p.speech = nil
	}
	out.allot()
	out.settle(g.profiles)
	return out
}

// allot gives everybody what they said.
func (so *society) allot() {
	for _, i := range so.newestFirst() {
		if p := so.speech[i].p; p != nil {
			p.speech = append(p.speech, i)
		}
	}
}

// relooked is how many articles that quote somebody are looked at for a role that
// has gone with another article.
const relooked = 20

// place is the number that the ith remark has in the concordance.
func (so *society) place(i int) int {
	if so.own == nil {
		return i
	}
	return so.own[i]
}

// again returns a copy of p that has said nothing yet, in s.
func (p *profile) again(s *snapshot) *profile {
	c := *p
	person := *p.Person
	person.Quotes = 0
	person.Aliases = slices.Clone(person.Aliases)
	person.Roles, c.roles = nil, nil
	for i, r := range p.Roles {
		if e, ok := s.entry(r.Article.ID); ok && e.Article == r.Article {
			person.Roles, c.roles = append(person.Roles, r), append(c.roles, p.roles[i])
		}
	}
	c.Person, c.words, c.speech = &person, maps.Clone(p.words), nil
	return &c
}

// clone returns a copy that grows by itself.
func (c *concordance) clone() *concordance {
	out := &concordance{stems: make(map[string]*postings, len(c.stems)), n: c.n}
	shelf := make([]postings, 0, len(c.stems))
	for t, p := range c.stems {
		shelf = append(shelf, postings{slices.Clip(p.b), p.last})
		out.stems[t] = &shelf[len(shelf)-1]
	}
	return out
}
