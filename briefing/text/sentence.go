package text

import (
	"strings"
)

// Sentences splits running text into sentences. The spans are in bytes of s,
// in order, without the white space between them, and cover all the rest. A
// closing quotation mark or bracket belongs to the sentence it closes. Line
// breaks are white space.
func Sentences(s string) []Span { return appendSentences(nil, s, Span{0, len(s)}) }

// appendSentences appends the sentences of the part p of s; spans are in bytes
// of s.
func appendSentences(dst []Span, s string, p Span) []Span {
	c := cutter{s: s[:p.End], first: p.Start, start: p.Start}
	for i := p.Start; i < p.End; {
		if !stops[s[i]] {
			i++
			continue
		}
		size := terminator(c.s[i:])
		if size == 0 {
			i = c.mark(i)
			continue
		}
		e, cut := c.end(i, size)
		i = e
		if cut {
			dst = append(dst, trim(s, Span{c.start, e}))
			c.start = e
		}
	}
	if last := trim(s, Span{c.start, p.End}); last.Len() > 0 {
		dst = append(dst, last)
	}
	return dst
}

// stops are the bytes that may begin a mark the cutter looks at.
var stops = func() (t [256]bool) {
	for _, c := range []byte(".!?\"([\xe2\xc2\xe3\xef") {
		t[c] = true
	}
	return t
}()

// terminator returns the size of the sentence terminator s begins with, or 0.
func terminator(s string) int {
	switch s[0] {
	case '.', '!', '?':
		return 1
	case 0xe2, 0xe3, 0xef:
		if len(s) >= 3 {
			switch s[:3] {
			case "…", "。", "！", "？", "‼", "⁇", "⁈", "⁉", "｡":
				return 3
			}
		}
	}
	return 0
}

// cutter walks through one paragraph.
type cutter struct {
	s        string // the text up to the paragraph's end
	first    int    // where the paragraph begins
	start    int    // where the current sentence begins
	curly    bool   // inside “ ” or « »
	low      bool   // inside „ “
	straight bool   // inside " "
	bracket  int    // end of the bracket that opened within the sentence
	closing  int    // the next ')' at or after the last one asked for
	cased    int8   // 0 not looked, 1 the paragraph has capitals, -1 it has none
}

// mark notes a quotation mark or bracket at i and returns where to go on.
func (c *cutter) mark(i int) int {
	rest := c.s[i:]
	switch {
	case rest[0] == '"':
		c.straight = !c.straight
		return i + 1
	case rest[0] == '(':
		if c.closing <= i {
			if c.closing = strings.IndexByte(rest, ')'); c.closing < 0 {
				c.closing = len(c.s)
			}
			c.closing += i
		}
		if c.closing < len(c.s) && c.closing-i < 300 && i > c.start && trim(c.s, Span{c.start, i}).Len() > 0 {
			c.bracket = c.closing
		}
		return i + 1
	case strings.HasPrefix(rest, "“"):
		c.curly, c.low = !c.low, false
		return i + 3
	case strings.HasPrefix(rest, "„"):
		c.curly, c.low = true, true
		return i + 3
	case strings.HasPrefix(rest, "”"):
		c.curly = false
		return i + 3
	case strings.HasPrefix(rest, "«"):
		c.curly = true
		return i + 2
	case strings.HasPrefix(rest, "»"):
		c.curly = false
		return i + 2
	}
	return i + 1
}

// ending is a run of terminators with what closes behind it.
type ending struct {
	at      int  // the first terminator
	after   int  // behind the terminators
	end     int  // behind the closing marks too
	full    bool // one full stop and nothing else
	asks    bool // has "?" or "!"
	elision bool // only an ellipsis
	closed  bool // a quotation mark closes
	bracket bool // only a bracket closes
}

// end looks at the terminator of the given size at i: e is where to go on, and
// cut whether the sentence ends there.
func (c *cutter) end(i, size int) (e int, cut bool) {
	n := c.run(i, size)
	c.close(&n)
	next := skipSpace(c.s, n.end)
	if next == len(c.s) {
		return n.end, false // what is left is the last sentence anyway
	}
	if i < c.bracket {
		return n.end, false
	}
	if next == n.end {
		return n.end, c.glued(n)
	}
	return n.end, c.splits(n, next)
}

// run reads on over terminators, spaced ellipses and bracketed ones.
func (c *cutter) run(i, size int) ending {
	n := ending{at: i}
	dots, ellipses := 0, 0
	for j := i; ; {
		if size == 0 && j < len(c.s) {
			size = terminator(c.s[j:])
		}
		switch {
		case size == 1 && c.s[j] == '.':
			dots++
		case size == 3 && c.s[j:j+3] == "…":
			ellipses++
		case size > 0:
			n.asks = true
		default:
			k := ellipsis(c.s, j)
			if k == 0 {
				n.after, n.end = j, j
				n.full = dots == 1 && ellipses == 0 && !n.asks
				n.elision = !n.asks && (dots == 0 && ellipses > 0 || dots == 3 && ellipses == 0)
				return n
			}
			if k == j+2 { // one dot of a spaced ellipsis
				dots++
			} else {
				ellipses++
			}
			j = k
			continue
		}
		j += size
		size = 0
	}
}

// ellipsis returns the end of an ellipsis that follows at i after a space
// (". …", ". . .", " [...]") and stands for itself; else 0.
func ellipsis(s string, i int) int {
	j := i
	for j < len(s) && j < i+2 && s[j] == ' ' {
		j++
	}
	if j == i {
		return 0
	}
	rest := s[j:]
	for _, e := range [...]string{"…", "...", "[…]", "[...]", "(…)", "(...)", "."} {
		if strings.HasPrefix(rest, e) {
			j += len(e)
			if j == len(s) || class[s[j]]&classSpace != 0 || closer(s[j:]) > 0 || s[j] == '.' {
				return j
			}
			return 0
		}
	}
	return 0
}

func skipSpace(s string, i int) int {
	for i < len(s) {
		n := spaceAt(s[i:])
		if n == 0 {
			break
		}
		i += n
	}
	return i
}
