package matrix

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"briefingbot/adapters/chat"
)

// echo answers with what it was asked, and remembers the commands.
type echo struct {
	mu    sync.Mutex
	heard []chat.Command
}

func (e *echo) answer(_ context.Context, c chat.Command) chat.Message {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.heard = append(e.heard, c)
	if c.Button != "" {
		return chat.Message{Title: "Page of " + c.Button, Replace: true, Blocks: []chat.Block{{Kind: chat.Buttons, Choices: []chat.Choice{{Label: "Back", ID: "page1"}}}}}
	}
	if c.Overheard {
		return chat.Message{}
	}
	return chat.Message{Title: "You asked: " + c.Text, Blocks: []chat.Block{{Kind: chat.Buttons, Choices: []chat.Choice{{Label: "More", ID: "page2"}, {Label: "Source 1", ID: "source1"}}}}}
}

func (e *echo) commands() []chat.Command {
	e.mu.Lock()
	defer e.mu.Unlock()
	return slices.Clone(e.heard)
}

func (e *echo) wait(t *testing.T, n int) chat.Command {
	t.Helper()
	eventually(t, fmt.Sprintf("command %d", n), func() bool { return len(e.commands()) >= n })
	return e.commands()[n-1]
}

func TestWhatIsACommand(t *testing.T) {
	f, e := newFake(t), &echo{}
	start(t, quick(f.URL), Deps{}, e.answer)
	text := func(body string, more map[string]any) map[string]any {
		c := map[string]any{"msgtype": "m.text", "body": body}
		for k, v := range more {
			c[k] = v
		}
		return c
	}
	mention := map[string]any{"m.mentions": map[string]any{"user_ids": []string{bot}}}
	for _, c := range []struct {
		room    string
		content map[string]any
		want    string // "-" for no command
	}{
		{desk, text("!briefing who said what?", nil), "who said what?"},
		{desk, text("!Briefing", nil), ""},
		{desk, text("!briefingbot x", nil), "-"},
		{desk, text("just talking", nil), "-"},
		{desk, text("briefingbot: who is Zan", mention), "who is Zan"},
		{desk, text(bot+" topics", mention), "topics"},
		{desk, text("what does briefingbot say", map[string]any{"m.mentions": map[string]any{}}), "-"},
		{desk, text("!briefing from a bot", map[string]any{"msgtype": "m.notice"}), "-"},
		{desk, text("/briefing ask now", map[string]any{"m.mentions": mention["m.mentions"], "org.matrix.msc4391.command": map[string]any{"command": "briefing", "arguments": map[string]any{"words": "ask now"}}}), "ask now"},
		{desk, text("> <@bob:example.org> !briefing no\n\n!briefing yes", nil), "yes"},
		{lobby, text("piantedosi", nil), "piantedosi"},
		{lobby, text("!briefing help", nil), "help"},
	} {
		before := len(e.commands())
		f.say(c.room, alice, "m.room.message", c.content)
		f.text(c.room, alice, "!briefing done")
		eventually(t, "the marker", func() bool { cs := e.commands(); return len(cs) > before && cs[len(cs)-1].Text == "done" })
		got := "-"
		if cs := e.commands(); len(cs) == before+2 {
			got = cs[before].Text
		}
		if got != c.want {
			t.Errorf("%v in %s is the command %q, want %q", c.content, c.room, got, c.want)
		}
	}
	last := e.commands()[0]
	if last.User.ID != alice || last.User.Name != "alice" || last.Channel.ID != desk || last.Direct || last.Channel.Platform != Platform {
		t.Errorf("the command is %+v", last)
	}
}

