package briefing

import (
	"fmt"
	"strings"
	"testing"

	"briefingbot/briefing/text"
)

func TestFactOfAPassage(t *testing.T) {
	texts := map[string]string{
		"a": "The Harbour Bridge will reopen on May 12, Mayor Ruth Okafor said Monday. About 1,200 workers took part in the repair of the Harbour Bridge.",
		"b": "Mayor Ruth Okafor said on Monday that the Harbour Bridge will reopen on May 12. Some 1,500 workers took part in the repair of the Harbour Bridge.",
		"c": "The ferry crews will strike, their union said.",
	}
	for _, more := range []int{0, 2 * smallCorpus} { // facts are worked out of all articles, or of those that are near
		var rs []Reading
		for id, s := range texts {
			rs = append(rs, Read(Article{ID: id, Text: s}))
		}
		for i := range more {
			rs = append(rs, Read(Article{ID: fmt.Sprintf("x%03d", i), Text: fmt.Sprintf("Number %d of the chess players won a game against the other in town %d.", i, i*7)}))
		}
		c := NewCorpus(rs)
		at := func(id, words string) Passage {
			r, _ := c.Reading(id)
			i := strings.Index(r.Article.Text, words)
			return Passage{r.Article, text.Span{Start: i, End: i + len(words)}}
		}
		f, ok := c.Fact(at("a", "About 1,200 workers"))
		if !ok || len(f.Citations) != 2 || f.Citations[0].Article.ID != "a" || f.Citations[1].Article.ID != "b" {
			t.Fatalf("%d others: the workers are carried by %+v, %v; want a and b", more, f.Citations, ok)
		}
		if len(f.Conflicts) != 1 || len(f.Conflicts[0].Variants) != 2 {
			t.Errorf("%d others: conflicts %+v", more, f.Conflicts)
		}
		if f, ok := c.Fact(at("c", "their union")); !ok || len(f.Citations) != 1 {
			t.Errorf("%d others: the strike is carried by %+v, %v; want c alone", more, f.Citations, ok)
		}
		stale := *at("a", "The").Article
		stale.SHA256 = Sum("other")
		for name, p := range map[string]Passage{"nothing": {}, "another text": {&stale, text.Span{End: 3}}, "beyond": {at("a", "The").Article, text.Span{Start: 9999, End: 10001}}} {
			if f, ok := c.Fact(p); ok {
				t.Errorf("%s has a fact: %+v", name, f)
			}
		}
	}
}
