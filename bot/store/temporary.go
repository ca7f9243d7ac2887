package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

const (
	temporaryPrefix = "briefingbot-"
	fileName        = "briefingbot.db"
	// youngFolder is how long a folder without a holder may be one that another
	// process is just about to lock.
	youngFolder = time.Minute
)

// Temporary opens an empty store in a folder of its own, which Close removes.
// Folders that killed processes left behind are removed here.
func Temporary(ctx context.Context) (*Store, error) {
	sweep(os.TempDir(), time.Now())
	dir, err := os.MkdirTemp("", temporaryPrefix)
	if err != nil {
		return nil, untemporary(os.TempDir(), err)
	}
	path := filepath.Join(dir, fileName)
	l, err := acquire(path)
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	s := &Store{path: path, lock: l, folder: dir, analysis: analyser(), now: time.Now}
	if err := s.open(ctx, temporary); err != nil {
		return nil, errors.Join(fmt.Errorf("make temporary store: %w", err), s.Close())
	}
	return s, nil
}

// untemporary says why nothing can be put into the temporary folder. It is none
// of ours, so it is not made.
func untemporary(folder string, err error) error {
	remedy := "set TMPDIR to a folder that this user can write in, or name a data folder in the settings"
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("make temporary store: there is no folder %s; make it, or %s: %w", folder, remedy, err)
	}
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) || errors.Is(err, syscall.ENOTDIR) {
		return fmt.Errorf("make temporary store: nothing can be written in %s; %s: %w", folder, remedy, err)
	}
	return explain(filepath.Join(folder, fileName), "make temporary store", err)
}

// sweep removes the temporary stores that no process holds. It is tidiness, not
// a duty: what cannot be removed stays.
func sweep(root string, now time.Time) {
	dirs, err := filepath.Glob(filepath.Join(root, temporaryPrefix+"*"))
	if err != nil {
		return
	}
	for _, dir := range dirs {
		name := filepath.Join(dir, fileName+".lock")
		if !ours(dir) || !regular(name) {
			continue
		}
		l, holder, err := take(name)
		if err != nil {
			continue // in use, or not ours to open
		}
		info, err := os.Stat(dir)
		if err == nil && (holder != "" || now.Sub(info.ModTime()) > youngFolder) {
			os.RemoveAll(dir)
		}
		l.file.Close()
	}
}

// ours reports whether dir is a folder of the right kind that only this user
// can enter: others may put what they like into the temporary folder.
func ours(dir string) bool {
	info, err := os.Lstat(dir)
	return err == nil && info.IsDir() && info.Mode().Perm()&0o077 == 0
}

func regular(name string) bool {
	info, err := os.Lstat(name)
	return err == nil && info.Mode().IsRegular()
}
