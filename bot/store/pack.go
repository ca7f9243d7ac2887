package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"briefingbot/briefing"
	"briefingbot/briefing/quote"
	"briefingbot/briefing/text"
)

// A reading is packed into two columns rather than into a row a sentence: two
// million rows take 1.5 s to scan and 50 MB (measured with this driver on two
// cores), the packed columns a tenth of both, and nothing asks for one row.
//
// Numbers are variable-length integers; a span is the distance of its start
// from the end of the span before it, and its length.

var errPacked = errors.New("not a packed reading")

func packLayout(l *text.Layout) []byte {
	b := make([]byte, 0, 8+3*len(l.Paragraphs)+4*len(l.Sentences))
	b = binary.AppendUvarint(b, uint64(len(l.Paragraphs)))
	at := 0
	for _, p := range l.Paragraphs {
		b = append(packSpan(b, &at, p.Span), byte(p.Kind))
	}
	b = binary.AppendUvarint(b, uint64(len(l.Sentences)))
	at = 0
	paragraph := 0
	for _, s := range l.Sentences {
		b = append(packSpan(b, &at, s.Span), byte(s.Kind))
		b = binary.AppendVarint(b, int64(s.Paragraph-paragraph))
		paragraph = s.Paragraph
	}
	return b
}

func packQuotes(qs []quote.Quote) []byte {
	b := binary.AppendUvarint(nil, uint64(len(qs)))
	at := 0
	for _, q := range qs {
		b = packSpan(b, &at, q.Content)
		b = packSpan(b, &at, q.Speaker)
		b = packSpan(b, &at, q.Cue)
		b = packString(b, q.Person)
		b = packString(b, string(q.Kind))
		b = packString(b, string(q.Polarity))
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(q.Confidence))
		b = binary.AppendVarint(b, int64(q.Attribution))
	}
	return b
}

func packSpan(b []byte, at *int, p text.Span) []byte {
	b = binary.AppendVarint(b, int64(p.Start-*at))
	*at = p.End
	return binary.AppendUvarint(b, uint64(p.End-p.Start))
}

func packString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// parseLayout reads what packLayout wrote, for a text of size bytes. The error
// is errPacked for anything else, whatever the bytes.
func parseLayout(b []byte, size int) (*text.Layout, error) {
	r := &unpacker{b: b, size: size}
	l := &text.Layout{}
	if n := r.count(3); n > 0 {
		l.Paragraphs = make([]text.Paragraph, n)
	}
	for i := range l.Paragraphs {
		l.Paragraphs[i] = text.Paragraph{Span: r.span(), Kind: text.Kind(r.byte())}
	}
	r.at = 0
	if n := r.count(4); n > 0 {
		l.Sentences = make([]text.Sentence, n)
	}
	paragraph := 0
	for i := range l.Sentences {
		l.Sentences[i] = text.Sentence{Span: r.span(), Kind: text.Kind(r.byte())}
		paragraph += int(r.varint())
		if paragraph < 0 || paragraph >= len(l.Paragraphs) {
			return nil, errPacked
		}
		l.Sentences[i].Paragraph = paragraph
	}
	return l, r.end()
}

func parseQuotes(b []byte, size int) ([]quote.Quote, error) {
	r := &unpacker{b: b, size: size}
	var qs []quote.Quote
	if n := r.count(18); n > 0 {
		qs = make([]quote.Quote, n)
	}
	for i := range qs {
		qs[i] = quote.Quote{
			Content: r.span(), Speaker: r.span(), Cue: r.span(),
			Person: r.string(), Kind: quote.Kind(r.string()), Polarity: quote.Polarity(r.string()),
			Confidence: r.float(), Attribution: int(r.varint()),
		}
	}
	return qs, r.end()
}

// unpacker reads packed numbers; after a mistake it reads zeros and bad is true.
type unpacker struct {
	b    []byte
	size int // of the text
	at   int // end of the last span
	bad  bool
}

func (r *unpacker) end() error {
	if r.bad || len(r.b) > 0 {
		return errPacked
	}
	return nil
}

func (r *unpacker) skip(n int) {
	if n <= 0 {
		r.bad, r.b = true, nil
		return
	}
	r.b = r.b[n:]
}

func (r *unpacker) varint() int64 {
	v, n := binary.Varint(r.b)
	r.skip(n)
	return v
}

func (r *unpacker) uvarint() uint64 {
	v, n := binary.Uvarint(r.b)
	r.skip(n)
	return v
}

// count reads a number of things that take at least least bytes each.
func (r *unpacker) count(least int) int {
	n := r.uvarint()
	if n > uint64(len(r.b)/least) {
		r.bad = true
		return 0
	}
	return int(n)
}

func (r *unpacker) byte() byte {
	if len(r.b) == 0 {
		r.bad = true
		return 0
	}
	c := r.b[0]
	r.b = r.b[1:]
	return c
}

func (r *unpacker) float() float64 {
	if len(r.b) < 8 {
		r.bad, r.b = true, nil
		return 0
	}
	v := math.Float64frombits(binary.LittleEndian.Uint64(r.b))
	r.b = r.b[8:]
	return v
}

func (r *unpacker) string() string {
	n := r.count(1)
	s := string(r.b[:n])
	r.b = r.b[n:]
	return s
}

func (r *unpacker) span() text.Span {
	from, n := r.varint(), r.uvarint()
	start := int64(r.at) + from
	if start < 0 || start > int64(r.size) || n > uint64(int64(r.size)-start) {
		r.bad = true
		return text.Span{}
	}
	p := text.Span{Start: int(start), End: int(start) + int(n)}
	r.at = p.End
	return p
}

// inside refuses a reading whose spans are not in its text.
func inside(r briefing.Reading) error {
	size := len(r.Article.Text)
	for _, p := range r.Layout.Paragraphs {
		if !fits(p.Span, size) {
			return outside(r, "paragraph", p.Span)
		}
	}
	for _, s := range r.Layout.Sentences {
		if !fits(s.Span, size) || s.Paragraph < 0 || s.Paragraph >= len(r.Layout.Paragraphs) {
			return outside(r, "sentence", s.Span)
		}
	}
	for _, q := range r.Quotes {
		for _, p := range []text.Span{q.Content, q.Speaker, q.Cue} {
			if !fits(p, size) {
				return outside(r, "quote", p)
			}
		}
	}
	return nil
}

func fits(p text.Span, size int) bool { return 0 <= p.Start && p.Start <= p.End && p.End <= size }

func outside(r briefing.Reading, what string, p text.Span) error {
	return fmt.Errorf("put article %q: a %s at bytes %d to %d does not fit its text of %d bytes", r.Article.ID, what, p.Start, p.End, len(r.Article.Text))
}