func TestNobodyElseIsAnswered(t *testing.T) {
	f, e := newFake(t), &echo{}
	f.text(desk, alice, "!briefing from before the bot came")
	conf := quick(f.URL)
	conf.Bots = []string{bob}
	start(t, conf, Deps{}, e.answer)
	f.text(desk, bob, "!briefing from another bot")
	f.text(desk, bot, "!briefing from myself")
	f.mu.Lock()
	f.add(happening{"room_id": desk, "sender": alice, "type": "m.room.message", "origin_server_ts": time.Now().Add(-time.Hour).UnixMilli(), "content": map[string]any{"msgtype": "m.text", "body": "!briefing an hour old"}})
	f.mu.Unlock()
	f.text(desk, alice, "!briefing now")
	if c := e.wait(t, 1); c.Text != "now" {
		t.Errorf("answered %q", c.Text)
	}
	if n := len(e.commands()); n != 1 { // a room's events are taken in order
		t.Errorf("%d commands", n)
	}
}

func relates(c map[string]any) map[string]any { r, _ := c["m.relates_to"].(map[string]any); return r }

// TestConversation goes through a thread: question, answer, follow-up, an
// edited question, a pressed button, a redacted question.
func TestConversation(t *testing.T) {
	f, e := newFake(t), &echo{}
	start(t, quick(f.URL), Deps{}, e.answer)
	question := f.text(desk, alice, "!briefing first")
	eventually(t, "an answer", func() bool { return len(f.visible(desk)) == 1 })
	answer := f.sent(desk, "m.room.message")[0]
	if r := relates(answer.content()); r["rel_type"] != "m.thread" || r["event_id"] != question {
		t.Errorf("the answer relates to %v", r)
	}
	if answer.content()["msgtype"] != "m.notice" {
		t.Errorf("the answer is %v", answer.content()["msgtype"])
	}
	inside := map[string]any{"rel_type": "m.thread", "event_id": question, "is_falling_back": true, "m.in_reply_to": map[string]any{"event_id": answer["event_id"]}}
	f.say(desk, bob, "m.room.message", map[string]any{"msgtype": "m.text", "body": "source 2", "m.relates_to": inside})
	if c := e.wait(t, 2); !c.Overheard || c.Channel.Thread != question || c.Text != "source 2" {
		t.Errorf("overheard %+v", c)
	}
	f.say(desk, alice, "m.room.message", map[string]any{"msgtype": "m.text", "body": "* !briefing second", "m.new_content": map[string]any{"msgtype": "m.text", "body": "!briefing second"},
		"m.relates_to": map[string]any{"rel_type": "m.replace", "event_id": question}})
	eventually(t, "an edited answer", func() bool {
		v := f.visible(desk)
		return len(v) == 1 && strings.Contains(v[0]["body"].(string), "second")
	})
	eventually(t, "a seeded reaction", func() bool { return len(f.sent(desk, "m.reaction")) > 0 })
	if key := relates(f.sent(desk, "m.reaction")[0].content())["key"]; key != "➡️" {
		t.Errorf("the first reaction is %v", key)
	}
	f.say(desk, alice, "m.reaction", map[string]any{"m.relates_to": map[string]any{"rel_type": "m.annotation", "event_id": answer["event_id"], "key": "➡"}})
	eventually(t, "the next page", func() bool {
		v := f.visible(desk)
		return len(v) == 1 && strings.Contains(v[0]["body"].(string), "page2")
	})
	f.say(desk, alice, "m.reaction", map[string]any{"m.relates_to": map[string]any{"rel_type": "m.annotation", "event_id": answer["event_id"], "key": "⬅️"}})
	if c := e.wait(t, 5); c.Button != "page1" || c.ReplyTo != answer["event_id"] {
		t.Errorf("back is %+v", c)
	}
	f.mu.Lock()
	f.add(happening{"room_id": desk, "sender": alice, "type": "m.room.redaction", "redacts": question, "content": map[string]any{}})
	f.mu.Unlock()
	eventually(t, "nothing left", func() bool { return len(f.visible(desk)) == 0 })
}

