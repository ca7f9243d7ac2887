package matrix

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func edit(of, body string) map[string]any {
	return map[string]any{"msgtype": "m.text", "body": "* " + body, "m.new_content": map[string]any{"msgtype": "m.text", "body": body},
		"m.relates_to": map[string]any{"rel_type": "m.replace", "event_id": of}}
}

// TestEditsInThreads edits questions in a thread: one that was answered, one
// that became a question only by the edit, and one of somebody else's.
func TestEditsInThreads(t *testing.T) {
	f, e := newFake(t), &echo{}
	start(t, quick(f.URL), Deps{}, e.answer)
	root := f.text(desk, alice, "!briefing first")
	eventually(t, "an answer", func() bool { return len(f.visible(desk)) == 1 })
	inside := func(body string) map[string]any {
		return map[string]any{"msgtype": "m.text", "body": body, "m.relates_to": inThread(root, root)}
	}
	second := f.say(desk, alice, "m.room.message", inside("!briefing second"))
	eventually(t, "an answer in the thread", func() bool { return len(f.visible(desk)) == 2 })
	f.say(desk, bob, "m.room.message", edit(second, "!briefing bob was here"))
	f.say(desk, alice, "m.room.message", edit(second, "!briefing second, edited"))
	eventually(t, "an edited answer", func() bool {
		v := f.visible(desk)
		return len(v) == 2 && strings.HasPrefix(v[1]["body"].(string), "You asked: second, edited")
	})
	third := f.say(desk, alice, "m.room.message", inside("!breifing third"))
	f.say(desk, alice, "m.room.message", edit(third, "!briefing third"))
	eventually(t, "an answer to what became a question", func() bool { return len(f.visible(desk)) == 3 })
	for _, c := range e.commands() {
		if strings.Contains(c.Text, "bob") {
			t.Errorf("somebody else's edit was answered: %+v", c)
		}
	}
	sent := f.sent(desk, "m.room.message")
	if r := relates(sent[len(sent)-1].content()); r["rel_type"] != "m.thread" || r["event_id"] != root {
		t.Errorf("the last answer relates to %v, not to the thread of %s", r, root)
	}
}

// TestReorderedBatches has the sync tell of an edit and of a redaction before
// what they are of, and of an older message after a newer one.
func TestReorderedBatches(t *testing.T) {
	f, e := newFake(t), &echo{}
	start(t, quick(f.URL), Deps{}, e.answer)
	late := func(id, body string) {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.log = append(f.log, happening{"room_id": desk, "sender": alice, "type": "m.room.message", "event_id": id,
			"origin_server_ts": time.Now().Add(-time.Minute).UnixMilli(), "content": map[string]any{"msgtype": "m.text", "body": body}})
		f.wake()
	}
	f.say(desk, alice, "m.room.message", edit("$edited", "!briefing as edited"))
	f.mu.Lock()
	f.add(happening{"room_id": desk, "sender": alice, "type": "m.room.redaction", "redacts": "$redacted", "content": map[string]any{}})
	f.mu.Unlock()
	f.text(desk, alice, "!briefing newer")
	e.wait(t, 2)
	late("$edited", "!briefing as first written")
	late("$redacted", "!briefing taken back")
	late("$older", "!briefing older")
	e.wait(t, 3)
	var texts []string
	for _, c := range e.commands() {
		texts = append(texts, c.Text)
	}
	if want := []string{"as edited", "newer", "older"}; !slices.Equal(texts, want) {
		t.Errorf("answered %q, want %q", texts, want)
	}
}
