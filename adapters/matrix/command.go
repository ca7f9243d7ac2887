package matrix

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"maunium.net/go/mautrix/event"
	"maunium.net/go/mautrix/id"

	"briefingbot/adapters/chat"
)

// asked is a command with what it takes to answer it.
type asked struct {
	chat.Command
	room  id.RoomID
	reply string    // the event the answer replies to
	root  string    // of the thread the answer goes into; empty for the room itself
	old   *answered // what answered the question before it was edited
	turn  string    // what is to be replaced by an answer that replaces
}

// handle does what an event asks for and settles it. What ctx cut short stays
// for the next run.
func (a *Adapter) handle(ctx context.Context, i item) {
	if done, err := a.deps.Memory.Load(ctx, a.key("done", i.ID)); err == nil && done != nil {
		a.count("matrix_duplicate")
		a.inbox.drop(i.ID)
		return
	}
	var in incoming
	if json.Unmarshal(i.Event, &in) != nil {
		a.settle(ctx, i.ID)
		return
	}
	in.ID = cmp.Or(in.ID, i.ID)
	switch {
	case in.Type == "m.room.member":
		a.takeMembership(ctx, i.Room, in)
	case in.Type == "m.room.tombstone":
		var t event.TombstoneEventContent
		if json.Unmarshal(in.Content, &t) == nil {
			a.upgraded(ctx, i.Room, t.ReplacementRoom, id.UserID(in.Sender))
		}
	case a.ignored(ctx, i.Room, in):
	case in.Type == "m.room.encrypted":
		a.takeSealed(ctx, i, in)
		return // it settles itself
	default:
		a.take(ctx, i.Room, in)
	}
	if ctx.Err() == nil {
		a.settle(ctx, i.ID)
	}
}

func (a *Adapter) takeMembership(ctx context.Context, in id.RoomID, e incoming) {
	var m event.MemberEventContent
	if json.Unmarshal(e.Content, &m) != nil {
		return
	}
	if m.Membership == event.MembershipInvite {
		a.invited(ctx, in, id.UserID(e.Sender))
		return
	}
	a.left(ctx, in, m.Membership, id.UserID(e.Sender))
}

// ignored reports whether an event is nobody's command: the bot's own, another
// bot's, older than the bot's time in the room, or too old to answer.
func (a *Adapter) ignored(_ context.Context, in id.RoomID, e incoming) bool {
	var joined time.Time
	a.rooms.look(in, func(k *room) { joined = k.joined })
	switch {
	case e.Sender == a.conf.User || e.Sender == "" || slices.Contains(a.conf.Bots, e.Sender):
		return true
	case time.UnixMilli(e.Time).Before(joined), a.tooOld(e.Time):
		a.count("matrix_too_old")
		return true
	}
	return false
}

// take answers an event that is not, or no longer, encrypted.
func (a *Adapter) take(ctx context.Context, in id.RoomID, e incoming) {
	s, ok := read(e.Content)
	if !ok {
		return
	}
	switch e.Type {
	case "m.room.message":
		a.takeMessage(ctx, in, e, s)
	case "m.reaction":
		a.takeReaction(ctx, in, e, s)
	case "m.room.redaction":
		a.retract(ctx, in, cmp.Or(s.Redacts, e.Redacts), e.ID)
	}
}

// takeMessage answers a question, or the new wording of one.
func (a *Adapter) takeMessage(ctx context.Context, in id.RoomID, e incoming, s said) {
	if s.Relates.Kind == "m.replace" {
		a.takeEdit(ctx, in, e, s)
		return
	}
	a.takeWording(ctx, in, e, s, e.ID, nil)
}

// takeWording answers what somebody wrote in the event question, if it is for
// the bot. m.notice is what bots say, and is never answered.
func (a *Adapter) takeWording(ctx context.Context, in id.RoomID, e incoming, s said, question string, was *answered) {
	if s.Kind != "m.text" && s.Kind != "m.emote" {
		return
	}
	q := asked{room: in, reply: question, old: was}
	q.ID = e.ID
	q.User = chat.User{ID: e.Sender}
	q.Channel = channel(in)
	if s.Relates.Kind == "m.thread" {
		q.Channel.Thread, q.root, q.ReplyTo = s.Relates.Event, s.Relates.Event, s.Relates.Event
	}
	if reply := s.Relates.Reply.Event; reply != "" && !(s.Relates.Kind == "m.thread" && s.Relates.Falls) {
		q.ReplyTo = reply
	}
	people, name, err := a.members(ctx, in, id.UserID(e.Sender))
	if err != nil {
		a.log.WarnContext(ctx, "matrix room does not say who is in it", "room", in, "error", err)
	}
	q.User.Name = cmp.Or(name, e.Sender)
	q.Direct = err == nil && people <= 2
	if !a.addressed(ctx, &q, s) {
		return
	}
	if q.root == "" && !q.Direct {
		q.root = question
	}
	q.User.Admin = a.administers(ctx, in, id.UserID(e.Sender))
	a.serve(ctx, q, s.Relates)
}

