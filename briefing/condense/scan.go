package condense

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"briefingbot/briefing/text"
)

// reader is what scanning needs beside the cluster; its slices are reused.
type reader struct {
	words []text.Word
	out   []int32
	seen  numbers // distinct sentences, by fingerprint
	first []int   // where each of them is first
}

// original returns the first sentence of the same words, n if it is this one.
func (r *reader) original(words []int32, n int) int {
	at, fresh := r.seen.of(fingerprint(words))
	if fresh {
		r.first = append(r.first, n)
	}
	return r.first[at]
}

// scan returns the words of s as terms, in order. The slice is good until the
// next call.
func (c *Cluster) scan(r *reader, s string) []int32 {
	r.out = r.out[:0]
	r.words = text.AppendWords(r.words[:0], s)
	for i := range r.words {
		r.out = append(r.out, c.term(r.words[i].Fold))
	}
	return r.out
}

// fields counts the words of s that are separated by white space.
func fields(s string) int {
	n, in := 0, false
	for i := 0; i < len(s); {
		space, w := false, 1
		if b := s[i]; b < utf8.RuneSelf {
			space = b == ' ' || b-'\t' < 5
		} else {
			var r rune
			r, w = utf8.DecodeRuneInString(s[i:])
			space = unicode.IsSpace(r)
		}
		if !space && !in {
			n++
		}
		in = !space
		i += w
	}
	return n
}

const closers = "\"'”’»)]} \t\r\n"

// lastInk returns the last byte of s that is neither space nor a closing mark.
func lastInk(s string) byte {
	s = strings.TrimRight(s, closers)
	if s == "" {
		return 0
	}
	return s[len(s)-1]
}
