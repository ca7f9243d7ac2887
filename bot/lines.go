package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync"
	"unicode/utf8"
)

// maxRecord is the longest line, in bytes, that a batch takes; a longer one is
// refused on its line and the rest is served.
const maxRecord = 64 << 20

var errRecordTooLong = fmt.Errorf("the line is longer than %d MiB", maxRecord>>20)

// readRecord returns the next line of r without its end, and io.EOF after the
// last. A line over maxRecord is skipped and reported.
func readRecord(r *bufio.Reader) ([]byte, error) {
	var line []byte
	var long bool
	for {
		part, err := r.ReadSlice('\n')
		if long = long || len(line)+len(part) > maxRecord; !long {
			line = append(line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err != nil && !errors.Is(err, io.EOF):
			return nil, fmt.Errorf("read a line: %w", err)
		case err != nil && len(line) == 0 && !long:
			return nil, io.EOF
		case long:
			return nil, errRecordTooLong
		}
		return bytes.TrimRight(line, "\r\n"), nil
	}
}

// refusal is what stands on the line of a record that could not be served.
type refusal struct {
	ID    json.RawMessage `json:"id"`
	Error string          `json:"error"`
}

// errRefused says that at least one line was refused; the rest was served.
var errRefused = errors.New("not every line was served")

// decode reads one record strictly: valid UTF-8, one JSON object, no lone
// surrogate, so that the bytes spans count are the bytes the sender has.
func decode(line []byte, into any) error {
	if i := invalidUTF8(line); i >= 0 {
		return fmt.Errorf("byte %d of the line is not UTF-8; send the line as UTF-8", i)
	}
	if loneSurrogate(line) {
		return errors.New(`the line holds half of a surrogate pair (\ud800 to \udfff alone), which is no character`)
	}
	if err := json.Unmarshal(line, into); err != nil {
		return fmt.Errorf("not a JSON record of the expected form: %w", err)
	}
	return nil
}

func invalidUTF8(b []byte) int {
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

// loneSurrogate reports whether an escape names half of a surrogate pair. The
// JSON decoder would silently put U+FFFD in its place.
func loneSurrogate(line []byte) bool {
	unit := func(i int) int { // the UTF-16 unit escaped at i, or -1
		if i+6 > len(line) || line[i] != '\\' || line[i+1] != 'u' {
			return -1
		}
		n := 0
		for _, c := range line[i+2 : i+6] {
			switch {
			case c >= '0' && c <= '9':
				n = n<<4 | int(c-'0')
			case c|0x20 >= 'a' && c|0x20 <= 'f':
				n = n<<4 | int(c|0x20-'a'+10)
			default:
				return -1
			}
		}
		return n
	}
	for i := bytes.IndexByte(line, '\\'); i >= 0 && i+1 < len(line); {
		switch u := unit(i); {
		case u >= 0xD800 && u < 0xDC00:
			if low := unit(i + 6); low < 0xDC00 || low > 0xDFFF {
				return true
			}
			i += 12
		case u >= 0xDC00 && u <= 0xDFFF:
			return true
		default:
			i += 2
		}
		next := bytes.IndexByte(line[min(i, len(line)):], '\\')
		if next < 0 {
			return false
		}
		i += next
	}
	return false
}

// eachRecord serves the lines of in with serve, several at once, and writes one
// line each to out in the order of in. Empty lines are skipped.
func eachRecord(in io.Reader, out io.Writer, serve func(line []byte) (any, error)) error {
	type job struct {
		line []byte
		err  error
		done chan []byte
	}
	workers := runtime.GOMAXPROCS(0)
	jobs, order := make(chan *job), make(chan *job, 4*workers)
	var wg sync.WaitGroup
	var refused sync.Once
	var failed error
	for range workers {
		wg.Go(func() {
			for j := range jobs {
				b, err := recordOf(j.line, j.err, serve)
				if err != nil {
					refused.Do(func() { failed = errRefused })
				}
				j.done <- b
			}
		})
	}
	read := make(chan error, 1)
	go func() {
		defer close(order)
		defer close(jobs)
		r := bufio.NewReaderSize(in, 1<<16)
		for {
			line, err := readRecord(r)
			if err != nil && !errors.Is(err, errRecordTooLong) {
				if !errors.Is(err, io.EOF) {
					read <- err
				}
				return
			}
			if err == nil && len(bytes.TrimSpace(line)) == 0 {
				continue
			}
			j := &job{line, err, make(chan []byte, 1)}
			order <- j
			jobs <- j
		}
	}()
	w := bufio.NewWriterSize(out, 1<<16)
	var broken error
	for j := range order {
		b := <-j.done
		if broken == nil {
			_, broken = w.Write(append(b, '\n'))
		}
		if broken == nil && len(order) == 0 {
			broken = w.Flush()
		}
	}
	wg.Wait()
	if broken == nil {
		broken = w.Flush()
	}
	select {
	case err := <-read:
		return err
	default:
	}
	if broken != nil {
		return fmt.Errorf("write a result: %w", broken)
	}
	return failed
}

func recordOf(line []byte, err error, serve func([]byte) (any, error)) ([]byte, error) {
	var v any
	if err == nil {
		v, err = serve(line)
	}
	if err == nil {
		var b []byte
		if b, err = encode(v); err == nil {
			return b, nil
		}
	}
	b, _ := encode(refusal{ID: idOf(line), Error: err.Error()})
	return b, err
}

// idOf returns the "id" of a line, as far as it can be read; null otherwise.
func idOf(line []byte) json.RawMessage {
	var r struct {
		ID json.RawMessage `json:"id"`
	}
	if json.Unmarshal(line, &r) != nil || len(r.ID) == 0 {
		return json.RawMessage("null")
	}
	return r.ID
}

// encode writes v as one line of JSON without the escapes that only HTML needs.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("encode a result: %w", err)
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}
