package schedule

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"briefingbot/adapters/chat"
	"briefingbot/bot/store"
)

// bench is a runner over a real SQLite store and a fake platform, in a bubble
// where time passes when nobody works.
type bench struct {
	t      *testing.T
	store  *store.Store
	slack  *platform
	config RunnerConfig
	runner *Runner
	shift  atomic.Int64 // of the wall clock
	stop   func()
	made   atomic.Int64
	mu     sync.Mutex // guards occ: digests of several channels are made at the same time
	occ    []Occasion
}

func newBench(t *testing.T) *bench {
	t.Helper()
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "b.db"))
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{t: t, store: s, slack: &platform{}}
	b.slack.now = b.now
	b.config = RunnerConfig{Store: s, Exclusive: true, Now: b.now,
		Platforms: map[string]chat.Delivery{"slack": b.slack},
		Make: func(_ context.Context, o Occasion) (Draft, error) {
			b.made.Add(1)
			b.mu.Lock()
			b.occ = append(b.occ, o)
			b.mu.Unlock()
			return Draft{Message: chat.Message{Title: "Digest of " + o.Schedule.ID},
				Shown: []store.Passage{{Article: "a", SHA256: strings.Repeat("0", 64), Start: 0, End: 5}}, Payload: []byte("p")}, nil
		}}
	t.Cleanup(func() {
		if b.stop != nil {
			b.stop()
		}
		s.Close()
	})
	return b
}

func (b *bench) now() time.Time { return time.Now().Add(time.Duration(b.shift.Load())) }

func (b *bench) start() {
	b.t.Helper()
	var r *Runner
	b.config.Crew = NewHands(4, func() { r.Wake() }, nil)
	var err error
	r, err = NewRunner(b.config)
	if err != nil {
		b.t.Fatal(err)
	}
	b.runner = r
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error)
	go func() { done <- r.Run(ctx) }()
	b.stop = func() {
		cancel()
		if err := <-done; err != nil {
			b.t.Error(err)
		}
		b.stop = nil
	}
}

// put stores a schedule that runs from now on.
func (b *bench) put(id, lines string) store.Schedule {
	b.t.Helper()
	s := store.Schedule{ID: id, Channel: store.Channel{Platform: "slack", Team: "T", ID: "C-" + id}, Origin: "chat",
		Spec: store.Spec{Lines: strings.Split(lines, "|"), Zone: "UTC"}, Reached: b.now(), Created: b.now()}
	p, err := NewPlan(s.Spec.Lines, s.Spec.Zone)
	if err != nil {
		b.t.Fatal(err)
	}
	if next, ok := p.Next(b.now()); ok {
		s.Next = next.At
	}
	if err := b.store.PutSchedule(b.t.Context(), s, store.Audit{Verb: "save", Schedule: id}); err != nil {
		b.t.Fatal(err)
	}
	return s
}

func (b *bench) slots() []store.Slot {
	b.t.Helper()
	slots, err := b.store.Slots(context.Background(), store.Channel{}, time.Time{}, 1000)
	if err != nil {
		b.t.Fatal(err)
	}
	return slots
}

// states lists the slots, oldest first: local time, state, why.
func (b *bench) states() string {
	var lines []string
	for _, s := range b.slots() {
		line := s.Local[5:] + " " + s.State
		if s.Why != "" {
			line += " (" + s.Why + ")"
		}
		lines = append([]string{line}, lines...)
	}
	return strings.Join(lines, "\n")
}

func (b *bench) want(states string, posts int) {
	b.t.Helper()
	if got := b.states(); got != states {
		b.t.Errorf("slots:\n%s\nwant:\n%s", got, states)
	}
	keys := b.slack.byKey()
	total := 0
	for key, n := range keys {
		if total += n; n != 1 {
			b.t.Errorf("%s is there %d times", key, n)
		}
	}
	if total != posts {
		b.t.Errorf("%d posts, want %d: %v", total, posts, keys)
	}
}

// The bubble's clock starts on Saturday, 1 January 2000, 00:00 UTC.

