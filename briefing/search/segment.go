package search

import (
	"encoding/binary"
	"math/bits"
	"slices"

	"briefingbot/briefing/text"
)

// A segment holds the postings of a run of articles, by sentence. New articles
// are read through until there are enough for a segment; eight segments of a
// size become one, so that an article is rewritten only a few times.
type segment struct {
	size  int      // its tier
	base  uint32   // its first sentence
	terms []uint32 // ascending
	at    []uint32 // where each term's entry starts in bytes, and the end of the last
	bytes []byte   // entries: how many postings, how many of them names, the list
}

// entry is what a segment knows about one term.
type entry struct {
	n     int // sentences
	names int // how often it stands there with a capital, not as the first word
	list  []byte
}

const (
	headSentences = 512 // when the newest articles become a segment
	headDocs      = 128
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

// desk is what the writer keeps for itself.
type desk struct {
	minds   [familiars]familiar
	words   []text.Word
	last    []uint32 // by term: its newest note + 1
	names   []uint32 // by term
	touched []uint64 // a bit for each term that has notes
	notes   []note
	ps      []posting
}

// note is a posting and the one before it of the same term.
type note struct {
	posting
	prev uint32
}

// flush makes a segment of the articles that are in none.
func (s *state) flush() *segment {
	k := s.desk
	n := len(s.vocab.words)
	if len(k.last) < n {
		k.last = append(k.last, make([]uint32, n+n/4-len(k.last))...)
		k.names = append(k.names, make([]uint32, len(k.last)-len(k.names))...)
		k.touched = append(k.touched, make([]uint64, len(k.last)/64+1-len(k.touched))...)
	}
	k.notes = k.notes[:0]
	for d := s.flushed; d < len(s.docs); d++ {
		c := &s.docs[d]
		for i := range c.at {
			if i == len(c.at)-1 || c.prose(i) {
				k.take(s, c.sentence(i), s.first[d]+uint32(i))
			}
		}
	}
	return k.segment(s.first[s.flushed])
}

// take notes the words of one sentence.
func (k *desk) take(s *state, b []byte, id uint32) {
	for first := true; len(b) > 0; first = false {
		code, w := binary.Uvarint(b)
		b = b[w:]
		t := uint32(code >> 1)
		if s.vocab.hints[t] == stopHint {
			continue
		}
		if code&1 != 0 && !first {
			k.names[t]++
		}
		if l := k.last[t]; l != 0 && k.notes[l-1].id == id {
			k.notes[l-1].n++
			continue
		}
		k.notes = append(k.notes, note{posting{id, 1}, k.last[t]})
		k.last[t] = uint32(len(k.notes))
		k.touched[t/64] |= 1 << (t % 64)
	}
}

// segment writes the notes down by term and clears the desk.
func (k *desk) segment(base uint32) *segment {
	m := &segment{base: base}
	for i, set := range k.touched {
		for k.touched[i] = 0; set != 0; set &= set - 1 {
			t := uint32(i*64 + bits.TrailingZeros64(set))
			k.ps = k.ps[:0]
			for l := k.last[t]; l != 0; l = k.notes[l-1].prev {
				k.ps = append(k.ps, k.notes[l-1].posting)
			}
			slices.Reverse(k.ps)
			m.put(t, k.ps, int(k.names[t]))
			k.last[t], k.names[t] = 0, 0
		}
	}
	m.close()
	return m
}

// put appends a term that is greater than all before it.
func (m *segment) put(t uint32, ps []posting, names int) {
	m.terms = append(m.terms, t)
	m.at = append(m.at, uint32(len(m.bytes)))
	m.bytes = binary.AppendUvarint(m.bytes, uint64(len(ps)))
	m.bytes = binary.AppendUvarint(m.bytes, uint64(names))
	m.bytes = appendList(m.bytes, m.base, ps)
}

// close ends the writing.
func (m *segment) close() {
	m.at = append(m.at, uint32(len(m.bytes)))
	m.terms, m.at, m.bytes = clip(m.terms), clip(m.at), clip(m.bytes)
}

// clip gives back the room that s does not use.
func clip[T any](s []T) []T { return append(make([]T, 0, len(s)), s...) }

// find returns what the segment knows about a term.
func (m *segment) find(t uint32) (entry, bool) {
	i, ok := slices.BinarySearch(m.terms, t)
	if !ok {
		return entry{}, false
	}
	return m.entry(i), true
}

func (m *segment) entry(i int) entry {
	b := m.bytes[m.at[i]:m.at[i+1]]
	n, k := binary.Uvarint(b)
	names, l := binary.Uvarint(b[k:])
	return entry{int(n), int(names), b[k+l:]}
}

// merge makes one segment of several that follow each other.
func merge(segs []*segment) *segment {
	m := &segment{size: segs[0].size + 1, base: segs[0].base}
	size := 0
	for _, g := range segs {
		size += len(g.bytes)
	}
	m.bytes = make([]byte, 0, size)
	at := make([]int, len(segs))
	next := make([]uint32, len(segs))
	for i, g := range segs {
		next[i] = g.term(0)
	}
	var ps []posting
	for {
		t := slices.Min(next)
		if t == done {
			break
		}
		ps = ps[:0]
		names := 0
		for i, g := range segs {
			if next[i] != t {
				continue
			}
			e := g.entry(at[i])
			names += e.names
			ps = e.read(ps, g.base)
			at[i]++
			next[i] = g.term(at[i])
		}
		m.put(t, ps, names)
	}
	m.close()
	return m
}

func (m *segment) term(i int) uint32 {
	if i == len(m.terms) {
		return done
	}
	return m.terms[i]
}

// read appends the postings of a list to ps.
func (e entry) read(ps []posting, base uint32) []posting {
	b := e.list
	if e.n > blockLen {
		b = b[8*blocks(e.n):]
	}
	for len(b) > 0 {
		v := uint32(b[0])
		k := 1
		if v >= 0x80 {
			w, l := binary.Uvarint(b)
			v, k = uint32(w), l
		}
		base += v >> 1
		p := posting{base, 1}
		b = b[k:]
		if v&1 != 0 {
			w, l := binary.Uvarint(b)
			p.n = uint32(w)
			b = b[l:]
		}
		ps = append(ps, p)
	}
	return ps
}
