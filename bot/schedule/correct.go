package schedule

import (
	"context"
	"errors"
	"time"

	"briefingbot/adapters/chat"
	"briefingbot/bot/store"
)

// correctFor is how long after posting a digest is corrected.
const correctFor = 14 * 24 * time.Hour

// correct puts the corrected message in the place of every posted digest whose
// sources changed or were withdrawn. Editing twice is no harm, so the row
// follows the edit.
func (r *Runner) correct(ctx context.Context, now time.Time) error {
	if r.Correct == nil {
		return nil
	}
	outdated, err := r.Store.Outdated(ctx, now.Add(-correctFor))
	if err != nil {
		return err
	}
	for id, changes := range outdated {
		if err := r.correctOne(ctx, id, changes); err != nil {
			if ctx.Err() != nil || errors.Is(err, store.ErrMoved) {
				return ctx.Err()
			}
			r.Log.Error("a posted digest could not be corrected; trying again", "slot", id, "error", err)
		}
	}
	return nil
}

func (r *Runner) correctOne(ctx context.Context, id string, changes []store.Change) error {
	posted, err := r.Store.Digest(ctx, id)
	if err != nil {
		return err
	}
	slot, parts, err := r.Store.Delivery(ctx, id)
	if err != nil {
		return err
	}
	d := &delivery{Runner: r, slot: slot, parts: parts, to: r.Platforms[slot.Channel.Platform]}
	d.slot.Corrected = store.Mark(changes)
	editor, ok := d.to.(chat.Editor)
	if !ok {
		return d.advance(ctx, store.Step{}) // the next digest says it
	}
	m, err := r.Correct(ctx, posted, changes)
	if err != nil {
		return err
	}
	if m.Empty() {
		return d.advance(ctx, store.Step{})
	}
	edited, err := d.edit(ctx, editor, m)
	var refused chat.Refused
	if errors.As(err, &refused) { // it was deleted, or is too old to be edited
		d.slot.Why = "not corrected: " + refused.Error()
		return d.advance(ctx, store.Step{Parts: edited})
	}
	if err != nil {
		return err
	}
	r.tally.corrected.Inc()
	r.Log.Info("a posted digest was corrected", "slot", id, "changes", len(changes))
	return d.advance(ctx, store.Step{Parts: edited})
}

// moved is what a part says whose words stand elsewhere after a correction.
var moved = chat.Message{Title: "This part was corrected; see the beginning of this thread."}

// edit replaces the parts that are there, and plans those that are not there yet.
func (d *delivery) edit(ctx context.Context, editor chat.Editor, m chat.Message) (edited []store.Part, err error) {
	frozen, err := d.to.Freeze(place(d.slot.Channel), m)
	if err != nil {
		return nil, err
	}
	rest, err := d.to.Freeze(place(d.slot.Channel), moved)
	if err != nil || len(rest) == 0 {
		return nil, errors.Join(errors.New("freeze a correction"), err)
	}
	for i, p := range d.parts {
		if p.State != store.PartPosted {
			continue
		}
		body := rest[0].Body
		if i < len(frozen) {
			body = frozen[i].Body
		}
		if sum(body) == p.SHA256 {
			continue
		}
		one, cancel := context.WithTimeout(ctx, d.SendFor)
		err := editor.Edit(one, d.at(&p), p.Remote, chat.Part{N: p.N, Body: body})
		cancel()
		if err != nil {
			return edited, err
		}
		p.Body, p.SHA256 = body, sum(body)
		edited = append(edited, p)
	}
	for _, p := range frozen[min(len(d.parts), len(frozen)):] {
		edited = append(edited, store.Part{N: p.N, Key: chat.PartKey("digest/"+d.slot.ID, p.N), Body: p.Body, SHA256: sum(p.Body), State: store.PartPlanned})
		d.slot.State, d.slot.Made = store.SlotFrozen, d.Now() // its new parts are to be posted
	}
	return edited, nil
}
