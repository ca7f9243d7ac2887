package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"
)

// Backup writes a copy of the store into a new file, while the bot runs: the
// store as it is at one moment, whole. Restore takes it back.
func (s *Store) Backup(ctx context.Context, file string) error {
	doing := "back up store " + s.path + " to"
	if s.pool != nil {
		return fmt.Errorf("%s %s: PostgreSQL has its own tool for this: pg_dump", doing, file)
	}
	file, err := filepath.Abs(file)
	if err != nil {
		return fmt.Errorf("%s %s: %w", doing, file, err)
	}
	if _, err := os.Lstat(file); err == nil {
		return fmt.Errorf("%s %s: there is such a file; name a new one", doing, file)
	}
	part := file + ".part"
	os.Remove(part) // of a backup that was killed
	// A connection of its own: the writer's would keep the bot from writing.
	h := pool(s.path, mode{"synchronous(FULL)"})
	defer h.Close()
	if _, err := h.ExecContext(ctx, `VACUUM INTO ?`, part); err != nil {
		return errors.Join(explain(file, "back up store "+s.path+" to", err), ignoreMissing(os.Remove(part)))
	}
	if err := settle(part, file); err != nil {
		return explain(file, doing, err)
	}
	return nil
}

// Restore makes the store at path of a backup. There must be no store yet. What
// the backup had not posted yet is looked for in the channels before it is
// posted, because it may have been posted since; what came due since is left out.
func Restore(ctx context.Context, backup, path string) error {
	doing := "restore " + backup + " to"
	path, err := filepath.Abs(path)
	if err != nil {
		return fmt.Errorf("%s %s: %w", doing, path, err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return explain(path, doing, err)
	}
	l, err := acquire(path)
	if err != nil {
		return err
	}
	defer l.release()
	for _, side := range []string{"", "-wal"} {
		if _, err := os.Lstat(path + side); err == nil {
			return fmt.Errorf("%s %s: there is a store; move %s away first", doing, path, path+side)
		}
	}
	part := path + ".part"
	if err := duplicate(backup, part); err != nil {
		return explain(backup, "restore", errors.Join(err, ignoreMissing(os.Remove(part))))
	}
	s := &Store{path: part, lock: &lock{unclean: true}, analysis: analyser(), now: time.Now}
	err = s.open(ctx, mode{"journal_mode(DELETE)", "synchronous(FULL)"})
	s.lock = nil
	if err == nil {
		err = s.doubt(ctx)
	}
	if err = errors.Join(err, s.Close()); err != nil {
		return errors.Join(fmt.Errorf("%s %s: %w", doing, path, err), ignoreMissing(os.Remove(part)))
	}
	if err := settle(part, path); err != nil {
		return explain(path, doing, err)
	}
	return nil
}

// doubt takes nothing for granted that may have happened after the backup.
func (s *Store) doubt(ctx context.Context) error {
	now := milli(s.now())
	return s.change(ctx, "mark restored store", func(t *tx) error {
		_, err := t.ExecContext(ctx, `UPDATE deliveries SET state = 'ambiguous', looks = 0, sent = CASE WHEN sent = 0 THEN ? ELSE sent END,
			first = CASE WHEN first = 0 THEN (SELECT made FROM slots WHERE id = slot) ELSE first END WHERE state IN ('planned', 'sending')`, now)
		if err == nil {
			_, err = t.ExecContext(ctx, `UPDATE schedules SET reached = ? WHERE reached < ? AND paused = 0`, now, now)
		}
		if err == nil {
			_, err = t.ExecContext(ctx, `UPDATE slots SET state = 'skipped', open = 0, finished = ?,
				why = 'not known: the store was restored from a backup' WHERE state = 'due'`, now)
		}
		return err
	})
}

// duplicate copies a file to a new one that only this user can read.
func duplicate(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Sync(), out.Close())
}

// settle gives a finished file its name, so that it outlives a power cut.
func settle(part, file string) error {
	f, err := os.OpenFile(part, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	if err := errors.Join(f.Chmod(0o600), f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(part, file); err != nil {
		return err
	}
	dir, err := os.Open(filepath.Dir(file))
	if err != nil {
		return err
	}
	defer dir.Close()
	dir.Sync() // not every system can
	return nil
}

func ignoreMissing(err error) error {
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}
