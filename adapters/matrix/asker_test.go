//go:build goolm

package matrix

import (
	"context"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/rs/zerolog"
	"maunium.net/go/mautrix"
	"maunium.net/go/mautrix/crypto"
	"maunium.net/go/mautrix/event"
	"maunium.net/go/mautrix/id"
	"maunium.net/go/mautrix/pushrules"
)

// asker is somebody who asks in a room of their own and does not listen.
type asker struct {
	*mautrix.Client
	machine *crypto.OlmMachine
	mu      sync.Mutex
	in      id.RoomID
}

func newAsker(t *testing.T, d *dendrite, name string) *asker {
	t.Helper()
	d.account(t, name)
	c, machine := signIn(t, d, name)
	if err := c.SetPushRuleEnabled(t.Context(), "global", pushrules.OverrideRule, ".m.rule.master", true); err != nil {
		t.Fatal(err) // they have no telephones
	}
	return &asker{Client: c, machine: machine}
}

// open makes the room, with the bot and reader in it.
func (p *asker) open(t *testing.T, reader *asker) {
	empty := ""
	made, err := p.CreateRoom(t.Context(), &mautrix.ReqCreateRoom{Preset: "private_chat", Invite: []id.UserID{theBot, reader.UserID},
		InitialState: []*event.Event{{Type: event.StateEncryption, StateKey: &empty,
			Content: event.Content{Parsed: &event.EncryptionEventContent{Algorithm: id.AlgorithmMegolmV1}}}}})
	if err == nil {
		p.in = made.RoomID
		_, err = reader.JoinRoomByID(t.Context(), p.in)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// takeKeys takes all keys that were sent to this person.
func (p *asker) takeKeys(t *testing.T) {
	for since := ""; ; {
		news, err := p.FullSyncRequest(t.Context(), mautrix.ReqSync{Since: since})
		if err != nil {
			t.Fatal(err)
		}
		p.machine.ProcessSyncResponse(t.Context(), news, since)
		if since != "" && len(news.ToDevice.Events) == 0 {
			return
		}
		since = news.NextBatch
	}
}

// said is what the bot has said in a room, as the homeserver has it.
func (p *asker) said(t *testing.T, in id.RoomID) []*event.Event {
	var all []*event.Event
	for from := ""; ; {
		page, err := p.Messages(t.Context(), in, from, "", mautrix.DirectionBackward, nil, 100)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range page.Chunk {
			if e.RoomID = in; e.Sender == theBot && e.StateKey == nil && e.Type != event.EventReaction {
				all = append(all, e)
			}
		}
		if page.End == "" || page.End == from {
			return all
		}
		from = page.End
	}
}

// ask sends text, for the bot's eyes only.
func (p *asker) ask(ctx context.Context, text string) (id.EventID, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	var sealed *event.EncryptedEventContent
	var err error
	for range 3 {
		if sealed, err = p.machine.EncryptMegolmEvent(ctx, p.in, event.EventMessage, map[string]any{"msgtype": "m.text", "body": text}); err == nil {
			break
		} else if err := p.machine.ShareGroupSession(ctx, p.in, []id.UserID{theBot}); err != nil {
			return "", err
		}
	}
	if err != nil {
		return "", err
	}
	resp, err := p.SendMessageEvent(ctx, p.in, event.EventEncrypted, sealed, mautrix.ReqSendEvent{DontEncrypt: true})
	if err != nil {
		return "", err
	}
	return resp.EventID, nil
}

// parrot answers every message at once with what nobody can read.
func parrot(t *testing.T, d *dendrite, through string) {
	c, _ := signIn(t, d, "bot")
	u, err := url.Parse(through)
	if err != nil {
		t.Fatal(err)
	}
	c.HomeserverURL = u
	s := mautrix.NewDefaultSyncer()
	s.OnEventType(event.StateMember, func(ctx context.Context, e *event.Event) {
		if e.GetStateKey() == string(c.UserID) && e.Content.AsMember().Membership == event.MembershipInvite {
			_, _ = c.JoinRoomByID(ctx, e.RoomID)
		}
	})
	s.OnEventType(event.EventEncrypted, func(ctx context.Context, e *event.Event) {
		if e.Sender == c.UserID {
			return
		}
		go func() {
			_, _ = c.SendMessageEvent(ctx, e.RoomID, event.EventEncrypted, map[string]any{"algorithm": "m.megolm.v1.aes-sha2", "ciphertext": strings.Repeat("x", 3000),
				"m.relates_to": map[string]any{"m.in_reply_to": map[string]any{"event_id": e.ID}}}, mautrix.ReqSendEvent{DontEncrypt: true, TransactionID: answer(e.ID)})
		}()
	})
	c.Syncer = s
	listen(t, c)
}

func signIn(t *testing.T, d *dendrite, name string) (*mautrix.Client, *crypto.OlmMachine) {
	t.Helper()
	c, err := mautrix.NewClient(d.url, "", "")
	if err != nil {
		t.Fatal(err)
	}
	c.Log = zerolog.Nop()
	if _, err := c.Login(t.Context(), &mautrix.ReqLogin{Type: mautrix.AuthTypePassword, Password: password(name), StoreCredentials: true,
		Identifier: mautrix.UserIdentifier{Type: mautrix.IdentifierTypeUser, User: name}}); err != nil {
		t.Fatal(err)
	}
	states := mautrix.NewMemoryStateStore()
	c.StateStore = states
	machine := crypto.NewOlmMachine(c, &c.Log, crypto.NewMemoryStore(nil), states.(crypto.StateStore))
	if err := machine.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := machine.ShareKeys(t.Context(), -1); err != nil {
		t.Fatal(err)
	}
	return c, machine
}

// listen syncs until the test ends.
func listen(t *testing.T, c *mautrix.Client) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		for ctx.Err() == nil {
			_ = c.SyncWithContext(ctx)
		}
	}()
	t.Cleanup(func() { cancel(); <-done })
}