func TestInvitationsUpgradesAndRemovals(t *testing.T) {
	f, e := newFake(t), &echo{}
	var mu sync.Mutex
	var told []string
	tell := func(s string) { mu.Lock(); defer mu.Unlock(); told = append(told, s) }
	start(t, quick(f.URL), Deps{
		Gone:  func(_ context.Context, c chat.Channel, why string) { tell("gone " + c.ID + " " + why) },
		Moved: func(_ context.Context, from, to chat.Channel) { tell("moved " + from.ID + " " + to.ID) },
	}, e.answer)
	member := func(how, by string) happening {
		return happening{"type": "m.room.member", "sender": by, "state_key": bot, "content": map[string]any{"membership": how}}
	}
	f.mu.Lock()
	f.invites["!good:elsewhere.org"] = member("invite", alice)
	f.invites["!bad:example.org"] = member("invite", "@mallory:evil.example")
	f.left[lobby] = member("ban", bob)
	f.state["!new:example.org/m.room.create"] = map[string]any{"predecessor": map[string]any{"room_id": desk}}
	f.add(happening{"room_id": desk, "sender": alice, "type": "m.room.tombstone", "state_key": "", "content": map[string]any{"replacement_room": "!new:example.org"}})
	f.mu.Unlock()
	eventually(t, "both tellings", func() bool { mu.Lock(); defer mu.Unlock(); return len(told) == 2 })
	slices.Sort(told)
	if want := []string{"gone " + lobby + " banned by " + bob, "moved " + desk + " !new:example.org"}; !slices.Equal(told, want) {
		t.Errorf("told %q", told)
	}
	eventually(t, "typed commands", func() bool {
		f.mu.Lock()
		defer f.mu.Unlock()
		for key, c := range f.state {
			if c["command"] == "briefing" && strings.HasPrefix(key, "!good:elsewhere.org/org.matrix.msc4391.command_description/") {
				return true
			}
		}
		return false
	})
	f.mu.Lock()
	defer f.mu.Unlock()
	slices.Sort(f.joins)
	if want := []string{"!good:elsewhere.org", "!new:example.org"}; !slices.Equal(f.joins, want) {
		t.Errorf("joined %q", f.joins)
	}
}

// TestCrashLosesNothing stops the bot while it answers and starts it again
// with what it remembers.
func TestCrashLosesNothing(t *testing.T) {
	f, memory := newFake(t), chat.NewForgetful()
	conf := quick(f.URL)
	conf.Grace = time.Millisecond
	started := make(chan struct{}, 10)
	slow := func(ctx context.Context, c chat.Command) chat.Message {
		started <- struct{}{}
		<-ctx.Done()
		return chat.Message{Title: "cut short"}
	}
	first := start(t, conf, Deps{Memory: memory}, slow)
	f.text(desk, alice, "!briefing one")
	f.text(desk, alice, "!briefing two")
	<-started
	eventually(t, "both kept", func() bool {
		first.inbox.mu.Lock()
		defer first.inbox.mu.Unlock()
		return len(first.inbox.pending) == 2
	})
	first.stop()
	f.text(desk, bob, "!briefing three, while it was away")
	e := &echo{}
	second := start(t, conf, Deps{Memory: memory}, e.answer)
	eventually(t, "three answers", func() bool { return len(f.visible(desk)) == 3 })
	second.stop()
	third := start(t, conf, Deps{Memory: memory}, e.answer)
	f.text(desk, alice, "!briefing four")
	eventually(t, "four answers", func() bool { return len(f.visible(desk)) == 4 })
	third.stop()
	var asked []string
	for _, c := range e.commands() {
		asked = append(asked, c.Text)
	}
	slices.Sort(asked)
	if want := []string{"four", "one", "three, while it was away", "two"}; !slices.Equal(asked, want) {
		t.Errorf("answered %q", asked)
	}
}

// TestUnknownPositionBeginsAnew has the homeserver forget where the bot was.
func TestUnknownPositionBeginsAnew(t *testing.T) {
	f, e := newFake(t), &echo{}
	var once atomic.Bool
	start(t, quick(f.URL), Deps{}, e.answer)
	f.text(desk, alice, "!briefing one")
	e.wait(t, 1)
	f.breakWith(func(w http.ResponseWriter, r *http.Request, _ func() any) bool {
		if strings.HasSuffix(r.URL.Path, "/sync") && r.URL.Query().Get("since") != "" && once.CompareAndSwap(false, true) {
			f.text(desk, alice, "!briefing two")
			reply(w, trouble{400, "M_UNKNOWN_POS", nil})
			return true
		}
		return false
	})
	f.text(desk, bob, "nothing")
	if c := e.wait(t, 2); c.Text != "two" {
		t.Errorf("answered %q", c.Text)
	}
	f.text(desk, alice, "!briefing three")
	if c := e.wait(t, 3); c.Text != "three" {
		t.Errorf("%q was replayed", c.Text)
	}
}

