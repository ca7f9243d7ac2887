package matrix

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"maunium.net/go/mautrix/id"
)

// Status is what an administrator wants to know of the connection.
type Status struct {
	User        string
	Device      string               // empty before the first login
	Encryption  bool                 // built, and with a database for the keys
	Verified    bool                 // the device is signed by the bot's own identity
	Rooms       int                  // joined; known with encryption only
	Encrypted   int                  // of Rooms
	Holder      string               // the replica that is connected, over PostgreSQL; empty for none
	Invitations map[id.RoomID]string // that wait, and who sent them
	Synced      time.Time            // when news last came; zero for never
}

// Status tells from what is kept how the bot is connected: it asks no
// homeserver and takes nothing from a replica that runs.
func (a *Adapter) Status(ctx context.Context) (Status, error) {
	s := Status{User: a.conf.User, Encryption: Encryption && a.deps.DB != nil}
	pickle, err := a.pickleKey(ctx, false)
	if err != nil {
		return s, err
	}
	kept, err := a.keptSession(ctx, pickle)
	if err != nil {
		return s, err
	}
	s.Device = string(kept.Device)
	if s.Invitations, err = a.waiting(ctx); err != nil {
		return s, err
	}
	if kept.Device == "" {
		return s, nil
	}
	box, err := a.keptInbox(ctx, kept.Device)
	if err != nil {
		return s, err
	}
	s.Synced = box.At
	if s.Encryption {
		if err := a.lookIntoVault(ctx, kept.Device, pickle, &s); err != nil {
			return s, err
		}
	}
	if a.replicated() {
		s.Holder, err = a.holder(ctx)
	}
	return s, err
}

// waiting are the invitations nobody has accepted, and who sent them.
func (a *Adapter) waiting(ctx context.Context) (map[id.RoomID]string, error) {
	raw, err := a.deps.Memory.Load(ctx, a.key("invitations"))
	if err != nil || raw == nil {
		return nil, wrap("load the matrix invitations", err)
	}
	var all map[id.RoomID]string
	if err := json.Unmarshal(raw, &all); err != nil {
		return nil, fmt.Errorf("read the matrix invitations: %w", err)
	}
	return all, nil
}

// note remembers that an invitation waits, or, with nobody as its sender, that
// it does no longer. It reports whether that is new.
func (a *Adapter) note(ctx context.Context, to id.RoomID, by id.UserID) bool {
	a.inviting.Lock()
	defer a.inviting.Unlock()
	all, err := a.waiting(ctx)
	if err == nil && all[to] == string(by) {
		return false
	}
	if all == nil {
		all = map[id.RoomID]string{}
	}
	if all[to] = string(by); by == "" {
		delete(all, to)
	}
	raw, err := json.Marshal(all)
	if err == nil {
		err = a.deps.Memory.Save(ctx, a.key("invitations"), raw, 0)
	}
	if err != nil {
		a.log.WarnContext(ctx, "matrix invitation is not remembered", "room", to, "error", err)
	}
	return true
}
