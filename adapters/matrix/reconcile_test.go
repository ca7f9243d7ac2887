package matrix

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"briefingbot/adapters/chat"
)

// tellings is what the bot was told of its rooms, in order.
type tellings struct {
	mu   sync.Mutex
	told []string
}

func (s *tellings) gone(_ context.Context, c chat.Channel, why string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.told = append(s.told, c.ID+" "+why)
}

func (s *tellings) all() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.told)
}

func memberEvent(how, by string) happening {
	return happening{"type": "m.room.member", "sender": by, "state_key": bot, "content": map[string]any{"membership": how}}
}

// remove makes somebody remove the bot from a room. It is not told of it.
func (f *fake) remove(room, how, by string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.members[room], bot)
	f.state[room+"/m.room.member/"+bot] = memberEvent(how, by)
}

// TestReconcile removes the bot from rooms and invites it without a word in the
// sync, while it runs and while it does not.
func TestReconcile(t *testing.T) {
	f, e, s, memory := newFake(t), &echo{}, &tellings{}, chat.NewForgetful()
	conf := quick(f.URL)
	conf.Reconcile = 20 * time.Millisecond
	a := start(t, conf, Deps{Memory: memory, Gone: s.gone}, e.answer)
	f.remove(desk, "ban", bob)
	eventually(t, "telling of the ban", func() bool { return len(s.all()) == 1 })

	f.mu.Lock()
	f.told["!good:example.org"], f.told["!bad:example.org"] = true, true
	f.invites["!good:example.org"] = memberEvent("invite", alice)
	f.invites["!bad:example.org"] = memberEvent("invite", "@mallory:evil.example")
	f.mu.Unlock()
	eventually(t, "joining, and one that waits", func() bool {
		f.mu.Lock()
		defer f.mu.Unlock()
		waiting, err := a.waiting(t.Context())
		return slices.Equal(f.joins, []string{"!good:example.org"}) && err == nil && waiting["!bad:example.org"] == "@mallory:evil.example"
	})
	f.mu.Lock()
	delete(f.invites, "!bad:example.org")
	f.mu.Unlock()
	eventually(t, "nothing that waits", func() bool { waiting, err := a.waiting(t.Context()); return err == nil && len(waiting) == 0 })
	a.stop()

	f.remove(lobby, "leave", alice)
	f.mu.Lock()
	f.left["!good:example.org"] = memberEvent("leave", alice)
	delete(f.members["!good:example.org"], bot)
	f.state["!good:example.org/m.room.member/"+bot] = f.left["!good:example.org"]
	f.mu.Unlock()
	a = start(t, conf, Deps{Memory: memory, Gone: s.gone}, e.answer)
	eventually(t, "telling of all removals", func() bool { return len(s.all()) == 3 })
	looked := f.called("joined_rooms")
	eventually(t, "two more looks", func() bool { return f.called("joined_rooms") > looked+1 })
	a.stop()
	told := s.all()
	slices.Sort(told)
	if want := []string{desk + " banned by " + bob, "!good:example.org removed by " + alice, lobby + " removed by " + alice}; !slices.Equal(told, want) {
		t.Errorf("told %q", told)
	}
}

// TestRemovalInTheBotsOwnName is told of a removal as if the bot had left, as
// Dendrite does of one soon after joining: the room knows better.
func TestRemovalInTheBotsOwnName(t *testing.T) {
	f, e, s := newFake(t), &echo{}, &tellings{}
	start(t, quick(f.URL), Deps{Gone: s.gone}, e.answer)
	f.remove(desk, "leave", alice)
	f.mu.Lock()
	f.left[desk] = memberEvent("leave", bot)
	f.left["!never:example.org"] = memberEvent("leave", bob) // an invitation that was withdrawn
	f.wake()
	f.mu.Unlock()
	eventually(t, "telling of the removal", func() bool { return len(s.all()) > 0 })
	f.remove(lobby, "leave", bot)
	f.mu.Lock()
	f.left[lobby] = memberEvent("leave", bot)
	f.wake()
	f.mu.Unlock()
	eventually(t, "telling of both", func() bool { return len(s.all()) > 1 })
	if want := []string{desk + " removed by " + alice, lobby + " my user has left it"}; !slices.Equal(s.all(), want) {
		t.Errorf("told %q", s.all())
	}
}

// TestHomeserverThatContradictsItself leaves a room out of its list that it
// says the bot is in: nobody is told anything.
func TestHomeserverThatContradictsItself(t *testing.T) {
	f, e, s := newFake(t), &echo{}, &tellings{}
	conf := quick(f.URL)
	conf.Reconcile = 20 * time.Millisecond
	start(t, conf, Deps{Gone: s.gone}, e.answer)
	f.remove(desk, "join", bot)
	looked := f.called("joined_rooms")
	eventually(t, "two more looks", func() bool { return f.called("joined_rooms") > looked+1 })
	f.remove(lobby, "leave", alice)
	eventually(t, "telling of a removal", func() bool { return len(s.all()) > 0 })
	if want := []string{lobby + " removed by " + alice}; !slices.Equal(s.all(), want) {
		t.Errorf("told %q", s.all())
	}
}

func (f *fake) called(path string) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.calls[path]
}
