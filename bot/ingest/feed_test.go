package ingest

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
	"unicode/utf8"
)

// noon is when the tests look.
var noon = time.Date(2026, 1, 28, 12, 0, 0, 0, time.UTC)

// describeOffer shows what was offered, a line for each item.
func describeOffer(o *Offer) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %q\n", o.Kind, o.Title)
	for _, i := range o.Items {
		when := "-"
		if !i.Published.IsZero() {
			when = i.Published.UTC().Format(time.RFC3339)
		}
		fmt.Fprintf(&b, "  %s\n    guid %q, %q, %q, %s, %q, whole %v\n    %q\n", i.Key, i.GUID, i.Title, i.Outlet, when, i.Lang, i.Whole, cutText(i.text))
	}
	for _, w := range o.Withdrawn {
		fmt.Fprintf(&b, "  withdrawn %s\n", w)
	}
	for _, m := range o.Sitemaps {
		fmt.Fprintf(&b, "  look at %s\n", m)
	}
	return b.String()
}

func cutText(s string) string {
	if r := []rune(s); len(r) > 120 {
		return string(r[:120]) + "…"
	}
	return s
}

// TestFeeds reads the feeds and sitemaps of testdata/feeds.
func TestFeeds(t *testing.T) {
	files, err := filepath.Glob("testdata/feeds/*")
	if err != nil || len(files) < 8 {
		t.Fatalf("%d feeds: %v", len(files), err)
	}
	var all strings.Builder
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		kind := map[string]string{".json": "application/feed+json", ".xml": "application/xml"}[filepath.Ext(file)]
		a, o, err := Web(raw, kind, "https://news.example/feeds/"+filepath.Base(file), noon)
		fmt.Fprintf(&all, "== %s\n", filepath.Base(file))
		switch {
		case err != nil:
			fmt.Fprintf(&all, "%v\n", err)
		case o != nil:
			all.WriteString(describeOffer(o))
		default:
			all.WriteString(describe(*a) + "\n")
		}
	}
	golden(t, "feeds.golden", all.String())
}

const words130 = "The mayor said the bridge would stay closed. "

// rss makes a feed of items; each is its inner XML.
func rss(items ...string) []byte {
	return []byte(`<?xml version="1.0"?><rss version="2.0"><channel><title>The Quay Courier</title><link>https://news.example/</link><description>x</description><item>` + strings.Join(items, "</item><item>") + `</item></channel></rss>`)
}

func offered(t *testing.T, b []byte) *Offer {
	t.Helper()
	_, o, err := Web(b, "application/rss+xml", "https://news.example/feed.xml", noon)
	if err != nil || o == nil {
		t.Fatalf("%v", err)
	}
	return o
}

// TestItemsAreKnownAgain holds that an item keeps its key and its print when
// the feed is reordered, grows, or tracks its readers, and that another item
// never has the same key.
func TestItemsAreKnownAgain(t *testing.T) {
	a := `<title>A</title><link>https://news.example/a?utm_source=rss&amp;id=1#top</link><guid>1</guid><description>One.</description>`
	b := `<title>B</title><link>https://news.example/b</link><guid>1</guid><description>Two.</description>` // the same guid
	c := `<title>C</title><link>https://news.example/</link><guid>3</guid><description>Three.</description>`
	d := `<title>D</title><link>https://news.example/</link><guid>4</guid><description>Four.</description>` // the same link
	e := `<title>E</title><description>Five.</description>`
	f := `<title>F</title><description>Six.</description>`
	by := func(items ...string) map[string]Item {
		out := map[string]Item{}
		for _, i := range offered(t, rss(items...)).Items {
			if _, twice := out[i.Key]; twice {
				t.Errorf("two items are %s", i.Key)
			}
			out[i.Key] = i
		}
		return out
	}
	first := by(a, b, c, d, e, f)
	again := by(f, e, d, c, strings.Replace(b, "Two.", "Two, updated.", 1), strings.Replace(a, "utm_source=rss", "utm_source=mail", 1))
	if len(first) != 6 || len(again) != 6 {
		t.Fatalf("%d and %d items", len(first), len(again))
	}
	for key, i := range first {
		switch j, ok := again[key]; {
		case !ok:
			t.Errorf("%s is not known again", key)
		case (i.Title == "B") == (i.Print == j.Print):
			t.Errorf("%s: print %s, then %s", key, i.Print, j.Print)
		case i.ID("s") != j.ID("s"):
			t.Errorf("%s: id %s, then %s", key, i.ID("s"), j.ID("s"))
		}
	}
	if _, ok := first["https://news.example/a?id=1"]; !ok {
		t.Error("the tracking was not taken out")
	}
}

