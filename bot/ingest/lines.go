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
	in := bufio.NewReaderSize(r, 64<<10)
	var line []byte
	for n := 1; ; n++ {
		var long bool
		var err error
		line, long, err = readLine(in, line[:0])
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte(bom))
		}
		switch {
		case err != nil && !errors.Is(err, io.EOF):
			e := unreadable(err)
			e.Source, e.Line = source, n
			return t.refuse(e)
		case long:
			e := &Error{ID: idOf(line), Reason: fmt.Sprintf("is longer than %d MiB", maxArticle>>20), Remedy: "split the article"}
			if !t.bad(e, source, n) {
				return false
			}
		case len(bytes.TrimSpace(line)) > 0:
			a, e := parseLine(bytes.TrimRight(line, "\r\n"))
			if e != nil {
				if !t.bad(e, source, n) {
					return false
				}
			} else if !t.take(a, source, n) {
				return false
			}
		}
		if err != nil {
			return true
		}
		if cap(line) > 1<<20 {
			line = nil // do not keep the memory of one long line
		}
	}
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
