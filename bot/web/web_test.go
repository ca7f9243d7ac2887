package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"briefingbot/briefing"
)

// fetch asks h for a path as a browser on this machine would.
func fetch(t *testing.T, h http.Handler, path string) (int, string) {
	t.Helper()
	w := httptest.NewRecorder()
	r := httptest.NewRequest("GET", path, nil)
	r.Host = "127.0.0.1:8080"
	h.ServeHTTP(w, r)
	return w.Code, w.Body.String()
}

func TestPages(t *testing.T) {
	all := corpus(t)
	h := New(Config{Corpus: all, Topics: topics, Ask: asking(all), Sources: looked})
	for _, c := range []struct {
		path   string
		status int
		want   []string // in this order
	}{
		{"/", 200, []string{">The briefing</h1>", `class="lead"`, "</b> read</span>", "The bridge", "The strike"}},
		{"/ask", 200, []string{"Ask in your own words", "/ask?q=The&#43;bridge"}},
		{"/ask?q=bridge", 200, []string{"You asked", "Harbour Bridge", `<a href="/speakers"><b>one</b></a>`, " &lt;b&gt;two&lt;/b&gt;", "of it", "three<a href=\"/p/x/1-2/0123456789abcdef#p\">", "<th scope=\"col\">head</th>", "<td>cell</td>"}},
		{"/ask?q=timeline", 303, nil},
		{"/article/made-up", 200, []string{"<h1 lang=\"en\" dir=\"auto\">Made up</h1>", "Byline", "By A. Maker", "Appeal to readers", "Donate &amp; smile.", "Read more", "Last sentence.", "Repeated text"}},
		{"/article/~..", 200, []string{"An article with a difficult name"}},
		{articlePath("wire/2025-03-03 #7"), 200, []string{"Northport bridge reopens May 12"}},
		{articlePath("~untitled"), 200, []string{`class="untitled"`, "An article without a title"}},
		{"/article/none", 404, []string{"There is no article with this name"}},
		{"/speakers", 200, []string{`<a class="who" href="/speaker/Ada%20Maker"><bdi>Ada Maker</bdi></a>`}},
		{"/speaker/Ada%20Maker", 200, []string{"<h1><bdi>Ada Maker</bdi></h1>", "No,", "<bdi>Ada Maker</bdi>", "<bdi>said</bdi>", "The Maker"}},
		{"/speaker/ada%20maker", 200, []string{"<h1><bdi>Ada Maker</bdi></h1>"}},
		{"/speaker/Nobody", 404, []string{"quotes nobody of this name"}},
		{"/figures", 200, []string{"<h1>Figures</h1>"}},
		{"/timeline", 200, []string{"<h1>Timeline</h1>"}},
		{"/sources", 200, []string{"<h1>Sources</h1>", "Failing", "https://feeds.example/b", "failed 3 hours ago", "/srv/news", "Made up", "http://maker.example/1"}},
		{"/nowhere", 404, []string{"There is no such page"}},
		{"/p/made-up/x-9/0123456789abcdef", 404, []string{"not complete"}},
		{"/p/made-up/1-9/0123", 404, []string{"not complete"}},
	} {
		status, body := fetch(t, h, c.path)
		if status != c.status {
			t.Errorf("%s: status %d, want %d", c.path, status, c.status)
		}
		rest := body
		for _, want := range c.want {
			i := strings.Index(rest, want)
			if i < 0 {
				t.Errorf("%s: %q is missing or out of order in\n%s", c.path, want, body)
				break
			}
			rest = rest[i+len(want):]
		}
	}
}

func TestEmptyCorpus(t *testing.T) {
	h := New(Config{Ask: asking(briefing.NewCorpus(nil))})
	for path, want := range map[string]string{
		"/": "There are no articles yet", "/speakers": "quote nobody", "/figures": "no figures", "/timeline": "no dates",
		"/sources": "There are no articles yet", "/ask?q=anything": "The corpus has no answer to that.",
	} {
		if status, body := fetch(t, h, path); status != 200 || !strings.Contains(body, want) {
			t.Errorf("%s: status %d, want 200 and %q in\n%s", path, status, want, body)
		}
	}
}

// marks returns what is marked on a page, as text.
func marks(body string) string {
	var b strings.Builder
	for _, m := range regexp.MustCompile(`(?s)<mark[^>]*>(.*?)</mark>`).FindAllStringSubmatch(body, -1) {
		b.WriteString(m[1])
	}
	return b.String()
}

