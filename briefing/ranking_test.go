package briefing

import (
	"strings"
	"testing"
)

var rankingTown = []Reading{
	Read(Article{ID: "a", Title: "Pool shut", Text: "The chief executive of Marlow Baths, Ada Pell, said on Monday that the pool would stay shut until June.\n\n" +
		"Thirty-one swimmers were taken to hospital after a pump failed. The pump cost 9,000 pounds."}),
	Read(Article{ID: "b", Title: "Swimmers meet", Text: "Swimmers met on Tuesday. They asked the council to pay for lessons elsewhere."}),
}

// TestRank asks for the nearest passages: what Ask answers with is likely, what it
// refuses is not, and both show passages.
func TestRank(t *testing.T) {
	c := NewCorpus(rankingTown)
	for _, x := range []struct {
		question, first string
		answers         bool
	}{
		{"who is the CEO of Marlow Baths", "Ada Pell", true},
		{"how much did the pump cost", "9,000 pounds", true},
		{"how many swimmers died", "", false},
		{"who is the mayor of Marlow", "", false},
	} {
		r := c.Rank(x.question, 3)
		if r.Answers != x.answers || r.Answers != (r.Score >= 0.5) || len(r.Passages) == 0 || !strings.Contains(r.Passages[0].Passage.Text(), x.first) {
			t.Errorf("%s: answers %v with %.2f: %v", x.question, r.Answers, r.Score, r.Passages)
		}
	}
}

// TestRankShows ranks for questions of all kinds: the chance is one, no two
// passages overlap, there are no more than were asked for, and none of another
// article.
func TestRankShows(t *testing.T) {
	c := NewCorpus(rankingTown).Within(func(a *Article) bool { return a.ID == "a" })
	for _, q := range []string{"", "?", "who", "swimmers", "who said that the pool would stay shut", "why were the swimmers blamed", "what did Pell say", strings.Repeat("pump ", 2000)} {
		r := c.Rank(q, 2)
		if r.Score < 0 || r.Score > 1 || len(r.Passages) > 2 {
			t.Errorf("%.40q: %.2f, %d passages", q, r.Score, len(r.Passages))
		}
		for i, p := range r.Passages {
			if p.Passage.Article.ID != "a" || i > 0 && p.Passage.Span.Meets(r.Passages[0].Passage.Span) {
				t.Errorf("%.40q: %v", q, r.Passages)
			}
		}
	}
}
