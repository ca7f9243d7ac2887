package text

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// show writes a layout a sentence a line: paragraph, kind, words.
func show(s string, l *Layout) string {
	var b strings.Builder
	for _, q := range l.Sentences {
		fmt.Fprintf(&b, "%3d %-8s %s\n", q.Paragraph, q.Kind, strings.NewReplacer("\r\n", "⏎", "\n", "⏎").Replace(q.In(s)))
	}
	h := Stated(s, l)
	for _, t := range h.Titles {
		fmt.Fprintf(&b, "headline  %s\n", t.In(s))
	}
	for _, f := range []struct {
		name string
		p    Span
	}{{"title", h.Title}, {"published", h.Published.Span}, {"outlet", h.Outlet}, {"author", h.Author}, {"url", h.URL}} {
		if f.p.Len() > 0 {
			fmt.Fprintf(&b, "%-9s %s\n", f.name, f.p.In(s))
		}
	}
	if d := h.Published; d.Year > 0 {
		fmt.Fprintf(&b, "date      %04d-%02d-%02d\n", d.Year, d.Month, d.Day)
	}
	return b.String()
}

// Layouts of whole articles, the seeds among them.
func TestRead(t *testing.T) {
	var files []string
	for _, pattern := range []string{"../../seeds/*.txt", "testdata/layout/*.txt", "testdata/layout/*.md"} {
		m, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, m...)
	}
	if len(files) < 12 {
		t.Fatalf("%d articles found", len(files))
	}
	for _, f := range files {
		t.Run(filepath.Base(f), func(t *testing.T) {
			data, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			l := Read(string(data))
			sound(t, string(data), l)
			golden := "testdata/layout/" + filepath.Base(f) + ".golden"
			got := show(string(data), l)
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("%s\n got:\n%s\nwant:\n%s", golden, got, want)
			}
		})
	}
}

// sound checks what holds for the layout of any bytes.
func sound(t *testing.T, s string, l *Layout) {
	t.Helper()
	covered := make([]bool, len(s))
	end := 0
	for i, q := range l.Sentences {
		switch {
		case q.Start < end || q.End <= q.Start || q.End > len(s):
			t.Fatalf("sentence %d is %v after %d in %d bytes", i, q.Span, end, len(s))
		case q.Paragraph < 0 || q.Paragraph >= len(l.Paragraphs) || !l.Paragraphs[q.Paragraph].Covers(q.Span):
			t.Fatalf("sentence %d %v is not in paragraph %d", i, q.Span, q.Paragraph)
		case trim(s, q.Span) != q.Span:
			t.Fatalf("sentence %d %q has space around it", i, q.In(s))
		case !boundary(s, q.Start) || !boundary(s, q.End):
			t.Fatalf("sentence %d %q cuts a character", i, q.In(s))
		}
		end = q.End
		for k := q.Start; k < q.End; k++ {
			covered[k] = true
		}
	}
	end = 0
	for i, p := range l.Paragraphs {
		if p.Start < end || p.End <= p.Start || p.End > len(s) {
			t.Fatalf("paragraph %d is %v after %d", i, p.Span, end)
		}
		end = p.End
	}
	for i := 0; i < len(s); {
		n := spaceAt(s[i:])
		if n == 0 && s[i] == '\\' && escaped(s, i) {
			n = 2
		}
		if n > 0 {
			i += n
			continue
		}
		if !covered[i] {
			t.Fatalf("byte %d (%q) is in no sentence", i, s[i:min(i+20, len(s))])
		}
		i++
	}
}

// boundary reports whether byte i of s begins a character or ends the text; a
// stray continuation byte is a character of its own.
func boundary(s string, i int) bool {
	if i == len(s) || i == 0 || s[i]&0xc0 != 0x80 {
		return true
	}
	for k := 1; k <= 3 && i-k >= 0; k++ {
		if s[i-k]&0xc0 != 0x80 {
			r, n := firstRune(s[i-k:])
			return r == '\ufffd' && n == 1 || n <= k
		}
	}
	return true
}
