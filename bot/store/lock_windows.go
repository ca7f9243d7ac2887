package store

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// flock locks f without waiting. The locked byte lies far behind the content,
// so that others can read whose lock it is.
func flock(f *os.File) error {
	at := &windows.Overlapped{OffsetHigh: 1}
	err := windows.LockFileEx(windows.Handle(f.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, at)
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return errTaken
	}
	return err
}
