package web

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"briefingbot/briefing"
)

// on is an event of a day, month or year, written 2006-01-02, 2006-01 or 2006.
func on(when string) briefing.Event {
	form, precision := time.DateOnly, "day"
	switch len(when) {
	case 7:
		form, precision = "2006-01", "month"
	case 4:
		form, precision = "2006", "year"
	}
	from, until, _ := strings.Cut(when, "/")
	t, err := time.Parse(form, from)
	if err != nil {
		panic(err)
	}
	e := briefing.Event{When: t, Precision: precision}
	if until != "" {
		e.Until, _ = time.Parse(form, until)
	}
	return e
}

func TestPicture(t *testing.T) {
	for _, c := range []struct {
		name   string
		events []string
		parts  int
		labels string
		bars   int
		spans  int
	}{
		{"nothing", nil, 0, "", 0, 0},
		{"one day", []string{"2026-02-06", "2026-02-06"}, 0, "", 0, 0},
		{"two days", []string{"2026-02-06", "2026-02-08"}, 1, "6 Feb 2026 8 Feb 2026", 2, 0},
		{"days and a range", []string{"2026-01-27", "2026-02-06", "2026-02-06/2026-02-22"}, 1, "27 Jan 2026 22 Feb 2026", 2, 1},
		{"years apart", []string{"1956", "2006-02-10", "2026-02-06", "2026-02-22"}, 3, "1956 10 Feb 2006 6–22 Feb 2026", 3, 1},
		{"a year with its months", []string{"2026", "2026-03", "2026-05-12"}, 1, "1 Jan 2026 31 Dec 2026", 1, 2},
		{"many far apart", []string{"1900", "1920", "1940", "1960", "1980", "2000", "2020"}, 1, "1900 2020", 0, 7},
	} {
		var es []briefing.Event
		for _, w := range c.events {
			if len(w) > 10 {
				e := on(w[:10])
				e.Until = on(w[11:]).When
				es = append(es, e)
			} else {
				es = append(es, on(w))
			}
		}
		p := draw(es)
		if p == nil {
			if c.parts != 0 {
				t.Errorf("%s: no picture", c.name)
			}
			continue
		}
		var labels []string
		for _, l := range p.Labels {
			labels = append(labels, l.Text)
		}
		if got := strings.Join(labels, " "); len(p.Parts) != c.parts || got != c.labels || len(p.Bars) != c.bars || len(p.Spans) != c.spans {
			t.Errorf("%s: %d parts, %d bars, %d spans, %q; want %d, %d, %d, %q", c.name, len(p.Parts), len(p.Bars), len(p.Spans), got, c.parts, c.bars, c.spans, c.labels)
		}
	}
}

// TestTicks names the years or months within a part, as many as find room, and
// puts days together that could not be told apart.
func TestTicks(t *testing.T) {
	for _, c := range []struct {
		events, ticks string
		bars          int
	}{
		{"2026-02-06 2026-02-08", "", 2},
		{"2026-01-10 2026-02-20 2026-03-25 2026-04-20 2026-05-20", "Feb Mar Apr May", 5},
		{"2024-01 2024-08 2025-03 2025-11", "2025", 0},
		{"2024-08 2025 2026-01-27 2026-01-28 2026-02-06", "2025 2026", 2},
		{"1900 1920 1940-05-01 1960 1980 2003", "1910 1920 1930 1940 1950 1960 1970 1980 1990", 1},
	} {
		var es []briefing.Event
		for w := range strings.FieldsSeq(c.events) {
			es = append(es, on(w))
		}
		p := draw(es)
		var ticks []string
		for i, l := range p.Ticks {
			ticks = append(ticks, l.Text)
			if i > 0 && l.X-p.Ticks[i-1].X < apiece-0.01 {
				t.Errorf("%s: %s and %s meet", c.events, p.Ticks[i-1].Text, l.Text)
			}
		}
		if got := strings.Join(ticks, " "); got != c.ticks || len(p.Bars) != c.bars {
			t.Errorf("%s: %q, %d bars; want %q, %d", c.events, got, len(p.Bars), c.ticks, c.bars)
		}
	}
}

// TestPictureBounds draws at random: everything is inside, in order of time, and
// as small for a hundred thousand events as for a hundred.
func TestPictureBounds(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for n := range 300 {
		var es []briefing.Event
		for range 2 + r.IntN(60) {
			day := time.Date(1900+r.IntN(1+n), time.Month(1+r.IntN(12)), 1+r.IntN(28), 0, 0, 0, 0, time.UTC)
			switch r.IntN(5) {
			case 0:
				es = append(es, on(day.Format("2006")))
			case 1:
				es = append(es, on(day.Format("2006-01")))
			case 2:
				e := on(day.Format(time.DateOnly))
				e.Until = day.AddDate(0, r.IntN(40), r.IntN(40))
				es = append(es, e)
			default:
				es = append(es, on(day.Format(time.DateOnly)))
			}
		}
		p := draw(es)
		if p == nil {
			continue
		}
		if p.Height < p.Axis || p.Height > 300 || len(p.Parts) > mostParts {
			t.Fatalf("%d: height %d, axis %d, %d parts", n, p.Height, p.Axis, len(p.Parts))
		}
		for _, b := range append(p.Bars, p.Spans...) {
			if b.X < 0 || b.X+b.Width > 100.5 || b.Width <= 0 || b.Y < 0 || b.Y+b.Height > p.Height {
				t.Fatalf("%d: bar %+v of %+v", n, b, p)
			}
		}
		for i, s := range p.Parts {
			if s.X < 0 || s.X+s.Width > 100 || i > 0 && (s.X < p.Parts[i-1].X+p.Parts[i-1].Width || !s.From.After(p.Parts[i-1].Until)) {
				t.Fatalf("%d: parts %+v", n, p.Parts)
			}
		}
	}
	var es []briefing.Event
	for i := range 100_000 {
		es = append(es, on(time.Date(2020, 1, 1+i%2000, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)))
	}
	if p := draw(es); len(p.Bars) > 180 {
		t.Errorf("%d bars", len(p.Bars))
	} else if facts := fmt.Sprint(p.Title); !strings.Contains(facts, "100000 facts") {
		t.Errorf("title %q", p.Title)
	}
}
