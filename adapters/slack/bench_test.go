package slack

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"briefingbot/adapters/chat"
)

// bench is a running adapter with a handler that notes what it is asked.
type bench struct {
	*fake
	a      *Adapter
	conf   Config
	deps   Deps
	answer chat.Message

	mu     sync.Mutex
	asked  []chat.Command
	counts map[string]int
}

func newBench(t testing.TB, change func(*bench)) *bench {
	b := &bench{fake: newFake(t), counts: map[string]int{}, answer: chat.Message{Title: "An answer", Blocks: []chat.Block{para("with words")}, Private: true}}
	b.conf = quick(b.URL)
	b.deps = Deps{Memory: chat.NewForgetful(), Count: func(e string) { b.mu.Lock(); b.counts[e]++; b.mu.Unlock() }}
	if change != nil {
		change(b)
	}
	b.start(t)
	return b
}

func (b *bench) start(t testing.TB) {
	a, err := New(b.conf, b.deps)
	if err != nil {
		t.Fatal(err)
	}
	b.a = a
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if err := a.Run(ctx, b.handle); err != nil {
			t.Errorf("Run: %v", err)
		}
	}()
	t.Cleanup(func() { stop(); <-ended })
	eventually(t, "start", func() bool { // Slack was asked who the bot is, and what it says from now on is no longer for that
		why := a.doubt.Load()
		return a.handlerNow() != nil && (b.conf.OAuth != nil || why == nil || *why != errUnasked)
	})
}

func (b *bench) handle(_ context.Context, c chat.Command) chat.Message {
	b.mu.Lock()
	defer b.mu.Unlock()
	if strings.Contains(c.Text, "panic") {
		panic("on purpose")
	}
	b.asked = append(b.asked, c)
	return b.answer
}

func (b *bench) commands() []chat.Command {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]chat.Command{}, b.asked...)
}

// command waits for the nth command, from 1.
func (b *bench) command(t testing.TB, n int) chat.Command {
	t.Helper()
	eventually(t, fmt.Sprint("command ", n), func() bool { return len(b.commands()) >= n })
	return b.commands()[n-1]
}

// heard waits for n posts.
func (b *bench) heard(t testing.TB, n int) said {
	t.Helper()
	eventually(t, fmt.Sprint("post ", n), func() bool { return len(b.everything()) >= n })
	return b.everything()[n-1]
}

func (b *bench) form(t testing.TB, form url.Values) {
	t.Helper()
	if w := send(b.a, signedRequest("secret", formKind, []byte(form.Encode()))); w.Code != http.StatusOK {
		t.Fatalf("the acknowledgement is %d %s", w.Code, w.Body)
	}
}

func (b *bench) event(t testing.TB, id string, inner map[string]any) {
	t.Helper()
	b.rawEvent(t, map[string]any{"type": "event_callback", "team_id": "T1", "event_id": id, "event": inner})
}

func (b *bench) rawEvent(t testing.TB, outer map[string]any) {
	t.Helper()
	raw, _ := json.Marshal(outer)
	if w := send(b.a, signedRequest("secret", jsonKind, raw)); w.Code != http.StatusOK {
		t.Fatalf("the acknowledgement is %d %s", w.Code, w.Body)
	}
}

func (b *bench) interaction(t testing.TB, payload map[string]any) string {
	t.Helper()
	n := gestures.Add(1)
	for k, v := range map[string]any{"trigger_id": fmt.Sprint("t", n), "team": map[string]any{"id": "T1"}, "user": map[string]any{"id": "U1"}} {
		if payload[k] == nil {
			payload[k] = v
		}
	}
	raw, _ := json.Marshal(payload)
	w := send(b.a, signedRequest("secret", formKind, []byte(url.Values{"payload": {string(raw)}}.Encode())))
	if w.Code != http.StatusOK {
		t.Fatalf("the acknowledgement is %d %s", w.Code, w.Body)
	}
	return w.Body.String()
}

func (b *bench) press(t testing.TB, action, value string, more map[string]any) {
	t.Helper()
	payload := map[string]any{"type": "block_actions", "channel": map[string]any{"id": "C1"}, "response_url": fmt.Sprintf("%s/response/%d", b.URL, gestures.Add(1)),
		"container": map[string]any{"type": "message", "message_ts": "9.9", "channel_id": "C1", "is_ephemeral": true},
		"actions":   []any{map[string]any{"type": "button", "action_id": action, "block_id": "b", "value": value, "action_ts": fmt.Sprint(gestures.Load())}}}
	for k, v := range more {
		payload[k] = v
	}
	b.interaction(t, payload)
}
