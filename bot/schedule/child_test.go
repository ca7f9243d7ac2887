package schedule

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"briefingbot/adapters/chat"
	"briefingbot/bot/store"
	"briefingbot/bot/store/storetest"
)

// postgres is started for the first test that wants it.
var postgres storetest.Server

// TestMain lets the test program be its own child: with the variable set it is
// the process that gets killed.
func TestMain(m *testing.M) {
	if raw := os.Getenv("SCHEDULE_TEST_CHILD"); raw != "" {
		var c child
		if err := json.Unmarshal([]byte(raw), &c); err != nil {
			panic(err)
		}
		if err := c.run(); err != nil {
			fmt.Fprintln(os.Stderr, "child:", err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	code := m.Run()
	postgres.Stop()
	os.Exit(code)
}

// child is a process that runs schedules.
type child struct {
	Store    string    // path or URL
	Platform string    // URL of the platform
	Epoch    time.Time // when the child's clock shows Start
	Start    time.Time
	Speed    float64
	Fault    int  // dies at this boundary; 0 is never
	Settle   bool // ends when everything is settled
	Look     time.Duration
	Again    time.Duration // twice Look if 0
	SendFor  time.Duration // 2 s if 0; waited for by the child's clock
	Rescue   time.Duration
	Correct  bool                            // its digests quote what is withdrawn, so each is corrected
	Jumps    map[time.Duration]time.Duration // of its clock: how long after Epoch, and by how much
}

// shown is what its digests quote.
func (c *child) shown() []store.Passage {
	if !c.Correct {
		return nil
	}
	return []store.Passage{{Article: "withdrawn", SHA256: sum(nil), Start: 0, End: 5}}
}

func (c *child) now() time.Time {
	since, jumped := time.Since(c.Epoch), time.Duration(0)
	for after, by := range c.Jumps {
		if since >= after {
			jumped += by
		}
	}
	return c.Start.Add(time.Duration(float64(since)*c.Speed) + jumped)
}

func openStore(ctx context.Context, where string) (*store.Store, error) {
	if store.IsPostgres(where) {
		return store.OpenPostgres(ctx, where)
	}
	// A test that starts a process at this moment lends it, until it is
	// executed, the lock that was just released here.
	for end := time.Now().Add(time.Minute); ; time.Sleep(5 * time.Millisecond) {
		s, err := store.Open(ctx, where)
		if err == nil || !strings.Contains(err.Error(), "in use by") || time.Now().After(end) {
			return s, err
		}
	}
}

func (c *child) run() error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	s, err := openStore(ctx, c.Store)
	if err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	if os.Getenv("SCHEDULE_TEST_LOG") != "" {
		log = slog.New(slog.NewTextHandler(os.Stderr, nil))
	}
	if c.Again == 0 {
		c.Again = 2 * c.Look
	}
	if c.SendFor == 0 {
		c.SendFor = 2 * time.Second
	}
	wire := &tripwire{Store: s, at: int64(c.Fault)}
	p := &remote{url: c.Platform, wire: wire}
	config := RunnerConfig{Store: wire, Exclusive: !store.IsPostgres(c.Store), Now: c.now, Log: log,
		Platforms: map[string]chat.Delivery{"slack": p},
		Look:      c.Look, Again: c.Again, SendFor: c.SendFor, Skew: c.SendFor / 2, Check: 15 * time.Millisecond,
		Make: func(_ context.Context, o Occasion) (Draft, error) {
			wire.trip()
			return Draft{Message: chat.Message{Title: "Digest of " + o.Schedule.ID}, Shown: c.shown()}, nil
		},
		Correct: func(context.Context, store.Digest, []store.Change) (chat.Message, error) {
			wire.trip()
			return chat.Message{Title: "Corrected"}, nil
		}}
	var r *Runner
	if pool := s.Pool(); pool != nil {
		config.Check = 250 * time.Millisecond
		config.Crew, err = NewRiver(pool, RiverConfig{Timeout: c.Rescue / 2, Rescue: c.Rescue, Log: log})
	} else {
		config.Crew = NewHands(4, func() { r.Wake() }, log)
	}
	if err != nil {
		return err
	}
	if r, err = NewRunner(config); err != nil {
		return err
	}
	if c.Settle {
		go func() {
			for range time.Tick(10 * time.Millisecond) {
				// In this order: a slot that is there, and then is not open, is settled,
				// and what is settled and then is not outdated is corrected.
				if slots, err := s.Slots(ctx, store.Channel{}, time.Time{}, 1); err != nil || len(slots) == 0 {
					continue
				}
				if open, err := s.Unsettled(ctx, c.now().AddDate(1, 0, 0), 1); err != nil || len(open) > 0 {
					continue
				}
				if old, err := s.Outdated(ctx, time.Time{}); err == nil && len(old) == 0 {
					cancel()
				}
				r.ArticlesChanged()
			}
		}()
	}
	if err := r.Run(ctx); err != nil {
		return err
	}
	return s.Close()
}

// tripwire kills the process at a boundary: before and after every write, every
// send, every look.
type tripwire struct {
	Store
	at, passed int64
}

func (w *tripwire) trip() {
	if n := atomic.AddInt64(&w.passed, 1); n == w.at {
		syscall.Kill(os.Getpid(), syscall.SIGKILL)
		select {}
	}
}

func (w *tripwire) Fire(ctx context.Context, all []store.Firing) (int, error) {
	w.trip()
	defer w.trip()
	return w.Store.Fire(ctx, all)
}

func (w *tripwire) Advance(ctx context.Context, step store.Step) (int64, error) {
	w.trip()
	defer w.trip()
	return w.Store.Advance(ctx, step)
}

func (w *tripwire) Prune(ctx context.Context, then time.Time) error {
	w.trip()
	defer w.trip()
	return w.Store.Prune(ctx, then)
}

func (w *tripwire) Claim(ctx context.Context, key string, ttl time.Duration) (bool, error) {
	w.trip()
	defer w.trip()
	return w.Store.Claim(ctx, key, ttl)
}

// storm is bad weather: a fifth of the requests fails, in every way.
func storm(int, string) fault {
	if rand.IntN(5) > 0 {
		return none
	}
	return []fault{cutBefore, cutAfter, limited, unreachable}[rand.IntN(4)]
}

// slow is how many rounds the heavy tests run: SCHEDULE_TEST_KILLS, or few.
func rounds(usual int) int {
	if n, err := strconv.Atoi(os.Getenv("SCHEDULE_TEST_KILLS")); err == nil {
		return n
	}
	return usual
}

func short(key string) string { return strings.TrimPrefix(key, "digest/") }
