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

	"briefingbot/bot/ingest"
)

// refusal is what stands on the line of a record that could not be served.
type refusal struct {
	ID    json.RawMessage `json:"id"`
	Error string          `json:"error"`
}

// errRefused says that at least one line was refused; the rest was served.
var errRefused = errors.New("not every line was served")

// eachRecord serves the lines of in with serve, several at once, and writes one
// line each to out in the order of in. Empty lines are skipped.
func eachRecord(in io.Reader, out io.Writer, serve func(ingest.Record) (any, error)) error {
	type job struct {
		record ingest.Record
		done   chan []byte
	}
	workers := runtime.GOMAXPROCS(0)
	jobs, order := make(chan *job), make(chan *job, 4*workers)
	var wg sync.WaitGroup
	var refused sync.Once
	var failed error
	for range workers {
		wg.Go(func() {
			for j := range jobs {
				b, err := recordOf(j.record, serve)
				if err != nil {
					refused.Do(func() { failed = errRefused })
				}
				j.done <- b
			}
		})
	}
	go func() {
		defer close(order)
		defer close(jobs)
		for r := range ingest.Records(in) {
			r.JSON = bytes.Clone(r.JSON)
			j := &job{r, make(chan []byte, 1)}
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
	if broken != nil {
		return fmt.Errorf("write a result: %w", broken)
	}
	return failed
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
		told = "the line " + bad.Reason + "; " + bad.Remedy
	}
	b, _ := encode(refusal{ID: idOf(r.JSON), Error: told})
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
