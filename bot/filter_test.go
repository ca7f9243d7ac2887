package main

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestFilters(t *testing.T) {
	names := []string{"from", "without", "speaker", "topic", "since", "until", "before"}
	for _, c := range []struct{ typed, want, rest string }{
		{"from:reuters ice", "from=reuters", "ice"},
		{"ice from:reuters", "from=reuters", "ice"},
		{"ice from: reuters", "from=reuters", "ice"},
		{`from:"fox news" ice`, "from=fox news", "ice"},
		{"-from:bbc -source:ansa ice", "without=bbc without=ansa", "ice"},
		{"speaker:tajani topic:security since:monday", "speaker=tajani topic=security since=monday", ""},
		{"ice last 24h", "since=last 24h", "ice"},
		{"last 3 days piantedosi", "since=last 3 days", "piantedosi"},
		{"this week", "since=this week", ""},
		{"today", "", "today"},
		{"only BBC", "from=BBC", ""},
		{"since 5 Feb 2026 officers", "since=5 Feb 2026", "officers"},
		{"da ieri", "since=ieri", ""},
		{"what changed since yesterday", "since=yesterday", "what changed"},
		{"how many people have moved since 2020", "", "how many people have moved since 2020"},
		{"what has happened since yesterday", "", "what has happened since yesterday"},
		{"source: 3", "", "source: 3"},
		{"what did he mean by: the wall", "", "what did he mean by: the wall"},
		{"https://news.example/a", "", "https://news.example/a"},
		{"since mars", "", "since mars"},
		{":", "", ":"},
		{"from:", "", "from:"},
	} {
		fs, rest := filters(c.typed)
		var got []string
		for _, f := range fs {
			got = append(got, names[f.kind]+"="+f.value)
		}
		if strings.Join(got, " ") != c.want || rest != c.rest {
			t.Errorf("%q: %q and %q, want %q and %q", c.typed, got, rest, c.want, c.rest)
		}
	}
}

func TestMoments(t *testing.T) {
	now := time.Date(2026, 2, 11, 8, 30, 0, 0, time.FixedZone("CET", 3600)) // a Wednesday
	for _, c := range []struct {
		typed string
		end   bool
		want  string
	}{
		{"today", false, "2026-02-11 00:00"},
		{"yesterday", false, "2026-02-10 00:00"},
		{"yesterday", true, "2026-02-11 00:00"},
		{"monday", false, "2026-02-09 00:00"},
		{"mercoledì", false, "2026-02-04 00:00"},
		{"this week", false, "2026-02-09 00:00"},
		{"questo mese", false, "2026-02-01 00:00"},
		{"last 24h", false, "2026-02-10 08:30"},
		{"past 2 weeks", false, "2026-01-28 08:30"},
		{"2026-02-05", false, "2026-02-05 00:00"},
		{"2026-02-05", true, "2026-02-06 00:00"},
		{"5 Feb", false, "2026-02-05 00:00"},
		{"20 december", false, "2025-12-20 00:00"},
		{"january", false, "2026-01-01 00:00"},
		{"novembre", false, "2025-11-01 00:00"},
		{"mars", false, "none"},
		{"", false, "none"},
	} {
		got := "none"
		if at, ok := moment(c.typed, now, c.end); ok {
			got = at.Format("2006-01-02 15:04")
		}
		if got != c.want {
			t.Errorf("%q (end %v): %s, want %s", c.typed, c.end, got, c.want)
		}
	}
}

// FuzzFilters: what is left of a text is made of its words, and a date is read
// without a panic.
func FuzzFilters(f *testing.F) {
	for _, s := range []string{"from:a b", `from:"a b`, "since 31 feb", "last 99999999999h", "since\u00a0monday", "-from:", "\xff:", "only x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		typed = clean(typed)
		fs, rest := filters(typed)
		if len(fs) == 0 && fmt.Sprint(strings.Fields(rest)) != fmt.Sprint(strings.Fields(typed)) {
			t.Errorf("%q has no filter, but %q is left of it", typed, rest)
		}
		for _, f := range fs {
			moment(f.value, time.Date(2026, 2, 11, 8, 30, 0, 0, time.UTC), true)
		}
	})
}
