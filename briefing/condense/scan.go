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
	seen  *numbers // distinct sentences, by fingerprint
	first []int    // where each of them is first
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
func (c *cluster) scan(r *reader, s string) []int32 {
	r.out = r.out[:0]
	r.words = text.AppendWords(r.words[:0], s)
	for i := range r.words {
		r.out = append(r.out, c.term(r.words[i].Fold))
	}
	return r.out
}

// term returns the number of a folded word's stem. Forms and stems share one
// map: a word is stemmed once.
func (c *cluster) term(fold string) int32 {
	id, ok := c.names[fold]
	if ok {
		return id
	}
	stop := text.Stop(fold, "")
	stem := fold
	if !stop {
		if stem = text.Stem(fold, ""); stem != fold {
			id, ok = c.names[stem]
		}
	}
	if !ok {
		id = int32(len(c.terms))
		k := classes[stem]
		if fold[0] >= '0' && fold[0] <= '9' {
			k |= digit
		}
		c.terms = append(c.terms, term{stem: stem, stop: stop, class: k, concept: -1})
		c.names[stem] = id
	}
	if stem != fold {
		c.names[fold] = id
	}
	return id
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
