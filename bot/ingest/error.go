package ingest

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"
)

// Error says why one article, or one whole source, could not be taken in.
type Error struct {
	Source string // the file; empty for a reader without a name
	Line   int    // from 1; 0 where it does not matter
	ID     string // of the article, as far as it is known
	Reason string
	Remedy string
	Err    error // the cause, if there is one; never needed to understand Reason
}

// ErrForeign is the cause where a file's name says that it is no article, as of
// a program beside the articles. It is told, but nothing has gone wrong.
var ErrForeign = errors.New("no article by its name")

// Error returns "file:line: id: reason; remedy".
func (e *Error) Error() string {
	var b strings.Builder
	switch {
	case e.Source != "" && e.Line > 0:
		fmt.Fprintf(&b, "%s:%d: ", e.Source, e.Line)
	case e.Source != "":
		b.WriteString(e.Source + ": ")
	case e.Line > 0:
		fmt.Fprintf(&b, "line %d: ", e.Line)
	}
	if e.ID != "" && e.ID != e.Source && !strings.HasSuffix(e.Source, "/"+e.ID) {
		fmt.Fprintf(&b, "article %q: ", shorten(e.ID))
	}
	b.WriteString(e.Reason)
	if e.Remedy != "" {
		b.WriteString("; " + e.Remedy)
	}
	return b.String()
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// shorten keeps a hostile name from filling the screen.
func shorten(s string) string {
	if r := []rune(s); len(r) > 80 {
		return string(r[:77]) + "..."
	}
	return s
}

// unreadable says why the operating system does not give a file.
func unreadable(err error) *Error {
	e := &Error{Err: err, Reason: "cannot be read", Remedy: "check the disk and the path"}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		e.Reason, e.Remedy = "does not exist", "name a folder or a file of articles"
	case errors.Is(err, fs.ErrPermission):
		e.Reason, e.Remedy = "may not be read", "give the program's user the right to read it"
	case errors.Is(err, syscall.ELOOP):
		e.Reason, e.Remedy = "is a link that leads in a circle", "remove it"
	}
	return e
}
