package quote

import (
	"bufio"
	"encoding/json"
	"os"
	"testing"

	"briefingbot/briefing/text"
)

// TestEvaluate reads articles as JSON Lines from the file that QUOTE_EVAL names
// and writes the quotes found to that name with ".out" appended.
func TestEvaluate(t *testing.T) {
	name := os.Getenv("QUOTE_EVAL")
	if name == "" {
		t.Skip("QUOTE_EVAL names no file of articles")
	}
	in, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	out, err := os.Create(name + ".out")
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	enc := json.NewEncoder(out)
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 1<<26)
	for lines.Scan() {
		var a struct{ ID, Text string }
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		if err := enc.Encode(map[string]any{"id": a.ID, "quotes": rows(a.Text)}); err != nil {
			t.Fatal(err)
		}
	}
}

func rows(s string) []map[string]any {
	out := []map[string]any{}
	for _, q := range Find(s, text.Read(s)) {
		row := map[string]any{
			"start": q.Content.Start, "end": q.Content.End, "text": q.Content.In(s), "person": q.Person,
			"speaker": q.Speaker.In(s), "cue": q.Cue.In(s), "kind": q.Kind, "polarity": q.Polarity, "confidence": q.Confidence,
		}
		if q.Speaker.Len() > 0 {
			row["speaker_start"], row["speaker_end"] = q.Speaker.Start, q.Speaker.End
		}
		if q.Cue.Len() > 0 {
			row["cue_start"], row["cue_end"] = q.Cue.Start, q.Cue.End
		}
		out = append(out, row)
	}
	return out
}
