package search

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"hash"
	"hash/crc32"
	"io"
	"slices"

	"briefingbot/briefing/text"
)

// A saved index is: the mark, the version, the sum of the word classes and the
// stamp; the vocabulary; the articles; the segments; a sum of it all.
const (
	savedMark    = "briefing index\n"
	savedVersion = 3
)

// Save writes the index, with the layouts and speech of its articles but not
// their titles and texts, for [Load] to read. The stamp says what made them:
// the program's version. Save compacts the index first.
func (x *Index) Save(w io.Writer, stamp string) error {
	x.Compact()
	s := x.now.Load()
	o := &saver{w: bufio.NewWriterSize(w, 1<<16), sum: crc32.New(castagnoli)}
	o.raw([]byte(savedMark))
	o.number(savedVersion)
	o.number(uint64(lexiconSum()))
	o.text(stamp)
	o.vocab(&s.vocab)
	o.articles(s)
	o.number(uint64(len(s.segments)))
	for _, m := range s.segments {
		o.segment(m)
	}
	end := binary.LittleEndian.AppendUint32(nil, o.sum.Sum32())
	o.raw(end)
	if o.err == nil {
		o.err = o.w.Flush()
	}
	if o.err != nil {
		return fmt.Errorf("saving the index: %w", o.err)
	}
	return nil
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// lexiconSum changes when words come into other classes.
func lexiconSum() uint32 {
	sum := uint32(0)
	for _, e := range lexicon {
		sum = crc32.Update(sum, castagnoli, []byte{byte(e.class), byte(e.class >> 8)})
		sum = crc32.Update(sum, castagnoli, []byte(e.words))
	}
	return sum
}

// articleSum tells whether an article is the one that was indexed.
func articleSum(d Doc) uint32 {
	sum := uint32(0)
	for _, s := range [...]string{d.Lang, "\x00", d.Title, "\x00", d.Text} {
		sum = crc32.Update(sum, castagnoli, bare(s))
	}
	return sum
}

// saver writes numbers and bytes; after an error it does nothing.
type saver struct {
	w   *bufio.Writer
	sum hash.Hash32
	buf []byte
	err error
}

func (o *saver) raw(b []byte) {
	if o.err == nil {
		o.sum.Write(b)
		_, o.err = o.w.Write(b)
	}
}

func (o *saver) number(n uint64) {
	o.buf = binary.AppendUvarint(o.buf[:0], n)
	o.raw(o.buf)
}

func (o *saver) bytes(b []byte) {
	o.number(uint64(len(b)))
	o.raw(b)
}

func (o *saver) text(s string) { o.bytes([]byte(s)) }

func (o *saver) vocab(v *vocab) {
	o.number(uint64(len(v.words)))
	o.bytes(v.bytes)
	o.raw(v.hints)
	b := make([]byte, 0, savedWord*len(v.words))
	for i, w := range v.words {
		met := byte(0)
		if v.met[i] {
			met = 1
		}
		b = binary.LittleEndian.AppendUint32(b, w.term)
		b = binary.LittleEndian.AppendUint16(b, uint16(w.class))
		b = append(b, w.n, met)
	}
	o.raw(b)
}

// savedWord is how many bytes an entry of the vocabulary takes.
const savedWord = 8

func (o *saver) articles(s *state) {
	o.number(uint64(len(s.langs)))
	for _, l := range s.langs {
		o.text(l)
	}
	names, at := people(s.docs)
	o.number(uint64(len(names)))
	for _, n := range names {
		o.text(n)
	}
	paragraphs := 0
	for i := range s.docs {
		paragraphs += len(s.docs[i].Layout.Paragraphs)
	}
	o.number(uint64(len(s.docs)))
	o.number(uint64(len(s.lens)))
	o.number(uint64(paragraphs))
	o.raw(s.lens)
	var b []byte
	for i := range s.docs {
		d := &s.docs[i]
		o.number(uint64(d.n))
		o.number(uint64(s.docLens[i]))
		o.number(uint64(articleSum(d.Doc)))
		o.bytes(d.code)
		b = appendLayout(b[:0], d.Layout)
		b = appendSpeech(b, d.Speech, at)
		o.bytes(b)
	}
}

// people are the names of who speaks, and the place of each.
func people(docs []doc) ([]string, map[string]int) {
	var names []string
	at := map[string]int{}
	for i := range docs {
		for _, sp := range docs[i].Speech {
			if _, ok := at[sp.Person]; !ok {
				at[sp.Person] = len(names)
				names = append(names, sp.Person)
			}
		}
	}
	return names, at
}

// appendLayout writes paragraphs and sentences, each by its distance from the
// one before.
func appendLayout(b []byte, l *text.Layout) []byte {
	b = binary.AppendUvarint(b, uint64(len(l.Paragraphs)))
	end := 0
	for _, p := range l.Paragraphs {
		b, end = appendSpan(b, p.Span, end)
		b = append(b, byte(p.Kind))
	}
	end = 0
	last := 0
	for _, s := range l.Sentences {
		b, end = appendSpan(b, s.Span, end)
		b = append(b, byte(s.Kind))
		b = binary.AppendVarint(b, int64(s.Paragraph-last))
		last = s.Paragraph
	}
	return b
}

func appendSpeech(b []byte, speech []Speech, people map[string]int) []byte {
	b = binary.AppendUvarint(b, uint64(len(speech)))
	end := 0
	for _, sp := range speech {
		for _, p := range [...]text.Span{sp.Content, sp.Speaker, sp.Cue} {
			b, end = appendSpan(b, p, end)
		}
		b = binary.AppendUvarint(b, uint64(people[sp.Person]))
	}
	return b
}

// appendSpan writes p by its distance from end, and returns its own end.
func appendSpan(b []byte, p text.Span, end int) ([]byte, int) {
	b = binary.AppendVarint(b, int64(p.Start-end))
	return binary.AppendVarint(b, int64(p.End-p.Start)), p.End
}

func (o *saver) segment(m *segment) {
	o.number(uint64(m.size))
	o.number(uint64(m.base))
	b := make([]byte, 0, savedSign*len(m.signs))
	for _, g := range m.signs {
		for _, n := range [...]uint32{g.term, g.terms, g.bytes} {
			b = binary.LittleEndian.AppendUint32(b, n)
		}
	}
	o.bytes(b)
	o.bytes(m.terms)
	o.bytes(m.bytes)
}

// savedSign is how many bytes a sign takes.
const savedSign = 12

// Doc returns what the index was told about article i, with the layout and the
// speech of one that was loaded. There is none where i is out of range.
func (x *Index) Doc(i int) (Doc, bool) {
	s := x.now.Load()
	if i < 0 || i >= len(s.docs) {
		return Doc{}, false
	}
	d := s.docs[i].Doc
	d.Speech = slices.Clip(d.Speech)
	return d, true
}

// Len is how many articles the index holds.
func (x *Index) Len() int { return len(x.now.Load().docs) }
