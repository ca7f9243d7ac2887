package config

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestCron holds the next runs after Saturday, 31 January 2026, 10:00 in Rome.
func TestCron(t *testing.T) {
	rome, err := Zone("Europe/Rome")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ line, want string }{
		{"0 8 * * 1-5", "Mon 02 08:00, Tue 03 08:00, Wed 04 08:00"},
		{"0 8 * * mon-FRI", "Mon 02 08:00, Tue 03 08:00, Wed 04 08:00"},
		{" 30 7,18  * * * ", "Sat 31 18:30, Sun 01 07:30, Sun 01 18:30"},
		{"0 9 * * 7", "Sun 01 09:00, Sun 08 09:00, Sun 15 09:00"},
		{"0 9 * * 0", "Sun 01 09:00, Sun 08 09:00, Sun 15 09:00"},
		{"0 9 * * 5-7", "Sun 01 09:00, Fri 06 09:00, Sat 07 09:00"},
		{"0 9 * * fri-sun", "Sun 01 09:00, Fri 06 09:00, Sat 07 09:00"},
		{"0 9 * * 1-7/2", "Sun 01 09:00, Mon 02 09:00, Wed 04 09:00"},
		{"0 9 * * */2", "Sun 01 09:00, Tue 03 09:00, Thu 05 09:00"},
		{"0 9 1 * 1", "Sun 01 09:00, Mon 02 09:00, Mon 09 09:00"},
		{"0 9 1 * ?", "Sun 01 09:00, Sun 01 09:00, Wed 01 09:00"},
		{"*/15 * * * *", "Sat 31 10:15, Sat 31 10:30, Sat 31 10:45"},
		{"0 12/6 * * *", "Sat 31 12:00, Sat 31 18:00, Sun 01 12:00"},
		{"0 9 29 2 *", "Tue 29 09:00, Sun 29 09:00, Fri 29 09:00"},
		{"0 9 1 jan-mar *", "Sun 01 09:00, Sun 01 09:00, Fri 01 09:00"},
		{"@daily", "Sun 01 00:00, Mon 02 00:00, Tue 03 00:00"},
		{"@Weekly", "Sun 01 00:00, Sun 08 00:00, Sun 15 00:00"},
		{"@hourly", "Sat 31 11:00, Sat 31 12:00, Sat 31 13:00"},
	} {
		s, err := Cron(test.line, rome)
		if err != nil {
			t.Errorf("%s: %v", test.line, err)
			continue
		}
		var runs []string
		at := time.Date(2026, 1, 31, 10, 0, 0, 0, rome)
		for range 3 {
			at = s.Next(at)
			runs = append(runs, at.Format("Mon 02 15:04"))
		}
		if got := strings.Join(runs, ", "); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.line, got, test.want)
		}
	}
}

func TestEveryListedZoneLoads(t *testing.T) {
	names := strings.Fields(zoneNames)
	if len(names) < 500 || !slices.Contains(names, "Europe/Rome") {
		t.Errorf("%d zones", len(names))
	}
	for _, n := range names {
		if _, err := Zone(n); err != nil {
			t.Errorf("%s: %v", n, err)
		}
	}
	for city, z := range zoneOf {
		if _, err := Zone(z); err != nil || city != strings.ToLower(city) {
			t.Errorf("%s: %s: %v", city, z, err)
		}
	}
}

func FuzzCron(f *testing.F) {
	for _, s := range []string{"0 8 * * 1-5", "TZ=0", "CRON_TZ=Europe/Rome", "*/90 * * * *", "0 9 30 2 *", "@every 1s", "5-7/2 * * jan sun-sun", "?,? * * * 7-7", "- - - - -", "0 0 1 1 1/7"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, line string) {
		s, err := Cron(line, time.UTC)
		if err != nil {
			var fault Fault
			if !errors.As(err, &fault) || fault.Wrong == "" || fault.Right == "" {
				t.Fatalf("%q: no remedy: %v", line, err)
			}
			return
		}
		a := s.Next(time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC))
		b := s.Next(a)
		if a.IsZero() || b.IsZero() || b.Sub(a) < leastInterval {
			t.Fatalf("%q: runs at %v and %v", line, a, b)
		}
	})
}

func FuzzParse(f *testing.F) {
	f.Add(Example)
	f.Add([]byte(complete()))
	f.Add([]byte("a: &x [*x]\n<<: *x\n? {a: b}\n: - c\n!t x: |\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		_, err := Parse("c.yaml", b)
		var all Problems
		if err != nil && (!errors.As(err, &all) || len(all) == 0) {
			t.Fatalf("no problems: %v", err)
		}
		for _, p := range all {
			if p.Wrong == "" || strings.Contains(p.Error(), "\n") {
				t.Fatalf("not one line: %q", p.Error())
			}
		}
	})
}
