package briefing

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// ferry is a disaster that unfolds over three days: tolls rise, what was denied
// is confirmed, and pages carry their clutter.
func ferry() []Reading {
	var out []Reading
	for _, a := range []struct {
		id   string
		day  int
		text string
	}{
		{"first", 2, "A ferry carrying commuters sank off the island of Salinara on Monday evening, killing at least nine people, the coast guard said.\n" +
			"The Santa Lucia left the port of Trevola with 214 passengers on board and went down about two miles from the island.\n" +
			"Sign up to our newsletter for the latest breaking news."},
		{"second", 2, "At least nine people died when a commuter ferry went down off Salinara on Monday, officials said.\n" +
			"The Santa Lucia was carrying 214 passengers and eleven crew when it sank some two miles from the island.\n" +
			"Photo: A rescue boat off Salinara on Monday. (Reuters)"},
		{"third", 3, "The death toll from the sinking of the Santa Lucia ferry off Salinara rose to 23 on Tuesday as divers reached the wreck, the coast guard said.\n" +
			"Forty-seven people are still missing, commander Elena Moretti said.\nLinea Azzurra denied that the ferry was overloaded."},
		{"fourth", 3, "Divers found fourteen bodies inside the Santa Lucia on Tuesday, bringing the number of dead to 23.\n" +
			"Commander Elena Moretti of the coast guard said 45 people were unaccounted for."},
		{"fifth", 4, "The number of people killed in the Salinara ferry disaster reached 31 on Wednesday, the transport ministry said.\n" +
			"A national day of mourning will be held on Saturday.\nShare this article on Facebook."},
		{"sixth", 4, "Linea Azzurra confirmed on Wednesday that the Santa Lucia was overloaded when it sank off Salinara.\n" +
			"Thirty-one people are confirmed dead and 29 are still missing, the coast guard said."},
	} {
		out = append(out, Read(Article{ID: a.id, Published: time.Date(2026, 3, a.day, 12, 0, 0, 0, time.UTC), Text: a.text}))
	}
	return out
}

func TestUnfoldingStory(t *testing.T) {
	b := NewCorpus(ferry()).Brief(Options{Words: 300})
	items := b.Sections[0].Items
	if got := items[0].Passage; got.Article.Published.Day() != 4 {
		t.Errorf("the news is of day %d: %q", got.Article.Published.Day(), got.Text())
	}
	contested := ""
	for _, f := range items {
		for _, c := range f.Conflicts {
			for _, v := range c.Variants {
				contested += v.Words.Text() + "|"
			}
		}
		for _, clutter := range []string{"newsletter", "Photo", "Share"} {
			if strings.Contains(f.Passage.Text(), clutter) {
				t.Errorf("shows %q", f.Passage.Text())
			}
		}
	}
	for _, want := range []string{"confirmed|", "denied|", "45|", "Forty-seven|"} {
		if !strings.Contains(contested, want) {
			t.Errorf("%q does not stand against anything: %s", want, contested)
		}
	}
}

// TestFiguresOfAnUnfoldingStory keeps the dead apart from the missing, and has
// every toll.
func TestFiguresOfAnUnfoldingStory(t *testing.T) {
	var all []float64
	for _, f := range NewCorpus(ferry()).Figures() {
		all = append(all, f.Values...)
		if slices.Contains(f.Values, 31) && (slices.Contains(f.Values, 47) || slices.Contains(f.Values, 29)) {
			t.Errorf("the dead and the missing are one figure: %v", f.Values)
		}
		if f.Noun.IsZero() {
			t.Errorf("%v of what?", f.Values)
		}
	}
	for _, want := range []float64{9, 23, 31, 47, 45, 29, 214, 11, 14, 2} {
		if !slices.Contains(all, want) {
			t.Errorf("no figure of %v: %v", want, all)
		}
	}
}

// TestWireCopies has one wire story in three outlets, once behind a dateline,
// and two articles of their own.
func TestWireCopies(t *testing.T) {
	wire := "The central bank of Norland raised its key interest rate by half a point to 4.25 percent on Thursday, its sixth increase in a year.\n" +
		"Governor Ingrid Dahl said the bank would keep raising rates until inflation falls below three percent.\n" +
		"The krona rose 0.8 percent against the euro after the decision.\n"
	c := NewCorpus([]Reading{
		Read(Article{ID: "daily", Text: "LONDON (WireCo) - " + wire + "Reporting by Jan Berg; editing by Lucy Hale"}),
		Read(Article{ID: "post", Text: "By Jan Berg\n\nLONDON (WireCo) - " + wire}),
		Read(Article{ID: "times", Text: wire + "\nThis story was first published by WireCo.\nAccept all cookies to continue reading."}),
		Read(Article{ID: "echo", Text: "Trade unions in Norland attacked the central bank on Thursday after it increased interest rates by 0.5 points, to 4.25 percent.\n" +
			"Governor Ingrid Dahl defended the increase and said inflation, at 6.2 percent in April, remained far too high."}),
	})
	for _, f := range c.Brief(Options{Words: 300}).Sections[0].Items {
		s := f.Passage.Text()
		if strings.Contains(s, "WireCo") || strings.Contains(s, "Jan Berg") || strings.Contains(s, "cookies") {
			t.Errorf("shows %q", s)
		}
		if strings.Contains(s, "krona") && (f.Sources != 1 || len(f.Citations) != 3) {
			t.Errorf("%d sources, %d citations: %q", f.Sources, len(f.Citations), s)
		}
		for _, k := range f.Conflicts {
			t.Errorf("%q against %q: one is no claim", k.Variants[0].Words.Text(), k.Variants[1].Words.Text())
		}
	}
}