// addressed reports whether the bot is to answer s, and sets what it says to
// the bot.
func (a *Adapter) addressed(ctx context.Context, q *asked, s said) bool {
	body := strings.TrimSpace(unquoted(s.Body))
	if rest, ok := afterPrefix(body, a.conf.Prefix); ok {
		q.Text = rest
		return true
	}
	if s.Typed != nil && s.Mentions != nil && len(s.Mentions.Users) == 1 && s.Mentions.Users[0] == a.conf.User {
		q.Text = s.Typed.words()
		return true
	}
	q.Text = body
	if s.mentioned(a.conf.User) {
		q.Text = withoutNames(body, a.conf.User, append(s.names(a.conf.User), a.ownName(ctx, q.room)))
		return true
	}
	if q.Direct {
		return body != ""
	}
	if q.ReplyTo != "" && q.ReplyTo != q.Channel.Thread && a.said(ctx, q.ReplyTo) != nil {
		return body != ""
	}
	q.Overheard = q.Channel.Thread != "" && a.inThread(ctx, q.room, q.Channel.Thread)
	return q.Overheard && body != ""
}

func (a *Adapter) ownName(ctx context.Context, in id.RoomID) string {
	_, name, _ := a.members(ctx, in, a.client().UserID)
	return name
}

// keysSoon is how long a room waits for the key of a message; after that only
// the message waits, for Config.KeyWait.
const keysSoon = 3 * time.Second

// takeSealed decrypts an event and answers it.
func (a *Adapter) takeSealed(ctx context.Context, i item, in incoming) {
	open, err := a.unsealEvent(ctx, i, in, min(keysSoon, a.conf.KeyWait), false)
	if errors.Is(err, errNoKey) {
		a.crew.Aside(func(ctx context.Context) {
			open, err := a.unsealEvent(ctx, i, in, a.conf.KeyWait, true)
			a.crew.Take("room "+string(i.Room), func(ctx context.Context) { a.takeUnsealed(ctx, i, open, err) })
		})
		return
	}
	a.takeUnsealed(ctx, i, open, err)
}

func (a *Adapter) takeUnsealed(ctx context.Context, i item, open incoming, err error) {
	switch {
	case ctx.Err() != nil:
		return
	case !a.inbox.holds(i.ID): // edited or taken back meanwhile
		return
	case err != nil:
		a.count("matrix_undecryptable")
		a.log.WarnContext(ctx, "matrix message cannot be decrypted", "room", i.Room, "error", err)
		a.explain(ctx, i.Room, open)
	default:
		a.take(ctx, i.Room, open)
	}
	if ctx.Err() == nil {
		a.settle(ctx, i.ID)
	}
}

// errNoKey says that the key of an event has not arrived, errNotKept that the
// database does not take what was done: it was not done then.
var (
	errNoKey   = errors.New("its key has not arrived")
	errNotKept = errors.New("the matrix keys cannot be kept")
)

// unsealEvent decrypts an event, waiting for its key, and asking for it. What
// the event answers stays outside the encryption.
func (a *Adapter) unsealEvent(ctx context.Context, i item, in incoming, wait time.Duration, request bool) (incoming, error) {
	if a.vault() == nil {
		return in, errors.New("this briefingbot has no encryption: build it with -tags goolm and configure the store")
	}
	var e event.Event
	if err := json.Unmarshal(i.Event, &e); err != nil {
		return in, err
	}
	e.RoomID = i.Room
	open, err := a.vault().decryptWaiting(ctx, &e, wait, request)
	for err != nil && !errors.Is(err, errNoKey) && (errors.Is(err, errNotKept) || a.vault().alive(ctx) != nil) { // not the event's fault
		if err := chat.Sleep(ctx, time.Second); err != nil {
			return in, err
		}
		open, err = a.vault().decryptWaiting(ctx, &e, wait, request)
	}
	if err != nil {
		return in, err
	}
	raw, err := json.Marshal(open.Content.Raw)
	if err != nil {
		return in, err
	}
	outer, _ := read(in.Content)
	if inner, ok := read(raw); ok && inner.Relates.Kind == "" && inner.Relates.Reply.Event == "" && (outer.Relates.Kind != "" || outer.Relates.Reply.Event != "") {
		with := map[string]any{}
		for k, v := range open.Content.Raw {
			with[k] = v
		}
		var envelope map[string]any
		_ = json.Unmarshal(in.Content, &envelope)
		with["m.relates_to"] = envelope["m.relates_to"]
		raw, _ = json.Marshal(with)
	}
	in.Type, in.Content = open.Type.Type, raw
	return in, nil
}

// explain tells somebody that a message of theirs cannot be read: by one
// reaction, and, once a day and room, in words.
func (a *Adapter) explain(ctx context.Context, in id.RoomID, e incoming) {
	if err := a.react(ctx, in, e.ID, "❓", "utd."+chat.Mark(e.ID)); err != nil {
		a.log.WarnContext(ctx, "matrix reaction did not get through", "error", err)
	}
	first, err := a.deps.Memory.Claim(ctx, a.key("explained", string(in)), 24*time.Hour)
	if err != nil || !first {
		return
	}
	q := asked{room: in, reply: e.ID, root: e.ID}
	q.ID = "explain " + e.ID
	a.answer(ctx, q, chat.Message{Title: "I cannot read this message: your client did not give me its key. Please send it again. " +
		"If that does not help, allow your client to send keys to unverified sessions, or ask an administrator to verify mine."}, relation{})
}
