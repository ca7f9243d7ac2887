package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"briefingbot/bot/store"
)

// sourcesNow are the sources with what the last look at each found.
func (n *newsroom) sourcesNow(ctx context.Context) []store.Source {
	if n.store == nil {
		return n.sources
	}
	all, err := n.store.Sources(ctx)
	if err != nil && n.log != nil {
		n.log.Error("the sources are not known", "error", err)
	}
	return all
}

// health says in one line how a source is.
func health(s store.Source, now time.Time) string {
	l := s.State
	if l.Looked.IsZero() {
		return "not looked at yet"
	}
	var parts []string
	if l.Title != "" {
		parts = append(parts, "“"+cut(l.Title, 60)+"”")
	}
	if l.Kind != "" {
		parts = append(parts, l.Kind)
	}
	if l.Why != "" {
		tries := ""
		if l.Failures > 1 {
			tries = fmt.Sprintf(" (%d times)", l.Failures)
		}
		parts = append(parts, "failed"+tries+" "+ago(l.Looked, now)+": "+l.Why)
		if !l.Good.IsZero() {
			parts = append(parts, "good until "+l.Good.UTC().Format("2 Jan 15:04 UTC"))
		}
	} else {
		parts = append(parts, "looked at "+ago(l.Looked, now))
	}
	parts = append(parts, brought(l, now)...)
	if l.Refused > 0 {
		parts = append(parts, fmt.Sprintf("%d left out: %s", l.Refused, l.Reason))
	}
	if l.Left > 0 {
		parts = append(parts, fmt.Sprintf("%d wait for the next look", l.Left))
	}
	if l.Moved != "" {
		parts = append(parts, "it says that it has moved to "+l.Moved)
	}
	return strings.Join(parts, " · ")
}

// brought says what a source has brought, this time or the last time it did.
func brought(l store.Look, now time.Time) (parts []string) {
	if l.New > 0 {
		parts = append(parts, fmt.Sprintf("%d new", l.New))
	}
	if l.Updated > 0 {
		parts = append(parts, fmt.Sprintf("%d changed", l.Updated))
	}
	when := ago(l.Changed, now)
	switch {
	case l.Changed.IsZero():
	case len(parts) == 0:
		parts = append(parts, "last news "+when)
	case when != ago(l.Looked, now):
		parts[len(parts)-1] += " " + when
	}
	return parts
}

// ago says how long ago something was.
func ago(t, now time.Time) string {
	switch d := now.Sub(t); {
	case d < time.Minute:
		return "just now"
	case d < 2*time.Hour:
		return plural(int(d.Minutes()), "minute") + " ago"
	case d < 48*time.Hour:
		return plural(int(d.Hours()), "hour") + " ago"
	default:
		return plural(int(d.Hours()/24), "day") + " ago"
	}
}
