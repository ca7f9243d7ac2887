package condense

import (
	"slices"
	"strings"
	"testing"
)

// TestOpposites gives pairs of sentences of two articles: "merge" when they are
// one fact, "apart" when they are two, or the spans that they contest.
func TestOpposites(t *testing.T) {
	for _, c := range []struct{ a, b, want string }{
		// Antonyms.
		{"The town was angry after the verdict in the harbour trial on Monday.", "The town was calm after the verdict in the harbour trial on Monday.", "angry | calm"},
		{"Police arrested Karl Dorn near the station after a long search.", "Police released Karl Dorn near the station after a long search.", "arrested | released"},
		{"Police arrested Karl Dorn in the harbour on charges of fraud.", "Karl Dorn was released by police in the harbour on charges of fraud.", "arrested | released"},
		{"House prices in Geldern rose sharply in the second quarter.", "House prices in Geldern fell sharply in the second quarter.", "fell | rose"},
		{"The parliament in Vilnius approved the budget for the army.", "The parliament in Vilnius rejected the budget for the army.", "approved | rejected"},
		{"The jury found the banker Otto Lund guilty of fraud.", "The jury found the banker Otto Lund not guilty of fraud.", "guilty | not guilty"},
		{"The missing climber Eva Roth was found alive below the glacier.", "The missing climber Eva Roth was found dead below the glacier.", "alive | dead"},
		{"The council of Aarau banned electric scooters from the old town.", "The council of Aarau allowed electric scooters in the old town.", "allowed | banned"},
		{"Experts consider the water in the Lenne reservoir safe to drink.", "Experts consider the water in the Lenne reservoir unsafe to drink.", "safe | unsafe"},
		{"The farmers' union supports the new water law of the ministry.", "The farmers' union opposes the new water law of the ministry.", "opposes | supports"},
		{"Exports of Swiss watches increased in March.", "Exports of Swiss watches decreased in March.", "decreased | increased"},
		{"The ministry confirmed the report about the missing barrels.", "The ministry denied the report about the missing barrels.", "confirmed | denied"},
		{"Talks between the airline and its pilots succeeded in Lisbon.", "Talks between the airline and its pilots failed in Lisbon.", "failed | succeeded"},
		{"Mayor Lena Voss won the election in Kiel by a wide margin.", "Mayor Lena Voss lost the election in Kiel by a wide margin.", "lost | won"},
		{"The museum in Basel opened its doors to visitors at noon.", "The museum in Basel closed its doors to visitors at noon.", "closed | opened"},
		{"The approval of the dam by the senate surprised villagers.", "The rejection of the dam by the senate surprised villagers.", "approval | rejection"},
		{"The court ruled that the strike of the nurses was legal.", "The court ruled that the strike of the nurses was illegal.", "illegal | legal"},
		{"Residents of Wolfach were happy about the new tunnel.", "Residents of Wolfach were unhappy about the new tunnel.", "happy | unhappy"},
		{"A man was found in the cellar of the burnt house in Herne.", "A woman was found in the cellar of the burnt house in Herne.", "man | woman"},
		{"The vaccine is effective against the new strain, a study in Basel found.", "The vaccine is ineffective against the new strain, a study in Basel found.", "effective | ineffective"},
		{"The court upheld the sentence against the banker Otto Lund.", "The court overturned the sentence against the banker Otto Lund.", "overturned | upheld"},
		{"Police say the driver was drunk when the bus left the road near Ulm.", "Police say the driver was sober when the bus left the road near Ulm.", "drunk | sober"},
		// Negation.
		{"Nobody claimed responsibility for the bombing of the market in Kano.", "A rebel group claimed responsibility for the bombing of the market in Kano.", "Nobody claimed | claimed"},
		{"The vaccine protects infants against the new strain, if they are given it in time.", "The vaccine does not protect infants against the new strain if they are given it late.", "not protect | protects"},
		{"If the bridge over the Lahn does not reopen before Christmas, shops will suffer.", "The bridge over the Lahn will reopen before Christmas, and shops will not suffer.", "apart"},
		{"The bridge over the Lahn will reopen before Christmas.", "The bridge over the Lahn will not reopen before Christmas.", "not reopen | reopen"},
		{"The bridge over the Lahn will reopen before Christmas.", "The bridge over the Lahn won't reopen before Christmas.", "reopen | won't reopen"},
		{"The pilot of the cargo plane had slept before the flight.", "The pilot of the cargo plane had never slept before the flight.", "never slept | slept"},
		{"The company recalled the faulty heaters in Portugal.", "The company refused to recall the faulty heaters in Portugal.", "recalled | refused to recall"},
		{"Divers recovered the black box of the ferry on the seabed.", "Divers failed to recover the black box of the ferry on the seabed.", "failed to recover | recovered"},
		{"The company dumped waste in the river Oker for years.", "The company denied it had dumped waste in the river Oker for years.", "denied it had dumped | dumped"},
		{"The senate did not approve the pipeline through the reserve.", "The senate approved the pipeline through the reserve.", "approved | not approve"},
		{"The senate did not approve the pipeline through the reserve.", "The senate rejected the pipeline through the reserve.", "merge"},
		{"The bridge over the Lahn is no longer safe for lorries.", "The bridge over the Lahn is safe for lorries.", "no longer safe | safe"},
		{"The festival in Worms opened with fireworks over the river.", "The festival in Worms opened without fireworks over the river.", "fireworks | without fireworks"},
		{"The bridge over the Lahn will not only reopen but also carry trams.", "The bridge over the Lahn will reopen and also carry trams.", "merge"},
		// The predicate alone differs.
		{"The minister praised the plan for a new port in Varna.", "The minister buried the plan for a new port in Varna.", "apart"},
		{"The chancellor visited the steel works of Linz at noon.", "The chancellor sketched the steel works of Linz at noon.", "apart"},
		{"The harbour of Rostock was crowded during the regatta of old ships.", "The harbour of Rostock was deserted during the regatta of old ships.", "apart"},
		{"About 300 people were moved from their homes in Piacenza.", "About 300 people were evacuated from their homes in Piacenza.", "merge"},
		{"The parliament in Vilnius approved the budget for the army.", "The parliament in Vilnius passed the budget for the army.", "merge"},
		{"The delegation will be led by the foreign secretary Marta Ruiz.", "The delegation will be headed by the foreign secretary Marta Ruiz.", "merge"},
		{"Police arrested Karl Dorn near the station after a long search.", "Police detained Karl Dorn near the station after a long search.", "merge"},
		// Opposite words of other things, or at other times.
		{"Inter Turku won the cup final against Haka in Tampere.", "Haka lost the cup final against Inter Turku in Tampere.", "merge"},
		{"Police arrested Karl Dorn near the station on Monday.", "Police released Karl Dorn near the station on Friday.", "apart"},
		{"Norway accepted the fishing treaty at the summit in Bergen.", "Iceland rejected the fishing treaty at the summit in Bergen.", "apart"},
		{"Police arrested Karl Dorn near the station and later released him.", "Police arrested Karl Dorn near the station after a search.", "merge"},
		// Tolls.
		{"At least four people were killed when a tram derailed in Linden.", "Five people died after a tram left the rails in Linden.", "At least four | Five"},
		{"Six dead in Linden tram accident, the hospital said.", "At least four people were killed when a tram derailed in Linden.", "At least four | Six"},
		{"The death toll of the Linden tram accident rose to six.", "The tram accident in Linden killed five people.", "five | six"},
		{"The tram accident in Linden left 12 injured.", "Doctors treat 15 wounded after the accident with a tram in Linden.", "12 | 15"},
		{"The tram accident in Linden killed five people.", "The tram accident in Linden injured nine people.", "apart"},
		{"A tram accident killed five people in Linden.", "A tram accident killed six people in Brugg.", "apart"},
		{"A fire killed five people at a hotel in Linden.", "A tram killed three people near a hotel in Linden.", "apart"},
		{"The tram accident in Linden on Monday killed five people.", "The tram accident in Linden on Thursday killed two people.", "apart"},
		{"The mine fire in Linden killed five miners.", "The mine fire in Linden killed two firefighters.", "apart"},
		{"Since 2019 accidents with a tram in Linden have killed 14 people.", "A tram accident in Linden killed five people.", "apart"},
		{"The tram accident in Linden killed five people.", "Five people died when a tram left the rails in Linden.", "merge"},
	} {
		t.Run(c.a+" / "+c.b, func(t *testing.T) {
			for _, docs := range [][]Doc{docsOf(c.a, c.b), docsOf(c.b, c.a)} {
				if got := stands(docs); got != c.want {
					t.Errorf("got %q, want %q", got, c.want)
				}
			}
		})
	}
}

