package condense

import "math/bits"

// sieve tells keys that came once from those that may have come again. It has
// no room for the keys themselves: of those that came once it lets some pass,
// of the others all.
type sieve struct {
	once, again []uint64 // a bit for each key
	passed      int      // bits of again
}

// reset makes room for as many keys as are expected.
func (s *sieve) reset(expected int) {
	words := 1 << bits.Len(uint(expected/16)) // four bits and more to a key
	s.once, s.again, s.passed = zeros(s.once, words), zeros(s.again, words), 0
}

// add notes that a key came.
func (s *sieve) add(key uint64) {
	at, bit := s.place(key)
	if s.once[at]&bit == 0 {
		s.once[at] |= bit
		return
	}
	if s.again[at]&bit == 0 {
		s.again[at] |= bit
		s.passed++
	}
}

// holds reports whether a key may have come again.
func (s *sieve) holds(key uint64) bool {
	at, bit := s.place(key)
	return s.again[at]&bit != 0
}

func (s *sieve) place(key uint64) (at int, bit uint64) {
	h := mix(key)
	return int(h >> 6 & uint64(len(s.once)-1)), 1 << (h & 63)
}
