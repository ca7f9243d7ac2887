package text

import (
	"unicode"
	"unicode/utf8"
)

// repeats marks what the article has already said, word for word: sentences of
// eight words or more, and whole paragraphs of forty letters or more.
func repeats(s string, l *Layout) {
	r := told{s: s, sentences: make(map[uint64]Span, len(l.Sentences)), paragraphs: make(map[uint64]Span, len(l.Paragraphs))}
	for i := 0; i < len(l.Sentences); {
		p := l.Sentences[i].Paragraph
		j := i
		for j < len(l.Sentences) && l.Sentences[j].Paragraph == p {
			j++
		}
		if l.Paragraphs[p].Kind == Prose {
			r.paragraph(&l.Paragraphs[p], l.Sentences[i:j])
		}
		i = j
	}
}

// told is what an article has said so far, by fingerprint.
type told struct {
	s                     string
	sentences, paragraphs map[uint64]Span
}

// paragraph marks what p repeats and remembers the rest.
func (r *told) paragraph(p *Paragraph, qs []Sentence) {
	whole, letters := uint64(offset), 0
	for k := range qs {
		h, n := fingerprint(qs[k].In(r.s))
		whole, letters = (whole^h)*prime, letters+n
		if qs[k].Kind != Prose {
			continue
		}
		old, seen := r.sentences[h]
		switch {
		case !seen:
			r.sentences[h] = qs[k].Span
		case n >= 40 && same(old.In(r.s), qs[k].In(r.s)):
			qs[k].Kind = Repeat
		}
	}
	old, seen := r.paragraphs[whole]
	if !seen {
		r.paragraphs[whole] = p.Span
	} else if letters >= 40 && same(old.In(r.s), p.In(r.s)) {
		for k := range qs {
			qs[k].Kind = Repeat
		}
	}
	p.Kind = kindOf(qs)
}

// The constants of the FNV-1a hash of 64 bits.
const (
	offset = 14695981039346656037
	prime  = 1099511628211
)

// Fingerprint hashes the letters and digits of s as words are compared: it is
// the same for stretches that say the same word for word, whatever their case,
// accents, marks and spaces. It is no proof of that.
func Fingerprint(s string) uint64 {
	h, _ := fingerprint(s)
	return h
}

// fingerprint is Fingerprint with the number of letters and digits.
func fingerprint(s string) (h uint64, n int) {
	h = offset
	for i := 0; i < len(s); {
		c, size := plainByte(s, i)
		i += size
		if c != 0 {
			h = (h ^ uint64(c)) * prime
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
