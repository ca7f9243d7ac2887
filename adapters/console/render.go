package console

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"briefingbot/adapters/chat"
)

// Render sets m as text. What the message carries can neither move the cursor
// nor colour nor link: control characters come out as visible escapes.
func Render(m chat.Message, s Style) string {
	var b strings.Builder
	if m.Title != "" {
		b.WriteString(wrap(piece{text: Inert(m.Title), code: bold}.list(), "", "", s))
		b.WriteByte('\n')
	}
	blocks := slices.Concat(m.Blocks, m.Rest)
	for i, block := range blocks {
		if i > 0 && airy(block.Kind, blocks[i-1].Kind) || i == 0 && m.Title != "" && block.Kind != chat.Note {
			b.WriteByte('\n')
		}
		b.WriteString(renderBlock(block, s))
	}
	return b.String()
}

// airy reports whether an empty line stands between two blocks.
func airy(kind, before chat.BlockKind) bool {
	switch kind {
	case chat.Quotation:
		return before != chat.Paragraph && before != chat.Heading
	case chat.Bullet:
		return before != chat.Bullet && before != chat.Note && before != chat.Heading
	case chat.Note:
		return before == chat.Table
	}
	return true
}

func renderBlock(block chat.Block, s Style) string {
	switch block.Kind {
	case chat.Heading:
		return wrap(recode(pieces(block.Runs), bold+cyan), "", "", s) + "\n"
	case chat.Quotation:
		return renderQuotation(block, s)
	case chat.Bullet:
		return wrap(pieces(block.Runs), "  • ", "    ", s) + "\n"
	case chat.Note:
		return wrap(recode(pieces(block.Runs), dim), "    ", "    ", s) + "\n"
	case chat.Table:
		return renderTable(block.Rows, s)
	case chat.Buttons:
		return "" // a terminal has verbs; the message says which
	}
	return wrap(pieces(block.Runs), "", "", s) + "\n"
}

func renderQuotation(block chat.Block, s Style) string {
	words := pieces(block.Runs)
	for _, src := range block.Source {
		words = append(words, piece{text: " "}, piece{text: "[" + strconv.Itoa(src.N) + "]", code: cyan, url: safeURL(src.URL)})
	}
	bar := s.bar()
	out := wrap(words, bar, bar, s) + "\n"
	tie := "\u00a0" // a label stays in one line where it fits
	if s.Width == 0 {
		tie = " "
	}
	var where []piece
	for _, src := range block.Source {
		if len(where) > 0 {
			where = append(where, piece{text: tie + "· ", code: dim})
		}
		label := strings.ReplaceAll(Inert(src.Label), " ", tie)
		where = append(where, piece{text: "[" + strconv.Itoa(src.N) + "]" + tie + label, code: dim, url: safeURL(src.URL)})
	}
	if len(where) > 0 {
		out += wrap(where, "    ", "    ", s) + "\n"
	}
	return out
}

// cellMost is how many columns a cell takes at most before the next one moves
// out of line.
const cellMost = 28

// renderTable sets rows in columns. The last cell has a line of its own where
// the cells before it leave it no room.
func renderTable(rows [][][]chat.Run, s Style) string {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = min(max(widths[i], columns(plain(cell))), cellMost)
		}
	}
	var b strings.Builder
	for n, row := range rows {
		if len(row) == 0 {
			continue
		}
		line, indent := "", 2
		for i, cell := range row[:len(row)-1] {
			text := plain(cell)
			line += text + strings.Repeat(" ", max(widths[i]-columns(text), 0)+2)
			indent += widths[i] + 2
		}
		apart := s.Width > 0 && columns(line)+2 > indent
		if s.Width > 0 && indent > s.Width/2 {
			apart, indent = line != "", 4
		}
		code, rest := "", strings.Repeat(" ", indent)
		if n == 0 {
			code = bold
		}
		last := plain(row[len(row)-1])
		if apart {
			b.WriteString(wrap(piece{text: strings.TrimRight(line, " "), code: code}.list(), "  ", rest, s) + "\n")
			b.WriteString(wrap(piece{text: last, code: code}.list(), rest, rest, s))
		} else {
			b.WriteString(wrap(piece{text: line + last, code: code}.list(), "  ", rest, s))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func plain(runs []chat.Run) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(Inert(r.Text))
	}
	return b.String()
}

// Inert returns text with everything a terminal could obey made visible:
// control characters, bidirectional overrides and invalid UTF-8 come out as
// <U+XXXX>; line breaks and tabs become spaces.
func Inert(text string) string {
	if strings.IndexFunc(text, hostile) < 0 && utf8.ValidString(text) {
		return text
	}
	var b strings.Builder
	for i, r := range text {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			b.WriteByte(' ')
		case r == utf8.RuneError && !strings.HasPrefix(text[i:], "\uFFFD"):
			fmt.Fprintf(&b, "<0x%02X>", text[i])
		case hostile(r):
			fmt.Fprintf(&b, "<U+%04X>", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// hostile reports whether a terminal would act on r, or r hides other text.
func hostile(r rune) bool {
	return unicode.IsControl(r) || r == utf8.RuneError ||
		r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 || // bidirectional overrides and isolates
		r == 0x2028 || r == 0x2029 || r == 0xFEFF ||
		r >= 0x200B && r <= 0x200F || // zero width, directional marks
		r >= 0xE0000 && r <= 0xE007F // tags
}

// safeURL returns u if a terminal may open it, and nothing otherwise.
func safeURL(u string) string {
	if !strings.HasPrefix(u, "http://") && !strings.HasPrefix(u, "https://") || strings.IndexFunc(u, func(r rune) bool { return r <= ' ' || hostile(r) }) >= 0 {
		return ""
	}
	return u
}
