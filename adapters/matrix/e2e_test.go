//go:build goolm

package matrix

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"maunium.net/go/mautrix"
	"maunium.net/go/mautrix/event"
	"maunium.net/go/mautrix/id"

	"briefingbot/adapters/chat"
)

const theBot = id.UserID("@bot:localhost")

func botConfig(d *dendrite) Config {
	return Config{Homeserver: d.url, User: string(theBot), Password: password("bot"), Inviters: []string{"@alice:localhost"}, PerMinute: -1, Pace: -1,
		Patience: chat.Patience{Look: 50 * time.Millisecond, Again: 100 * time.Millisecond}}
}

// TestRealHomeserver goes through a day in a plain and in an encrypted room.
func TestRealHomeserver(t *testing.T) {
	d := newDendrite(t, true)
	d.account(t, "bot")
	d.account(t, "alice")
	alice := newPerson(t, d, "alice")
	for _, encrypted := range []bool{false, true} {
		t.Run(map[bool]string{false: "plain", true: "encrypted"}[encrypted], func(t *testing.T) {
			e, deps := &echo{}, Deps{Memory: chat.NewForgetful(), DB: botDB(t), Dialect: "sqlite3"}
			a := start(t, botConfig(d), deps, e.answer)
			in := alice.room(t, encrypted, theBot)
			day(t, a, e, alice, in, encrypted)
			a.stop()
			again := start(t, botConfig(d), deps, e.answer) // the same device, from the database
			if again.client.DeviceID != a.client.DeviceID {
				t.Errorf("device %s became %s", a.client.DeviceID, again.client.DeviceID)
			}
			alice.say(t, in, "!briefing after a restart", nil)
			alice.await(t, "You asked: after a restart")
			again.stop()
		})
	}
}

func day(t *testing.T, a running, e *echo, alice *person, in id.RoomID, encrypted bool) {
	ctx := context.Background()
	word := fmt.Sprint("nonce", encrypted)
	question := alice.say(t, in, "who said "+word, nil) // a direct conversation: no prefix
	answer := alice.await(t, "You asked: who said "+word)
	alice.say(t, in, "* next "+word, map[string]any{"m.new_content": map[string]any{"msgtype": "m.text", "body": "edited " + word},
		"m.relates_to": map[string]any{"rel_type": "m.replace", "event_id": question}})
	edited := alice.await(t, "You asked: edited "+word)
	if r := relates(edited.Content.Raw); r["rel_type"] != "m.replace" || r["event_id"] != string(answer.ID) {
		t.Errorf("the edit relates to %v", r)
	}
	if _, err := alice.SendReaction(ctx, in, answer.ID, "➡️"); err != nil {
		t.Fatal(err)
	}
	alice.await(t, "Page of page2")

	to := chat.Channel{Platform: Platform, ID: string(in)}
	long := chat.Message{Title: "Digest " + word}
	for i := range 40 {
		long.Blocks = append(long.Blocks, para(strings.Repeat(fmt.Sprintf("sentence %d of %s. ", i, word), 60)))
	}
	since := time.Now()
	root, err := a.Post(ctx, to, long, "digest 1")
	if err != nil {
		t.Fatal(err)
	}
	alice.await(t, "sentence 39 of "+word)
	if again, err := a.Post(ctx, to, long, "digest 1"); err != nil || again != root {
		t.Errorf("posted again as %s: %v", again, err)
	}
	if found, ok, err := a.Find(ctx, to, "digest 1", since); err != nil || !ok || found != root {
		t.Errorf("Find: %q, %v, %v; want %s", found, ok, err, root)
	}
	if _, ok, err := a.Find(ctx, to, "digest 2", since); err != nil || ok {
		t.Errorf("Find of nothing: %v, %v", ok, err)
	}
	parts, err := a.Freeze(to, chat.Message{Title: "Sent once " + word})
	if err != nil {
		t.Fatal(err)
	}
	first, err := a.SendOnce(ctx, to, parts[0], "once")
	if err != nil {
		t.Fatal(err)
	}
	if second, err := a.SendOnce(ctx, to, parts[0], "once"); err != nil || second != first {
		t.Errorf("the same transaction is %s and %s: %v", first, second, err)
	}
	if _, err := alice.RedactEvent(ctx, in, question); err != nil {
		t.Fatal(err)
	}
	patient(t, "retraction", func() bool {
		got, err := alice.GetEvent(ctx, in, answer.ID)
		return err == nil && len(got.Content.Raw) == 0 && got.Content.VeryRaw != nil && string(got.Content.VeryRaw) == "{}" || err == nil && got.Unsigned.RedactedBecause != nil
	})
	if encrypted {
		alice.mu.Lock()
		defer alice.mu.Unlock()
		sealed := false
		for _, kind := range alice.wire {
			sealed = sealed || kind == "m.room.encrypted"
		}
		if !sealed {
			t.Error("nothing came encrypted")
		}
	}
}

