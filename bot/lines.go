package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"unicode/utf8"

	"briefingbot/bot/ingest"
)

// refusal is what stands on the line of a record that could not be served.
type refusal struct {
	ID    json.RawMessage `json:"id"`
	Error string          `json:"error"`
}

// errRefused says that at least one line was refused; the rest was served.
var errRefused = errors.New("not every line was served")

// job is a record on its way; its line of output comes on done.
type job struct {
	record ingest.Record
	done   chan result
}

type result struct {
	line []byte
	err  error
}

// eachRecord serves the lines of in with serve, several at once, and writes one
// line each to out in the order of in. Empty lines are skipped. When ctx ends
// first, its cause is the error; a read that is blocked then is abandoned.
func eachRecord(ctx context.Context, in io.Reader, out io.Writer, serve func(ingest.Record) (any, error)) error {
	workers := runtime.GOMAXPROCS(0)
	jobs, order := make(chan job), make(chan job, 4*workers)
	for range workers {
		go func() {
			for j := range jobs {
				line, err := recordOf(j.record, serve)
				j.done <- result{line, err}
			}
		}()
	}
	go func() {
		defer close(order)
		defer close(jobs)
		for r := range ingest.Records(in) {
			r.JSON = bytes.Clone(r.JSON)
			j := job{r, make(chan result, 1)}
			select {
			case order <- j:
				jobs <- j
			case <-ctx.Done():
				return
			}
		}
	}()
	return drain(ctx, order, out)
}

// drain writes the results in order. What is finished is flushed whenever
// nothing more is waiting, so that a program at the other end is not kept
// waiting either.
func drain(ctx context.Context, order <-chan job, out io.Writer) error {
	w := bufio.NewWriterSize(out, 1<<16)
	refused := false
	for {
		var j job
		var more bool
		select {
		case j, more = <-order:
		case <-ctx.Done():
			_ = w.Flush()
			return context.Cause(ctx)
		}
		if !more {
			break
		}
		r := <-j.done
		refused = refused || r.err != nil
		if _, err := w.Write(append(r.line, '\n')); err != nil {
			return fmt.Errorf("write a result: %w", err)
		}
		if len(order) > 0 {
			continue
		}
		if err := w.Flush(); err != nil {
			return fmt.Errorf("write a result: %w", err)
		}
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("write a result: %w", err)
	}
	if refused {
		return errRefused
	}
	return nil
}

func recordOf(r ingest.Record, serve func(ingest.Record) (any, error)) ([]byte, error) {
	v, err := serve(r)
	if err == nil {
		var b []byte
		if b, err = encode(v); err == nil {
			return b, nil
		}
	}
	told := err.Error()
	if bad := (*ingest.Error)(nil); errors.As(err, &bad) {
		told = bad.Reason + "; " + bad.Remedy
		if strings.HasPrefix(told, "is ") || strings.HasPrefix(told, "ends ") {
			told = "the line " + told
		}
	}
	b, _ := encode(refusal{ID: idOf(r.JSON), Error: told})
	return b, err
}

// idOf returns the "id" of a line, also of one that breaks off or goes wrong
// behind it; null where it cannot be read.
func idOf(line []byte) json.RawMessage {
	none := json.RawMessage("null")
	d := json.NewDecoder(bytes.NewReader(line))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return none
	}
	for d.More() {
		var value json.RawMessage
		key, err := d.Token()
		if err != nil || d.Decode(&value) != nil || d.InputOffset() == int64(len(line)) {
			return none // a number that ends with the line may be half a number
		}
		if key, _ := key.(string); !strings.EqualFold(key, "id") {
			continue
		}
		if !utf8.Valid(value) || bytes.Contains(bytes.ToLower(value), []byte(`\ud`)) {
			return none // an id that is no text would break the line that tells so
		}
		return value
	}
	return none
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
