//go:build goolm

package matrix

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
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

// botDeps are what a bot with keys in a database of its own stands on.
func botDeps(t *testing.T) Deps {
	return Deps{Memory: chat.NewForgetful(), DB: botDB(t), Dialect: "sqlite3"}
}

// TestRealHomeserver goes through a day in a plain and in an encrypted room.
func TestRealHomeserver(t *testing.T) {
	d := newDendrite(t, true).with(t, "bot", "alice")
	alice := newPerson(t, d, "alice")
	for _, encrypted := range []bool{false, true} {
		t.Run(map[bool]string{false: "plain", true: "encrypted"}[encrypted], func(t *testing.T) {
			e, deps := &echo{}, botDeps(t)
			a := start(t, botConfig(d), deps, e.answer)
			in := alice.room(t, encrypted, theBot)
			day(t, a, e, alice, in, encrypted)
			a.stop()
			again := start(t, botConfig(d), deps, e.answer) // the same device, from the database
			if again.client().DeviceID != a.client().DeviceID {
				t.Errorf("device %s became %s", a.client().DeviceID, again.client().DeviceID)
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
	d := newDendrite(t, false).with(t, "bot", "alice")
	alice := newPerson(t, d, "alice")
	e := &echo{}
	a := start(t, botConfig(d), botDeps(t), e.answer)
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
	d := newDendrite(t, false).with(t, "bot", "alice")
	ctx := context.Background()
	conf := botConfig(d)
	a, err := New(conf, botDeps(t))
	if err != nil {
		t.Fatal(err)
	}
	if s, err := a.Status(ctx); err != nil || s.Device != "" || s.Verified || !s.Encryption {
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
	other, err := New(conf, botDeps(t))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.Verify(ctx); err == nil || !strings.Contains(err.Error(), "MATRIX_RECOVERY_KEY") {
		t.Errorf("a second identity: %v", err)
	}
	conf.RecoveryKey = key
	third, err := New(conf, botDeps(t))
	if err != nil {
		t.Fatal(err)
	}
	if err := third.Check(ctx); err != nil {
		t.Fatal(err)
	}
	if s, err := third.Status(ctx); err != nil || !s.Verified || s.Device == string(a.client().DeviceID) {
		t.Errorf("with the recovery key: %+v, %v", s, err)
	}
	alice := newPerson(t, d, "alice")
	devices, err := alice.machine.FetchKeys(ctx, []id.UserID{theBot}, true)
	if err != nil {
		t.Fatal(err)
	}
	for _, known := range devices[theBot] {
		trust, err := alice.machine.ResolveTrustContext(ctx, known)
		signed := known.DeviceID == a.client().DeviceID || known.DeviceID == third.client().DeviceID
		if err != nil || signed != (trust >= id.TrustStateCrossSignedTOFU) {
			t.Errorf("device %s is trusted %s: %v", known.DeviceID, trust, err)
		}
	}
}

// TestFailsClosed posts where it must not.
func TestFailsClosed(t *testing.T) {
	d := newDendrite(t, false).with(t, "bot", "alice")
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

// TestMissingKey sends what the bot has no key for: it says so once, and goes
// on with what it can read.
func TestMissingKey(t *testing.T) {
	d := newDendrite(t, false).with(t, "bot", "alice")
	ctx := context.Background()
	alice := newPerson(t, d, "alice")
	e := &echo{}
	conf := botConfig(d)
	conf.KeyWait = 200 * time.Millisecond
	start(t, conf, botDeps(t), e.answer)
	in := alice.room(t, true, theBot)
	for range 2 {
		var sealed *event.EncryptedEventContent
		patient(t, "session", func() (ok bool) { // news of the bot's joining ends one
			var err error
			if sealed, err = alice.machine.EncryptMegolmEvent(ctx, in, event.EventMessage, map[string]any{"msgtype": "m.text", "body": "unreadable"}); err != nil {
				_ = alice.machine.ShareGroupSession(ctx, in, nil) // with nobody
				return false
			}
			return true
		})
		if _, err := alice.SendMessageEvent(ctx, in, event.EventEncrypted, sealed, mautrix.ReqSendEvent{DontEncrypt: true}); err != nil {
			t.Fatal(err)
		}
	}
	alice.await(t, "I cannot read this message")
	if err := alice.machine.CryptoStore.RemoveOutboundGroupSession(ctx, in); err != nil {
		t.Fatal(err)
	}
	alice.say(t, in, "readable", nil)
	alice.await(t, "You asked: readable")
	marks, hints := 0, 0
	alice.mu.Lock()
	defer alice.mu.Unlock()
	for _, got := range alice.heard {
		if got.Type == event.EventReaction && relates(got.Content.Raw)["key"] == "❓" {
			marks++
		} else if body, _ := got.Content.Raw["body"].(string); strings.HasPrefix(body, "I cannot read") {
			hints++
		}
	}
	if marks != 2 || hints != 1 || len(e.commands()) != 1 {
		t.Errorf("%d question marks, %d hints, commands %+v", marks, hints, e.commands())
	}
}
