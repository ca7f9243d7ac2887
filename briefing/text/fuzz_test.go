package text

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// hostile are texts that a careless reader chokes on.
func hostile() []string {
	out := []string{"", " ", "\n", ".", "\"", "“", "\xff", "\xe2\x80", "a\x00b", "---", "---\n---", "#", "# ", "By ", "(", ")", "...", "U.S.", "1.", "«", "\\n", "\\n\\n",
		"(Photo: /AP) ", "Published 1 1", "http://", "[1]", ".[1]", "6 000 000", "Feb.", "6 to", "from 6 to 22", "two", "a", "an", "half a", "$", "%", "12 %", "1/2/", "l’", "d'",
		"l'\xff", "6\u00a0", "date 2026", "“a”“b”", "a.B.c.D", "....", "? ?", "!\"", "\u2028", "x\fy", "\ufeff", "Title: a\nDate: b\n", "read more", "read more ."}
	for _, p := range []string{"\"", "“", "(", ".", "a.", "A. ", "U.S. ", "’", "« ", "\n", "\r", "- a\n", "x\n", "6,000 ", "1 ", "one ", "and ", "Feb. 6 to ", "Read more ", "read ", "…", ". ", "? ", "! \"",
		"date ", "a", "I", "l’", "[1]", "6 ", "(a", "\\n", "© ", "by ", "a b\n", "title: x\n", "|", " > ", "\u00a0", "\xff", "é", "trecento", "http://a.b/?c=", "A", "Aa.Bb", "ʼ", "ʼ\xbc", "a`", "_a"} {
		out = append(out, strings.Repeat(p, 60))
	}
	return out
}

// seedTexts adds the articles and hostile texts to a fuzz target.
func seedTexts(f *testing.F) {
	for _, pattern := range []string{"../../seeds/*.txt", "testdata/layout/*.txt", "testdata/layout/*.md", "testdata/*.txt"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			f.Fatal(err)
		}
		for _, name := range files {
			data, err := os.ReadFile(name)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(string(data))
		}
	}
	for _, s := range hostile() {
		f.Add(s)
	}
}

func FuzzRead(f *testing.F) {
	seedTexts(f)
	f.Fuzz(func(t *testing.T, s string) {
		l := Read(s)
		sound(t, s, l)
		h := Stated(s, l)
		for _, p := range append(h.Titles, h.Title, h.Published.Span, h.Outlet, h.Author, h.URL) {
			within(t, s, p)
		}
		Lang(s)
	})
}

func FuzzSentences(f *testing.F) {
	seedTexts(f)
	f.Fuzz(func(t *testing.T, s string) {
		end := 0
		for _, p := range Sentences(s) {
			if p.Start < end || p.End <= p.Start || p.End > len(s) || trim(s, p) != p {
				t.Fatalf("%v after %d", p, end)
			}
			if trim(s, Span{end, p.Start}).Len() > 0 {
				t.Fatalf("%q is in no sentence", s[end:p.Start])
			}
			end = p.End
		}
		if trim(s, Span{end, len(s)}).Len() > 0 {
			t.Fatalf("%q is in no sentence", s[end:])
		}
	})
}

func FuzzWords(f *testing.F) {
	seedTexts(f)
	f.Fuzz(func(t *testing.T, s string) {
		end := 0
		for _, w := range Words(s) {
			if w.Start < end || w.End <= w.Start || w.End > len(s) || w.Fold == "" {
				t.Fatalf("%v %q after %d", w.Span, w.Fold, end)
			}
			if !boundary(s, w.Start) || !boundary(s, w.End) {
				t.Fatalf("%q cuts a character", w.In(s))
			}
			if g := Fold(w.In(s)); g != w.Fold {
				t.Fatalf("Fold(%q) = %q, Words says %q", w.In(s), g, w.Fold)
			}
			for _, lang := range []string{"", "it", "fr", "es", "xx"} {
				Stem(w.Fold, lang)
				Stop(w.Fold, lang)
			}
			end = w.End
		}
	})
}

func FuzzNumbers(f *testing.F) {
	seedTexts(f)
	f.Fuzz(func(t *testing.T, s string) {
		end := 0
		for _, n := range Numbers(s) {
			if n.Start < end || n.End <= n.Start || math.IsNaN(n.Value) {
				t.Fatalf("%+v after %d", n, end)
			}
			for _, p := range []Span{n.Span, n.Hedge, n.Unit, n.Noun} {
				within(t, s, p)
			}
			end = n.End
		}
	})
}

func FuzzDates(f *testing.F) {
	seedTexts(f)
	written := time.Date(2026, 1, 28, 0, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, s string) {
		end := 0
		for _, d := range Dates(s) {
			if d.Start < end || d.End <= d.Start || d.Month < 0 || d.Month > 12 || d.Day < 0 || d.Day > 31 {
				t.Fatalf("%+v after %d", d, end)
			}
			within(t, s, d.Span)
			if d.Until != nil {
				within(t, s, d.Until.Span)
				if !d.Covers(d.Until.Span) {
					t.Fatalf("%v does not cover its end %v", d.Span, d.Until.Span)
				}
			}
			if first, last, ok := d.Resolve(written); ok && last.Before(first) {
				t.Fatalf("%q is from %v to %v", d.In(s), first, last)
			}
			end = d.End
		}
	})
}

// within checks that p lies in s and cuts no character.
func within(t *testing.T, s string, p Span) {
	t.Helper()
	if p.Start < 0 || p.End < p.Start || p.End > len(s) || !boundary(s, p.Start) || !boundary(s, p.End) {
		t.Fatalf("%v is no span of %d bytes", p, len(s))
	}
}
