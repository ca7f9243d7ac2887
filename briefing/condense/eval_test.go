package condense

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"briefingbot/briefing/text"
)

// TestEval condenses the clusters of $BRIEF_EVAL/SET/dev.jsonl and writes
// $BRIEF_OUT/SET.jsonl for a scorer.
func TestEval(t *testing.T) {
	dir, out := os.Getenv("BRIEF_EVAL"), os.Getenv("BRIEF_OUT")
	if dir == "" || out == "" {
		t.Skip("BRIEF_EVAL and BRIEF_OUT name no directories")
	}
	sets, _ := filepath.Glob(filepath.Join(dir, "*", "dev.jsonl"))
	for _, path := range sets {
		set := filepath.Base(filepath.Dir(path))
		t.Run(set, func(t *testing.T) {
			condenseSet(t, path, filepath.Join(out, set+".jsonl"))
		})
	}
}

type labelled struct {
	ID   string `json:"id"`
	Docs []struct {
		Title, Text, Date string
	} `json:"docs"`
	Budget int `json:"budget_words"`
}

func (l *labelled) read() []Doc {
	var docs []Doc
	for _, d := range l.Docs {
		date, _ := time.Parse(time.DateOnly, d.Date)
		docs = append(docs, Doc{Title: d.Title, Date: date, Text: d.Text, Layout: text.Read(d.Text)})
	}
	return docs
}

func condenseSet(t *testing.T, in, out string) {
	f, err := os.Open(in)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w, err := os.Create(out)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var l labelled
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil {
			t.Fatal(err)
		}
		docs := l.read()
		var said []string
		words := 0
		for _, r := range Summarize(docs, Options{Words: l.Budget}) {
			s := docs[r.Doc].Layout.Sentences[r.Sentence].In(docs[r.Doc].Text)
			words += len(strings.Fields(s))
			said = append(said, s)
		}
		if words > l.Budget {
			t.Errorf("%s: %d words in a budget of %d", l.ID, words, l.Budget)
		}
		if err := json.NewEncoder(w).Encode(map[string]any{"id": l.ID, "summary": said}); err != nil {
			t.Fatal(err)
		}
	}
}
