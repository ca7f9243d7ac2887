package schedule

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"sync"
	"time"

	"briefingbot/adapters/chat"
	"briefingbot/bot/store"
)

// Calendar is what a store knows of schedules.
type Calendar interface {
	Due(ctx context.Context, now time.Time, limit int) ([]store.Schedule, error)
	Ahead(ctx context.Context, now time.Time) ([]store.Schedule, error)
	Soonest(ctx context.Context, now time.Time) (time.Time, error)
	Schedule(ctx context.Context, id string) (store.Schedule, error)
	Fire(ctx context.Context, all []store.Firing) (int, error)
}

// Ledger is what a store knows of slots that are not settled.
type Ledger interface {
	Unsettled(ctx context.Context, now time.Time, limit int) ([]store.Slot, error)
	Delivery(ctx context.Context, slot string) (store.Slot, []store.Part, error)
	Behind(ctx context.Context, s store.Slot, now time.Time) (bool, error)
	Advance(ctx context.Context, step store.Step) (version int64, err error)
}

// Archive is what a store knows of digests that were posted.
type Archive interface {
	LastDigest(ctx context.Context, c store.Channel) (store.Digest, error)
	LastOf(ctx context.Context, schedule string, c store.Channel) (store.Digest, error)
	Digest(ctx context.Context, slot string) (store.Digest, error)
	Seen(ctx context.Context, c store.Channel, since time.Time) ([]store.Passage, error)
	Untold(ctx context.Context, c store.Channel, since time.Time) ([]store.Change, error)
	Outdated(ctx context.Context, since time.Time) (map[string][]store.Change, error)
	Prune(ctx context.Context, then time.Time) error
	Claim(ctx context.Context, key string, ttl time.Duration) (bool, error)
}

// Store is the memory of a Runner; *store.Store is one.
type Store interface {
	Calendar
	Ledger
	Archive
}

var _ Store = (*store.Store)(nil)

// Crew does the work of slots: in this process ([Hands]), or in any of several
// ([River]).
type Crew interface {
	// Take is told of slots that want work. It may be told of a slot again
	// while that is worked on, and does not wait for the work.
	Take(ctx context.Context, slots []store.Slot) error
	// Run works until ctx ends, then finishes what is under way.
	Run(ctx context.Context, work Work) error
	// Room is how many more slots Take wants.
	Room() int
}

// Work takes a slot as far as it goes now. again is when to come back; zero
// means that the slot is final.
type Work func(ctx context.Context, slot string) (again time.Time, err error)

// RunnerConfig is what a Runner is made of. Store, Make, Platforms and Crew
// must be set; the zero value of the rest is its default.
type RunnerConfig struct {
	Store     Store
	Make      Make
	Correct   Correct                  // nil: posted digests stay as they are
	Platforms map[string]chat.Delivery // by chat.Channel.Platform; one that is a chat.Editor can correct
	Crew      Crew
	Exclusive bool // no other process works on the store: a send without an outcome is a dead process's

	Alert func(ctx context.Context, s store.Slot) // told of refused and unclear slots; nil: only logged
	Log   *slog.Logger                            // never gets text of a user or an article

	MaxLate time.Duration // how late a missed digest is still posted; 3 h
	Tell    time.Duration // from how late on a digest says so; 5 min
	Look    time.Duration // before the first look for a post whose outcome is unknown; 5 s
	Again   time.Duration // between two looks; 30 s
	SendFor time.Duration // the longest a send may take; 15 s
	Skew    time.Duration // how far the clocks of replicas may differ; 15 s
	Check   time.Duration // between two looks at the wall clock; 30 s
	Keep    time.Duration // how long settled slots are remembered; 90 days

	Now func() time.Time // the wall clock; time.Now
}

// Runner posts digests when they are due.
type Runner struct {
	RunnerConfig
	id    string // of this process, unique
	wake  chan struct{}
	tally *tally

	mu       sync.Mutex // guards the following
	plans    map[string]Plan
	beat     time.Time
	lastErr  error
	flagging bool // articles changed: look for posts to correct
}