func TestPermalinkMarksTheWords(t *testing.T) {
	c := corpus(t)
	made, _ := c.Reading("made-up")
	current := *made.Article
	old := briefing.Article{ID: "made-up", Title: "Made up", Text: "As it was: the first sentence, with ünïcode."}
	old.SHA256 = briefing.Sum(old.Text)
	gone := briefing.Article{ID: "gone", Text: "It was withdrawn."}
	gone.SHA256 = briefing.Sum(gone.Text)
	unknown := old
	unknown.SHA256 = strings.Repeat("ab", 32)
	dropped := briefing.Article{ID: "dropped", Text: "It was too old."}
	dropped.SHA256 = briefing.Sum(dropped.Text)
	h := New(Config{Corpus: c, Withdrawn: func(_ context.Context, id string) Withdrawal {
		if id != "gone" {
			return Withdrawal{}
		}
		return Withdrawal{time.Date(2026, 1, 28, 12, 0, 0, 0, time.UTC), "gone from its site"}
	}, Revision: func(_ context.Context, id, sum string) (*briefing.Article, error) {
		for _, a := range []*briefing.Article{&old, &gone, &dropped} {
			if a.ID == id && strings.HasPrefix(a.SHA256, sum) {
				return a, nil
			}
		}
		return nil, errors.New("not in the store")
	}})
	span := func(a *briefing.Article, start, end int) briefing.Passage {
		return briefing.Passage{Article: a, Span: briefing.Span{Start: start, End: end}}
	}
	umlaut := strings.Index(current.Text, "ü")
	for _, c := range []struct {
		name   string
		p      briefing.Passage
		status int
		marked string
		says   string
	}{
		{"a sentence", passageOf(&current, "First sentence, with ünïcode."), 200, "First sentence, with ünïcode.", ""},
		{"over paragraphs and kinds", passageOf(&current, "said Ada Maker. date 2025-03-06 Your support matters.\n\nDonate & smile."), 200,
			"said Ada Maker. date 2025-03-06 Your support matters.\n\nDonate &amp; smile.", ""},
		{"all of it", span(&current, 0, len(current.Text)), 200, strings.ReplaceAll(current.Text, "&", "&amp;"), ""},
		{"as it was cited", passageOf(&old, "the first sentence"), 200, "the first sentence", "has changed since this passage was cited. Below is the text as it was cited. <a href=\"/article/made-up\">"},
		{"withdrawn", passageOf(&gone, "withdrawn"), 200, "withdrawn", "This article was withdrawn on 28 January 2026: gone from its site. Below is the text as it was cited."},
		{"dropped", passageOf(&dropped, "too old"), 200, "too old", "is kept only because it was cited"},
		{"withdrawn, and not kept", span(&briefing.Article{ID: "gone", SHA256: current.SHA256}, 0, 5), 404, "", "This article was withdrawn on 28 January 2026"},
		{"not kept", span(&unknown, 0, 5), 410, "", "the text as cited is not kept"},
		{"beyond the end", span(&current, 5, len(current.Text)+1), 404, "", "This link is wrong"},
		{"nothing", span(&current, 5, 5), 404, "", "This link is wrong"},
		{"backwards", span(&current, 9, 5), 404, "", "This link is wrong"},
		{"inside a character", span(&current, umlaut+1, umlaut+4), 404, "", "This link is wrong"},
		{"no such article", span(&briefing.Article{ID: "never", SHA256: current.SHA256}, 0, 5), 404, "", "There is no article with this name"},
	} {
		link, _, _ := strings.Cut(Permalink("", c.p), "#")
		status, body := fetch(t, h, link)
		got := marks(body)
		if status != c.status || squeeze(got) != squeeze(c.marked) || !strings.Contains(body, c.says) {
			t.Errorf("%s, %s: status %d, marked %q, want %d, %q and %q in\n%s", c.name, link, status, got, c.status, c.marked, c.says, body)
		}
		if n := strings.Count(body, `id="p"`); (n == 1) != (c.marked != "") || n > 1 {
			t.Errorf("%s: %d elements with id p", c.name, n)
		}
	}
}

