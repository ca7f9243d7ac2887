//go:build !unix

package main

import (
	"io"
	"os"
)

// mapped returns the bytes of a file.
func mapped(f *os.File, size int) ([]byte, error) {
	b := make([]byte, size)
	_, err := f.ReadAt(b, 0)
	if err == io.EOF {
		err = nil
	}
	return b, err
}

// letGo has nothing to do here: the bytes are nowhere else.
func letGo([]byte) error { return nil }

// syncFolder has nothing to do here.
func syncFolder(string) error { return nil }
