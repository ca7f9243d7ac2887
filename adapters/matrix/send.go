package matrix

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"maunium.net/go/mautrix"
	"maunium.net/go/mautrix/event"
	"maunium.net/go/mautrix/id"

	"briefingbot/adapters/chat"
)

var (
	_ chat.Adapter  = (*Adapter)(nil)
	_ chat.Delivery = (*Adapter)(nil)
	_ chat.Editor   = (*Adapter)(nil)
)

// deliveryField marks an event with a hash of its key. In an encrypted room it
// is encrypted with the rest.
const deliveryField = "briefingbot.delivery"

// Freeze renders m. The bytes are JSON and hold no token.
func (a *Adapter) Freeze(to chat.Channel, m chat.Message) ([]chat.Part, error) {
	posts, err := render(m, slices.Contains(a.conf.Loud, to.ID))
	if err != nil {
		return nil, err
	}
	return chat.Freeze(posts)
}

// SendOnce sends one part. The transaction's id comes from the key, so that
// the homeserver knows a second try for what it is; the type of the event is
// remembered before the first, because it is part of the transaction.
func (a *Adapter) SendOnce(ctx context.Context, to chat.Channel, p chat.Part, key string) (string, error) {
	body, err := chat.Thaw[post](p)
	if err == nil {
		err = p.Fits(to)
	}
	if err == nil {
		err = a.Open(ctx)
	}
	if err != nil {
		return "", err
	}
	c := content(body)
	c[deliveryField] = chat.Mark(key)
	if to.Thread != "" {
		c["m.relates_to"] = inThread(to.Thread, to.Thread)
	}
	room := id.RoomID(to.ID)
	secret, err := a.secrecy(ctx, room)
	if err != nil {
		return "", err
	}
	if err := a.sameType(ctx, to, key, secret); err != nil {
		return "", err
	}
	if len(body.Keys) > 0 { // whoever finds it later must know its buttons
		if err := a.intend(ctx, to, key, body); err != nil {
			return "", err
		}
	}
	sent, err := a.put(ctx, room, secret, event.EventMessage, c, "post."+chat.Mark(key))
	if err != nil {
		a.count("matrix_post_failed")
		return "", err
	}
	a.remember(ctx, room, sent, body, reference{Root: cmp.Or(to.Thread, string(sent))})
	return string(sent), nil
}

// typeFor is how long a frozen type is remembered: longer than anybody retries.
const typeFor = 7 * 24 * time.Hour

// sameType freezes whether the event with key is encrypted. Where a room was
// encrypted after the first try, that try is looked for: nothing of it may be
// sent twice, and nothing unencrypted.
func (a *Adapter) sameType(ctx context.Context, to chat.Channel, key string, secret bool) error {
	at := a.key("type", chat.Mark(to.ID+" "+key))
	now := "plain"
	if secret {
		now = "encrypted"
	}
	before, err := a.deps.Memory.Load(ctx, at)
	if err != nil {
		return fmt.Errorf("remember the type of an event: %w", err)
	}
	if before != nil && string(before) != now {
		if _, found, err := a.Find(ctx, to, key, time.Now().Add(-typeFor)); err != nil || found {
			return fmt.Errorf("post to %s, which was encrypted meanwhile: %w", to.ID, errors.Join(chat.ErrAmbiguous, err))
		}
	}
	if string(before) == now {
		return nil
	}
	return wrap("remember the type of an event", a.deps.Memory.Save(ctx, at, []byte(now), typeFor))
}

// put sends one event. It is the only way by which anything the bot says
// leaves: secret must be what secrecy said.
func (a *Adapter) put(ctx context.Context, room id.RoomID, secret bool, kind event.Type, c any, txn string) (id.EventID, error) {
	if !a.speaks() { // or it is about to be sure again that it may
		return "", fmt.Errorf("%w: %w", ErrElsewhere, chat.ErrAmbiguous)
	}
	if secret && kind != event.EventReaction {
		sealed, err := a.vault().encrypt(ctx, room, kind, c)
		if err != nil {
			if errors.Is(err, errNotKept) || a.vault().alive(ctx) != nil { // it can be tried again: nothing has left
				err = fmt.Errorf("%w: %w", chat.ErrAmbiguous, err)
			}
			return "", fmt.Errorf("encrypt for %s: %w", room, judge("share keys", err))
		}
		kind, c = event.EventEncrypted, sealed
	}
	resp, err := a.client().SendMessageEvent(ctx, room, kind, c, mautrix.ReqSendEvent{TransactionID: txn, DontEncrypt: true})
	if err != nil {
		return "", judge("send to "+string(room), err)
	}
	if resp == nil || resp.EventID == "" {
		return "", fmt.Errorf("send to %s: the homeserver gave no id: %w", room, chat.ErrAmbiguous)
	}
	return resp.EventID, nil
}

