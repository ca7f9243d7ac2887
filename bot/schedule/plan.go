package schedule

import (
	"fmt"
	"time"

	"github.com/robfig/cron/v3"

	"briefingbot/config"
)

// Plan computes the times of a schedule. The zero Plan has none.
//
// Cron lines are read on the wall clock of the zone, as if it never changed,
// and each time is then looked up in the zone: one that the clocks jump over
// comes at the jump, one that they show twice comes the first time. So a line
// that names a time of day runs once on every day there is.
type Plan struct {
	lines []cron.Schedule // in UTC, which stands for the wall clock
	zone  *time.Location
}

// Run is one time of a plan.
type Run struct {
	At    time.Time
	Local string // what the plan says: date and time in its zone, 2026-03-29T02:30
}

// localForm is how Run.Local is written.
const localForm = "2006-01-02T15:04"

// maxRuns is how many times a day a plan may run.
const maxRuns = 96

// NewPlan reads cron lines for a zone. Its faults are those of config.Cron and
// config.Zone, written for the person who set them.
func NewPlan(lines []string, zone string) (Plan, error) {
	place, err := config.Zone(zone)
	if err != nil {
		return Plan{}, fmt.Errorf("the time zone: %w", err)
	}
	p := Plan{zone: place}
	for _, line := range lines {
		s, err := config.Cron(line, time.UTC)
		if err != nil {
			return Plan{}, fmt.Errorf("the times: %w", err)
		}
		p.lines = append(p.lines, s)
	}
	if len(lines) == 0 {
		return Plan{}, fmt.Errorf("the times: %w", config.Fault{Wrong: "there are none", Right: "name one, such as 8:00"})
	}
	return p, p.apart()
}

// apart refuses lines that together come too often.
func (p Plan) apart() error {
	last := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).Add(-time.Second)
	for n := 0; n < 7*maxRuns; n++ {
		next := p.wall(last)
		if next.IsZero() {
			return nil
		}
		if n > 0 && next.Sub(last) < leastInterval {
			return fmt.Errorf("the times: %w", config.Fault{Wrong: last.Format("15:04") + " and " + next.Format("15:04") + " are too close",
				Right: "leave at least 15 minutes between two briefings"})
		}
		last = next
	}
	return nil
}

const leastInterval = 15 * time.Minute

// wall returns the first time of any line after then, on the wall clock.
func (p Plan) wall(then time.Time) time.Time {
	var first time.Time
	for _, line := range p.lines {
		if next := line.Next(then); !next.IsZero() && (first.IsZero() || next.Before(first)) {
			first = next
		}
	}
	return first
}

// Next returns the first run after then; ok is false when there is none.
func (p Plan) Next(then time.Time) (run Run, ok bool) {
	if p.zone == nil {
		return Run{}, false
	}
	local := then.In(p.zone)
	wall := time.Date(local.Year(), local.Month(), local.Day(), local.Hour(), local.Minute(), local.Second(), local.Nanosecond(), time.UTC)
	for range 4 * maxRuns { // those of an hour that the clocks show twice, and of a day that they leave out
		if wall = p.wall(wall); wall.IsZero() {
			return Run{}, false
		}
		if at, ok := moment(wall, p.zone); ok && at.After(then) {
			return Run{At: at, Local: wall.Format(localForm)}, true
		}
	}
	return Run{}, false
}

// After returns the next n runs after then.
func (p Plan) After(then time.Time, n int) []Run {
	var runs []Run
	for range n {
		run, ok := p.Next(then)
		if !ok {
			break
		}
		runs, then = append(runs, run), run.At
	}
	return runs
}

// Between returns the latest runs after then and up to now, the oldest first,
// at most n of them.
func (p Plan) Between(then, now time.Time, n int) []Run {
	var runs []Run
	for {
		run, ok := p.Next(then)
		if !ok || run.At.After(now) {
			return runs[max(0, len(runs)-n):]
		}
		runs, then = append(runs, run), run.At
	}
}

// moment returns when the clocks of a zone first show wall or, if they jump
// over it, when they jump. ok is false for a day that the zone left out.
func moment(wall time.Time, zone *time.Location) (t time.Time, ok bool) {
	_, before := wall.Add(-24 * time.Hour).In(zone).Zone()
	_, after := wall.Add(24 * time.Hour).In(zone).Zone()
	early, late := wall.Add(-seconds(before)), wall.Add(-seconds(after))
	if early.After(late) {
		early, late = late, early
	}
	for _, t := range []time.Time{early, late} {
		if _, offset := t.In(zone).Zone(); t.Add(seconds(offset)).Equal(wall) {
			return t.In(zone), true
		}
	}
	jump, _ := wall.Add(-seconds(before)).In(zone).ZoneBounds()
	return jump, after-before < 24*60*60
}

func seconds(n int) time.Duration { return time.Duration(n) * time.Second }
