package slack

import "testing"

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
