package briefing

import (
	"fmt"
	"testing"
	"time"
)

// many are articles enough that nothing is kept of one.
func plenty(n int) []Reading {
	out := make([]Reading, n)
	for i := range out {
		out[i] = Read(Article{ID: fmt.Sprintf("m%05d", i), Published: time.Date(2026, 1, 1, 0, i, 0, 0, time.UTC), Lang: "en", Text: fmt.Sprintf(
			"The pier of Town%d was closed. “We will not open pier %d before spring,” said Ann Lee%s, the mayor of Town%d.", i, i, letters(i%300), i%300)})
	}
	return out
}

// letters spells a number.
func letters(n int) string { return string([]rune{rune('a' + n/26%26), rune('a' + n%26)}) + "ni" }

// TestWhoComesLaterIsMet holds a corpus to which articles were added, and from
// which some were taken, to one that was made of what is left.
func TestWhoComesLaterIsMet(t *testing.T) {
	all := plenty(keptReadings + 100)
	c := NewCorpus(all)
	c.People() // everybody is met
	met := c.snapshot().society()
	read := func(id, s string) Reading {
		return Read(Article{ID: id, Published: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC), Lang: "en", Text: s})
	}
	later := []Reading{
		read("m00007", "The pier stays. “We have changed our minds about this pier,” said Ann Leeahni, the mayor of Town7."),
		read("x1", "“The ferry will sail again on Sunday,” said Ruth Okafor, the harbour master of Carhaven."),
		read("x2", "Okafor spoke to reporters. “There is no danger to any passenger,” Okafor said."),
		read("x3", "“The pier needs another inspection first,” said Ann Leeabni, the mayor of Town1."),
		read("x4", "“Trains are late again this week,” said a spokesman for the railway company."),
	}
	for _, r := range later {
		c.Add(r)
	}
	c.Remove("m00011")
	rs := append([]Reading{}, later...)
	for _, r := range all {
		if r.Article.ID != "m00007" && r.Article.ID != "m00011" {
			rs = append(rs, r)
		}
	}
	fresh := NewCorpus(rs)
	so := c.snapshot().society()
	if so == met || so.late != 5 && so.late != 6 {
		t.Fatalf("%d remarks came later", so.late)
	}
	for _, again := range []bool{false, true} {
		if again { // and from what was extended, and saved
			x := read("x5", "“Nobody will be left behind,” said Ruth Okafor, the harbour master.")
			c.Add(x)
			fresh.Add(x)
		}
		want, got := whoSaidWhat(fresh), whoSaidWhat(c)
		if len(want) < 300 || len(want) != len(got) {
			t.Fatalf("%d people speak, not %d", len(got), len(want))
		}
		for name, w := range want {
			if got[name] != w {
				t.Errorf("%s:\n%s, not\n%s", name, got[name], w)
			}
		}
		for _, q := range []string{"Okafor on the ferry", "what did Ann Leeahni say?", "who said the pier needs another inspection?", "what did the mayor of Town1 say?"} {
			w, g := fresh.Ask(q, 3), c.Ask(q, 3)
			if !g.Found || len(w.Speech) != len(g.Speech) || len(g.Speech) > 0 && w.Speech[0].Quotes[0].Words.Text() != g.Speech[0].Quotes[0].Words.Text() {
				t.Errorf("%s: %d statements, not %d: %+v", q, len(g.Speech), len(w.Speech), g.Speech)
			}
		}
	}
}

// whoSaidWhat lists everybody with their roles and how much they said.
func whoSaidWhat(c *Corpus) map[string]string {
	out := map[string]string{}
	for _, p := range c.People() {
		s := fmt.Sprint(p.Quotes, p.Aliases)
		roles := map[string]bool{}
		for _, r := range p.Roles {
			roles[r.Text()] = true
		}
		s += fmt.Sprint(keys(roles))
		words := map[string]bool{}
		for _, st := range c.Statements(p) {
			for _, q := range st.Quotes {
				words[q.Words.Text()] = true
			}
		}
		out[p.Name] = s + fmt.Sprint(keys(words))
	}
	return out
}
