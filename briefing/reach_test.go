package briefing

import (
	"encoding/json"
	"fmt"
	"reflect"
	"sort"
	"testing"

	"pgregory.net/rapid"

	"briefingbot/briefing/text"
)

// reach returns every passage that can be reached from v by any field.
func reach(v any) []Passage {
	var out []Passage
	seen := map[any]bool{}
	var visit func(reflect.Value)
	visit = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.Pointer, reflect.Interface:
			if v.IsNil() || v.Kind() == reflect.Pointer && seen[v.Interface()] {
				return
			}
			if v.Kind() == reflect.Pointer {
				seen[v.Interface()] = true
			}
			visit(v.Elem())
		case reflect.Slice:
			for i := range v.Len() {
				visit(v.Index(i))
			}
		case reflect.Struct:
			if p, ok := v.Interface().(Passage); ok {
				out = append(out, p)
				return
			}
			if v.Type().PkgPath() == "time" {
				return
			}
			for i := range v.NumField() {
				if v.Type().Field(i).IsExported() {
					visit(v.Field(i))
				}
			}
		}
	}
	visit(reflect.ValueOf(v))
	return out
}

// fatal is what testing and rapid have in common.
type fatal interface {
	Helper()
	Fatalf(string, ...any)
}

// checkPassage fails unless p is a stretch of running text of a stored
// article, byte for byte.
func checkPassage(t fatal, c *Corpus, p Passage) {
	t.Helper()
	if p.IsZero() {
		return
	}
	r, ok := c.Reading(p.Article.ID)
	if !ok || r.Article != p.Article {
		t.Fatalf("passage of an article that is not stored: %q", p.Article.ID)
	}
	a := p.Article.Text
	if p.Span.Start < 0 || p.Span.End > len(a) {
		t.Fatalf("span %v outside %d bytes", p.Span, len(a))
	}
	for _, i := range []int{p.Span.Start, p.Span.End} {
		if !edge(a, i) {
			t.Fatalf("offset %d of %q is inside a rune", i, p.Article.ID)
		}
	}
	all := r.Layout.Sentences
	first := sort.Search(len(all), func(i int) bool { return all[i].End > p.Span.Start })
	for _, s := range all[first:] {
		if s.Start >= p.Span.End {
			break
		}
		if s.Kind != text.Prose {
			t.Fatalf("passage %q holds clutter %q", p.Text(), s.In(a))
		}
	}
}

// everything asks the corpus for all it can give.
func everything(c *Corpus, questions ...string) map[string]any {
	out := map[string]any{
		"brief":    c.Brief(Options{Topics: []Topic{{Name: "Olympic security"}, {Name: "The ICE controversy", Query: "ICE protests criticism"}}}),
		"short":    c.Brief(Options{Words: 60, Items: 2}),
		"people":   c.People(),
		"figures":  c.Figures(),
		"timeline": c.Timeline(),
	}
	for i, p := range c.People() {
		out[fmt.Sprint("statements ", i, p.Name)] = c.Statements(p)
		out[fmt.Sprint("said ", i, p.Name)] = c.Said(p.Name, "")
	}
	for _, q := range questions {
		out["ask "+q] = c.Ask(q, 4)
		out["who said "+q] = c.WhoSaid(q)
		out["check "+q] = c.Check(q)
	}
	var wide []Passage
	for _, a := range c.Articles() {
		r, _ := c.Reading(a.ID)
		for _, s := range r.Layout.Sentences[:min(len(r.Layout.Sentences), 300)] {
			if s.Kind == text.Prose {
				wide = append(wide, c.Context(Passage{a, s.Span}, 2))
			}
		}
	}
	out["context"] = wide
	return out
}

// checkEverything holds the keystone against all results, and what they print
// against Verify.
func checkEverything(t fatal, c *Corpus, questions ...string) {
	t.Helper()
	lookup := func(id string) (*Article, bool) {
		r, ok := c.Reading(id)
		return r.Article, ok
	}
	for _, a := range c.Articles() {
		if a.SHA256 != Sum(a.Text) {
			t.Fatalf("%s has the hash of another text", a.ID)
		}
	}
	for name, v := range everything(c, questions...) {
		passages := reach(v)
		for _, p := range passages {
			checkPassage(t, c, p)
		}
		printed, err := json.Marshal(v)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		proofs, err := Verify(printed, lookup)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, p := range proofs {
			if p.Err != nil {
				t.Fatalf("%s: %v", name, p.Err)
			}
		}
		if len(passages) > 0 && len(proofs) == 0 && name != "people" {
			t.Fatalf("%s: %d passages and no proof in %s", name, len(passages), printed)
		}
	}
}

func TestKeystoneOnTheSeeds(t *testing.T) {
	c := NewCorpus(seeds(t))
	checkEverything(t, c, "how many officers", "who said ICE is not welcome", "what did Meloni say",
		"is it true that ICE will patrol the streets?", "when do the Games open", "piantedosi", "who criticised ICE", "")
}

// phrases are what generated articles are made of: names, numbers, dates,
// speech, clutter and bytes that mean harm.
var phrases = []string{
	"Mayor Anna Rossi said the bridge will open on 3 May 2025. ", "“We were told nothing,” Rossi said. ",
	"About 1,200 workers are building it", "over 1,200 workers", ", according to Deputy Minister Paul O'Neil. ", "\n\n",
	"Read more\n", "Sign up for our newsletter. ", "Photo: Reuters\n", "“", "”", "\"", "‘", "’", "«", "»", "...", "…", ". ", "! ", "? ", ", ",
	"\x00", "\xff", "\xc3", "é", "日本語。", "😀", "\u00a0", "\r\n", "\t", "Dr. ", "U.S. ", "on Wednesday ", "yesterday ", "nobody ",
	"The company denied that the bridge is unsafe. ", "The mayor of Ferrara rejected the plan", " it ", " said ", "said Rossi", "Rossi: ",
	"The bridge cost €3.5 million, twice as much as planned. ", "Why did it cost so much?\n", "1,200 ", "12 ", "more than ",
	"He added: “It’s a disgrace.” ", "ministry ", "The ministry said it would reply. ", "Italian ", "Police ", "of ", "the ", "  ",
}

func generated(t *rapid.T) string {
	s := ""
	for _, p := range rapid.SliceOfN(rapid.SampledFrom(phrases), 0, 40).Draw(t, "phrases") {
		s += p
	}
	return s
}

func TestKeystoneOnGeneratedArticles(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var rs []Reading
		for i := range rapid.IntRange(0, 4).Draw(t, "articles") {
			rs = append(rs, Read(Article{ID: fmt.Sprint("a", i), Text: generated(t)}))
		}
		checkEverything(t, NewCorpus(rs), "how many workers", "what did Rossi say about the bridge", generated(t))
	})
}

func TestEdge(t *testing.T) {
	s := "aé€😀\xff\xc3b"
	want := []bool{true, true, false, true, false, false, true, false, false, false, true, true, true, true}
	for i, w := range want {
		if got := edge(s, i); got != w {
			t.Errorf("edge(%q, %d) = %v", s, i, got)
		}
	}
}
