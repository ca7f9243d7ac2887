package matrix

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
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
