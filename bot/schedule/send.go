package schedule

import (
	"context"
	"errors"
	"time"

	"briefingbot/adapters/chat"
	"briefingbot/bot/store"
)

// at is where a part goes: the thread of part 0, or the schedule's own.
func (d *delivery) at(p *store.Part) chat.Channel {
	to := place(d.slot.Channel)
	if p.N > 0 && to.Thread == "" {
		to.Thread = d.parts[0].Remote
	}
	return to
}

// giveUp is how long after its latest time a part is still worked on: the
// platform may be down just when the rest of a digest was to follow.
const giveUp = time.Hour

func (d *delivery) overdue() bool {
	from := d.slot.Due
	if d.slot.Made.After(from) { // made late, or corrected with more to say
		from = d.slot.Made
	}
	return d.Now().Sub(from) > d.maxLate(d.schedule)+giveUp
}

// send posts a part, once. Whatever happens after the row says sending, the
// part is looked for before it is sent again.
func (d *delivery) send(ctx context.Context, p *store.Part) (again time.Time, err error) {
	switch {
	case sum(p.Body) != p.SHA256:
		return again, d.refused(ctx, p, "its stored bytes are damaged")
	case d.to == nil:
		return again, d.refused(ctx, p, "the bot is not connected to "+d.slot.Channel.Platform)
	case d.overdue():
		return again, d.refused(ctx, p, "it is too late: "+d.slot.Why)
	}
	p.State, p.Worker, p.Looks, p.Sent = store.PartSending, d.id, 0, d.Now()
	p.Tries++
	if p.First.IsZero() {
		p.First = p.Sent
	}
	if err := d.advance(ctx, store.Step{Parts: []store.Part{*p}}); err != nil {
		return again, err
	}
	// From its row on, others wait SendFor for this part. Whoever was held up
	// since (the machine was suspended, the database slow) has less of it left,
	// or must not begin.
	left := d.SendFor
	if !d.Exclusive {
		left -= d.Now().Round(0).Sub(p.Sent.Round(0)) // by the wall clock: the other stands still in a suspended machine
	}
	if left < d.SendFor/2 {
		p.State, p.Why = store.PartPlanned, "held up before it was sent"
		return d.postpone(ctx, d.Now(), "", *p)
	}
	// Whoever stops the bot waits for this one: it is not left without an outcome.
	one, cancel := context.WithTimeout(context.WithoutCancel(ctx), min(left, d.SendFor))
	defer cancel()
	start := time.Now()
	id, err := d.to.SendOnce(one, d.at(p), chat.Part{N: p.N, Body: p.Body}, p.Key)
	d.tally.sent(d.slot.Channel.Platform, err, time.Since(start))
	return d.outcome(ctx, p, id, err)
}

// outcome writes down what became of a send.
func (d *delivery) outcome(ctx context.Context, p *store.Part, id string, err error) (again time.Time, _ error) {
	now := d.Now()
	var limited chat.RateLimited
	var refused chat.Refused
	switch {
	case err == nil:
		return again, d.posted(ctx, p, id)
	case errors.As(err, &refused):
		return again, d.refused(ctx, p, refused.Error())
	case errors.As(err, &limited):
		p.State = store.PartPlanned
		return d.postpone(ctx, now.Add(max(limited.After, time.Second)), limited.Error(), *p)
	case errors.Is(err, chat.ErrAmbiguous), errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		p.State, p.Why = store.PartAmbiguous, err.Error()
		return d.postpone(ctx, p.Sent.Add(d.Look), "not known yet whether it was posted", *p)
	}
	p.State, p.Why = store.PartPlanned, err.Error()
	d.slot.Tries++
	return d.postpone(ctx, now.Add(d.backoff(d.slot.Tries)), "not posted yet: "+err.Error(), *p)
}

