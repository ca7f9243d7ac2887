package config

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the goldens")

// TestBadFiles holds the messages for every bad file of testdata/bad.txt; the
// golden shows each file's messages under its name.
func TestBadFiles(t *testing.T) {
	files := append(files(t, "testdata/bad.txt"),
		file{"latin-1.yaml", "data: x\nstore: caf\xe9\n"},
		file{"nul.yaml", "data: \x00\n"},
		file{"utf-16.yaml", "\xff\xfed\x00a\x00"},
		file{"bom.yaml", "\ufeffdata: x\nlog: {level: loud}\nstroe: x\n"},
		file{"crlf.yaml", "data: x\r\nlog:\r\n  level: loud\r\n"},
		file{"long.yaml", strings.Repeat("#\n", maxFile)},
	)
	if len(files) < 40 {
		t.Errorf("%d bad files, want 40 or more", len(files))
	}
	var got strings.Builder
	for _, f := range files {
		_, err := Parse(f.name, []byte(f.data))
		if err == nil {
			t.Errorf("%s: accepted", f.name)
			continue
		}
		for _, leak := range []string{"not-shown", "not_a_real", "not-a-real", "0123456789abcdef"} {
			if strings.Contains(err.Error(), leak) {
				t.Errorf("%s: the message shows a secret: %v", f.name, err)
			}
		}
		fmt.Fprintf(&got, "== %s\n%v\n", f.name, err)
	}
	golden(t, "testdata/bad.golden", got.String())
}

type file struct{ name, data string }

// files reads several small files from one: each begins with "-- name --".
func files(t *testing.T, path string) []file {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var all []file
	for part := range strings.SplitSeq("\n"+string(b), "\n-- ") {
		if name, data, ok := strings.Cut(part, " --\n"); ok {
			all = append(all, file{name, data + "\n"})
		}
	}
	return all
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); d != "" {
		t.Errorf("%s differs (- golden, + now; rewrite with -update):\n%s", file, d)
	}
}
