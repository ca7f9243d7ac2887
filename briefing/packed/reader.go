package packed

import (
	"encoding/binary"
	"math"
	"unsafe"

	"briefingbot/briefing/text"
)

// Reader reads what a [Writer] wrote, in the same order. Of bytes that cannot
// have been written so it is bad: it gives noughts from then on, and whoever reads
// asks at the end, and before taking a number at its word.
type Reader struct {
	b   []byte
	bad bool
}

// NewReader returns a reader of b, which may not change as long as strings and
// bytes that were read are in use: they are parts of it.
func NewReader(b []byte) *Reader { return &Reader{b: b} }

// Bad reports whether something was read that is not there.
func (r *Reader) Bad() bool { return r.bad }

// Fail makes the reader bad, for one who finds what was read impossible.
func (r *Reader) Fail() { r.b, r.bad = nil, true }

// Rest returns the bytes that are left.
func (r *Reader) Rest() []byte { return r.b }

// Number reads a number that is not negative.
func (r *Reader) Number() int {
	v, k := binary.Uvarint(r.b)
	if k <= 0 || v > math.MaxInt {
		r.Fail()
		return 0
	}
	r.b = r.b[k:]
	return int(v)
}

// Signed reads a number of 32 bits.
func (r *Reader) Signed() int {
	v, k := binary.Varint(r.b)
	if k <= 0 || v > math.MaxInt32 || v < math.MinInt32 {
		r.Fail()
		return 0
	}
	r.b = r.b[k:]
	return int(v)
}

// Count reads how many things of at least so many bytes each follow: never more
// than there is room for, so that it is safe to make room for them.
func (r *Reader) Count(each int) int {
	n := r.Number()
	if n > len(r.b)/each {
		r.Fail()
		return 0
	}
	return n
}

// Below reads a number less than n.
func (r *Reader) Below(n int) int {
	v := r.Number()
	if v >= n {
		r.Fail()
		return 0
	}
	return v
}

// Flag reads a yes or no.
func (r *Reader) Flag() bool { return r.Number() != 0 }

// Sum reads a number of four bytes.
func (r *Reader) Sum() uint32 {
	if b := r.Take(4); b != nil {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}

// Take returns the next n bytes, without room behind them, or nil.
func (r *Reader) Take(n int) []byte {
	if n < 0 || n > len(r.b) {
		r.Fail()
		return nil
	}
	b := r.b[:n:n]
	r.b = r.b[n:]
	return b
}

// Bytes reads bytes that were written with their number.
func (r *Reader) Bytes() []byte { return r.Take(r.Count(1)) }

// Text reads a string.
func (r *Reader) Text() string {
	b := r.Bytes()
	return unsafe.String(unsafe.SliceData(b), len(b))
}

// Texts reads a list of strings.
func (r *Reader) Texts() []string {
	out := make([]string, r.Count(1))
	for i := range out {
		out[i] = r.Text()
	}
	return out
}

// Span reads a stretch of a text of size bytes, told by its distance from end,
// which becomes its own.
func (r *Reader) Span(end *int, size int) text.Span {
	p := text.Span{Start: *end + r.Signed()}
	p.End = p.Start + r.Signed()
	if p.Start < 0 || p.End < p.Start || p.End > size {
		r.Fail()
		return text.Span{}
	}
	*end = p.End
	return p
}
