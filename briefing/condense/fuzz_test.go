package condense

import (
	"slices"
	"strings"
	"testing"
	"time"

	"briefingbot/briefing/text"
)

// FuzzSummarize takes any text apart into articles: references are valid, the
// budget is kept, nothing comes twice, and the order of the articles does not
// matter.
func FuzzSummarize(f *testing.F) {
	for _, s := range flood {
		f.Add(s+"\x00"+s, "Trebbia", 20)
	}
	f.Add(strings.Join(flood, "\x00"), "", 0)
	f.Add("He said 5.\nHe said 6.\x00\xff\xfe\x80 . . .", "\xff", 3)
	f.Add(strings.Repeat("a", 5000)+"\x00"+strings.Repeat("a b ", 500), "a", 1)
	f.Fuzz(func(t *testing.T, s, query string, words int) {
		var docs []Doc
		for i, part := range strings.Split(s, "\x00") {
			docs = append(docs, Doc{Text: part, Layout: text.Read(part), Date: time.Unix(int64(i%3)*864000, 0)})
		}
		o := Options{Words: words, Query: query}
		refs := Summarize(docs, o)
		check(t, docs, refs, o)
		facts := Facts(docs)
		checkFacts(t, docs, facts)
		if len(refs) > 0 {
			o.Known = refs[:1]
			check(t, docs, Summarize(docs, o), o)
		}
		o.Known = nil
		mixed := slices.Clone(docs)
		slices.Reverse(mixed)
		if got, want := lines(mixed, Summarize(mixed, o)), lines(docs, refs); !slices.Equal(got, want) {
			t.Errorf("reversed: %q, not %q", got, want)
		}
	})
}

func check(t *testing.T, docs []Doc, refs []Ref, o Options) {
	t.Helper()
	words := 0
	met := map[Ref]bool{}
	for _, r := range refs {
		if r.Doc < 0 || r.Doc >= len(docs) || r.Sentence < 0 || r.Sentence >= len(docs[r.Doc].Layout.Sentences) {
			t.Fatalf("no sentence %v", r)
		}
		if docs[r.Doc].Layout.Sentences[r.Sentence].Kind != text.Prose {
			t.Errorf("%v is no prose", r)
		}
		if met[r] || slices.Contains(o.Known, r) {
			t.Errorf("%v comes again", r)
		}
		met[r] = true
		words += len(strings.Fields(printed(docs, r)))
	}
	if o.Words > 0 && words > o.Words {
		t.Errorf("%d words in a budget of %d", words, o.Words)
	}
}

func checkFacts(t *testing.T, docs []Doc, facts []Fact) {
	t.Helper()
	in := map[Ref]int{}
	for _, f := range facts {
		if !slices.Contains(f.Refs, f.Best) || f.Sources < 1 || f.Sources > len(f.Refs) {
			t.Errorf("best %v of %v, %d sources", f.Best, f.Refs, f.Sources)
		}
		if !slices.IsSortedFunc(f.Refs, Ref.compare) {
			t.Errorf("unsorted: %v", f.Refs)
		}
		for _, r := range f.Refs {
			in[r]++
		}
		for _, c := range f.Conflicts {
			if len(c.Variants) < 2 {
				t.Errorf("a conflict of %d variants", len(c.Variants))
			}
			for _, v := range c.Variants {
				r := v.Refs[0]
				if s := docs[r.Doc].Layout.Sentences[r.Sentence].Span; !s.Covers(v.Span) || v.Span.Len() == 0 || !slices.Contains(f.Refs, r) {
					t.Errorf("variant %v is not in sentence %v", v.Span, s)
				}
			}
		}
	}
	for d := range docs {
		for i, s := range docs[d].Layout.Sentences {
			n := in[Ref{d, i}]
			if n > 1 || n == 1 && s.Kind != text.Prose {
				t.Errorf("sentence %d of %d is in %d facts", i, d, n)
			}
		}
	}
}
