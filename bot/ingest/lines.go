package ingest

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"

	"briefingbot/briefing"
)

// Lines yields the articles of JSON Lines, one object a line:
//
//	{"id", "title", "text", "url", "outlet", "published" or "date", "lang"}
//
// id and text are needed; a number is taken as an id, too. Empty lines are
// skipped, other keys ignored, and a date in no known form counts as not
// stated. A line may be 64 MiB long; a bad one yields an [Error] with its
// number, and the next line is read.
func Lines(r io.Reader) iter.Seq2[briefing.Article, error] {
	return func(yield func(briefing.Article, error) bool) {
		newTaker(yield).lines(r, "")
	}
}

// lines takes every line of r and reports whether more is wanted.
func (t *taker) lines(r io.Reader, source string) bool {
	for rec := range Records(r) {
		a, e := briefing.Article{}, rec.err
		if e == nil {
			a, e = parseLine(rec.JSON)
		}
		switch {
		case e != nil && !t.bad(e, source, rec.Line):
			return false
		case e == nil && !t.take(a, source, rec.Line):
			return false
		}
	}
	return true
}

// Record is one line of JSON Lines that is not empty.
type Record struct {
	Line int    // counted from 1
	JSON []byte // without the line's end; valid until the next record is asked for
	err  *Error
}

// Records yields the records of r. A line of more than 64 MiB is read over, and
// its record cannot be decoded; so is the last one where r fails.
func Records(r io.Reader) iter.Seq[Record] {
	return func(yield func(Record) bool) {
		in := bufio.NewReaderSize(r, 64<<10)
		var line []byte
		for n := 1; ; n++ {
			buf, long, err := readLine(in, line[:0])
			line = bytes.TrimRight(buf, "\r\n")
			if n == 1 {
				line = bytes.TrimPrefix(line, []byte(bom))
			}
			rec := Record{Line: n, JSON: line}
			switch {
			case err != nil && !errors.Is(err, io.EOF):
				rec.err = unreadable(err)
			case long:
				rec.err = &Error{ID: idOf(line), Reason: fmt.Sprintf("is longer than %d MiB", maxArticle>>20), Remedy: "split the article"}
			}
			if (rec.err != nil || len(bytes.TrimSpace(line)) > 0) && !yield(rec) || err != nil {
				return
			}
			if cap(line) > 1<<20 {
				line = nil // do not keep the memory of one long line
			}
		}
	}
}

// Decode reads the record strictly into a struct. The raw bytes are checked
// first: the decoder would put U+FFFD for what is no character, and every
// offset would be wrong. The error is an [Error].
func (r Record) Decode(into any) error {
	if r.err != nil {
		return r.err
	}
	if e := decode(r.JSON, into); e != nil {
		return e
	}
	return nil
}

// readLine appends the next line to buf. Of a line that is too long it keeps
// the beginning and reads over the rest.
func readLine(in *bufio.Reader, buf []byte) (line []byte, long bool, err error) {
	for {
		part, err := in.ReadSlice('\n')
		if len(buf)+len(part) > maxArticle {
			long = true
			buf = buf[:min(len(buf), 64<<10)]
		}
		if !long {
			buf = append(buf, part...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return buf, long, err
		}
	}
}
