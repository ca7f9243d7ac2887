package slack

import (
	"encoding/json"
	"net/url"
	"strings"

	api "github.com/slack-go/slack"

	"briefingbot/adapters/chat"
)

// Escape makes text inert where Slack reads markup: in the top-level text.
// Everything else is set as rich text or plain text, which reads none.
func Escape(text string) string {
	return entities.Replace(text)
}

var (
	entities = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	guillets = strings.NewReplacer("<", "‹", ">", "›")
)

func plainText(text string) *api.TextBlockObject {
	return api.NewTextBlockObject(api.PlainTextType, text, false, false)
}

func rich(es ...api.RichTextElement) []api.Block {
	return []api.Block{api.NewRichTextBlock("", es...)}
}

// bulletList is a rich_text_list with no more fields than Slack's published
// types have.
type bulletList struct {
	Type     api.RichTextElementType     `json:"type"`
	Style    api.RichTextListElementType `json:"style"`
	Elements []api.RichTextElement       `json:"elements"`
}

// RichTextElementType makes a bulletList an element.
func (l bulletList) RichTextElementType() api.RichTextElementType { return l.Type }

// rawBlock is a block that is rendered already.
type rawBlock struct{ json.RawMessage }

// BlockType makes a rawBlock a block.
func (rawBlock) BlockType() api.MessageBlockType { return "" }

// ID makes a rawBlock a block.
func (rawBlock) ID() string { return "" }

// elements sets runs as literal text and links, which format nothing and call
// nobody whatever they say.
func elements(runs []chat.Run) []api.RichTextSectionElement {
	var out []api.RichTextSectionElement
	for _, r := range runs {
		if r.Text == "" {
			continue
		}
		var style *api.RichTextSectionTextStyle
		if r.Strong {
			style = &api.RichTextSectionTextStyle{Bold: true}
		}
		text, link := chat.Visible(r.Text), chat.WebURL(r.Link)
		if link == "" {
			out = append(out, api.NewRichTextSectionTextElement(text, style))
			continue
		}
		if r.Text == r.Link {
			text = address(link)
		}
		out = append(out, api.NewRichTextSectionLinkElement(link, text, style))
		if host := otherHost(r.Text, link); host != "" {
			out = append(out, api.NewRichTextSectionTextElement(" ("+host+")", nil))
		}
	}
	if len(out) == 0 {
		out = append(out, api.NewRichTextSectionTextElement(" ", nil))
	}
	return out
}

// maxAddress is the longest address, in bytes, that a phone shows on one line.
const maxAddress = 36

// address is how a link without words of its own is shown: in full where it
// fits a line, else its host.
func address(link string) string {
	u, err := url.Parse(link)
	if len(link) <= maxAddress || err != nil {
		return chat.Visible(link)
	}
	return chat.Visible(u.Host) + "/…"
}

// otherHost is the host link leads to where text looks like an address of
// another one.
func otherHost(text, link string) string {
	u, err := url.Parse(link)
	if err != nil || u.Host == "" {
		return ""
	}
	word := strings.TrimPrefix(strings.TrimPrefix(strings.ToLower(strings.TrimSpace(text)), "https://"), "http://")
	word, _, _ = strings.Cut(word, "/")
	if !strings.Contains(word, ".") || strings.ContainsAny(word, " \n\t") || word == strings.ToLower(u.Host) {
		return ""
	}
	return chat.Visible(u.Host)
}

func strong(runs []chat.Run) []chat.Run {
	out := make([]chat.Run, len(runs))
	for i, r := range runs {
		out[i] = chat.Run{Text: r.Text, Link: r.Link, Strong: true}
	}
	return out
}

// plain is the text of runs as it is shown, not escaped.
func plain(runs []chat.Run) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(chat.Visible(r.Text))
	}
	return b.String()
}

// caption is a button's label: short, on one line, and with nothing in it that
// could be taken for markup.
func caption(label string) string {
	label = strings.Join(strings.Fields(visibleLabel(label)), " ")
	if label == "" {
		return "…"
	}
	return ruler.Clip(label, maxCaption)
}

func visibleLabel(label string) string {
	return guillets.Replace(chat.Visible(label))
}

// short is what a message is in a few words: its title and its first sources.
func short(m chat.Message) string {
	text := ruler.Clip(chat.Visible(m.Title), 300)
	if text == "" {
		for _, b := range m.Blocks {
			if text = ruler.Clip(plain(b.Runs), 300); text != "" {
				break
			}
		}
	}
	out := Escape(text) + "\n" + Escape("Slack would not show all of this.")
	n := 0
	for _, b := range m.Blocks {
		for _, s := range b.Source {
			if u := chat.WebURL(s.URL); u != "" && n < 5 && len(u) < 300 {
				out += "\n" + Escape(chat.Visible(ruler.Clip(s.Label, maxLabel))) + " " + Escape(u)
				n++
			}
		}
	}
	return strings.TrimSpace(out)
}
