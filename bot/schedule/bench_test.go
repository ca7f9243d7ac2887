package schedule

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"briefingbot/adapters/chat"
	"briefingbot/bot/store"
	"briefingbot/bot/store/storetest"
)

// rush is how many schedules are due in the same minute.
const rush = 10_000

// BenchmarkRush posts 10,000 digests that are due at eight, each in a channel
// of its own, and tells how late they are and how many a second there were. The
// platform answers at once, so this is what the store takes.
func BenchmarkRush(b *testing.B) {
	var disk storetest.Server // whose commits wait for the disk, as SQLite's do
	disk.Sync = true
	defer disk.Stop()
	stores := map[string]func(b *testing.B) *store.Store{
		"sqlite": func(b *testing.B) *store.Store {
			s, err := store.Open(b.Context(), filepath.Join(b.TempDir(), "b.db"))
			if err != nil {
				b.Fatal(err)
			}
			return s
		},
		"postgres": func(b *testing.B) *store.Store {
			s, err := store.OpenPostgres(b.Context(), disk.Database(b))
			if err != nil {
				b.Fatal(err)
			}
			return s
		},
	}
	for _, name := range []string{"sqlite", "postgres"} {
		b.Run(name, func(b *testing.B) {
			for range b.N {
				s := stores[name](b)
				late, took := atEight(b, s)
				slices.Sort(late)
				b.ReportMetric(late[len(late)*99/100].Seconds(), "p99-late-s")
				b.ReportMetric(late[len(late)/2].Seconds(), "p50-late-s")
				b.ReportMetric(float64(len(late))/took.Seconds(), "digests/s")
				s.Close()
			}
		})
	}
}

// atEight runs what is due at eight and returns how late each digest was.
func atEight(b *testing.B, s *store.Store) (late []time.Duration, took time.Duration) {
	b.StopTimer()
	ctx, cancel := context.WithCancel(b.Context())
	defer cancel()
	eight := time.Date(2026, 2, 6, 8, 0, 0, 0, time.UTC)
	for i := range rush {
		c := store.Schedule{ID: fmt.Sprintf("s%05d", i), Channel: store.Channel{Platform: "slack", ID: fmt.Sprintf("C%05d", i)},
			Spec: store.Spec{Lines: []string{"0 8 * * *"}, Zone: "UTC"}, Origin: "chat", Reached: eight.Add(-time.Hour), Next: eight, Created: eight}
		if err := s.PutSchedule(ctx, c, store.Audit{}); err != nil {
			b.Fatal(err)
		}
	}
	began := time.Now().Add(500 * time.Millisecond)
	p := &platform{}
	config := RunnerConfig{Store: s, Exclusive: s.Pool() == nil, Platforms: map[string]chat.Delivery{"slack": p},
		Now: func() time.Time { return eight.Add(time.Since(began)) },
		Make: func(_ context.Context, o Occasion) (Draft, error) {
			var shown []store.Passage
			for n := range 7 {
				shown = append(shown, store.Passage{Article: fmt.Sprint("a", n), SHA256: sum(nil), Start: 0, End: 80})
			}
			return Draft{Message: chat.Message{Title: "Digest of " + o.Schedule.ID}, Shown: shown}, nil
		}}
	var r *Runner
	var err error
	if pool := s.Pool(); pool != nil {
		config.Crew, err = NewRiver(pool, RiverConfig{Workers: 50, Log: slog.New(slog.DiscardHandler)})
	} else {
		config.Crew = NewHands(64, func() { r.Wake() }, nil)
	}
	if err != nil {
		b.Fatal(err)
	}
	if r, err = NewRunner(config); err != nil {
		b.Fatal(err)
	}
	done := make(chan error)
	b.StartTimer()
	go func() { done <- r.Run(ctx) }()
	for deadline := time.Now().Add(5 * time.Minute); ; time.Sleep(50 * time.Millisecond) {
		p.mu.Lock()
		n := len(p.posts)
		p.mu.Unlock()
		if n == rush {
			break
		}
		if time.Now().After(deadline) {
			b.Fatalf("%d of %d posted", n, rush)
		}
	}
	took = time.Since(began)
	b.StopTimer()
	time.Sleep(500 * time.Millisecond) // for the last to be settled
	cancel()
	if err := <-done; err != nil {
		b.Fatal(err)
	}
	slots, err := s.Slots(context.Background(), store.Channel{}, time.Time{}, 2*rush)
	if err != nil || len(slots) != rush {
		b.Fatal(len(slots), err)
	}
	for _, c := range slots {
		if c.State != store.SlotPosted {
			b.Errorf("%s: %s (%s)", c.ID, c.State, c.Why)
		}
		late = append(late, c.Finished.Sub(c.Due))
	}
	return late, took
}

// BenchmarkRecovery kills the process that posts a digest and tells how long
// after the next one's start the digest is settled, with the default waits: at
// once where nothing was sent, after the first look where it is found, after two where it is not.
func BenchmarkRecovery(b *testing.B) {
	for _, c := range []struct {
		name  string
		fault int // the boundary, see tripwire, after which the digest is frozen, its send was taken, or it was only said to be sent
		lost  bool
	}{{"frozen", 11, false}, {"sent", 15, false}, {"lost", 14, true}} {
		b.Run("sqlite/"+c.name, func(b *testing.B) {
			for range b.N {
				p := serve(b, false)
				where := filepath.Join(b.TempDir(), "b.db")
				book(b, where, 1, daily)
				k := child{Store: where, Platform: p.URL, Epoch: time.Now().Add(time.Second), Start: start, Speed: 1, Fault: c.fault, Settle: true, Look: 5 * time.Second, Again: 30 * time.Second}
				cmd, _ := k.start(b)
				cmd.Wait()
				k.Fault = 0
				began := time.Now()
				cmd, said := k.start(b)
				if err := cmd.Wait(); err != nil {
					b.Fatalf("%v: %s", err, said)
				}
				b.ReportMetric(time.Since(began).Seconds(), "settled-s")
				if waits := c.name != "frozen"; waits != (time.Since(began) > 4*time.Second) {
					b.Errorf("settled after %s: it was killed at another place", time.Since(began))
				}
				if l := count(b, where, p); l.posted != 1 || l.doubled+l.missed > 0 || c.lost && len(p.all()) != 3 {
					b.Error(l)
				}
			}
		})
	}
}
