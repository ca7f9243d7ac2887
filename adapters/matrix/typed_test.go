package matrix

import (
	"strings"
	"testing"
)

// TestCommandsAreOfferedWhereThePowerAllows has the bot come to a room that
// lets it say nothing of its commands, and then does.
func TestCommandsAreOfferedWhereThePowerAllows(t *testing.T) {
	const room = "!office:example.org"
	f, e := newFake(t), &echo{}
	levels := func(users map[string]any) happening {
		f.state[room+"/m.room.power_levels"] = map[string]any{"users": users}
		return happening{"room_id": room, "sender": alice, "type": "m.room.power_levels", "state_key": "", "content": f.state[room+"/m.room.power_levels"]}
	}
	f.members[room] = map[string]bool{alice: true}
	start(t, quick(f.URL), Deps{}, e.answer)
	f.mu.Lock()
	f.invites[room] = memberEvent("invite", alice)
	f.add(levels(map[string]any{alice: 100}))
	f.mu.Unlock()
	offered := func() (n int) {
		f.mu.Lock()
		defer f.mu.Unlock()
		for key, c := range f.state {
			if strings.HasPrefix(key, room+"/org.matrix.msc4391.command_description/") && c["command"] == "briefing" {
				n++
			}
		}
		return n
	}
	eventually(t, "joining", func() bool { f.mu.Lock(); defer f.mu.Unlock(); return f.members[room][bot] })
	f.text(room, alice, "!briefing is it here?")
	if e.wait(t, 1); offered() != 0 {
		t.Error("the commands are offered without the power to")
	}
	f.mu.Lock()
	f.add(levels(map[string]any{alice: 100, bot: 50}))
	f.mu.Unlock()
	eventually(t, "an offer", func() bool { return offered() == 1 })
}