// TestGapsAreReadBack has more happen between two syncs than one holds.
func TestGapsAreReadBack(t *testing.T) {
	f, e := newFake(t), &echo{}
	f.limit = 3
	hold := make(chan struct{})
	release := sync.OnceFunc(func() { close(hold) })
	defer release()
	a := start(t, quick(f.URL), Deps{}, e.answer)
	f.text(desk, alice, "!briefing 0")
	e.wait(t, 1)
	f.breakWith(func(_ http.ResponseWriter, r *http.Request, _ func() any) bool {
		if strings.HasSuffix(r.URL.Path, "/sync") {
			<-hold
		}
		return false
	})
	for i := 1; i <= 20; i++ {
		f.text(desk, alice, fmt.Sprint("!briefing ", i))
	}
	release()
	eventually(t, "all answers", func() bool { return len(f.visible(desk)) == 21 })
	for i, c := range e.commands() {
		if c.Text != fmt.Sprint(i) {
			t.Errorf("command %d is %q", i, c.Text)
		}
	}
	a.stop()
}

func TestSyncShowsEventsTwice(t *testing.T) {
	f, e := newFake(t), &echo{}
	start(t, quick(f.URL), Deps{}, e.answer)
	event := f.text(desk, alice, "!briefing one")
	e.wait(t, 1)
	f.mu.Lock()
	again := happening{"room_id": desk, "sender": alice, "type": "m.room.message", "event_id": event, "origin_server_ts": time.Now().UnixMilli(), "content": map[string]any{"msgtype": "m.text", "body": "!briefing one"}}
	f.log = append(f.log, again)
	f.wake()
	f.mu.Unlock()
	f.text(desk, alice, "!briefing two")
	if c := e.wait(t, 2); c.Text != "two" {
		t.Errorf("%q was answered twice", c.Text)
	}
}

func TestAdmins(t *testing.T) {
	f, e := newFake(t), &echo{}
	f.state[desk+"/m.room.power_levels"] = map[string]any{"users": map[string]any{bob: 50}}
	f.state["!x/m.room.create"] = map[string]any{}
	conf := quick(f.URL)
	conf.Admins = []string{"@carol:example.org"}
	start(t, conf, Deps{}, e.answer)
	for n, c := range []struct {
		who  string
		want bool
	}{{alice, false}, {bob, true}, {"@carol:example.org", true}} {
		f.text(desk, c.who, "!briefing x")
		if got := e.wait(t, n+1); got.User.Admin != c.want {
			t.Errorf("%s administers: %v", c.who, got.User.Admin)
		}
	}
}

func FuzzMessages(f *testing.F) {
	for _, s := range []string{`{"msgtype":"m.text","body":"!briefing x"}`, `{"body":7}`, `{"m.relates_to":{"rel_type":"m.replace"}}`, `{"msgtype":"m.text","body":"> <@a:b> x","formatted_body":"<a href=\"https://matrix.to/#/@briefingbot:example.org\">x</a>"}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		s, ok := read(raw)
		if !ok {
			return
		}
		s.mentioned(bot)
		if rest, ok := afterPrefix(unquoted(s.Body), "!briefing"); ok && len(rest) > len(s.Body) {
			t.Fatal("text grew")
		}
		if got := withoutNames(s.Body, bot, s.names(bot)); len(got) > len(s.Body)+1 {
			t.Fatal("text grew")
		}
		if s.Typed != nil {
			s.Typed.words()
		}
		_, _ = json.Marshal(s)
	})
}
