package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestSince prints a briefing, changes the articles and asks what has come
// since.
func TestSince(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	articles := filepath.Join(dir, "articles")
	if err := os.Mkdir(articles, 0o700); err != nil {
		t.Fatal(err)
	}
	tell := func(args ...string) (string, error) {
		var out, wrong bytes.Buffer
		err := run(t.Context(), append([]string{"--corpus", articles, "brief"}, args...), nil, nil, &out, &wrong)
		return out.String() + wrong.String(), err
	}
	earlier := filepath.Join(dir, "earlier.json")
	write("articles/ferry.txt", "The ferry Aurora ran aground off Lenn on Monday with 212 passengers on board. Nobody was hurt, the coast guard said.")
	write("articles/strike.txt", "Bus drivers in Ostby will strike on Thursday over pay. The union rejected an offer of three percent.")
	first, err := tell("--json")
	if err != nil {
		t.Fatal(err)
	}
	write("earlier.json", first)
	if got, err := tell("--since", earlier); err != nil || !strings.HasPrefix(got, "Nothing new; checked 2 articles.") {
		t.Errorf("nothing has come: %v\n%s", err, got)
	}

	write("articles/fire.txt", "A fire destroyed the town hall of Ostby on Tuesday night. Firemen saved the archive.")
	write("articles/ferry.txt", "The ferry Aurora ran aground off Lenn on Monday with 221 passengers on board. Nobody was hurt, the coast guard said.")
	got, err := tell("--since", earlier)
	for _, want := range []string{"A fire destroyed the town hall", "with 221 passengers", "ferry.txt has been changed. These words, quoted then, are no longer in it: “The ferry Aurora ran aground off Lenn on Monday with 212"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing (%v) in\n%s", want, err, got)
		}
	}
	for _, old := range []string{"Bus drivers", "Nobody was hurt"} {
		if strings.Contains(got, old) {
			t.Errorf("%q is told again in\n%s", old, got)
		}
	}

	if err := os.Remove(filepath.Join(articles, "strike.txt")); err != nil {
		t.Fatal(err)
	}
	got, err = tell("--since", earlier)
	if strings.Count(got, "strike.txt, quoted then, is not here any more.") != 1 {
		t.Errorf("what is gone is not told once: %v\n%s", err, got)
	}
	for name, text := range map[string]string{"other.json": "{}", "torn.json": "{"} {
		write(name, text)
		if _, err := tell("--since", filepath.Join(dir, name)); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
