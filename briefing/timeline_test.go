package briefing

import (
	"testing"
	"time"

	"briefingbot/briefing/text"
)

func TestRelativeDays(t *testing.T) {
	wednesday := time.Date(2026, 1, 28, 15, 4, 0, 0, time.UTC)
	for _, c := range []struct {
		sentence, day string
		want          string // empty: as printed
	}{
		{"Italy moved Wednesday to reassert control.", "Wednesday", "2026-01-28 day"},
		{"It confirmed on Tuesday that agents come.", "Tuesday", "2026-01-27 day"},
		{"Groups plan a protest this Saturday.", "this Saturday", "2026-01-31 day"},
		{"The rally will be held on Friday.", "Friday", "2026-01-30 day"},
		{"It was agreed last Wednesday.", "last Wednesday", "2026-01-21 day"},
		{"They meet next Monday.", "next Monday", ""},
		{"She hoped for a deal by Friday.", "Friday", "2026-01-30 day"},
		{"By Friday the fire was out.", "Friday", "2026-01-23 day"},
		{"The fire had been put out by Friday.", "Friday", "2026-01-23 day"},
		{"The envoy was expected on Friday.", "Friday", "2026-01-30 day"},
		{"He resigned yesterday.", "yesterday", "2026-01-27 day"},
		{"She was shot earlier this month.", "earlier this month", "2026-01-01 month"},
		{"He won last month.", "last month", "2025-12-01 month"},
		{"He won last year.", "last year", "2025-01-01 year"},
		{"It happened recently.", "recently", ""},
	} {
		i := indexOf(c.sentence, c.day)
		when, precision := relative(c.sentence, text.Span{Start: i, End: i + len(c.day)}, wednesday)
		got := ""
		if !when.IsZero() {
			got = when.Format(time.DateOnly) + " " + precision
		}
		if got != c.want {
			t.Errorf("%q: %q, want %q", c.sentence, got, c.want)
		}
		if when, _ := relative(c.sentence, text.Span{Start: i, End: i + len(c.day)}, time.Time{}); !when.IsZero() {
			t.Errorf("%q: resolved to %v without a day of publication", c.sentence, when)
		}
	}
}

func indexOf(s, part string) int {
	for i := range s {
		if len(s)-i >= len(part) && s[i:i+len(part)] == part {
			return i
		}
	}
	return -1
}

func TestResolveDates(t *testing.T) {
	january := time.Date(2026, 1, 28, 0, 0, 0, 0, time.UTC)
	feb6, feb22 := text.Date{Month: 2, Day: 6}, text.Date{Month: 2, Day: 22}
	ranged := feb6
	ranged.Until = &feb22
	ends := text.Date{Day: 6, Until: &text.Date{Month: 2, Day: 22}}
	ends.Month = 2
	turn := text.Date{Month: 12, Day: 28, Until: &text.Date{Month: 1, Day: 3}}
	for sentence, want := range map[string]string{
		"It is smaller than what the commission proposed in ": "2025-04-01",
		"The vote is scheduled for ":                          "2026-04-01",
		"The Games open in ":                                  "2026-04-01",
	} {
		d := dated{Date: text.Date{Month: 4}}
		d.Start = len(sentence)
		if d.resolve(sentence+"April.", january); d.when.Format(time.DateOnly) != want {
			t.Errorf("%sApril: %v, want %s", sentence, d.when, want)
		}
	}
	for _, c := range []struct {
		name      string
		date      text.Date
		published time.Time
		want      string
	}{
		{"in full", text.Date{Year: 2026, Month: 1, Day: 28}, time.Time{}, "2026-01-28 day"},
		{"a month", text.Date{Year: 2026, Month: 1}, time.Time{}, "2026-01-01 month"},
		{"a year", text.Date{Year: 2024}, time.Time{}, "2024-01-01 year"},
		{"no year, not published", feb6, time.Time{}, "as printed"},
		{"no year", feb6, january, "2026-02-06 day"},
		{"no year, just gone", text.Date{Month: 12, Day: 30}, january, "2025-12-30 day"},
		{"29 February", text.Date{Month: 2, Day: 29}, january, "as printed"},
		{"no such day", text.Date{Year: 2026, Month: 2, Day: 30}, january, "as printed"},
		{"a range", ranged, january, "2026-02-06 day until 2026-02-22"},
		{"a range within a month", ends, january, "2026-02-06 day until 2026-02-22"},
		{"over the new year", turn, january, "2025-12-28 day until 2026-01-03"},
		{"hostile", text.Date{Year: 2026, Month: 99, Day: -4}, january, "as printed"},
	} {
		d := dated{Date: c.date}
		d.resolve("", c.published)
		got := d.precision
		if !d.when.IsZero() {
			got = d.when.Format(time.DateOnly) + " " + d.precision
		}
		if !d.until.IsZero() {
			got += " until " + d.until.Format(time.DateOnly)
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
