package matrix

import (
	"context"
	"encoding/hex"
	"fmt"
	"net/url"
	"strings"

	"maunium.net/go/mautrix"
	"maunium.net/go/mautrix/event"
	"maunium.net/go/mautrix/id"

	"briefingbot/adapters/chat"
)

var _ chat.Whisperer = (*Adapter)(nil)

// Whisper shows m to one person, in a room of theirs with the bot: Matrix has
// no private messages elsewhere. The room is made when it is first needed,
// encrypted where the bot can.
func (a *Adapter) Whisper(ctx context.Context, _ chat.Channel, user string, m chat.Message) error {
	if err := a.Open(ctx); err != nil {
		return err
	}
	in, err := a.directRoom(ctx, id.UserID(user))
	if err != nil {
		return err
	}
	posts, err := render(m, true)
	if err != nil {
		return err
	}
	q := asked{room: in}
	q.ID = "whisper " + hex.EncodeToString(random(16))
	var before []string
	defer func() { a.conclude(ctx, q, posts, 0, before, notes{}) }()
	for n, p := range posts {
		sent, err := a.sayPatiently(ctx, q, p, n, nil, before)
		if err != nil {
			return fmt.Errorf("whisper part %d of %d: %w", n+1, len(posts), err)
		}
		before = append(before, string(sent))
	}
	return nil
}

// directRoom is the room the bot has with somebody alone. Who has left it is
// invited again.
func (a *Adapter) directRoom(ctx context.Context, with id.UserID) (id.RoomID, error) {
	at := a.key("direct", string(with))
	known, err := a.deps.Memory.Load(ctx, at)
	if err != nil {
		return "", fmt.Errorf("find the room with %s: %w", with, err)
	}
	if known != nil {
		in := id.RoomID(known)
		joined, err := a.client().JoinedMembers(ctx, in)
		if err == nil {
			if _, there := joined.Joined[with]; !there {
				if _, err := a.client().InviteUser(ctx, in, &mautrix.ReqInviteUser{UserID: with}); err == nil { // it fails where one is open
					return in, wrap("share keys with "+string(with), a.vault().expect(ctx, in, with))
				}
			}
			return in, nil
		}
	}
	req := &mautrix.ReqCreateRoom{Preset: "trusted_private_chat", IsDirect: true, Invite: []id.UserID{with}}
	if a.vault() != nil {
		empty := ""
		req.InitialState = []*event.Event{{Type: event.StateEncryption, StateKey: &empty,
			Content: event.Content{Parsed: &event.EncryptionEventContent{Algorithm: id.AlgorithmMegolmV1}}}}
	}
	made, err := a.client().CreateRoom(ctx, req)
	if err != nil {
		return "", judge("make a room with "+string(with), err)
	}
	a.noteRoom(ctx, made.RoomID, true)
	if err := a.vault().expect(ctx, made.RoomID, with); err != nil {
		return "", fmt.Errorf("share keys with %s: %w", with, err)
	}
	return made.RoomID, wrap("remember the room with "+string(with), a.deps.Memory.Save(ctx, at, []byte(made.RoomID), 0))
}

// Link returns an address that opens a posted message in any client, or
// nothing where there is none.
func (a *Adapter) Link(to chat.Channel, posted string) string {
	if !strings.HasPrefix(to.ID, "!") || !strings.HasPrefix(posted, "$") {
		return ""
	}
	_, server, _ := strings.Cut(a.conf.User, ":")
	via := url.Values{"via": {server}}
	if _, home, found := strings.Cut(to.ID, ":"); found && home != server {
		via.Add("via", home)
	}
	return "https://matrix.to/#/" + url.PathEscape(to.ID) + "/" + url.PathEscape(posted) + "?" + via.Encode()
}
