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

// ruler measures by cost, links included.
var ruler = chat.Ruler{Char: cost, Run: func(r chat.Run) int { return linkCost(r.Link) }}

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

func linkCost(u string) int {
	if u = link(u); u == "" {
		return 60
	}
	return 120 + 2*chat.Ruler{Char: cost}.Length(u)
}
