package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"time"
)

// Audit is one change of a schedule, or of the sources: who did what, where.
type Audit struct {
	At       time.Time
	Request  string // the same for every try of the same change; empty for a change that is not repeated
	Who      string // id of the user
	Name     string
	Channel  Channel // where it was asked
	Verb     string
	Schedule string
	Before   string // JSON of the schedule, or of a source's address; empty for a new one
	After    string // JSON; empty for one that was stopped
}

// ErrRepeated is returned, wrapped, for a change that was made before.
var ErrRepeated = errors.New("was done before")

// Note writes down a change that is none of a schedule.
func (s *Store) Note(ctx context.Context, a Audit) error {
	return s.change(ctx, "write down a change", func(t *tx) error { return note(ctx, t, a) })
}

func note(ctx context.Context, t querier, a Audit) error {
	var request any
	if a.Request != "" {
		request = clean(a.Request)
	}
	done, err := t.ExecContext(ctx, `INSERT INTO audit (at, request, who, name, platform, team, channel, verb, schedule, before, after)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (request) DO NOTHING`,
		milli(a.At), request, clean(a.Who), clean(a.Name), clean(a.Channel.Platform), clean(a.Channel.Team), clean(a.Channel.ID), a.Verb, a.Schedule, a.Before, a.After)
	if err != nil {
		return err
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		return errors.Join(fmt.Errorf("change %s: %w", a.Schedule, ErrRepeated), err)
	}
	return nil
}

const auditColumns = `at, coalesce(request, ''), who, name, platform, team, channel, verb, schedule, before, after`

// Audits returns the latest changes, newest first.
func (s *Store) Audits(ctx context.Context, limit int) ([]Audit, error) {
	return s.latest(ctx, limit, func(Audit) bool { return true })
}

// AuditsIn returns the latest changes of schedules that posted in a channel
// before or after it, newest first, wherever they were asked for.
func (s *Store) AuditsIn(ctx context.Context, c Channel, limit int) ([]Audit, error) {
	in := func(raw string) bool {
		var was Schedule
		return raw != "" && json.Unmarshal([]byte(raw), &was) == nil &&
			was.Channel.Platform == c.Platform && was.Channel.Team == c.Team && was.Channel.ID == c.ID
	}
	return s.latest(ctx, limit, func(a Audit) bool { return in(a.Before) || in(a.After) })
}

// latest returns the latest changes that are wanted.
func (s *Store) latest(ctx context.Context, limit int, wanted func(Audit) bool) (all []Audit, err error) {
	for a, err := range s.audits(ctx) {
		if err != nil {
			return nil, s.explain("read audit", err)
		}
		if len(all) == limit {
			break
		}
		if wanted(a) {
			all = append(all, a)
		}
	}
	return all, nil
}

// audits yields every change, newest first.
func (s *Store) audits(ctx context.Context) iter.Seq2[Audit, error] {
	return func(yield func(Audit, error) bool) {
		rows, err := s.read.QueryContext(ctx, `SELECT `+auditColumns+` FROM audit ORDER BY number DESC`)
		if err != nil {
			yield(Audit{}, err)
			return
		}
		defer rows.Close()
		for rows.Next() {
			a, err := scanAudit(rows)
			if !yield(a, err) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(Audit{}, err)
		}
	}
}

func scanAudit(r *sql.Rows) (a Audit, err error) {
	var at int64
	err = r.Scan(&at, &a.Request, &a.Who, &a.Name, &a.Channel.Platform, &a.Channel.Team, &a.Channel.ID, &a.Verb, &a.Schedule, &a.Before, &a.After)
	a.At = moment(at)
	return a, err
}
