package briefing

import (
	"encoding/binary"
	"math"
	"unsafe"

	"briefingbot/briefing/quote"
	"briefingbot/briefing/text"
)

// packQuotes appends quotes to b: spans by their distance from the one before.
func packQuotes(b []byte, qs []quote.Quote) []byte {
	at := 0
	for _, q := range qs {
		for _, p := range [...]text.Span{q.Content, q.Speaker, q.Cue} {
			b = binary.AppendVarint(b, int64(p.Start-at))
			b = binary.AppendVarint(b, int64(p.Len()))
			at = p.End
		}
		for _, s := range [...]string{q.Person, string(q.Kind), string(q.Polarity)} {
			b = append(binary.AppendUvarint(b, uint64(len(s))), s...)
		}
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(q.Confidence))
		b = binary.AppendVarint(b, int64(q.Attribution))
	}
	return b
}

// packedQuote is how many bytes a quote takes, about.
const packedQuote = 40

// unpackQuotes returns what packQuotes wrote of a text of size bytes; what is
// no quote of it is left out. The strings are parts of b.
func unpackQuotes(b []byte, size int) []quote.Quote {
	in := &unpacker{b: b}
	out := make([]quote.Quote, 0, 1+len(b)/packedQuote)
	at := 0
	for len(in.b) > 0 {
		var q quote.Quote
		for _, p := range [...]*text.Span{&q.Content, &q.Speaker, &q.Cue} {
			p.Start = at + in.signed()
			p.End = p.Start + in.signed()
			if at = p.End; p.Start < 0 || p.End < p.Start || p.End > size {
				return out
			}
		}
		q.Person, q.Kind, q.Polarity = in.text(), quote.Kind(in.text()), quote.Polarity(in.text())
		if bits := in.take(8); bits != nil {
			q.Confidence = math.Float64frombits(binary.LittleEndian.Uint64(bits))
		}
		if q.Attribution = in.signed(); in.bad {
			return out
		}
		out = append(out, q)
	}
	return out
}

// unpacker reads numbers and strings one after another; of bytes that hold none
// it is bad and reads nothing more.
type unpacker struct {
	b   []byte
	bad bool
}

func (in *unpacker) fail() { in.b, in.bad = nil, true }

func (in *unpacker) number() uint64 {
	v, k := binary.Uvarint(in.b)
	if k <= 0 {
		in.fail()
		return 0
	}
	in.b = in.b[k:]
	return v
}

func (in *unpacker) signed() int {
	v, k := binary.Varint(in.b)
	if k <= 0 || v > math.MaxInt32 || v < math.MinInt32 {
		in.fail()
		return 0
	}
	in.b = in.b[k:]
	return int(v)
}

// size reads how many things of at least a byte follow.
func (in *unpacker) size() int {
	n := in.number()
	if n > uint64(len(in.b)) {
		in.fail()
		return 0
	}
	return int(n)
}

// below reads a number less than n.
func (in *unpacker) below(n int) int {
	v := in.number()
	if v >= uint64(n) {
		in.fail()
		return 0
	}
	return int(v)
}

func (in *unpacker) take(n int) []byte {
	if n < 0 || n > len(in.b) {
		in.fail()
		return nil
	}
	b := in.b[:n:n]
	in.b = in.b[n:]
	return b
}

func (in *unpacker) bytes() []byte { return in.take(in.size()) }

// text returns a string that is a part of the bytes.
func (in *unpacker) text() string {
	b := in.bytes()
	return unsafe.String(unsafe.SliceData(b), len(b))
}

func (in *unpacker) texts() []string {
	out := make([]string, in.size())
	for i := range out {
		out[i] = in.text()
	}
	return out
}
