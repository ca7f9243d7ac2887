package web

import (
	"bytes"
	"encoding/base64"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"
)

func key(b byte) []byte { return bytes.Repeat([]byte{b}, 32) }

var noon = time.Date(2026, 2, 9, 12, 0, 0, 0, time.UTC)

// private is a site beyond this machine, at a moment.
func private(t testing.TB, keys Keys, now time.Time) http.Handler {
	c := corpus(t)
	return New(Config{Corpus: c, Topics: topics, Ask: asking(c), Sources: looked, Public: "https://news.example.org", Keys: keys, Now: func() time.Time { return now }})
}

// knock asks h for an address as the public sees it.
func knock(h http.Handler, address string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	address, _, _ = strings.Cut(address, "#")
	r := httptest.NewRequest("GET", strings.TrimPrefix(address, "https://news.example.org"), nil)
	r.Host = "news.example.org"
	h.ServeHTTP(w, r)
	return w
}

func TestOnlySignedLinksOpen(t *testing.T) {
	keys := Keys{key('a')}
	r, _ := corpus(t).Reading("courier-bridge")
	p := passageOf(r.Article, "Now we have both.")
	odd, _ := corpus(t).Reading("wire/2025-03-03 #7")
	link := keys.Sign(Permalink("https://news.example.org", p), noon, 30)
	other := keys.Sign(Permalink("https://news.example.org", passageOf(odd.Article, "a single boat")), noon, 30)
	home := keys.Sign("https://news.example.org/", noon, 30)
	pass := func(link string) string {
		u, err := url.Parse(link)
		if err != nil {
			t.Fatal(err)
		}
		return u.Query().Get("pass")
	}
	open := private(t, keys, noon)
	if !strings.HasSuffix(link, "#p") || !strings.Contains(link, "?pass=20260312.") {
		t.Errorf("link %s", link)
	}
	for name, address := range map[string]string{"a passage": link, "an article with a difficult name": other, "the front": home,
		"any page": "/speakers?pass=" + pass(home), "an article": "/article/made-up?pass=" + pass(home), "a passage with the pass of all": Permalink("", p)[:strings.Index(Permalink("", p), "#")] + "?pass=" + pass(home),
		"the style": "/style.css?pass=" + pass(home), "as JSON": strings.Replace(link, "#p", "&format=json", 1)} {
		if w := knock(open, address); w.Code != 200 {
			t.Errorf("%s, %s: status %d", name, address, w.Code)
		}
	}
	bare := strings.Split(Permalink("", p), "#")[0]
	nothing := knock(open, "/nowhere")
	closed := map[string]string{"no pass": bare, "the front": "/", "an article that is there": "/article/made-up", "one that is not": "/article/none", "the style": "/style.css", "the icon": "/icon.svg", "the feed": "/feed.atom", "the JSON": "/briefing.json",
		"the front with a passage's pass": "/?pass=" + pass(link), "another passage with it": strings.Split(Permalink("", passageOf(odd.Article, "a single boat")), "#")[0] + "?pass=" + pass(link),
		"asking with it": "/ask?q=bridge&pass=" + pass(link), "a longer life": bare + "?pass=" + strings.Replace(pass(link), "20260312", "20360312", 1), "an empty pass": bare + "?pass=", "a pass without an end": bare + "?pass=." + seal(key('a'), bare, ""),
		"a letter less": bare + "?pass=" + pass(link)[:len(pass(link))-1], "a letter more": bare + "?pass=" + pass(link) + "A", "two passes": bare + "?pass=x&pass=" + pass(link), "a day that is none": bare + "?pass=20269999." + seal(key('a'), bare, "20269999")}
	for name, address := range closed {
		w := knock(open, address)
		if w.Code != 404 || w.Body.String() != nothing.Body.String() || w.Header().Get("Content-Type") != nothing.Header().Get("Content-Type") {
			t.Errorf("%s, %s: status %d, %q; want what a page that is not there answers", name, address, w.Code, w.Body)
		}
	}
	for name, h := range map[string]http.Handler{"another key": private(t, Keys{key('b')}, noon)} {
		if w := knock(h, link); w.Code != 404 {
			t.Errorf("%s: status %d", name, w.Code)
		}
	}
	w := httptest.NewRecorder()
	foreign := httptest.NewRequest("GET", "/?pass="+pass(home), nil)
	foreign.Host = "evil.example"
	if open.ServeHTTP(w, foreign); w.Code != 404 || w.Body.String() != nothing.Body.String() {
		t.Errorf("another host: status %d, %q", w.Code, w.Body)
	}
}

func TestLinksEnd(t *testing.T) {
	keys := Keys{key('a')}
	home := keys.Sign("/", noon, 30)
	for _, c := range []struct {
		now    time.Time
		status int
	}{{noon, 200}, {noon.AddDate(0, 0, 30), 200}, {time.Date(2026, 3, 11, 23, 59, 59, 0, time.UTC), 200}, {time.Date(2026, 3, 12, 0, 0, 0, 0, time.UTC), 403}, {noon.AddDate(9, 0, 0), 403}} {
		w := knock(private(t, keys, c.now), home)
		if w.Code != c.status {
			t.Errorf("at %s: status %d, want %d", c.now, w.Code, c.status)
		}
		if w.Code == 403 && (!strings.Contains(w.Body.String(), "Ask the bot again") || strings.Contains(w.Body.String(), "Bridge")) {
			t.Errorf("at %s: %s", c.now, w.Body)
		}
	}
	if a, b := keys.Sign("/", noon, 30), keys.Sign("/", noon.Add(3*time.Hour), 30); a != b {
		t.Errorf("%s and %s, want one address a day", a, b)
	}
}