// TestNoPlaintextOnTheServer reads what the homeserver keeps.
func TestNoPlaintextOnTheServer(t *testing.T) {
	d := newDendrite(t, false)
	d.account(t, "bot")
	d.account(t, "alice")
	alice := newPerson(t, d, "alice")
	e := &echo{}
	a := start(t, botConfig(d), Deps{Memory: chat.NewForgetful(), DB: botDB(t), Dialect: "sqlite3"}, e.answer)
	in := alice.room(t, true, theBot)
	alice.say(t, in, "secretnonce1", nil)
	alice.await(t, "You asked: secretnonce1")
	if _, err := a.Post(context.Background(), channel(in), chat.Message{Title: "secretnonce2"}, "k"); err != nil {
		t.Fatal(err)
	}
	alice.await(t, "secretnonce2")
	plain := alice.room(t, false, theBot)
	alice.say(t, plain, "opennonce", nil)
	alice.await(t, "You asked: opennonce")
	a.stop()
	d.stop()
	seen := map[string]int{}
	err := filepath.WalkDir(filepath.Join(d.dir), func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		for _, word := range []string{"secretnonce", "opennonce"} {
			seen[word] += bytes.Count(raw, []byte(word))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen["secretnonce"] > 0 || seen["opennonce"] == 0 {
		t.Errorf("the homeserver has the words %v times", seen)
	}
}

// TestVerify signs the bot's device, and has a second device of the bot sign
// itself with the recovery key.
func TestVerify(t *testing.T) {
	d := newDendrite(t, false)
	d.account(t, "bot")
	d.account(t, "alice")
	ctx := context.Background()
	conf := botConfig(d)
	a, err := New(conf, Deps{Memory: chat.NewForgetful(), DB: botDB(t), Dialect: "sqlite3"})
	if err != nil {
		t.Fatal(err)
	}
	if s, err := a.Status(ctx); err != nil || s.Verified || !s.Encryption {
		t.Fatalf("before: %+v, %v", s, err)
	}
	key, err := a.Verify(ctx)
	if err != nil || len(key) < 40 {
		t.Fatalf("Verify: a key of %d characters, %v", len(key), err)
	}
	if s, err := a.Status(ctx); err != nil || !s.Verified {
		t.Errorf("after: %+v, %v", s, err)
	}
	if again, err := a.Verify(ctx); err != nil || again != "" {
		t.Errorf("verifying again: %q, %v", again, err)
	}
	other, err := New(conf, Deps{Memory: chat.NewForgetful(), DB: botDB(t), Dialect: "sqlite3"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.Verify(ctx); err == nil || !strings.Contains(err.Error(), "MATRIX_RECOVERY_KEY") {
		t.Errorf("a second identity: %v", err)
	}
	conf.RecoveryKey = key
	third, err := New(conf, Deps{Memory: chat.NewForgetful(), DB: botDB(t), Dialect: "sqlite3"})
	if err != nil {
		t.Fatal(err)
	}
	if s, err := third.Status(ctx); err != nil || !s.Verified || s.Device == string(a.client.DeviceID) {
		t.Errorf("with the recovery key: %+v, %v", s, err)
	}
	alice := newPerson(t, d, "alice")
	devices, err := alice.machine.FetchKeys(ctx, []id.UserID{theBot}, true)
	if err != nil {
		t.Fatal(err)
	}
	for _, known := range devices[theBot] {
		trust, err := alice.machine.ResolveTrustContext(ctx, known)
		signed := known.DeviceID == a.client.DeviceID || known.DeviceID == third.client.DeviceID
		if err != nil || signed != (trust >= id.TrustStateCrossSignedTOFU) {
			t.Errorf("device %s is trusted %s: %v", known.DeviceID, trust, err)
		}
	}
}

// TestFailsClosed posts where it must not.
func TestFailsClosed(t *testing.T) {
	d := newDendrite(t, false)
	d.account(t, "bot")
	d.account(t, "alice")
	ctx := context.Background()
	alice := newPerson(t, d, "alice")
	e := &echo{}
	conf := botConfig(d)
	conf.RequireEncryption = true
	a := start(t, conf, Deps{Memory: chat.NewForgetful()}, e.answer) // no database: no keys
	plain, sealed := alice.room(t, false, theBot), alice.room(t, true, theBot)
	for room, remedy := range map[id.RoomID]string{plain: "require_encryption", sealed: "database"} {
		var refused chat.Refused
		if _, err := a.Post(ctx, channel(room), chat.Message{Title: "no"}, string(room)); !errors.As(err, &refused) || !strings.Contains(refused.Remedy, remedy) {
			t.Errorf("post: %v", err)
		}
	}
	alice.say(t, sealed, "can you read this?", nil)
	patient(t, "a question mark", func() bool {
		alice.mu.Lock()
		defer alice.mu.Unlock()
		for _, got := range alice.heard {
			if got.Type == event.EventReaction && relates(got.Content.Raw)["key"] == "❓" {
				return true
			}
		}
		return false
	})
	if _, err := a.Post(ctx, chat.Channel{Platform: Platform, ID: "!nowhere:localhost"}, chat.Message{Title: "no"}, "k"); err == nil {
		t.Error("posted to nowhere")
	}
}

// TestHomeserverRestarts kills the homeserver while the bot syncs.
func TestHomeserverRestarts(t *testing.T) {
	d := newDendrite(t, false)
	d.account(t, "bot")
	d.account(t, "alice")
	alice := newPerson(t, d, "alice")
	e := &echo{}
	start(t, botConfig(d), Deps{Memory: chat.NewForgetful(), DB: botDB(t), Dialect: "sqlite3"}, e.answer)
	in := alice.room(t, true, theBot)
	alice.say(t, in, "before", nil)
	alice.await(t, "You asked: before")
	d.stop()
	d.start(t)
	patient(t, "sending", func() bool {
		_, err := alice.send(context.Background(), in, event.EventMessage, map[string]any{"msgtype": "m.text", "body": "afterwards"})
		return err == nil
	})
	patient(t, "an answer", func() bool {
		for _, c := range e.commands() {
			if c.Text == "afterwards" {
				return true
			}
		}
		return false
	})
}

// TestRealUpgradeAndKick upgrades a room and removes the bot from another.
func TestRealUpgradeAndKick(t *testing.T) {
	d := newDendrite(t, false)
	d.account(t, "bot")
	d.account(t, "alice")
	ctx := context.Background()
	alice := newPerson(t, d, "alice")
	moved, gone := make(chan [2]chat.Channel, 1), make(chan chat.Channel, 1)
	e := &echo{}
	start(t, botConfig(d), Deps{Memory: chat.NewForgetful(), DB: botDB(t), Dialect: "sqlite3",
		Moved: func(_ context.Context, from, to chat.Channel) { moved <- [2]chat.Channel{from, to} },
		Gone:  func(_ context.Context, c chat.Channel, _ string) { gone <- c }}, e.answer)
	old, other := alice.room(t, false, theBot), alice.room(t, true, theBot)
	var made struct {
		To id.RoomID `json:"replacement_room"`
	}
	u := alice.BuildClientURL("v3", "rooms", old, "upgrade")
	if _, err := alice.MakeRequest(ctx, "POST", u, map[string]any{"new_version": "10"}, &made); err != nil {
		t.Fatal(err)
	}
	if _, err := alice.InviteUser(ctx, made.To, &mautrix.ReqInviteUser{UserID: theBot}); err != nil {
		t.Logf("inviting into the successor: %v", err)
	}
	select {
	case m := <-moved:
		if m[0].ID != string(old) || m[1].ID != string(made.To) {
			t.Errorf("moved %v", m)
		}
	case <-time.After(30 * time.Second):
		t.Error("the upgrade was not followed")
	}
	if _, err := alice.KickUser(ctx, other, &mautrix.ReqKickUser{UserID: theBot}); err != nil {
		t.Fatal(err)
	}
	select {
	case c := <-gone:
		if c.ID != string(other) {
			t.Errorf("gone from %v", c)
		}
	case <-time.After(30 * time.Second):
		t.Error("the removal was not told")
	}
}

// TestWhisper tells somebody something in a room that did not exist.
func TestWhisper(t *testing.T) {
	d := newDendrite(t, false)
	d.account(t, "bot")
	d.account(t, "alice")
	ctx := context.Background()
	alice := newPerson(t, d, "alice")
	e := &echo{}
	a := start(t, botConfig(d), Deps{Memory: chat.NewForgetful(), DB: botDB(t), Dialect: "sqlite3"}, e.answer)
	alice.Syncer.(*mautrix.DefaultSyncer).OnEventType(event.StateMember, func(ctx context.Context, ev *event.Event) {
		if ev.GetStateKey() == alice.UserID.String() && ev.Content.AsMember().Membership == event.MembershipInvite {
			_, _ = alice.JoinRoomByID(ctx, ev.RoomID)
		}
	})
	for n := range 2 {
		if err := a.Whisper(ctx, chat.Channel{}, "@alice:localhost", chat.Message{Title: fmt.Sprint("psst ", n)}); err != nil {
			t.Fatal(err)
		}
	}
	alice.await(t, "psst 0")
	if first, second := alice.find("psst 0"), alice.await(t, "psst 1"); first.RoomID != second.RoomID {
		t.Errorf("whispered in %s and in %s", first.RoomID, second.RoomID)
	}
}

// TestEncryptedMeanwhile has a room encrypted between two tries of one post:
// it is there once, and what comes after it is encrypted.
func TestEncryptedMeanwhile(t *testing.T) {
	d := newDendrite(t, false)
	d.account(t, "bot")
	d.account(t, "alice")
	ctx := context.Background()
	alice := newPerson(t, d, "alice")
	e := &echo{}
	a := start(t, botConfig(d), Deps{Memory: chat.NewForgetful(), DB: botDB(t), Dialect: "sqlite3"}, e.answer)
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
	d := newDendrite(t, false)
	d.account(t, "bot")
	d.account(t, "alice")
	ctx := context.Background()
	alice := newPerson(t, d, "alice")
	e, deps := &echo{}, Deps{Memory: chat.NewForgetful(), DB: botDB(t), Dialect: "sqlite3"}
	a := start(t, botConfig(d), deps, e.answer)
	again := func() { a.stop(); a = start(t, botConfig(d), deps, e.answer) }
	in := alice.room(t, true, theBot)
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
	d := newDendrite(t, true)
	d.account(t, "bot")
	d.account(t, "alice")
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
	start(t, conf, Deps{Memory: chat.NewForgetful(), DB: botDB(t), Dialect: "sqlite3"}, e.answer)
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
