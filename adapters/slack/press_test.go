package slack

import (
	"encoding/json"
	"strings"
	"testing"

	"briefingbot/adapters/chat"
)

// TestPostsAreNotReplaced presses a button whose answer takes the place of its
// message: of what one person sees it does, of what all see it does not.
func TestPostsAreNotReplaced(t *testing.T) {
	b := newBench(t, func(b *bench) { b.answer.Replace = true })
	for i, c := range []struct {
		channel string
		private bool
		want    string // by which way the answer goes
	}{
		{"C1", true, "replace"},
		{"C1", false, "response_url"},
		{"D1", false, "replace"},
	} {
		b.press(t, "press.0.1", "page:2", map[string]any{"channel": map[string]any{"id": c.channel},
			"container": map[string]any{"message_ts": "7.7", "channel_id": c.channel, "is_ephemeral": c.private}})
		if got := b.heard(t, i+1); got.via != c.want {
			t.Errorf("in %s, seen by one %v: answered by %s, want %s", c.channel, c.private, got.via, c.want)
		}
	}
	if got := b.command(t, 2); got.Root != "" {
		t.Errorf("a private answer to a button is said to stand in thread %q", got.Root)
	}
}

// TestMenu sets what few will press in a menu, with the share button before it,
// and presses there.
func TestMenu(t *testing.T) {
	rare := func(n int) (out []chat.Choice) {
		for i := range n {
			out = append(out, chat.Choice{Label: "More", ID: strings.Repeat("x", i+1), Role: chat.Rare})
		}
		return out
	}
	long := chat.Choice{Label: "More", ID: strings.Repeat("y", maxOption+1), Role: chat.Rare}
	plain := chat.Choice{Label: "Source 1", ID: "s"}
	for name, c := range map[string]struct {
		choices []chat.Choice
		want    string // kinds, in order
	}{
		"one alone":       {append(rare(1), plain), "button button share"},
		"two":             {append(rare(2), plain), "button share overflow:2"},
		"six":             {append(rare(6), plain), "button button share overflow:5"},
		"no other":        {rare(3), "share overflow:3"},
		"too long for it": {append(rare(2), long), "button share overflow:2"},
	} {
		posts, err := render(chat.Message{Blocks: []chat.Block{para("x"), {Kind: chat.Buttons, Choices: c.choices}}})
		if err != nil {
			t.Fatal(err)
		}
		raw, err := withButton(posts[0].Blocks, button(chat.Choice{Label: "Share", ID: "i"}, shareAction))
		if err != nil {
			t.Fatal(err)
		}
		if err := check(post{Blocks: raw, Text: "x"}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		var blocks []struct {
			Elements []struct {
				Type    string `json:"type"`
				Action  string `json:"action_id"`
				Options []any  `json:"options"`
			} `json:"elements"`
		}
		if err := json.Unmarshal(raw, &blocks); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, e := range blocks[1].Elements {
			switch {
			case e.Action == shareAction:
				e.Type = "share"
			case e.Type == "overflow":
				e.Type += ":" + string(rune('0'+len(e.Options)))
			}
			got = append(got, e.Type)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v, want %s", name, got, c.want)
		}
	}
	b := newBench(t, nil)
	b.interaction(t, map[string]any{"type": "block_actions", "channel": map[string]any{"id": "C1"}, "response_url": b.fake.URL + "/response/menu",
		"container": map[string]any{"message_ts": "7.7", "channel_id": "C1", "is_ephemeral": true},
		"actions":   []map[string]any{{"type": "overflow", "action_id": "press.1.menu", "block_id": "b", "action_ts": "1.1", "selected_option": map[string]any{"value": "id.0.p1", "text": map[string]any{"type": "plain_text", "text": "More"}}}}})
	if got := b.command(t, 1); got.Button != "id.0.p1" {
		t.Errorf("the menu is pressed as %q", got.Button)
	}
}
