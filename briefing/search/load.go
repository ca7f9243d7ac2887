package search

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"sync/atomic"
	"unsafe"

	"briefingbot/briefing/packed"
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
	in := &loader{packed.NewReader(body[len(savedMark):])}
	if v := in.Number(); v != savedVersion || in.Sum() != lexiconSum() {
		return nil, fmt.Errorf("it is of another version (%d, not %d)", v, savedVersion)
	}
	if s := in.Text(); s != stamp {
		return nil, fmt.Errorf("it is stamped %q, not %q", s, stamp)
	}
	s := &state{desk: &desk{}}
	in.vocab(s)
	if err := in.articles(s, docs); err != nil {
		return nil, err
	}
	for n := in.Count(1); n > 0; n-- {
		s.segments = append(s.segments, in.segment(s))
	}
	if in.Bad() || len(in.Rest()) > 0 {
		return nil, errDamaged
	}
	s.flushed = len(s.docs)
	x := &Index{}
	x.now.Store(s)
	return x, nil
}

// loader reads what a saver wrote.
type loader struct{ *packed.Reader }

func (in *loader) vocab(s *state) {
	n := in.Count(savedWord)
	v := newVocab()
	v.bytes = in.Bytes()
	v.hints = in.Take(n)
	table := in.Take(savedWord * n)
	if in.Bad() {
		return
	}
	v.words, v.met, v.prev = make([]word, n), make([]bool, n), make([]uint32, n)
	at := uint32(0)
	for i := range v.words {
		b := table[savedWord*i:]
		w := word{at: at, term: binary.LittleEndian.Uint32(b), class: class(binary.LittleEndian.Uint16(b[4:])), n: b[6]}
		if at += uint32(w.n); int(at) > len(v.bytes) || int(w.term) >= n || w.n < rootLetters && v.hints[i] > stopHint {
			in.Fail()
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
	s.langs = in.Texts()
	people := in.Texts()
	n, sentences, paragraphs := in.Count(1), in.Count(1), in.Count(1)
	s.lens = in.Take(sentences)
	if in.Bad() || sentences < n {
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
		d.n = uint32(min(in.Number(), sentences))
		s.first[i], s.docLens[i] = at, uint32(in.Number())
		s.words += int(s.docLens[i])
		if sum := in.Sum(); !in.Bad() && sum != articleSum(d.Doc) {
			return fmt.Errorf("article %d (%q) is another than it was", i, d.Title)
		}
		d.code = in.Bytes()
		l := &loader{packed.NewReader(in.Bytes())}
		if at += d.n + 1; in.Bad() || int(at) > sentences || !d.sound() || !l.layout(d, i, &room) || !l.speech(d, people) {
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
	n := in.Count(1)
	if in.Bad() || n > cap(room.paragraphs)-len(room.paragraphs) || d.count() > cap(room.sentences)-len(room.sentences) {
		return false
	}
	from, end := len(room.paragraphs), 0
	for range n {
		p := text.Paragraph{Span: in.Span(&end, len(d.Text)), Kind: in.kind()}
		room.paragraphs = append(room.paragraphs, p)
	}
	ps := room.paragraphs[from:len(room.paragraphs):len(room.paragraphs)]
	from, end = len(room.sentences), 0
	of := 0
	for range d.count() {
		s := text.Sentence{Span: in.Span(&end, len(d.Text)), Kind: in.kind()}
		of += in.Signed()
		s.Paragraph = of
		room.sentences = append(room.sentences, s)
	}
	d.Layout = &room.layouts[i]
	*d.Layout = text.Layout{Paragraphs: ps, Sentences: room.sentences[from:len(room.sentences):len(room.sentences)]}
	return !in.Bad()
}

func (in *loader) speech(d *doc, people []string) bool {
	n := in.Count(7)
	d.Speech = nil
	if n > 0 {
		d.Speech = make([]Speech, n)
	}
	end := 0
	for i := range d.Speech {
		sp := Speech{Content: in.Span(&end, len(d.Text)), Speaker: in.Span(&end, len(d.Text)), Cue: in.Span(&end, len(d.Text))}
		who := in.Below(len(people))
		if in.Bad() {
			return false
		}
		sp.Person = people[who]
		d.Speech[i] = sp
	}
	return !in.Bad() && len(in.Rest()) == 0
}

func (in *loader) kind() text.Kind {
	if b := in.Take(1); b != nil {
		return text.Kind(b[0])
	}
	return 0
}

func (in *loader) segment(s *state) *segment {
	m := &segment{size: in.Number(), base: uint32(in.Number())}
	b := in.Bytes()
	m.terms, m.bytes = in.Bytes(), in.Bytes()
	if in.Bad() || len(b)%savedSign != 0 || len(m.bytes) < padding || int(m.base) > len(s.lens) {
		in.Fail()
		return m
	}
	m.signs = make([]sign, len(b)/savedSign)
	for i := range m.signs {
		g := b[savedSign*i:]
		m.signs[i] = sign{binary.LittleEndian.Uint32(g), binary.LittleEndian.Uint32(g[4:]), binary.LittleEndian.Uint32(g[8:])}
		if int(m.signs[i].terms) > len(m.terms) || int(m.signs[i].bytes) > len(m.bytes)-padding {
			in.Fail()
		}
	}
	return m
}

// bare are the bytes of a string, which nobody may change.
func bare(s string) []byte { return unsafe.Slice(unsafe.StringData(s), len(s)) }
