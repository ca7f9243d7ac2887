package matrix

import (
	"testing"

	"briefingbot/adapters/chat"
)

func TestManages(t *testing.T) {
	f, e := newFake(t), &echo{}
	f.state[desk+"/m.room.power_levels"] = map[string]any{"users": map[string]any{bob: 50}}
	f.state["!other:example.org/m.room.power_levels"] = map[string]any{"users": map[string]any{alice: 50}}
	conf := quick(f.URL)
	conf.Admins = []string{"@carol:example.org"}
	a := start(t, conf, Deps{}, e.answer)
	for _, c := range []struct {
		who, in string
		want    bool
	}{{alice, desk, false}, {bob, desk, true}, {bob, "!other:example.org", false}, {alice, "!other:example.org", true}, {"@carol:example.org", desk, true}} {
		got, err := a.Manages(t.Context(), chat.Channel{Platform: Platform, ID: c.in}, c.who)
		if err != nil || got != c.want {
			t.Errorf("%s manages %s: %v, %v", c.who, c.in, got, err)
		}
	}
}
