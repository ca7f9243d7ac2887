package slack

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"briefingbot/adapters/chat"
	"briefingbot/adapters/slack/slacktest"
)

func TestShare(t *testing.T) {
	b := newBench(t, func(b *bench) {
		b.answer = chat.Message{Title: "Sala said no", Private: true, Blocks: []chat.Block{{Kind: chat.Quotation, Runs: []chat.Run{{Text: "No <!channel>"}}, Source: []chat.Source{{N: 1, Label: "Gazette", URL: "https://example.org/"}}}}}
	})
	b.form(t, slashForm(b.fake, "what did sala say"))
	private := b.heard(t, 1)
	var id string
	var blocks []map[string]any
	if err := json.Unmarshal([]byte(private.blocks), &blocks); err != nil {
		t.Fatal(err)
	}
	for _, e := range blocks {
		if e["type"] == "actions" {
			id = e["elements"].([]any)[0].(map[string]any)["value"].(string)
		}
	}
	if id == "" {
		t.Fatalf("nothing to share in %s", private.blocks)
	}
	b.press(t, "share", id, map[string]any{"user": map[string]any{"id": "U2"}}) // somebody else
	if got := b.heard(t, 2); got.user == "" || !strings.Contains(got.text, "Only who asked") {
		t.Errorf("somebody else shared: %+v", got)
	}
	for range 3 { // pressed thrice
		b.press(t, "share", id, nil)
	}
	b.heard(t, 4)
	time.Sleep(50 * time.Millisecond)
	public := 0
	for _, s := range b.everything() {
		if s.via == "chat.postMessage" && s.user == "" {
			public++
			if shown := slacktest.Read(s.text, s.blocks); !strings.HasPrefix(shown, "Shared by Alice: /briefing what did sala say") || !strings.Contains(shown, "No <!channel>") {
				t.Errorf("shared is %q", shown)
			}
		}
	}
	if live := b.live(); public != 1 || len(live) > 0 {
		t.Errorf("shared %d times, alive: %q", public, live)
	}
	b.press(t, "share", "nonsense", nil)
	eventually(t, "note", func() bool { return strings.Contains(b.shown(), "too old") })
}

func TestPressAfterRestart(t *testing.T) {
	b := newBench(t, func(b *bench) { b.answer = digestMessage(); b.answer.Private = true })
	b.form(t, slashForm(b.fake, "q"))
	private := b.heard(t, 1)
	at := strings.Index(private.blocks, `"action_id":"share"`)
	if at < 0 {
		t.Fatal("no share button")
	}
	_, rest, _ := strings.Cut(private.blocks[at:], `"value":"`)
	id, _, _ := strings.Cut(rest, `"`)
	b.start(t) // another process, the same memory
	b.press(t, "share", id, nil)
	eventually(t, "shared answer", func() bool { return len(b.called("chat.postMessage")) == 1 })
}

func TestWorthSharing(t *testing.T) {
	useful := chat.Block{Kind: chat.Buttons, Choices: []chat.Choice{{Label: "Useful", ID: "u", Role: chat.Useful}}}
	save := chat.Block{Kind: chat.Buttons, Choices: []chat.Choice{{Label: "Save", ID: "s", Role: chat.Primary}}}
	for name, c := range map[string]struct {
		blocks []chat.Block
		want   bool
	}{
		"a notice":       {nil, false},
		"small print":    {[]chat.Block{para("No more (2 of 2).")}, false},
		"a question":     {[]chat.Block{{Kind: chat.Bullet, Runs: []chat.Run{{Text: "Sun 08:00"}}}, save}, false},
		"a quotation":    {[]chat.Block{{Kind: chat.Quotation, Runs: []chat.Run{{Text: "words"}}}}, true},
		"a list of news": {[]chat.Block{{Kind: chat.Bullet, Runs: []chat.Run{{Text: "6,000 officers"}}}, useful}, true},
	} {
		if got := worthSharing(chat.Message{Title: "t", Blocks: c.blocks, Private: true}); got != c.want {
			t.Errorf("%s is worth sharing: %v", name, got)
		}
	}
}
