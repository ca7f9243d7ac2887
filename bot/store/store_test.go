package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"briefingbot/briefing"
	"briefingbot/briefing/quote"
	"briefingbot/briefing/text"
)

// shore is what every kind of store does; a new kind joins by running contract.
type shore interface {
	Put(context.Context, briefing.Reading) error
	PutAll(context.Context, []briefing.Reading) error
	Article(ctx context.Context, id, sum string) (*briefing.Article, error)
	Delete(ctx context.Context, id string) error
	Close() error
}

// reader makes a reading by hand, so that these tests hold whatever the
// analyser finds.
func reader(id, words string) briefing.Reading {
	a := &briefing.Article{
		ID: id, URL: "https://news.example/" + id, Title: "On " + id, Outlet: "The Example", Lang: "en",
		Published: time.Date(2025, 3, 3, 7, 30, 0, 5, time.FixedZone("", 3600)), Text: words, SHA256: briefing.Sum(words),
	}
	l, n := &text.Layout{}, len(words)
	if n > 3 {
		half := text.Span{Start: 0, End: n / 2}
		rest := text.Span{Start: n/2 + 1, End: n}
		l.Paragraphs = []text.Paragraph{{Span: half, Kind: text.Heading}, {Span: rest}}
		l.Sentences = []text.Sentence{{Span: half, Kind: text.Heading}, {Span: rest, Kind: text.Repeat, Paragraph: 1}}
	}
	qs := []quote.Quote{{
		Content: text.Span{Start: n / 2, End: n}, Speaker: text.Span{Start: 0, End: n / 3}, Cue: text.Span{Start: n / 3, End: n / 2},
		Person: "Ruth Okafor", Kind: quote.Mixed, Polarity: quote.Denied, Confidence: 0.8125, Attribution: 2,
	}}
	return briefing.Reading{Article: a, Layout: l, Quotes: qs}
}

func sameArticle(t *testing.T, got, want *briefing.Article) {
	t.Helper()
	g, w := *got, *want
	if !g.Published.Equal(w.Published) {
		t.Errorf("article %s: published %v, want %v", w.ID, g.Published, w.Published)
	}
	g.Published, w.Published = time.Time{}, time.Time{}
	if g != w {
		t.Errorf("article %s:\n got %+v\nwant %+v", w.ID, g, w)
	}
}

func sameReading(t *testing.T, got, want briefing.Reading) {
	t.Helper()
	sameArticle(t, got.Article, want.Article)
	if !reflect.DeepEqual(got.Layout, want.Layout) {
		t.Errorf("layout of %s:\n got %+v\nwant %+v", want.Article.ID, got.Layout, want.Layout)
	}
	if len(got.Quotes)+len(want.Quotes) > 0 && !reflect.DeepEqual(got.Quotes, want.Quotes) {
		t.Errorf("quotes of %s:\n got %+v\nwant %+v", want.Article.ID, got.Quotes, want.Quotes)
	}
}

func all(t *testing.T, s *Store) map[string]briefing.Reading {
	t.Helper()
	out := map[string]briefing.Reading{}
	for r, err := range s.Readings(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		out[r.Article.ID] = r
	}
	return out
}

