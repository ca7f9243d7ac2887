package ingest

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// TestPages holds what is taken from the pages of testdata/pages. In them, what
// belongs to the article has the attribute data-gold: of all words taken at
// least 95 % must be such, and of such words at least 90 % must be taken (the
// headline, which is the title, may be left out).
func TestPages(t *testing.T) {
	names, err := filepath.Glob("testdata/pages/*.html")
	if err != nil || len(names) < 8 {
		t.Fatal(names, err)
	}
	var b strings.Builder
	var precision, recall float64
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		a, err := File(filepath.Base(name), raw)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := html.Parse(bytes.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		var gold strings.Builder
		marked(doc, false, &gold)
		want, got := count(gold.String()), count(a.Text)
		both := 0
		for w, n := range want {
			both += min(n, got[w])
		}
		p, r := float64(both)/float64(len(strings.Fields(a.Text))), float64(both)/float64(len(strings.Fields(gold.String())))
		precision += p / float64(len(names))
		recall += r / float64(len(names))
		fmt.Fprintf(&b, "== %s\nprecision %.3f, recall %.3f\n%s\n", describe(a), p, r, a.Text)
	}
	fmt.Fprintf(&b, "== mean precision %.3f, recall %.3f\n", precision, recall)
	golden(t, "pages.golden", b.String())
	if precision < 0.95 || recall < 0.90 {
		t.Errorf("mean precision %.3f, recall %.3f; want 0.95 and 0.90", precision, recall)
	}
}

func marked(n *html.Node, in bool, w *strings.Builder) {
	in = in || n.Type == html.ElementNode && has(n, "data-gold")
	if n.Type == html.TextNode && in {
		w.WriteString(n.Data + " ")
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		marked(c, in, w)
	}
}

func count(s string) map[string]int {
	words := map[string]int{}
	for w := range strings.FieldsSeq(s) {
		words[w]++
	}
	return words
}

// TestHostilePages are pages made to cost time. Each is about a megabyte; the
// bound only tells what would not end.
func TestHostilePages(t *testing.T) {
	const size = 1 << 20
	fill := func(s string) string { return strings.Repeat(s, size/len(s)) }
	for name, s := range map[string]string{
		"many paragraphs":   fill("<p>The mayor said no, and again no.</p>"),
		"many breaks":       "<div>" + fill("x<br>"),
		"many divs":         fill("<div>x</div>"),
		"nested a little":   fill(strings.Repeat("<div>", 200) + "x" + strings.Repeat("</div>", 200)),
		"open spans":        fill("<span>x"),
		"one text":          "<p>" + fill("a, "),
		"commas":            "<p>" + fill(","),
		"attributes":        "<p " + fill(`class="a" `) + ">x",
		"long class":        `<p class="` + fill("comment ") + `">The mayor said no.`,
		"tables":            fill("<table><tr><td>x"),
		"formatting":        fill("<b><i><a>"),
		"links":             fill("<a href=x>x</a>"),
		"json-ld":           `<script type="application/ld+json">` + fill("[") + `</script><p>x`,
		"comments":          fill("<!-- x -->"),
		"unclosed comments": fill("<!--"),
		"hidden":            fill(`<p style="display:none">x</p>`),
		"images":            fill(`<img src="x.jpg" data-src="y.jpg 1x">`),
		"noscript":          fill(`<noscript><img src="x.jpg"></noscript>`),
	} {
		start := time.Now()
		a, err := File("x.html", []byte(s))
		if d := time.Since(start); d > time.Minute {
			t.Errorf("%s: %v", name, d)
		} else if testing.Verbose() {
			t.Logf("%-20s %8v, %d bytes of text, %v", name, d.Round(time.Millisecond), len(a.Text), err)
		}
	}
}

func BenchmarkLines(b *testing.B) {
	var in bytes.Buffer
	text := strings.Repeat("“All operations remain under Italian authority,” the ministry said. ", 60)
	for i := range 1000 {
		fmt.Fprintf(&in, "{\"id\":\"a%d\",\"title\":\"A title\",\"date\":\"2026-01-28\",\"text\":%q}\n", i, text)
	}
	b.SetBytes(int64(in.Len()))
	for b.Loop() {
		n := 0
		for range Lines(bytes.NewReader(in.Bytes())) {
			n++
		}
		if n != 1000 {
			b.Fatal(n)
		}
	}
	b.ReportMetric(1000*float64(b.N)/b.Elapsed().Seconds(), "articles/s")
}

func BenchmarkPage(b *testing.B) {
	raw, err := os.ReadFile("testdata/pages/2-clutter.html")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		if _, err := File("x.html", raw); err != nil {
			b.Fatal(err)
		}
	}
}

func FuzzHTML(f *testing.F) {
	names, _ := filepath.Glob("testdata/pages/*.html")
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Add([]byte("<p>&#0;&#xd800;&#x110000;<table><p>x"))
	f.Fuzz(func(t *testing.T, b []byte) {
		a, err := File("x.html", b)
		if err != nil {
			return
		}
		for _, s := range []string{a.Text, a.Title, a.Outlet, a.URL, a.Lang} {
			if !utf8.ValidString(s) || strings.Contains(s, "\x00") {
				t.Fatalf("not UTF-8 without NUL: %q", s)
			}
		}
		if e := checkText([]byte(a.Text)); e != nil {
			t.Fatalf("the text would be refused: %v", e)
		}
	})
}

func FuzzLines(f *testing.F) {
	for _, s := range badFiles {
		if len(s) < 1<<16 {
			f.Add([]byte(s))
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		articles, refused := collect(t, Lines(bytes.NewReader(b)))
		lines := 0
		for line := range bytes.Lines(bytes.TrimPrefix(b, []byte(bom))) {
			if len(bytes.TrimSpace(line)) > 0 {
				lines++
			}
		}
		if lines != len(articles)+len(refused) {
			t.Fatalf("%d lines, but %d articles and %d errors", lines, len(articles), len(refused))
		}
		for _, a := range articles {
			if e := checkText([]byte(a.Text)); e != nil || a.ID == "" || !utf8.ValidString(a.ID+a.Title+a.Outlet+a.URL+a.Lang) {
				t.Fatalf("%+v: %v", a, e)
			}
			if strings.ContainsRune(a.Text, utf8.RuneError) && !bytes.Contains(b, []byte("\ufffd")) && !bytes.Contains(bytes.ToLower(b), []byte(`\ufffd`)) {
				t.Fatalf("the text was changed: %q", a.Text)
			}
		}
		for _, r := range refused {
			if strings.Contains(r, "\n") {
				t.Fatalf("not one line: %q", r)
			}
		}
	})
}
