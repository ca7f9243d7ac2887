package slack

import (
	"strings"
	"unicode/utf8"

	api "github.com/slack-go/slack"

	"briefingbot/adapters/chat"
)

// pack puts units in posts: at most maxBlocks blocks and maxText of text each,
// one table, no heading at the end.
func pack(units []unit) [][]unit {
	var pages [][]unit
	var page []unit
	blocks, text, table := 0, 0, false
	flush := func() {
		var carry []unit
		for len(page) > 1 && page[len(page)-1].keep {
			carry = append([]unit{page[len(page)-1]}, carry...)
			page = page[:len(page)-1]
		}
		pages = append(pages, page)
		page, blocks, text, table = nil, 0, 0, false
		for _, u := range carry {
			page, blocks, text = append(page, u), blocks+len(u.blocks), text+weight(u)
		}
	}
	for _, u := range units {
		if len(page) > 0 && (blocks+len(u.blocks) > maxBlocks || text+weight(u) > maxText || table && u.table) {
			flush()
		}
		text += weight(u)
		if last := len(page) - 1; u.bullet && last >= 0 && page[last].bullet {
			page[last] = joinBullets(page[last], u)
			continue
		}
		page, blocks, table = append(page, u), blocks+len(u.blocks), table || u.table
	}
	if len(page) > 0 {
		pages = append(pages, page)
	}
	return pages
}

func joinBullets(a, b unit) unit {
	list := bulletsOf(a)
	list.Elements = append(append([]api.RichTextElement{}, list.Elements...), bulletsOf(b).Elements...)
	return unit{blocks: rich(list), text: a.text + "\n" + b.text, bullet: true}
}

func bulletsOf(u unit) bulletList { return u.blocks[0].(*api.RichTextBlock).Elements[0].(bulletList) }

func weight(u unit) int { return units16(Escape(u.text)) + 1 }

// pieces cuts runs into pieces of at most limit of escaped text, after a space
// where there is one in the second half of the piece, and never within a
// character. Joined again, the pieces are the runs.
func pieces(runs []chat.Run, limit int) [][]chat.Run {
	var out [][]chat.Run
	var piece []chat.Run
	room := limit
	flush := func() { out, piece, room = append(out, piece), nil, limit }
	for _, r := range runs {
		for rest := r.Text; rest != ""; {
			head := fit(rest, room)
			whole := head == len(rest)
			if !whole && len(piece) > 0 && !(head > 0 && (rest[head-1] == ' ' || rest[head-1] == '\n')) {
				flush() // rather than cut a word: the next piece has more room
				continue
			}
			piece = append(piece, chat.Run{Text: rest[:head], Link: r.Link, Strong: r.Strong})
			room -= units16(Escape(chat.Visible(rest[:head])))
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

// fit is how many bytes of text go into room; it is all of it, or ends after a
// space if the second half of the room has one. It is at least one character
// if room is more than eight.
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

// cost is the length of the first character of text once it is made visible
// and escaped.
func cost(text string, r rune) int {
	if r >= ' ' && r < 0x7F && r != '&' && r != '<' && r != '>' {
		return 1
	}
	_, n := utf8.DecodeRuneInString(text)
	return units16(Escape(chat.Visible(text[:n])))
}

// units16 is the length of text as JavaScript counts it, and Slack with it.
func units16(text string) int {
	n := 0
	for _, r := range text {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}

// clip shortens text to at most limit once it is visible and escaped, and says so with an ellipsis. It is for
// labels, never for an article's words.
func clip(text string, limit int) string {
	if units16(Escape(chat.Visible(text))) <= limit {
		return text
	}
	n := fit(text, limit-1)
	return strings.TrimRight(text[:n], " ") + "…"
}
