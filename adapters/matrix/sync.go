package matrix

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"maunium.net/go/mautrix"
	"maunium.net/go/mautrix/event"
	"maunium.net/go/mautrix/id"

	"briefingbot/adapters/chat"
)

// syncForever asks the homeserver for news until ctx ends. It begins with what
// was not settled when it ran last.
func (a *Adapter) syncForever(ctx context.Context) error {
	if err := a.restore(ctx); err != nil {
		return err
	}
	filter, wait := "", time.Second
	var news chat.Pacer
	for ctx.Err() == nil {
		err := chat.Sleep(ctx, news.Turn("", together))
		if err == nil {
			err = a.waitForRoom(ctx)
		}
		if err == nil && filter == "" {
			filter, err = a.makeFilter(ctx)
		}
		if err == nil {
			err = a.syncOnce(ctx, filter)
		}
		var limited chat.RateLimited
		switch {
		case err == nil:
			wait = time.Second
			continue
		case ctx.Err() != nil:
			return nil
		case errors.Is(err, mautrix.MUnknownToken) && a.conf.AccessToken == "":
			return fmt.Errorf("%w: %w", errLoginEnded, err)
		case errors.Is(err, mautrix.MUnknownToken):
			return err
		case errors.As(err, &limited):
			wait = max(limited.After, 100*time.Millisecond)
		case unknownPosition(err):
			a.log.WarnContext(ctx, "matrix sync begins anew: the homeserver does not know where it was", "error", err)
			a.count("matrix_sync_anew")
			a.inbox.begin("")
		default:
			wait = min(2*wait, 30*time.Second)
		}
		a.count("matrix_sync_failed")
		a.log.WarnContext(ctx, "matrix sync failed; trying again", "error", err, "wait", wait)
		if chat.Sleep(ctx, wait) != nil {
			return nil
		}
	}
	return nil
}

func unknownPosition(err error) bool {
	var refused chat.Refused
	return errors.As(err, &refused) && (refused.Reason == "M_UNKNOWN_POS" || refused.Reason == "M_INVALID_PARAM" || refused.Reason == "M_INVALID_ARGUMENT_VALUE")
}

// errLoginEnded says that the bot must log in again, and can.
var errLoginEnded = errors.New("the homeserver has ended the login")

// together is how far apart two syncs begin at least. Whoever asks alone is
// waited for already; where many ask at once, the homeserver tells of them
// together: to look into all rooms is work for it, however little is new.
const together = 150 * time.Millisecond

// makeFilter asks for what the adapter reads, and no more.
func (a *Adapter) makeFilter(ctx context.Context) (string, error) {
	nothing := &mautrix.FilterPart{NotTypes: []event.Type{{Type: "*"}}}
	f, err := a.client().CreateFilter(ctx, &mautrix.Filter{
		Presence: nothing, AccountData: nothing,
		Room: &mautrix.RoomFilter{Ephemeral: nothing, AccountData: nothing, Timeline: &mautrix.FilterPart{Limit: 50}},
	})
	if err != nil {
		return "", judge("tell the homeserver what to sync", err)
	}
	return f.FilterID, nil
}

// syncOnce takes one answer: first the keys in it, then what it says of rooms,
// then its messages, which are kept before their token is.
func (a *Adapter) syncOnce(ctx context.Context, filter string) error {
	since := a.inbox.token()
	req := mautrix.ReqSync{Timeout: 30_000, Since: since, FilterID: filter}
	if since == "" || a.synced.Load() == 0 {
		req.Timeout = 0
	}
	news, err := a.client().FullSyncRequest(ctx, req)
	if err != nil {
		return judge("sync", err)
	}
	if !a.speaks() {
		return ErrElsewhere
	}
	if err := a.vault().take(ctx, news, since); err != nil {
		return err
	}
	if err := a.vault().lend(ctx, news.FallbackKeys); err != nil {
		a.log.WarnContext(ctx, "matrix homeserver gets no key for when those for strangers are gone; trying again in an hour", "error", err)
	}
	var items []item
	for in, r := range news.Rooms.Join {
		got, err := a.joinedRoom(ctx, in, r, since)
		if err != nil {
			return err
		}
		items = append(items, got...)
	}
	items = append(items, a.membership(ctx, news)...)
	fresh, err := a.keep(ctx, news.NextBatch, items)
	if err != nil {
		return err
	}
	a.synced.Store(time.Now().UnixMilli())
	for _, i := range fresh {
		a.enqueue(i)
	}
	return nil
}

