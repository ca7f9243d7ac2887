package condense

// concept is something a summary can mention: the stem of a content word, or
// two words in a row of which at least one is a content word, where more than
// one sentence has them.
type concept struct {
	term      int32 // of a single word; -1 for a pair
	sentences int32
	families  int32 // families of articles that mention it
	seen      int32 // the last family counted, plus one
}

// findConcepts numbers the concepts of every sentence and counts them.
func (c *Cluster) findConcepts() {
	raw := c.pairUp()
	c.prune(raw)
	c.countConcepts()
}

// mentions are the concepts of all sentences before the rest of those are left
// out that one sentence alone has.
type mentions struct {
	ids   []int32 // concepts, sentence by sentence
	ends  []int   // where each sentence's end in ids
	all   []mention
	pairs []int32 // the number of a pair → its concept
}

// mention is a concept that may yet be left out.
type mention struct {
	term  int32 // -1 for a pair
	count int32 // sentences that have it
	last  int32 // the last of them, plus one; later the concept's number
}

func (c *Cluster) pairUp() *mentions {
	m := &c.mentions
	again := c.sift()
	m.ids, m.ends = room(m.ids, len(c.tokens)), room(m.ends, len(c.sentences))
	m.all = room(m.all, len(c.terms)+again.passed)
	m.pairs = room(m.pairs, again.passed)
	c.pairs.reset(again.passed)
	for n := range c.sentences {
		s := &c.sentences[n]
		copied := c.copied(n)
		before := int32(-1)
		for _, w := range c.words(s) {
			t := &c.terms[w]
			if !t.stop {
				if t.concept < 0 {
					t.concept = m.add(w)
				}
				m.meet(t.concept, n, copied)
			}
			switch k, ok := c.pair(before, w); {
			case !ok:
			case !again.holds(k):
				s.pairs++
			default:
				p, isNew := c.pairs.of(k)
				if isNew {
					m.pairs = append(m.pairs, m.add(-1))
				}
				m.meet(m.pairs[p], n, copied)
			}
			before = w
		}
		m.ends = append(m.ends, len(m.ids))
	}
	return m
}

// sift tells the pairs that come once, which are most.
func (c *Cluster) sift() *sieve {
	v := &c.sieve
	v.reset(len(c.tokens))
	for n := range c.sentences {
		before := int32(-1)
		for _, w := range c.words(&c.sentences[n]) {
			if k, ok := c.pair(before, w); ok {
				v.add(k)
			}
			before = w
		}
	}
	return v
}

// pair returns the key of two words in a row, unless there is no word before or
// neither carries content.
func (c *Cluster) pair(before, w int32) (key uint64, ok bool) {
	if before < 0 || c.terms[before].stop && c.terms[w].stop {
		return 0, false
	}
	return uint64(before+1)<<32 | uint64(w), true
}

func (m *mentions) add(term int32) int32 {
	m.all = append(m.all, mention{term: term})
	return int32(len(m.all) - 1)
}

// meet notes that sentence n has a concept; a copied sentence is no evidence.
func (m *mentions) meet(id int32, n int, copied bool) {
	k := &m.all[id]
	if k.last == int32(n)+1 {
		return
	}
	k.last = int32(n) + 1
	if !copied {
		k.count++
	}
	m.ids = append(m.ids, id)
}

// prune leaves out the pairs that one sentence alone has, and numbers the rest
// anew.
func (c *Cluster) prune(m *mentions) {
	kept := 0
	for i := range m.all {
		if k := &m.all[i]; k.term >= 0 || k.count > 1 {
			kept++
		}
	}
	c.concepts = room(c.concepts, kept)
	for i := range m.all {
		k := &m.all[i]
		k.last = -1
		if k.term >= 0 || k.count > 1 {
			k.last = int32(len(c.concepts))
			c.concepts = append(c.concepts, concept{term: k.term, sentences: k.count})
		}
		if k.term >= 0 {
			c.terms[k.term].concept = k.last
		}
	}
	from, to := 0, 0
	for n := range c.sentences {
		s := &c.sentences[n]
		start := to
		for ; from < m.ends[n]; from++ {
			k := &m.all[m.ids[from]]
			if k.term < 0 {
				s.pairs++
			} else {
				s.singles++
			}
			if k.last >= 0 {
				m.ids[to] = k.last
				to++
			}
		}
		s.concepts = m.ids[start:to:to]
	}
}

// countConcepts counts in how many families a concept is. Articles are visited
// family by family.
func (c *Cluster) countConcepts() {
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
func (c *Cluster) byFamily() []int {
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
