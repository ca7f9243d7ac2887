package copies

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// The measures of a sketch.
const (
	shingle = 5  // words
	kept    = 64 // lowest hashes of an article
	sought  = 24 // of them, by which it is found
)

// Sketch is the lowest hashes of an article's shingles, ascending, each once.
// At most [kept] of them, so it takes 256 bytes.
type Sketch []uint32

// Of returns the sketch of a text. Only letters and digits count: quotation
// marks, hyphens and case are an outlet's house style.
func Of(text string) Sketch {
	var window [shingle]uint64 // hashes of the last words
	var low lowest
	words := 0
	add := func(h uint64) {
		window[words%shingle] = h
		if words++; words >= shingle {
			var sum uint64
			for i := range shingle { // in order: the oldest first
				sum = mix(sum ^ window[(words+i)%shingle])
			}
			low.add(uint32(sum >> 32))
		}
	}
	const offset, prime = 14695981039346656037, 1099511628211 // FNV-1a
	h, inside := uint64(offset), false
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf {
			i++
			switch {
			case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
			case 'A' <= c && c <= 'Z':
				c |= 0x20
			default:
				if inside {
					add(h)
				}
				h, inside = offset, false
				continue
			}
			h, inside = (h^uint64(c))*prime, true
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		i += n
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
			if inside {
				add(h)
			}
			h, inside = offset, false
			continue
		}
		h, inside = (h^uint64(unicode.ToLower(r)))*prime, true
	}
	if inside {
		add(h)
	}
	return low.sketch()
}

// mix spreads the bits of x (the finaliser of SplitMix64).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// lowest keeps the lowest hashes it is given. It gathers some more than it
// needs and throws them out together.
type lowest struct {
	all []uint32
	top uint32 // nothing above is kept, once all is full
	cut bool
}

func (l *lowest) add(h uint32) {
	if l.cut && h >= l.top {
		return
	}
	if l.all = append(l.all, h); len(l.all) == 4*kept {
		l.settle()
	}
}

func (l *lowest) settle() {
	slices.Sort(l.all)
	l.all = slices.Compact(l.all)
	if len(l.all) >= kept {
		l.all = l.all[:kept]
		l.top, l.cut = l.all[kept-1], true
	}
}

func (l *lowest) sketch() Sketch {
	l.settle()
	return slices.Clip(slices.Clone(Sketch(l.all)))
}

// Share estimates how much of the text with fewer shingles stands in the other
// one, 0 to 1, and says by how many hashes it is shown.
func Share(a, b Sketch) (share float64, shown int) {
	top := ^uint32(0) // both know all hashes up to here
	for _, s := range []Sketch{a, b} {
		if len(s) == kept {
			top = min(top, s[kept-1])
		}
	}
	i, j := 0, 0
	for i < len(a) && j < len(b) && a[i] <= top && b[j] <= top {
		switch {
		case a[i] == b[j]:
			shown++
			i++
			j++
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	n, m := below(a, top), below(b, top)
	if min(n, m) == 0 {
		return 0, 0
	}
	return float64(shown) / float64(min(n, m)), shown
}

// below counts the hashes up to top.
func below(s Sketch, top uint32) int {
	i, found := slices.BinarySearch(s, top)
	if found {
		i++
	}
	return i
}
