package chattest

import (
	"context"
	"strings"
	"testing"
	"time"

	"briefingbot/adapters/chat"
)

// delivery holds an adapter that can send once and find to what that means.
func delivery(t *testing.T, s Subject) {
	defer s.Close()
	d, ok := s.Adapter.(chat.Delivery)
	if !ok {
		t.Skip("the adapter cannot find what it sent")
	}
	ctx, since := context.Background(), time.Now()
	m := chat.Message{Title: "Parts", Blocks: []chat.Block{text(chat.Paragraph, strings.Repeat("many words of it ", 6000))}}
	parts := freeze(t, d, s.To, m)
	if len(parts) < 2 {
		t.Fatalf("a message of 100,000 characters is %d parts", len(parts))
	}
	for i, p := range freeze(t, d, s.To, m) {
		if p.N != i || string(p.Body) != string(parts[i].Body) {
			t.Errorf("part %d is not frozen: it is part %d, or other bytes, the second time", i, p.N)
		}
	}
	if _, found, err := d.Find(ctx, s.To, "root", since); err != nil || found {
		t.Errorf("found before it was sent: %v, %v", found, err)
	}
	root, err := d.SendOnce(ctx, s.To, parts[0], "root")
	if err != nil || root == "" {
		t.Fatalf("SendOnce: id %q, %v", root, err)
	}
	if _, err := d.SendOnce(ctx, s.To, parts[1], "reply"); err == nil && s.To.Thread == "" {
		t.Error("a part of a thread was sent without its thread")
	}
	thread := s.To
	thread.Thread = root
	reply, err := d.SendOnce(ctx, thread, parts[1], "reply")
	if err != nil || reply == "" || reply == root {
		t.Fatalf("SendOnce into the thread: id %q, %v", reply, err)
	}
	for _, look := range []struct {
		to      chat.Channel
		key, id string
	}{{s.To, "root", root}, {thread, "reply", reply}, {s.To, "other", ""}} {
		id, found, err := d.Find(ctx, look.to, look.key, since)
		if err != nil || id != look.id || found != (look.id != "") {
			t.Errorf("Find %s: %q, %v, %v; want %q", look.key, id, found, err, look.id)
		}
	}
	if id, err := chat.Deliver(ctx, d, s.To, parts[0], "root", since, chat.Patience{Look: time.Millisecond, Again: time.Millisecond}); err != nil || id != root {
		t.Errorf("delivering what is there: %q, %v; want %q", id, err, root)
	}
}

func freeze(t *testing.T, d chat.Sender, to chat.Channel, m chat.Message) []chat.Part {
	t.Helper()
	parts, err := d.Freeze(to, m)
	if err != nil || len(parts) == 0 {
		t.Fatalf("Freeze: %d parts, %v", len(parts), err)
	}
	return parts
}

// editing holds an adapter that can edit to what that means.
func editing(t *testing.T, s Subject) {
	defer s.Close()
	e, ok := s.Adapter.(interface {
		chat.Sender
		chat.Editor
	})
	if !ok {
		t.Skip("the adapter cannot edit")
	}
	post(t, s, chat.Message{Title: "It was 6,000"}, "k")
	id, err := s.Adapter.Post(context.Background(), s.To, chat.Message{Title: "It was 7,000"}, "k2")
	if err != nil {
		t.Fatal(err)
	}
	if err := e.Edit(context.Background(), s.To, id, freeze(t, e, s.To, chat.Message{Title: "Corrected: it was 5,000"})[0]); err != nil {
		t.Fatalf("Edit: %v", err)
	}
	if shown := s.Shown(t); !strings.Contains(shown, "Corrected: it was 5,000") || !strings.Contains(shown, "It was 6,000") {
		t.Errorf("after the edit is shown:\n%s", shown)
	}
}
