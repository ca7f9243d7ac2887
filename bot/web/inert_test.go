package web

import (
	"html"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"briefingbot/briefing"
	"briefingbot/briefing/text"
)

func TestInert(t *testing.T) {
	tag := func(s string) string {
		return `<span class="hidden-char" title="a character that cannot be seen">` + s + `</span>`
	}
	for in, want := range map[string]string{
		"plain words":           "plain words",
		`<b a="1">&'`:           "&lt;b a=&#34;1&#34;&gt;&amp;&#39;",
		"a\u202eb":              "a" + tag("U+202E") + "b",
		"a\u2066b\u2069":        "a" + tag("U+2066") + "b" + tag("U+2069"),
		"a\u200bb\ufeff":        "a" + tag("U+200B") + "b" + tag("U+FEFF"),
		"a\x00\x1b[0m":          "a" + tag("U+0000") + tag("U+001B") + "[0m",
		"\xff\xc3(":             tag("0xFF") + tag("0xC3") + "(",
		"line\r\n\tnext":        "line\r\n\tnext",
		"👩\u200d🔬":              "👩\u200d🔬",
		"می\u200cخواهم":         "می\u200cخواهم",
		"ad\u200dmin":           "ad" + tag("U+200D") + "min",
		"co\u00adoperate":       "co\u00adoperate",
		"tag\U000e0041":         "tag" + tag("U+E0041"),
		"\ue000 private":        tag("U+E000") + " private",
		"a\u2028b":              "a" + tag("U+2028") + "b",
		"\uFFFD stays":          "\uFFFD stays",
		"é, e\u0301 and «שלום»": "é, e\u0301 and «שלום»",
	} {
		if got := string(inert(in)); got != want {
			t.Errorf("inert(%q)\n got %s\nwant %s", in, got, want)
		}
	}
	if got, want := visible("a\u202eb<"), "a[U+202E]b<"; got != want {
		t.Errorf("visible: %q, want %q", got, want)
	}
}

var markup = regexp.MustCompile(`<span class="hidden-char" title="a character that cannot be seen">([^<]*)</span>`)

// FuzzInert holds that what is shown has no markup but ours, is UTF-8, and says
// every byte that was there.
func FuzzInert(f *testing.F) {
	f.Add("plain \u202e <b>\xff</b> \u200d & \x00")
	f.Fuzz(func(t *testing.T, s string) {
		out := string(inert(s))
		if !utf8.ValidString(out) {
			t.Fatalf("inert(%q) is not UTF-8", s)
		}
		rest := markup.ReplaceAllString(out, "")
		if strings.ContainsAny(rest, "<>\"") {
			t.Fatalf("inert(%q) has markup: %s", s, out)
		}
		var kept strings.Builder
		each(s, func(k, _ string) { kept.WriteString(k) })
		if html.UnescapeString(rest) != kept.String() {
			t.Fatalf("inert(%q) loses words: %s", s, out)
		}
	})
}

