package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestDecodeIsStrict(t *testing.T) {
	for line, want := range map[string]string{
		`{"id":1}`:                     "",
		`{"id":"\ud83d\ude00"}`:        "",
		`{"id":"\\ud83d"}`:             "",
		`{"id":"\ud83d"}`:              "surrogate",
		`{"id":"\ude00\ud83d"}`:        "surrogate",
		`{"id":"\ud83d\u0041"}`:        "surrogate",
		"{\"id\":\"caf\xe9\"}":         "byte 10 of the line is not UTF-8",
		`{"id":1`:                      "JSON",
		`[1,2]`:                        "JSON",
		`{"id":1} {"id":2}`:            "JSON",
		"{\"id\":\"\\ud83d\\ude00\\\"": "JSON",
	} {
		var v struct{ ID any }
		err := decode([]byte(line), &v)
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", line, err, want)
		}
	}
}

func TestEachRecordKeepsOrderAndServesTheRest(t *testing.T) {
	var in, want strings.Builder
	for i := range 500 {
		switch {
		case i%50 == 49:
			fmt.Fprintf(&in, "{\"id\":%d,\n", i)
			want.WriteString("null\n")
		case i%7 == 3:
			in.WriteString("   \r\n")
		default:
			fmt.Fprintf(&in, "{\"id\":%d}\r\n", i)
			fmt.Fprintf(&want, "%d\n", i)
		}
	}
	var out bytes.Buffer
	err := eachRecord(strings.NewReader(strings.TrimSuffix(in.String(), "\r\n")), &out, func(line []byte) (any, error) {
		var v struct {
			ID json.RawMessage `json:"id"`
		}
		err := decode(line, &v)
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
	in := strings.NewReader(`{"id":1,"x":"` + strings.Repeat("a", maxRecord) + "\"}\n{\"id\":2}\n")
	var out bytes.Buffer
	err := eachRecord(in, &out, func(line []byte) (any, error) { return json.RawMessage(line), nil })
	if !errors.Is(err, errRefused) || !strings.Contains(out.String(), "64 MiB") || !strings.HasSuffix(out.String(), "{\"id\":2}\n") {
		t.Errorf("%v: %.200s", err, out.String())
	}
}

// FuzzDecode: what is accepted survives a round trip, so no byte was silently
// replaced.
func FuzzDecode(f *testing.F) {
	f.Add([]byte(`{"id":1,"text":"\ud83d\ude00"}`))
	f.Add([]byte("{\"text\":\"\xff\"}"))
	f.Fuzz(func(t *testing.T, line []byte) {
		var v struct {
			Text string `json:"text"`
		}
		if decode(line, &v) != nil {
			return
		}
		if strings.Contains(v.Text, "\uFFFD") && !bytes.Contains(line, []byte("\uFFFD")) && !bytes.Contains(bytes.ToLower(line), []byte(`\ufffd`)) {
			t.Errorf("%q became %q", line, v.Text)
		}
	})
}
