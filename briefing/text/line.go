package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// line is one line of a text without the white space around it.
type line struct {
	Span
	width  int  // in runes
	gap    bool // an empty line, or the text's begin, is before it
	indent bool // it begins with white space
}

// lines splits s at every kind of line end. A literal backslash-n that an
// exporter left between sentences ends a line too.
func lines(s string) []line {
	var out []line
	gap := true
	for start := 0; start < len(s); {
		end, next := lineEnd(s, start)
		if p := trim(s, Span{start, end}); p.Len() > 0 {
			out = append(out, line{Span: p, width: utf8.RuneCountInString(p.In(s)), gap: gap, indent: p.Start > start && len(out) > 0})
			gap = false
		} else {
			gap = true
		}
		start = next
	}
	return out
}

// lineEnd returns where the line that begins at i ends and the next begins.
func lineEnd(s string, i int) (end, next int) {
	for ; i < len(s); i++ {
		if !breaks[s[i]] {
			continue
		}
		switch c := s[i]; {
		case c == '\n', c == '\f', c == '\v':
			return i, i + 1
		case c == '\r':
			if i+1 < len(s) && s[i+1] == '\n' {
				return i, i + 2
			}
			return i, i + 1
		case c == '\\' && escaped(s, i):
			return i, i + 2
		case c == 0xc2 && strings.HasPrefix(s[i:], "\u0085"):
			return i, i + 2
		case c == 0xe2 && (strings.HasPrefix(s[i:], "\u2028") || strings.HasPrefix(s[i:], "\u2029")):
			return i, i + 3
		}
	}
	return len(s), len(s)
}

var breaks = func() (t [256]bool) {
	for _, c := range []byte("\n\r\f\v\\\xc2\xe2") {
		t[c] = true
	}
	return t
}()

// escaped reports whether the backslash at i begins a "\n" or "\r" that stands
// for a line end: after white space or a mark, and not before a lower-case
// letter (a path).
func escaped(s string, i int) bool {
	if i+1 >= len(s) || s[i+1] != 'n' && s[i+1] != 'r' {
		return false
	}
	if i > 0 && (class[s[i-1]]&classWord != 0 && !(i > 1 && s[i-2] == '\\') || s[i-1] == ':' || s[i-1] == '\\' || s[i-1] == '/') {
		return false
	}
	return i+2 >= len(s) || class[s[i+2]]&classLower == 0
}

// trim narrows p by the white space, byte order marks and other invisible
// spaces at its ends.
func trim(s string, p Span) Span {
	for p.Start < p.End {
		n := spaceAt(s[p.Start:p.End])
		if n == 0 {
			break
		}
		p.Start += n
	}
	for p.Start < p.End {
		if c := s[p.End-1]; c < utf8.RuneSelf {
			if class[c]&classSpace == 0 && c != 0 {
				break
			}
			p.End--
			continue
		}
		r, n := utf8.DecodeLastRuneInString(s[p.Start:p.End])
		if !blank(r) {
			break
		}
		p.End -= n
	}
	return p
}

// spaceAt returns the size of the white space character s begins with, or 0.
func spaceAt(s string) int {
	if c := s[0]; c < utf8.RuneSelf {
		if class[c]&classSpace != 0 || c == 0 {
			return 1
		}
		return 0
	}
	r, n := utf8.DecodeRuneInString(s)
	if !blank(r) {
		return 0
	}
	return n
}

// blank reports whether r shows as nothing: white space, a byte order mark, a
// zero-width space.
func blank(r rune) bool {
	return unicode.IsSpace(r) || r == '\ufeff' || r == '\u200b' || r == '\u2060'
}

// paragraphs joins lines into paragraphs. A paragraph is a line, except in
// text that was wrapped at a column: there it goes on until an empty line, a
// line that is visibly the last, an indented one or a list item. In any text, a
// line that visibly goes on with the sentence before it is joined to it.
func paragraphs(s string, ls []line) []Span {
	var out []Span
	column := wrapped(s, ls)
	for i, l := range ls {
		if i > 0 && (column > 0 && joins(s, ls[i-1], l, column) || continues(s, ls[i-1], l)) {
			out[len(out)-1].End = l.End
			continue
		}
		out = append(out, l.Span)
	}
	return out
}

