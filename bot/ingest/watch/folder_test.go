package watch

import (
	"context"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"briefingbot/bot/store"
	"briefingbot/briefing"
)

func put(t *testing.T, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	stamp := time.Now().Add(time.Duration(len(text)) * time.Second) // file systems may count whole seconds
	if err := os.Chtimes(path, stamp, stamp); err != nil {
		t.Fatal(err)
	}
}

func TestFoldersAreWatched(t *testing.T) {
	dir, other := t.TempDir(), t.TempDir()
	lines := filepath.Join(t.TempDir(), "l.jsonl")
	b := newBench(t, dir, other, lines)
	ctx := t.Context()
	if err := b.Configure(ctx, nil); err != nil {
		t.Fatal(err)
	}
	look := func(want string) {
		t.Helper()
		b.took = nil
		told, last := 0, 0.0
		if err := b.LookAtFolders(ctx, func(n int, share float64) { told, last = n, share }); err != nil {
			t.Fatal(err)
		}
		if told < len(b.took) || last < 0 || last > 1 {
			t.Errorf("progress told %d articles, a share of %v, when %d were taken", told, last, len(b.took))
		}
		b.want(want)
	}
	put(t, dir, "a.txt", "Alpha one, said the mayor.")
	put(t, dir, "deep/c.md", "Charlie one.")
	put(t, dir, "bad.txt", "\xff\xfe")
	put(t, other, "a.txt", "The same id.")
	put(t, filepath.Dir(lines), "l.jsonl", `{"id":"x","text":"Xray one."}`+"\n"+`{"id":"y","text":"Yankee one."}`)
	look("a.txt: Alpha one,; deep/c.md: Charlie one.; x: Xray one.; y: Yankee one.")
	state := func(root string) store.Look {
		s, err := b.source(ctx, folderKey(root))
		if err != nil {
			t.Fatal(err)
		}
		return s.State
	}
	if l := state(dir); l.New != 2 || l.Refused != 1 || !strings.Contains(l.Reason, "bad.txt") {
		t.Errorf("%+v", l)
	}
	if l := state(other); l.New != 0 || l.Refused != 1 || !strings.Contains(l.Reason, "taken by") {
		t.Errorf("%+v", l)
	}
	look("a.txt: Alpha one,; deep/c.md: Charlie one.; x: Xray one.; y: Yankee one.")
	if len(b.took) != 0 {
		t.Errorf("taken again: %v", b.took)
	}
	put(t, dir, "a.txt", "Alpha two was corrected, said the mayor.")
	put(t, dir, "new.txt", "November one.")
	put(t, filepath.Dir(lines), "l.jsonl", `{"id":"x","text":"Xray two."}`+"\n"+`{"id":"z","text":"Zulu one."}`)
	if err := os.Remove(filepath.Join(dir, "deep", "c.md")); err != nil {
		t.Fatal(err)
	}
	look("a.txt: Alpha two; new.txt: November one.; x: Xray two.; y: Yankee one.; z: Zulu one.")
	if len(b.took) != 4 || strings.Join(b.gone, " ") != "deep/c.md" {
		t.Errorf("took %v, gone %v", b.took, b.gone)
	}
	if err := os.RemoveAll(dir); err != nil { // the disk is not mounted
		t.Fatal(err)
	}
	look("a.txt: Alpha two; new.txt: November one.; x: Xray two.; y: Yankee one.; z: Zulu one.")
	if l := state(dir); l.Failures == 0 || !strings.Contains(l.Why, "does not exist") {
		t.Errorf("%+v", l)
	}
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	look("a.txt: Alpha two; new.txt: November one.; x: Xray two.; y: Yankee one.; z: Zulu one.")
	if l := state(dir); !strings.Contains(l.Why, "mounted") {
		t.Errorf("%+v", l)
	}
}

