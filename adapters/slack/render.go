package slack

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	api "github.com/slack-go/slack"

	"briefingbot/adapters/chat"
)

// post is one Slack message, rendered: what a chat.Part holds as JSON.
type post struct {
	Text   string          `json:"text"`   // everything in it as plain text, escaped: for screen readers and notifications
	Blocks json.RawMessage `json:"blocks"` // what clients show
	Short  string          `json:"short"`  // escaped; sent alone where Slack refuses the blocks
}

// unit is one block of a chat.Message as Slack's blocks and as plain text.
type unit struct {
	blocks []api.Block
	text   string // not escaped
	keep   bool   // must not be the last of a post
	table  bool   // a post may have one only
	bullet bool
}

// render sets m in as many posts as it takes; the first is the message, the
// others go into its thread. Nothing of the text is lost on the way: joined
// again, the pieces are the runs of m. Only beyond maxPosts, about 140,000
// characters, it ends with a sentence that says so.
func render(m chat.Message) ([]post, error) {
	units, rest := titleUnits(m), []unit(nil)
	all := slices.Concat(m.Blocks, m.Rest)
	for i, b := range all {
		us, err := renderBlock(b, i)
		if introduces(all, i) && len(us) == 1 && weight(us[0]) <= maxHeader {
			us[len(us)-1].keep = true
		}
		switch {
		case err != nil:
			return nil, err
		case i < len(m.Blocks):
			units = append(units, us...)
		default:
			rest = append(rest, us...)
		}
	}
	var posts []post
	pages := append(pack(units), pack(rest)...)
	if rest := len(pages) - maxPosts; rest > 0 {
		pages = append(pages[:maxPosts], []unit{paragraphUnit([]chat.Run{{Text: fmt.Sprintf("[…] There is more: %d messages of this length. It is not posted, so as not to bury the channel.", rest)}})})
	}
	for _, page := range pages {
		p, err := seal(page, m)
		if err != nil {
			return nil, err
		}
		posts = append(posts, p)
	}
	if len(posts) == 0 {
		return nil, fmt.Errorf("render a message: it is empty")
	}
	return posts, nil
}

// introduces reports whether block i says whose words the next one quotes.
func introduces(all []chat.Block, i int) bool {
	return all[i].Kind == chat.Paragraph && i+1 < len(all) && all[i+1].Kind == chat.Quotation
}

func seal(page []unit, m chat.Message) (post, error) {
	var blocks []api.Block
	var text []string
	for _, u := range page {
		blocks = append(blocks, u.blocks...)
		if u.text != "" {
			text = append(text, u.text)
		}
	}
	raw, err := json.Marshal(blocks)
	if err != nil {
		return post{}, fmt.Errorf("render a message: %w", err)
	}
	p := post{Text: Escape(strings.Join(text, "\n")), Blocks: raw, Short: short(m)}
	if p.Text == "" {
		p.Text = "…" // Slack wants some text
	}
	return p, check(p)
}

// titleUnits sets the title as a header where a header can show it as it is. A
// title with nothing beneath is a line like any other.
func titleUnits(m chat.Message) []unit {
	switch {
	case strings.TrimSpace(m.Title) == "":
		return nil
	case len(m.Blocks) == 0:
		return eachPiece([]chat.Run{{Text: m.Title}}, paragraphUnit)
	}
	return headingUnits([]chat.Run{{Text: m.Title, Strong: true}})
}

func renderBlock(b chat.Block, n int) ([]unit, error) {
	switch b.Kind {
	case chat.Heading:
		return headingUnits(strong(b.Runs)), nil
	case chat.Quotation:
		return quotationUnits(b), nil
	case chat.Bullet:
		return eachPiece(b.Runs, bulletUnit), nil
	case chat.Note:
		return eachPiece(b.Runs, noteUnit), nil
	case chat.Table:
		return tableUnits(b.Rows), nil
	case chat.Buttons:
		return buttonUnits(b.Choices, n)
	}
	return eachPiece(b.Runs, paragraphUnit), nil
}

// eachPiece sets runs of any length in units that a post can hold.
func eachPiece(runs []chat.Run, set func([]chat.Run) unit) []unit {
	var out []unit
	for _, piece := range ruler.Pieces(runs, maxPiece) {
		out = append(out, set(piece))
	}
	return out
}

