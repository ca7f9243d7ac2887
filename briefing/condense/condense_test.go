package condense

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"briefingbot/briefing/text"
)

// doc makes an article of lines; "2026-01-28|text" gives it a date.
func doc(s string) Doc {
	d := Doc{Text: s}
	if date, rest, ok := strings.Cut(s, "|"); ok {
		d.Date, _ = time.Parse(time.DateOnly, date)
		d.Text = rest
	}
	d.Layout = text.Read(d.Text)
	return d
}

func docsOf(texts ...string) []Doc {
	var out []Doc
	for _, s := range texts {
		out = append(out, doc(s))
	}
	return out
}

func lines(docs []Doc, refs []Ref) []string {
	var out []string
	for _, r := range refs {
		out = append(out, printed(docs, r))
	}
	return out
}

var flood = []string{
	"The river Trebbia burst its banks near Piacenza on Monday night.\nIt swept away two bridges.\nAbout 300 people were moved from their homes in Piacenza.\nThe mayor of Piacenza thanked the volunteers.",
	"The Trebbia burst its banks near Piacenza late on Monday.\nRoughly 300 people were moved from their homes in Piacenza.\nFirefighters from Parma sent nine boats.",
	"Around 300 people had to be moved from their homes in Piacenza after the river Trebbia burst its banks.\nHowever, the water is falling.\nSchools in Piacenza stay closed on Tuesday.",
}

func TestSummarizeCoversWhatArticlesAgreeOn(t *testing.T) {
	docs := docsOf(flood...)
	got := strings.Join(lines(docs, Summarize(docs, Options{Words: 30})), " ")
	for _, w := range []string{"burst its banks", "300 people"} {
		if n := strings.Count(got, w); n != 1 {
			t.Errorf("%q is in the summary %d times: %s", w, n, got)
		}
	}
}

func TestSummarizeNothing(t *testing.T) {
	for name, docs := range map[string][]Doc{
		"no docs":     nil,
		"no layout":   {{Text: "Here is a sentence."}},
		"empty":       {doc("")},
		"white space": {doc(" \n \n")},
		"stop words":  {doc("It is.")},
	} {
		t.Run(name, func(t *testing.T) {
			if got := Summarize(docs, Options{Words: 50}); len(got) > 1 {
				t.Errorf("got %v", got)
			}
			Facts(docs)
		})
	}
}

func TestOrderNeverOpensBackwards(t *testing.T) {
	for _, opening := range []string{
		"He said the bridge over the Trebbia would be built again.", "However, the bridge over the Trebbia is closed.",
		"That bridge over the Trebbia is closed.", "Despite these warnings, the bridge over the Trebbia was open.",
		"As a result, the bridge over the Trebbia is closed.", "The bridge over the Trebbia was also damaged.",
	} {
		docs := docsOf("Something else happened in Rome.\n"+opening, "The bridge over the Trebbia in Piacenza is closed.")
		refs := Summarize(docs, Options{Words: 40})
		for n, r := range refs {
			if printed(docs, r) == opening && (n == 0 || refs[n-1] != Ref{r.Doc, r.Sentence - 1}) {
				t.Errorf("%q follows nothing it points to: %q", opening, lines(docs, refs))
			}
		}
	}
}

func TestOpeningsThatStandAlone(t *testing.T) {
	for _, s := range []string{
		"It is common for nations to bring security staff to the Games.",
		"This week the Games open in Milan.",
		"Those who bought a ticket are let in from noon.",
	} {
		if got := Summarize(docsOf(s), Options{}); len(got) != 1 {
			t.Errorf("%q: got %v", s, got)
		}
	}
}

func TestQueryLeavesOthersOut(t *testing.T) {
	docs := docsOf(
		"The river Trebbia burst its banks near Piacenza.\nThe museum of Parma opens a show of Correggio.\nThe flood reached the bridge of Piacenza.",
		"Ten thousand visitors came to the museum in Parma.\nThe Trebbia flood closed a road.")
	got := lines(docs, Summarize(docs, Options{Query: "the Trebbia flood"}))
	if len(got) == 0 {
		t.Fatal("nothing about the flood")
	}
	for _, s := range got {
		if strings.Contains(s, "Parma") {
			t.Errorf("not about the flood: %q", s)
		}
	}
	if got := Summarize(docs, Options{Query: "volleyball"}); len(got) != 0 {
		t.Errorf("volleyball: %q", lines(docs, got))
	}
}

func TestQueryReachesWordsOfItsField(t *testing.T) {
	docs := docsOf("Thousands of demonstrators marched in a protest against the dam.\nThe dam is 90 metres high.",
		"Critics condemned the dam in a rally.\nThe concrete comes from Lodi.")
	got := strings.Join(lines(docs, Summarize(docs, Options{Query: "The controversy"})), " ")
	if !strings.Contains(got, "rally") || !strings.Contains(got, "protest") || strings.Contains(got, "concrete") {
		t.Errorf("got %s", got)
	}
}

