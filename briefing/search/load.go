package search

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"sync/atomic"
	"unsafe"

	"briefingbot/briefing/text"
)

// Load returns the index that [Index.Save] wrote to b, which the index keeps:
// the caller may not change it. Docs are its articles in the order of Add;
// their layouts and speech are those that were saved. A b that is damaged, of
// another version or stamp, or of other articles is an error: the index is to
// be built from the articles then.
func Load(b []byte, stamp string, docs []Doc) (*Index, error) {
	x, err := loaded(b, stamp, docs)
	if err != nil {
		return nil, fmt.Errorf("loading the saved index: %w: build it from the articles", err)
	}
	return x, nil
}

// errDamaged is of bytes that Save did not write.
var errDamaged = errors.New("it is damaged")

func loaded(b []byte, stamp string, docs []Doc) (*Index, error) {
	if len(b) < len(savedMark)+crc32.Size || string(b[:len(savedMark)]) != savedMark {
		return nil, errors.New("it is no saved index")
	}
	body, end := b[:len(b)-crc32.Size], b[len(b)-crc32.Size:]
	if crc32.Checksum(body, castagnoli) != binary.LittleEndian.Uint32(end) {
		return nil, errDamaged
	}
	in := &loader{b: body[len(savedMark):]}
	if v := in.number(); v != savedVersion || in.number() != uint64(lexiconSum()) {
		return nil, fmt.Errorf("it is of another version (%d, not %d)", v, savedVersion)
	}
	if s := in.text(); s != stamp {
		return nil, fmt.Errorf("it is stamped %q, not %q", s, stamp)
	}
	s := &state{desk: &desk{}}
	in.vocab(s)
	if err := in.articles(s, docs); err != nil {
		return nil, err
	}
	for n := in.size(1); n > 0; n-- {
		s.segments = append(s.segments, in.segment(s))
	}
	if in.bad || len(in.b) > 0 {
		return nil, errDamaged
	}
	s.flushed = len(s.docs)
	x := &Index{}
	x.now.Store(s)
	return x, nil
}

// loader reads what a saver wrote; of bytes that none wrote it is bad and reads
// nothing more.
type loader struct {
	b   []byte
	bad bool
}

func (in *loader) number() uint64 {
	v, k := binary.Uvarint(in.b)
	if k <= 0 {
		in.fail()
		return 0
	}
	in.b = in.b[k:]
	return v
}

func (in *loader) fail() { in.b, in.bad = nil, true }

// signed reads a distance.
func (in *loader) signed() int {
	v, k := binary.Varint(in.b)
	if k <= 0 || v > math.MaxInt32 || v < math.MinInt32 {
		in.fail()
		return 0
	}
	in.b = in.b[k:]
	return int(v)
}

// size reads how many things of at least so many bytes follow.
func (in *loader) size(each int) int {
	n := in.number()
	if n > uint64(len(in.b)/each) {
		in.fail()
		return 0
	}
	return int(n)
}

// take returns the next n bytes, without room behind them.
func (in *loader) take(n int) []byte {
	if n < 0 || n > len(in.b) {
		in.fail()
		return nil
	}
	b := in.b[:n:n]
	in.b = in.b[n:]
	return b
}

func (in *loader) bytes() []byte { return in.take(in.size(1)) }
func (in *loader) text() string  { return string(in.bytes()) }

func (in *loader) vocab(s *state) {
	n := in.size(savedWord)
	v := newVocab()
	v.bytes = in.bytes()
	v.hints = in.take(n)
	table := in.take(savedWord * n)
	if in.bad {
		return
	}
	v.words, v.met, v.prev = make([]word, n), make([]bool, n), make([]uint32, n)
	at := uint32(0)
	for i := range v.words {
		b := table[savedWord*i:]
		w := word{at: at, term: binary.LittleEndian.Uint32(b), class: class(binary.LittleEndian.Uint16(b[4:])), n: b[6]}
		if at += uint32(w.n); int(at) > len(v.bytes) || int(w.term) >= n || w.n < rootLetters && v.hints[i] > stopHint {
			in.fail()
			return
		}
		v.words[i] = w
		if b[7] != 0 {
			v.meet(uint32(i))
		}
	}
	size := len(v.slots)
	for 4*n > 3*size {
		size *= 2
	}
	v.slots = make([]atomic.Uint32, size/2)
	v.grow()
	s.vocab = *v
}

