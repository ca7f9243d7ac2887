// Package store is what the bot remembers: every text an article ever had, by
// its SHA-256, and the reading of the current one; the schedules, their slots and
// what was posted for them; what adapters remember. It is one SQLite file, or,
// for several machines, a PostgreSQL database.
//
// A text is never changed once it is stored. Layout and quotes are derived
// from it: they are kept only so that no article is read twice, and are made
// again when the analyser that made them is another than today's.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
)

// ErrNotFound is returned, wrapped, for an article or a revision that is not in
// the store.
var ErrNotFound = errors.New("not in the store")

// Store is an open store. It is safe for use by several goroutines.
type Store struct {
	path     string
	write    *handle // of SQLite one connection, as it has one writer; nil when opened for reading
	read     *handle
	pool     *pgxpool.Pool // of PostgreSQL; nil for SQLite
	lock     *lock         // nil when opened for reading, and for PostgreSQL
	folder   string        // removed on Close; empty unless temporary
	analysis string        // today's analyser
	now      func() time.Time
	queue    queue        // small changes that wait for the writer
	swept    atomic.Int64 // when memory was last rid of what has ended
}

// Open opens the store in the file path, and creates it and its folder when
// they are not there. One process at a time can have it open for writing.
func Open(ctx context.Context, path string) (*Store, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("open store: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, explain(path, "open store", err)
	}
	l, err := acquire(path)
	if err != nil {
		return nil, err
	}
	s := &Store{path: path, lock: l, analysis: analyser(), now: time.Now}
	if err := s.open(ctx, durable); err != nil {
		l.dirty = l.unclean // the next one must look closely too
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// OpenReadOnly opens a store that is there already, also while another process
// writes to it. It changes nothing in the store, so Put and Delete fail.
func OpenReadOnly(ctx context.Context, path string) (*Store, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("open store: %w", err)
	}
	if _, err := os.Stat(path); err != nil {
		return nil, explain(path, "open store", err)
	}
	s := &Store{path: path, analysis: analyser(), now: time.Now}
	s.read = pool(path, readOnly)
	if err := s.compatible(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// Path returns the absolute path of the store's file, or the database's URL
// without its password.
func (s *Store) Path() string { return s.path }

// Ping reports whether the store answers.
func (s *Store) Ping(ctx context.Context) error {
	var one int
	return s.explain("ask store", s.read.QueryRowContext(ctx, `SELECT 1`).Scan(&one))
}

// Count returns how many articles are current.
func (s *Store) Count(ctx context.Context) (n int, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT count(*) FROM articles`).Scan(&n)
	return n, s.explain("count articles", err)
}

// Close closes the store; a temporary one is removed from disk.
func (s *Store) Close() error {
	var errs []error
	if s.read != nil {
		errs = append(errs, s.read.Close())
	}
	if s.write != nil && s.write != s.read {
		// The last connection to close folds the write-ahead log into the file.
		errs = append(errs, s.write.Close())
	}
	if s.pool != nil {
		s.pool.Close()
	}
	if s.lock != nil {
		errs = append(errs, s.lock.release())
		s.lock = nil
	}
	if s.folder != "" {
		errs = append(errs, os.RemoveAll(s.folder))
	}
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("close store %s: %w", s.path, err)
	}
	return nil
}

// Check reads the whole file and every text in it: the structure of the
// database, and that each text still has the SHA-256 it was stored under.
func (s *Store) Check(ctx context.Context) error {
	if s.pool == nil { // PostgreSQL checks its pages itself
		if err := s.quickCheck(ctx, s.read); err != nil {
			return err
		}
	}
	rows, err := s.read.QueryContext(ctx, `SELECT article, sha256, text FROM revisions`)
	if err != nil {
		return s.explain("check store", err)
	}
	defer rows.Close()
	var broken []error
	for rows.Next() {
		var id, sum string
		var text sql.RawBytes
		if err := rows.Scan(&id, &sum, &text); err != nil {
			return s.explain("check store", err)
		}
		if got := sumBytes(text); got != sum {
			broken = append(broken, s.altered(id, sum, got))
		}
	}
	if err := rows.Err(); err != nil {
		return s.explain("check store", err)
	}
	return errors.Join(broken...)
}
