package condense

// concept is something a summary can mention: the stem of a content word, or
// two words in a row of which at least one is a content word.
type concept struct {
	families  int32 // families of articles that mention it
	sentences int32
	place     int32 // the earliest place in any article
	seen      int32 // the last family counted, plus one
	term      int32 // of a single word; -1 for a pair
	weight    float64
}

// findConcepts numbers the concepts of every sentence and counts them.
func (c *cluster) findConcepts() {
	pairs := make(map[uint64]int32, len(c.tokens)/2)
	room := make([]int32, 0, 2*len(c.tokens))
	last := make([]int32, 0, len(c.tokens)) // concept → last sentence that has it, plus one
	meet := func(id int32, n int) {
		if last[id] != int32(n)+1 {
			last[id] = int32(n) + 1
			room = append(room, id)
		}
	}
	grow := func(term int32) int32 {
		c.concepts = append(c.concepts, concept{place: 1 << 30, term: term})
		last = append(last, 0)
		return int32(len(c.concepts) - 1)
	}
	for n := range c.sentences {
		s := &c.sentences[n]
		from := len(room)
		words := c.words(s)
		for i, w := range words {
			t := &c.terms[w]
			if !t.stop {
				if t.concept < 0 {
					t.concept = grow(w)
				}
				meet(t.concept, n)
			}
			if i == 0 || t.stop && c.terms[words[i-1]].stop {
				continue
			}
			key := uint64(words[i-1])<<32 | uint64(w)
			id, ok := pairs[key]
			if !ok {
				id = grow(-1)
				pairs[key] = id
			}
			meet(id, n)
		}
		s.concepts = room[from:len(room):len(room)]
	}
	c.countConcepts()
}

// countConcepts counts in how many families and sentences a concept is, and how
// early. Articles are visited family by family.
func (c *cluster) countConcepts() {
	for _, d := range c.byFamily() {
		f := int32(c.family[d]) + 1
		for n := c.first[d]; n < c.first[d+1]; n++ {
			s := &c.sentences[n]
			for _, id := range s.concepts {
				k := &c.concepts[id]
				k.sentences++
				k.place = min(k.place, int32(s.place))
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
