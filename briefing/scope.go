package briefing

import (
	"cmp"
	"slices"
	"sync"
)

// Within returns the articles that keep says true of as a corpus of their own:
// it briefs and answers as if there were no others. It shares the index of c, so
// making one is cheap, and it does not see what is added to c later. Nothing may
// be added to it.
func (c *Corpus) Within(keep func(*Article) bool) *Corpus {
	s := c.snapshot()
	n := &snapshot{index: s.index, words: s.words, dead: s.dead, docs: make([]*entry, len(s.docs))}
	for _, e := range s.entries {
		if keep(e.Article) {
			n.entries = append(n.entries, e)
			n.docs[e.doc] = e
		}
	}
	n.derived()
	n.society = sync.OnceValue(func() *society { return s.society().among(n.entries) })
	within := &Corpus{}
	within.now.Store(n)
	return within
}

// among returns the society of some articles: who is meant by a name or a role is
// known from all of them, what is said and stated from these only.
func (so *society) among(es []*entry) *society {
	here := map[*entry]bool{}
	articles := map[*Article]bool{}
	for _, e := range es {
		here[e], articles[e.Article] = true, true
	}
	out := &society{words: so.words, own: []int{}}
	known := map[*Person]*profile{}
	copied := func(p *profile) *profile {
		if known[p.Person] == nil {
			person := *p.Person
			person.Quotes = 0
			person.Roles = slices.DeleteFunc(slices.Clone(person.Roles), func(r Passage) bool { return !articles[r.Article] })
			c := *p
			c.Person, c.speech = &person, nil
			known[p.Person] = &c
		}
		return known[p.Person]
	}
	for _, i := range so.in(func(e *entry) bool { return here[e] }) {
		k := so.speech[i]
		if k.p != nil {
			p := copied(k.p)
			k.p = p
			p.speech = append(p.speech, len(out.speech))
			p.Quotes++
		}
		out.speech = append(out.speech, k)
		if so.own != nil {
			i = so.own[i]
		}
		out.own = append(out.own, i)
	}
	by, names := map[*Person]*profile{}, map[string]*profile{}
	for _, p := range so.profiles {
		if c := known[p.Person]; c != nil {
			out.people, out.profiles = append(out.people, c.Person), append(out.profiles, c)
			by[c.Person], names[c.Name] = c, c
		}
	}
	slices.SortStableFunc(out.profiles, func(a, b *profile) int { return b.Quotes - a.Quotes })
	slices.SortStableFunc(out.people, func(a, b *Person) int { return b.Quotes - a.Quotes })
	for _, p := range so.known {
		if c := copied(p); len(c.Roles) > 0 {
			out.known = append(out.known, c)
		}
	}
	for _, p := range so.named {
		out.named = append(out.named, copied(p))
	}
	out.weights = so.weights
	if len(out.speech) <= 4*mostHeard { // much has the weights of all
		out.weights = weights{df: map[string]int{}}
		for i := range out.speech {
			out.weights.add(out.utterance(i))
		}
	}
	out.of = func(p *Person) *profile { return cmp.Or(by[p], names[p.Name]) }
	out.list()
	return out
}
