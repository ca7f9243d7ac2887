package slack

import (
	"context"
	"net/url"
	"testing"

	"briefingbot/adapters/chat"
)

func TestManages(t *testing.T) {
	for _, admin := range []bool{false, true} {
		f := newFake(t)
		f.admin = admin
		conf := quick(f.URL)
		conf.Admins = []string{"UCHIEF"}
		a, err := New(conf, Deps{Memory: chat.NewForgetful()})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			user, channel string
			want          bool
		}{{"UANY", desk.ID, admin}, {"UMAKER", desk.ID, true}, {"UCHIEF", desk.ID, true}, {"UMAKER", "D1", admin}} {
			got, err := a.Manages(t.Context(), chat.Channel{Platform: "slack", ID: c.channel}, c.user)
			if err != nil || got != c.want {
				t.Errorf("%s manages %s, workspace admin %v: %v, %v", c.user, c.channel, admin, got, err)
			}
		}
		f.Close()
		b, err := New(conf, Deps{Memory: chat.NewForgetful()})
		if err != nil {
			t.Fatal(err)
		}
		if got, err := b.Manages(t.Context(), desk, "UANY"); got || err == nil {
			t.Errorf("Slack does not answer: %v, %v", got, err)
		}
	}
}

func TestName(t *testing.T) {
	b := newBench(t, nil)
	for id, want := range map[string]string{"C1": "#desk", "G1": "#desk", "D1": "", "U1": ""} {
		if got := b.a.Name(context.Background(), chat.Channel{Platform: "slack", ID: id}); got != want {
			t.Errorf("%s is called %q, want %q", id, got, want)
		}
	}
	b.fake.mu.Lock()
	b.refuse = func(string, url.Values) string { return "channel_not_found" }
	b.fake.mu.Unlock()
	if got := b.a.Name(context.Background(), chat.Channel{Platform: "slack", ID: "C9"}); got != "" {
		t.Errorf("an unknown channel is called %q", got)
	}
}