func (in *loader) articles(s *state, docs []Doc) error {
	for n := in.size(1); n > 0; n-- {
		s.langs = append(s.langs, in.text())
	}
	people := make([]string, in.size(1))
	for i := range people {
		people[i] = in.text()
	}
	n, sentences, paragraphs := in.size(1), in.size(1), in.size(1)
	s.lens = in.take(sentences)
	if in.bad || sentences < n {
		return errDamaged
	}
	if n != len(docs) {
		return fmt.Errorf("it holds %d articles, not %d", n, len(docs))
	}
	s.docs, s.first, s.docLens = make([]doc, n), make([]uint32, n), make([]uint32, n)
	room := shelves{make([]text.Layout, n), make([]text.Sentence, 0, sentences-n), make([]text.Paragraph, 0, paragraphs)}
	at := uint32(0)
	for i := range s.docs {
		d := &s.docs[i]
		d.Doc = docs[i]
		d.n = uint32(min(in.number(), uint64(sentences)))
		s.first[i], s.docLens[i] = at, uint32(in.number())
		s.words += int(s.docLens[i])
		if sum := in.number(); !in.bad && sum != uint64(articleSum(d.Doc)) {
			return fmt.Errorf("article %d (%q) is another than it was", i, d.Title)
		}
		d.code = in.bytes()
		l := &loader{b: in.bytes()}
		if at += d.n + 1; in.bad || int(at) > sentences || !d.sound() || !l.layout(d, i, &room) || !l.speech(d, people) {
			return errDamaged
		}
	}
	if int(at) != sentences {
		return errDamaged
	}
	return nil
}

// shelves are where layouts are kept, all of a kind in one piece.
type shelves struct {
	layouts    []text.Layout
	sentences  []text.Sentence
	paragraphs []text.Paragraph
}

// sound tells the width of the code's ends and reports whether they ascend.
func (d *doc) sound() bool {
	for _, wide := range [...]bool{false, true} {
		d.wide = wide
		words := len(d.code) - int(d.n)*(1+d.width()) - padding
		if words < 0 || words > math.MaxUint16 != wide {
			continue
		}
		last := d.end(0)
		for i := range d.count() {
			end := d.end(i + 1)
			if end < last || end > len(d.code)-padding {
				return false
			}
			last = end
		}
		return true
	}
	return false
}

func (in *loader) layout(d *doc, i int, room *shelves) bool {
	n := in.size(1)
	if in.bad || n > cap(room.paragraphs)-len(room.paragraphs) || d.count() > cap(room.sentences)-len(room.sentences) {
		return false
	}
	from, end := len(room.paragraphs), 0
	for range n {
		p := text.Paragraph{Span: in.span(&end, d.Text), Kind: in.kind()}
		room.paragraphs = append(room.paragraphs, p)
	}
	ps := room.paragraphs[from:len(room.paragraphs):len(room.paragraphs)]
	from, end = len(room.sentences), 0
	of := 0
	for range d.count() {
		s := text.Sentence{Span: in.span(&end, d.Text), Kind: in.kind()}
		of += in.signed()
		s.Paragraph = of
		room.sentences = append(room.sentences, s)
	}
	d.Layout = &room.layouts[i]
	*d.Layout = text.Layout{Paragraphs: ps, Sentences: room.sentences[from:len(room.sentences):len(room.sentences)]}
	return !in.bad
}

func (in *loader) speech(d *doc, people []string) bool {
	n := in.size(7)
	d.Speech = nil
	if n > 0 {
		d.Speech = make([]Speech, n)
	}
	end := 0
	for i := range d.Speech {
		sp := Speech{Content: in.span(&end, d.Text), Speaker: in.span(&end, d.Text), Cue: in.span(&end, d.Text)}
		who := in.number()
		if in.bad || who >= uint64(len(people)) {
			return false
		}
		sp.Person = people[who]
		d.Speech[i] = sp
	}
	return !in.bad && len(in.b) == 0
}

// span reads a stretch of str, told by its distance from end.
func (in *loader) span(end *int, str string) text.Span {
	start := *end + in.signed()
	*end = start + in.signed()
	if start < 0 || *end < start || *end > len(str) {
		in.fail()
	}
	return text.Span{Start: start, End: *end}
}

func (in *loader) kind() text.Kind {
	if b := in.take(1); b != nil {
		return text.Kind(b[0])
	}
	return 0
}

func (in *loader) segment(s *state) *segment {
	m := &segment{size: int(in.number()), base: uint32(in.number())}
	b := in.bytes()
	m.terms, m.bytes = in.bytes(), in.bytes()
	if in.bad || len(b)%savedSign != 0 || len(m.bytes) < padding || int(m.base) > len(s.lens) {
		in.fail()
		return m
	}
	m.signs = make([]sign, len(b)/savedSign)
	for i := range m.signs {
		g := b[savedSign*i:]
		m.signs[i] = sign{binary.LittleEndian.Uint32(g), binary.LittleEndian.Uint32(g[4:]), binary.LittleEndian.Uint32(g[8:])}
		if int(m.signs[i].terms) > len(m.terms) || int(m.signs[i].bytes) > len(m.bytes)-padding {
			in.fail()
		}
	}
	return m
}

// bare are the bytes of a string, which nobody may change.
func bare(s string) []byte { return unsafe.Slice(unsafe.StringData(s), len(s)) }
