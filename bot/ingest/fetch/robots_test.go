package fetch

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestRobots(t *testing.T) {
	const everybody = "User-agent: *\nDisallow: /private/\nAllow: /private/open\nDisallow: /*.pdf$\nDisallow: /search?\n"
	for _, test := range []struct {
		name, file, yes, no string
	}{
		{"none", "", "/ /a", ""},
		{"longest rule", everybody, "/ /private /private/open/x /a.pdf?x /search", "/private/ /private/x /a.pdf /x/y.pdf /search?q"},
		{"own group alone", everybody + "User-agent: BriefingBot/2.0\nDisallow: /here\n", "/private/x", "/here /hereafter"},
		{"two own groups", "user-agent: briefingbot\ndisallow: /a\n\nUser-Agent: other\nDisallow: /\n\nuser-agent: briefingbot\ndisallow: /b", "/c", "/a /b"},
		{"shared group", "User-agent: x\nUser-agent: briefingbot\nDisallow: /a", "/b", "/a"},
		{"not ours", "User-agent: briefingbot-image\nDisallow: /", "/a", ""},
		{"all", "User-agent: *\nDisallow: /", "", "/ /a"},
		{"empty", "User-agent: *\nDisallow:", "/ /a", ""},
		{"tie", "User-agent: *\nDisallow: /a\nAllow: /a", "/a", ""},
		{"rules of nobody", "Disallow: /\nUser-agent: *\nDisallow: /b", "/a", "/b"},
		{"bad lines", "\ufeffnonsense\nUser-agent: * # all\r\nCrawl-delay: soon\r\nDisallow /x\r\nDisallow: /b # no\r\nSitemap: https://x/\r\nDisallow: /c", "/a /x", "/b /c"},
		{"stars", "User-agent: *\nDisallow: /a*b*c\nDisallow: /x*$", "/ab /y", "/a1b2c3 /abc /x /x1"},
	} {
		r := parseRobots([]byte(test.file), "briefingbot")
		for want, paths := range map[bool]string{true: test.yes, false: test.no} {
			for _, p := range strings.Fields(paths) {
				u, err := url.Parse("https://x.example" + p)
				if err != nil {
					t.Fatal(err)
				}
				if r.allow(u) != want {
					t.Errorf("%s: %s allowed: %v", test.name, p, !want)
				}
			}
		}
	}
	if d := parseRobots([]byte("User-agent: *\nCrawl-delay: 1e99"), "x").delay; d != longestDelay {
		t.Errorf("a delay of %v", d)
	}
}

// TestRobotsThatFail holds what a site without a readable robots.txt means.
func TestRobotsThatFail(t *testing.T) {
	for name, test := range map[string]struct {
		robots http.HandlerFunc
		served bool
	}{
		"missing":   {func(w http.ResponseWriter, r *http.Request) { http.NotFound(w, r) }, true},
		"forbidden": {func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(403) }, true},
		"broken":    {func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(500) }, false},
		"elsewhere": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/r2.txt", http.StatusMovedPermanently)
		}, false},
		"everywhere": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/robots.txt", http.StatusMovedPermanently)
		}, true},
	} {
		s, c := site(t, func(w http.ResponseWriter, r *http.Request) {
			switch r.URL.Path {
			case "/robots.txt":
				test.robots(w, r)
			case "/r2.txt":
				w.Write([]byte("User-agent: *\nDisallow: /"))
			}
		})
		_, err := c.Fetch(t.Context(), Request{URL: s.URL + "/a"})
		if (err == nil) != test.served {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzRobots(f *testing.F) {
	f.Add([]byte("User-agent: *\nDisallow: /a*b$\nCrawl-delay: 3"), "/a/b")
	f.Add([]byte("\ufeffuser-agent:briefingbot\rallow:*\n$"), "/")
	f.Fuzz(func(t *testing.T, b []byte, path string) {
		r := parseRobots(b, "briefingbot")
		if r.delay < 0 || r.delay > longestDelay || len(r.all) > robotsRules {
			t.Fatalf("%v, %d rules", r.delay, len(r.all))
		}
		u := &url.URL{Path: path}
		if len(r.all) == 0 && !r.allow(u) {
			t.Fatal("without a rule something is forbidden")
		}
	})
}
