package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// Channel is a place digests are posted to; see chat.Channel.
type Channel struct{ Platform, Team, ID, Thread string }

// Schedule is when and where digests are posted.
type Schedule struct {
	ID        string
	Channel   Channel
	Spec      Spec
	Owner     string    // id of the user it belongs to; empty for the settings file
	OwnerName string    // for reading
	Origin    string    // "chat" or "settings"
	Paused    bool      // does not run
	Until     time.Time // runs again from then on; zero: until resumed
	Reached   time.Time // everything due up to here has its slot
	Next      time.Time // the next due time; zero for none
	Created   time.Time
	Changed   time.Time
}

// Spec is what people set of a schedule.
type Spec struct {
	Lines   []string      `json:"lines"`             // cron lines
	Zone    string        `json:"zone"`              // IANA
	Topics  []string      `json:"topics,omitempty"`  // names of topics; none is all
	Words   int           `json:"words,omitempty"`   // most words; 0 is the default
	Items   int           `json:"items,omitempty"`   // most items; 0 is the default
	Empty   bool          `json:"empty,omitempty"`   // posts also when nothing is new
	MaxLate time.Duration `json:"maxlate,omitempty"` // how late a missed digest is still posted; 0 is the default
}

const scheduleColumns = `id, platform, team, channel, thread, spec, owner, name, origin, paused, until, reached, next, created, changed`

// PutSchedule stores a schedule and the note of who changed it, or neither. A
// request that has been noted before is [ErrRepeated].
func (s *Store) PutSchedule(ctx context.Context, c Schedule, a Audit) error {
	if err := storable(c); err != nil {
		return err
	}
	return s.change(ctx, "store schedule", func(t *tx) error {
		if err := note(ctx, t, a); err != nil {
			return err
		}
		return putSchedule(ctx, t, c)
	})
}

func putSchedule(ctx context.Context, t querier, c Schedule) error {
	spec, err := json.Marshal(c.Spec)
	if err != nil {
		return err
	}
	_, err = t.ExecContext(ctx, `INSERT INTO schedules (`+scheduleColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET platform = excluded.platform, team = excluded.team, channel = excluded.channel,
			thread = excluded.thread, spec = excluded.spec, owner = excluded.owner, name = excluded.name, origin = excluded.origin,
			paused = excluded.paused, until = excluded.until, reached = excluded.reached, next = excluded.next, changed = excluded.changed`,
		c.ID, c.Channel.Platform, c.Channel.Team, c.Channel.ID, c.Channel.Thread, string(spec), c.Owner, c.OwnerName, c.Origin,
		flag(c.Paused), milli(c.Until), milli(c.Reached), milli(c.Next), milli(c.Created), milli(c.Changed))
	return err
}

// DeleteSchedule removes a schedule; its slots stay. The note is stored with it.
func (s *Store) DeleteSchedule(ctx context.Context, id string, a Audit) error {
	return s.change(ctx, "delete schedule", func(t *tx) error {
		if err := note(ctx, t, a); err != nil {
			return err
		}
		_, err := t.ExecContext(ctx, `DELETE FROM schedules WHERE id = ?`, id)
		return err
	})
}

// Schedules returns all schedules, in the order they were made.
func (s *Store) Schedules(ctx context.Context) ([]Schedule, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT `+scheduleColumns+` FROM schedules ORDER BY created, id`)
	return collect(s, "read schedules", rows, err, scanSchedule)
}

// SchedulesIn returns the schedules of one channel.
func (s *Store) SchedulesIn(ctx context.Context, c Channel) ([]Schedule, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT `+scheduleColumns+` FROM schedules
		WHERE platform = ? AND team = ? AND channel = ? ORDER BY created, id`, c.Platform, c.Team, c.ID)
	return collect(s, "read schedules", rows, err, scanSchedule)
}

// Schedule returns one schedule, or [ErrNotFound].
func (s *Store) Schedule(ctx context.Context, id string) (Schedule, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT `+scheduleColumns+` FROM schedules WHERE id = ?`, id)
	found, err := collect(s, "read schedule", rows, err, scanSchedule)
	if err == nil && len(found) == 0 {
		err = fmt.Errorf("schedule %q: %w", id, ErrNotFound)
	}
	if err != nil {
		return Schedule{}, err
	}
	return found[0], nil
}

