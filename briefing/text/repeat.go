package text

import (
	"unicode"
	"unicode/utf8"
)

// repeats marks what the article has already said, word for word: sentences of
// eight words or more, and whole paragraphs of forty letters or more.
func repeats(s string, l *Layout) {
	sentences := map[uint64]Span{}
	whole := map[uint64]Span{}
	for i := 0; i < len(l.Sentences); {
		p := l.Sentences[i].Paragraph
		j := i
		for j < len(l.Sentences) && l.Sentences[j].Paragraph == p {
			j++
		}
		qs := l.Sentences[i:j]
		i = j
		if l.Paragraphs[p].Kind != Prose {
			continue
		}
		span := l.Paragraphs[p].Span
		h, n := fingerprint(span.In(s))
		if old, seen := whole[h]; seen && n >= 40 && same(old.In(s), span.In(s)) {
			for k := range qs {
				qs[k].Kind = Repeat
			}
			l.Paragraphs[p].Kind = Repeat
			continue
		} else if !seen {
			whole[h] = span
		}
		if len(qs) == 1 {
			if _, seen := sentences[h]; !seen {
				sentences[h] = span
			}
		}
		for k := range qs {
			if qs[k].Kind != Prose {
				continue
			}
			h, n := fingerprint(qs[k].In(s))
			old, seen := sentences[h]
			switch {
			case !seen:
				sentences[h] = qs[k].Span
			case n >= 40 && old != qs[k].Span && same(old.In(s), qs[k].In(s)):
				qs[k].Kind = Repeat
			}
		}
		l.Paragraphs[p].Kind = kindOf(qs)
	}
}

// fingerprint hashes the letters and digits of s as words are compared, and
// counts them.
func fingerprint(s string) (h uint64, n int) {
	h = 14695981039346656037
	for i := 0; i < len(s); {
		c, size := plainByte(s, i)
		i += size
		if c != 0 {
			h = (h ^ uint64(c)) * 1099511628211
			n++
		}
	}
	return h, n
}

// plainByte returns the letter or digit at i in lower case, 0 for anything
// else, and its size in s.
func plainByte(s string, i int) (rune, int) {
	c := s[i]
	switch {
	case class[c]&(classLower|classDigit) != 0:
		return rune(c), 1
	case class[c]&classUpper != 0:
		return rune(c + 32), 1
	case c < 0x80:
		return 0, 1
	}
	return plainRune(s[i:])
}

// same reports whether a and b have the same letters and digits in the same
// order.
func same(a, b string) bool {
	i, j := 0, 0
	for {
		x, y := rune(0), rune(0)
		for i < len(a) && x == 0 {
			var n int
			x, n = plainByte(a, i)
			i += n
		}
		for j < len(b) && y == 0 {
			var n int
			y, n = plainByte(b, j)
			j += n
		}
		if x != y {
			return false
		}
		if x == 0 {
			return true
		}
	}
}

func plainRune(s string) (rune, int) {
	r, n := utf8.DecodeRuneInString(s)
	if r == utf8.RuneError || !unicode.IsLetter(r) && !unicode.IsNumber(r) {
		return 0, n
	}
	return base(unicode.ToLower(r)), n
}
