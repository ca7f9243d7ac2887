package watch

import (
	"context"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"briefingbot/bot/ingest/fetch"
	"briefingbot/bot/store"
	"briefingbot/briefing"
)

// read takes articles apart one after the other.
func read(_ context.Context, all iter.Seq2[briefing.Article, error]) iter.Seq2[briefing.Reading, error] {
	return func(yield func(briefing.Reading, error) bool) {
		for a, err := range all {
			r := briefing.Reading{}
			if err == nil {
				r = briefing.Read(a)
			}
			if !yield(r, err) {
				return
			}
		}
	}
}

// site is a web site whose pages a test sets.
type site struct {
	*httptest.Server
	mu    sync.Mutex
	pages map[string]page
	asked map[string]int
}

type page struct {
	body, kind string
	code       int
}

func (s *site) set(path, body string) { s.put(path, page{body: body}) }

func (s *site) put(path string, p page) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pages[path] = p
}

func (s *site) count(path string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked[path]
}

func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	p, ok := s.pages[r.URL.Path]
	s.asked[r.URL.Path]++
	s.mu.Unlock()
	etag := `"` + briefing.Sum(p.body)[:8] + `"`
	switch {
	case !ok:
		http.NotFound(w, r)
	case p.code != 0:
		w.WriteHeader(p.code)
	case r.Header.Get("If-None-Match") == etag:
		w.WriteHeader(http.StatusNotModified)
	default:
		if p.kind != "" {
			w.Header().Set("Content-Type", p.kind)
		}
		w.Header().Set("ETag", etag)
		io.WriteString(w, p.body)
	}
}

// bench is a watch over a new store and one site.
type bench struct {
	*Watch
	*site
	t    *testing.T
	took []string
	gone []string
}

func newBench(t *testing.T, folders ...string) *bench {
	t.Helper()
	s := &site{pages: map[string]page{}, asked: map[string]int{}}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	u, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	db, err := store.Temporary(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	b := &bench{site: s, t: t}
	web := fetch.New(fetch.Config{Hosts: []string{u.Host}, Pause: time.Nanosecond})
	t.Cleanup(web.Close)
	b.Watch = New(Config{
		Store: db, Web: web, Folders: folders, Every: time.Hour, Pages: true, Read: read,
		Took: func(r briefing.Reading) { b.took = append(b.took, r.Article.ID) },
		Gone: func(id string) { b.gone = append(b.gone, id) },
	})
	return b
}

// look looks at a source now, whenever it is due.
func (b *bench) look(path string) store.Look {
	b.t.Helper()
	ctx := b.t.Context()
	if _, err := b.Store.AddSource(ctx, store.Source{URL: b.URL + path, Origin: store.SourceOfChat}); err != nil {
		b.t.Fatal(err)
	}
	s, err := b.source(ctx, b.URL+path)
	if err != nil {
		b.t.Fatal(err)
	}
	l, err := b.Watch.look(ctx, s)
	if err != nil {
		b.t.Fatal(err)
	}
	return l
}

// articles shows the current articles: id and first words.
func (b *bench) articles() string {
	b.t.Helper()
	var all []string
	for r, err := range b.Store.Readings(b.t.Context()) {
		if err != nil {
			b.t.Fatal(err)
		}
		id := strings.TrimPrefix(r.Article.ID, b.URL)
		all = append(all, id+": "+strings.Join(strings.Fields(r.Article.Text)[:2], " "))
	}
	slices.Sort(all)
	return strings.Join(all, "; ")
}

func (b *bench) want(articles string) {
	b.t.Helper()
	if got := b.articles(); got != articles {
		b.t.Errorf("articles: %s\nwant:     %s", got, articles)
	}
}

// story is a text of many words that begins with two of its own.
func story(head string) string {
	var s strings.Builder
	for i, w := range strings.Fields("bridge ferry harbour school market tunnel river tower garden museum") {
		fmt.Fprintf(&s, "%s the %s of the town was closed on day %d, the mayor said in a statement. ", head, w, i+len(head))
	}
	return s.String()
}

func htmlPage(text string) string {
	return "<html><head><title>T</title></head><body><article><p>" + strings.ReplaceAll(text, ". ", ".</p><p>") + "</p></article></body></html>"
}

// rss is a feed of items: link, guid, title, description.
func rss(items ...[4]string) string {
	var b strings.Builder
	b.WriteString(`<rss version="2.0"><channel><title>The Quay</title>`)
	for _, i := range items {
		fmt.Fprintf(&b, "<item><link>%s</link><guid isPermaLink=\"false\">%s</guid><title>%s</title><description>%s</description><pubDate>Wed, 28 Jan 2026 09:00:00 GMT</pubDate></item>", i[0], i[1], i[2], i[3])
	}
	return b.String() + "</channel></rss>"
}

func (b *bench) text(path string) string {
	b.t.Helper()
	a, err := b.Store.Article(b.t.Context(), b.URL+path, "")
	if err != nil {
		b.t.Fatal(err)
	}
	return a.Text
}