// Due returns schedules whose next time has come, the longest due first.
func (s *Store) Due(ctx context.Context, now time.Time, limit int) ([]Schedule, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT `+scheduleColumns+` FROM schedules
		WHERE next <> 0 AND next <= ? ORDER BY next, id LIMIT ?`, milli(now), limit)
	return collect(s, "read due schedules", rows, err, scanSchedule)
}

// Ahead returns schedules that have slots up to a time that has not come yet:
// the clock was set back.
func (s *Store) Ahead(ctx context.Context, now time.Time) ([]Schedule, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT `+scheduleColumns+` FROM schedules WHERE reached > ? ORDER BY id`, milli(now))
	return collect(s, "read schedules", rows, err, scanSchedule)
}

// Soonest returns the next time after now at which there is something to do, now
// if there is already, zero if there is nothing.
func (s *Store) Soonest(ctx context.Context, now time.Time) (time.Time, error) {
	var due, work sql.NullInt64
	err := s.read.QueryRowContext(ctx, `SELECT (SELECT min(next) FROM schedules WHERE next <> 0),
		(SELECT min(not_before) FROM slots WHERE open = 1 AND not_before > ?)`, milli(now)).Scan(&due, &work)
	if !due.Valid || work.Valid && work.Int64 < due.Int64 {
		due = work
	}
	return moment(due.Int64), s.explain("read schedules", err)
}

func scanSchedule(r *sql.Rows) (c Schedule, err error) {
	var spec string
	var paused, until, reached, next, created, changed int64
	if err := r.Scan(&c.ID, &c.Channel.Platform, &c.Channel.Team, &c.Channel.ID, &c.Channel.Thread, &spec, &c.Owner, &c.OwnerName,
		&c.Origin, &paused, &until, &reached, &next, &created, &changed); err != nil {
		return c, err
	}
	c.Paused, c.Until, c.Reached, c.Next, c.Created, c.Changed = paused != 0, moment(until), moment(reached), moment(next), moment(created), moment(changed)
	if err := json.Unmarshal([]byte(spec), &c.Spec); err != nil {
		return c, fmt.Errorf("schedule %s: %w", c.ID, err)
	}
	return c, nil
}

// change runs do in one transaction.
func (s *Store) change(ctx context.Context, doing string, do func(*tx) error) error {
	return s.transact(ctx, doing, func(b *batch) error { return do(b.tx) })
}

// collect reads all rows of a query.
func collect[T any](s *Store, doing string, rows *sql.Rows, err error, scan func(*sql.Rows) (T, error)) ([]T, error) {
	if err != nil {
		return nil, s.explain(doing, err)
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, s.explain(doing, err)
		}
		all = append(all, one)
	}
	return all, s.explain(doing, rows.Err())
}

// storable refuses names that not every database can hold.
func storable(c Schedule) error {
	for _, name := range []string{c.ID, c.Channel.Platform, c.Channel.Team, c.Channel.ID, c.Channel.Thread, c.Owner, c.OwnerName} {
		if clean(name) != name {
			return fmt.Errorf("store schedule %q: the name %q is not UTF-8 text", c.ID, name)
		}
	}
	if c.ID == "" || c.Channel.Platform == "" {
		return fmt.Errorf("store schedule %q: it has no id or no platform", c.ID)
	}
	return nil
}

// clean drops what is not UTF-8 text, and NUL.
func clean(s string) string {
	if utf8.ValidString(s) && !strings.Contains(s, "\x00") {
		return s
	}
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD")
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}

// milli is a time as the tables keep it.
func milli(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func moment(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}
