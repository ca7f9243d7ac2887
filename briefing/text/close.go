package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// closer returns the size of the closing mark s begins with, or 0.
func closer(s string) int {
	if s == "" {
		return 0
	}
	switch s[0] {
	case '"', '\'', ')', ']', '}':
		return 1
	case 0xc2:
		if strings.HasPrefix(s, "»") {
			return 2
		}
	case 0xe2:
		for _, q := range [...]string{"”", "’", "″", "›"} {
			if strings.HasPrefix(s, q) {
				return 3
			}
		}
	case 0xe3:
		for _, q := range [...]string{"」", "』"} {
			if strings.HasPrefix(s, q) {
				return 3
			}
		}
	}
	return 0
}

// close reads on over the closing marks behind n and notes them.
func (c *cutter) close(n *ending) {
	for n.end < len(c.s) {
		i := n.end
		if class[c.s[i]]&classSpace != 0 || c.s[i] == 0xc2 || c.s[i] == 0xe2 {
			i = c.spaced(i)
		}
		size := closer(c.s[i:])
		if c.low && strings.HasPrefix(c.s[i:], "“") {
			size, c.low = 3, false
		}
		if size == 0 {
			size = footnote(c.s[i:])
			if size == 0 || i > n.end {
				return
			}
			n.end += size
			continue
		}
		behind := i + size
		switch mark := c.s[i:behind]; mark {
		case `"`:
			if !c.straight && letterAt(c.s, behind) { // it opens what is glued on
				return
			}
			c.straight, n.closed = false, true
		case "'", "’":
			if letterAt(c.s, behind) && class[c.s[behind]]&classUpper == 0 {
				return
			}
			n.closed = true
		case ")", "]", "}":
			if c.bracket == i {
				c.bracket = 0
			}
			n.bracket = !n.closed
		default:
			c.curly, n.closed = false, true
		}
		n.end = behind
	}
}

// spaced returns the place of a closing mark that stands after one space at i
// (« oui. », `. "` at the end of a quotation, ". )"); else i.
func (c *cutter) spaced(i int) int {
	j := i
	r, size := utf8.DecodeRuneInString(c.s[i:])
	if !unicode.IsSpace(r) {
		return i
	}
	j += size
	rest := c.s[j:]
	switch {
	case rest == "":
	case rest == `"` || rest == "”" || rest == "»":
		return j
	case strings.HasPrefix(rest, "»") && c.curly, strings.HasPrefix(rest, "”") && c.curly:
		return j
	case rest[0] == '"' && c.straight && (len(rest) == 1 || class[rest[1]]&classSpace != 0):
		return j
	case rest[0] == ')' && c.bracket == j:
		return j
	}
	return i
}

// footnote returns the size of a reference like "[12]" at the start of s.
func footnote(s string) int {
	if s[0] != '[' {
		return 0
	}
	n := run(s, 1)
	if n == 0 || n > 3 || n+1 >= len(s) || s[n+1] != ']' {
		return 0
	}
	return n + 2
}
