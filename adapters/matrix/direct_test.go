package matrix

import (
	"testing"

	"briefingbot/adapters/chat"
)

func TestLink(t *testing.T) {
	a, err := New(quick("http://x"), Deps{Memory: chat.NewForgetful()})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ room, event, want string }{
		{"!a/b:other.org", "$x?y", "https://matrix.to/#/%21a%2Fb:other.org/$x%3Fy?via=example.org&via=other.org"},
		{"!v12", "$x", "https://matrix.to/#/%21v12/$x?via=example.org"},
		{"C1", "$x", ""}, {"!a:b", "", ""},
	} {
		if got := a.Link(chat.Channel{ID: c.room}, c.event); got != c.want {
			t.Errorf("link to %s in %s is %s, want %s", c.event, c.room, got, c.want)
		}
	}
}
