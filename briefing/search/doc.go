package search

import (
	"encoding/binary"
	"math"
	"math/bits"
	"slices"
)

// doc is one article, and its sentences as numbers.
type doc struct {
	Doc
	code []byte // see pack
	n    uint32 // sentences
	wide bool   // its words take more than 64 KB
}

// pack writes an article down: the flags of its sentences, the ends of their
// words, in two bytes each, four where they must, the words, the title's, and
// padding.
func (n *doc) pack(fs []flags, bounds []uint32, words []byte) {
	n.wide = len(words) > math.MaxUint16
	size := len(fs) + n.width()*len(bounds) + len(words) + padding
	b := make([]byte, 0, size)
	for _, f := range fs {
		b = append(b, byte(f))
	}
	for _, e := range bounds {
		if n.wide {
			b = binary.LittleEndian.AppendUint32(b, e)
		} else {
			b = binary.LittleEndian.AppendUint16(b, uint16(e))
		}
	}
	b = append(b, words...)
	n.code = b[:size]
}

// width is how many bytes the end of a sentence takes.
func (n *doc) width() int {
	if n.wide {
		return 4
	}
	return 2
}

// count is how many sentences the article has.
func (n *doc) count() int { return int(n.n) }

// end is where in the code the words before sentence i end.
func (n *doc) end(i int) int {
	from := int(n.n) * (1 + n.width())
	switch at := int(n.n) + n.width()*(i-1); {
	case i == 0:
		return from
	case n.wide:
		return from + int(binary.LittleEndian.Uint32(n.code[at:]))
	default:
		return from + int(binary.LittleEndian.Uint16(n.code[at:]))
	}
}

// sentence returns the coded words of sentence i of n; the title is the one
// after the last.
func (n *doc) sentence(i int) []byte {
	if i == int(n.n) {
		return n.code[n.end(i) : len(n.code)-padding]
	}
	return n.code[n.end(i):n.end(i+1)]
}

// title returns the coded words of the article's title.
func (n *doc) title() []byte { return n.sentence(int(n.n)) }

// flag returns what sentence i shows.
func (n *doc) flag(i int) flags { return flags(n.code[i]) }

// prose reports whether sentence i may answer.
func (n *doc) prose(i int) bool { return n.flag(i)&isProse != 0 }

// code is a word of a sentence: twice its entry in the vocabulary, and one more
// if it is printed with a capital.
type code uint32

func (c code) entry() uint32 { return uint32(c >> 1) }
func (c code) capital() bool { return c&1 != 0 }

// words returns the coded words of a sentence in the room of out. A word takes
// seven bits of each of its bytes, of which all but the last have the eighth
// set, four bytes at most. They are read two at a time, without a branch that a
// processor would have to guess, past the end of b if their number is odd.
func words(out []code, b []byte) []code {
	const tops = 0x8080808080808080
	out = slices.Grow(out[:0], len(b)+1)[:len(b)+1]
	n, at := 0, 0
	for full := b[:len(b)+padding]; at < len(b); n += 2 {
		x := binary.LittleEndian.Uint64(full[at:])
		ends := ^x & tops
		one := bits.TrailingZeros64(ends) + 1
		two := bits.TrailingZeros64(ends&(ends-1)) + 1
		out[n] = unpack(x & (1<<one - 1))
		out[n+1] = unpack(x & (1<<two - 1) >> one)
		at += two / 8
	}
	if at > len(b) {
		n--
	}
	return out[:n]
}

// unpack drops the eighth bits of the bytes of a word.
func unpack(x uint64) code {
	return code(x&0x7f | x>>1&0x3f80 | x>>2&0x1fc000 | x>>3&0xfe00000)
}
