//go:build goolm

package matrix

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"runtime/pprof"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"maunium.net/go/mautrix"
	"maunium.net/go/mautrix/event"
	"maunium.net/go/mautrix/event/cmdschema"
	"maunium.net/go/mautrix/id"

	"briefingbot/adapters/chat"
)

// TestHomeserverRestarts kills the homeserver while the bot syncs.
func TestHomeserverRestarts(t *testing.T) {
	d := newDendrite(t, false).with(t, "bot", "alice")
	alice := newPerson(t, d, "alice")
	e := &echo{}
	start(t, botConfig(d), botDeps(t), e.answer)
	rooms := []id.RoomID{alice.room(t, false, theBot), alice.room(t, true, theBot)}
	for n, in := range rooms {
		alice.say(t, in, fmt.Sprint("before ", n), nil)
		alice.await(t, fmt.Sprint("You asked: before ", n))
	}
	d.stop()
	d.start(t)
	for n, in := range rooms {
		text := fmt.Sprint("afterwards ", n)
		patient(t, "sending", func() bool {
			_, err := alice.send(context.Background(), in, event.EventMessage, map[string]any{"msgtype": "m.text", "body": text})
			return err == nil
		})
		patient(t, "an answer", func() bool {
			return slices.ContainsFunc(e.commands(), func(c chat.Command) bool { return c.Text == text })
		})
	}
}

// TestRealUpgradeAndKick upgrades a room and removes the bot from another.
func TestRealUpgradeAndKick(t *testing.T) {
	d := newDendrite(t, false).with(t, "bot", "alice")
	ctx := context.Background()
	alice := newPerson(t, d, "alice")
	moved, gone := make(chan [2]chat.Channel, 1), make(chan string, 1)
	e := &echo{}
	a := start(t, botConfig(d), Deps{Memory: chat.NewForgetful(), DB: botDB(t), Dialect: "sqlite3",
		Moved: func(_ context.Context, from, to chat.Channel) { moved <- [2]chat.Channel{from, to} },
		Gone:  func(_ context.Context, c chat.Channel, why string) { gone <- c.ID + " " + why }}, e.answer)
	other := alice.room(t, true, theBot)
	for _, encrypted := range []bool{false, true} {
		upgrade(t, alice, alice.room(t, encrypted, theBot), moved)
	}
	fresh := alice.room(t, true, theBot)
	for _, in := range []id.RoomID{fresh, other} { // of the first, the homeserver may say that the bot has left it
		if _, err := alice.KickUser(ctx, in, &mautrix.ReqKickUser{UserID: theBot}); err != nil {
			t.Fatal(err)
		}
		select {
		case told := <-gone:
			if want := string(in) + " removed by @alice:localhost"; told != want {
				t.Errorf("told %q, want %q", told, want)
			}
		case <-time.After(longest):
			t.Errorf("the removal was not told: the last sync was %s ago, and %d events wait", time.Since(a.Synced()), a.crew.Busy())
			_ = pprof.Lookup("goroutine").WriteTo(os.Stderr, 1)
		}
	}
}

// upgrade has a room replaced, and waits until the bot has followed and answers
// in the new one.
func upgrade(t *testing.T, alice *person, old id.RoomID, moved chan [2]chat.Channel) {
	t.Helper()
	var made struct {
		To id.RoomID `json:"replacement_room"`
	}
	u := alice.BuildClientURL("v3", "rooms", old, "upgrade")
	if _, err := alice.MakeRequest(t.Context(), "POST", u, map[string]any{"new_version": "10"}, &made); err != nil {
		t.Fatal(err)
	}
	if _, err := alice.InviteUser(t.Context(), made.To, &mautrix.ReqInviteUser{UserID: theBot}); err != nil {
		t.Logf("inviting into the successor: %v", err)
	}
	select {
	case m := <-moved:
		if m[0].ID != string(old) || m[1].ID != string(made.To) {
			t.Errorf("moved %v", m)
		}
	case <-time.After(longest):
		t.Fatal("the upgrade was not followed")
	}
	alice.say(t, made.To, "!briefing in "+string(made.To), nil)
	alice.await(t, "You asked: in "+string(made.To))
}

// TestWhisper tells somebody something in a room that did not exist.
func TestWhisper(t *testing.T) {
	d := newDendrite(t, false).with(t, "bot", "alice")
	ctx := context.Background()
	alice := newPerson(t, d, "alice")
	e := &echo{}
	a := start(t, botConfig(d), botDeps(t), e.answer)
	for n := range 2 {
		if err := a.Whisper(ctx, chat.Channel{}, "@alice:localhost", chat.Message{Title: fmt.Sprint("psst ", n)}); err != nil {
			t.Fatal(err)
		}
	}
	alice.accept(t)
	alice.await(t, "psst 0")
	if first, second := alice.find("psst 0"), alice.await(t, "psst 1"); first.RoomID != second.RoomID {
		t.Errorf("whispered in %s and in %s", first.RoomID, second.RoomID)
	} else {
		patient(t, "commands that are offered where the bot has the power", func() bool {
			var offered cmdschema.EventContent
			at := (&cmdschema.EventContent{Command: "briefing"}).StateKey(theBot)
			return alice.StateEvent(ctx, first.RoomID, event.StateMSC4391BotCommand, at, &offered) == nil && offered.Command == "briefing"
		})
	}
}

