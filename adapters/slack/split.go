package slack

import (
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
	flush := func(next unit) {
		var carry []unit
		room := maxText - weight(next)
		for len(page) > 1 && page[len(page)-1].keep && weight(page[len(page)-1]) <= room {
			last := page[len(page)-1]
			carry, page, room = append([]unit{last}, carry...), page[:len(page)-1], room-weight(last)
		}
		pages = append(pages, page)
		page, blocks, text, table = nil, 0, 0, false
		for _, u := range carry {
			page, blocks, text = append(page, u), blocks+len(u.blocks), text+weight(u)
		}
	}
	for _, u := range units {
		if len(page) > 0 && (blocks+len(u.blocks) > maxBlocks || text+weight(u) > maxText || table && u.table) {
			flush(u)
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

// ruler measures text as Slack counts it: made visible, escaped, in UTF-16
// units.
var ruler = chat.Ruler{Char: cost}

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
