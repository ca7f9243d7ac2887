package main

import (
	"context"
	"encoding/json"

	"briefingbot/adapters/chat"
	"briefingbot/bot/store"
)

// digestsBack is how many slots of a channel are looked through for the digest
// that somebody answers.
const digestsBack = 200

// digestAbove finds the digest that a command is about: pointed is true where it
// stands beneath it, or answers it; else it is the last one of its channel, if
// the command is in no thread.
func (d *desk) digestAbove(ctx context.Context, c chat.Command) (t talk, pointed bool) {
	if d.past == nil {
		return t, false
	}
	where := store.Channel{Platform: c.Channel.Platform, Team: c.Channel.Team, ID: c.Channel.ID}
	slots, err := d.past.Slots(ctx, where, d.now().Add(-kept), digestsBack)
	if err == nil && c.Direct { // a platform may know a conversation by its person, too
		where.ID = c.User.ID
		var more []store.Slot
		more, err = d.past.Slots(ctx, where, d.now().Add(-kept), digestsBack)
		slots = append(slots, more...)
	}
	for _, s := range slots {
		if s.Remote == "" {
			continue
		}
		pointed = s.Remote == c.ReplyTo || c.Channel.Thread != "" && (s.Remote == c.Channel.Thread || s.Channel.Thread == c.Channel.Thread)
		if !pointed && (c.Channel.Thread != "" || c.ReplyTo != "") {
			continue
		}
		if t, ok := d.digestOf(ctx, s); ok {
			return t, pointed
		}
	}
	if err != nil {
		d.log.Error("the digests of a channel are not known", "error", err)
	}
	return talk{}, false
}

// digestOf is what was posted for a slot, as somebody would have been shown it.
func (d *desk) digestOf(ctx context.Context, s store.Slot) (talk, bool) {
	var was posted
	digest, err := d.past.Digest(ctx, s.ID)
	if err != nil || json.Unmarshal(digest.Payload, &was) != nil || was.Sheet == "" {
		return talk{}, false
	}
	shot, err := d.recall(ctx, place(s.Channel), was.Sheet)
	if err != nil {
		return talk{}, false
	}
	at := s.Finished
	if at.IsZero() { // the rest of it is still being posted
		at = s.Made
	}
	return talk{sheet: shot.sheet(d.corpus), id: was.Sheet, at: at}, true
}
