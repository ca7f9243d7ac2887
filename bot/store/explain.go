package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"syscall"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"
)

func (s *Store) explain(doing string, err error) error { return explain(s.path, doing, err) }

// explain says what was being done to which file, and what helps.
func explain(path, doing string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return fmt.Errorf("%s %s: %w", doing, path, err)
	}
	what := troubleOf(err)
	if what == "" {
		what = trouble(path, err)
	}
	if what != "" {
		return fmt.Errorf("%s %s: %s: %w", doing, path, what, err)
	}
	return fmt.Errorf("%s %s: %w", doing, path, err)
}

// trouble names what people meet, with the remedy; empty for anything else.
func trouble(path string, err error) string {
	folder := filepath.Dir(path)
	code := -1
	if e := (*sqlite.Error)(nil); errors.As(err, &e) {
		code = e.Code() & 0xff // the low byte of an extended code is the primary one
	}
	switch {
	case code == lib.SQLITE_FULL, errors.Is(err, syscall.ENOSPC):
		return "the disk is full; free some space or move the data folder"
	case code == lib.SQLITE_READONLY, code == lib.SQLITE_PERM, code == lib.SQLITE_CANTOPEN,
		errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return "cannot write in the folder " + folder + "; let this user write there or name another data folder"
	case code == lib.SQLITE_NOTADB:
		return "the file is not a database; name another file or move this one away"
	case code == lib.SQLITE_CORRUPT:
		return "the file is damaged; restore a backup, or move the file away and start with an empty store"
	case code == lib.SQLITE_BUSY, code == lib.SQLITE_LOCKED:
		return "another program keeps the file locked; close it"
	case code == lib.SQLITE_IOERR:
		return "the disk does not answer as it should; check it and its free space"
	case errors.Is(err, fs.ErrNotExist):
		return "there is no such file; start the bot once, it makes one"
	case errors.Is(err, syscall.ENOTDIR):
		return "a part of the path is a file; name another data folder"
	}
	return ""
}

func (s *Store) altered(id, want, got string) error {
	return fmt.Errorf("read article %q from store %s: its text no longer has the SHA-256 %s but %s; restore a backup or delete the article", id, s.path, want, got)
}
