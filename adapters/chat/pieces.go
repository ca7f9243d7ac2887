package chat

import (
	"strings"
	"unicode/utf8"
)

// Ruler measures inert text as a platform counts it once it is set.
type Ruler struct {
	Char func(text string, r rune) int // what r, the first character of text, takes
	Run  func(Run) int                 // what setting a run takes beside its characters; nil is nothing
}

// Length is what all of text takes.
func (l Ruler) Length(text string) int {
	n := 0
	for i, r := range text {
		n += l.Char(text[i:], r)
	}
	return n
}

// Pieces cuts runs into pieces of at most limit, after a space where there is
// one in the second half of the piece, and never within a character. Joined
// again, the pieces are the runs. A character that alone exceeds limit is a
// piece all the same.
func (l Ruler) Pieces(runs []Run, limit int) [][]Run {
	c := cutter{Ruler: l, limit: limit, room: limit}
	for _, r := range runs {
		c.put(r)
	}
	if len(c.piece) > 0 {
		c.flush()
	}
	return c.out
}

type cutter struct {
	Ruler
	limit, room int
	piece       []Run
	out         [][]Run
}

func (c *cutter) flush() { c.out, c.piece, c.room = append(c.out, c.piece), nil, c.limit }

func (c *cutter) put(r Run) {
	over := 0
	if c.Run != nil {
		over = c.Run(r)
	}
	for rest := r.Text; rest != ""; {
		head := c.Fit(rest, c.room-over)
		whole := head == len(rest)
		if !whole && len(c.piece) > 0 && !(head > 0 && (rest[head-1] == ' ' || rest[head-1] == '\n')) {
			c.flush() // rather than cut a word: the next piece has more room
			continue
		}
		if head == 0 {
			_, head = utf8.DecodeRuneInString(rest)
			whole = head == len(rest)
		}
		part := r
		part.Text = rest[:head]
		c.piece = append(c.piece, part)
		c.room -= over + c.Length(part.Text)
		if rest = rest[head:]; !whole {
			c.flush()
		}
	}
}

// Fit is how many bytes of text go into room: all of it, or up to a space if
// the second half of the room has one, or as many characters as do.
func (l Ruler) Fit(text string, room int) int {
	used, space := 0, 0
	for i, r := range text {
		size := l.Char(text[i:], r)
		if used+size > room {
			if space > 0 {
				return space
			}
			return i
		}
		used += size
		if (r == ' ' || r == '\n') && used > room/2 {
			space = i + 1
		}
	}
	return len(text)
}

// Clip shortens text to at most limit and says so with an ellipsis. It is for
// labels, never for an article's words.
func (l Ruler) Clip(text string, limit int) string {
	if l.Fit(text, limit) == len(text) {
		return text
	}
	return strings.TrimRight(text[:l.Fit(text, limit-l.Char("…", '…'))], " ") + "…"
}