func TestDatesThatCannotBe(t *testing.T) {
	for stated, want := range map[string]string{
		"Wed, 28 Jan 2026 09:00:00 GMT": "2026-01-28T09:00:00Z", "Wed, 28 Jan 2026 09:00:00 EST": "2026-01-28T14:00:00Z", "28 Jan 2026 09:00:00 +0100": "2026-01-28T08:00:00Z",
		"Thu, 29 Jan 2026 11:00:00 GMT": "2026-01-29T11:00:00Z", "Fri, 30 Jan 2026 09:00:00 GMT": "", "Thu, 01 Jan 1970 00:00:00 GMT": "", "yesterday": "", "": "", "01/02/2026": "",
	} {
		i := offered(t, rss("<title>x</title><pubDate>"+stated+"</pubDate>")).Items[0]
		got := ""
		if !i.Published.IsZero() {
			got = i.Published.UTC().Format(time.RFC3339)
		}
		if got != want {
			t.Errorf("%q is %q, want %q", stated, got, want)
		}
	}
}

func TestEncodings(t *testing.T) {
	const text = "Città, «perché» – così"
	latin := func(s string) []byte {
		return []byte(strings.NewReplacer("à", "\xe0", "«", "\xab", "»", "\xbb", "é", "\xe9", "ì", "\xec", "–", "\x96").Replace(s))
	}
	wide := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(`<?xml version="1.0" encoding="utf-16"?><rss><channel><item><title>` + text + `</title></item></channel></rss>`)) {
		wide = append(wide, byte(u), byte(u>>8))
	}
	body := `<rss version="2.0"><channel><item><title>` + text + `</title></item></channel></rss>`
	for name, test := range map[string]struct {
		kind string
		b    []byte
	}{
		"plain":            {"application/rss+xml", []byte(body)},
		"mark":             {"application/rss+xml", []byte(bom + `<?xml version="1.0"?>` + body)},
		"wrongly declared": {"text/xml; charset=iso-8859-1", []byte(`<?xml version="1.0" encoding="iso-8859-1"?>` + body)},
		"declared":         {"application/rss+xml", latin(`<?xml version="1.0" encoding="windows-1252"?>` + body)},
		"header":           {"text/xml; charset=windows-1252", latin(`<?xml version="1.0"?>` + body)},
		"undeclared":       {"text/xml", latin(body)},
		"utf-16":           {"application/xml", wide},
	} {
		_, o, err := Web(test.b, test.kind, "https://news.example/f", noon)
		if err != nil || len(o.Items) != 1 || o.Items[0].Title != text {
			t.Errorf("%s: %v %+v", name, err, o)
		}
	}
	story := strings.Repeat("<p>Il sindaco ha detto che la città «non è pronta» e che perciò chiuderà il ponte.</p>", 8)
	for name, test := range map[string]struct{ kind, page string }{
		"header": {"text/html; charset=ISO-8859-1", "<html><body><article>" + story},
		"meta":   {"text/html", `<html><head><meta charset="windows-1252"></head><body><article>` + story},
		"none":   {"text/html", "<html><body><article>" + story},
	} {
		b := strings.NewReplacer("à", "\xe0", "«", "\xab", "»", "\xbb", "è", "\xe8", "ò", "\xf2").Replace(test.page)
		a, _, err := Web([]byte(b), test.kind, "https://news.example/p", noon)
		if err != nil || !strings.Contains(a.Text, "città «non è pronta»") || !strings.Contains(a.Text, "chiuderà") {
			t.Errorf("%s: %v %+v", name, err, a)
		}
	}
}