// Post posts m once for every key.
func (a *Adapter) Post(ctx context.Context, to chat.Channel, m chat.Message, key string) (string, error) {
	return a.once.Post(ctx, to, m, key)
}

// lookBack is for clocks that differ.
const lookBack = time.Minute

// Find looks for the bot's event with key, back through the room's history to
// since. In an encrypted room it decrypts what the bot said.
func (a *Adapter) Find(ctx context.Context, to chat.Channel, key string, since time.Time) (string, bool, error) {
	if err := a.Open(ctx); err != nil {
		return "", false, err
	}
	mine := &mautrix.FilterPart{Senders: []id.UserID{a.client().UserID}}
	from := ""
	for range 20 {
		page, err := a.client().Messages(ctx, id.RoomID(to.ID), from, "", mautrix.DirectionBackward, mine, 50)
		if err != nil {
			return "", false, judge("read the history of "+to.ID, err)
		}
		for _, e := range page.Chunk {
			if e.Sender != a.client().UserID {
				continue
			}
			if time.UnixMilli(e.Timestamp).Before(since.Add(-lookBack)) {
				return "", false, nil
			}
			if a.marked(ctx, to, e) == chat.Mark(key) {
				a.recall(ctx, to, key, e.ID)
				return string(e.ID), true, nil
			}
		}
		if page.End == "" || page.End == from {
			return "", false, nil
		}
		from = page.End
	}
	return "", false, fmt.Errorf("look for a post in %s: too many messages since %s: %w", to.ID, since.Format(time.RFC3339), chat.ErrAmbiguous)
}

// marked is the mark of one of the bot's events, or nothing.
func (a *Adapter) marked(ctx context.Context, to chat.Channel, e *event.Event) string {
	e.RoomID = id.RoomID(to.ID)
	raw := e.Content.Raw
	if e.Type.Type == event.EventEncrypted.Type {
		opened, err := a.vault().decrypt(ctx, e)
		if err != nil {
			return ""
		}
		raw = opened.Content.Raw
	}
	mark, _ := raw[deliveryField].(string)
	return mark
}

// Edit replaces a posted message in place. Nobody is notified of it.
func (a *Adapter) Edit(ctx context.Context, to chat.Channel, posted string, p chat.Part) error {
	body, err := chat.Thaw[post](p)
	if err == nil {
		err = a.Open(ctx)
	}
	if err != nil {
		return err
	}
	_, err = a.replace(ctx, id.RoomID(to.ID), id.EventID(posted), body, "edit."+chat.Mark(posted+string(p.Body)))
	return err
}

// replace edits an event of the bot's to show body.
func (a *Adapter) replace(ctx context.Context, room id.RoomID, posted id.EventID, body post, txn string) (id.EventID, error) {
	secret, err := a.secrecy(ctx, room)
	if err != nil {
		return "", err
	}
	inner := content(body)
	c := map[string]any{
		"msgtype": inner["msgtype"], "body": "* " + ruler.Clip(body.Body, 2*maxLabel), "m.mentions": map[string]any{},
		"m.new_content": inner,
		"m.relates_to":  map[string]any{"rel_type": "m.replace", "event_id": posted},
	}
	sent, err := a.put(ctx, room, secret, event.EventMessage, c, txn)
	if err == nil {
		a.rekey(ctx, posted, body)
	}
	return sent, err
}

func inThread(root, reply string) map[string]any {
	return map[string]any{
		"rel_type": "m.thread", "event_id": root, "is_falling_back": true,
		"m.in_reply_to": map[string]any{"event_id": reply},
	}
}
