package schedule

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"briefingbot/adapters/chat"
	"briefingbot/bot/store"
)

// replicas starts several processes on one database, and waits until all have
// ended; meanwhile runs while they run.
func replicas(t *testing.T, c child, n int, meanwhile func(all []*exec.Cmd)) {
	t.Helper()
	var all []*exec.Cmd
	var said []*bytes.Buffer
	for range n {
		cmd, out := c.start(t)
		all, said = append(all, cmd), append(said, out)
	}
	if meanwhile != nil {
		meanwhile(all)
	}
	for i, cmd := range all {
		if err := cmd.Wait(); err != nil && cmd.ProcessState.ExitCode() != -1 {
			t.Errorf("replica %d: %v: %s", i, err, said[i])
		}
	}
}

// onPostgres are children whose clock is the real one: a live replica's send
// is waited for in real time.
func onPostgres(t *testing.T, p *server, schedules int) child {
	c := child{Store: postgres.Database(t), Platform: p.URL, Start: start, Speed: 1, Settle: true, Look: 60 * time.Millisecond, Rescue: 12 * time.Second}
	book(t, c.Store, schedules, daily)
	c.Epoch = time.Now().Add(500 * time.Millisecond) // all of them are there when it is eight
	return c
}

func TestReplicasRace(t *testing.T) {
	for _, ids := range []bool{false, true} {
		for _, n := range []int{2, 3} {
			if ids == (n == 3) && rounds(0) == 0 {
				continue // two and three, Slack's and Matrix's: each once is enough for every day
			}
			p := serve(t, ids)
			p.weather = storm
			c := onPostgres(t, p, 30)
			replicas(t, c, n, nil)
			l := count(t, c.Store, p)
			t.Logf("%-8s %-40s %v", shape(ids), fmt.Sprintf("%d replicas race:", n), l)
			if l.doubled+l.missed+l.open > 0 || l.posted != 30 {
				t.Error("that is not effectively once")
			}
		}
	}
}

// TestOneAfterTheOther: digests of one channel that are due at the same time
// know each other, whoever makes them.
func TestOneAfterTheOther(t *testing.T) {
	s, err := store.OpenPostgres(t.Context(), postgres.Database(t))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	eight := time.Date(2026, 2, 6, 8, 0, 0, 0, time.UTC)
	for i := range 4 {
		c := store.Schedule{ID: fmt.Sprint("s", i), Channel: store.Channel{Platform: "slack", ID: "C"}, Spec: store.Spec{Lines: []string{"0 8 * * *"}, Zone: "UTC"},
			Reached: eight.Add(-time.Hour), Next: eight, Created: eight}
		if err := s.PutSchedule(t.Context(), c, store.Audit{}); err != nil {
			t.Fatal(err)
		}
	}
	crew, err := NewRiver(s.Pool(), RiverConfig{})
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	var mu sync.Mutex
	var since []string
	r, err := NewRunner(RunnerConfig{Store: s, Crew: crew, Platforms: map[string]chat.Delivery{"slack": &platform{}}, Now: func() time.Time { return eight.Add(time.Since(began)) },
		Make: func(_ context.Context, o Occasion) (Draft, error) {
			mu.Lock()
			defer mu.Unlock()
			since = append(since, o.Since.Slot.Schedule+"→"+o.Schedule.ID)
			return Draft{Message: chat.Message{Title: "Digest"}}, nil
		}})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- r.Run(ctx) }()
	for deadline := time.Now().Add(2 * time.Minute); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if open, err := s.Unsettled(ctx, eight.AddDate(1, 0, 0), 1); err == nil && len(open) == 0 && time.Since(began) > time.Second {
			break
		}
	}
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
	if got := strings.Join(since, " "); got != "→s0 s0→s1 s1→s2 s2→s3" {
		t.Errorf("digests and the one before each: %s", got)
	}
}

func TestDatabaseRestarts(t *testing.T) {
	for _, ids := range []bool{false, true} {
		if !ids || rounds(0) > 0 { // every change sees one of them
			databaseRestarts(t, ids)
		}
	}
}

func databaseRestarts(t *testing.T, ids bool) {
	p := serve(t, ids)
	p.weather = storm
	c := onPostgres(t, p, 60)
	replicas(t, c, 2, func([]*exec.Cmd) {
		time.Sleep(1200 * time.Millisecond) // in the middle of it
		postgres.Halt()
		time.Sleep(300 * time.Millisecond)
		if err := postgres.Start(); err != nil {
			t.Fatal(err)
		}
	})
	l := count(t, c.Store, p)
	t.Logf("%-8s %-40s %v", shape(ids), "2 replicas, database restarted:", l)
	if l.doubled+l.missed+l.open > 0 || l.posted != 60 {
		t.Error("that is not effectively once")
	}
}

// TestReplicasKilled kills replicas at random and starts others. River gives
// the jobs of a dead process away only every half minute, so this is slow.
func TestReplicasKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("kills real processes, which the race detector would slow out of their clock")
	}
	n := rounds(0) / 25
	if n == 0 {
		t.Skip("set SCHEDULE_TEST_KILLS=1000 to run it")
	}
	for _, ids := range []bool{false, true} {
		p := serve(t, ids)
		p.weather = storm
		schedules := 40 * n / 10
		c := child{Store: postgres.Database(t), Platform: p.URL, Start: start, Speed: 1, Look: 60 * time.Millisecond, Rescue: 12 * time.Second}
		book(t, c.Store, schedules, daily)
		c.Epoch = time.Now()
		other, said := c.start(t)
		for range n {
			cmd, _ := c.start(t)
			time.Sleep(300*time.Millisecond + time.Duration(rand.IntN(900))*time.Millisecond)
			cmd.Process.Kill()
			cmd.Wait()
			if rand.IntN(3) == 0 {
				other.Process.Kill()
				other.Wait()
				other, said = c.start(t)
			}
		}
		other.Process.Kill()
		other.Wait()
		p.mu.Lock()
		p.weather = nil
		p.mu.Unlock()
		began := time.Now()
		c.Settle = true
		replicas(t, c, 2, nil)
		l := count(t, c.Store, p)
		t.Logf("%-8s %-40s %v (the rest was settled %.0f s after the last kill)%s", shape(ids), fmt.Sprintf("replicas killed %d times:", n), l, time.Since(began).Seconds(), said.String())
		if l.doubled+l.missed+l.open > 0 || l.posted != schedules {
			t.Error("that is not effectively once")
		}
	}
}