func TestPostsWhenDue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		b.put("a", "0 8 * * *|30 18 * * *")
		b.start()
		time.Sleep(32 * time.Hour)
		synctest.Wait()
		b.want("01-01T08:00 posted\n01-01T18:30 posted\n01-02T08:00 posted", 3)
		for _, p := range b.slack.all() {
			if late := p.At.Sub(p.At.Truncate(30 * time.Minute)); late > time.Second {
				t.Errorf("posted %s late", late)
			}
		}
		if o := b.occ[2]; o.Since.Slot.Local != "2000-01-01T18:30" || string(o.Since.Payload) != "p" || len(o.Seen) != 1 || len(o.Changed) != 0 || len(b.occ[1].Changed) != 1 || o.Late != 0 {
			t.Errorf("the third occasion: %+v", o)
		}
		if err := b.runner.Alive(); err != nil {
			t.Error(err)
		}
	})
}

func TestFaultsOfThePlatform(t *testing.T) {
	first := func(f fault) func(int) fault {
		return func(n int) fault {
			if n == 1 {
				return f
			}
			return none
		}
	}
	cases := []struct {
		name   string
		fault  func(int) fault
		hidden int
		states string
		posts  int
		within time.Duration
	}{
		{"none", nil, 0, "01-01T08:00 posted", 1, time.Second},
		{"cut before it was taken", first(cutBefore), 0, "01-01T08:00 posted", 1, 40 * time.Second},
		{"cut after it was taken", first(cutAfter), 0, "01-01T08:00 posted", 1, 40 * time.Second},
		{"taken, and shown late", first(cutAfter), 1, "01-01T08:00 posted", 1, 40 * time.Second},
		{"rate limited", first(limited), 0, "01-01T08:00 posted", 1, 8 * time.Second},
		{"not reached", first(unreachable), 0, "01-01T08:00 posted", 1, 6 * time.Second},
		{"refused", first(refuses), 0, "01-01T08:00 refused (refused: is_archived: Unarchive the channel.)", 0, time.Second},
		{"down for an hour", nil, 0, "01-01T08:00 posted", 1, 66 * time.Minute},
		{"cut for an hour", nil, 0, "01-01T08:00 posted", 1, 66 * time.Minute},
	}
	for _, ids := range []bool{false, true} {
		for _, c := range cases {
			t.Run(fmt.Sprintf("%s, ids %v", c.name, ids), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					b := newBench(t)
					b.slack.ids, b.slack.fault, b.slack.hidden = ids, c.fault, c.hidden
					over := time.Now().Add(9 * time.Hour)
					if strings.HasSuffix(c.name, "for an hour") {
						b.slack.fault = func(n int) fault {
							switch {
							case time.Now().After(over):
								return none
							case c.name[0] == 'd':
								return unreachable
							case n%2 == 1:
								return cutBefore
							}
							return cutAfter
						}
						b.slack.find = func() error {
							if time.Now().Before(over) {
								return chat.ErrAmbiguous
							}
							return nil
						}
					}
					b.put("a", "0 8 * * *")
					time.Sleep(8*time.Hour - time.Minute)
					b.start()
					time.Sleep(2 * time.Hour)
					synctest.Wait()
					b.want(c.states, c.posts)
					for _, p := range b.slack.all() {
						settled := b.slots()[0].Finished.Sub(b.slots()[0].Due)
						if settled > c.within {
							t.Errorf("settled after %s, want %s", settled, c.within)
						}
						if late := p.At.Sub(b.slots()[0].Due); late > 15*time.Minute && !strings.Contains(p.Body, "Delayed from 08:00") {
							t.Errorf("posted %s late and does not say so: %s", late, p.Body)
						}
					}
				})
			})
		}
	}
}

func TestThreadFollowsItsRoot(t *testing.T) {
	for n, f := range []fault{none, cutBefore, cutAfter, limited} {
		for at := 1; at <= 3; at++ {
			synctest.Test(t, func(t *testing.T) {
				b := newBench(t)
				b.slack.split = 3
				b.slack.fault = func(send int) fault {
					if send == at {
						return f
					}
					return none
				}
				b.put("a", "0 8 * * *")
				time.Sleep(8*time.Hour - time.Minute)
				b.start()
				time.Sleep(10 * time.Minute)
				synctest.Wait()
				b.want("01-01T08:00 posted", 3)
				posts := b.slack.all()
				for i, p := range posts {
					if p.Part != i || i > 0 && p.Thread != posts[0].ID || i == 0 && p.Thread != "" {
						t.Errorf("fault %d at send %d: part %d is number %d in thread %q", n, at, p.Part, i, p.Thread)
					}
				}
			})
		}
	}
	synctest.Test(t, func(t *testing.T) { // a refused part is missing, and that is said
		b := newBench(t)
		b.slack.split = 3
		b.slack.fault = func(send int) fault {
			if send == 2 {
				return refuses
			}
			return none
		}
		b.put("a", "0 8 * * *")
		b.start()
		time.Sleep(9 * time.Hour)
		synctest.Wait()
		b.want("01-01T08:00 posted (part 2 of 3 is missing: refused: is_archived: Unarchive the channel.)", 2)
	})
}

