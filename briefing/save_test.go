package briefing

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"
)

// saved is c as Save writes it.
func saved(t testing.TB, c *Corpus) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := c.Save(&b, "test"); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// whatItTells is everything a corpus can give, as JSON.
func whatItTells(t testing.TB, c *Corpus) string {
	t.Helper()
	b, err := json.MarshalIndent(everything(c, "how many officers will be deployed?", "Sala on ICE", "piantdosi", "who is the mayor of Milan?", "who criticised ICE?",
		"both sides of ICE", "did Meloni speak?", "what is HSI?"), "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestSavedCorpusAnswersAsBefore(t *testing.T) {
	c := NewCorpus(seeds(t))
	loaded, err := LoadCorpus(saved(t, c), "test")
	if err != nil {
		t.Fatal(err)
	}
	if want, got := whatItTells(t, c), whatItTells(t, loaded); got != want {
		t.Fatalf("a loaded corpus gives something else: %s", firstDifference(want, got))
	}
	for _, a := range c.Articles() {
		want, _ := c.Reading(a.ID)
		got, ok := loaded.Reading(a.ID)
		if !ok || fmt.Sprint(*want.Article, want.Layout, want.Quotes) != fmt.Sprint(*got.Article, got.Layout, got.Quotes) {
			t.Errorf("article %q is another", a.ID)
		}
	}
}

func TestSavedCorpusLivesOn(t *testing.T) {
	c := NewCorpus(seeds(t))
	c.Add(Read(Article{ID: "gone", Text: "The ferry to Carhaven sank at noon, said Ruth Okafor, the harbour master."}))
	c.Remove("gone")
	loaded, err := LoadCorpus(saved(t, c), "test")
	if err != nil {
		t.Fatal(err)
	}
	more := Read(Article{ID: "new", Published: time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC), Text: "The bridge was closed on Monday. “Nobody was hurt,” said Ruth Okafor, the harbour master of Aldmoor."})
	c = NewCorpus(seeds(t)) // without what was removed
	c.Add(more)
	loaded.Add(more)
	again, err := LoadCorpus(saved(t, loaded), "test")
	if err != nil {
		t.Fatal(err)
	}
	for name, x := range map[string]*Corpus{"loaded": loaded, "loaded twice": again} {
		if want, got := whatItTells(t, c), whatItTells(t, x); got != want {
			t.Errorf("%s, a corpus gives something else: %s", name, firstDifference(want, got))
		}
		if !x.Said("Okafor", "").Found {
			t.Errorf("%s, what came later is not found", name)
		}
	}
}

func TestSavedCorpusOfAnotherKindIsRefused(t *testing.T) {
	b := saved(t, NewCorpus(seeds(t)[:2]))
	if _, err := LoadCorpus(b, "other"); err == nil || !strings.Contains(err.Error(), `"test"`) {
		t.Errorf("of another stamp: %v", err)
	}
	for n := range len(b) {
		if n%97 == 0 || n < 300 {
			if _, err := LoadCorpus(b[:n:n], "test"); err == nil {
				t.Fatalf("the first %d of %d bytes are read as a corpus", n, len(b))
			}
		}
	}
}

func FuzzLoadCorpus(f *testing.F) {
	b := saved(f, NewCorpus([]Reading{Read(Article{ID: "a", Text: "“We will not close it,” said Ruth Okafor, the mayor of Aldmoor. The ferry sank."})}))
	f.Add(0, []byte{1})
	f.Add(60, []byte("xyz"))
	f.Fuzz(func(t *testing.T, at int, with []byte) {
		if at < 0 || at > len(b) {
			return
		}
		damaged := bytes.Clone(b)
		copy(damaged[at:], with)
		LoadCorpus(damaged, "test") // it may be refused, or not, if a text has changed: that is for a sum to tell
	})
}

// firstDifference shows two texts where they part.
func firstDifference(a, b string) string {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	from := max(0, i-200)
	return fmt.Sprintf("\n%s\n---\n%s", a[from:min(len(a), i+200)], b[from:min(len(b), i+200)])
}