func TestKnownIsNotSaidAgain(t *testing.T) {
	docs := docsOf(flood...)
	all := Summarize(docs, Options{})
	for _, known := range all {
		for _, s := range lines(docs, Summarize(docs, Options{Known: []Ref{known}})) {
			if s == printed(docs, known) {
				t.Errorf("%q was known", s)
			}
			if strings.Contains(s, "300 people") && strings.Contains(printed(docs, known), "300 people") {
				t.Errorf("%q says what %q said", s, printed(docs, known))
			}
		}
	}
}

func TestNewestUpdateLeadsARunningStory(t *testing.T) {
	var updates []string
	for i, s := range []string{
		"The tanker Aurora runs aground off Brittany.", "Divers inspect the hull of the Aurora.", "Oil reaches the beaches of Brittany.",
		"Volunteers clean beaches in Brittany.", "The owner of the Aurora is charged.", "A tug pulls the Aurora free and tows it to Brest.",
	} {
		updates = append(updates, time.Date(2026, 3, 1+6*i, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)+"|"+s)
	}
	docs := docsOf(updates...)
	got := lines(docs, Summarize(docs, Options{Words: 18}))
	if !slices.Contains(got, "A tug pulls the Aurora free and tows it to Brest.") {
		t.Errorf("the newest update is missing: %q", got)
	}
}

// TestOrderOfDocsDoesNotMatter shuffles articles: the same sentences come out in
// the same order, and the same facts.
func TestOrderOfDocsDoesNotMatter(t *testing.T) {
	sets := [][]Doc{docsOf(flood...), newsroom(7, 12, 10)}
	seed, _ := seeds(t)
	sets = append(sets, seed)
	for _, docs := range sets {
		for _, o := range []Options{{}, {Words: 80}, {Words: 120, Items: 4, Query: "security police government people"}} {
			want := lines(docs, Summarize(docs, o))
			facts := describe(docs)
			for k := range uint64(6) {
				mixed := slices.Clone(docs)
				rand.New(rand.NewPCG(k, 1)).Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
				if got := lines(mixed, Summarize(mixed, o)); !slices.Equal(got, want) {
					t.Fatalf("%+v\n got %q\nwant %q", o, got, want)
				}
				if got := describe(mixed); got != facts {
					t.Fatalf("facts differ:\n%s\n%s", got, facts)
				}
			}
		}
	}
}

// describe prints facts without the indices that depend on the order of docs.
// Facts returns the facts of docs that nothing else is asked of.
func Facts(docs []Doc) []Fact {
	c := Read(docs)
	defer c.Close()
	return c.Facts()
}

func describe(docs []Doc) string { return describeFacts(docs, Facts(docs)) }

func describeFacts(docs []Doc, facts []Fact) string {
	var b strings.Builder
	for _, f := range facts {
		all := lines(docs, f.Refs)
		slices.Sort(all)
		b.WriteString(printed(docs, f.Best) + "\n  " + strings.Join(all, "\n  ") + "\n")
		for _, c := range f.Conflicts {
			for _, v := range c.Variants {
				b.WriteString("  !" + v.Span.In(docs[v.Refs[0].Doc].Text) + "\n")
			}
		}
	}
	return b.String()
}

func TestCopiesOfOneStoryAreOneSource(t *testing.T) {
	story := "The river Trebbia burst its banks near Piacenza on Monday night, the prefect said.\n" +
		"About 300 people were moved from their homes in the lower town before midnight.\n" +
		"Two bridges were closed to traffic and a third one was damaged by tree trunks.\n"
	docs := docsOf(story+"Read by Anna.", story+"A local editor added this line to the story.",
		"In Piacenza the river Trebbia burst its banks on Monday night.")
	for _, f := range Facts(docs) {
		if strings.Contains(printed(docs, f.Best), "burst its banks") && f.Sources != 2 {
			t.Errorf("%d sources for %q", f.Sources, lines(docs, f.Refs))
		}
	}
}

// TestNewestOfAStoryToldAnew has updates of which each tells the whole story so
// far, partly in the words of the one before: the newest is what to read.
func TestNewestOfAStoryToldAnew(t *testing.T) {
	var updates []string
	told := ""
	for i, s := range []string{
		"A dam on the river Lomo broke near Vessa on Sunday.", "The flood reached four villages below the dam by nightfall.",
		"Engineers found that a sluice of the Lomo dam had been shut for repairs.", "The operator of the dam promised to pay for new homes in Vessa.",
		"Parliament ordered an inquiry into the Lomo dam.", "The minister of works resigned over the flood at Vessa.",
	} {
		told = s + " " + told
		updates = append(updates, time.Date(2026, 3, 1+6*i, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)+"|"+told)
	}
	docs := docsOf(updates...)
	got := strings.Join(lines(docs, Summarize(docs, Options{Words: 35})), " ")
	for _, want := range []string{"minister of works resigned", "ordered an inquiry"} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %q: %s", want, got)
		}
	}
}