func TestStoppedAndPaused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		s := b.put("a", "0 8 * * *")
		b.slack.fault = func(int) fault { return unreachable }
		b.start()
		time.Sleep(8*time.Hour + time.Minute)
		s.Paused, s.Next = true, time.Time{}
		if err := b.store.PutSchedule(t.Context(), s, store.Audit{}); err != nil {
			t.Fatal(err)
		}
		time.Sleep(10 * time.Minute)
		synctest.Wait()
		b.want("01-01T08:00 skipped (the schedule was paused)", 0)
	})
}

func TestMakeFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		good := b.config.Make
		b.config.Make = func(ctx context.Context, o Occasion) (Draft, error) {
			if time.Now().Hour() == 8 && time.Now().Minute() < 4 {
				return Draft{}, fmt.Errorf("no articles yet")
			}
			return good(ctx, o)
		}
		b.put("a", "0 8 * * *")
		b.put("b", "0 9 * * *")
		b.start()
		time.Sleep(8*time.Hour + time.Minute)
		synctest.Wait()
		b.want("01-01T08:00 due (the digest could not be made: no articles yet)", 0)
		time.Sleep(2 * time.Hour)
		synctest.Wait()
		b.want("01-01T08:00 posted\n01-01T09:00 posted", 2)
	})
}

func TestNothingNew(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		b.config.Make = func(context.Context, Occasion) (Draft, error) { return Draft{}, nil }
		b.put("a", "0 8 * * *")
		b.start()
		time.Sleep(9 * time.Hour)
		synctest.Wait()
		b.want("01-01T08:00 skipped (nothing new)", 0)
	})
}

// TestLiveWorkerIsWaitedFor: a second runner on the same store leaves a part
// alone that the first is still sending, and the first writes down how it came out.
func TestLiveWorkerIsWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		b.config.Exclusive = false
		b.config.Check = 2 * time.Second
		b.slack.slow = func() { time.Sleep(12 * time.Second) }
		b.put("a", "0 8 * * *")
		time.Sleep(8*time.Hour - time.Minute)
		b.start()
		first := b.stop
		b.start()
		second := b.stop
		b.stop = func() { first(); second() }
		time.Sleep(5 * time.Minute)
		synctest.Wait()
		b.want("01-01T08:00 posted", 1)
		if took := b.slots()[0].Finished.Sub(b.slots()[0].Due); took > 13*time.Second || b.slack.sends != 1 {
			t.Errorf("settled after %s with %d sends", took, b.slack.sends)
		}
	})
}

// stalling is a store whose answer to "sending" comes late, once.
type stalling struct {
	Store
	done atomic.Bool
	by   time.Duration
}

func (s *stalling) Advance(ctx context.Context, step store.Step) (int64, error) {
	version, err := s.Store.Advance(ctx, step)
	if len(step.Parts) == 1 && step.Parts[0].State == store.PartSending && s.done.CompareAndSwap(false, true) {
		time.Sleep(s.by)
	}
	return version, err
}

// TestHeldUpWorkerSendsNothing: whoever is held up between its row and its send
// for so long that another takes over does not send after all.
func TestHeldUpWorkerSendsNothing(t *testing.T) {
	for _, by := range []time.Duration{5 * time.Second, 10 * time.Second, 70 * time.Second, time.Hour} {
		synctest.Test(t, func(t *testing.T) {
			b := newBench(t)
			b.config.Exclusive = false
			b.config.Check = min(max(by/5, 2*time.Second), 30*time.Second) // the other looks while this one is held up
			b.config.Store = &stalling{Store: b.store, by: by}
			b.put("a", "0 8 * * *")
			time.Sleep(8*time.Hour - time.Minute)
			b.start()
			first := b.stop
			b.start()
			second := b.stop
			b.stop = func() { first(); second() }
			time.Sleep(by + 20*time.Minute)
			synctest.Wait()
			b.want("01-01T08:00 posted", 1)
		})
	}
}
