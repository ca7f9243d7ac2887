package search

import (
	"encoding/binary"
	"math"
)

// blockLen is how many postings lie between two entries of a skip table. A
// list that is no longer has none.
const blockLen = 128

// done is the id of a cursor that has nothing more to give.
const done = math.MaxUint32

// posting says that unit id (a sentence or an article) holds a term n times.
type posting struct{ id, n uint32 }

// appendList writes ps, whose ids ascend and are at least base, to dst: a skip
// table of (last id, end of block) pairs if there is more than one block, then
// for each posting the distance to the one before, doubled, with the lowest bit
// set when a count follows.
func appendList(dst []byte, base uint32, ps []posting) []byte {
	skips := len(dst)
	if len(ps) > blockLen {
		dst = append(dst, make([]byte, 8*blocks(len(ps)))...)
	}
	start := len(dst)
	for i, p := range ps {
		gap := uint64(p.id-base) << 1
		if p.n > 1 {
			dst = binary.AppendUvarint(dst, gap|1)
			dst = binary.AppendUvarint(dst, uint64(p.n))
		} else {
			dst = binary.AppendUvarint(dst, gap)
		}
		base = p.id
		if len(ps) > blockLen && (i%blockLen == blockLen-1 || i == len(ps)-1) {
			at := skips + i/blockLen*8
			binary.LittleEndian.PutUint32(dst[at:], p.id)
			binary.LittleEndian.PutUint32(dst[at+4:], uint32(len(dst)-start))
		}
	}
	return dst
}

func blocks(n int) int { return (n + blockLen - 1) / blockLen }

// cursor walks one list in ascending order of id.
type cursor struct {
	id, n uint32 // the posting it stands on; id is done after the last
	data  []byte // the postings, skip table left out
	skips []byte
	pos   int // where the next posting starts
	i     int // how many postings have been read
	count int
}

// open stands on the first posting of a list.
func (e entry) open(base uint32) cursor {
	c := cursor{data: e.list, count: e.n, id: base}
	if c.count > blockLen {
		k := 8 * blocks(c.count)
		c.skips, c.data = c.data[:k], c.data[k:]
	}
	c.next()
	return c
}

func (c *cursor) next() {
	if c.i >= c.count {
		c.id = done
		return
	}
	c.i++
	b := c.data[c.pos]
	c.pos++
	v := uint32(b)
	if b >= 0x80 {
		v = c.long(uint32(b & 0x7f))
	}
	c.id += v >> 1
	c.n = 1
	if v&1 != 0 {
		n, k := binary.Uvarint(c.data[c.pos:])
		c.n = uint32(n)
		c.pos += k
	}
}

// long reads the rest of a number of more than seven bits.
func (c *cursor) long(v uint32) uint32 {
	for shift := 7; ; shift += 7 {
		b := c.data[c.pos]
		c.pos++
		v |= uint32(b&0x7f) << shift
		if b < 0x80 {
			return v
		}
	}
}

// seek stands on the first posting whose id is at least id.
func (c *cursor) seek(id uint32) {
	if c.id >= id {
		return
	}
	if c.skips != nil {
		c.leap(id)
	}
	for c.id < id {
		c.next()
	}
}

// leap moves to the block that may hold id, doubling its stride and then
// halving it.
func (c *cursor) leap(id uint32) {
	n := len(c.skips) / 8
	b := (c.i - 1) / blockLen
	if c.last(b) >= id {
		return
	}
	lo, step := b, 1
	for lo+step < n && c.last(lo+step) < id {
		lo += step
		step *= 2
	}
	hi := min(lo+step, n)
	for lo+1 < hi {
		if m := (lo + hi) / 2; c.last(m) < id {
			lo = m
		} else {
			hi = m
		}
	}
	// Block lo ends before id: stand at its end.
	c.i = min((lo+1)*blockLen, c.count)
	c.id = c.last(lo)
	c.pos = int(binary.LittleEndian.Uint32(c.skips[8*lo+4:]))
}

func (c *cursor) last(block int) uint32 { return binary.LittleEndian.Uint32(c.skips[8*block:]) }