// joinedRoom takes what is new in a room: its state, and the events that are
// to be answered. The first sync ever is full of old messages, which are not;
// one that begins anew has those that came since the last.
func (a *Adapter) joinedRoom(ctx context.Context, in id.RoomID, r *mautrix.SyncJoinedRoom, since string) ([]item, error) {
	var items []item
	for _, e := range append(append([]*event.Event{}, r.State.Events...), r.Timeline.Events...) {
		if e.StateKey == nil {
			continue
		}
		a.takeState(ctx, in, e)
		if e.Type.Type == "m.room.tombstone" && *e.StateKey == "" {
			items = append(items, newItem(in, e, ""))
		}
	}
	if since != "" && r.Timeline.Limited {
		missed, err := a.missed(ctx, in, r.Timeline.PrevBatch, since)
		if err != nil {
			return nil, err
		}
		items = append(items, missed...)
	}
	last := a.inbox.lastSync()
	for _, e := range r.Timeline.Events {
		if i, ok := wanted(in, e); ok && (since != "" || !last.IsZero() && time.UnixMilli(e.Timestamp).After(last.Add(-lookBack))) {
			items = append(items, i)
		}
	}
	return items, nil
}

// missed reads back over a gap in the timeline as far as questions are
// answered, oldest first.
func (a *Adapter) missed(ctx context.Context, in id.RoomID, from, to string) ([]item, error) {
	var back []item
	for page := 0; page < 20 && from != ""; page++ {
		got, err := a.client().Messages(ctx, in, from, to, mautrix.DirectionBackward, nil, 100)
		if err != nil {
			if err = judge("read what was missed in "+string(in), err); errors.As(err, &chat.Refused{}) {
				break // no longer ours to read
			}
			return nil, err
		}
		old := false
		for _, e := range got.Chunk {
			old = old || a.tooOld(e.Timestamp)
			if i, ok := wanted(in, e); ok && e.StateKey == nil {
				back = append(back, i)
			}
		}
		if old || got.End == "" || got.End == from {
			break
		}
		from = got.End
	}
	for i, j := 0, len(back)-1; i < j; i, j = i+1, j-1 {
		back[i], back[j] = back[j], back[i]
	}
	return back, nil
}

func (a *Adapter) tooOld(ms int64) bool { return time.Since(time.UnixMilli(ms)) > a.conf.MaxAge }

// wanted reports whether an event may be somebody's command.
func wanted(in id.RoomID, e *event.Event) (item, bool) {
	switch e.Type.Type {
	case "m.room.message", "m.room.encrypted", "m.reaction", "m.room.redaction":
	default:
		return item{}, false
	}
	return newItem(in, e, ""), e.ID != "" && e.StateKey == nil
}

// newItem is an event to be settled. Invitations come without an id and get
// one.
func newItem(in id.RoomID, e *event.Event, known string) item {
	raw, _ := json.Marshal(e) // it came as JSON
	return item{ID: cmp.Or(string(e.ID), known), Room: in, Event: raw}
}

// takeState takes an event of a room's state.
func (a *Adapter) takeState(ctx context.Context, in id.RoomID, e *event.Event) {
	e.RoomID = in
	e.Type.Class = event.StateEventType
	_ = e.Content.ParseRaw(e.Type) // what cannot be read stays unread
	a.vault().state(ctx, e)
	switch e.Type.Type {
	case "m.room.encryption":
		if err := a.deps.Memory.Save(ctx, a.key("encrypted", string(in)), []byte("yes"), 0); err != nil {
			a.log.ErrorContext(ctx, "matrix room's encryption is not remembered", "room", in, "error", err)
		}
		a.rooms.forget(in)
	case "m.room.power_levels":
		a.rooms.forget(in)
		levels, _ := e.Content.Parsed.(*event.PowerLevelsEventContent)
		a.empowered(in, levels)
	case "m.room.member":
		a.rooms.forget(in)
		if m, ok := e.Content.Parsed.(*event.MemberEventContent); ok && e.GetStateKey() == a.conf.User && m.Membership == event.MembershipJoin && !sameMembership(e) {
			a.rooms.look(in, func(k *room) { k.joined = time.UnixMilli(e.Timestamp) })
		}
	}
}

// sameMembership reports whether a member event changes only a name or a
// picture.
func sameMembership(e *event.Event) bool {
	before := e.Unsigned.PrevContent
	if before == nil {
		return false
	}
	was, _ := before.Raw["membership"].(string)
	is, _ := e.Content.Raw["membership"].(string)
	return was != "" && was == is
}

// membership returns invitations, and rooms the bot is no longer in.
func (a *Adapter) membership(ctx context.Context, news *mautrix.RespSync) []item {
	var items []item
	own := func(e *event.Event) bool { return e.Type.Type == "m.room.member" && e.GetStateKey() == a.conf.User }
	for in, r := range news.Rooms.Invite {
		for _, e := range r.State.Events {
			if own(e) {
				items = append(items, newItem(in, e, chat.Mark("invite "+string(in)+news.NextBatch)))
			}
		}
	}
	for from, r := range news.Rooms.Leave {
		for _, e := range append(r.State.Events, r.Timeline.Events...) {
			if own(e) {
				a.takeState(ctx, from, e)
				items = append(items, newItem(from, e, chat.Mark("leave "+string(from)+news.NextBatch)))
			}
		}
	}
	return items
}
