package slack

import (
	"context"
	"testing"
	"time"

	"briefingbot/adapters/chat"
)

// TestLeaving sends the events by which the bot leaves a channel, each twice,
// and those by which it does not.
func TestLeaving(t *testing.T) {
	told := make(chan string, 20)
	b := newBench(t, func(b *bench) {
		b.deps.Gone = func(_ context.Context, from chat.Channel, why string) {
			told <- from.Platform + " " + from.ID + " " + why
		}
	})
	b.event(t, "E0", map[string]any{"type": "member_left_channel", "channel": "C0", "user": "U2"})
	for i, c := range []struct{ kind, user, want string }{
		{"member_left_channel", "UBOT", "I was removed"},
		{"channel_left", "", "I was removed"},
		{"group_left", "", "I was removed"},
		{"channel_archive", "U2", "the channel was archived"},
		{"group_archive", "", "the channel was archived"},
		{"channel_deleted", "", "the channel was deleted"},
		{"group_deleted", "", "the channel was deleted"},
	} {
		id := "E" + string(rune('1'+i))
		for try := range 2 {
			b.event(t, id, map[string]any{"type": c.kind, "channel": "C" + id, "user": c.user, "try": try})
		}
		select {
		case got := <-told:
			if want := "slack C" + id + " " + c.want; got != want {
				t.Errorf("%s tells %q, want %q", c.kind, got, want)
			}
		case <-time.After(time.Minute):
			t.Fatalf("%s tells nothing", c.kind)
		}
	}
	eventually(t, "second of each", func() bool { b.mu.Lock(); defer b.mu.Unlock(); return b.counts["slack_duplicate"] == 7 })
	if len(told) > 0 {
		t.Errorf("told besides: %q", <-told)
	}
}
