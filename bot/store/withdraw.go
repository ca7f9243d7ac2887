package store

import (
	"context"
	"database/sql"
	"time"
)

// Revision is one text that an article had.
type Revision struct {
	SHA256  string
	Stored  time.Time
	Current bool
}

// Revisions returns the texts an article had, in order of arrival. A withdrawn
// one has none that is current.
func (s *Store) Revisions(ctx context.Context, id string) ([]Revision, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT r.sha256, r.stored, CASE WHEN a.current IS NULL THEN 0 ELSE 1 END FROM revisions r
		LEFT JOIN articles a ON a.id = r.article AND a.current = r.number WHERE r.article = ? ORDER BY r.number`, id)
	return collect(s, "read revisions of "+id, rows, err, func(r *sql.Rows) (v Revision, err error) {
		var stored string
		var current int
		if err = r.Scan(&v.SHA256, &stored, &current); err != nil {
			return v, err
		}
		v.Current = current == 1
		v.Stored, err = time.Parse(time.RFC3339Nano, stored)
		return v, err
	})
}

// Withdrawal says that an article is not current any more.
type Withdrawal struct {
	SHA256 string // of the revision that was
	At     time.Time
	Why    string
}

// Withdraw takes an article out of what is read, and keeps its revisions, so
// that what was cited can still be proved. It reports whether it was current.
func (s *Store) Withdraw(ctx context.Context, id, why string) (was bool, err error) {
	err = s.change(ctx, "withdraw article "+id, func(t *tx) error {
		done, err := t.ExecContext(ctx, `INSERT INTO withdrawn (article, sha256, at, why)
			SELECT a.id, r.sha256, CAST(? AS BIGINT), CAST(? AS TEXT) FROM articles a JOIN revisions r ON r.number = a.current WHERE a.id = ?
			ON CONFLICT (article) DO UPDATE SET sha256 = excluded.sha256, at = excluded.at, why = excluded.why`, milli(s.now()), why, id)
		if err != nil {
			return err
		}
		n, err := done.RowsAffected()
		if was = n > 0; err != nil {
			return err
		}
		_, err = t.ExecContext(ctx, `DELETE FROM articles WHERE id = ?`, id)
		return err
	})
	return was, err
}

// Withdrawn returns the withdrawal of an article; ok is false when there is none.
func (s *Store) Withdrawn(ctx context.Context, id string) (w Withdrawal, ok bool, err error) {
	rows, err := s.read.QueryContext(ctx, `SELECT sha256, at, why FROM withdrawn WHERE article = ?`, id)
	all, err := collect(s, "read withdrawal of "+id, rows, err, func(r *sql.Rows) (w Withdrawal, err error) {
		var at int64
		err = r.Scan(&w.SHA256, &at, &w.Why)
		w.At = fromMilli(at)
		return w, err
	})
	if len(all) > 0 {
		return all[0], true, err
	}
	return w, false, err
}

// Sum returns the SHA-256 of an article's current text; empty when there is none.
func (s *Store) Sum(ctx context.Context, id string) (string, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT r.sha256 FROM articles a JOIN revisions r ON r.number = a.current WHERE a.id = ?`, id)
	all, err := collect(s, "read article "+id, rows, err, func(r *sql.Rows) (sum string, err error) { return sum, r.Scan(&sum) })
	if len(all) == 0 {
		return "", err
	}
	return all[0], err
}
