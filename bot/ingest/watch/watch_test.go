package watch

import (
	"context"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
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

// TestFeedsLife follows a feed: new items with their pages, nothing new, an
// order turned around, an item changed, a page gone.
func TestFeedsLife(t *testing.T) {
	b := newBench(t)
	a, c := [4]string{"/a", "1", "A", "Summary of a."}, [4]string{"/c", "2", "C", "Summary of c."}
	b.set("/feed", rss(a, c))
	b.set("/a", htmlPage(story("Alpha one")))
	b.set("/c", htmlPage(story("Charlie one")))
	if l := b.look("/feed"); l.New != 2 || l.Kind != "feed" || l.Title != "The Quay" || l.Why != "" || l.Failures != 0 {
		t.Errorf("first look: %+v", l)
	}
	b.want("/a: Alpha one; /c: Charlie one")
	if l := b.look("/feed"); l.New+l.Updated != 0 || l.Good.IsZero() || b.count("/a") != 1 {
		t.Errorf("a look at what has not changed: %+v, page asked for %d times", l, b.count("/a"))
	}
	b.set("/feed", rss(c, a))
	if l := b.look("/feed"); l.New+l.Updated != 0 || b.count("/a") != 1 {
		t.Errorf("reordered: %+v, page asked for %d times", l, b.count("/a"))
	}
	first := briefing.Sum(b.text("/a"))
	b.set("/a", htmlPage(story("Alpha two")))
	a[2] = "A, corrected"
	b.set("/feed", rss(c, a))
	if l := b.look("/feed"); l.New != 0 || l.Updated != 1 {
		t.Errorf("an item was changed: %+v", l)
	}
	b.want("/a: Alpha two; /c: Charlie one")
	if old, err := b.Store.Article(t.Context(), b.URL+"/a", first); err != nil || !strings.HasPrefix(old.Text, "Alpha one") {
		t.Errorf("the revision that may be cited cannot be proved: %v", err)
	}
	b.put("/a", page{code: 410})
	a[2] = "A, taken back"
	b.set("/feed", rss(c, a))
	b.look("/feed")
	b.want("/c: Charlie one")
	if w, ok, err := b.Store.Withdrawn(t.Context(), b.URL+"/a"); !ok || err != nil || w.Why != "gone from its site" || len(b.gone) != 1 {
		t.Errorf("%+v %v %v %v", w, ok, err, b.gone)
	}
	if o, err := b.Store.Origin(t.Context(), b.URL+"/c", briefing.Sum(b.text("/c"))); err != nil || !strings.Contains(o.Extractor, "readability") || o.Source != b.URL+"/feed" {
		t.Errorf("%+v %v", o, err)
	}
}

func (b *bench) text(path string) string {
	b.t.Helper()
	a, err := b.Store.Article(b.t.Context(), b.URL+path, "")
	if err != nil {
		b.t.Fatal(err)
	}
	return a.Text
}

// TestIDsThatAreReused: a feed gives a new story an old id, and gives a story
// whose address has changed its own.
func TestIDsThatAreReused(t *testing.T) {
	b := newBench(t)
	b.set("/old", htmlPage(story("Old words")))
	b.set("/feed", rss([4]string{"/old", "1", "A", ""}))
	b.look("/feed")
	b.set("/other", htmlPage(strings.Repeat("Something else entirely happened at the stadium, where nobody paid for the seats. ", 9)))
	b.set("/feed", rss([4]string{"/other", "1", "B", ""}))
	if l := b.look("/feed"); l.New != 1 || l.Updated != 0 {
		t.Errorf("another story under the same id: %+v", l)
	}
	b.want("/old: Old words; /other: Something else")
	b.set("/feed", rss([4]string{"/first-title", "2", "C", ""}))
	b.set("/first-title", htmlPage(story("Moved words")))
	b.look("/feed")
	b.set("/better-title", htmlPage(story("Moved words")+"And one more sentence at the end of it."))
	b.set("/feed", rss([4]string{"/better-title", "2", "C", ""}))
	if l := b.look("/feed"); l.New != 0 || l.Updated != 1 {
		t.Errorf("the same story at another address: %+v", l)
	}
	b.want("/first-title: Moved words; /old: Old words; /other: Something else")
}

func TestPagesThatCannotBeRead(t *testing.T) {
	b := newBench(t)
	b.set("/robots.txt", "User-agent: *\nDisallow: /private/")
	b.set("/feed", rss([4]string{"/private/a", "1", "A", "Words of a, as its feed has them."}, [4]string{"/missing", "2", "B", ""}, [4]string{"/broken", "3", "C", "Words of c."}))
	b.put("/broken", page{code: 502})
	l := b.look("/feed")
	if l.New != 1 || l.Refused != 1 || l.Left != 1 || l.Reason == "" || l.Why != "" {
		t.Errorf("%+v", l)
	}
	b.want("/private/a: Words of")
	if b.count("/private/a") != 0 {
		t.Error("robots.txt was not asked")
	}
	b.set("/broken", htmlPage(story("Charlie is")))
	if l = b.look("/feed"); l.New != 1 || l.Left != 0 {
		t.Errorf("after the repair: %+v", l)
	}
	b.want("/broken: Charlie is; /private/a: Words of")
	if b.count("/missing") != 1 {
		t.Errorf("what is missing was asked for %d times", b.count("/missing"))
	}
}

// TestNothingIsLostWhenStoringFails: the first look breaks at the store, the
// next one takes everything in.
func TestNothingIsLostWhenStoringFails(t *testing.T) {
	b := newBench(t)
	b.set("/feed", rss([4]string{"/a", "1", "A", ""}, [4]string{"/c", "2", "C", ""}))
	b.set("/a", htmlPage(story("Alpha one")))
	b.set("/c", htmlPage(story("Charlie one")))
	db, _ := b.Store.DB()
	if _, err := db.ExecContext(t.Context(), `CREATE TRIGGER broken BEFORE INSERT ON origins WHEN new.article LIKE '%/c' BEGIN SELECT RAISE(ABORT, 'no'); END`); err != nil {
		t.Fatal(err)
	}
	if l := b.look("/feed"); l.New != 1 || l.Failures != 1 || l.ETag != "" {
		t.Errorf("%+v", l)
	}
	b.want("/a: Alpha one")
	if _, err := db.ExecContext(t.Context(), `DROP TRIGGER broken`); err != nil {
		t.Fatal(err)
	}
	if l := b.look("/feed"); l.New != 1 || l.Failures != 0 || l.Why != "" {
		t.Errorf("%+v", l)
	}
	b.want("/a: Alpha one; /c: Charlie one")
}

func TestSitemapsAndPages(t *testing.T) {
	b := newBench(t)
	b.set("/index.xml", `<sitemapindex><sitemap><loc>`+b.URL+`/s1.xml</loc></sitemap><sitemap><loc>`+b.URL+`/none.xml</loc></sitemap></sitemapindex>`)
	b.set("/s1.xml", `<urlset><url><loc>`+b.URL+`/a</loc><lastmod>2026-01-28</lastmod></url></urlset>`)
	b.set("/a", htmlPage(story("Alpha one")))
	if l := b.look("/index.xml"); l.New != 1 || l.Kind != "sitemap" || l.Refused != 1 {
		t.Errorf("%+v", l)
	}
	b.set("/p", htmlPage(story("Papa one")))
	if l := b.look("/p"); l.New != 1 || l.Kind != "page" {
		t.Errorf("%+v", l)
	}
	b.set("/p", htmlPage(story("Papa two")))
	if l := b.look("/p"); l.Updated != 1 {
		t.Errorf("%+v", l)
	}
	b.want("/a: Alpha one; /p: Papa two")
	b.put("/p", page{code: 404})
	b.look("/p") // it may be a mistake of the site's
	b.want("/a: Alpha one; /p: Papa two")
	b.look("/p")
	b.want("/a: Alpha one")
}

// TestManyPages holds that a look fetches only so many, and the next the rest.
func TestManyPages(t *testing.T) {
	b := newBench(t)
	var items [][4]string
	for i := range mostPages + 5 {
		p := fmt.Sprintf("/p%02d", i)
		b.set(p, htmlPage(story(fmt.Sprintf("Page %d", i))))
		items = append(items, [4]string{p, p, p, ""})
	}
	b.set("/feed", rss(items...))
	if l := b.look("/feed"); l.New != mostPages || l.Left != 5 {
		t.Errorf("%+v", l)
	}
	if l := b.look("/feed"); l.New != 5 || l.Left != 0 { // the feed itself has not changed
		t.Errorf("%+v", l)
	}
}

// TestTwoFeedsOfOneArticle: it is the first one's, and does not flicker.
func TestTwoFeedsOfOneArticle(t *testing.T) {
	b := newBench(t)
	b.Pages = false
	b.set("/f1", rss([4]string{"/a", "1", "A", "First words of a."}))
	b.set("/f2", rss([4]string{"/a", "x", "A", "Second words of a."}))
	if l := b.look("/f1"); l.New != 1 {
		t.Errorf("%+v", l)
	}
	if l := b.look("/f2"); l.New+l.Updated != 0 {
		t.Errorf("%+v", l)
	}
	b.want("/a: First words")
}

func TestAddingSources(t *testing.T) {
	b := newBench(t)
	ctx := t.Context()
	b.set("/feed", rss([4]string{"", "1", "A", "Some words here."}))
	s, added, err := b.Add(ctx, b.URL+"/feed#x", "U1")
	if err != nil || !added || s.State.New != 1 || s.Who != "U1" {
		t.Errorf("%+v %v %v", s, added, err)
	}
	if _, added, err = b.Add(ctx, b.URL+"/feed", "U2"); err != nil || added {
		t.Errorf("added again: %v %v", added, err)
	}
	for _, bad := range []string{b.URL + "/none", "http://169.254.169.254/latest/meta-data", "http://10.0.0.1/", "file:///etc/passwd", "https://u:p@x.example/"} {
		s, added, err := b.Add(ctx, bad, "U1")
		if added || err == nil && s.State.Why == "" {
			t.Errorf("%s was added: %+v", bad, s)
		}
	}
	if all, err := b.Store.Sources(ctx); err != nil || len(all) != 1 {
		t.Errorf("%d sources, %v", len(all), err)
	}
	b.set("/p", htmlPage(story("Papa one")))
	for i := range 2 {
		a, fresh, err := b.Page(ctx, b.URL+"/p")
		if err != nil || fresh != (i == 0) || a.ID != b.URL+"/p" {
			t.Errorf("%+v %v %v", a, fresh, err)
		}
	}
	if _, _, err := b.Page(ctx, b.URL+"/feed"); err == nil || !strings.Contains(err.Error(), "add it as a source") {
		t.Errorf("a feed was added as a page: %v", err)
	}
	if all, err := b.Store.Sources(ctx); err != nil || len(all) != 1 {
		t.Errorf("a page became a source: %d, %v", len(all), err)
	}
}

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

// answers is a network of its own.
type answers func(*http.Request) *http.Response

func (a answers) RoundTrip(r *http.Request) (*http.Response, error) { return a(r), nil }

// TestPace counts the looks of three days: a good source every hour, a broken
// one ever more rarely, one that wants to be left alone not before.
func TestPace(t *testing.T) {
	db, err := store.Temporary(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, host := range []string{"good", "broken", "busy"} {
		if _, err := db.AddSource(t.Context(), store.Source{URL: "https://" + host + ".example/feed", Origin: store.SourceOfChat}); err != nil {
			t.Fatal(err)
		}
	}
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		looks := map[string]int{}
		web := fetch.New(fetch.Config{Transport: answers(func(r *http.Request) *http.Response {
			says := func(code int, body string) *http.Response {
				return &http.Response{StatusCode: code, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}
			}
			if r.URL.Path == "/robots.txt" {
				return says(404, "")
			}
			mu.Lock()
			looks[r.URL.Host]++
			mu.Unlock()
			switch r.URL.Host {
			case "good.example":
				return says(200, rss([4]string{"", "1", "A", "Some words here."}))
			case "busy.example":
				out := says(429, "")
				out.Header.Set("Retry-After", "36000")
				return out
			}
			return says(500, "")
		})})
		now := time.Now() // of the bubble: the store's own clock is the machine's
		for _, s := range must(db.Sources(t.Context())) {
			if err := db.SetLook(t.Context(), s.URL, store.Look{}, now); err != nil {
				t.Fatal(err)
			}
		}
		w := New(Config{Store: db, Web: web, Every: time.Hour, Read: read})
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- w.Run(ctx) }()
		time.Sleep(72 * time.Hour)
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
		mu.Lock()
		defer mu.Unlock()
		if n := looks["good.example"]; n < 60 || n > 73 {
			t.Errorf("the good source was looked at %d times in 72 hours", n)
		}
		if n := looks["broken.example"]; n < 5 || n > 9 {
			t.Errorf("the broken source was looked at %d times in 72 hours", n)
		}
		if n := looks["busy.example"]; n < 3 || n > 8 {
			t.Errorf("the busy source was looked at %d times in 72 hours", n)
		}
	})
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
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
