package schedule

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"briefingbot/adapters/chat"
	"briefingbot/bot/store"
)

// delivery is a slot in the hands of one worker. Every change of it is a row
// first: whoever reads the row after the worker's end knows how far it came.
type delivery struct {
	*Runner
	slot     store.Slot
	parts    []store.Part
	schedule store.Schedule
	to       chat.Delivery
}

// deliver is the Work of the crew.
func (r *Runner) deliver(ctx context.Context, id string) (again time.Time, err error) {
	d := &delivery{Runner: r}
	if d.slot, d.parts, err = r.Store.Delivery(ctx, id); err != nil {
		if errors.Is(err, store.ErrNotFound) {
			return time.Time{}, nil
		}
		return again, err
	}
	if d.slot.NotBefore.After(r.Now()) {
		return d.slot.NotBefore, nil
	}
	d.to = r.Platforms[d.slot.Channel.Platform]
	for d.slot.Open() {
		again, err = d.step(ctx)
		if errors.Is(err, store.ErrMoved) {
			return time.Time{}, nil // another worker is at it
		}
		if err != nil || !again.IsZero() {
			return again, err
		}
	}
	return time.Time{}, nil
}

// step does the next thing. again is set when there is nothing to do before.
func (d *delivery) step(ctx context.Context) (again time.Time, err error) {
	if err := ctx.Err(); err != nil {
		return again, err
	}
	if !d.rootTried() {
		if ready, err := d.ready(ctx); err != nil || !ready {
			return again, err
		}
		if again, err := d.turn(ctx); err != nil || !again.IsZero() {
			return again, err
		}
	}
	if d.slot.State == store.SlotDue || d.stale() {
		return d.make(ctx)
	}
	for i := range d.parts {
		switch p := &d.parts[i]; p.State {
		case store.PartPlanned:
			return d.send(ctx, p)
		case store.PartSending, store.PartAmbiguous:
			return d.look(ctx, p)
		}
	}
	return again, d.finish(ctx, store.SlotPosted, d.missing())
}

// rootTried reports whether something may have been posted already.
func (d *delivery) rootTried() bool {
	return d.slot.State == store.SlotFrozen && len(d.parts) > 0 && d.parts[0].State != store.PartPlanned
}

// ready settles the slot when it is not to be posted after all.
func (d *delivery) ready(ctx context.Context) (bool, error) {
	s, err := d.Store.Schedule(ctx, d.slot.Schedule)
	now := d.Now()
	switch {
	case errors.Is(err, store.ErrNotFound):
		return false, d.finish(ctx, store.SlotSkipped, "the schedule was stopped")
	case err != nil:
		return false, err
	case s.Paused && (s.Until.IsZero() || now.Before(s.Until)):
		return false, d.finish(ctx, store.SlotSkipped, "the schedule was paused")
	case d.to == nil:
		return false, d.finish(ctx, store.SlotRefused, "the bot is not connected to "+d.slot.Channel.Platform)
	case now.Sub(d.slot.Due) > d.maxLate(s):
		why := tooLate(now.Sub(d.slot.Due), d.maxLate(s))
		if d.slot.Why != "" {
			why += " (" + d.slot.Why + ")"
		}
		return false, d.finish(ctx, store.SlotSkipped, why)
	}
	d.schedule = s
	return true, nil
}

// turn lets an earlier digest of the channel go first, for a while, so that this
// one knows what was said there. Hands see to it without asking.
func (d *delivery) turn(ctx context.Context) (again time.Time, err error) {
	now := d.Now()
	if d.Exclusive || now.Sub(d.slot.Due) > time.Minute {
		return again, nil
	}
	behind, err := d.Store.Behind(ctx, d.slot, now.Add(2*time.Second)) // those that only wait for their turn count, too
	if err != nil || !behind {
		return again, err
	}
	return d.postpone(ctx, now.Add(time.Second), "another digest of this channel comes first")
}

// staleAfter is how old a digest may grow before it is first sent.
const staleAfter = 10 * time.Minute

// stale reports whether the digest waited too long and nothing of it is there:
// it is made again, so that it is of now and says how late it is.
func (d *delivery) stale() bool {
	return !d.rootTried() && d.Now().Sub(d.slot.Made) > staleAfter
}

// advance stores what the slot is to be and the parts that changed. A store
// that does not answer is asked again for a while: what was sent must be
// written down.
func (d *delivery) advance(ctx context.Context, step store.Step) error {
	step.Slot = d.slot
	ctx = context.WithoutCancel(ctx)
	for try := 0; ; try++ {
		version, err := d.Store.Advance(ctx, step)
		if err == nil {
			d.slot.Version = version
			return nil
		}
		if errors.Is(err, store.ErrMoved) && d.reclaim(ctx, step) {
			step.Slot = d.slot
			continue
		}
		if errors.Is(err, store.ErrMoved) || try == 3 {
			return err
		}
		if err := chat.Sleep(ctx, time.Duration(1<<try)*200*time.Millisecond); err != nil {
			return err
		}
	}
}

// reclaim takes up the slot's new version where another worker has only found
// that this one is sending: how the send came out must be written down.
func (d *delivery) reclaim(ctx context.Context, step store.Step) bool {
	if len(step.Parts) != 1 || step.Freeze || step.Parts[0].State == store.PartSending {
		return false
	}
	p := step.Parts[0]
	slot, parts, err := d.Store.Delivery(ctx, d.slot.ID)
	if err != nil || p.N >= len(parts) || slot.Version == d.slot.Version {
		return false
	}
	now := parts[p.N]
	if now.State != store.PartSending || now.Worker != d.id || !now.Sent.Equal(p.Sent.Truncate(time.Millisecond)) {
		return false
	}
	d.slot.Version = slot.Version
	return true
}

