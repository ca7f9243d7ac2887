package condense

import (
	"slices"
	"strings"
	"testing"
)

// TestConflicts gives pairs of sentences of two articles, and what they contest.
func TestConflicts(t *testing.T) {
	for _, c := range []struct {
		name, a, b string
		want       []string // "one | other", in any order
	}{
		{"hedges on two sides", "About 6,000 police officers will guard the stadium in Turin.",
			"Turin will see over 6,000 police officers at the stadium.", []string{"About 6,000 | over 6,000"}},
		{"the same hedge in other words", "About 6,000 police officers will guard the stadium in Turin.",
			"Around 6,000 police officers will guard the stadium in Turin.", nil},
		{"a bare number is not against about", "About 6,000 police officers will guard the stadium in Turin.",
			"The stadium in Turin will be guarded by 6,000 police officers.", nil},
		{"words and digits", "Two million visitors are expected in Turin this week.",
			"In Turin 2 million visitors are expected this week.", nil},
		{"other numbers", "The collapse of the bridge in Genoa killed 43 people.",
			"The collapse of the bridge in Genoa killed 39 people.", []string{"39 | 43"}},
		{"parts and the whole", "The collapse of the bridge in Genoa killed 43 people, 4 people on the ground.",
			"The collapse of the bridge in Genoa killed 43 people, 39 people in cars.", nil},
		{"at least and a number", "The collapse of the bridge in Genoa killed at least 39 people.",
			"The collapse of the bridge in Genoa killed 43 people.", []string{"43 | at least 39"}},
		{"no number at all", "Thousands of people marched through Genoa on Sunday against the toll.",
			"About 4,000 people marched through Genoa on Sunday against the toll.", nil},
		{"other things counted", "The collapse of the bridge in Genoa destroyed 30 cars on Tuesday.",
			"The collapse of the bridge in Genoa closed 12 shops on Tuesday.", nil},
		{"other days are other events", "Shelling on 3 May killed 12 people in the harbour of Odessa.",
			"Shelling on 9 May killed 31 people in the harbour of Odessa.", nil},
		{"other places are other events", "Police arrested 12 people at a march in Rome on Saturday night.",
			"Police arrested 30 people at a rally in Naples after a match.", nil},
		{"acronyms", "The Homeland Security Investigations (HSI) division will advise Italian police on cyber threats.",
			"Its Homeland Security Investigations (HIS) division will advise Italian police on cyber threats.", []string{"HIS | HSI"}},
		{"spelling of a name", "Mayor Giuseppe Salla refused to open the new stadium in Milan on Sunday.",
			"Mayor Giuseppe Santa refused to open the new stadium in Milan on Sunday.", nil},
		{"a letter of a name", "Minister Matteo Piantedosi opened the new police school in Rome.",
			"Minister Matteo Piantedossi opened the new police school in Rome.", []string{"Minister Matteo Piantedosi | Minister Matteo Piantedossi"}},
		{"denied and confirmed", "Italian officials initially denied that agents of ICE would come to Milan.",
			"Italian officials have now confirmed that agents of ICE would come to Milan.", []string{"confirmed | initially denied"}},
		{"dates", "The new bridge in Genoa will be opened to traffic on 3 August 2026.",
			"The new bridge in Genoa will be opened to traffic on 5 August 2026.", []string{"3 August 2026 | 5 August 2026"}},
		{"the same date", "The new bridge in Genoa will be opened to traffic on 3 August 2026.",
			"The new bridge in Genoa will be opened to traffic on August 3.", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			docs := docsOf(c.a, c.b)
			var got []string
			for _, f := range Facts(docs) {
				for _, k := range f.Conflicts {
					var variants []string
					for _, v := range k.Variants {
						variants = append(variants, v.Span.In(docs[v.Refs[0].Doc].Text))
					}
					slices.Sort(variants)
					got = append(got, strings.Join(variants, " | "))
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