// NewRunner returns a runner, or an error that names what is missing.
func NewRunner(c RunnerConfig) (*Runner, error) {
	if c.Store == nil || c.Make == nil || c.Crew == nil {
		return nil, errors.New("make a runner of schedules: it needs a store, a make and a crew")
	}
	def := func(d *time.Duration, value time.Duration) {
		if *d == 0 {
			*d = value
		}
	}
	def(&c.MaxLate, 3*time.Hour)
	def(&c.Tell, 5*time.Minute)
	def(&c.Look, 5*time.Second)
	def(&c.Again, 30*time.Second)
	def(&c.SendFor, 15*time.Second)
	def(&c.Skew, 15*time.Second)
	def(&c.Check, 30*time.Second)
	def(&c.Keep, 90*24*time.Hour)
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	return &Runner{RunnerConfig: c, id: rand.Text(), wake: make(chan struct{}, 1), plans: map[string]Plan{}, tally: newTally()}, nil
}

// Wake has the runner look at the schedules now: one was changed.
func (r *Runner) Wake() {
	select {
	case r.wake <- struct{}{}:
	default:
	}
}

// ArticlesChanged has the runner look for posted digests whose sources changed
// or were withdrawn.
func (r *Runner) ArticlesChanged() {
	r.mu.Lock()
	r.flagging = true
	r.mu.Unlock()
	r.Wake()
}

// Alive returns nil while the runner looks at the clock, and otherwise since
// when it has not, or what the store answered last.
func (r *Runner) Alive() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if age := r.Now().Sub(r.beat); r.beat.IsZero() || age > 3*r.Check {
		return errors.New("the schedules are not being looked at")
	}
	return r.lastErr
}

// Run posts digests until ctx ends, and then finishes what it is sending. An
// error of the store ends nothing: it is logged, counted and tried again.
func (r *Runner) Run(ctx context.Context) error {
	var crew sync.WaitGroup
	var failed error
	crew.Go(func() { failed = r.Crew.Run(ctx, r.deliver) })
	r.watch(ctx)
	crew.Wait()
	if failed != nil && ctx.Err() == nil {
		return failed
	}
	return nil
}

// watch looks at the wall clock at least every Check, so that neither a
// suspended machine nor a clock that was set is slept over.
func (r *Runner) watch(ctx context.Context) {
	var last, tidied time.Time
	for pause := time.Duration(0); ; {
		if chat.Sleep(ctx, 0) != nil {
			return
		}
		now := r.Now()
		err := r.pass(ctx, now, now.Before(last) || last.IsZero())
		if err == nil && (now.Sub(tidied) > 5*time.Minute || now.Before(tidied) || r.flagged()) {
			tidied = now
			err = r.tidy(ctx, now)
		}
		if err != nil && ctx.Err() != nil {
			return
		}
		r.note(now, err)
		last = now
		if pause = r.pause(ctx, now); err != nil {
			pause = min(5*time.Second, r.Check)
		}
		timer := time.NewTimer(pause)
		select {
		case <-ctx.Done():
		case <-timer.C:
		case <-r.wake:
		}
		timer.Stop()
	}
}

func (r *Runner) note(now time.Time, err error) {
	r.mu.Lock()
	r.beat, r.lastErr = now, err
	r.mu.Unlock()
	if err != nil {
		r.tally.storeErrors.Inc()
		r.Log.Error("the schedules could not be run; trying again", "error", err)
	}
}

// pass fires what is due and hands out what is not settled.
func (r *Runner) pass(ctx context.Context, now time.Time, back bool) error {
	if back {
		if err := r.rewind(ctx, now); err != nil {
			return err
		}
	}
	if err := r.fire(ctx, now); err != nil {
		return err
	}
	slots, err := r.Store.Unsettled(ctx, now, r.Crew.Room())
	if err != nil || len(slots) == 0 {
		return err
	}
	return r.Crew.Take(ctx, slots)
}

// pause is how long nothing will be due.
func (r *Runner) pause(ctx context.Context, now time.Time) time.Duration {
	next, err := r.Store.Soonest(ctx, now)
	if err != nil || next.IsZero() {
		return r.Check
	}
	return max(0, min(next.Sub(now), r.Check))
}

// tidy forgets what is old and corrects what was posted.
func (r *Runner) tidy(ctx context.Context, now time.Time) error {
	mine, err := r.Store.Claim(ctx, "schedule/tidy", 4*time.Minute)
	if err != nil || !mine && !r.flagged() {
		return err
	}
	r.mu.Lock()
	r.flagging = false
	r.mu.Unlock()
	if err := r.Store.Prune(ctx, now.Add(-r.Keep)); err != nil {
		return err
	}
	return r.correct(ctx, now)
}

func (r *Runner) flagged() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.flagging
}