// wrapped returns the column s was wrapped at, or 0. Wrapped text breaks inside
// sentences: most breaks have a lower-case letter after them, and no line is
// much longer than the others.
func wrapped(s string, ls []line) int {
	breaks, inside, column := 0, 0, 0
	for i, l := range ls {
		column = max(column, l.width)
		if l.gap || i == 0 {
			continue
		}
		breaks++
		if flows(s, ls[i-1], l) {
			inside++
		}
	}
	if column > 120 || column < 30 || inside < 2 || inside*3 < breaks {
		return 0
	}
	full := 0 // lines that were broken near the column
	for i := range ls[1:] {
		if !ls[i+1].gap && ls[i].width*10 >= column*6 {
			full++
		}
	}
	if full*10 < breaks*6 {
		return 0
	}
	return column
}

// flows reports whether b goes on with the sentence a breaks off.
func flows(s string, a, b line) bool {
	last, _ := utf8.DecodeLastRuneInString(a.In(s))
	first, _ := utf8.DecodeRuneInString(b.In(s))
	return unicode.IsLower(first) && (unicode.IsLetter(last) || unicode.IsNumber(last) || strings.ContainsRune(",-–—;’'\"”)", last))
}

// labelled reports whether a line begins with a label: "photo: A. Rossi".
func labelled(t string) bool {
	i := strings.IndexByte(t, ':')
	return i > 0 && i < 20 && strings.IndexByte(t[:i], ' ') < 0 && i+1 < len(t) && t[i+1] == ' ' && cues[Fold(t[:i])].sign != 0
}

// continues reports whether b goes on with a in text that is not wrapped: a link
// or a name that stood on a line of its own once.
func continues(s string, a, b line) bool {
	if b.gap || item(b.In(s)) > 0 {
		return false
	}
	if c := s[b.Start]; c == ',' || c == ';' {
		return b.Len() > 1
	}
	if first, _ := firstRune(a.In(s)); a.width < 25 && !unicode.IsLower(first) || !flows(s, a, b) {
		return false
	}
	w, _ := nextWord(s[:b.End], b.Start)
	return w.Start == b.Start && cues[Fold(w.In(s))].sign&(onwardLike|picture) == 0 && !begins(b.In(s), "open ") && !signed(b.In(s))
}

// signed reports whether a line is a byline: "di Anna Rossi".
func signed(t string) bool {
	return len(t) < 80 && (begins(t, "by ") || begins(t, "di ") || begins(t, "par ") || begins(t, "por ") || begins(t, "von ")) && names(t)
}

// joins reports whether b belongs to the paragraph of a, in text wrapped at
// column.
func joins(s string, a, b line, column int) bool {
	if b.gap || item(b.In(s)) > 0 || labelled(b.In(s)) {
		return false
	}
	if flows(s, a, b) {
		return true
	}
	if b.indent && !a.indent {
		return false
	}
	word := strings.IndexByte(b.In(s), ' ')
	if word < 0 {
		word = b.Len()
	}
	return a.width+1+word > column*9/10
}

// item returns the length of the list mark s begins with ("- ", "• ", "12. "),
// or 0.
func item(s string) int {
	switch {
	case s == "":
		return 0
	case s[0] == '-' || s[0] == '*' || s[0] == '+':
		if len(s) > 1 && s[1] == ' ' {
			return 2
		}
	case s[0] >= utf8.RuneSelf:
		for _, b := range [...]string{"•", "◦", "▪", "■", "●", "‣", "·", "–", "►", "▶", "→", "✓"} {
			if rest, ok := strings.CutPrefix(s, b); ok && rest != "" && (rest[0] == ' ' || b != "–") {
				return len(b)
			}
		}
	case digitAt(s, 0):
		if n := run(s, 0); n <= 2 && len(s) > n+1 && (s[n] == '.' || s[n] == ')') && s[n+1] == ' ' {
			return n + 2
		}
	}
	return 0
}

func firstRune(s string) (rune, int) { return utf8.DecodeRuneInString(s) }
