package schedule

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// hazard is something that happens to a process while its digests are due.
type hazard struct {
	name    string
	weather func(s *server) func(n int, path string) fault
	jumps   map[time.Duration]time.Duration
	full    bool // its disk is full for a while
}

// within is bad weather for some time after the first request; fair before and after.
func within(d time.Duration, bad fault) func(*server) func(int, string) fault {
	return func(*server) func(int, string) fault {
		var began time.Time
		return func(int, string) fault {
			if began.IsZero() {
				began = time.Now()
			}
			if time.Since(began) < d {
				return bad
			}
			return none
		}
	}
}

// everyOther is bad weather for every other request.
func everyOther(bad fault) func(*server) func(int, string) fault {
	return func(*server) func(int, string) fault {
		return func(n int, path string) fault {
			if path == "/send" && n%2 == 1 {
				return bad
			}
			return none
		}
	}
}

// hour is an hour of the clock of these processes, which runs fast.
const (
	fast = 2400
	hour = time.Hour / fast
)

// TestHazards lets real processes run through what happens to them, and counts
// what the platform has in the end. The table is complete in "make slow"; every
// change sees each hazard once.
func TestHazards(t *testing.T) {
	if testing.Short() {
		t.Skip("runs real processes, which the race detector would slow out of their clock")
	}
	hazards := []hazard{
		{name: "network cut before it was taken", weather: everyOther(cutBefore)},
		{name: "network cut between send and answer", weather: everyOther(cutAfter)},
		{name: "platform down for an hour", weather: within(hour, unreachable)},
		{name: "clock jumps forward by 2 hours and back", jumps: map[time.Duration]time.Duration{hour / 10: 2 * time.Hour, hour / 5: -2 * time.Hour}},
		{name: "clock jumps back by 40 minutes", jumps: map[time.Duration]time.Duration{hour / 3: -40 * time.Minute}},
		{name: "disk full for a while", full: true},
	}
	for i, h := range hazards {
		for k, ids := range []bool{false, true} {
			if rounds(0) == 0 && i%2 != k {
				continue
			}
			t.Run(h.name+", "+shape(ids), func(t *testing.T) {
				t.Parallel()
				h.strike(t, ids)
			})
		}
	}
}

func (h hazard) strike(t *testing.T, ids bool) {
	p := serve(t, ids)
	if h.weather != nil {
		p.weather = h.weather(p)
	}
	dir := t.TempDir()
	if h.full {
		if os.Geteuid() != 0 {
			t.Skip("only root can mount a small disk")
		}
		if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", dir).CombinedOutput(); err != nil {
			t.Skipf("no small disk can be mounted: %v: %s", err, out)
		}
		defer exec.Command("umount", "-l", dir).Run()
	}
	where := filepath.Join(dir, "b.db")
	const schedules = 20
	book(t, where, schedules, func(i int) string { return []string{"0 8 * * *", "15 8 * * *", "30 8,9 * * *", "45 9 * * *"}[i%4] })
	c := child{Store: where, Platform: p.URL, Epoch: time.Now(), Start: start, Speed: fast, Look: 5 * time.Second, Again: 30 * time.Second, Jumps: h.jumps}
	cmd, said := c.start(t)
	filled := 0
	if h.full {
		fat := filepath.Join(dir, "fat")
		for range 4 {
			filled += fill(t, fat)
			time.Sleep(hour / 3)
			if err := os.Remove(fat); err != nil {
				t.Fatal(err)
			}
			time.Sleep(hour / 12)
		}
		if filled == 0 {
			t.Error("the disk was not full: the test proves nothing")
		}
	}
	time.Sleep(5 * hour / 2) // until a quarter past ten
	if err := cmd.Process.Kill(); err != nil {
		t.Fatalf("it had ended: %s", said)
	}
	cmd.Wait()
	p.mu.Lock()
	p.weather = nil
	p.mu.Unlock()
	c.Settle = true
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	context.AfterFunc(ctx, func() { cmd.Process.Kill() })
	cmd, said = c.start(t)
	if err := cmd.Wait(); err != nil {
		t.Fatalf("the last process: %v: %s", err, said)
	}
	l := count(t, where, p)
	t.Logf("%-8s %-40s %v", shape(ids), h.name+":", l)
	if l.doubled+l.missed+l.open > 0 || l.posted < schedules {
		t.Error("that is not effectively once")
	}
}

// fill fills the disk that file is on, and returns how many bytes that took.
func fill(t *testing.T, file string) (n int) {
	t.Helper()
	f, err := os.Create(file)
	if err != nil {
		return 0
	}
	defer f.Close()
	for size := 64 << 10; size > 0; size /= 2 {
		for {
			wrote, err := f.Write(make([]byte, size))
			n += wrote
			if err != nil {
				break
			}
		}
	}
	return n
}
