package matrix

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"maunium.net/go/mautrix"
	"maunium.net/go/mautrix/event"
	"maunium.net/go/mautrix/id"

	"briefingbot/adapters/chat"
)

// rooms is what the adapter knows of its rooms. What it does not know it asks
// the homeserver.
type rooms struct {
	mu    sync.Mutex
	known map[id.RoomID]*room
}

// room is what was learnt of one room, and until when it holds.
type room struct {
	secret  *bool // nil: unknown
	people  *int  // joined, the bot included
	names   map[id.UserID]string
	levels  *event.PowerLevelsEventContent
	joined  time.Time // the bot's own join; zero: unknown, or long ago
	refresh time.Time // everything but joined is forgotten then
}

// roomFor is how long facts hold without news of them in the sync.
const roomFor = 10 * time.Minute

// look calls ask with what is known of a room, under the lock.
func (r *rooms) look(room_ id.RoomID, ask func(*room)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	k := r.known[room_]
	if k == nil {
		k = &room{refresh: time.Now().Add(roomFor)}
		r.known[room_] = k
	}
	if time.Now().After(k.refresh) {
		*k = room{joined: k.joined, refresh: time.Now().Add(roomFor)}
	}
	ask(k)
}

// forget drops what may have changed; the time of the bot's own join stays.
func (r *rooms) forget(room_ id.RoomID) {
	r.look(room_, func(k *room) { *k = room{joined: k.joined, refresh: time.Now().Add(roomFor)} })
}

// secrecy reports whether a room is encrypted. It refuses where the bot may
// not speak: in doubt, unencrypted where encryption is required, encrypted
// where there is none. A room that was encrypted once stays so, whatever the
// homeserver says later.
func (a *Adapter) secrecy(ctx context.Context, to id.RoomID) (bool, error) {
	var known *bool
	a.rooms.look(to, func(k *room) { known = k.secret })
	if known == nil {
		secret, err := a.askSecrecy(ctx, to)
		if err != nil {
			return false, fmt.Errorf("nothing is sent to %s, because it is not known whether it is encrypted: %w", to, err)
		}
		a.rooms.look(to, func(k *room) { k.secret = &secret })
		known = &secret
	}
	switch {
	case !*known && a.conf.RequireEncryption:
		return false, chat.Refused{Reason: "not encrypted", Remedy: "matrix.require_encryption is set: switch encryption on in the room " + string(to) + "."}
	case *known && !Encryption:
		return true, chat.Refused{Reason: "encrypted", Remedy: "This briefingbot was built without encryption: build it with -tags goolm, or use an unencrypted room."}
	case *known && a.vault() == nil:
		return true, chat.Refused{Reason: "encrypted", Remedy: "Encryption needs a database for its keys: configure the store."}
	}
	return *known, nil
}

func (a *Adapter) askSecrecy(ctx context.Context, to id.RoomID) (bool, error) {
	at := a.key("encrypted", string(to))
	once, err := a.deps.Memory.Load(ctx, at)
	if err != nil || once != nil {
		return once != nil, err
	}
	var rule json.RawMessage
	err = patiently(ctx, a.conf.Patience, func() error {
		err := a.client().StateEvent(ctx, to, event.StateEncryption, "", &rule)
		if errors.Is(err, mautrix.MNotFound) {
			rule = nil
			return nil
		}
		return judge("ask whether "+string(to)+" is encrypted", err)
	})
	if err != nil || rule == nil {
		return false, err
	}
	return true, a.deps.Memory.Save(ctx, at, []byte("yes"), 0)
}

// members is how many have joined a room, and the name of one of them.
func (a *Adapter) members(ctx context.Context, in id.RoomID, who id.UserID) (people int, name string, err error) {
	found := false
	a.rooms.look(in, func(k *room) {
		if found = k.people != nil; found {
			people, name = *k.people, k.names[who]
		}
	})
	if found {
		return people, name, nil
	}
	joined, err := a.client().JoinedMembers(ctx, in)
	if err != nil {
		return 0, "", judge("ask who is in "+string(in), err)
	}
	names := map[id.UserID]string{}
	for user, m := range joined.Joined {
		names[user] = m.DisplayName
	}
	people = len(joined.Joined)
	a.rooms.look(in, func(k *room) { k.people, k.names = &people, names })
	return people, names[who], nil
}

// administers reports whether somebody may administer the bot: one of the
// admins, or whoever the room lets change its state.
func (a *Adapter) administers(ctx context.Context, in id.RoomID, who id.UserID) bool {
	if slices.Contains(a.conf.Admins, string(who)) {
		return true
	}
	levels, err := a.levels(ctx, in)
	return err == nil && levels.GetUserLevel(who) >= max(levels.StateDefault(), 50)
}

