package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// glued decides whether a sentence ends with n although the next one follows
// without a space: "this Saturday.Authorities".
func (c *cutter) glued(n ending) bool {
	if c.s[n.after-1] >= utf8.RuneSelf && !strings.HasSuffix(c.s[:n.after], "…") {
		return true // 。and its kin need no space
	}
	at, _ := opening(c.s, n.end)
	if at >= len(c.s) || at-n.end > 3 || class[c.s[at]]&classUpper == 0 {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(c.s[:n.at])
	if !unicode.IsLower(r) && !n.closed && !unicode.IsDigit(r) && r != ')' && r != '%' {
		return false
	}
	left := c.s[c.blank(n.at):n.at]
	if len(left) < 3 && !n.closed || strings.ContainsAny(left, "/@_=:") || !n.closed && strings.IndexByte(left, '.') >= 0 ||
		stopOf[strings.ToLower(left)]&(title|month|never) != 0 {
		return false
	}
	end := at + 1
	for end < len(c.s) && end < at+40 && class[c.s[end]]&(classSpace) == 0 {
		end++
	}
	right := c.s[at:end]
	switch {
	case right == "I" || right == "A":
		return true
	case len(right) < 2 || class[right[1]]&classUpper != 0 || class[right[1]]&classDigit != 0:
		return false
	}
	return !strings.ContainsAny(right, "/@_=(") && !domain(right)
}

// blank returns where the run of bytes without white space that ends at i
// begins; at most 64 bytes are looked at.
func (c *cutter) blank(i int) int {
	b := i
	for b > c.start && i-b < 64 && class[c.s[b-1]]&classSpace == 0 {
		b--
	}
	return b
}

// domain reports whether a token after a full stop is the rest of a name on the
// web ("Booking.Com") or another dotted name.
func domain(s string) bool {
	w := strings.ToLower(strings.TrimRight(s, ".,;:!?)\"'"))
	switch w[strings.LastIndexByte(w, '.')+1:] {
	case "com", "org", "net", "edu", "gov":
		return true
	}
	dot := strings.IndexByte(s, '.')
	return dot >= 0 && dot+1 < len(s) && letterAt(s, dot+1) && class[s[dot+1]]&classUpper == 0
}
