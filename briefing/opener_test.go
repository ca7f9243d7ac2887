package briefing

import (
	"strings"
	"testing"
)

func TestPointed(t *testing.T) {
	for _, c := range []struct{ sentence, want string }{
		{"“No,” the ministry said.", "ministry"},
		{"The ministry underscored its authority.", "ministry"},
		{"The mayors have agreed.", "mayor"},
		{"“No,” said the minister.", "minister"},
		{"The ministry of health said no.", ""},
		{"The health ministry said no.", ""},
		{"The Ministry said no.", ""},
		{"The police officers who came left.", ""},
		{"A minister said no.", ""},
		{"The storm closed the harbour.", ""},
		{"", ""},
	} {
		if got := pointed(c.sentence); got != c.want {
			t.Errorf("%q points at %q, want %q", c.sentence, got, c.want)
		}
	}
}

func TestTorn(t *testing.T) {
	for s, want := range map[string]bool{
		"“No,” he said.": false, "“Especially now.": true, "It is so.”": true, `"No," he said, "never.`: true, `"No," he said.`: false, "No quotation": false,
	} {
		if torn(s) != want {
			t.Errorf("torn(%q) = %v", s, !want)
		}
	}
}

func TestNoSectionOpensWithSomebodyUnnamed(t *testing.T) {
	c := newsroom(
		"“The bridge over the river will be closed for repairs until the end of March,” the ministry said. Italy's transport ministry sent forty engineers to the bridge on Monday.",
		"“The bridge over the river will be closed for repairs until the end of March,” the transport ministry said.")
	b := c.Brief(Options{})
	if len(b.Sections[0].Items) == 0 {
		t.Fatal("nothing is briefed")
	}
	if first := b.Sections[0].Items[0].Passage.Text(); pointed(first) != "" {
		t.Errorf("the briefing opens with %q", first)
	}
}

func TestWithoutTopicsABriefingFillsItsBudget(t *testing.T) {
	c := NewCorpus(seeds(t))
	for _, k := range []struct{ words, least int }{{300, 270}, {900, 600}} {
		b := c.Brief(Options{Words: k.words, Items: 3})
		n := 0
		for _, f := range b.Sections[0].Items {
			n += len(strings.Fields(f.Passage.Text()))
			if torn(f.Passage.Text()) {
				t.Errorf("half a quotation is an item: %q", f.Passage.Text())
			}
		}
		if n < k.least || n > k.words {
			t.Errorf("%d words of %d", n, k.words)
		}
		if v := len(b.Sections[0].Voices); v < 2 || v > 4 {
			t.Errorf("%d voices in a briefing of %d words", v, k.words)
		}
	}
}
