package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"briefingbot/bot/ingest"
)

func TestEachRecordKeepsOrderAndServesTheRest(t *testing.T) {
	var in, want strings.Builder
	for i := range 500 {
		switch {
		case i%50 == 49:
			fmt.Fprintf(&in, "{\"id\":%d,\n", i)
			fmt.Fprintf(&want, "%d\n", i)
		case i%7 == 3:
			in.WriteString("   \r\n")
		default:
			fmt.Fprintf(&in, "{\"id\":%d}\r\n", i)
			fmt.Fprintf(&want, "%d\n", i)
		}
	}
	var out bytes.Buffer
	err := eachRecord(t.Context(), strings.NewReader(strings.TrimSuffix(in.String(), "\r\n")), &out, func(r ingest.Record) (any, error) {
		var v struct {
			ID json.RawMessage `json:"id"`
		}
		err := r.Decode(&v)
		return v, err
	})
	if !errors.Is(err, errRefused) {
		t.Errorf("got %v, want that lines were refused", err)
	}
	var got strings.Builder
	for line := range strings.Lines(out.String()) {
		got.WriteString(string(idOf([]byte(line))) + "\n")
	}
	if got.String() != want.String() {
		t.Errorf("ids in another order or lost:\n%s", got.String())
	}
}

func TestLongLineIsRefusedAndTheRestServed(t *testing.T) {
	in := strings.NewReader(`{"id":1,"x":"` + strings.Repeat("a", 64<<20) + "\"}\n{\"id\":2}\n")
	var out bytes.Buffer
	err := eachRecord(t.Context(), in, &out, func(r ingest.Record) (any, error) { return json.RawMessage(r.JSON), r.Decode(&struct{}{}) })
	if !errors.Is(err, errRefused) || !strings.Contains(out.String(), "64 MiB") || !strings.HasSuffix(out.String(), "{\"id\":2}\n") {
		t.Errorf("%v: %.200s", err, out.String())
	}
}

func TestIDOfABrokenLine(t *testing.T) {
	for line, want := range map[string]string{
		`{"id":7,"text":`:                  `7`,
		`{"id":"a b","text":"\u0000`:       `"a b"`,
		`{"text":"x","id":[1,{"a":2}],`:    `[1,{"a":2}]`,
		`{"id":7}{"id":8}`:                 `7`,
		`{"ID":7,"text":5}`:                `7`,
		`{"id":7`:                          `null`, // or 77
		`{"id":"a`:                         `null`,
		`{"text":"x`:                       `null`,
		`{"id":"\ud800","text":"x"}`:       `null`,
		"{\"id\":\"\xff\",\"text\":\"x\"}": `null`,
		`{"x":{"id":1}}`:                   `null`,
		`["id",1]`:                         `null`,
		``:                                 `null`,
	} {
		if got := string(idOf([]byte(line))); got != want {
			t.Errorf("%s: id %s, want %s", line, got, want)
		}
	}
}
