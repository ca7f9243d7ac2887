package search

import (
	"encoding/binary"
	"math"
	"math/bits"
)

// blockLen is how many postings a block holds: so many that its high bits fit
// one word. A list of several has a skip table of (last id, end of block) pairs
// before them.
const blockLen = 32

// padding is how many bytes at least follow a list, or the words of a sentence,
// others or nought, so that eight can be read from any place of it.
const padding = 8

// done is the id of a cursor that has nothing more to give.
const done = math.MaxUint32

// posting says that unit id (a sentence or an article) holds a term n times;
// a list tells only once from more often, which is all that is ever asked.
type posting struct{ id, n uint32 }

// appendList writes ps, whose ids ascend and are at least base, to dst: one
// block with the distance of its last id before it, or a skip table and blocks.
func appendList(dst []byte, base uint32, ps []posting) []byte {
	switch {
	case len(ps) == 0:
		return dst
	case len(ps) <= blockLen:
		dst = binary.AppendUvarint(dst, uint64(ps[len(ps)-1].id-base))
		return appendBlock(dst, base, ps)
	}
	at := len(dst)
	dst = append(dst, make([]byte, 8*blocks(len(ps)))...)
	start := len(dst)
	for ; len(ps) > 0; at += 8 {
		n := min(len(ps), blockLen)
		dst = appendBlock(dst, base, ps[:n])
		base = ps[n-1].id
		binary.LittleEndian.PutUint32(dst[at:], base)
		binary.LittleEndian.PutUint32(dst[at+4:], uint32(len(dst)-start))
		ps = ps[n:]
	}
	return dst
}

// appendBlock writes one block by Elias and Fano's code: of each id but the
// last, which the reader knows, the low bits as they are, and the high ones by
// setting the bit that many places further on than the id is in the block. Then
// the places of the ids that count more than once, a byte each.
func appendBlock(dst []byte, base uint32, ps []posting) []byte {
	n := len(ps) - 1
	s := shapeOf(ps[n].id-base, n)
	var high, carry uint64
	at := len(dst)
	dst = append(dst, make([]byte, s.upper)...)
	held := uint(0)
	for i, p := range ps[:n] {
		off := p.id - base
		high |= 1 << (int(off>>s.low) + i)
		carry |= uint64(off&(1<<s.low-1)) << held
		for held += s.low; held >= 8; held -= 8 {
			dst = append(dst, byte(carry))
			carry >>= 8
		}
	}
	if held > 0 {
		dst = append(dst, byte(carry))
	}
	for i := range s.upper {
		dst[at+i] = byte(high >> (8 * i))
	}
	for i, p := range ps {
		if p.n > 1 {
			dst = append(dst, byte(i))
		}
	}
	return dst
}

// shape is how the ids of a block are cut: the low bits of each, and the bytes
// that high and low bits take.
type shape struct {
	low          uint
	upper, lower int
}

// shapeOf is the shape of n ids and a last one, which lies span after the base:
// the high bits are about as many as the ids, and at most 62.
func shapeOf(span uint32, n int) shape {
	var s shape
	if n > 0 {
		s.low = uint(max(0, bits.Len32(span)-bits.Len(uint(n))))
		s.upper = (n + int(span>>s.low) + 7) / 8
		s.lower = (n*int(s.low) + 7) / 8
	}
	return s
}

func blocks(n int) int { return (n + blockLen - 1) / blockLen }

// read appends the postings of a list to ps.
func (e entry) read(ps []posting, base uint32) []posting {
	if e.n == 1 { // most are
		span, k := binary.Uvarint(e.list)
		return append(ps, posting{base + uint32(span), 1 + uint32(len(e.list)-k)})
	}
	for c := e.open(base); c.id != done; c.next() {
		ps = append(ps, posting{c.id, c.times()})
	}
	return ps
}
