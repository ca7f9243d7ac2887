//go:build unix

package main

import (
	"os"

	"golang.org/x/sys/unix"
)

// mapped returns the bytes of a file, read as they are needed. They are never
// unmapped: texts are parts of them. The file may be removed or replaced, but not
// written to.
func mapped(f *os.File, size int) ([]byte, error) {
	return unix.Mmap(int(f.Fd()), 0, size, unix.PROT_READ, unix.MAP_PRIVATE)
}

// letGo gives back the memory of mapped bytes until they are read again.
func letGo(b []byte) error { return unix.Madvise(b, unix.MADV_DONTNEED) }

// syncFolder makes a renaming outlive a power cut.
func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}
