package schedule

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivertype"

	"briefingbot/adapters/chat"
	"briefingbot/bot/store"
)

// River is the crew of several processes: jobs in PostgreSQL, each worked on by
// one of them. Every replica fires and inserts; the slot's row and the job's
// uniqueness see to it that there is one. River's own periodic jobs are not
// used: they live in the memory of a leader, and its ticks are lost with it.
type River struct {
	RiverConfig
	client *river.Client[pgx.Tx]
	work   Work
}

// RiverConfig is how a River works. The zero value is its default.
type RiverConfig struct {
	Workers int           // at the same time; 16
	Timeout time.Duration // the longest one go at a slot may take; 45 s
	Rescue  time.Duration // after which a job is taken from its process, which must be dead; Timeout and 30 s
	Log     *slog.Logger
}

// job is one slot that wants work.
type job struct {
	Slot string `json:"slot" river:"unique"`
}

// Kind names the jobs of this program among others.
func (job) Kind() string { return "briefingbot_digest" }

// queue is River's name for our jobs.
const queue = "digests"

// NewRiver returns a crew that keeps its jobs in the database of pool, whose
// tables store.OpenPostgres has made.
func NewRiver(pool *pgxpool.Pool, c RiverConfig) (*River, error) {
	if c.Workers <= 0 {
		c.Workers = 16
	}
	if c.Timeout <= 0 {
		c.Timeout = 45 * time.Second
	}
	if c.Rescue <= c.Timeout {
		c.Rescue = c.Timeout + 30*time.Second
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	r := &River{RiverConfig: c}
	workers := river.NewWorkers()
	if err := river.AddWorkerSafely(workers, &riverman{crew: r}); err != nil {
		return nil, fmt.Errorf("make a crew: %w", err)
	}
	client, err := river.NewClient(riverpgxv5.New(pool), &river.Config{
		Queues:               map[string]river.QueueConfig{queue: {MaxWorkers: c.Workers}},
		Workers:              workers,
		FetchCooldown:        20 * time.Millisecond, // many are due at the same minute; the default of 100 ms lets each worker do ten a second
		JobTimeout:           c.Timeout,
		RescueStuckJobsAfter: c.Rescue,
		Logger:               c.Log,
	})
	if err != nil {
		return nil, fmt.Errorf("make a crew: %w", err)
	}
	r.client = client
	return r, nil
}

// Room is how many slots are worth asking for.
func (*River) Room() int { return 20_000 }

// once is how jobs of one slot are kept to one, as long as that is not done.
var once = river.UniqueOpts{ByArgs: true, ByState: []rivertype.JobState{rivertype.JobStateAvailable, rivertype.JobStatePending,
	rivertype.JobStateRetryable, rivertype.JobStateRunning, rivertype.JobStateScheduled}}

// Take inserts a job for every slot that has none.
func (r *River) Take(ctx context.Context, slots []store.Slot) error {
	for batch := range slices.Chunk(slots, 1000) {
		var all []river.InsertManyParams
		for _, s := range batch {
			all = append(all, river.InsertManyParams{Args: job{s.ID}, InsertOpts: &river.InsertOpts{Queue: queue, UniqueOpts: once}})
		}
		if _, err := r.client.InsertMany(ctx, all); err != nil {
			return fmt.Errorf("hand out slots: %w", err)
		}
	}
	return nil
}

// Run works on jobs until ctx ends, then finishes what is under way.
func (r *River) Run(ctx context.Context, work Work) error {
	r.work = work
	for {
		err := r.client.Start(context.WithoutCancel(ctx))
		if err == nil {
			break
		}
		r.Log.Error("the crew could not start; trying again", "error", err)
		if chat.Sleep(ctx, 2*time.Second) != nil {
			return nil
		}
	}
	<-ctx.Done()
	patience, cancel := context.WithTimeout(context.WithoutCancel(ctx), 20*time.Second)
	defer cancel()
	if err := r.client.Stop(patience); err == nil {
		return nil
	}
	patience, cancel = context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	if err := r.client.StopAndCancel(patience); err != nil {
		return fmt.Errorf("stop the crew: %w", err)
	}
	return nil
}

// riverman works on one job.
type riverman struct {
	river.WorkerDefaults[job]
	crew *River
}

// shortWait is waited for by the worker itself: River wakes what sleeps in the
// database every five seconds only.
const shortWait = 6 * time.Second

// Work takes the slot as far as it goes; a long wait is waited for in the
// database.
func (w *riverman) Work(ctx context.Context, j *river.Job[job]) error {
	for end := time.Now().Add(w.crew.Timeout / 2); ; {
		again, err := w.crew.work(ctx, j.Args.Slot)
		if err != nil || again.IsZero() {
			return err
		}
		wait := max(time.Until(again), time.Millisecond)
		if wait > shortWait || time.Now().Add(wait).After(end) {
			return river.JobSnooze(wait)
		}
		if err := chat.Sleep(ctx, wait); err != nil {
			return fmt.Errorf("wait for a slot: %w", err)
		}
	}
}

// NextRetry is soon: a digest is due.
func (w *riverman) NextRetry(j *river.Job[job]) time.Time {
	return time.Now().Add(min(time.Duration(j.Attempt)*2*time.Second, 30*time.Second))
}
