package search

import (
	"encoding/binary"
	"math/bits"
	"slices"
	"strconv"
	"strings"

	"briefingbot/briefing/text"
)

// code is a word of a sentence: twice its entry in the vocabulary, and one more
// if it is printed with a capital.
type code uint32

func (c code) entry() uint32 { return uint32(c >> 1) }
func (c code) capital() bool { return c&1 != 0 }

// encode appends the words of str to buf, and a number in digits beside what
// the text writes in words or with a scale word.
func (s *state) encode(buf []byte, str, lang string) ([]byte, int) {
	s.desk.words = text.AppendWords(s.desk.words[:0], str)
	ws := s.desk.words
	written := 0 // numbers in words
	compound := false
	var before class
	for _, w := range ws {
		term, c := s.vocab.know(w.Fold, lang, s.desk.minds[:])
		next := code(term << 1)
		if capital(str, w) {
			next |= 1
		}
		buf = binary.AppendUvarint(buf, uint64(next))
		if c&isNumber != 0 {
			written++
			compound = compound || before&(isNumber|isDigits) != 0
		}
		compound = compound || c&isDigits != 0 && w.Fold[len(w.Fold)-1] > '9' // "2bn"
		before = c
	}
	switch {
	case compound || written > 0 && lang != "" && lang != "en":
		for _, n := range text.Numbers(str) {
			if v := value(n); v != "" && v != text.Fold(n.In(str)) {
				buf = s.also(buf, v)
			}
		}
	case written > 0:
		for _, w := range ws {
			if v, ok := digits[w.Fold]; ok {
				buf = s.also(buf, v)
			}
		}
	}
	return buf, len(ws)
}

// also appends a word that the text does not print.
func (s *state) also(buf []byte, fold string) []byte {
	return binary.AppendUvarint(buf, uint64(s.vocab.words[s.vocab.add(fold, "")].term)<<1)
}

// digits are the numbers that one English word writes.
var digits = func() map[string]string {
	m := map[string]string{}
	for i, w := range strings.Fields("two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty") {
		m[w] = strconv.Itoa(i + 2)
	}
	for i, w := range strings.Fields("thirty forty fifty sixty seventy eighty ninety") {
		m[w] = strconv.Itoa(10 * (i + 3))
	}
	return m
}()

// value writes a number in digits, as [text.Fold] leaves one.
func value(n text.Number) string {
	if n.Ordinal {
		return ""
	}
	return strconv.FormatFloat(n.Value, 'f', -1, 64)
}

func capital(str string, w text.Word) bool {
	c := str[w.Start]
	if c < 0x80 {
		return 'A' <= c && c <= 'Z'
	}
	return c == 0xc3 && w.Start+1 < len(str) && str[w.Start+1] >= 0x80 && str[w.Start+1] <= 0x9e
}

// words returns the coded words of a sentence in the room of out. A word takes
// seven bits of each of its bytes, of which all but the last have the eighth
// set; four bytes, which a vocabulary of 134 million words fills, are the most.
// They are read two at a time, without a branch that a processor would have to
// guess, past the end of b if their number is odd.
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
