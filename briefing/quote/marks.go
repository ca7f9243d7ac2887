package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"briefingbot/briefing/text"
)

// mark is a stretch between quotation marks of one paragraph.
type mark struct {
	outer  text.Span // with its marks
	inner  text.Span // without
	closed bool
	words  int
	last   rune // the last rune of inner that is no white space
	first  rune
	titled bool // every word of weight has a capital: a title or a name
	lower  bool // starts with a small letter
	verbal bool // holds a verb or a pronoun
	stops  int  // sentence ends inside, before the last
}

// glyph is a quotation mark in the text.
type glyph struct {
	at, n int
	r     rune // “ ” " « » ‘ ’; `` and '' are reported as “ and "
}

// double returns the double quotation mark at i; n is 0 if there is none.
func double(s string, i, limit int) glyph {
	switch c := s[i]; {
	case c == '"':
		return glyph{i, 1, '"'}
	case c == '`' && i+1 < limit && s[i+1] == '`':
		return glyph{i, 2, '“'}
	case c == '\'' && i+1 < limit && s[i+1] == '\'':
		return glyph{i, 2, '"'}
	case c < 0x80:
		return glyph{}
	}
	r, n := utf8.DecodeRuneInString(s[i:limit])
	switch r {
	case '“', '”', '„', '«', '»', '‟', '＂', '″':
		if r == '＂' || r == '″' {
			r = '"'
		}
		return glyph{i, n, r}
	case '‘', '’':
		if i+2*n <= limit && s[i+n:i+2*n] == s[i:i+n] { // ’’ and ‘‘ for a double mark
			if r == '‘' {
				return glyph{i, 2 * n, '“'}
			}
			return glyph{i, 2 * n, '"'}
		}
	}
	return glyph{}
}

// findMarks appends the stretches between quotation marks of one paragraph, in
// order and without overlap: double marks first, then single ones outside of
// them. An opener without a closer runs to the end of the paragraph.
func findMarks(s string, p text.Span, out []mark) []mark {
	from := len(out)
	open, opener := -1, glyph{}
	depth := 0
	for i := p.Start; i < p.End; {
		g := double(s, i, p.End)
		if g.n == 0 {
			i++
			continue
		}
		i += g.n
		before, after := around(s, p, g)
		if open < 0 {
			if opens(g.r, before, after) {
				open, opener, depth = g.at, g, 0
			}
			continue
		}
		switch {
		case nested(g.r, opener.r, before, after):
			depth++
		case !closes(g.r, opener.r):
		case depth > 0 && g.r != '"':
			depth--
		default:
			if i < p.End && s[i] == '\'' && g.n == 2 && s[g.at] == '\'' { // three apostrophes close two quotations
				g.n++
				i++
			}
			out = append(out, stretch(s, open, opener.n, g.at, g.n))
			open = -1
		}
	}
	if open >= 0 && open+opener.n < p.End {
		m := stretch(s, open, opener.n, p.End, 0)
		out = append(out, m)
	}
	return singles(s, p, out, from)
}

// around returns the runes beside a glyph, a space at the paragraph's edge.
func around(s string, p text.Span, g glyph) (before, after rune) {
	before, after = ' ', ' '
	if g.at > p.Start {
		before, _ = utf8.DecodeLastRuneInString(s[p.Start:g.at])
	}
	if g.at+g.n < p.End {
		after, _ = utf8.DecodeRuneInString(s[g.at+g.n : p.End])
	}
	return
}

func gap(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune("([{—–-―/…:", r) || r == utf8.RuneError
}

func opens(r, before, after rune) bool {
	switch r {
	case '«':
		return gap(before) || unicode.IsSpace(before)
	case '“', '„', '‟':
		return !unicode.IsSpace(after)
	case '”', '»':
		return gap(before) && !unicode.IsSpace(after)
	}
	return !unicode.IsSpace(after) && (!letter(before) || letter(after) && !unicode.IsDigit(before))
}

