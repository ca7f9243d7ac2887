package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"briefingbot/bot/store"
	"briefingbot/briefing"
)

// shelved is a store of some articles and the file beside it.
func shelved(t *testing.T, n int) (*store.Store, *saved) {
	t.Helper()
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "b.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	for i := range n {
		keepArticle(t, s, fmt.Sprintf("a%02d", i), fmt.Sprintf("The ferry of Town%d sank at noon. “Nobody was hurt,” said Ruth Okafor%d, the mayor of Aldmoor.", i, i))
	}
	f, err := savedBeside(s)
	if err != nil {
		t.Fatal(err)
	}
	return s, f
}

func keepArticle(t *testing.T, s *store.Store, id, text string) {
	t.Helper()
	if err := s.Put(t.Context(), briefing.Read(briefing.Article{ID: id, Text: text})); err != nil {
		t.Fatal(err)
	}
}

func TestSavedCorpusFollowsTheStore(t *testing.T) {
	s, f := shelved(t, 40)
	if _, err := f.load(t.Context(), s); !errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("where nothing is saved: %v", err)
	}
	whole, err := readCorpus(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.save(whole); err != nil {
		t.Fatal(err)
	}
	same, err := f.load(t.Context(), s)
	if err != nil || len(same.Articles()) != 40 || f.changes.Load() != 0 {
		t.Fatalf("as it was saved: %v, %d changes", err, f.changes.Load())
	}
	keepArticle(t, s, "new", "The bridge of Carhaven burned down on Monday, said Ines Lund, the fire chief.")
	keepArticle(t, s, "a07", "The tunnel of Town7 was flooded.")
	if err := s.Delete(t.Context(), "a08"); err != nil {
		t.Fatal(err)
	}
	c, err := f.load(t.Context(), s)
	if err != nil || f.changes.Load() != 3 {
		t.Fatalf("after three changes: %v, %d changes", err, f.changes.Load())
	}
	if len(c.Articles()) != 40 || !c.Ask("which bridge burned down?", 3).Found || !c.Ask("which tunnel was flooded?", 3).Found || !c.Said("Ines Lund", "").Found {
		t.Error("what came later is not found")
	}
	if _, ok := c.Reading("a08"); ok || c.Said("Okafor7", "").Found || c.Said("Okafor8", "").Found || !c.Said("Okafor9", "").Found {
		t.Error("what has gone is found, or what stayed is not")
	}
	if err := f.save(c); err != nil { // over the file that c is read from
		t.Fatal(err)
	}
	again, err := f.load(t.Context(), s)
	if err != nil || f.changes.Load() != 0 || !again.Said("Ines Lund", "").Found || !c.Said("Okafor9", "").Found {
		t.Errorf("saved again: %v, %d changes", err, f.changes.Load())
	}
	for i := range 6 {
		keepArticle(t, s, fmt.Sprintf("a%02d", i), "Another text.")
	}
	if _, err := f.load(t.Context(), s); !errors.Is(err, errOld) {
		t.Errorf("where much has changed: %v", err)
	}
}

func TestSavedCorpusIsNotTrusted(t *testing.T) {
	s, f := shelved(t, 12)
	c, err := readCorpus(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.save(c); err != nil {
		t.Fatal(err)
	}
	good, err := os.ReadFile(f.path)
	if err != nil {
		t.Fatal(err)
	}
	for at := 0; at < len(good); at += 211 {
		bad := bytes.Clone(good)
		bad[at] ^= 0x10
		overwrite(t, f.path, bad)
		if _, err := f.load(t.Context(), s); err == nil {
			t.Fatalf("byte %d of %d is another, and nobody says so", at, len(good))
		}
	}
	for _, n := range []int{0, 1, 4, len(good) / 2, len(good) - 1} {
		overwrite(t, f.path, good[:n])
		if _, err := f.load(t.Context(), s); err == nil {
			t.Fatalf("only %d of %d bytes are there, and nobody says so", n, len(good))
		}
	}
	var log bytes.Buffer
	n := &newsroom{log: slog.New(slog.NewTextHandler(&log, nil))}
	if c, f, err := n.corpusOf(t.Context(), s); err != nil || len(c.Articles()) != 12 || f.changes.Load() != 12 || !strings.Contains(log.String(), "is damaged") {
		t.Errorf("the corpus is not made of the articles: %v; log: %s", err, &log)
	}
	overwrite(t, f.path, good)
	other := &saved{path: f.path, stamp: f.stamp + "1"}
	if _, err := other.load(t.Context(), s); err == nil || !strings.Contains(err.Error(), "made by") {
		t.Errorf("of another program: %v", err)
	}
	// The next save is refused by a full disk: what was saved stays.
	if err := os.Symlink("/dev/full", f.path+".new"); err != nil {
		t.Skip(err)
	}
	if err := f.save(c); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("on a full disk: %v", err)
	}
	if _, err := f.load(t.Context(), s); err != nil {
		t.Errorf("after a full disk: %v", err)
	}
	if _, err := os.Lstat(f.path + ".new"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("half a file is left: %v", err)
	}
}

func overwrite(t *testing.T, path string, b []byte) {
	t.Helper()
	// A new file, as whoever maps the old one has it still.
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}
