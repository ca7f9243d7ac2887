package matrix

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"maunium.net/go/mautrix/event"
	"maunium.net/go/mautrix/id"

	"briefingbot/adapters/chat"
)

func (a *Adapter) react(ctx context.Context, in id.RoomID, to, key, txn string) error {
	if _, err := a.secrecy(ctx, in); err != nil && !errors.As(err, &chat.Refused{}) {
		return err
	}
	return patiently(ctx, a.conf.Patience, func() error {
		_, err := a.put(ctx, in, false, event.EventReaction, map[string]any{
			"m.relates_to": map[string]any{"rel_type": "m.annotation", "event_id": to, "key": key},
		}, txn)
		return err
	})
}

// takeReaction presses the button of the bot's message that goes with the
// reaction.
func (a *Adapter) takeReaction(ctx context.Context, in id.RoomID, e incoming, s said) {
	if s.Relates.Kind != "m.annotation" {
		return
	}
	r := a.said(ctx, s.Relates.Event)
	if r == nil {
		return
	}
	at := slices.IndexFunc(r.Keys, func(k choice) bool { return sameSign(k.Key, s.Relates.Key) })
	if at < 0 {
		return
	}
	q := asked{room: in, reply: s.Relates.Event, root: r.Root, turn: s.Relates.Event}
	q.ID, q.Button, q.ReplyTo = e.ID, r.Keys[at].ID, s.Relates.Event
	q.Channel = channel(in)
	q.Channel.Thread = r.Root
	people, name, err := a.members(ctx, in, id.UserID(e.Sender))
	q.Direct = err == nil && people <= 2
	q.User = chat.User{ID: e.Sender, Name: cmp.Or(name, e.Sender), Admin: a.administers(ctx, in, id.UserID(e.Sender))}
	if root := r.Root; root == "" && !q.Direct {
		q.root = s.Relates.Event
	}
	a.serve(ctx, q, relation{})
}

// sameSign compares reactions as people see them: without the selectors and
// skin tones that keyboards add.
func sameSign(a, b string) bool { return plainSign(a) == plainSign(b) }

func plainSign(key string) string {
	return strings.Map(func(r rune) rune {
		if r == 0xFE0F || r >= 0x1F3FB && r <= 0x1F3FF {
			return -1
		}
		return r
	}, key)
}
