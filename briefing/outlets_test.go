package briefing

import (
	"fmt"
	"strings"
	"testing"
)

// TestTenOutletsAreOneSource prints one wire story in ten outlets, each with its
// own head, cut or order of paragraphs, beside two reports of their own: ten
// articles, but one independent source.
func TestTenOutletsAreOneSource(t *testing.T) {
	wire := []string{
		"The bridge over the Aldmoor river was closed on Monday after engineers found a crack in its second pillar.",
		"“We will not reopen the bridge before April,” said Ruth Okafor, the mayor of Aldmoor.",
		"About 12,000 commuters cross the bridge every day, according to the transport company.",
		"The repair will cost four million euros, the council estimated in a report.",
		"Buses are diverted through the old town, where shopkeepers complained about traffic.",
		"The crack was found by a diver who inspected the pillar for the first time in nine years.",
		"An opposition councillor, Paul Vanni, asked for an inquiry into the missing inspections.",
		"The council meets again on Thursday to decide who pays for the repair.",
	}
	c := NewCorpus(nil)
	add := func(id string, lines []string) { c.Add(Read(Article{ID: id, Text: strings.Join(lines, "\n\n")})) }
	for i := range 10 {
		lines := append([]string{}, wire[:len(wire)-i%4]...)
		if i%3 == 1 {
			lines = append([]string{fmt.Sprintf("Readers of paper number %d woke up to long queues this morning.", i)}, lines...)
		}
		add(fmt.Sprintf("wire-%d", i), lines)
	}
	add("own-1", []string{"Engineers who climbed down to the river on Sunday night say they saw a crack as wide as a thumb.", "The bridge over the Aldmoor river was closed on Monday after a crack was found in a pillar, police said."})
	sources := 0
	for _, s := range c.Brief(Options{Words: 300, Items: 7}).Sections {
		for _, f := range s.Items {
			articles := map[string]bool{}
			for _, cited := range f.Citations {
				articles[cited.Article.ID] = true
			}
			if len(articles) >= 8 {
				sources++
				if f.Sources > 2 || f.Sources > 1 && !articles["own-1"] {
					t.Errorf("%d articles are %d independent sources of %q", len(articles), f.Sources, f.Passage.Text())
				}
			}
		}
	}
	if sources == 0 {
		t.Error("no fact is told by most of the ten outlets: the test proves nothing")
	}
}
