package condense

import (
	"cmp"
	"slices"

	"briefingbot/briefing/text"
)

// topic is what a query asks for: one slot for each of its content words.
type topic struct {
	slots []slot
	total float64
}

// slot is one word asked for.
type slot struct {
	term   int32  // -1 when the cluster does not have the word
	fields uint32 // of the news, see kin
	weight float64
	match  []float64 // term → how much it is the word asked for, up to 1
}

const (
	ofKin       = 0.6  // what a word of the same field counts beside the word itself
	ofCompany   = 0.5  // what a word that keeps it company counts, at most
	ofNeighbour = 0.3  // what the sentence before or after counts beside the sentence itself
	company     = 12   // words that keep another company
	least       = 0.4  // share of the best relevance below which a sentence is left out
	commonest   = 0.35 // weight of a word that every sentence has beside a rare one
	lift        = 1.5  // times as often as by chance

	longestQuery = 1000 // bytes of a query that are read
	mostSlots    = 16   // words of it that are asked for
)

// topic reads a query.
func (c *Cluster) topic(query string) *topic {
	t := &topic{}
	rare := c.rarity()
	top := 0.0
	for _, x := range rare {
		top = max(top, x)
	}
	var asked []int32
	for _, w := range text.Words(query[:min(len(query), longestQuery)]) {
		n := c.lexicon.stem(w.Fold)
		k := &c.lexicon.known[n]
		if k.stop || slices.Contains(asked, n) || len(t.slots) == mostSlots {
			continue
		}
		asked = append(asked, n)
		s := slot{term: k.term, fields: kin[k.text], weight: 1}
		if k.term < 0 || c.terms[k.term].concept < 0 {
			s.term = -1
		} else if top > 0 {
			s.weight = commonest + float64((1-commonest)*rare[k.term]/top)
		}
		t.slots = append(t.slots, s)
		t.total += s.weight
	}
	for i := range t.slots {
		c.match(&t.slots[i])
	}
	return t
}

// match says how much each term is the word that a slot asks for: the word
// itself, a word of its field, or one that keeps these company.
func (c *Cluster) match(s *slot) {
	s.match = make([]float64, len(c.terms))
	for t := range s.match {
		switch {
		case int32(t) == s.term:
			s.match[t] = 1
		case s.fields != 0 && kin[c.terms[t].stem]&s.fields != 0:
			s.match[t] = ofKin
		}
	}
	for _, f := range c.company(s) {
		s.match[f.term] = max(s.match[f.term], f.x)
	}
}

// friend is a term with how close it keeps to another.
type friend struct {
	term int32
	x    float64
}

// company returns the words that stand with a slot's word more often than
// chance, the closest first.
func (c *Cluster) company(s *slot) []friend {
	with := make([]int32, len(c.terms))
	sentences := 0
	for i := range c.sentences {
		if c.copied(i) || !slices.ContainsFunc(c.words(&c.sentences[i]), func(w int32) bool { return w == s.term }) {
			continue
		}
		sentences++
		for _, id := range c.sentences[i].concepts {
			if t := c.concepts[id].term; t >= 0 {
				with[t]++
			}
		}
	}
	var out []friend
	for t, n := range with {
		if n < 2 || int32(t) == s.term {
			continue
		}
		all := float64(c.concepts[c.terms[t].concept].sentences)
		if chance := all * float64(sentences) / float64(len(c.sentences)); float64(n) > lift*chance {
			out = append(out, friend{int32(t), float64(float64(n)/all) * log2(1+float64(n))})
		}
	}
	slices.SortFunc(out, func(a, b friend) int { return cmp.Or(cmp.Compare(b.x, a.x), cmp.Compare(a.term, b.term)) })
	out = out[:min(len(out), company)]
	for i := len(out) - 1; i >= 0; i-- {
		out[i].x = ofCompany * out[i].x / out[0].x
	}
	return out
}

// relevance says how much of the query each sentence is about, from 0 to 1.
func (c *Cluster) relevance(t *topic) []float64 {
	alone := make([]float64, len(c.sentences))
	if t.total == 0 {
		return alone
	}
	for i := range c.sentences {
		for k := range t.slots {
			best, sum := 0.0, 0.0
			for _, w := range c.words(&c.sentences[i]) {
				if c.terms[w].stop {
					continue
				}
				m := t.slots[k].match[w]
				best = max(best, m)
				sum += m
			}
			// a second word of the field makes it surer
			alone[i] += float64(t.slots[k].weight * min(1, best+float64((sum-best)/4)))
		}
		alone[i] /= t.total
	}
	out := make([]float64, len(alone))
	for i := range alone {
		beside := 0.0
		for _, j := range [...]int{i - 1, i + 1} {
			if j >= 0 && j < len(alone) && c.sentences[j].doc == c.sentences[i].doc {
				beside = max(beside, alone[j])
			}
		}
		out[i] = max(alone[i], float64((1-ofNeighbour)*alone[i])+float64(ofNeighbour*beside))
	}
	return out
}

// narrow returns what concepts are worth to the topic, and which sentences are
// not about it.
func (c *Cluster) narrow(relevance []float64) (weight []float64, barred []bool) {
	top := 0.0
	for _, r := range relevance {
		top = max(top, r)
	}
	barred = make([]bool, len(c.sentences))
	sum := make([]float64, len(c.concepts))
	for i, r := range relevance {
		barred[i] = r < least*top || top == 0
		for _, id := range c.sentences[i].concepts {
			sum[id] += r
		}
	}
	for id := range sum {
		sum[id] = c.weight[id] * (sum[id] / float64(c.concepts[id].sentences))
	}
	c.normalize(sum)
	return sum, barred
}