func closes(r, opener rune) bool {
	switch opener {
	case '»':
		return r == '«' || r == '"'
	case '«':
		return r == '»' || r == '"'
	case '„':
		return r == '“' || r == '”' || r == '"' || r == '‟'
	}
	return r == '”' || r == '"' || r == '“'
}

// nested reports whether a glyph inside an open stretch opens another one: only
// an opening glyph that stands before a word does; the same straight mark never.
func nested(r, opener, before, after rune) bool {
	return (r == '“' || r == '„' || r == '«' && opener != '»') && gap(before) && letter(after)
}

func stretch(s string, open, n, closer, m int) mark {
	k := mark{outer: text.Span{Start: open, End: closer + m}, inner: text.Span{Start: open + n, End: closer}, closed: m > 0}
	k.inner = trimSpace(s, k.inner)
	if !k.closed {
		k.outer.End = k.inner.End
	}
	k.first, _ = utf8.DecodeRuneInString(k.inner.In(s))
	k.last, _ = utf8.DecodeLastRuneInString(k.inner.In(s))
	return k
}

func trimSpace(s string, p text.Span) text.Span {
	if p.End < p.Start {
		p.End = p.Start
	}
	t := strings.TrimLeftFunc(p.In(s), unicode.IsSpace)
	p.Start = p.End - len(t)
	p.End = p.Start + len(strings.TrimRightFunc(t, unicode.IsSpace))
	return p
}

// singles adds the stretches between single marks that lie outside the double
// ones found since from, and puts all in order.
func singles(s string, p text.Span, out []mark, from int) []mark {
	doubles := out[from:]
	at := p.Start
	var found []mark
	for k := 0; k <= len(doubles); k++ {
		end := p.End
		if k < len(doubles) {
			end = doubles[k].outer.Start
		}
		if at < end {
			found = singleIn(s, text.Span{Start: at, End: end}, found)
		}
		if k < len(doubles) {
			at = doubles[k].outer.End
		}
	}
	if len(found) == 0 {
		return out
	}
	all := make([]mark, 0, len(doubles)+len(found))
	for i, j := 0, 0; i < len(doubles) || j < len(found); {
		if j == len(found) || i < len(doubles) && doubles[i].outer.Start < found[j].outer.Start {
			all = append(all, doubles[i])
			i++
		} else {
			all = append(all, found[j])
			j++
		}
	}
	return append(out[:from], all...)
}

// singleIn pairs single marks in a gap between double ones. A mark opens only
// before a word and after a gap, closes only after a word or its punctuation
// and before a gap; a plural possessive before a small letter does not close if
// a better closer follows.
func singleIn(s string, p text.Span, out []mark) []mark {
	open, n, weak := -1, 0, glyph{}
	for i := p.Start; i < p.End; {
		if s[i] != '\'' && s[i] != '`' && s[i] < 0x80 {
			i++
			continue
		}
		r, m := utf8.DecodeRuneInString(s[i:p.End])
		if r != '\'' && r != '’' && r != '‘' && r != '`' {
			i += m
			continue
		}
		g := glyph{i, m, r}
		i += m
		before, after := around(s, p, g)
		switch {
		case open < 0:
			if gap(before) && letter(after) && !unicode.IsDigit(after) && !elided(s[i:p.End]) {
				open, n, weak = g.at, g.n, glyph{}
			}
		case r == '‘' || r == '`' || gap(before) || letter(after):
		case before == 's' && unicode.IsSpace(after):
			weak = g
		default:
			out = append(out, stretch(s, open, n, g.at, g.n))
			open = -1
		}
		if open >= 0 && i-open > 1500 {
			open = -1
		}
	}
	if open >= 0 && weak.n > 0 {
		out = append(out, stretch(s, open, n, weak.at, weak.n))
	}
	return out
}

// elided reports whether t starts with a word that is written with a leading
// apostrophe.
func elided(t string) bool {
	for _, w := range []string{"em ", "em.", "em,", "til ", "tis ", "twas ", "cause ", "n "} {
		if strings.HasPrefix(t, w) {
			return true
		}
	}
	return false
}
