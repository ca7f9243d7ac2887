//go:build goolm

package matrix

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"maunium.net/go/mautrix"
	"maunium.net/go/mautrix/crypto"
	"maunium.net/go/mautrix/event"
	"maunium.net/go/mautrix/id"
)

// person is somebody with a client that encrypts.
type person struct {
	*mautrix.Client
	machine *crypto.OlmMachine
	states  mautrix.StateStore

	mu    sync.Mutex
	heard []*event.Event // decrypted, of others and of this person
	wire  []string       // types as the homeserver sent them, of others
}

// newPerson logs somebody in and syncs until the test ends.
func newPerson(t *testing.T, d *dendrite, name string) *person {
	t.Helper()
	c, machine := signIn(t, d, name)
	p := &person{Client: c, states: c.StateStore, machine: machine}
	s := mautrix.NewDefaultSyncer()
	s.OnSync(p.machine.ProcessSyncResponse)
	s.OnEvent(c.StateStoreSyncHandler)
	s.OnEventType(event.StateMember, p.machine.HandleMemberEvent)
	s.OnEvent(p.hear)
	c.Syncer = s
	listen(t, c)
	return p
}

func (p *person) hear(ctx context.Context, e *event.Event) {
	if e.StateKey != nil || e.Type.Class != event.MessageEventType {
		return
	}
	if e.Sender != p.UserID {
		p.mu.Lock()
		p.wire = append(p.wire, e.Type.Type)
		p.mu.Unlock()
	}
	if e.Type == event.EventEncrypted {
		open, err := p.machine.DecryptMegolmEvent(ctx, e)
		if err != nil {
			c := e.Content.AsEncrypted()
			go func() {
				p.machine.WaitForSession(ctx, e.RoomID, c.SenderKey, c.SessionID, longest)
				if open, err := p.machine.DecryptMegolmEvent(ctx, e); err == nil {
					p.keep(open)
				}
			}()
			return
		}
		e = open
	}
	p.keep(e)
}

func (p *person) keep(e *event.Event) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.heard = append(p.heard, e)
}

// find returns an event of another person whose content has text, or nil.
func (p *person) find(text string) *event.Event {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, e := range p.heard {
		if raw := fmt.Sprint(e.Content.Raw); e.Sender != p.UserID && strings.Contains(raw, text) {
			return e
		}
	}
	return nil
}

// count is how many messages of others have text.
func (p *person) count(text string) (n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, e := range p.heard {
		if body, _ := e.Content.Raw["body"].(string); e.Sender != p.UserID && strings.Contains(body, text) {
			n++
		}
	}
	return n
}

func (p *person) await(t *testing.T, text string) *event.Event {
	t.Helper()
	var e *event.Event
	patient(t, "message with "+text, func() bool { e = p.find(text); return e != nil })
	return e
}

// anew is after how long an invitation that nobody takes is sent again.
const anew = 20 * time.Second

// accept joins whatever room somebody is invited to.
func (p *person) accept(t *testing.T) {
	t.Helper()
	patient(t, "invitation", func() bool {
		if joined, err := p.JoinedRooms(context.Background()); err == nil && len(joined.JoinedRooms) > 0 {
			return true
		}
		news, err := p.FullSyncRequest(context.Background(), mautrix.ReqSync{})
		if err != nil {
			return false
		}
		for in := range news.Rooms.Invite {
			_, _ = p.JoinRoomByID(context.Background(), in)
		}
		return false
	})
}

// room makes a room with the bot and waits until it is in.
func (p *person) room(t *testing.T, encrypted bool, with ...id.UserID) id.RoomID {
	t.Helper()
	req := &mautrix.ReqCreateRoom{Preset: "private_chat", Invite: with}
	if encrypted {
		empty := ""
		req.InitialState = []*event.Event{{Type: event.StateEncryption, StateKey: &empty,
			Content: event.Content{Parsed: &event.EncryptionEventContent{Algorithm: id.AlgorithmMegolmV1}}}}
	}
	made, err := p.CreateRoom(context.Background(), req)
	if err != nil {
		t.Fatal(err)
	}
	again := time.Now().Add(anew)
	patient(t, "joining of the bot", func() bool {
		if time.Now().After(again) {
			t.Log("the invitation is sent again")
			for _, who := range with {
				_, _ = p.InviteUser(context.Background(), made.RoomID, &mautrix.ReqInviteUser{UserID: who})
			}
			again = time.Now().Add(anew)
		}
		joined, err := p.JoinedMembers(context.Background(), made.RoomID)
		return err == nil && len(joined.Joined) == 1+len(with)
	})
	return made.RoomID
}

// say sends a message, encrypted where the room is.
func (p *person) say(t *testing.T, in id.RoomID, body string, more map[string]any) id.EventID {
	t.Helper()
	c := map[string]any{"msgtype": "m.text", "body": body}
	for k, v := range more {
		c[k] = v
	}
	sent, err := p.send(context.Background(), in, event.EventMessage, c)
	if err != nil {
		t.Fatal(err)
	}
	return sent
}

func (p *person) send(ctx context.Context, in id.RoomID, kind event.Type, c any) (id.EventID, error) {
	var rule event.EncryptionEventContent
	if err := p.StateEvent(ctx, in, event.StateEncryption, "", &rule); err == nil {
		joined, err := p.JoinedMembers(ctx, in)
		if err != nil {
			return "", err
		}
		var people []id.UserID
		for u := range joined.Joined {
			people = append(people, u)
		}
		for try := 0; ; try++ {
			sealed, err := p.machine.EncryptMegolmEvent(ctx, in, kind, c)
			if err == nil {
				kind, c = event.EventEncrypted, sealed
				break
			}
			if try == 2 {
				return "", err
			}
			if err := p.machine.ShareGroupSession(ctx, in, people); err != nil {
				return "", err
			}
		}
	}
	resp, err := p.SendMessageEvent(ctx, in, kind, c, mautrix.ReqSendEvent{DontEncrypt: true})
	if err != nil {
		return "", err
	}
	return resp.EventID, nil
}
