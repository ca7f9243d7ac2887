package search

import "encoding/binary"

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
	for d := s.flushed; d < len(s.docs); d++ {
		n := &s.docs[d]
		for i := range n.count() + 1 {
			if i == n.count() || n.prose(i) {
				q.tally(n.sentence(i), uint32(d), s.first[d]+uint32(i))
			}
		}
	}
}

func (q *question) tally(b []byte, doc, sentence uint32) {
	t := tally{doc: doc, sentence: sentence}
	var held uint32
	for first := true; len(b) > 0; first = false {
		code, k := binary.Uvarint(b)
		b = b[k:]
		j := q.match(uint32(code >> 1))
		if j < 0 {
			continue
		}
		held |= 1 << j
		t.counts[j]++
		if code&1 != 0 && !first {
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
