package slack

import (
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