func open(t *testing.T, path string) *Store {
	t.Helper()
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// strange are texts that must come back byte for byte.
var strange = map[string]string{
	"plain":   "One sentence. Another sentence.",
	"empty":   "",
	"nul":     "a\x00b\x00",
	"invalid": "\xff\xfe broken \xc3",
	"bom":     "\ufeffstarts with a mark\r\n",
	"wide":    "«Non siamo pronti», ha detto. \u202egnirts\U0001f5de",
	"long":    strings.Repeat("x", 1<<20),
}

func TestContract(t *testing.T) {
	kinds := map[string]func() (*Store, error){
		"file":      func() (*Store, error) { return Open(t.Context(), filepath.Join(t.TempDir(), "new", "b.db")) },
		"temporary": func() (*Store, error) { return Temporary(t.Context()) },
		"odd path": func() (*Store, error) {
			return Open(t.Context(), filepath.Join(t.TempDir(), "a b?c#d%20&mode=ro é", "b.db"))
		},
	}
	for name, make := range kinds {
		t.Run(name, func(t *testing.T) {
			s, err := make()
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			contract(t, s, func() map[string]briefing.Reading { return all(t, s) })
		})
	}
	t.Run("postgres", func(t *testing.T) {
		s := openPostgres(t, postgres.Database(t))
		contract(t, s, func() map[string]briefing.Reading { return all(t, s) })
		if err := s.Check(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

func openPostgres(t testing.TB, url string) *Store {
	t.Helper()
	s, err := OpenPostgres(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func contract(t *testing.T, s shore, all func() map[string]briefing.Reading) {
	ctx := t.Context()
	if n := len(all()); n != 0 {
		t.Fatalf("a new store has %d articles", n)
	}
	want := map[string]briefing.Reading{}
	for id, words := range strange {
		want[id] = reader(id, words)
		if err := s.Put(ctx, want[id]); err != nil {
			t.Fatal(err)
		}
	}
	undated := reader("undated", "No date. None.")
	undated.Article.Published, undated.Quotes = time.Time{}, nil
	want["undated"] = undated
	if err := s.PutAll(ctx, []briefing.Reading{undated, want["plain"]}); err != nil {
		t.Fatal(err)
	}
	check := func() {
		t.Helper()
		got := all()
		if len(got) != len(want) {
			t.Errorf("%d articles, want %d", len(got), len(want))
		}
		for id := range want {
			sameReading(t, got[id], want[id])
		}
	}
	check()

	// Another text is another revision; the old one can still be proved.
	old := want["plain"].Article
	for _, words := range []string{"It was corrected. Twice.", old.Text, "It was corrected. Three times."} {
		want["plain"] = reader("plain", words)
		if err := s.Put(ctx, want["plain"]); err != nil {
			t.Fatal(err)
		}
		check()
	}
	for _, sum := range []string{old.SHA256, old.SHA256[:16]} {
		a, err := s.Article(ctx, "plain", sum)
		if err != nil {
			t.Fatal(err)
		}
		sameArticle(t, a, old)
	}
	now, err := s.Article(ctx, "plain", "")
	if err != nil {
		t.Fatal(err)
	}
	sameArticle(t, now, want["plain"].Article)

	// The same text under a corrected title is the same revision.
	want["nul"].Article.Title = "A better title"
	if err := s.Put(ctx, want["nul"]); err != nil {
		t.Fatal(err)
	}
	check()

	for _, id := range []string{"plain", "plain", "never there"} {
		if err := s.Delete(ctx, id); err != nil {
			t.Fatal(err)
		}
	}
	delete(want, "plain")
	check()
	for _, sum := range []string{"", old.SHA256, "%", "zz"} {
		if _, err := s.Article(ctx, "plain", sum); !errors.Is(err, ErrNotFound) {
			t.Errorf("article with sum %q of a deleted article: %v, want ErrNotFound", sum, err)
		}
	}
	refusals(t, s)
	check()
}

func refusals(t *testing.T, s shore) {
	t.Helper()
	cases := map[string]func(*briefing.Reading){
		"has no id":      func(r *briefing.Reading) { r.Article.ID = "" },
		"is not UTF-8":   func(r *briefing.Reading) { r.Article.ID = "a\xff" },
		"SHA-256":        func(r *briefing.Reading) { r.Article.Text += "!" },
		"in the year":    func(r *briefing.Reading) { r.Article.Published = time.Date(12000, 1, 1, 0, 0, 0, 0, time.UTC) },
		"has no article": func(r *briefing.Reading) { r.Layout = nil },
		"a quote at":     func(r *briefing.Reading) { r.Quotes[0].Content.End = 99 },
		"a sentence at":  func(r *briefing.Reading) { r.Layout.Sentences[0].Paragraph = 2 },
		"a paragraph at": func(r *briefing.Reading) { r.Layout.Paragraphs[0].Start = -1 },
	}
	bad := []briefing.Reading{{}}
	for want, spoil := range cases {
		r := reader("bad", "A bad one. Or two.")
		spoil(&r)
		bad = append(bad, r)
		if err := s.Put(t.Context(), r); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("put: %v, want an error with %q", err, want)
		}
	}
	good := reader("good", "A good one. Or two.")
	err := s.PutAll(t.Context(), append(bad, good))
	if err == nil || strings.Count(err.Error(), "put article") != len(bad) {
		t.Errorf("put all: %v, want one error for each of %d", err, len(bad))
	}
	if _, err := s.Article(t.Context(), "good", ""); err != nil {
		t.Errorf("the good one among bad ones: %v", err)
	}
	if err := s.Delete(t.Context(), "good"); err != nil {
		t.Fatal(err)
	}
}

func TestStaysOnDisk(t *testing.T) {
	path := filepath.Join(t.TempDir(), "b.db")
	s := open(t, path)
	want := reader("a", "It stays. It does.")
	if err := s.Put(t.Context(), want); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(path + ".lock"); err != nil || len(b) != 0 {
		t.Errorf("the lock after an orderly end holds %q, %v", b, err)
	}
	s = open(t, path)
	sameReading(t, all(t, s)["a"], want)
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestReadOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "b.db")
	if _, err := OpenReadOnly(t.Context(), path); err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("open for reading what is not there: %v", err)
	}
	s := open(t, path)
	if err := s.Put(t.Context(), reader("a", "Read me. Do.")); err != nil {
		t.Fatal(err)
	}
	r, err := OpenReadOnly(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	sameReading(t, all(t, r)["a"], reader("a", "Read me. Do."))
	if err := r.Put(t.Context(), reader("b", "No. Never.")); err == nil || !strings.Contains(err.Error(), "reading only") {
		t.Errorf("put into a store opened for reading: %v", err)
	}
}

func TestReadsAgainWhenTheAnalyserChanged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "b.db")
	s := open(t, path)
	var rs []briefing.Reading
	for i := range batchArticles + 3 {
		rs = append(rs, reader(fmt.Sprint(i), fmt.Sprintf("Number %d is read. Twice.", i)))
	}
	s.analysis = "an older one"
	if err := s.PutAll(t.Context(), rs); err != nil {
		t.Fatal(err)
	}
	s.analysis = analyser()
	want := briefing.Read(*rs[5].Article)
	want.Article.SHA256 = rs[5].Article.SHA256
	for range 2 {
		got := all(t, s)
		if len(got) != len(rs) {
			t.Fatalf("%d readings, want %d", len(got), len(rs))
		}
		sameReading(t, got["5"], want)
	}
	var old int
	if err := s.read.QueryRow(`SELECT count(*) FROM revisions WHERE analysis <> ?`, s.analysis).Scan(&old); err != nil || old != 0 {
		t.Errorf("%d readings are still old, %v", old, err)
	}

	// A damaged reading is made again too: it is only derived.
	if _, err := s.write.Exec(`UPDATE revisions SET layout = x'ff'`); err != nil {
		t.Fatal(err)
	}
	sameReading(t, all(t, s)["5"], want)
}

func TestReadingsCanBeLeft(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "b.db"))
	s.analysis = "old"
	if err := s.PutAll(t.Context(), []briefing.Reading{reader("a", "One. Two."), reader("b", "Three. Four.")}); err != nil {
		t.Fatal(err)
	}
	s.analysis = analyser()
	for range s.Readings(t.Context()) {
		break
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, err := range s.Readings(ctx) {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("readings of a cancelled context: %v", err)
		}
	}
	if n := len(all(t, s)); n != 2 {
		t.Errorf("%d readings after leaving early, want 2", n)
	}
}

func TestAlteredText(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "b.db"))
	if err := s.PutAll(t.Context(), []briefing.Reading{reader("a", "Not to be changed."), reader("b", "This one is well.")}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.write.Exec(`UPDATE revisions SET text = CAST('Now it is changed.' AS BLOB) WHERE article = 'a'`); err != nil {
		t.Fatal(err)
	}
	if err := s.Check(t.Context()); err == nil || !strings.Contains(err.Error(), `"a"`) {
		t.Errorf("check of an altered text: %v", err)
	}
	if _, err := s.Article(t.Context(), "a", ""); err == nil || !strings.Contains(err.Error(), "no longer has the SHA-256") {
		t.Errorf("article with an altered text: %v", err)
	}
	var well, broken int
	for _, err := range s.Readings(t.Context()) {
		if err == nil {
			well++
		} else {
			broken++
		}
	}
	if well != 1 || broken != 1 {
		t.Errorf("%d well and %d broken readings, want 1 and 1", well, broken)
	}
}