func TestBriefingFollowsTheCorpus(t *testing.T) {
	c := briefing.NewCorpus(nil)
	h := New(Config{Corpus: c, Topics: topics})
	if _, body := fetch(t, h, "/"); !strings.Contains(body, "no articles yet") {
		t.Error("an empty corpus has articles")
	}
	for i, a := range articles[:2] {
		c.Add(briefing.Read(a))
		var b struct {
			Articles []struct{ ID string }
		}
		_, body := fetch(t, h, "/briefing.json")
		if err := json.Unmarshal([]byte(body), &b); err != nil || len(b.Articles) != i+1 {
			t.Errorf("after %d articles: %d in the JSON, %v", i+1, len(b.Articles), err)
		}
	}
	changed := articles[0]
	changed.Text = "NORTHPORT — The Harbour Bridge will stay shut, Mayor Ruth Okafor said Tuesday."
	c.Add(briefing.Read(changed))
	if _, body := fetch(t, h, "/"); strings.Contains(body, "two years after a cargo ship struck its third pillar, Mayor") && !strings.Contains(body, "Coast Wire") {
		t.Error("the page still shows the article that was replaced")
	}
	_, body := fetch(t, h, "/briefing.json")
	var v json.RawMessage = []byte(body)
	proofs, err := briefing.Verify(v, func(id string) (*briefing.Article, bool) {
		r, ok := c.Reading(id)
		return r.Article, ok
	})
	if err != nil || len(proofs) == 0 {
		t.Fatalf("%d proofs, %v", len(proofs), err)
	}
	for _, p := range proofs {
		if p.Err != nil {
			t.Errorf("briefing.json: %v", p.Err)
		}
	}
}

func TestLongLists(t *testing.T) {
	var rs []briefing.Reading
	for i := range 2*perPage + 1 {
		rs = append(rs, briefing.Read(briefing.Article{ID: fmt.Sprintf("n%03d", i), Text: fmt.Sprintf("Article number %d says little.", i)}))
	}
	h := New(Config{Corpus: briefing.NewCorpus(rs)})
	seen := map[string]bool{}
	path := "/sources"
	for pages := 1; path != ""; pages++ {
		_, body := fetch(t, h, path)
		for _, m := range regexp.MustCompile(`href="/article/(n\d+)"`).FindAllStringSubmatch(body, -1) {
			seen[m[1]] = true
		}
		if want := fmt.Sprintf("Page %d of 3", pages); !strings.Contains(body, want) || !strings.Contains(body, "201 articles") {
			t.Fatalf("%s: no %q", path, want)
		}
		path = ""
		if m := regexp.MustCompile(`href="(/sources\?page=\d+)" rel="next"`).FindStringSubmatch(body); m != nil {
			path = m[1]
		}
	}
	if len(seen) != len(rs) {
		t.Errorf("%d articles on all pages, want %d", len(seen), len(rs))
	}
	for _, odd := range []string{"0", "-1", "99999999999999999999", "4", "x", ""} {
		if status, body := fetch(t, h, "/sources?page="+odd); status != 200 || !strings.Contains(body, "of 3") {
			t.Errorf("page %q: status %d", odd, status)
		}
	}
}

func TestGuard(t *testing.T) {
	h := New(Config{Corpus: corpus(t), Public: "https://news.example.org/"})
	ask := func(method, host, path string) *http.Response {
		w := httptest.NewRecorder()
		r := httptest.NewRequest(method, path, nil)
		r.Host = host
		h.ServeHTTP(w, r)
		return w.Result()
	}
	for host, want := range map[string]int{
		"127.0.0.1:8080": 200, "[::1]:8080": 200, "localhost": 200, "LOCALHOST:9": 200, "news.example.org": 200, "News.Example.org:443": 200,
		"192.168.1.9": 421, "127.8.8.8": 200, "[::ffff:127.0.0.1]:80": 200, "evil.example": 421, "127.0.0.1.evil.example": 421, "localhost.evil.example:80": 421, "": 421,
	} {
		if r := ask("GET", host, "/"); r.StatusCode != want {
			t.Errorf("host %q: status %d, want %d", host, r.StatusCode, want)
		}
	}
	for _, method := range []string{"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"} {
		if r := ask(method, "localhost", "/"); r.StatusCode != 405 || r.Header.Get("Allow") != "GET, HEAD" {
			t.Errorf("%s: status %d, allow %q", method, r.StatusCode, r.Header.Get("Allow"))
		}
	}
	if r := ask("HEAD", "localhost", "/"); r.StatusCode != 200 {
		t.Errorf("HEAD: status %d", r.StatusCode)
	}
	for _, path := range []string{"/", "/style.css", "/icon.svg", "/briefing.json", "/nowhere", "/article/none"} {
		r := ask("GET", "localhost", path)
		for name, want := range map[string]string{
			"Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
			"Cross-Origin-Resource-Policy": "same-origin", "X-Robots-Tag": "noindex, nofollow",
		} {
			if got := r.Header.Get(name); got != want {
				t.Errorf("%s: %s is %q, want %q", path, name, got, want)
			}
		}
		if r.Header.Get("Content-Type") == "" {
			t.Errorf("%s has no content type", path)
		}
	}
	_, body := fetch(t, h, "/")
	sheet := regexp.MustCompile(`/style\.css\?v=[0-9a-f]+`).FindString(body)
	if got := ask("GET", "localhost", sheet).Header.Get("Cache-Control"); !strings.Contains(got, "immutable") {
		t.Errorf("%q is cached as %q", sheet, got)
	}
}