// postpone leaves the slot alone until then.
func (d *delivery) postpone(ctx context.Context, until time.Time, why string, parts ...store.Part) (time.Time, error) {
	d.slot.NotBefore = until
	if why != "" {
		d.slot.Why = why
	}
	return until, d.advance(ctx, store.Step{Parts: parts})
}

// backoff is how long to wait after so many failures in a row: 5 s to 2 min,
// with two looks half a minute apart.
func (r *Runner) backoff(tries int) time.Duration {
	return min(r.Again/6<<min(max(tries-1, 0), 6), 4*r.Again)
}

// finish makes the slot's state final.
func (d *delivery) finish(ctx context.Context, state, why string, parts ...store.Part) error {
	d.slot.State, d.slot.Why, d.slot.NotBefore = state, why, time.Time{}
	if d.slot.Finished.IsZero() { // a correction that needed more parts does not make it newer
		d.slot.Finished = d.Now()
	}
	if err := d.advance(ctx, store.Step{Parts: parts}); err != nil {
		return err
	}
	d.tally.settled(d.slot)
	log := d.Log.With("slot", d.slot.ID, "platform", d.slot.Channel.Platform)
	switch state {
	case store.SlotRefused, store.SlotUnclear:
		log.Error("a digest is not posted", "state", state, "why", why)
		if d.Alert != nil {
			d.Alert(ctx, d.slot)
		}
	default:
		log.Info("a slot is settled", "state", state, "why", why)
	}
	return nil
}

// missing says which parts of a posted digest are not there.
func (d *delivery) missing() string {
	for _, p := range d.parts {
		if p.State != store.PartPosted {
			return fmt.Sprintf("part %d of %d is missing: %s", p.N+1, len(d.parts), p.Why)
		}
	}
	return ""
}

// make has the digest made and freezes it.
func (d *delivery) make(ctx context.Context) (again time.Time, err error) {
	now := d.Now()
	draft, told, err := d.draft(ctx, now)
	if ctx.Err() != nil {
		return again, ctx.Err()
	}
	var frozen []chat.Part
	if err == nil && !draft.Message.Empty() {
		frozen, err = d.to.Freeze(place(d.slot.Channel), draft.Message)
		if err == nil && len(frozen) == 0 {
			err = errors.New("the renderer gave no part")
		}
	}
	if err != nil {
		d.tally.makeErrors.Inc()
		d.Log.Error("a digest could not be made; trying again", "slot", d.slot.ID, "error", err)
		d.slot.Tries++
		return d.postpone(ctx, now.Add(d.backoff(d.slot.Tries)), "the digest could not be made: "+err.Error())
	}
	if draft.Message.Empty() {
		if draft.Why == "" {
			draft.Why = "nothing new"
		}
		return again, d.finish(ctx, store.SlotSkipped, draft.Why)
	}
	var first time.Time
	if len(d.parts) > 0 {
		first = d.parts[0].First
	}
	d.parts = make([]store.Part, len(frozen))
	for i, p := range frozen {
		d.parts[i] = store.Part{N: p.N, Key: chat.PartKey("digest/"+d.slot.ID, p.N), Body: p.Body, SHA256: sum(p.Body), State: store.PartPlanned}
	}
	d.parts[0].First = first
	d.slot.State, d.slot.Made, d.slot.Why, d.slot.Tries, d.slot.NotBefore = store.SlotFrozen, d.Now(), "", 0, time.Time{}
	return again, d.advance(ctx, store.Step{Freeze: true, Parts: d.parts, Shown: draft.Shown, Payload: draft.Payload, Told: told})
}

// makeFor is the longest a digest may take to be made.
const makeFor = 30 * time.Second

// draft asks for the digest of the slot, which tells of some changes.
func (d *delivery) draft(ctx context.Context, now time.Time) (Draft, []store.Change, error) {
	ctx, cancel := context.WithTimeout(ctx, makeFor)
	defer cancel()
	o, err := occasion(ctx, d.Store, d.schedule, now)
	if err != nil {
		return Draft{}, nil, err
	}
	o.Due = d.slot.Due
	if late := now.Sub(o.Due); late >= d.Tell {
		o.Late = late
	}
	draft, err := d.Make(ctx, o)
	if err == nil && o.Late > 0 && !draft.Message.Empty() {
		draft.Message.Blocks = append([]chat.Block{{Kind: chat.Note, Runs: []chat.Run{{Text: "Delayed from " + d.slot.Local[len("2006-01-02T"):] + "."}}}}, draft.Message.Blocks...)
	}
	return draft, o.Changed, err
}

// occasion gathers what a digest of a schedule must know.
func occasion(ctx context.Context, a Archive, s store.Schedule, now time.Time) (Occasion, error) {
	o := Occasion{Schedule: s, Due: now}
	var err error
	if o.Since, err = a.LastDigest(ctx, s.Channel); err != nil {
		return o, err
	}
	if o.Since.Slot.ID == "" {
		return o, nil
	}
	if o.Last, err = a.LastOf(ctx, s.ID, s.Channel); err != nil {
		return o, err
	}
	if o.Seen, err = a.Seen(ctx, s.Channel, now.Add(-Memory)); err != nil {
		return o, err
	}
	o.Changed, err = a.Untold(ctx, s.Channel, now.Add(-Memory))
	return o, err
}

func place(c store.Channel) chat.Channel {
	return chat.Channel{Platform: c.Platform, Team: c.Team, ID: c.ID, Thread: c.Thread}
}

func channel(c chat.Channel) store.Channel {
	return store.Channel{Platform: c.Platform, Team: c.Team, ID: c.ID, Thread: c.Thread}
}

func sum(b []byte) string {
	s := sha256.Sum256(b)
	return hex.EncodeToString(s[:])
}
