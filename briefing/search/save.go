package search

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"slices"

	"briefingbot/briefing/packed"
	"briefingbot/briefing/text"
)

// A saved index is: the mark, the version, the sum of the word classes and the
// stamp; the vocabulary; the articles; the segments; a sum of it all.
const (
	savedMark    = "briefing index\n"
	savedVersion = 4
)

// Save writes the index, with the layouts and speech of its articles but not
// their titles and texts, for [Load] to read. The stamp says what made them:
// the program's version. Save compacts the index first.
func (x *Index) Save(w io.Writer, stamp string) error {
	x.Compact()
	s := x.now.Load()
	sum := crc32.New(castagnoli)
	o := &saver{packed.NewWriter(io.MultiWriter(w, sum))}
	o.Raw([]byte(savedMark))
	o.Number(savedVersion)
	o.Sum(lexiconSum())
	o.Text(stamp)
	o.vocab(&s.vocab)
	o.articles(s)
	o.Number(len(s.segments))
	for _, m := range s.segments {
		o.segment(m)
	}
	err := o.Flush()
	if err == nil {
		_, err = w.Write(binary.LittleEndian.AppendUint32(nil, sum.Sum32()))
	}
	if err != nil {
		return fmt.Errorf("saving the index: %w", err)
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

// saver writes the parts of an index.
type saver struct{ *packed.Writer }

func (o *saver) vocab(v *vocab) {
	o.Number(len(v.words))
	o.Bytes(v.bytes)
	o.Raw(v.hints)
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
	o.Raw(b)
}

// savedWord is how many bytes an entry of the vocabulary takes.
const savedWord = 8

func (o *saver) articles(s *state) {
	o.Texts(s.langs)
	names, at := people(s.docs)
	o.Texts(names)
	paragraphs := 0
	for i := range s.docs {
		paragraphs += len(s.docs[i].Layout.Paragraphs)
	}
	o.Number(len(s.docs))
	o.Number(len(s.lens))
	o.Number(paragraphs)
	o.Raw(s.lens)
	var b []byte
	for i := range s.docs {
		d := &s.docs[i]
		o.Number(int(d.n))
		o.Number(int(s.docLens[i]))
		o.Sum(articleSum(d.Doc))
		o.Bytes(d.code)
		b = appendLayout(b[:0], d.Layout)
		b = appendSpeech(b, d.Speech, at)
		o.Bytes(b)
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
		b, end = packed.AppendSpan(b, p.Span, end)
		b = append(b, byte(p.Kind))
	}
	end = 0
	last := 0
	for _, s := range l.Sentences {
		b, end = packed.AppendSpan(b, s.Span, end)
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
			b, end = packed.AppendSpan(b, p, end)
		}
		b = binary.AppendUvarint(b, uint64(people[sp.Person]))
	}
	return b
}

func (o *saver) segment(m *segment) {
	o.Number(m.size)
	o.Number(int(m.base))
	b := make([]byte, 0, savedSign*len(m.signs))
	for _, g := range m.signs {
		for _, n := range [...]uint32{g.term, g.terms, g.bytes} {
			b = binary.LittleEndian.AppendUint32(b, n)
		}
	}
	o.Bytes(b)
	o.Bytes(m.terms)
	o.Bytes(m.bytes)
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
