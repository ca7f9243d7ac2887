package search

import (
	"encoding/binary"
	"math/bits"
	"slices"
	"sort"

	"briefingbot/briefing/text"
)

// A segment holds the postings of a run of articles, by sentence. New articles
// are read through until there are enough for a segment; eight segments of a
// size become one, so that an article is rewritten only a few times.
type segment struct {
	size  int    // its tier
	base  uint32 // its first sentence
	signs []sign // of every sixteenth term
	terms []byte // by term: its distance from the one before, but for those with a sign, and the length of its entry
	bytes []byte // entries: how many postings, how many of them names, the list; then padding
}

// sign says where the entry of a term is told of.
type sign struct{ term, terms, bytes uint32 }

// apart is how many terms lie from one sign to the next.
const apart = 16

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

// Compact makes one segment of all, which questions are answered from quicker,
// and newer articles are added to as ever. It costs about a tenth of the adding
// so far; readers are not kept waiting, writers are.
func (x *Index) Compact() {
	x.write.Lock()
	defer x.write.Unlock()
	s := *x.now.Load()
	s.compact()
	x.now.Store(&s)
}

func (s *state) compact() {
	segs := slices.Clip(s.segments)
	if s.flushed < len(s.docs) {
		segs = append(segs, s.flush())
	}
	if len(segs) > 1 {
		one := merge(segs)
		if segs[1].size < segs[0].size {
			one.size = segs[0].size
		}
		segs = []*segment{one}
	}
	s.segments, s.flushed = segs, len(s.docs)
}

// desk is what the writer keeps for itself.
type desk struct {
	minds   [familiars]familiar
	words   []text.Word
	buf     []byte   // the words of an article
	bounds  []uint32 // where those of each sentence end
	flags   []flags
	codes   []code
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
		for i := range c.count() + 1 {
			if i == c.count() || c.prose(i) {
				k.take(s, c.sentence(i), s.first[d]+uint32(i))
			}
		}
	}
	return k.segment(s.first[s.flushed])
}

// take notes the words of one sentence.
func (k *desk) take(s *state, b []byte, id uint32) {
	k.codes = words(k.codes, b)
	for i, c := range k.codes {
		t := c.entry()
		if s.vocab.hints[t] == stopHint {
			continue
		}
		if c.capital() && i > 0 {
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
	m := scribe{segment: segment{base: base}}
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
	return m.close()
}

// scribe writes a segment.
type scribe struct {
	segment
	n    int    // terms so far
	last uint32 // the newest
}

// put appends a term that is greater than all before it.
func (w *scribe) put(t uint32, ps []posting, names int) {
	if w.n%apart == 0 {
		w.signs = append(w.signs, sign{t, uint32(len(w.terms)), uint32(len(w.bytes))})
	} else {
		w.terms = binary.AppendUvarint(w.terms, uint64(t-w.last))
	}
	at := len(w.bytes)
	w.bytes = binary.AppendUvarint(w.bytes, uint64(len(ps)))
	w.bytes = binary.AppendUvarint(w.bytes, uint64(names))
	w.bytes = appendList(w.bytes, w.base, ps)
	w.terms = binary.AppendUvarint(w.terms, uint64(len(w.bytes)-at))
	w.n++
	w.last = t
}

// close ends the writing.
func (w *scribe) close() *segment {
	w.bytes = append(w.bytes, make([]byte, padding)...)
	return &segment{w.size, w.base, clip(w.signs), clip(w.terms), clip(w.bytes)}
}

// clip gives back the room that s does not use.
func clip[T any](s []T) []T { return append(make([]T, 0, len(s)), s...) }

// find returns what the segment knows about a term.
func (m *segment) find(t uint32) (entry, bool) {
	i := sort.Search(len(m.signs), func(i int) bool { return m.signs[i].term > t })
	if i == 0 {
		return entry{}, false
	}
	w := m.walk(i - 1)
	for k := 1; w.term < t && k < apart; k++ {
		w.next()
	}
	if w.term != t {
		return entry{}, false
	}
	return w.entry(), true
}

// walker goes through the terms of a segment.
type walker struct {
	*segment
	term     uint32 // done after the last
	from, to uint32 // where its entry lies
	at       uint32 // where the next is told of
	sign     int    // the next
	k        int    // terms since the one before
}

// walk stands on the term of a sign, if there is one.
func (m *segment) walk(sign int) walker {
	w := walker{segment: m, sign: sign, k: apart}
	if sign < len(m.signs) {
		w.at, w.to = m.signs[sign].terms, m.signs[sign].bytes
	}
	w.next()
	return w
}

func (w *walker) next() {
	switch {
	case int(w.at) >= len(w.terms):
		w.term = done
		return
	case w.k == apart:
		w.term, w.k = w.signs[w.sign].term, 0
		w.sign++
	default:
		w.term += w.number()
	}
	w.k++
	w.from = w.to
	w.to += w.number()
}

// number reads the next number of the terms.
func (w *walker) number() uint32 {
	v, k := uint64(w.terms[w.at]), 1
	if v >= 0x80 {
		v, k = binary.Uvarint(w.terms[w.at:])
	}
	w.at += uint32(k)
	return uint32(v)
}

func (w *walker) entry() entry {
	b := w.bytes[w.from:w.to]
	n, k := binary.Uvarint(b)
	names, l := binary.Uvarint(b[k:])
	return entry{int(n), int(names), b[k+l:]}
}

// merge makes one segment of several that follow each other.
func merge(segs []*segment) *segment {
	m := scribe{segment: segment{size: segs[0].size + 1, base: segs[0].base}}
	size := 0
	at := make([]walker, len(segs))
	for i, g := range segs {
		size += len(g.bytes)
		at[i] = g.walk(0)
	}
	m.bytes = make([]byte, 0, size)
	var ps []posting
	for {
		t := uint32(done)
		for i := range at {
			t = min(t, at[i].term)
		}
		if t == done {
			return m.close()
		}
		ps = ps[:0]
		names := 0
		for i := range at {
			w := &at[i]
			if w.term != t {
				continue
			}
			e := w.entry()
			names += e.names
			ps = e.read(ps, w.base)
			w.next()
		}
		m.put(t, ps, names)
	}
}
