package matrix

import (
	"encoding/json"
	"fmt"
	"html"
	"strings"

	"briefingbot/adapters/chat"
)

// Sizes in bytes of an event's JSON, both bodies together. A homeserver takes
// events of 65,536 bytes (https://spec.matrix.org/v1.17/client-server-api/#size-limits);
// encryption makes four of three, so that 40,000 leave room for the envelope.
const (
	maxEvent = 40_000
	maxRoot  = 12_000 // of the message itself: about a page; the rest hangs from it
	maxReply = 30_000 // of a part in its thread
	maxPiece = 6_000  // of a paragraph or a piece of one
	maxLabel = 1_000
	maxParts = 40 // of one message; ours
)

// post is one event, rendered: what a chat.Part holds as JSON.
type post struct {
	Body string   `json:"body"` // everything in it as plain text
	HTML string   `json:"html"`
	Loud bool     `json:"loud,omitempty"` // m.text instead of m.notice
	Keys []choice `json:"keys,omitempty"`
}

// choice is a button: the reaction that presses it.
type choice struct {
	Key   string `json:"key"`
	ID    string `json:"id"`
	Label string `json:"label"`
	Seed  bool   `json:"seed,omitempty"` // the bot reacts first, for people to press
}

// unit is a block of a chat.Message as HTML and as plain text. item is a list
// entry, whose HTML is joined with its neighbours'.
type unit struct {
	html, text string
	size       int
	keep       bool // must not be the last of an event
	item       bool
	keys       []choice
}

// render sets m in as many events as it takes; the first is the message, the
// others go into its thread. Nothing of the text is lost on the way.
func render(m chat.Message, loud bool) ([]post, error) {
	units := headingUnits("h4", []chat.Run{{Text: m.Title}})
	units = append(units, renderBlocks(m.Blocks)...)
	pages := append(pack(units), pack(renderBlocks(m.Rest))...)
	if rest := len(pages) - maxParts; rest > 0 {
		pages = append(pages[:maxParts], []unit{newUnit("<p>", "</p>", "", []chat.Run{{
			Text: fmt.Sprintf("[…] There is more: %d messages of this length. It is not posted, so as not to bury the room.", rest)}})})
	}
	if len(pages) == 0 {
		return nil, fmt.Errorf("render a message: it is empty")
	}
	posts := make([]post, len(pages))
	for i, page := range pages {
		posts[i] = seal(page, loud)
		if raw, err := json.Marshal(content(posts[i])); err != nil || len(raw) > maxEvent {
			return nil, fmt.Errorf("render part %d: %d bytes, at most %d: %w", i, len(raw), maxEvent, err)
		}
	}
	return posts, nil
}

// renderBlocks sets blocks; who is quoted stays with the words.
func renderBlocks(blocks []chat.Block) []unit {
	var out []unit
	for i, b := range blocks {
		us := renderBlock(b)
		if b.Kind == chat.Paragraph && i+1 < len(blocks) && blocks[i+1].Kind == chat.Quotation && len(us) == 1 && us[0].size <= maxLabel {
			us[0].keep = true
		}
		out = append(out, us...)
	}
	return out
}

func seal(page []unit, loud bool) post {
	p := post{Loud: loud}
	var markup strings.Builder
	text := make([]string, 0, len(page))
	list := false
	for _, u := range page {
		if u.item != list {
			markup.WriteString(map[bool]string{true: "<ul>", false: "</ul>"}[u.item])
			list = u.item
		}
		markup.WriteString(u.html)
		text = append(text, u.text)
		p.Keys = append(p.Keys, u.keys...)
	}
	if list {
		markup.WriteString("</ul>")
	}
	p.HTML, p.Body = markup.String(), strings.Join(text, "\n")
	return p
}

// content is what is sent of a post. Every event says that it mentions nobody:
// so nothing in its text can.
func content(p post) map[string]any {
	kind := "m.notice"
	if p.Loud {
		kind = "m.text"
	}
	return map[string]any{
		"msgtype": kind, "body": p.Body, "format": "org.matrix.custom.html", "formatted_body": p.HTML,
		"m.mentions": map[string]any{},
	}
}