// posted settles a part that is there; with the last one, the slot.
func (d *delivery) posted(ctx context.Context, p *store.Part, id string) error {
	p.State, p.Remote, p.Why, p.Posted = store.PartPosted, id, "", d.Now()
	if p.N == 0 {
		d.slot.Remote = id
		d.tally.lateness.WithLabelValues(d.slot.Channel.Platform).Observe(p.Posted.Sub(d.slot.Due).Seconds())
	}
	d.slot.Tries, d.slot.NotBefore, d.slot.Why = 0, time.Time{}, ""
	for _, other := range d.parts {
		if other.State != store.PartPosted && other.State != store.PartRefused {
			return d.advance(ctx, store.Step{Parts: []store.Part{*p}})
		}
	}
	return d.finish(ctx, store.SlotPosted, d.missing(), *p)
}

// refused settles a part that will not be posted. Without its root a digest is
// not there; without one of its thread it is, and says what is missing.
func (d *delivery) refused(ctx context.Context, p *store.Part, why string) error {
	p.State, p.Why = store.PartRefused, why
	if p.N == 0 {
		return d.finish(ctx, store.SlotRefused, why, *p)
	}
	d.slot.NotBefore = time.Time{}
	return d.advance(ctx, store.Step{Parts: []store.Part{*p}})
}

// look finds out what became of a part whose send has no outcome. Only when
// two looks, a while apart, have not found it, it is sent again.
func (d *delivery) look(ctx context.Context, p *store.Part) (again time.Time, err error) {
	now := d.Now()
	if p.State == store.PartSending && p.Worker != d.id && !d.Exclusive {
		// Its worker may still be alive. When its time is over, it is not sending any more.
		if over := p.Sent.Add(d.SendFor + d.Skew); now.Before(over) {
			return d.postpone(ctx, over, "being sent by another process")
		}
	}
	when := p.Sent.Add(d.Look)
	if p.Looks > 0 {
		when = p.Looked.Add(d.Again)
	}
	if p.Sent.After(now) { // the clock was set back meanwhile
		when = now
	}
	if now.Before(when) {
		p.State = store.PartAmbiguous
		return d.postpone(ctx, when, "not known yet whether it was posted", *p)
	}
	if d.to == nil {
		return again, d.finish(ctx, store.SlotUnclear, "the bot is not connected to "+d.slot.Channel.Platform+"; look whether it is there", *p)
	}
	p.State = store.PartAmbiguous
	one, cancel := context.WithTimeout(ctx, d.SendFor)
	defer cancel()
	id, found, err := d.to.Find(one, d.at(p), p.Key, p.First)
	if ctx.Err() != nil {
		return again, ctx.Err()
	}
	d.tally.looked(d.slot.Channel.Platform, found, err)
	switch {
	case err != nil:
		return d.blind(ctx, p, err)
	case found:
		return again, d.posted(ctx, p, id)
	}
	p.Looks++
	p.Looked = now
	if p.Looks < 2 {
		return d.postpone(ctx, now.Add(d.Again), "not known yet whether it was posted", *p)
	}
	p.State, p.Why = store.PartPlanned, "it was not there"
	d.slot.NotBefore = time.Time{}
	return again, d.advance(ctx, store.Step{Parts: []store.Part{*p}})
}

// blind goes on when the platform does not show what is there.
func (d *delivery) blind(ctx context.Context, p *store.Part, err error) (again time.Time, _ error) {
	var limited chat.RateLimited
	var refused chat.Refused
	pause := d.Again
	switch {
	case errors.As(err, &refused), d.overdue():
		return again, d.finish(ctx, store.SlotUnclear, "nobody knows whether it was posted, look there: "+err.Error(), *p)
	case errors.As(err, &limited):
		pause = max(limited.After, time.Second)
	default:
		d.slot.Tries++
		pause = max(pause, d.backoff(d.slot.Tries))
	}
	p.Why = err.Error()
	return d.postpone(ctx, d.Now().Add(pause), "not known yet whether it was posted: "+err.Error(), *p)
}
