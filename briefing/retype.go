package briefing

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"briefingbot/briefing/text"
)

// flat is a text as if one hand had typed it: no quotation marks, straight
// apostrophes, one kind of dash, single spaces.
type flat struct {
	s    string
	from []int32 // source offset of each byte of s
	src  string
}

// flatten types s anew.
func flatten(s string) flat {
	var b strings.Builder
	b.Grow(len(s))
	f := flat{src: s, from: make([]int32, 0, len(s))}
	put := func(t string, at int) {
		b.WriteString(t)
		for range len(t) {
			f.from = append(f.from, int32(at))
		}
	}
	blank := true
	before := ' '
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		after, _ := utf8.DecodeRuneInString(s[i+n:])
		switch {
		case unicode.IsSpace(r):
			if !blank {
				put(" ", i)
			}
			blank = true
		case strings.ContainsRune("“”„«»\"\u200b\u200d\ufeff\u00ad", r):
		case strings.ContainsRune("‘’‚ʼ'`´", r):
			if unicode.IsLetter(before) && unicode.IsLetter(after) {
				put("'", i)
				blank = false
			}
		default:
			t := s[i : i+n]
			switch {
			case r == '…':
				t = "..."
			case strings.ContainsRune("‐‑‒–—―", r):
				t = "-"
			}
			put(t, i)
			blank = false
		}
		before = r
		i += n
	}
	f.s = b.String()
	return f
}

// mostRepeats is how often a claim is looked for in one article.
const mostRepeats = 5

// find returns where the source holds the flat needle, as whole words.
func (f flat) find(needle string) []text.Span {
	var out []text.Span
	for at := 0; len(out) < mostRepeats; {
		i := strings.Index(f.s[at:], needle)
		if i < 0 {
			break
		}
		start, end := at+i, at+i+len(needle)
		at = end
		if wordy(f.s[:start], true) && wordy(needle, false) || wordy(f.s[end:], false) && wordy(needle, true) {
			continue
		}
		last := int(f.from[end-1])
		_, n := utf8.DecodeRuneInString(f.src[last:])
		out = append(out, text.Span{Start: int(f.from[start]), End: last + n})
	}
	return out
}

// wordy reports whether s ends, or begins, with a letter or digit.
func wordy(s string, end bool) bool {
	r, _ := utf8.DecodeRuneInString(s)
	if end {
		r, _ = utf8.DecodeLastRuneInString(s)
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// longestWord returns the longest run of letters and digits of s: an article
// without it does not print s.
func longestWord(s string) string {
	best := ""
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) || r == utf8.RuneError }) {
		if len(w) > len(best) {
			best = w
		}
	}
	return best
}