// TestEncryptedMeanwhile has a room encrypted between two tries of one post:
// it is there once, and what comes after it is encrypted.
func TestEncryptedMeanwhile(t *testing.T) {
	d := newDendrite(t, false).with(t, "bot", "alice")
	ctx := context.Background()
	alice := newPerson(t, d, "alice")
	e := &echo{}
	a := start(t, botConfig(d), botDeps(t), e.answer)
	in := alice.room(t, false, theBot)
	parts, err := a.Freeze(channel(in), chat.Message{Title: "sent before"})
	if err != nil {
		t.Fatal(err)
	}
	since := time.Now()
	first, err := a.SendOnce(ctx, channel(in), parts[0], "k")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := alice.SendStateEvent(ctx, in, event.StateEncryption, "", &event.EncryptionEventContent{Algorithm: id.AlgorithmMegolmV1}); err != nil {
		t.Fatal(err)
	}
	patient(t, "encryption", func() bool { secret, err := a.secrecy(ctx, in); return err == nil && secret })
	again, err := chat.Deliver(ctx, a, channel(in), parts[0], "k", since, a.conf.Patience)
	if err != nil || again != first {
		t.Errorf("delivered as %s and as %s: %v", first, again, err)
	}
	if _, err := a.Post(ctx, channel(in), chat.Message{Title: "sent after"}, "k2"); err != nil {
		t.Fatal(err)
	}
	alice.await(t, "sent after")
	alice.mu.Lock()
	defer alice.mu.Unlock()
	if last := alice.wire[len(alice.wire)-1]; last != "m.room.encrypted" {
		t.Errorf("the last event is %s", last)
	}
}

// TestRestartsAtEveryStep stops the bot between the steps of a conversation,
// so that each finds only what was kept.
func TestRestartsAtEveryStep(t *testing.T) {
	for _, encrypted := range []bool{false, true} {
		t.Run(map[bool]string{false: "plain", true: "encrypted"}[encrypted], func(t *testing.T) { everyStep(t, encrypted) })
	}
}

func everyStep(t *testing.T, encrypted bool) {
	d := newDendrite(t, false).with(t, "bot", "alice")
	ctx := context.Background()
	alice := newPerson(t, d, "alice")
	e, deps := &echo{}, botDeps(t)
	a := start(t, botConfig(d), deps, e.answer)
	again := func() { a.stop(); a = start(t, botConfig(d), deps, e.answer) }
	in := alice.room(t, encrypted, theBot)
	again()
	question := alice.say(t, in, "a step", nil)
	answer := alice.await(t, "You asked: a step")
	again()
	if _, err := alice.SendReaction(ctx, in, answer.ID, "➡️"); err != nil {
		t.Fatal(err)
	}
	alice.await(t, "Page of page2")
	a.stop()
	alice.say(t, in, "* edited", map[string]any{"m.new_content": map[string]any{"msgtype": "m.text", "body": "edited while it was away"},
		"m.relates_to": map[string]any{"rel_type": "m.replace", "event_id": question}})
	again()
	alice.await(t, "You asked: edited while it was away")
	again()
	if _, err := alice.RedactEvent(ctx, in, question); err != nil {
		t.Fatal(err)
	}
	patient(t, "retraction", func() bool {
		got, err := alice.GetEvent(ctx, in, answer.ID)
		return err == nil && got.Unsigned.RedactedBecause != nil
	})
	again()
	alice.say(t, in, "the end", nil)
	alice.await(t, "You asked: the end")
	if n := len(e.commands()); n != 4 {
		t.Errorf("%d commands: %+v", n, e.commands())
	}
}

// TestRealRateLimits invites the bot to more rooms at once than the homeserver
// lets it join: it joins them all, later.
func TestRealRateLimits(t *testing.T) {
	d := newDendrite(t, true).with(t, "bot", "alice")
	ctx := context.Background()
	alice := newPerson(t, d, "alice")
	var made []id.RoomID
	for len(made) < 9 {
		r, err := alice.CreateRoom(ctx, &mautrix.ReqCreateRoom{Preset: "private_chat"})
		if err != nil {
			t.Fatal(err)
		}
		made = append(made, r.RoomID)
	}
	for _, in := range made {
		for {
			_, err := alice.InviteUser(ctx, in, &mautrix.ReqInviteUser{UserID: theBot})
			if err == nil {
				break
			}
			time.Sleep(100 * time.Millisecond)
		}
	}
	var limited atomic.Int32
	conf := botConfig(d)
	conf.HTTP = &http.Client{Transport: tripper(func(r *http.Request) (*http.Response, error) {
		resp, err := http.DefaultTransport.RoundTrip(r)
		if err == nil && resp.StatusCode == http.StatusTooManyRequests {
			limited.Add(1)
		}
		return resp, err
	})}
	e := &echo{}
	start(t, conf, botDeps(t), e.answer)
	for _, in := range made { // pending when it started
		patient(t, "joining", func() bool {
			joined, err := alice.JoinedMembers(ctx, in)
			return err == nil && len(joined.Joined) == 2
		})
	}
	if limited.Load() == 0 {
		t.Error("the homeserver limited nothing")
	}
}

type tripper func(*http.Request) (*http.Response, error)

func (f tripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
