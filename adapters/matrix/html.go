package matrix

import (
	"html"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"briefingbot/adapters/chat"
)

// gap is put into text where a client would make a link or a mention of it. It
// shows nothing, and the text around it reads and copies as it was.
const gap = "<span></span>"

// inert sets text so that HTML shows it as it is: escaped, what hides made
// visible, and with gaps where clients look for URLs, users and rooms.
func inert(text string) string {
	text = chat.Visible(text)
	var b strings.Builder
	b.Grow(len(text) + 16)
	before := ' '
	for i, r := range text {
		switch {
		case r == '\n':
			b.WriteString("<br/>")
		case r == '.' && word(before) && word(next(text, i)) && !(unicode.IsDigit(before) && unicode.IsDigit(next(text, i))),
			r == ':' && unicode.IsLetter(before) && next(text, i) != ' ':
			b.WriteString(gap)
			b.WriteRune(r)
		case r == '@' || r == '#' || r == '!':
			b.WriteRune(r)
			b.WriteString(gap)
		default:
			b.WriteString(html.EscapeString(string(r)))
		}
		before = r
	}
	return b.String()
}

func word(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// next is the character after the one-byte character at i, or a space.
func next(text string, i int) rune {
	if i+1 >= len(text) {
		return ' '
	}
	r, _ := utf8.DecodeRuneInString(text[i+1:])
	return r
}

// cost bounds how many bytes of an event the first character of text takes, in
// the plain and in the HTML body together, as JSON.
func cost(text string, r rune) int {
	switch {
	case r == '@' || r == '#' || r == '!' || r == '.' || r == ':':
		return 40
	case r == '\n':
		return 28 // "<br/>", and "\n  > " in a quotation
	case r == '<' || r == '>' || r == '&' || r == '"' || r == '\'':
		return 17
	case r < ' ' || r == 0x7F || r == utf8.RuneError:
		return 40
	case r == '\\':
		return 4
	case r < utf8.RuneSelf:
		return 2
	}
	_, n := utf8.DecodeRuneInString(text)
	return 2 * len(chat.Visible(text[:n]))
}

// price is the cost of a whole text.
func price(text string) int {
	n := 0
	for i, r := range text {
		n += cost(text[i:], r)
	}
	return n
}

// link returns u where it may stand behind text: http and https, but no
// matrix.to, which clients show as a mention.
func link(u string) string {
	u = chat.WebURL(u)
	parsed, err := url.Parse(u)
	if u == "" || err != nil || parsed.Host == "" {
		return ""
	}
	if host := strings.ToLower(strings.TrimSuffix(parsed.Hostname(), ".")); host == "matrix.to" || strings.HasSuffix(host, ".matrix.to") {
		return ""
	}
	return u
}

// runsHTML sets runs of inert text.
func runsHTML(runs []chat.Run) string {
	var b strings.Builder
	for _, r := range runs {
		text := inert(r.Text)
		if r.Strong {
			text = "<strong>" + text + "</strong>"
		}
		if u := link(r.Link); u != "" {
			text = `<a href="` + html.EscapeString(u) + `">` + text + "</a>"
		}
		b.WriteString(text)
	}
	return b.String()
}

// runsText sets runs as plain text, with the URLs of links behind them.
func runsText(runs []chat.Run) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(chat.Visible(r.Text))
		if u := link(r.Link); u != "" {
			b.WriteString(" (" + u + ")")
		}
	}
	return b.String()
}

// pieces cuts runs into pieces of at most limit of cost, after a space where
// there is one in the second half of the piece, and never within a character.
// Joined again, the pieces are the runs.
func pieces(runs []chat.Run, limit int) [][]chat.Run {
	var out [][]chat.Run
	var piece []chat.Run
	room := limit
	flush := func() { out, piece, room = append(out, piece), nil, limit }
	for _, r := range runs {
		if r.Text == "" {
			continue
		}
		if over := linkCost(r.Link); over > room && len(piece) > 0 {
			flush()
		}
		for rest := r.Text; rest != ""; {
			over := linkCost(r.Link)
			head := fit(rest, room-over)
			whole := head == len(rest)
			if !whole && len(piece) > 0 && !(head > 0 && (rest[head-1] == ' ' || rest[head-1] == '\n')) {
				flush() // rather than cut a word: the next piece has more room
				continue
			}
			if head == 0 { // a limit no character fits into: one character all the same
				_, head = utf8.DecodeRuneInString(rest)
				whole = head == len(rest)
			}
			piece = append(piece, chat.Run{Text: rest[:head], Link: r.Link, Strong: r.Strong})
			room -= over + price(rest[:head])
			if rest = rest[head:]; !whole {
				flush()
			}
		}
	}
	if len(piece) > 0 {
		out = append(out, piece)
	}
	return out
}

func linkCost(u string) int {
	if u = link(u); u == "" {
		return 60
	}
	return 120 + 2*price(u)
}

// fit is how many bytes of text go into room: all of it, or up to a space if
// the second half of the room has one.
func fit(text string, room int) int {
	used, space := 0, 0
	for i, r := range text {
		size := cost(text[i:], r)
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

// clip shortens a label to at most limit of cost and says so.
func clip(text string, limit int) string {
	n := fit(text, limit)
	if n == len(text) {
		return text
	}
	return strings.TrimRight(text[:n], " ") + "…"
}