// TestHostileDocuments are refused or read for no more than their size.
func TestHostileDocuments(t *testing.T) {
	laughs := `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;">]><rss><channel><item><title>&lol2;</title></item></channel></rss>`
	for name, test := range map[string]struct{ kind, body, why string }{
		"laughs":          {"text/xml", laughs, "entities"},
		"entity":          {"text/xml", `<!DOCTYPE rss SYSTEM "x" [ <!entity x SYSTEM "file:///etc/passwd"> ]><rss><channel><item><title>&x;</title></item></channel></rss>`, "entities"},
		"deep":            {"text/xml", "<rss><channel>" + strings.Repeat("<a:b>", 100_000), "beyond measure"},
		"deep atom":       {"application/atom+xml", "<feed><entry>" + strings.Repeat("<div>", 100_000), "beyond measure"},
		"many":            {"text/xml", "<rss><channel>" + strings.Repeat("<item/>", 600_000), "beyond measure"},
		"deep page":       {"text/html", strings.Repeat("<div>", 100_000), "deep"},
		"not a feed":      {"application/json", `{"a":1}`, "application/json"},
		"deep json":       {"application/feed+json", `{"version":"https://jsonfeed.org/version/1","items":` + strings.Repeat("[", 1_000_000), "feed+json"},
		"long page":       {"text/html", strings.Repeat("<p>x</p>", 500_000), "longer than 3 MiB"},
		"a picture":       {"image/png", "\x89PNG", "image/png"},
		"a program":       {"application/octet-stream", "MZ\x00\x01", "octet-stream"},
		"empty":           {"text/html", " \n", "empty"},
		"nothing to read": {"text/html", "<html><body><script>x()</script></body></html>", "no article"},
	} {
		_, _, err := Web([]byte(test.body), test.kind, "https://news.example/x", noon)
		if err == nil || !strings.Contains(err.Error(), test.why) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, body := range map[string]string{
		"torn":         `<rss><channel><item><title>One</title></item><item><title>Tw`,
		"unclosed":     `<rss><channel><item><title>One</item></channel></rss>`,
		"own entities": `<rss><channel><item><title>One &nbsp; &unknown; &#0; &#xd800;</title></item></channel></rss>`,
	} {
		if _, o, err := Web([]byte(body), "text/xml", "https://news.example/x", noon); err == nil {
			for _, i := range o.Items {
				if !utf8.ValidString(i.Title) || strings.ContainsRune(i.Title, 0) {
					t.Errorf("%s: %q", name, i.Title)
				}
			}
		}
	}
}

// TestWholeItems holds when the text of an item is taken for the article.
func TestWholeItems(t *testing.T) {
	full := strings.Repeat("<p>"+words130+"</p>", 20)
	o := offered(t, rss(
		`<title>whole</title><link>/a</link><content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/"><![CDATA[`+full+`<div class="share-buttons">Share this</div><script>x</script>]]></content:encoded>`,
		`<title>summary &amp;amp; more</title><link>/b</link><description>&lt;p&gt;The mayor said no.&lt;/p&gt;</description>`,
		`<title>nothing</title><link>javascript:alert(1)</link>`))
	if !o.Items[0].Whole || o.Items[1].Whole || o.Items[2].Whole {
		t.Errorf("%+v", o.Items)
	}
	a, ok := o.Items[0].Article("https://news.example/feed.xml")
	if !ok || strings.Contains(a.Text, "Share") || strings.Count(a.Text, "\n") < 19 || a.ID != "https://news.example/a" {
		t.Errorf("%q", a.Text)
	}
	if a, ok = o.Items[1].Article("s"); !ok || a.Text != "The mayor said no." || a.Title != "summary & more" {
		t.Errorf("%+v", a)
	}
	if _, ok = o.Items[2].Article("s"); ok || o.Items[2].URL != "" {
		t.Errorf("%+v", o.Items[2])
	}
}

func TestPagesNameThemselvesWithinTheirSite(t *testing.T) {
	story := "<p>" + strings.Repeat(words130, 20) + "</p>"
	for canonical, want := range map[string]string{
		"https://news.example/story": "https://news.example/story", "https://news.example/story?utm_medium=x": "https://news.example/story", "/story": "https://news.example/p", "https://www.news.example/s": "https://www.news.example/s",
		"https://bank.example/login": "https://news.example/p", "javascript:alert(1)": "https://news.example/p", "": "https://news.example/p",
	} {
		a, _, err := Web([]byte(`<html><head><link rel="canonical" href="`+canonical+`"></head><body><article>`+story), "text/html", "https://news.example/p?gclid=1#x", noon)
		if err != nil || a.URL != want || a.ID != "https://news.example/p" {
			t.Errorf("%q: %v %+v", canonical, err, a)
		}
	}
}

func FuzzWeb(f *testing.F) {
	files, _ := filepath.Glob("testdata/feeds/*")
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b, "text/xml")
	}
	f.Add([]byte("<p>x"), "text/html; charset=shift_jis")
	f.Add([]byte(`{"version":"https://jsonfeed.org/version/1.1","items":[{"id":1}]}`), "application/json")
	f.Fuzz(func(t *testing.T, b []byte, kind string) {
		a, o, err := Web(b, kind, "https://news.example/x", noon)
		if (err != nil) != (a == nil && o == nil) || a != nil && o != nil {
			t.Fatalf("%v %v %v", a, o, err)
		}
		if a != nil {
			if e := checkText([]byte(a.Text)); e != nil {
				t.Fatal(e)
			}
		}
		if o == nil {
			return
		}
		seen := map[string]bool{}
		for _, i := range o.Items {
			if e := checkID(i.ID("https://news.example/x")); e != nil || i.Key == "" || !utf8.ValidString(i.Key+i.Title+i.Outlet+i.GUID) {
				t.Fatalf("%+v: %v", i, e)
			}
			seen[i.Key] = true
			if a, ok := i.Article("s"); ok {
				if e := checkText([]byte(a.Text)); e != nil {
					t.Fatal(e)
				}
			}
			if u, err := url.Parse(i.URL); i.URL != "" && (err != nil || u.Scheme != "http" && u.Scheme != "https") {
				t.Fatalf("%q", i.URL)
			}
		}
	})
}

// TestJSONFeedByAnyOrder: the keys of an object have none.
func TestJSONFeedByAnyOrder(t *testing.T) {
	body := `{"items":[{"id":"1","content_text":"` + strings.Repeat(words130, 60) + `"}],"title":"T","version":"https://jsonfeed.org/version/1.1"}`
	if _, o, err := Web([]byte(body), "application/json", "https://news.example/feed", noon); err != nil || len(o.Items) != 1 {
		t.Errorf("%+v, %v", o, err)
	}
}
