package search

import (
	"encoding/binary"
	"math"
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
