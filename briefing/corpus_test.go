package briefing

import (
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"testing"
)

// printed is everything a corpus gives, as JSON, for comparing two of them.
func printedJSON(t *testing.T, c *Corpus, questions ...string) string {
	t.Helper()
	b, err := json.MarshalIndent(everything(c, questions...), "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestOrderOfArticlesDoesNotMatter(t *testing.T) {
	rs := seeds(t)
	qs := []string{"how many officers", "who said ICE is not welcome", "will ICE patrol?", "opening ceremony"}
	want := printedJSON(t, NewCorpus(rs), qs...)
	for range 4 {
		rs = append(rs[1:], rs[0])
		if got := printedJSON(t, NewCorpus(rs), qs...); got != want {
			t.Fatal("another order of the articles gives another result")
		}
	}
	slices.Reverse(rs)
	c := NewCorpus(nil)
	for _, r := range rs {
		c.Add(r)
	}
	if got := printedJSON(t, c, qs...); got != want {
		t.Error("adding one by one gives another result")
	}
}

func TestAddReplaces(t *testing.T) {
	c := newsroom("“The pier is open,” said Ada Lindqvist. It cost 12,000 crowns.", "“It is closed,” said Jon Berg.")
	old, _ := c.Reading("a")
	c.Add(Read(Article{ID: "a", Text: "“The tunnel is flooded,” said Eva Holm."}))
	if got, want := speakers(c), "Eva Holm 1; Jon Berg 1"; got != want {
		t.Errorf("speakers %s, want %s", got, want)
	}
	if a := c.Ask("who said the pier is open", 3); a.Found {
		t.Errorf("an article that was replaced still answers: %+v", a.Speech)
	}
	for _, p := range reach(c.Ask("pier crowns tunnel", 5)) {
		checkPassage(t, c, p)
	}
	if got := c.Context(Passage{old.Article, old.Layout.Sentences[0].Span}, 1); got.Article != old.Article {
		t.Error("the context of a replaced article's passage comes from another text")
	}
	if got := c.Articles(); len(got) != 2 || got[0].ID != "a" || got[1].ID != "b" {
		t.Errorf("articles %v", got)
	}
	c.Add(Reading{})
	for i := range 200 { // enough for the index to be built anew
		c.Add(Read(Article{ID: "a", Text: fmt.Sprintf("“The tunnel is flooded,” said Eva Holm on day %d.", i)}))
	}
	if got, want := speakers(c), "Eva Holm 1; Jon Berg 1"; got != want {
		t.Errorf("after many replacements: speakers %s, want %s", got, want)
	}
}

func TestEmptyCorpus(t *testing.T) {
	for _, c := range []*Corpus{NewCorpus(nil), {}, newsroom(""), newsroom("\xff\x00"), NewCorpus([]Reading{{}})} {
		b := c.Brief(Options{Topics: defaultTopics()})
		if len(b.Sections) != 2 || b.Facts != 0 || len(b.Citations) != 0 {
			t.Errorf("briefing of nothing: %+v", b)
		}
		for _, q := range []string{"who is it", "what did Ann say", "who said no", "how many", ""} {
			if a := c.Ask(q, 0); a.Found || len(a.Facts)+len(a.Speech) > 0 {
				t.Errorf("%q answered by nothing: %+v", q, a)
			}
		}
		if len(c.People())+len(c.Figures())+len(c.Timeline())+len(c.Statements(nil))+len(c.Statements(&Person{Name: "x"})) > 0 {
			t.Error("an empty corpus has people, figures or events")
		}
	}
}

func TestReadersAndAddAtOnce(t *testing.T) {
	c := newsroom("“The pier is open,” said Ada Lindqvist. It cost 12,000 crowns.")
	var wg sync.WaitGroup
	for i := range 4 {
		wg.Go(func() {
			for k := range 10 {
				if i == 0 {
					c.Add(Read(Article{ID: fmt.Sprint("n", k%3), Text: fmt.Sprintf("“Day %d,” said Jon Berg. The port has 300 cranes.", k)}))
					continue
				}
				c.Brief(Options{})
				if a := c.Ask("what did Lindqvist say", 2); !a.Found {
					t.Error("an answer went missing while articles were added")
				}
				c.Figures()
				c.Timeline()
			}
		})
	}
	wg.Wait()
	if got := len(c.Articles()); got != 4 {
		t.Errorf("%d articles, want 4", got)
	}
}

func TestUnsoundReadingIsReadAnew(t *testing.T) {
	r := Read(Article{ID: "a", Text: "“Ja, natürlich,” said Ada Lindqvist."})
	broken := *r.Layout
	broken.Sentences = slices.Clone(broken.Sentences)
	broken.Sentences[0].End = 9999
	r.Layout = &broken
	checkEverything(t, NewCorpus([]Reading{r}), "what did Lindqvist say")
	checkEverything(t, NewCorpus([]Reading{{Article: &Article{ID: "b", Text: "Only a text."}}}), "text")
}
