package schedule

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// zones change their clocks in ten different ways: by an hour, by half an hour,
// at midnight, around Ramadan, in the south, and never.
var zones = []string{"Europe/Rome", "Europe/London", "America/New_York", "America/Santiago", "Africa/Cairo", "Australia/Lord_Howe",
	"Africa/Casablanca", "Pacific/Chatham", "Asia/Kolkata", "America/Scoresbysund"}

// TestOncePerLocalDay: every daily line runs exactly once on every local day of
// 14 years, in strictly increasing order.
func TestOncePerLocalDay(t *testing.T) {
	changes := 0
	for _, zone := range zones {
		place, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		from, to := time.Date(2024, 1, 1, 0, 0, 0, 0, place), time.Date(2038, 1, 1, 0, 0, 0, 0, place)
		for _, line := range []string{"0 0 * * *", "30 1 * * *", "0 2 * * *", "30 2 * * *", "15 3 * * *", "0 8 * * *"} {
			p, err := NewPlan([]string{line}, zone)
			if err != nil {
				t.Fatal(err)
			}
			days := map[string]int{}
			last, run, ok := from.Add(-time.Nanosecond), Run{}, true
			for {
				if run, ok = p.Next(last); !ok || !run.At.Before(to) {
					break
				}
				if !run.At.After(last) {
					t.Fatalf("%s %s: %v after %v", zone, line, run.At, last)
				}
				if run.At.Format(localForm) != run.Local {
					changes++
				}
				days[run.At.Format(time.DateOnly)]++
				last = run.At
			}
			n := 0
			for y, m, d := from.Date(); ; d++ {
				day := time.Date(y, m, d, 12, 0, 0, 0, place)
				if !day.Before(to) {
					break
				}
				n++
				if got := days[day.Format(time.DateOnly)]; got != 1 {
					t.Errorf("%s %s: %d runs on %s", zone, line, got, day.Format(time.DateOnly))
				}
			}
			if len(days) != n {
				t.Errorf("%s %s: runs on %d days, there are %d", zone, line, len(days), n)
			}
		}
	}
	if changes == 0 {
		t.Error("no run met a jump of the clocks: the test proves nothing")
	}
}

func TestPlanAtTheChanges(t *testing.T) {
	cases := []struct{ zone, lines, after, want string }{
		{"Europe/Rome", "30 2 * * *", "2026-03-28T12:00:00+01:00", "2026-03-29T03:00:00+02:00 2026-03-29T02:30"}, // jumped over
		{"Europe/Rome", "30 2 * * *", "2026-10-24T12:00:00+02:00", "2026-10-25T02:30:00+02:00 2026-10-25T02:30"}, // the first of two
		{"Europe/Rome", "30 2 * * *", "2026-10-25T02:30:00+02:00", "2026-10-26T02:30:00+01:00 2026-10-26T02:30"}, // and only that
		{"Europe/Rome", "30 2 * * *", "2026-10-25T02:10:00+01:00", "2026-10-26T02:30:00+01:00 2026-10-26T02:30"}, // from within the second
		{"America/Santiago", "0 0 * * *", "2026-09-05T12:00:00-04:00", "2026-09-06T01:00:00-03:00 2026-09-06T00:00"},
		{"Australia/Lord_Howe", "15 2 * * *", "2026-10-03T12:00:00+10:30", "2026-10-04T02:30:00+11:00 2026-10-04T02:15"},
		{"Pacific/Apia", "0 8 * * *", "2011-12-29T12:00:00-10:00", "2011-12-31T08:00:00+14:00 2011-12-31T08:00"}, // the 30th never was
		{"Europe/Rome", "30 2 * * *|0 3 * * *", "2026-03-29T03:00:00+02:00", "2026-03-30T02:30:00+02:00 2026-03-30T02:30"},
		{"UTC", "0 8 * * 1-5|0 18 * * *", "2026-02-06T08:00:00Z", "2026-02-06T18:00:00Z 2026-02-06T18:00"},
	}
	for _, c := range cases {
		p, err := NewPlan(strings.Split(c.lines, "|"), c.zone)
		if err != nil {
			t.Fatal(err)
		}
		after, err := time.Parse(time.RFC3339, c.after)
		if err != nil {
			t.Fatal(err)
		}
		run, ok := p.Next(after)
		if got := run.At.Format(time.RFC3339) + " " + run.Local; !ok || got != c.want {
			t.Errorf("%s %s after %s: %s, want %s", c.zone, c.lines, c.after, got, c.want)
		}
	}
}

func TestPlanRefuses(t *testing.T) {
	cases := []struct{ lines, zone, want string }{
		{"0 8 * * *", "Europe/Roma", "did you mean Europe/Rome"},
		{"0 8 * * *", "", "is missing"},
		{"TZ=0", "UTC", "time zone inside"},
		{"0 8 30 2 *", "UTC", "never comes"},
		{"0 8 * * *|5 8 * * *", "UTC", "08:00 and 08:05 are too close"},
		{"", "UTC", "is missing"},
	}
	for _, c := range cases {
		if _, err := NewPlan(strings.Split(c.lines, "|"), c.zone); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q in %q: %v, want %q", c.lines, c.zone, err, c.want)
		}
	}
	if _, err := NewPlan(nil, "UTC"); err == nil {
		t.Error("a plan without lines was made")
	}
	if _, ok := (Plan{}).Next(time.Now()); ok {
		t.Error("the zero plan runs")
	}
}

// TestPlanIsOrdered: whatever the lines and the moment, a run comes after the
// moment, its local time is not before the moment's, and no run lies between.
func TestPlanIsOrdered(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone := rapid.SampledFrom(zones).Draw(t, "zone")
		line := fmt.Sprintf("%d %d * * %s", rapid.IntRange(0, 59).Draw(t, "minute"), rapid.IntRange(0, 23).Draw(t, "hour"),
			rapid.SampledFrom([]string{"*", "1-5", "0,6", "2"}).Draw(t, "days"))
		p, err := NewPlan([]string{line, "0 */6 * * *"}, zone)
		if err != nil {
			t.Skip(err)
		}
		then := time.Unix(rapid.Int64Range(1.7e9, 2.1e9).Draw(t, "then"), 0)
		run, ok := p.Next(then)
		if !ok || !run.At.After(then) || run.At.Sub(then) > 8*time.Hour {
			t.Fatalf("%s %s after %v: %v", zone, line, then, run)
		}
		if again, _ := p.Next(run.At.Add(-time.Nanosecond)); again != run {
			t.Fatalf("%s %s: %v, then %v", zone, line, run, again)
		}
		if got := p.Between(then, run.At, 10); len(got) != 1 || got[0] != run {
			t.Fatalf("between: %v", got)
		}
	})
}