func TestServerLimits(t *testing.T) {
	s := Server(http.NotFoundHandler())
	if s.ReadHeaderTimeout <= 0 || s.ReadTimeout <= 0 || s.WriteTimeout <= 0 || s.IdleTimeout <= 0 || s.MaxHeaderBytes <= 0 {
		t.Errorf("a server without a limit: %+v", s)
	}
}

// TestHostile looks for anything in a page that an article could have put
// there: elements and attributes are compared with those our templates use.
func TestHostile(t *testing.T) {
	c := corpus(t, hostile)
	h := New(Config{Corpus: c, Ask: asking(c), Topics: append([]briefing.Topic{{Name: `<script>alert(9)</script>`, Query: "bridge"}}, topics...)})
	paths := []string{"/", "/sources", "/speakers", "/figures", "/timeline", articlePath(hostile.ID),
		askPath(`</title><script>alert(10)</script>" onfocus=alert(11) autofocus x="`), askPath("What did Mallory say about the bridge?")}
	for _, p := range c.People() {
		paths = append(paths, speakerPath(p.Name))
	}
	element := regexp.MustCompile(`<[a-zA-Z][^>]*>`)
	attribute := regexp.MustCompile(`\s([a-zA-Z-]+)(?:="[^"]*")?`)
	allowed := " lang charset name content rel href type class id action for value maxlength placeholder autocomplete enterkeyhint role aria-label aria-labelledby aria-current tabindex dir cite datetime title width height x y rx text-anchor scope "
	for _, path := range paths {
		status, body := fetch(t, h, path)
		if status != 200 {
			t.Errorf("%s: status %d", path, status)
		}
		for _, e := range element.FindAllString(body, -1) {
			for _, a := range attribute.FindAllStringSubmatch(e, -1) {
				if !strings.Contains(allowed, " "+a[1]+" ") {
					t.Errorf("%s: attribute %s in %s", path, a[1], e)
				}
			}
			if strings.HasPrefix(e, "<script") || strings.HasPrefix(e, "<style") || strings.HasPrefix(e, "<img") {
				t.Errorf("%s: %s", path, e)
			}
		}
		for _, bad := range []string{`href="javascript`, "\u202e", "\u200b", "\x00", "https://evil.example\"", "ZgotmplZ"} {
			if strings.Contains(body, bad) {
				t.Errorf("%s: %q is in the page", path, bad)
			}
		}
	}
}

func TestManyAtOnce(t *testing.T) {
	c := corpus(t)
	server := httptest.NewServer(New(Config{Corpus: c, Topics: topics, Ask: asking(c)}))
	defer server.Close()
	done := make(chan error)
	for i := range 8 {
		go func() {
			for range 5 {
				if i == 0 {
					c.Add(briefing.Read(articles[i]))
				}
				r, err := http.Get(server.URL + []string{"/", "/sources", "/speakers", "/ask?q=bridge"}[i%4])
				if err == nil {
					_, err = io.Copy(io.Discard, r.Body)
					r.Body.Close()
				}
				if err != nil {
					done <- err
					return
				}
			}
			done <- nil
		}()
	}
	for range 8 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		New(Config{})
	}
}

func BenchmarkFront(b *testing.B) {
	h := New(Config{Corpus: corpus(b), Topics: topics})
	for b.Loop() {
		r := httptest.NewRequest("GET", "/", nil)
		r.Host = "localhost"
		h.ServeHTTP(httptest.NewRecorder(), r)
	}
}
