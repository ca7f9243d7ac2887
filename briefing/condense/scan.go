package condense

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"briefingbot/briefing/text"
)

// forms remembers the term of every word form, so that each is stemmed once.
type forms struct {
	ids map[string]int32
	out []int32
}

// scan returns the words of s as terms, in order. The slice is reused by the
// next call.
func (c *cluster) scan(f *forms, s string) []int32 {
	f.out = f.out[:0]
	for _, w := range text.Words(s) {
		id, ok := f.ids[w.Fold]
		if !ok {
			id = c.term(w.Fold)
			f.ids[w.Fold] = id
		}
		f.out = append(f.out, id)
	}
	return f.out
}

// term returns the number of a folded word's stem.
func (c *cluster) term(fold string) int32 {
	stop := text.Stop(fold, "")
	stem := fold
	if !stop {
		stem = text.Stem(fold, "")
	}
	if id, ok := c.names[stem]; ok {
		return id
	}
	id := int32(len(c.terms))
	c.names[stem] = id
	k := classes[fold]
	if strings.ContainsAny(fold, "0123456789") {
		k |= digit
	}
	c.terms = append(c.terms, term{fold: fold, stop: stop, class: k, concept: -1})
	return id
}

// fields counts the words of s that are separated by white space.
func fields(s string) int {
	n, in := 0, false
	for i := 0; i < len(s); {
		r, w := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, w = utf8.DecodeRuneInString(s[i:])
		}
		space := unicode.IsSpace(r)
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

func opensQuote(s string) bool {
	for _, q := range [...]string{`"`, "“", "‘", "«", "„", "``", "'"} {
		if strings.HasPrefix(s, q) {
			return true
		}
	}
	return false
}
