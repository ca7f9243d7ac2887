package matrix

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"briefingbot/adapters/chat"
	"briefingbot/adapters/chat/chattest"
)

func TestContract(t *testing.T) {
	chattest.Run(t, func(t *testing.T) chattest.Subject {
		f := newFake(t)
		a, err := New(quick(f.URL), Deps{Memory: chat.NewForgetful()})
		if err != nil {
			t.Fatal(err)
		}
		return chattest.Subject{
			Adapter: a, Once: true, To: chat.Channel{Platform: Platform, ID: desk},
			Ask: func(t *testing.T, text string) {
				eventually(t, "the first sync", func() bool { return !a.Synced().IsZero() })
				f.text(desk, alice, "!briefing "+text)
			},
			Shown: func(t *testing.T) string { return f.shown(t) },
			Live:  func(t *testing.T) []string { return f.live(t) },
			Close: func() { a.conf.HTTP.CloseIdleConnections(); f.stop() },
		}
	})
}

// shown is what people read of the bot's messages, edits in place.
func (f *fake) shown(t *testing.T) string {
	var b strings.Builder
	for _, c := range f.visible(desk) {
		text, _ := readHTML(t, happening(c).str("formatted_body"))
		b.WriteString(strings.Join(text, "") + "\n")
	}
	return b.String()
}

// visible are the contents of the bot's messages as clients show them: edited
// ones in their last wording, redacted ones not.
func (f *fake) visible(room string) []map[string]any {
	var order []string
	show := map[string]map[string]any{}
	for _, h := range f.sent(room, "m.room.message") {
		c := h.content()
		if r, ok := c["m.relates_to"].(map[string]any); ok && r["rel_type"] == "m.replace" {
			show[r["event_id"].(string)] = c["m.new_content"].(map[string]any)
			continue
		}
		order = append(order, h.str("event_id"))
		show[h.str("event_id")] = c
	}
	for _, h := range f.sent(room, "m.room.redaction") {
		delete(show, h.str("redacts"))
	}
	var out []map[string]any
	for _, event := range order {
		if c := show[event]; c != nil {
			out = append(out, c)
		}
	}
	return out
}

func (f *fake) live(t *testing.T) []string {
	var out []string
	for _, h := range f.sent(desk, "m.room.message") {
		out = append(out, alive(t, h.content())...)
	}
	return out
}

// allowed are the tags of the specification's subset that are used.
// https://spec.matrix.org/v1.17/client-server-api/#mroommessage-msgtypes
var allowed = []string{"h4", "h5", "p", "br", "strong", "em", "a", "ul", "li", "blockquote", "details", "summary", "table", "thead", "tbody", "tr", "th", "td", "span", "sub"}

// linkable is what clients make a link or a mention of where they find it in
// one piece of text.
var linkable = regexp.MustCompile(`(?i)[a-z]+://|\S@\S|@\S|#\S|[\pL\pN]\.\pL|\pL\.[\pL\pN]|mailto:`)

// alive returns what of a message would notify, link or format.
func alive(t *testing.T, c map[string]any) []string {
	var out []string
	if m, ok := c["m.mentions"].(map[string]any); !ok || len(m) > 0 {
		out = append(out, fmt.Sprint("mentions: ", c["m.mentions"]))
	}
	_, nodes := readHTML(t, happening(c).str("formatted_body"))
	for _, n := range nodes {
		if n.Type == html.TextNode {
			if !within(n, "a") && linkable.MatchString(n.Data) {
				out = append(out, "linked by clients: "+n.Data)
			}
			continue
		}
		if !slices.Contains(allowed, n.Data) {
			out = append(out, "tag "+n.Data)
		}
		for _, at := range n.Attr {
			if n.Data != "a" || at.Key != "href" || at.Val != "https://example.org/" {
				out = append(out, fmt.Sprintf("attribute %s of %s: %s", at.Key, n.Data, at.Val))
			}
		}
	}
	return out
}

func within(n *html.Node, tag string) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.Data == tag {
			return true
		}
	}
	return false
}

// readHTML reads markup as a client does: its text, and all nodes.
func readHTML(t *testing.T, markup string) (text []string, nodes []*html.Node) {
	t.Helper()
	body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	top, err := html.ParseFragment(strings.NewReader(markup), body)
	if err != nil {
		t.Fatal(err)
	}
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			text = append(text, n.Data)
		}
		if n.Type == html.ElementNode && slices.Contains([]string{"br", "p", "li", "tr", "h4", "h5", "blockquote"}, n.Data) {
			text = append(text, "\n")
		}
		nodes = append(nodes, n)
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	for _, n := range top {
		walk(n)
	}
	return text, nodes
}

// size is how much an event's content takes on the wire.
func size(t *testing.T, c map[string]any) int {
	raw, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	return len(raw)
}