// FuzzPermalink holds that every link leads back to the article, span and text
// that it was made from.
func FuzzPermalink(f *testing.F) {
	for _, id := range []string{"plain", "", ".", "..", "~", "~..", "a/b//c", "a b?c#d%2f", "/", "é\u202e", "\xff", `\..\`, "a;b&c=d", "//evil.example"} {
		f.Add(id, 3, 9)
	}
	f.Fuzz(func(t *testing.T, id string, start, end int) {
		if start < 0 || end < 0 {
			return
		}
		start, end = start%(1<<40), end%(1<<40)
		sum := briefing.Sum(id)
		p := briefing.Passage{Article: &briefing.Article{ID: id, SHA256: sum}, Span: text.Span{Start: start, End: end}}
		link := Permalink("https://news.example/", p)
		path, ok := strings.CutPrefix(link, "https://news.example")
		path, ok2 := strings.CutSuffix(path, "#p")
		if !ok || !ok2 {
			t.Fatalf("permalink %q", link)
		}
		mux := http.NewServeMux()
		called := false
		mux.HandleFunc("GET /p/{id}/{span}/{sum}", func(_ http.ResponseWriter, r *http.Request) {
			called = true
			got, ok := parseSpan(r.PathValue("span"))
			if unsegment(r.PathValue("id")) != id || !ok || got != p.Span {
				t.Errorf("%s leads to %q %+v", link, r.PathValue("id"), got)
			}
			if got, ok := parseSum(r.PathValue("sum")); !ok || got != sum[:sumDigits] {
				t.Errorf("%s leads to text %q", link, got)
			}
		})
		w := httptest.NewRecorder()
		mux.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		if !called {
			t.Errorf("%s is not routed: status %d, location %q", link, w.Code, w.Header().Get("Location"))
		}
	})
}

// FuzzBlocks holds that an article is shown whole and once, whatever its text
// and wherever the mark is.
func FuzzBlocks(f *testing.F) {
	f.Add("One. Two.\n\nThree. Read more", 2, 6)
	f.Add("\xff\u202e\n \n ü", 0, 3)
	f.Fuzz(func(t *testing.T, s string, start, end int) {
		a := &briefing.Article{Text: s}
		mark := briefing.Span{Start: start, End: end}
		if !fits(s, mark) {
			mark = briefing.Span{}
		}
		at, first := 0, -1
		shown := func(p text.Span) {
			if p.Start < at || p.End <= p.Start {
				t.Fatalf("%q: %+v is shown after byte %d", s, p, at)
			}
			if lost := strings.TrimSpace(s[at:p.Start]); lost != "" {
				t.Fatalf("%q: %q is not shown", s, lost)
			}
			at = p.End
		}
		for _, b := range blocks(a, text.Read(s), mark) {
			for _, p := range b.Paragraphs {
				for _, piece := range p {
					shown(piece.Span)
					if piece.Text != piece.In(s) || piece.Marked != mark.Covers(piece.Span) || !piece.Marked && piece.Meets(mark) {
						t.Fatalf("%q, marked at %+v: piece %+v", s, mark, piece)
					}
					if piece.First {
						if first >= 0 || !piece.Marked {
							t.Fatalf("%q, marked at %+v: a link leads to %+v", s, mark, piece)
						}
						first = piece.Start
					}
				}
			}
		}
		if lost := strings.TrimSpace(s[at:]); lost != "" {
			t.Fatalf("%q: %q at the end is not shown", s, lost)
		}
		if strings.TrimSpace(mark.In(s)) != "" && first < 0 {
			t.Fatalf("%q, marked at %+v: nothing is marked", s, mark)
		}
	})
}

// squeeze drops white space, which pages show as they see fit.
func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

func TestExternal(t *testing.T) {
	for in, want := range map[string]string{
		"https://news.example/a?b=c": "https://news.example/a?b=c",
		"http://news.example":        "http://news.example",
		"javascript:alert(1)":        "", "JaVaScRiPt:alert(1)": "", "data:text/html,x": "", "//news.example/a": "", "/a": "", "": "",
		"https:///a": "", "ftp://news.example": "", "https://bank.example@evil.example/": "", "http://[::1": "", " https://news.example": "",
	} {
		if got := external(in); got != want {
			t.Errorf("external(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestDays(t *testing.T) {
	at := func(s string) time.Time {
		d, err := time.Parse(time.DateOnly, s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, c := range []struct{ from, until, want string }{
		{"2026-02-06", "2026-02-06", "6 February 2026"},
		{"2026-02-06", "2026-02-22", "6–22 February 2026"},
		{"2026-01-28", "2026-02-06", "28 January – 6 February 2026"},
		{"2025-12-28", "2026-02-06", "28 December 2025 – 6 February 2026"},
	} {
		if got := days(at(c.from), at(c.until)); got != c.want {
			t.Errorf("%s to %s: %s, want %s", c.from, c.until, got, c.want)
		}
	}
}