// stands says how the sentences of two articles stand to each other.
func stands(docs []Doc) string {
	facts := Facts(docs)
	if len(facts) > 1 {
		return "apart"
	}
	var points []string
	for _, k := range facts[0].Conflicts {
		var variants []string
		for _, v := range k.Variants {
			variants = append(variants, v.Span.In(docs[v.Refs[0].Doc].Text))
		}
		slices.Sort(variants)
		points = append(points, strings.Join(variants, " | "))
	}
	if points == nil {
		return "merge"
	}
	return strings.Join(points, "; ")
}

func TestTollsOfThreeArticlesAreOneFact(t *testing.T) {
	docs := docsOf(
		"At least four people were killed on Monday when a tram derailed in Linden.\nThe mayor visited the depot.",
		"Five people died after a tram jumped the rails in Linden.\nSchools stay closed.",
		"Six people are dead and the driver is in custody, police in Linden said of the tram crash.\nThe line is shut.")
	for _, f := range Facts(docs) {
		if len(f.Refs) != 3 {
			continue
		}
		if len(f.Conflicts) != 1 || len(f.Conflicts[0].Variants) != 3 || f.Sources != 3 {
			t.Errorf("%d sources, conflicts %+v", f.Sources, f.Conflicts)
		}
		return
	}
	t.Errorf("no fact of three articles: %s", describe(docs))
}

