package schedule

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestCatchesUpWithTheLatestOnly(t *testing.T) {
	cases := []struct {
		name   string
		down   time.Duration
		states string
		posts  int
		late   bool
	}{
		{"minutes", 8*time.Hour + 3*time.Minute, "01-01T08:00 posted", 1, false},
		{"an hour", 9 * time.Hour, "01-01T08:00 posted", 1, true},
		{"a day and an hour", 33 * time.Hour, "01-01T08:00 skipped (missed; only the latest is made up for)\n01-02T08:00 posted", 1, true},
		{"too long", 36 * time.Hour, "01-01T08:00 skipped (missed; only the latest is made up for)\n01-02T08:00 skipped (missed by 4h; at most 3h late is posted)", 0, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				b := newBench(t)
				b.put("a", "0 8 * * *")
				time.Sleep(c.down)
				b.start()
				time.Sleep(time.Minute)
				synctest.Wait()
				b.want(c.states, c.posts)
				for _, p := range b.slack.all() {
					if got := strings.Contains(p.Body, "Delayed from 08:00"); got != c.late {
						t.Errorf("says that it is late: %v, want %v: %s", got, c.late, p.Body)
					}
				}
			})
		})
	}
}

func TestClockJumps(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		b.put("a", "0 8 * * *")
		b.start()
		time.Sleep(7 * time.Hour)
		b.shift.Store(int64(90 * time.Minute)) // 7:00 is 8:30
		time.Sleep(time.Minute)
		synctest.Wait()
		b.want("01-01T08:00 posted", 1)
		b.shift.Store(0) // and it is 7:01 again
		time.Sleep(2 * time.Hour)
		synctest.Wait()
		b.want("01-01T08:00 posted", 1) // not twice
		b.shift.Store(int64(-2 * time.Hour))
		time.Sleep(26 * time.Hour)
		synctest.Wait()
		b.want("01-01T08:00 posted\n01-02T08:00 posted", 2)
		b.shift.Store(int64(10 * 365 * 24 * time.Hour)) // somebody sets the year wrong
		time.Sleep(time.Minute)
		b.shift.Store(0)
		before := len(b.slack.all())
		time.Sleep(24 * time.Hour)
		synctest.Wait()
		if n := len(b.slack.all()); n != before+1 {
			t.Errorf("%d posts on the day after the clock was wrong by ten years, want 1\n%s", n-before, b.states())
		}
	})
}
