package web

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"briefingbot/briefing"
)

// TestOriginIsShown has the page of an article say what found its text, where
// that is known.
func TestOriginIsShown(t *testing.T) {
	page := briefing.Read(briefing.Article{ID: "page", Text: "The bridge was closed on Monday, the mayor said."})
	file := briefing.Read(briefing.Article{ID: "file", Text: "The ferry goes every hour until the evening."})
	h := New(Config{Corpus: briefing.NewCorpus([]briefing.Reading{page, file}), Origin: func(_ context.Context, a *briefing.Article) Origin {
		if a.ID != "page" || a.SHA256 != page.Article.SHA256 {
			return Origin{}
		}
		return Origin{URL: "https://news.example.org/<x>", Extractor: "extractor 1.2 <b>", Fetched: time.Date(2026, 1, 28, 9, 0, 0, 0, time.UTC)}
	}})
	cases := []struct{ path, want, not string }{
		{"/article/page", "extractor 1.2 &lt;b&gt; at <a href=\"https://news.example.org/", "extractor 1.2 <b>"},
		{"/article/page", "28 January 2026", "<x>"},
		{"/article/page?format=json", `"extractor":"extractor 1.2 `, ""},
		{"/article/file", "The ferry", "Text as found by"},
		{"/article/file?format=json", "The ferry", `"origin"`},
	}
	for _, c := range cases {
		status, body := fetch(t, h, c.path)
		if status != 200 || !strings.Contains(body, c.want) || c.not != "" && strings.Contains(body, c.not) {
			t.Errorf("%s: status %d, want %q and no %q in\n%s", c.path, status, c.want, c.not, body)
		}
	}
}

// TestWarm makes the first briefing before anybody asks for it.
func TestWarm(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := briefing.Read(briefing.Article{ID: "a", Text: "The bridge was closed on Monday, the mayor said."})
		s := newSite(Config{Corpus: briefing.NewCorpus([]briefing.Reading{r}), Warm: true})
		synctest.Wait()
		if b, made := s.news.good(s.Corpus.Articles(), s.Now()); !made || len(b.Articles) != 1 {
			t.Errorf("made: %v, of %d articles", made, len(b.Articles))
		}
	})
}
