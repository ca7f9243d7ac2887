package schedule

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"briefingbot/bot/store"
)

// start is a moment before eight on a Friday.
var start = time.Date(2026, 2, 6, 7, 59, 59, 500e6, time.UTC)

func (c child) start(t testing.TB) (*exec.Cmd, *bytes.Buffer) {
	t.Helper()
	raw, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "SCHEDULE_TEST_CHILD="+string(raw))
	var said bytes.Buffer
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd, &said
}

// book stores n schedules, each every 15 minutes, and closes the store.
func book(t testing.TB, where string, n int, line func(i int) string) {
	t.Helper()
	s, err := openStore(context.Background(), where)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for i := range n {
		c := store.Schedule{ID: fmt.Sprintf("s%d", i), Channel: store.Channel{Platform: "slack", ID: fmt.Sprintf("C%d", i)},
			Spec: store.Spec{Lines: []string{line(i)}, Zone: "UTC", MaxLate: 7 * 24 * time.Hour}, Origin: "chat", Reached: start, Created: start}
		p, err := NewPlan(c.Spec.Lines, "UTC")
		if err != nil {
			t.Fatal(err)
		}
		run, _ := p.Next(start)
		c.Next = run.At
		if err := s.PutSchedule(context.Background(), c, store.Audit{}); err != nil {
			t.Fatal(err)
		}
	}
}

// ledger counts what is there and what is not.
type ledger struct {
	slots, posted, skipped, open, doubled, missed int
}

func (l ledger) String() string {
	return fmt.Sprintf("%6d slots %6d posted %4d skipped for a later one or as too late %3d open %3d doubled %3d missed", l.slots, l.posted, l.skipped, l.open, l.doubled, l.missed)
}

// count compares the slots of a store with what the platform has: every run of
// every plan up to the latest slot must have its slot, and every posted slot its
// three parts, once.
func count(t testing.TB, where string, p *server) ledger {
	t.Helper()
	s, err := openStore(context.Background(), where)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	slots, err := s.Slots(context.Background(), store.Channel{}, time.Time{}, 1_000_000)
	if err != nil {
		t.Fatal(err)
	}
	there, l, known := p.byKey(), ledger{slots: len(slots)}, map[string]bool{}
	for _, n := range there {
		l.doubled += n - 1
	}
	for _, c := range slots {
		known[c.ID] = true
		switch c.State {
		case store.SlotPosted:
			l.posted++
			for _, key := range []string{"digest/" + c.ID, "digest/" + c.ID + "/1", "digest/" + c.ID + "/2"} {
				if there[key] == 0 {
					l.missed++
					t.Errorf("%s is settled as posted and is not there (%s)", short(key), c.Why)
				}
			}
		case store.SlotSkipped:
			l.skipped++
		case store.SlotDue, store.SlotFrozen:
			l.open++
		default:
			l.missed++
			t.Errorf("slot %s: %s (%s)", c.ID, c.State, c.Why)
		}
	}
	all, err := s.Schedules(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		p, err := NewPlan(c.Spec.Lines, c.Spec.Zone)
		if err != nil {
			t.Fatal(err)
		}
		for _, run := range p.Between(start, c.Reached, 1_000_000) {
			if !known[c.ID+"@"+run.Local] {
				l.missed++
				t.Errorf("%s has no slot for %s", c.ID, run.Local)
			}
		}
	}
	if err := s.Check(context.Background()); err != nil {
		t.Error(err)
	}
	return l
}

func daily(int) string { return "0 8 * * *" }

// TestKilledAtEveryBoundary kills the process before and after every write,
// every send and every look of one digest, and lets another finish it.
func TestKilledAtEveryBoundary(t *testing.T) {
	t.Parallel() // with the other tests whose processes are waited for
	if testing.Short() {
		t.Skip("kills real processes, which the race detector would slow out of their clock")
	}
	for _, ids := range []bool{false, true} {
		p := serve(t, ids)
		kills := 0
		for fault := 1; ; fault++ {
			where := filepath.Join(t.TempDir(), "b.db")
			p.mu.Lock()
			p.seen = 0
			p.weather = func(n int, path string) trouble { // the first send is taken, and its answer lost; so is a later one
				if path == "/send" && (n == 1 || n == 4) {
					return []trouble{cutAfter, cutBefore}[n/4]
				}
				return none
			}
			p.platform.posts = nil
			p.mu.Unlock()
			book(t, where, 1, daily)
			c := child{Store: where, Platform: p.URL, Epoch: time.Now(), Start: start, Speed: 60, Fault: fault, Settle: true, Look: 2 * time.Second, Correct: true}
			cmd, said := c.start(t)
			err := cmd.Wait()
			if err == nil {
				break // there is no such boundary any more
			}
			if cmd.ProcessState.ExitCode() != -1 {
				t.Fatalf("boundary %d: %v: %s", fault, err, said)
			}
			kills++
			c.Fault = 0
			cmd, said = c.start(t)
			if err := cmd.Wait(); err != nil {
				t.Fatalf("boundary %d, second process: %v: %s", fault, err, said)
			}
			if l := count(t, where, p); l.doubled+l.missed > 0 || l.posted != 1 {
				t.Errorf("boundary %d: %v", fault, l)
			}
			for _, o := range p.all() {
				if o.Part == 0 && o.Body != "part 0 of Corrected" {
					t.Errorf("boundary %d: the post is not corrected: %s", fault, o.Body)
				}
			}
			if ids && rounds(0) == 0 {
				fault += 4 // the boundaries are the same; a sample of them is enough
			}
		}
		if kills < 10 || !ids && kills < 50 {
			t.Errorf("only %d boundaries: the test looks in the wrong place", kills)
		}
		t.Logf("%-8s %-40s 0 doubled, 0 missed", shape(ids), fmt.Sprintf("kill -9 at %d boundaries:", kills))
	}
}

type trouble = fault // where a variable has its name

func shape(ids bool) string {
	if ids {
		return "matrix"
	}
	return "slack"
}

// TestRandomKills kills the process again and again while digests are due and
// the platform fails a fifth of the requests.
func TestRandomKills(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("kills real processes, which the race detector would slow out of their clock")
	}
	for _, ids := range []bool{false, true} {
		n := rounds(30)
		p := serve(t, ids)
		p.weather = storm
		where := filepath.Join(t.TempDir(), "b.db")
		book(t, where, 12, func(i int) string { return fmt.Sprintf("%d-59/15 * * * *", i) })
		c := child{Store: where, Platform: p.URL, Epoch: time.Now(), Start: start, Speed: 300, Look: 4 * time.Second}
		for range n {
			cmd, said := c.start(t)
			time.Sleep(40*time.Millisecond + time.Duration(rand.IntN(200))*time.Millisecond)
			if err := cmd.Process.Kill(); err != nil {
				t.Fatalf("it had ended before it was killed: %s", said)
			}
			cmd.Wait()
		}
		p.mu.Lock()
		p.weather = nil
		p.mu.Unlock()
		c.Settle = true
		cmd, said := c.start(t)
		if err := cmd.Wait(); err != nil {
			t.Fatalf("the last process: %v: %s", err, said)
		}
		l := count(t, where, p)
		t.Logf("%-8s %-40s %v", shape(ids), fmt.Sprintf("%d kills at random:", n), l)
		if l.doubled+l.missed+l.open > 0 || l.posted < n/4 {
			t.Error("that is not effectively once")
		}
	}
}