// TestAFileThatIsSpoiled: its article stays as it was, until the file is removed.
func TestAFileThatIsSpoiled(t *testing.T) {
	dir := t.TempDir()
	b := newBench(t, dir)
	if err := b.Configure(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	look := func(want string) {
		t.Helper()
		if err := b.LookAtFolders(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		b.want(want)
	}
	put(t, dir, "a.txt", "Alpha one, said the mayor.")
	put(t, dir, "b.txt", "Bravo one, said the mayor.")
	look("a.txt: Alpha one,; b.txt: Bravo one,")
	put(t, dir, "a.txt", "\xff\xfe half a file")
	look("a.txt: Alpha one,; b.txt: Bravo one,")
	if err := os.Remove(filepath.Join(dir, "a.txt")); err != nil {
		t.Fatal(err)
	}
	look("b.txt: Bravo one,")
}

// TestLinesThatGrow: of a file that grows only what is new is taken apart, a
// correction of what is stated about a text counts, and what was dropped as too
// old does not come back with the next line.
func TestLinesThatGrow(t *testing.T) {
	dir := t.TempDir()
	b := newBench(t, dir)
	apart := 0
	b.Read = func(ctx context.Context, all iter.Seq2[briefing.Article, error]) iter.Seq2[briefing.Reading, error] {
		return read(ctx, func(yield func(briefing.Article, error) bool) {
			for a, err := range all {
				if apart++; !yield(a, err) {
					return
				}
			}
		})
	}
	file := ""
	look := func(more, want string, wantApart, wantUpdated int) {
		t.Helper()
		file += more + "\n"
		apart = 0
		put(t, dir, "l.jsonl", file)
		if err := b.LookAtFolders(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		b.want(want)
		s, err := b.source(t.Context(), folderKey(dir))
		if err != nil || apart != wantApart || s.State.Updated != wantUpdated {
			t.Errorf("%d articles taken apart, want %d; %+v, %v", apart, wantApart, s.State, err)
		}
	}
	if err := b.Configure(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	look(`{"id":"x","text":"Xray one."}`+"\n"+`{"id":"y","text":"Yankee one.","title":"Y"}`, "x: Xray one.; y: Yankee one.", 2, 0)
	look(`{"id":"z","text":"Zulu one."}`, "x: Xray one.; y: Yankee one.; z: Zulu one.", 1, 0)
	file = strings.Replace(file, `"Y"`, `"Y, corrected"`, 1)
	look("", "x: Xray one.; y: Yankee one.; z: Zulu one.", 1, 1)
	if a, err := b.Store.Article(t.Context(), "y", ""); err != nil || a.Title != "Y, corrected" || !slices.Contains(b.took, "y") {
		t.Errorf("%+v, %v, took %v", a, err, b.took)
	}
	b.Keep = func(now time.Time) store.Keep { return store.Keep{Since: now.Add(time.Hour)} }
	b.retain(t.Context())
	look(`{"id":"w","text":"Whisky one."}`, "w: Whisky one.", 1, 0)
}

// TestAStoreThatFailsInTheMiddle: what was stored before the store failed is told
// of, for the next look finds nothing new in it; and the source says why it failed.
func TestAStoreThatFailsInTheMiddle(t *testing.T) {
	dir := t.TempDir()
	b := newBench(t, dir)
	if err := b.Configure(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	var file strings.Builder
	const n = together - 1
	for i := range n {
		fmt.Fprintf(&file, "{\"id\":\"a%03d\",\"text\":\"Words of %d.\"}\n", i, i)
	}
	put(t, dir, "l.jsonl", file.String())
	db, _ := b.Store.DB()
	if _, err := db.ExecContext(t.Context(), `CREATE TRIGGER broken BEFORE INSERT ON revisions WHEN new.article = 'a500' BEGIN SELECT RAISE(ABORT, 'no'); END`); err != nil {
		t.Fatal(err)
	}
	if err := b.LookAtFolders(t.Context(), nil); err == nil {
		t.Fatal("a store that fails is no error")
	}
	if s, err := b.source(t.Context(), folderKey(dir)); err != nil || s.State.Failures != 1 || s.State.Why == "" {
		t.Errorf("%+v, %v", s.State, err)
	}
	if _, err := db.ExecContext(t.Context(), `DROP TRIGGER broken`); err != nil {
		t.Fatal(err)
	}
	if err := b.LookAtFolders(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	slices.Sort(b.took)
	if got := len(slices.Compact(b.took)); got != n {
		t.Errorf("told of %d articles, want %d", got, n)
	}
	if s, err := b.source(t.Context(), folderKey(dir)); err != nil || s.State.Failures != 0 || s.State.Why != "" {
		t.Errorf("%+v, %v", s.State, err)
	}
}

func TestConfigure(t *testing.T) {
	b := newBench(t, "articles")
	ctx := t.Context()
	if _, err := b.Store.AddSource(ctx, store.Source{URL: "https://chat.example/", Origin: store.SourceOfChat}); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ set, want string }{
		{"https://A.example/feed https://b.example", "file:articles https://a.example/feed https://b.example/ https://chat.example/"},
		{"https://b.example/", "file:articles https://b.example/ https://chat.example/"},
		{"", "file:articles https://chat.example/"},
	} {
		if err := b.Configure(ctx, strings.Fields(test.set)); err != nil {
			t.Fatal(err)
		}
		all, err := b.Store.Sources(ctx)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, s := range all {
			got = append(got, s.URL)
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%q: %v, want %s", test.set, got, test.want)
		}
	}
}

// TestRetentionIsTold drops what is too old, and tells so.
func TestRetentionIsTold(t *testing.T) {
	dir := t.TempDir()
	b := newBench(t, dir)
	put(t, dir, "a.txt", "Alpha one, said the mayor.")
	if err := b.Configure(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if err := b.LookAtFolders(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	b.retain(t.Context())
	b.want("a.txt: Alpha one,")
	b.Keep = func(now time.Time) store.Keep { return store.Keep{Since: now.Add(time.Hour)} }
	b.retain(t.Context())
	b.want("")
	if strings.Join(b.gone, " ") != "a.txt" {
		t.Errorf("gone %v", b.gone)
	}
	if err := b.LookAtFolders(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	b.want("") // its file has not changed: it does not come back
}