func (a *Adapter) levels(ctx context.Context, in id.RoomID) (*event.PowerLevelsEventContent, error) {
	var levels *event.PowerLevelsEventContent
	a.rooms.look(in, func(k *room) { levels = k.levels })
	if levels != nil {
		return levels, nil
	}
	levels = &event.PowerLevelsEventContent{}
	if err := a.client().StateEvent(ctx, in, event.StatePowerLevels, "", levels); err != nil && !errors.Is(err, mautrix.MNotFound) {
		return nil, judge("ask for the power levels of "+string(in), err)
	}
	if created, err := a.client().FullStateEvent(ctx, in, event.StateCreate, ""); err == nil {
		levels.CreateEvent = created // from room version 12 on its makers stand above all levels
	}
	a.rooms.look(in, func(k *room) { k.levels = levels })
	return levels, nil
}

// invited joins where it may. Other invitations are left alone: declining one
// would tell a stranger that somebody is here.
func (a *Adapter) invited(ctx context.Context, to id.RoomID, by id.UserID) {
	if from, err := a.deps.Memory.Load(ctx, a.key("successor", string(to))); err == nil && from != nil {
		a.upgraded(ctx, id.RoomID(from), to, by)
		return
	}
	if !a.listed(by) {
		a.note(ctx, to, by)
		a.count("matrix_invite_ignored")
		a.log.InfoContext(ctx, "matrix invitation is not accepted: add who sent it to matrix.inviters", "room", to, "by", by)
		return
	}
	err := patiently(ctx, a.conf.Patience, func() error {
		_, err := a.client().JoinRoomByID(ctx, to)
		return judge("join "+string(to), err)
	})
	if err != nil {
		a.count("matrix_join_failed")
		a.note(ctx, to, by)
		a.log.WarnContext(ctx, "matrix invitation cannot be accepted", "room", to, "error", err)
		return
	}
	a.count("matrix_joined")
	a.rooms.forget(to)
	a.note(ctx, to, "")
	a.offerCommands(ctx, to)
}

// listed reports whether who may invite. A room's id says nothing of who
// stands behind it, so it does not count.
func (a *Adapter) listed(who id.UserID) bool {
	_, server, _ := strings.Cut(string(who), ":")
	return slices.Contains(a.conf.Inviters, string(who)) || server != "" && slices.Contains(a.conf.Inviters, server)
}

// left is told that the bot is no longer in a room.
func (a *Adapter) left(ctx context.Context, from id.RoomID, how event.Membership, by id.UserID) {
	a.rooms.forget(from)
	a.note(ctx, from, "")
	if by == a.client().UserID || how != event.MembershipLeave && how != event.MembershipBan {
		return
	}
	why := "removed by " + string(by)
	if how == event.MembershipBan {
		why = "banned by " + string(by)
	}
	a.count("matrix_removed")
	a.log.WarnContext(ctx, "matrix room has removed the bot", "room", from, "by", by, "how", how)
	if a.deps.Gone != nil {
		a.deps.Gone(ctx, channel(from), why)
	}
}

// upgraded follows a room to its successor, once. Who may upgrade a room may
// take the bot along; the successor must say that it follows this room.
func (a *Adapter) upgraded(ctx context.Context, from, to id.RoomID, by id.UserID) {
	if to == "" {
		return
	}
	mark := a.key("moved", string(from))
	if before, err := a.deps.Memory.Load(ctx, mark); err != nil || before != nil {
		return
	}
	_, server, _ := strings.Cut(string(by), ":")
	err := patiently(ctx, a.conf.Patience, func() error {
		_, err := a.client().JoinRoom(ctx, string(to), &mautrix.ReqJoinRoom{Via: []string{server}})
		return judge("join "+string(to), err)
	})
	var made struct {
		Predecessor struct {
			RoomID id.RoomID `json:"room_id"`
		} `json:"predecessor"`
	}
	if err == nil {
		err = judge("ask what "+string(to)+" follows", a.client().StateEvent(ctx, to, event.StateCreate, "", &made))
	}
	var refused chat.Refused
	if errors.As(err, &refused) && refused.Reason == "M_FORBIDDEN" { // until somebody invites it there
		err = errors.Join(err, a.deps.Memory.Save(ctx, a.key("successor", string(to)), []byte(from), knownFor))
	}
	if err != nil || made.Predecessor.RoomID != from {
		a.count("matrix_upgrade_failed")
		a.log.WarnContext(ctx, "matrix room was upgraded, but cannot be followed: invite the bot to the new one", "from", from, "to", to, "error", err)
		return
	}
	a.rooms.forget(to)
	a.note(ctx, to, "")
	a.count("matrix_upgraded")
	if a.deps.Moved != nil {
		a.deps.Moved(ctx, channel(from), channel(to))
	}
	if err := a.deps.Memory.Save(ctx, mark, []byte(to), 0); err != nil {
		a.log.WarnContext(ctx, "matrix room upgrade is not remembered", "room", from, "error", err)
	}
	a.offerCommands(ctx, to)
}