func renderBlock(b chat.Block) []unit {
	switch b.Kind {
	case chat.Heading:
		return headingUnits("h5", b.Runs)
	case chat.Quotation:
		return quotationUnits(b)
	case chat.Bullet:
		us := eachPiece("<li>", "</li>", "• ", b.Runs)
		for i := range us {
			us[i].item = true
		}
		return us
	case chat.Note:
		return eachPiece("<p><em>", "</em></p>", "", b.Runs)
	case chat.Table:
		return tableUnits(b.Rows)
	case chat.Buttons:
		return buttonUnits(b.Choices)
	}
	return eachPiece("<p>", "</p>", "", b.Runs)
}

func newUnit(open, end, mark string, runs []chat.Run) unit {
	size := 2*len(open+end) + 2*len(mark) + 100
	for _, r := range runs {
		size += ruler.Length(r.Text) + linkCost(r.Link)
	}
	return unit{html: open + runsHTML(runs) + end, text: mark + runsText(runs), size: size}
}

func eachPiece(open, end, mark string, runs []chat.Run) []unit {
	var out []unit
	for _, piece := range ruler.Pieces(runs, maxPiece) {
		out = append(out, newUnit(open, end, mark, piece))
	}
	return out
}

func headingUnits(tag string, runs []chat.Run) []unit {
	if strings.TrimSpace(runsText(runs)) == "" {
		return nil
	}
	us := eachPiece("<"+tag+">", "</"+tag+">", "", runs)
	us[len(us)-1].keep = true
	return us
}

// quotationUnits sets the words of an article, and beneath them where they
// stand. What other articles say of the same is folded away.
func quotationUnits(b chat.Block) []unit {
	us := eachPiece("<blockquote>", "</blockquote>", "", b.Runs)
	for i, u := range us {
		us[i].text = "> " + strings.ReplaceAll(u.text, "\n", "\n> ")
		us[i].keep = len(b.Source) > 0
	}
	words := runsText(b.Runs)
	for _, s := range b.Source {
		us = append(us, sourceUnit(s, words))
	}
	return us
}

func sourceUnit(s chat.Source, words string) unit {
	label := ruler.Clip(s.Label, maxLabel)
	mark := fmt.Sprintf("[%d] ", s.N)
	plain, markup := mark+chat.Visible(label), mark+inert(label)
	u := link(s.URL)
	if u != "" {
		markup = `<a href="` + html.EscapeString(u) + `">` + markup + "</a>"
		plain += " " + u
	}
	size := 200 + ruler.Length(mark+label) + linkCost(s.URL)
	quote := ruler.Clip(s.Quote, 2*maxLabel)
	if quote == "" || strings.Contains(words, chat.Visible(s.Quote)) || strings.Contains(s.Quote, words) {
		return unit{html: "<p>" + markup + "</p>", text: plain, size: size}
	}
	return unit{
		html: "<p>" + markup + "</p><details><summary>As printed there</summary><blockquote>" + inert(quote) + "</blockquote></details>",
		text: plain + "\n  > " + strings.ReplaceAll(chat.Visible(quote), "\n", "\n  > "),
		size: size + 400 + ruler.Length(quote),
	}
}

// pack puts units in events: the first small enough to be read in passing, no
// heading at the end of any.
func pack(units []unit) [][]unit {
	var pages [][]unit
	var page []unit
	size, limit := 0, maxRoot
	for _, u := range units {
		if len(page) > 0 && size+u.size > limit {
			var carry []unit
			for len(page) > 1 && page[len(page)-1].keep {
				carry = append([]unit{page[len(page)-1]}, carry...)
				page = page[:len(page)-1]
			}
			pages, page, size, limit = append(pages, page), carry, 0, maxReply
			for _, c := range carry {
				size += c.size
			}
		}
		page, size = append(page, u), size+u.size
	}
	if len(page) > 0 {
		pages = append(pages, page)
	}
	return pages
}
