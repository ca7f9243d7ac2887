package condense

// concept is something a summary can mention: the stem of a content word, or
// two words in a row of which at least one is a content word, where more than
// one sentence has them.
type concept struct {
	term      int32 // of a single word; -1 for a pair
	sentences int32
	families  int32 // families of articles that mention it
	seen      int32 // the last family counted, plus one
	weight    float64
}

// findConcepts numbers the concepts of every sentence and counts them.
func (c *cluster) findConcepts() {
	raw := c.pairUp()
	c.prune(raw)
	c.countConcepts()
}

// mentions are the concepts of all sentences before those are left out that one
// sentence alone has.
type mentions struct {
	ids   []int32 // concepts, sentence by sentence
	ends  []int   // where each sentence's end in ids
	terms []int32 // concept → its term, -1 for a pair
	count []int32 // concept → sentences that have it
}

func (c *cluster) pairUp() *mentions {
	m := &mentions{ids: make([]int32, 0, 3*len(c.tokens)/2), ends: make([]int, 0, len(c.sentences))}
	m.terms, m.count = make([]int32, 0, len(c.tokens)), make([]int32, 0, len(c.tokens))
	last := make([]int32, 0, len(c.tokens)) // concept → last sentence that has it, plus one
	pairs := newNumbers(len(c.tokens) / 2)
	var ids []int32 // pair → concept
	fresh := func(term int32) int32 {
		m.terms, m.count, last = append(m.terms, term), append(m.count, 0), append(last, 0)
		return int32(len(m.terms) - 1)
	}
	for n := range c.sentences {
		meet := func(id int32) {
			if last[id] != int32(n)+1 {
				last[id] = int32(n) + 1
				if !c.copied(n) {
					m.count[id]++
				}
				m.ids = append(m.ids, id)
			}
		}
		before, stop := int32(-1), false
		for _, w := range c.words(&c.sentences[n]) {
			t := &c.terms[w]
			if !t.stop {
				if t.concept < 0 {
					t.concept = fresh(w)
				}
				meet(t.concept)
			}
			if before >= 0 && !(t.stop && stop) {
				p, isNew := pairs.of(uint64(before+1)<<32 | uint64(w))
				if isNew {
					ids = append(ids, fresh(-1))
				}
				meet(ids[p])
			}
			before, stop = w, t.stop
		}
		m.ends = append(m.ends, len(m.ids))
	}
	return m
}

// prune leaves out the pairs that one sentence alone has, which are most, and
// numbers the rest anew.
func (c *cluster) prune(m *mentions) {
	number := make([]int32, len(m.terms))
	for id, t := range m.terms {
		number[id] = -1
		if t >= 0 || m.count[id] > 1 {
			number[id] = int32(len(c.concepts))
			c.concepts = append(c.concepts, concept{term: t, sentences: m.count[id]})
		}
		if t >= 0 {
			c.terms[t].concept = number[id]
		}
	}
	from, to := 0, 0
	for n := range c.sentences {
		s := &c.sentences[n]
		start := to
		for ; from < m.ends[n]; from++ {
			id := m.ids[from]
			if m.terms[id] < 0 {
				s.pairs++
			} else {
				s.singles++
			}
			if number[id] >= 0 {
				m.ids[to] = number[id]
				to++
			}
		}
		s.concepts = m.ids[start:to:to]
	}
}

// countConcepts counts in how many families a concept is. Articles are visited
// family by family.
func (c *cluster) countConcepts() {
	for _, d := range c.byFamily() {
		f := int32(c.family[d]) + 1
		for n := c.first[d]; n < c.first[d+1]; n++ {
			s := &c.sentences[n]
			if c.copied(n) {
				continue
			}
			for _, id := range s.concepts {
				k := &c.concepts[id]
				if k.seen != f {
					k.seen = f
					k.families++
				}
			}
		}
	}
}

// byFamily returns the documents, those of one family next to each other.
func (c *cluster) byFamily() []int {
	count := make([]int, c.families+1)
	for _, f := range c.family {
		count[f+1]++
	}
	for f := range c.families {
		count[f+1] += count[f]
	}
	out := make([]int, len(c.docs))
	for d, f := range c.family {
		out[count[f]] = d
		count[f]++
	}
	return out
}
