package briefing

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// seeds reads the real articles that lie beside the package.
func seeds(t testing.TB) []Reading {
	t.Helper()
	paths, err := filepath.Glob("../seeds/*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no articles in ../seeds: %v", err)
	}
	var out []Reading
	for _, p := range paths {
		b, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, Read(Article{ID: strings.TrimSuffix(filepath.Base(p), ".txt"), Text: string(b)}))
	}
	return out
}
