package slack

import (
	"cmp"
	"regexp"
	"strings"

	api "github.com/slack-go/slack"

	"briefingbot/adapters/chat"
)

// marked is everything Slack puts between angle brackets.
var marked = regexp.MustCompile(`<([^<>]*)>`)

// words is what somebody typed: Slack's marks undone, the bot's name left out,
// channels as #name and in order.
func (a *Adapter) words(text, team string, ws *workspace) (string, []chat.Channel) {
	var channels []chat.Channel
	for _, m := range marked.FindAllStringSubmatch(text, -1) {
		if id, _, _ := strings.Cut(m[1], "|"); strings.HasPrefix(id, "#") && len(id) > 1 {
			channels = append(channels, chat.Channel{Platform: "slack", Team: team, ID: id[1:]})
		}
	}
	text = strings.ReplaceAll(text, "<@"+ws.user+">", " ")
	return unmark(text), channels
}

// unmark is the text a person sees of a text with Slack's marks.
func unmark(text string) string {
	text = marked.ReplaceAllStringFunc(text, func(mark string) string {
		what, label, labelled := strings.Cut(mark[1:len(mark)-1], "|")
		switch {
		case strings.HasPrefix(what, "#"):
			return "#" + cmp.Or(label, what[1:])
		case strings.HasPrefix(what, "@"):
			return "@" + cmp.Or(label, what[1:])
		case strings.HasPrefix(what, "!"):
			if labelled {
				return label
			}
			name, _, _ := strings.Cut(what[1:], "^")
			return "@" + name
		case labelled:
			return label
		}
		return strings.TrimPrefix(what, "mailto:")
	})
	return strings.TrimSpace(strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(text))
}

// wording is the text of somebody's message as it stands in Slack: from its
// rich text where there is one, for the other text is marked up.
func wording(m api.Message) string {
	var b strings.Builder
	for _, block := range m.Blocks.BlockSet {
		if r, ok := block.(*api.RichTextBlock); ok {
			wordsOf(&b, r.Elements)
		}
	}
	if text := strings.TrimSpace(b.String()); text != "" {
		return text
	}
	return unmark(m.Text)
}

func wordsOf(b *strings.Builder, es []api.RichTextElement) {
	for _, e := range es {
		switch e := e.(type) {
		case *api.RichTextSection:
			wordsIn(b, e.Elements)
		case *api.RichTextQuote:
			wordsIn(b, e.Elements)
			b.WriteByte('\n')
		case *api.RichTextPreformatted:
			wordsIn(b, e.Elements)
			b.WriteByte('\n')
		case *api.RichTextList:
			wordsOf(b, e.Elements)
		}
	}
}

func wordsIn(b *strings.Builder, es []api.RichTextSectionElement) {
	for _, e := range es {
		switch e := e.(type) {
		case *api.RichTextSectionTextElement:
			b.WriteString(e.Text)
		case *api.RichTextSectionLinkElement:
			b.WriteString(cmp.Or(e.Text, e.URL))
		}
	}
}
