package ingest

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"briefingbot/briefing"
)

// Path yields the articles of a folder or of one file; which, it sees itself.
// A file's ID is its name within the folder, with slashes; the ID of one named
// file is its base name.
func Path(name string) iter.Seq2[briefing.Article, error] { return Paths(name) }

// Paths yields the articles of several folders and files, one after another. An
// ID may occur only once in all of them.
func Paths(names ...string) iter.Seq2[briefing.Article, error] {
	return func(yield func(briefing.Article, error) bool) {
		t := newTaker(yield)
		for _, name := range names {
			if !t.path(name) {
				return
			}
		}
	}
}

// Folder yields the articles of all files of a folder and its subfolders, by
// name. Names that begin with a dot are passed over.
func Folder(files fs.FS) iter.Seq2[briefing.Article, error] {
	return func(yield func(briefing.Article, error) bool) {
		newTaker(yield).folder(files, "")
	}
}

// taker hands articles on and knows which IDs were there already.
type taker struct {
	yield func(briefing.Article, error) bool
	seen  map[string]origin
}

type origin struct {
	source string
	line   int
}

func (o origin) String() string {
	switch {
	case o.source == "":
		return fmt.Sprintf("line %d", o.line)
	case o.line == 0:
		return o.source
	}
	return fmt.Sprintf("%s:%d", o.source, o.line)
}

func newTaker(yield func(briefing.Article, error) bool) *taker {
	return &taker{yield: yield, seen: map[string]origin{}}
}

// take yields an article, unless its ID is taken, and reports whether more is
// wanted.
func (t *taker) take(a briefing.Article, source string, line int) bool {
	if first, taken := t.seen[a.ID]; taken {
		return t.bad(&Error{ID: a.ID, Reason: fmt.Sprintf("the id %q is taken by %s", shorten(a.ID), first), Remedy: "give each article an id of its own"}, source, line)
	}
	t.seen[a.ID] = origin{source, line}
	return t.yield(a, nil)
}

func (t *taker) refuse(e *Error) bool { return t.yield(briefing.Article{}, e) }

func (t *taker) bad(e *Error, source string, line int) bool {
	e.Source = source
	if line > 0 {
		e.Line = line
	}
	return t.refuse(e)
}

func (t *taker) path(name string) bool {
	info, err := os.Stat(name)
	if err != nil {
		return t.bad(unreadable(err), name, 0)
	}
	if info.IsDir() {
		return t.folder(os.DirFS(name), filepath.ToSlash(name))
	}
	folder, base := filepath.Split(name)
	if folder == "" {
		folder = "."
	}
	return t.file(os.DirFS(folder), base, name)
}

// folder takes all files below files; root is its name in messages.
func (t *taker) folder(files fs.FS, root string) bool {
	more := true
	_ = fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		shown := path.Join(root, name)
		switch {
		case err != nil:
			more = t.bad(unreadable(err), shown, 0)
		case name != "." && strings.HasPrefix(d.Name(), "."):
			if d.IsDir() {
				return fs.SkipDir
			}
		case !d.IsDir():
			more = t.file(files, name, shown)
		}
		if !more {
			return fs.SkipAll
		}
		return nil
	})
	return more
}

// file takes the article or articles of one file.
func (t *taker) file(files fs.FS, name, shown string) bool {
	if e := checkID(name); e != nil {
		return t.bad(e, oneLine(shown), 0)
	}
	info, err := fs.Stat(files, name)
	if err != nil {
		return t.bad(unreadable(err), shown, 0)
	}
	lines := extension(name) == ".jsonl"
	switch {
	case info.IsDir():
		return t.bad(&Error{Reason: "is a link to a folder, which is not followed", Remedy: "name the folder itself as a source"}, shown, 0)
	case !info.Mode().IsRegular():
		return t.bad(&Error{Reason: "is not a regular file", Remedy: "remove it"}, shown, 0)
	case readers[extension(name)] == nil && !lines:
		return t.bad(unknown(name), shown, 0)
	case info.Size() > maxArticle && !lines:
		return t.bad(tooLong(name), shown, 0)
	}
	f, err := files.Open(name)
	if err != nil {
		return t.bad(unreadable(err), shown, 0)
	}
	defer f.Close()
	if lines {
		return t.lines(f, shown)
	}
	b, err := io.ReadAll(io.LimitReader(f, maxArticle+1)) // it may have grown
	if err != nil {
		return t.bad(unreadable(err), shown, 0)
	}
	a, err := File(name, b)
	var e *Error
	if errors.As(err, &e) {
		return t.bad(e, shown, 0)
	}
	return t.take(a, shown, 0)
}

// checkID refuses what no page, log or chat message could name.
func checkID(id string) *Error {
	switch {
	case !utf8.ValidString(id):
		return &Error{ID: oneLine(id), Reason: "the name is not UTF-8", Remedy: "rename it"}
	case len(id) > 512:
		return &Error{ID: shorten(oneLine(id)), Reason: "the id is longer than 512 bytes", Remedy: "give it a shorter one"}
	case oneLine(id) != id:
		return &Error{ID: oneLine(id), Reason: "the id has a line break, a control character or needless spaces", Remedy: "take them out"}
	}
	return nil
}
