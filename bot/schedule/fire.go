package schedule

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"briefingbot/bot/store"
)

const (
	// fireBatch is how many schedules one transaction fires.
	fireBatch = 500
	// lookBack is how far missed runs are looked for.
	lookBack = 8 * 24 * time.Hour
	// mostMissed is how many missed runs of a schedule are written down.
	mostMissed = 20
)

// fire gives every schedule that is due its slots.
func (r *Runner) fire(ctx context.Context, now time.Time) error {
	for {
		due, err := r.Store.Due(ctx, now, fireBatch)
		if err != nil || len(due) == 0 {
			return err
		}
		firings := make([]store.Firing, len(due))
		for i, s := range due {
			firings[i] = r.firing(s, now)
		}
		fresh, err := r.Store.Fire(ctx, firings)
		if err != nil {
			return err
		}
		r.tally.fired.Add(float64(fresh))
		if len(due) < fireBatch {
			return nil
		}
	}
}

// firing gives the latest run of a schedule a slot to be posted, if it is not
// too late for it, and the others before it one that says that they were missed.
func (r *Runner) firing(s store.Schedule, now time.Time) store.Firing {
	f := store.Firing{Schedule: s.ID, Expected: s.Next, Reached: now, Resumed: s.Paused && !s.Until.IsZero()}
	plan, err := r.plan(s)
	if err != nil { // it was good when it was saved: a zone that is no longer one
		r.Log.Error("a schedule cannot be read and does not run", "schedule", s.ID, "error", err)
		return f
	}
	from := s.Reached
	if oldest := now.Add(-lookBack); from.Before(oldest) {
		from = oldest
	}
	runs := plan.Between(from, now, mostMissed)
	for i, run := range runs {
		slot := store.Slot{ID: s.ID + "@" + run.Local, Schedule: s.ID, Channel: s.Channel, Local: run.Local, Zone: s.Spec.Zone,
			Due: run.At, State: store.SlotDue, NotBefore: run.At}
		switch late := now.Sub(run.At); {
		case i < len(runs)-1:
			slot.State, slot.Why, slot.Finished = store.SlotSkipped, "missed; only the latest is made up for", now
		case late > r.maxLate(s):
			slot.State, slot.Why, slot.Finished = store.SlotSkipped, tooLate(late, r.maxLate(s)), now
		}
		f.Slots, f.Reached = append(f.Slots, slot), run.At
	}
	if next, ok := plan.Next(now); ok {
		f.Next = next.At
	}
	return f
}

func tooLate(late, most time.Duration) string {
	return fmt.Sprintf("missed by %s; at most %s late is posted", brief(late), brief(most))
}

// brief writes a duration for people.
func brief(d time.Duration) string {
	s := d.Round(time.Second).String()
	if d >= time.Minute {
		s = d.Round(time.Minute).String()
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

func (r *Runner) maxLate(s store.Schedule) time.Duration {
	if s.Spec.MaxLate > 0 {
		return s.Spec.MaxLate
	}
	return r.MaxLate
}

// rewind gives schedules that have run further than the clock shows the next
// time after now. The slots that they have are not given again.
func (r *Runner) rewind(ctx context.Context, now time.Time) error {
	ahead, err := r.Store.Ahead(ctx, now)
	if err != nil {
		return err
	}
	ahead = slices.DeleteFunc(ahead, func(s store.Schedule) bool { return s.Paused })
	for batch := range slices.Chunk(ahead, fireBatch) {
		var back []store.Firing
		for _, s := range batch {
			plan, err := r.plan(s)
			if err != nil {
				continue
			}
			f := store.Firing{Schedule: s.ID, Expected: s.Next, Reached: now}
			if next, ok := plan.Next(now); ok {
				f.Next = next.At
			}
			back = append(back, f)
		}
		r.Log.Warn("the clock was set back", "schedules", len(back))
		if _, err := r.Store.Fire(ctx, back); err != nil {
			return err
		}
	}
	return nil
}

// plan returns the plan of a schedule, made once.
func (r *Runner) plan(s store.Schedule) (Plan, error) {
	key := s.Spec.Zone + "\n" + strings.Join(s.Spec.Lines, "\n")
	r.mu.Lock()
	p, ok := r.plans[key]
	r.mu.Unlock()
	if ok {
		return p, nil
	}
	p, err := NewPlan(s.Spec.Lines, s.Spec.Zone)
	if err != nil {
		return p, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.plans) > 1000 {
		clear(r.plans)
	}
	r.plans[key] = p
	return p, nil
}
