package matrix

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"

	"maunium.net/go/mautrix"
	"maunium.net/go/mautrix/event"
	"maunium.net/go/mautrix/id"

	"briefingbot/adapters/chat"
)

// reconcile compares what the bot believes with what the homeserver knows,
// every Config.Reconcile until ctx ends. The sync tells once of an invitation
// or a removal, and homeservers have lost both; and an invitation may be older
// than the leave to accept it.
func (a *Adapter) reconcile(ctx context.Context) {
	a.logReconciling(ctx, a.reconcileInvitations(ctx))
	for chat.Sleep(ctx, a.conf.Reconcile) == nil {
		a.logReconciling(ctx, errors.Join(a.reconcileRooms(ctx), a.reconcileInvitations(ctx)))
	}
}

func (a *Adapter) logReconciling(ctx context.Context, err error) {
	if err != nil && ctx.Err() == nil {
		a.log.WarnContext(ctx, "matrix rooms cannot be compared with the homeserver's; trying again", "error", err, "wait", a.conf.Reconcile)
	}
}

// reconcileRooms takes leave of rooms the bot believes to be in and is not.
// What it believes is read first: it joins rooms meanwhile.
func (a *Adapter) reconcileRooms(ctx context.Context) error {
	believed, err := a.joined(ctx)
	if err != nil {
		return err
	}
	now, err := a.client().JoinedRooms(ctx)
	if err != nil {
		return judge("ask which rooms the bot is in", err)
	}
	found := slices.DeleteFunc(slices.Clone(now.JoinedRooms), func(in id.RoomID) bool { return believed[in] })
	if err := a.belong(ctx, true, found...); err != nil {
		return err
	}
	for in := range believed {
		if !slices.Contains(now.JoinedRooms, in) {
			a.crew.Take("room "+string(in), func(ctx context.Context) { a.miss(ctx, in) })
		}
	}
	return nil
}

// miss takes leave of a room, if the homeserver says so of that room, too.
func (a *Adapter) miss(ctx context.Context, from id.RoomID) {
	in, err := a.belongs(ctx, from)
	if err != nil || !in {
		return // the sync has told of it
	}
	how, by, err := a.belonging(ctx, from)
	if err != nil || how == event.MembershipJoin {
		return
	}
	a.count("matrix_reconciled")
	a.rooms.forget(from)
	a.tellGone(ctx, from, how, by)
}

// pending asks for the invitations that wait, and for as little else as a sync
// can: of rooms, one that does not exist.
const pending = `{"presence":{"not_types":["*"]},"account_data":{"not_types":["*"]},"room":{"rooms":["!none"],` +
	`"ephemeral":{"not_types":["*"]},"account_data":{"not_types":["*"]},"state":{"not_types":["*"]},"timeline":{"limit":1}}}`

// reconcileInvitations deals with those that wait, and forgets those that were
// withdrawn.
func (a *Adapter) reconcileInvitations(ctx context.Context) error {
	noted, err := a.waiting(ctx)
	if err != nil {
		return err
	}
	news, err := a.client().FullSyncRequest(ctx, mautrix.ReqSync{FilterID: pending})
	if err != nil {
		return judge("ask which invitations wait", err)
	}
	for to, r := range news.Rooms.Invite {
		for _, e := range r.State.Events {
			if e.Type.Type == "m.room.member" && e.GetStateKey() == a.conf.User {
				a.crew.Take("room "+string(to), func(ctx context.Context) { a.invited(ctx, to, e.Sender) })
			}
		}
	}
	for to := range noted {
		if _, waits := news.Rooms.Invite[to]; !waits {
			a.crew.Take("room "+string(to), func(ctx context.Context) { a.note(ctx, to, "") })
		}
	}
	return nil
}

// joined are the rooms the bot believes to be in; nil before the homeserver was
// asked for the first time.
func (a *Adapter) joined(ctx context.Context) (map[id.RoomID]bool, error) {
	raw, err := a.deps.Memory.Load(ctx, a.key("joined"))
	if err != nil || raw == nil {
		return nil, wrap("load the matrix rooms", err)
	}
	in := map[id.RoomID]bool{}
	return in, wrap("read the matrix rooms", json.Unmarshal(raw, &in))
}

// belongs reports whether the bot believes to be in a room, or cannot know.
func (a *Adapter) belongs(ctx context.Context, in id.RoomID) (bool, error) {
	all, err := a.joined(ctx)
	return all == nil || all[in], err
}

// belong remembers that the bot is in rooms, or is not.
func (a *Adapter) belong(ctx context.Context, is bool, rooms ...id.RoomID) error {
	a.inviting.Lock()
	defer a.inviting.Unlock()
	before, err := a.joined(ctx)
	if err != nil {
		return err
	}
	all := map[id.RoomID]bool{}
	maps.Copy(all, before)
	for _, in := range rooms {
		if all[in] = true; !is {
			delete(all, in)
		}
	}
	if before != nil && maps.Equal(before, all) {
		return nil
	}
	raw, err := json.Marshal(all)
	if err == nil {
		err = a.deps.Memory.Save(ctx, a.key("joined"), raw, 0)
	}
	return wrap("keep the matrix rooms", err)
}

// noteRoom remembers that the bot is in a room, or is not. Before it knows of
// all others that would say that it is in no other.
func (a *Adapter) noteRoom(ctx context.Context, in id.RoomID, is bool) {
	all, err := a.joined(ctx)
	if err == nil && all != nil {
		err = a.belong(ctx, is, in)
	}
	if err != nil {
		a.log.WarnContext(ctx, "matrix room is not remembered", "room", in, "error", err)
	}
}