func headingUnits(runs []chat.Run) []unit {
	text := plain(runs)
	if len(runs) == 1 && runs[0].Link == "" && fitsHeader(text) {
		return []unit{{blocks: []api.Block{api.NewHeaderBlock(plainText(text))}, text: text, keep: true}}
	}
	us := eachPiece(runs, paragraphUnit)
	if len(us) > 0 {
		us[len(us)-1].keep = true
	}
	return us
}

// fitsHeader reports whether a header shows text as it is: a header is one
// line of plain text, and nobody says what it makes of an entity.
func fitsHeader(text string) bool {
	return units16(text) <= maxHeader && !strings.ContainsAny(text, "<>&\n")
}

func paragraphUnit(runs []chat.Run) unit {
	return unit{blocks: rich(api.NewRichTextSection(elements(runs)...)), text: plain(runs)}
}

func bulletUnit(runs []chat.Run) unit {
	list := bulletList{Type: api.RTEList, Style: api.RTEListBullet, Elements: []api.RichTextElement{api.NewRichTextSection(elements(runs)...)}}
	return unit{blocks: rich(list), text: "• " + plain(runs), bullet: true}
}

// noteUnit is small print; with a link or anything that looks like markup it
// is an ordinary line, because small print has no inert text with links.
func noteUnit(runs []chat.Run) unit {
	text := plain(runs)
	for _, r := range runs {
		if r.Link != "" || r.Strong || strings.ContainsAny(r.Text, "<>&") {
			return paragraphUnit(runs)
		}
	}
	return unit{blocks: []api.Block{api.NewContextBlock("", plainText(text))}, text: text}
}

// quotationUnits sets the words in a quote with Slack's own citations, and
// beneath it the same sources as plain links for clients that lack them. Every
// piece of a long quotation carries its sources.
func quotationUnits(b chat.Block) []unit {
	first := b.Source[:min(len(b.Source), maxSources)]
	out := eachPiece(b.Runs, func(runs []chat.Run) unit {
		words, text := elements(runs), plain(runs)
		for _, s := range first {
			text += " " + mark(s)
			if url := chat.WebURL(s.URL); url != "" {
				words = append(words, api.NewRichTextSectionTextElement(" ", nil), citation(s, url))
			} else {
				words = append(words, api.NewRichTextSectionTextElement(" "+mark(s), nil))
			}
		}
		quote := &api.RichTextQuote{Type: api.RTEQuote, Elements: words}
		if len(first) == 0 {
			return unit{blocks: rich(quote), text: text}
		}
		where, names := sourceLine(first)
		return unit{blocks: rich(quote, where), text: text + "\n" + names}
	})
	for rest := b.Source[len(first):]; len(rest) > 0; rest = rest[min(len(rest), maxSources):] {
		where, names := sourceLine(rest[:min(len(rest), maxSources)])
		out = append(out, unit{blocks: rich(where), text: names})
	}
	return out
}

// sourceLine sets sources side by side as links, and as text. Those with one
// name share it: the numbers come first, each its own link.
func sourceLine(sources []chat.Source) (*api.RichTextSection, string) {
	var where []api.RichTextSectionElement
	text := ""
	say := func(url, words string) {
		if text += words; url != "" {
			where = append(where, api.NewRichTextSectionLinkElement(url, strings.ReplaceAll(words, "] ", "]\u00a0"), nil))
		} else {
			where = append(where, api.NewRichTextSectionTextElement(words, nil))
		}
	}
	for i, s := range sources {
		if i > 0 && sources[i-1].Label != s.Label {
			say("", " · ")
		}
		words := mark(s)
		if i == len(sources)-1 || sources[i+1].Label != s.Label {
			words = strings.TrimSpace(words + " " + chat.Visible(ruler.Clip(s.Label, maxLabel)))
		}
		say(chat.WebURL(s.URL), words)
	}
	return api.NewRichTextSection(where...), text
}

func mark(s chat.Source) string { return "[" + strconv.Itoa(s.N) + "]" }

func citation(s chat.Source, url string) *api.RichTextSectionCitationElement {
	label := chat.Visible(ruler.Clip(s.Label, maxLabel))
	if label == "" {
		label = mark(s)
	}
	web := api.NewRichTextCitationWebDetails(label)
	if s.Quote != "" && units16(s.Quote) <= maxSnippet { // whole or not at all: half a sentence is no quotation
		quote := chat.Visible(s.Quote)
		web.Snippet = &quote
	}
	return api.NewRichTextSectionCitationElement(url, label, float64(s.N), web)
}
