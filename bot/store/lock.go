package store

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// errTaken means that another process holds a lock.
var errTaken = errors.New("taken")

// lock is a file beside the store that one process at a time holds. It carries
// that process's number, and is emptied by an orderly end: a number in a lock
// that nobody holds means that its process was killed.
type lock struct {
	file    *os.File
	unclean bool // the last holder did not close the store
	dirty   bool // release leaves the number in
}

// acquire takes the lock of the store at path, or says who has it.
func acquire(path string) (*lock, error) {
	l, holder, err := take(path + ".lock")
	if errors.Is(err, errTaken) {
		return nil, fmt.Errorf("open store %s: the folder %s is in use by %s; stop it, or give this one another data folder",
			path, filepath.Dir(path), process(holder))
	}
	if err != nil {
		return nil, explain(path, "lock store", err)
	}
	if err := l.sign(); err != nil {
		return nil, explain(path, "lock store", errors.Join(err, l.file.Close()))
	}
	return l, nil
}

// take locks the file name, and returns what the last holder wrote into it.
func take(name string) (l *lock, holder string, err error) {
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, "", err
	}
	b, err := io.ReadAll(io.LimitReader(f, 32))
	if err == nil {
		err = flock(f)
	}
	if err != nil {
		f.Close()
		return nil, strings.TrimSpace(string(b)), err
	}
	return &lock{file: f, unclean: len(b) > 0}, strings.TrimSpace(string(b)), nil
}

// sign writes the process's number into the lock.
func (l *lock) sign() error {
	if err := l.file.Truncate(0); err != nil {
		return err
	}
	_, err := l.file.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0)
	return err
}

// release empties the lock and lets it go.
func (l *lock) release() error {
	if l.dirty {
		return l.file.Close()
	}
	return errors.Join(l.file.Truncate(0), l.file.Close())
}

func process(number string) string {
	if _, err := strconv.Atoi(number); err != nil {
		return "another process"
	}
	return "process " + number
}
