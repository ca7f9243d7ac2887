package console

import (
	"regexp"
	"strings"

	"github.com/rivo/uniseg"

	"briefingbot/adapters/chat"
)

// piece is a stretch of text in one colour.
type piece struct {
	text string // inert
	code string // escape sequence; empty for none
	url  string // where it leads; empty for nowhere
}

func (p piece) list() []piece { return []piece{p} }

func pieces(runs []chat.Run) []piece {
	out := make([]piece, 0, len(runs))
	for _, r := range runs {
		p := piece{text: Inert(r.Text), url: safeURL(r.Link)}
		if r.Strong {
			p.code = bold
		}
		out = append(out, p)
	}
	return out
}

// recode gives code to every piece that has none.
func recode(ps []piece, code string) []piece {
	for i := range ps {
		if ps[i].code == "" {
			ps[i].code = code
		}
	}
	return ps
}

// columns is the number of terminal cells text takes; our own colours take none.
func columns(text string) int { return uniseg.StringWidth(colour.ReplaceAllString(text, "")) }

var colour = regexp.MustCompile("\x1b\\[[0-9]*m")

// wrap sets pieces in lines of at most s.Width columns, the first after first,
// the others after rest. Lines break at spaces only; a word longer than a line
// stands alone on its own.
func wrap(ps []piece, first, rest string, s Style) string {
	var b strings.Builder
	b.WriteString(first)
	column, lineStart := columns(first), true
	open := "" // the link that is
	lead := func(url string) {
		b.WriteString(s.link(open, url))
		open = url
	}
	for _, w := range words(ps) {
		width := 0
		for _, p := range w.parts {
			width += columns(p.text)
		}
		switch {
		case s.Width > 0 && !lineStart && column+w.space+width > s.Width:
			lead("")
			b.WriteString("\n" + rest)
			column, lineStart = columns(rest), true
		case !lineStart:
			if w.parts[0].url != open {
				lead("")
			}
			b.WriteString(strings.Repeat(" ", w.space))
			column += w.space
		}
		for _, p := range w.parts {
			lead(p.url)
			b.WriteString(s.paint(p.code, p.text))
		}
		column += width
		lineStart = false
	}
	lead("")
	return strings.TrimRight(b.String(), " ")
}

// word is what may not be broken: parts without a space, after space spaces.
type word struct {
	space int
	parts []piece
}

func words(ps []piece) []word {
	var out []word
	var cur word
	flush := func() {
		if len(cur.parts) > 0 {
			out = append(out, cur)
			cur = word{}
		}
	}
	for _, p := range ps {
		for text := p.text; text != ""; {
			if text[0] == ' ' {
				flush()
				n := len(text) - len(strings.TrimLeft(text, " "))
				cur.space += n
				text = text[n:]
				continue
			}
			end := strings.IndexByte(text, ' ')
			if end < 0 {
				end = len(text)
			}
			cur.parts = append(cur.parts, piece{text[:end], p.code, p.url})
			text = text[end:]
		}
	}
	flush()
	return out
}