// TestContraryCopyIsASource has two articles that differ in nothing but what
// matters: the second is no copy of the first.
func TestContraryCopyIsASource(t *testing.T) {
	frame := "Police VERB Karl Dorn near the station after a long search on Tuesday night.\n" +
		"The lawyer of Karl Dorn had no comment on the case when asked by the paper.\n" +
		"The inquiry into the fraud at the harbour bank began two years ago.\n"
	docs := docsOf(strings.ReplaceAll(frame, "VERB", "arrested"), strings.ReplaceAll(frame, "VERB", "released"),
		strings.ReplaceAll(frame, "VERB", "released")+"Read by Anna.")
	f := Facts(docs)[0]
	if f.Sources != 2 {
		t.Errorf("%d sources, want 2: %s", f.Sources, describe(docs))
	}
	for _, f := range Facts(docs) {
		if strings.HasPrefix(printed(docs, f.Best), "Police") && (len(f.Conflicts) != 1 || len(f.Conflicts[0].Variants) != 2) {
			t.Errorf("conflicts %+v", f.Conflicts)
		}
	}
}

// TestOpposedSidesGather has two articles on each side: one fact, two variants
// with two citations each.
func TestOpposedSidesGather(t *testing.T) {
	docs := docsOf("The bridge over the Lahn will reopen before Christmas, the mayor said.", "The bridge over the Lahn will reopen before Christmas.",
		"The bridge over the Lahn will not reopen before Christmas.", "Before Christmas the bridge over the Lahn will not reopen.")
	facts := Facts(docs)
	if len(facts) != 1 || len(facts[0].Conflicts) != 1 {
		t.Fatalf("%s", describe(docs))
	}
	for _, v := range facts[0].Conflicts[0].Variants {
		if len(v.Refs) != 2 {
			t.Errorf("%q in %d articles, want 2", v.Span.In(docs[v.Refs[0].Doc].Text), len(v.Refs))
		}
	}
}
