package briefing

import (
	"strings"
	"unicode/utf8"

	"briefingbot/briefing/search"
	"briefingbot/briefing/text"
)

// besideHits is how many passages are looked at for those that carry a fact.
const besideHits = 40

// Fact returns what is known of the sentence that p begins in: every passage of
// the corpus that carries it, its own first, and where they differ. It is false
// where p is not running text of an article as it is now. The citations are not
// numbered.
func (c *Corpus) Fact(p Passage) (Fact, bool) {
	if p.IsZero() {
		return Fact{}, false
	}
	s := c.snapshot()
	e, ok := s.entry(p.Article.ID)
	if !ok || e.Article.SHA256 != p.Article.SHA256 {
		return Fact{}, false
	}
	k := sentence(e.Reading, p.Span.Start)
	if k == len(e.Layout.Sentences) || e.Layout.Sentences[k].Kind != text.Prose {
		return Fact{}, false
	}
	words := e.Layout.Sentences[k].In(e.Article.Text)
	if len(words) > longest {
		words = words[:longest]
		for !utf8.ValidString(words) && len(words) > longest-utf8.UTFMax {
			words = words[:len(words)-1]
		}
	}
	hits, _ := s.search(strings.ToValidUTF8(words, " "), besideHits)
	g := s.grouped(append([]hit{{Hit: search.Hit{Sentence: k}, e: e}}, hits...))
	r, ok := g.ref(e, e.Layout.Sentences[k].Start)
	if !ok {
		return Fact{}, false
	}
	return g.fact(r), true
}
