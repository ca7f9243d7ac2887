package briefing

import (
	"cmp"
	"runtime"
	"slices"
	"sync"

	"briefingbot/briefing/quote"
)

// attribution is what an utterance says of its speaker.
type attribution struct {
	e       *entry
	person  string // the name within the article
	mention string
}

// hearing is one article as it is listened to.
type hearing struct {
	said  []utterance
	stems [][]string // of each, for finding it
	names []named
}

// meet finds out who speaks in the corpus.
func (s *snapshot) meet() *society {
	so := &society{words: newConcordance(), weights: weights{df: map[string]int{}}}
	who, names := so.hear(s.ordered())
	g := newGathering()
	g.read(s.entries, names)
	so.attribute(g, who, 0)
	so.settle(g.profiles)
	return so
}

// hear takes down what some articles print.
func (so *society) hear(es []*entry) (who []attribution, names map[*entry][]named) {
	names = map[*entry][]named{}
	for block := range slices.Chunk(es, atOnce) {
		for i, h := range listen(block) {
			names[block[i]] = h.names
			for k, u := range h.said {
				so.speech = append(so.speech, remark{e: u.e, n: u.n})
				so.words.add(h.stems[k])
				so.weights.add(u)
				who = append(who, attribution{u.e, u.q.Person, u.Speaker.Text()})
			}
		}
	}
	return who, names
}

// attribute finds out whose the remarks from a number on are. Names first: a
// role is understood only once the names it belongs to are known.
func (so *society) attribute(g *gathering, who []attribution, from int) {
	fresh := so.speech[from:]
	for i, h := range who {
		fresh[i].p = g.byName(h)
	}
	g.assignRoles()
	for i, h := range who {
		if fresh[i].p == nil {
			fresh[i].p = g.byRole(h)
		}
	}
	for i, h := range who {
		if p := fresh[i].p; p != nil {
			p.speech = append(p.speech, from+i)
			p.Quotes++
			p.alias(h.mention)
		}
	}
}

// atOnce is how many articles are listened to at once.
const atOnce = 256

// listen listens to articles, several at a time.
func listen(es []*entry) []hearing {
	out := make([]hearing, len(es))
	var listeners sync.WaitGroup
	n := min(runtime.GOMAXPROCS(0), 1+len(es)/16)
	for w := range n {
		listeners.Go(func() {
			for i := w; i < len(es); i += n {
				h := hearing{said: es[i].said(), names: es[i].names()}
				for _, u := range h.said {
					h.stems = append(h.stems, u.bearing())
				}
				out[i] = h
			}
		})
	}
	listeners.Wait()
	return out
}

// settle lists the people once all of them are known.
func (so *society) settle(all []*profile) {
	so.all = all
	for i, p := range all {
		p.number = i
		if len(p.speech) > 0 {
			so.profiles = append(so.profiles, p)
		}
		if len(p.roles) > 0 {
			so.known = append(so.known, p)
		}
		if !p.group {
			so.named = append(so.named, p)
		}
	}
	slices.SortStableFunc(so.profiles, func(a, b *profile) int {
		return cmp.Or(cmp.Compare(b.Quotes, a.Quotes), cmp.Compare(a.Name, b.Name))
	})
	by := map[*Person]*profile{}
	names := map[string]*profile{}
	for _, p := range so.profiles {
		so.people = append(so.people, p.Person)
		by[p.Person] = p
		names[p.Name] = p
	}
	so.of = func(p *Person) *profile { return cmp.Or(by[p], names[p.Name]) }
	so.list()
}

// said is what e's article attributes to somebody, surely enough to be shown.
func said(e *entry) []utterance {
	var out []utterance
	for n, q := range e.quotes() {
		if q.Confidence < trust || reporting(q.Speaker.In(e.Article.Text)) {
			continue
		}
		if u := utter(e, n); u.Kind != quote.Indirect || len(u.stems) > 1 {
			out = append(out, u) // "that position" says nothing
		}
	}
	return out
}

// utterance returns the ith thing said.
func (so *society) utterance(i int) utterance {
	k := so.speech[i]
	u := k.e.utterance(int(k.n))
	if k.p != nil {
		u.Person = k.p.Person
	}
	return u
}

// utterances returns what was said, by its numbers.
func (so *society) utterances(numbers []int) []utterance {
	out := make([]utterance, len(numbers))
	for i, n := range numbers {
		out[i] = so.utterance(n)
	}
	return out
}

// on returns the numbers of what bears at least a share of the weight of want,
// in order; of p, where that is not nil, and at most mostHeard.
func (so *society) on(want map[string]bool, share float64, p *profile) []int {
	if so.own == nil {
		if p == nil {
			return so.words.find(want, so.weights, share, nil)
		}
		return so.words.find(want, so.weights, share, func(i int) bool { return so.speech[i].p == p })
	}
	found := so.words.find(want, so.weights, share, func(i int) bool {
		n, here := slices.BinarySearch(so.own, i)
		return here && (p == nil || so.speech[n].p == p)
	})
	for i, n := range found {
		found[i], _ = slices.BinarySearch(so.own, n)
	}
	return found
}

// by returns the numbers of what p said, of much only the newest; with want, and
// much to choose from, only what bears a share of it.
func (so *society) by(p *profile, want map[string]bool, share float64) []int {
	switch {
	case len(p.speech) <= mostHeard:
		return p.speech
	case len(want) > 0:
		return so.on(want, share, p)
	}
	return p.speech[:mostHeard]
}

// latest returns the numbers of the newest of what was said.
func (so *society) latest() []int {
	all := so.newestFirst()
	return all[:min(len(all), 4*mostHeard)]
}

// newestFirst returns the numbers of all that was said.
func (so *society) newestFirst() []int {
	out := make([]int, 0, len(so.speech))
	for i := len(so.speech) - so.late; i < len(so.speech); i++ {
		out = append(out, i)
	}
	for i := range len(so.speech) - so.late {
		out = append(out, i)
	}
	return out
}

// in returns the numbers of what the articles of some entries print, in order.
func (so *society) in(here func(*entry) bool) []int {
	var out []int
	for i := 0; i < len(so.speech); {
		e, from := so.speech[i].e, i
		for i < len(so.speech) && so.speech[i].e == e {
			i++
		}
		for k := from; here(e) && k < i; k++ {
			out = append(out, k)
		}
	}
	return out
}
