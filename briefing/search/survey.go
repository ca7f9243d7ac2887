package search

// found is where a term's postings lie.
type found struct {
	entry
	segment int
}

// tally is how often a sentence of the newest articles, those in no segment
// yet, holds the question's terms.
type tally struct {
	doc, sentence uint32
	counts        [maxTerms]uint32
}

// survey looks the terms up in the segments, reads the newest articles, and
// counts what both know.
func (q *question) survey(s *state) {
	for j := range q.terms {
		t := &q.terms[j]
		for i, m := range s.segments {
			for _, id := range t.ids {
				if e, ok := m.find(id); ok {
					t.df += e.n
					t.names += e.names
					t.found = append(t.found, found{e, i})
				}
			}
		}
	}
	var ws []code
	for d := s.flushed; d < len(s.docs); d++ {
		n := &s.docs[d]
		for i := range n.count() + 1 {
			if i == n.count() || n.prose(i) {
				ws = words(ws, n.sentence(i))
				q.tally(ws, uint32(d), s.first[d]+uint32(i))
			}
		}
	}
}

func (q *question) tally(ws []code, doc, sentence uint32) {
	t := tally{doc: doc, sentence: sentence}
	var held uint32
	for i, c := range ws {
		j := q.match(c.entry())
		if j < 0 {
			continue
		}
		held |= 1 << j
		t.counts[j]++
		if c.capital() && i > 0 {
			q.terms[j].names++
		}
	}
	if held == 0 {
		return
	}
	q.tallies = append(q.tallies, t)
	for j := range q.terms {
		if held>>j&1 != 0 {
			q.terms[j].df++
		}
	}
}
