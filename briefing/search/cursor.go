package search

import (
	"encoding/binary"
	"math/bits"
)

// cursor walks one list in ascending order of id.
type cursor struct {
	id    uint32 // of the posting it stands on; done after the last
	i     int    // its place in the block
	end   int    // the place of the block's last
	last  uint32 // and its id
	base  uint32 // what the block's ids are counted from
	low   uint   // low bits of each
	high  uint64 // the high bits,
	left  uint64 // those of them that are still to be read,
	lower int    // where the low ones start in data,
	more  int    // and what is left of the places that count twice,
	stop  int    // up to the block's end
	data  []byte // the blocks, skip table left out
	skips []byte
	block int
	count int // of the whole list
}

// open stands on the first posting of a list.
func (e entry) open(base uint32) cursor {
	c := cursor{data: e.list[:len(e.list)+padding], count: e.n, base: base}
	switch {
	case c.count == 0:
		c.id = done
		return c
	case c.count > blockLen:
		k := 8 * blocks(c.count)
		c.skips, c.data = c.data[:k], c.data[k:]
		c.enter(0)
	default:
		span, k := binary.Uvarint(c.data)
		c.data = c.data[k:]
		c.begin(base+uint32(span), 0, len(e.list)-k, c.count)
	}
	c.next()
	return c
}

// enter stands before the first posting of a block.
func (c *cursor) enter(block int) {
	c.block = block
	from := 0
	if block > 0 {
		c.base = c.lastOf(block - 1)
		from = int(binary.LittleEndian.Uint32(c.skips[8*block-4:]))
	}
	c.begin(c.lastOf(block), from, int(binary.LittleEndian.Uint32(c.skips[8*block+4:])), min(blockLen, c.count-block*blockLen))
}

func (c *cursor) begin(last uint32, from, to, n int) {
	s := shapeOf(last-c.base, n-1)
	c.i, c.end, c.last, c.low = -1, n-1, last, s.low
	c.high = c.load(from) & (1<<(8*s.upper) - 1)
	c.left = c.high
	c.lower = from + s.upper
	c.more, c.stop = c.lower+s.lower, to
}

// load reads eight bytes, of which the last may be padding.
func (c *cursor) load(at int) uint64 { return binary.LittleEndian.Uint64(c.data[at:]) }

func (c *cursor) next() {
	c.i++
	switch {
	case c.i < c.end:
		c.id = c.at(c.i, c.left)
		c.left &= c.left - 1
	case c.i == c.end:
		c.id = c.last
	case (c.block+1)*blockLen < c.count:
		c.enter(c.block + 1)
		c.next()
	default:
		c.id = done
	}
}

// rest appends the ids from this one to the last of the block, and stands there.
func (c *cursor) rest(ids []uint32) []uint32 {
	ids = append(ids, c.id)
	if c.i == c.end {
		return ids
	}
	left := c.left
	for i := c.i + 1; i < c.end; i++ {
		ids = append(ids, c.at(i, left))
		left &= left - 1
	}
	c.i, c.id = c.end, c.last
	return append(ids, c.last)
}

// at is the id in place i of the block, whose high bits are the first of left.
func (c *cursor) at(i int, left uint64) uint32 {
	high := uint32(bits.TrailingZeros64(left) - i)
	k := uint(i) * c.low
	return c.base + (high<<c.low | uint32(c.load(c.lower+int(k/8))>>(k%8))&(1<<c.low-1))
}

// times is how often the unit holds the term: once, or more often, which is 2.
func (c *cursor) times() uint32 {
	for c.more < c.stop && int(c.data[c.more]) < c.i {
		c.more++
	}
	if c.more < c.stop && int(c.data[c.more]) == c.i {
		return 2
	}
	return 1
}

// seek stands on the first posting whose id is at least id.
func (c *cursor) seek(id uint32) {
	if c.id >= id {
		return
	}
	if c.last < id && !c.leap(id) {
		c.id = done
		return
	}
	c.skim(int((id - c.base) >> c.low))
	for c.next(); c.id < id; {
		c.next()
	}
}

// skim passes over the ids of the block whose high bits are less than high:
// that many bits unset lie before the others.
func (c *cursor) skim(high int) {
	if high == 0 || c.i >= c.end-1 {
		return
	}
	p := nth(^c.high, high)
	c.left &^= 2<<p - 1
	c.i = max(c.i, p-high)
}

// nth is the place of the k-th bit that is set, from 1 on.
func nth(x uint64, k int) int {
	const each, tops = 0x0101010101010101, 0x8080808080808080
	sums := x - x>>1&0x5555555555555555
	sums = sums&0x3333333333333333 + sums>>2&0x3333333333333333
	sums = (sums + sums>>4) & 0x0f0f0f0f0f0f0f0f * each // by byte: the bits set up to its end
	at := 8 * bits.OnesCount64((uint64(k-1)*each|tops-sums)&tops)
	return at + int(nths[x>>at&0xff][k-1-int(sums<<8>>at&0xff)])
}

// nths are the places of the bits of a byte that are set.
var nths = func() (t [256][8]uint8) {
	for b := range t {
		n := 0
		for i := range 8 {
			if b>>i&1 != 0 {
				t[b][n] = uint8(i)
				n++
			}
		}
	}
	return t
}()

// leap stands before the first posting of the block that holds the first id of
// at least id; there is none if it returns false. The block it stood in ends
// before id. The next four are looked at in one go, since where id lies is
// nothing a processor can guess; then the stride doubles, and is halved again.
func (c *cursor) leap(id uint32) bool {
	n := len(c.skips) / 8
	lo, step := c.block, 1
	if lo+4 < n {
		if k := c.ended(lo+1, id) + c.ended(lo+2, id) + c.ended(lo+3, id) + c.ended(lo+4, id); k < 4 {
			c.enter(lo + 1 + k)
			return true
		}
		lo, step = lo+4, 4
	}
	for lo+step < n && c.lastOf(lo+step) < id {
		lo += step
		step *= 2
	}
	hi := min(lo+step, n)
	for lo+1 < hi {
		if m := (lo + hi) / 2; c.lastOf(m) < id {
			lo = m
		} else {
			hi = m
		}
	}
	if hi >= n {
		return false
	}
	c.enter(hi)
	return true
}

// ended is 1 if a block ends before id, else 0.
func (c *cursor) ended(block int, id uint32) int {
	return int((uint64(c.lastOf(block)) - uint64(id)) >> 63)
}

func (c *cursor) lastOf(block int) uint32 { return binary.LittleEndian.Uint32(c.skips[8*block:]) }