func TestKeysAreRenewed(t *testing.T) {
	old, both, renewed := Keys{key('a')}, Keys{key('b'), key('a')}, Keys{key('b')}
	given, now := old.Sign("/", noon, 30), both.Sign("/", noon, 30)
	if given == now {
		t.Error("the first key does not sign")
	}
	for _, c := range []struct {
		name, link string
		keys       Keys
		want       int
	}{{"old link, both keys", given, both, 200}, {"new link, both keys", now, both, 200}, {"old link, new key", given, renewed, 404}, {"new link, new key", now, renewed, 200}, {"new link, old key", now, old, 404}} {
		if w := knock(private(t, c.keys, noon), c.link); w.Code != c.want {
			t.Errorf("%s: status %d, want %d", c.name, w.Code, c.want)
		}
	}
	enc := base64.StdEncoding.EncodeToString
	for in, want := range map[string]int{enc(key('a')): 1, enc(key('a')) + ", " + enc(key('b')) + ",": 2, "": 0, "short": 0, enc(key('a')[:31]): 0, enc(key('a')) + ",x": 0} {
		if ks, err := ParseKeys(in); len(ks) != want || (err == nil) != (want > 0) {
			t.Errorf("ParseKeys(%q): %d keys, %v", in, len(ks), err)
		}
	}
	if _, err := ParseKeys("c2VjcmV0"); err == nil || strings.Contains(err.Error(), "c2VjcmV0") {
		t.Errorf("the error shows the key: %v", err)
	}
}

// TestEveryLinkOfAPageOpens follows all links of all pages that a pass opens.
func TestEveryLinkOfAPageOpens(t *testing.T) {
	keys := Keys{key('a')}
	h := private(t, keys, noon)
	local := regexp.MustCompile(` (?:href|cite)="(/[^"#]*)`)
	r, _ := corpus(t).Reading("courier-bridge")
	for name, start := range map[string]string{"all": keys.Sign("/", noon, 3), "one": keys.Sign(strings.Split(Permalink("", passageOf(r.Article, "About 1,200 workers")), "#")[0], noon, 3)} {
		seen, todo := map[string]bool{}, []string{start}
		for len(todo) > 0 {
			at := todo[0]
			todo = todo[1:]
			if seen[at] || len(seen) > 300 {
				continue
			}
			seen[at] = true
			w := knock(h, at)
			if w.Code != 200 {
				t.Errorf("%s: %s: status %d", name, at, w.Code)
			}
			if name == "one" && (strings.Contains(w.Body.String(), "<nav") || strings.Contains(w.Body.String(), "<form")) {
				t.Errorf("%s leads to other pages", at)
			}
			for _, m := range local.FindAllStringSubmatch(w.Body.String(), -1) {
				todo = append(todo, html.UnescapeString(m[1]))
			}
		}
		if len(seen) < 4 {
			t.Errorf("%s: only %d pages", name, len(seen))
		}
	}
}

func TestSignPage(t *testing.T) {
	g := grant{keys: Keys{key('a')}, until: "20260312", whole: true}
	p := "?pass=" + g.keys.pass(whole, "20260312")
	for in, want := range map[string]string{
		`<a href="/">`: `<a href="/` + p + `">`, `<a href="/x#y">`: `<a href="/x` + p + `#y">`, `<a href="/x?a=b&amp;c=d">`: `<a href="/x?a=b&amp;c=d` + strings.Replace(p, "?", "&amp;", 1) + `">`,
		`<input value="/briefing">`: `<input value="/briefing">`, `<a href="https://a.example/">`: `<a href="https://a.example/">`, `<a href="#p">`: `<a href="#p">`,
		`href=&#34;/x&#34;`: `href=&#34;/x&#34;`, `<blockquote cite="/p/a">`: `<blockquote cite="/p/a` + p + `">`, `<form action="/ask">`: `<form action="/ask">`, `href="/unclosed`: `href="/unclosed`,
	} {
		if got := string(g.sign([]byte(in))); got != want {
			t.Errorf("%s\n got %s\nwant %s", in, got, want)
		}
	}
}

// FuzzPass holds that no pass opens anything but one that was signed.
func FuzzPass(f *testing.F) {
	keys := Keys{key('a'), key('b')}
	f.Add("20260312."+seal(key('a'), whole, "20260312"), "/")
	f.Add("20260312."+seal(key('b'), "/p/a", "20260312"), "/p/a")
	f.Add("..", "*")
	f.Fuzz(func(t *testing.T, pass, path string) {
		g, ended, ok := keys.open(pass, path, noon)
		until, sum, _ := strings.Cut(pass, ".")
		signed := false
		for _, k := range keys {
			signed = signed || sum == seal(k, whole, until) || sum == seal(k, path, until)
		}
		if (ok || ended) && !signed || ok && ended || ok && !g.signed() {
			t.Fatalf("%q opens %q: %v %v %+v", pass, path, ok, ended, g)
		}
	})
}
