package search

import (
	"encoding/binary"
	"slices"
)

// A segment holds the postings of a run of articles. New articles are read
// through until there are enough for a segment; eight segments of a size become
// one, so that an article is rewritten only a few times.
type segment struct {
	size     int      // its tier
	doc      uint32   // its first article
	sentence uint32   // and that one's first sentence
	terms    []uint32 // ascending
	entries  []entry  // by place in terms
	bytes    []byte
}

// entry is what a segment knows about one term.
type entry struct {
	sentences, docs list
	names           uint32 // sentences where it stands with a capital, not as the first word
}

const (
	headSentences = 256 // when the newest articles become a segment
	headDocs      = 64
	fan           = 8 // segments of a tier that become one of the next
)

// settle makes a segment of the newest articles once there are enough, and one
// of every eight segments of a size.
func (s *state) settle() {
	sentences := len(s.lens) - int(s.first[s.flushed])
	if sentences < headSentences && len(s.docs)-s.flushed < headDocs {
		return
	}
	segs := append(slices.Clip(s.segments), s.flush())
	for {
		n := len(segs)
		if n < fan || segs[n-fan].size != segs[n-1].size {
			break
		}
		segs = append(slices.Clip(segs[:n-fan]), merge(segs[n-fan:]))
	}
	s.segments, s.flushed = segs, len(s.docs)
}

// gather collects the postings of the newest articles by term.
type gather struct {
	terms []uint32          // in order of first sight
	by    map[uint32]*found // by term
}

type found struct {
	sentences, docs []posting
	names           uint32
}

func (g *gather) term(t uint32) *found {
	f := g.by[t]
	if f == nil {
		f = &found{}
		g.by[t] = f
		g.terms = append(g.terms, t)
	}
	return f
}

func count(ps []posting, id uint32) []posting {
	if n := len(ps); n > 0 && ps[n-1].id == id {
		ps[n-1].n++
		return ps
	}
	return append(ps, posting{id, 1})
}

// flush makes a segment of the articles that are in none.
func (s *state) flush() *segment {
	g := gather{by: map[uint32]*found{}}
	for d := s.flushed; d < len(s.docs); d++ {
		n := &s.docs[d]
		for i := range n.slots {
			title := i == len(n.slots)-1
			if !title && !n.prose(i) {
				continue
			}
			first := true
			for b := n.sentence(i); len(b) > 0; first = false {
				code, k := binary.Uvarint(b)
				b = b[k:]
				t := uint32(code >> 1)
				if s.vocab.words[t].class&isStop != 0 {
					continue
				}
				f := g.term(t)
				f.docs = count(f.docs, uint32(d))
				if title {
					continue
				}
				f.sentences = count(f.sentences, s.first[d]+uint32(i))
				if code&1 != 0 && !first {
					f.names++
				}
			}
		}
	}
	slices.Sort(g.terms)
	m := &segment{doc: uint32(s.flushed), sentence: s.first[s.flushed]}
	for _, t := range g.terms {
		f := g.by[t]
		m.put(t, f.sentences, f.docs, f.names)
	}
	return m
}

// put appends a term that is greater than all before it.
func (m *segment) put(t uint32, sentences, docs []posting, names uint32) {
	e := entry{names: names}
	e.sentences = list{uint32(len(m.bytes)), uint32(len(sentences))}
	m.bytes = appendList(m.bytes, m.sentence, sentences)
	e.docs = list{uint32(len(m.bytes)), uint32(len(docs))}
	m.bytes = appendList(m.bytes, m.doc, docs)
	m.terms = append(m.terms, t)
	m.entries = append(m.entries, e)
}

// find returns what the segment knows about a term.
func (m *segment) find(t uint32) (entry, bool) {
	i, ok := slices.BinarySearch(m.terms, t)
	if !ok {
		return entry{}, false
	}
	return m.entries[i], true
}

// merge makes one segment of several that follow each other.
func merge(segs []*segment) *segment {
	m := &segment{size: segs[0].size + 1, doc: segs[0].doc, sentence: segs[0].sentence}
	at := make([]int, len(segs))
	var sentences, docs []posting
	for {
		t := uint32(done)
		for i, g := range segs {
			if at[i] < len(g.terms) && g.terms[at[i]] < t {
				t = g.terms[at[i]]
			}
		}
		if t == done {
			break
		}
		sentences, docs = sentences[:0], docs[:0]
		var names uint32
		for i, g := range segs {
			if at[i] < len(g.terms) && g.terms[at[i]] == t {
				e := g.entries[at[i]]
				at[i]++
				names += e.names
				sentences = g.read(sentences, e.sentences, g.sentence)
				docs = g.read(docs, e.docs, g.doc)
			}
		}
		m.put(t, sentences, docs, names)
	}
	m.terms, m.entries, m.bytes = slices.Clip(m.terms), slices.Clip(m.entries), slices.Clip(m.bytes)
	return m
}

// read appends the postings of l to ps.
func (m *segment) read(ps []posting, l list, base uint32) []posting {
	if l.n == 0 {
		return ps
	}
	for c := open(m.bytes, l, base); c.id != done; c.next() {
		ps = append(ps, posting{c.id, c.n})
	}
	return ps
}
