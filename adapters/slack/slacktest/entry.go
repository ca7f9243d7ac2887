package slacktest

import (
	"encoding/json"
	"fmt"
	"html"
	"strings"
	"time"
)

// Entry is a message as the emulator keeps it.
type Entry struct {
	TS      string           `json:"ts"`
	Thread  string           `json:"thread_ts"`
	User    string           `json:"user"`
	Text    string           `json:"text"`
	Blocks  []map[string]any `json:"blocks"`
	Private string           `json:"ephemeral_to"` // to whom alone it is shown; empty for everybody
}

// Shown is what a person reads of it.
func (e Entry) Shown() string {
	raw, _ := json.Marshal(e.Blocks)
	return Read(e.Text, string(raw))
}

// Buttons are what can be pressed in it, as Slack sends them.
func (e Entry) Buttons() []map[string]any {
	var out []map[string]any
	for _, b := range e.Blocks {
		elements, _ := b["elements"].([]any)
		for _, x := range elements {
			x, _ := x.(map[string]any)
			switch x["type"] {
			case "button":
				out = append(out, map[string]any{"type": "button", "action_id": x["action_id"], "value": x["value"], "text": x["text"], "block_id": "b"})
			case "overflow":
				options, _ := x["options"].([]any)
				for _, o := range options {
					option, _ := o.(map[string]any)
					out = append(out, map[string]any{"type": "overflow", "action_id": x["action_id"], "selected_option": option, "block_id": "b"})
				}
			case "feedback_buttons":
				for _, side := range []string{"positive_button", "negative_button"} {
					side, _ := x[side].(map[string]any)
					out = append(out, map[string]any{"type": "feedback_buttons", "action_id": x["action_id"], "value": side["value"], "text": side["text"], "block_id": "b"})
				}
			}
		}
	}
	return out
}

// Value is what a button, or the choice of a menu, stands for.
func Value(button map[string]any) string {
	if option, ok := button["selected_option"].(map[string]any); ok {
		button = option
	}
	value, _ := button["value"].(string)
	return value
}

// Messages are all messages of a channel, oldest first.
func (l *Local) Messages(channel string) []Entry {
	l.Helper()
	var out struct {
		Messages []Entry `json:"messages"`
	}
	l.Look("messages/"+channel, &out)
	return out.Messages
}

// Until waits for a message that nobody but the bot wrote, the latest first,
// of which is is true.
func (l *Local) Until(channel, what string, is func(Entry) bool) Entry {
	l.Helper()
	for end := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		all := l.Messages(channel)
		for i := len(all) - 1; i >= 0; i-- {
			if all[i].User != Alice && is(all[i]) {
				return all[i]
			}
		}
		if time.Now().After(end) {
			var tail strings.Builder
			for _, m := range all[max(0, len(all)-3):] {
				fmt.Fprintf(&tail, "\n— %s to %q:\n%s", m.User, m.Private, m.Shown())
			}
			l.Fatalf("%q is not in %s; its last messages:%s", what, channel, tail.String())
		}
	}
}

// Read is a post as a person reads it: its blocks, or without them its text.
func Read(text, blocks string) string {
	var list []any
	if blocks != "" && json.Unmarshal([]byte(blocks), &list) == nil && len(list) > 0 {
		var b strings.Builder
		for _, e := range list {
			read(&b, e)
			b.WriteByte('\n')
		}
		return b.String()
	}
	return html.UnescapeString(text)
}

func read(b *strings.Builder, v any) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			read(b, e)
		}
	case map[string]any:
		readElement(b, v)
	}
}

func readElement(b *strings.Builder, v map[string]any) {
	switch v["type"] {
	case "text", "plain_text", "link", "mrkdwn":
		b.WriteString(fmt.Sprint(v["text"]))
	case "citation": // the plain link says it
	case "button":
		read(b, v["text"])
		b.WriteByte(' ')
	case "overflow":
		options, _ := v["options"].([]any)
		for _, o := range options {
			read(b, o.(map[string]any)["text"])
			b.WriteByte(' ')
		}
	case "feedback_buttons":
		read(b, v["positive_button"])
		read(b, v["negative_button"])
	case "table":
		for _, row := range v["rows"].([]any) {
			for _, cell := range row.([]any) {
				read(b, cell)
				b.WriteString(" | ")
			}
			b.WriteByte('\n')
		}
	default:
		read(b, v["text"])
		read(b, v["elements"])
		if kind := fmt.Sprint(v["type"]); strings.HasPrefix(kind, "rich_text_") {
			b.WriteByte('\n')
		}
	}
}
