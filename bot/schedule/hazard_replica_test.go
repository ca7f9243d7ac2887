package schedule

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"briefingbot/bot/store/storetest"
)

// briskHour is an hour of the clock of replicas. It runs slower than that of one
// process alone: a send of the other one is waited for.
const (
	brisk     = 60
	briskHour = time.Hour / brisk
)

// TestHazardsOfReplicas is TestHazards for two processes on PostgreSQL.
func TestHazardsOfReplicas(t *testing.T) {
	if rounds(0) == 0 {
		t.Skip("set SCHEDULE_TEST_KILLS=1000 to run it; it takes 20 minutes")
	}
	jump := map[time.Duration]time.Duration{briskHour / 10: 2 * time.Hour, briskHour / 5: -2 * time.Hour}
	for name, h := range map[string]struct {
		hazard
		apart bool // only one replica's clock jumps
		down  bool // the database is down for an hour
	}{
		"database down for an hour":                        {down: true},
		"platform down for an hour":                        {hazard: hazard{weather: within(briskHour, unreachable)}},
		"clocks jump forward by 2 hours and back":          {hazard: hazard{jumps: jump}},
		"one clock jumps forward by 2 hours and back":      {hazard: hazard{jumps: jump}, apart: true},
		"clocks jump back by 40 minutes":                   {hazard: hazard{jumps: map[time.Duration]time.Duration{briskHour / 3: -40 * time.Minute}}},
		"one clock jumps back by 40 minutes for some time": {hazard: hazard{jumps: map[time.Duration]time.Duration{briskHour / 3: -40 * time.Minute, briskHour: 40 * time.Minute}}, apart: true},
		"disk full for a while":                            {hazard: hazard{full: true}},
	} {
		t.Run(name, func(t *testing.T) {
			p := serve(t, false)
			if h.weather != nil {
				p.weather = h.weather(p)
			}
			db, fat := &postgres, ""
			if h.full {
				db, fat = cramped(t)
			}
			if h.down {
				db = &storetest.Server{} // the others go on
				t.Cleanup(db.Stop)
			}
			c := child{Store: db.Database(t), Platform: p.URL, Start: start, Speed: brisk, Look: 5 * time.Second, Again: 30 * time.Second,
				SendFor: 2 * time.Minute, Rescue: 12 * time.Second}
			const schedules = 20
			book(t, c.Store, schedules, func(i int) string { return []string{"0 8 * * *", "15 8 * * *", "30 8,9 * * *", "45 9 * * *"}[i%4] })
			c.Epoch = time.Now().Add(time.Second)
			var all []*exec.Cmd
			var said []*bytes.Buffer
			for k := range 2 {
				if c.Jumps = h.jumps; h.apart && k == 0 {
					c.Jumps = nil
				}
				cmd, out := c.start(t)
				all, said = append(all, cmd), append(said, out)
			}
			switch {
			case h.down:
				time.Sleep(briskHour / 12)
				db.Halt()
				time.Sleep(briskHour)
				if err := db.Start(); err != nil {
					t.Fatal(err)
				}
			case h.full:
				crowd(t, db, c.Store, fat)
			}
			time.Sleep(time.Until(c.Epoch.Add(5 * briskHour / 2))) // until half past ten
			for k, cmd := range all {
				if err := cmd.Process.Kill(); err != nil {
					t.Fatalf("replica %d had ended: %s", k, said[k])
				}
				cmd.Wait()
			}
			p.mu.Lock()
			p.weather = nil
			p.mu.Unlock()
			c.Jumps, c.Settle = nil, true
			replicas(t, c, 2, nil)
			l := count(t, c.Store, p)
			t.Logf("%-52s %v", name+":", l)
			if l.doubled+l.missed+l.open > 0 || l.posted < schedules {
				t.Error("that is not effectively once")
			}
		})
	}
}

// cramped is a server on a small disk, and a file to fill that with.
func cramped(t *testing.T) (*storetest.Server, string) {
	if os.Geteuid() != 0 {
		t.Skip("only root can mount a small disk")
	}
	dir := t.TempDir()
	for d := dir; d != os.TempDir() && len(d) > 1; d = filepath.Dir(d) { // the server is another user
		if err := os.Chmod(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=120m,mode=777", "tmpfs", dir).CombinedOutput(); err != nil {
		t.Skipf("no small disk can be mounted: %v: %s", err, out)
	}
	s := &storetest.Server{}
	t.Cleanup(func() {
		s.Stop()
		exec.Command("umount", "-l", dir).Run()
	})
	t.Setenv("TMPDIR", dir)
	return s, filepath.Join(dir, "fat")
}

// crowd fills the disk of a database again and again, and starts the server
// where that has ended it.
func crowd(t *testing.T, s *storetest.Server, url, fat string) {
	filled, ended := 0, 0
	for range 4 {
		filled += fill(t, fat)
		time.Sleep(briskHour / 3)
		if err := os.Remove(fat); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		c, err := pgx.Connect(ctx, url)
		if err == nil {
			c.Close(ctx)
		} else {
			ended++
			s.Halt()
			if err := s.Start(); err != nil {
				t.Fatal(err)
			}
		}
		cancel()
		time.Sleep(briskHour / 12)
	}
	t.Logf("%d MB filled, the server ended %d times", filled>>20, ended)
	if filled == 0 {
		t.Error("the disk was not full: the test proves nothing")
	}
}
