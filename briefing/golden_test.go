package briefing

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write what the tests got into testdata")

// golden compares got with a readable file in testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got == string(want) {
		return
	}
	g, w := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	for i := 0; i < max(len(g), len(w)); i++ {
		a, b := "", ""
		if i < len(g) {
			a = g[i]
		}
		if i < len(w) {
			b = w[i]
		}
		if a != b {
			t.Fatalf("%s, line %d (go test -run %s -update writes it anew):\n got %s\nwant %s", path, i+1, t.Name(), a, b)
		}
	}
}

// short names an article of the seeds by its first digits.
func short(a *Article) string { return strings.SplitN(a.ID, "_", 2)[0] }

func writeFact(b *strings.Builder, f Fact) {
	fmt.Fprintf(b, "- %s\n ", f.Passage.Text())
	for _, c := range f.Citations {
		fmt.Fprintf(b, " [%d] %s", c.N, short(c.Article))
	}
	fmt.Fprintf(b, "; sources: %d", f.Sources)
	if f.Denies {
		b.WriteString("; denies")
	}
	b.WriteString("\n")
	for _, c := range f.Conflicts {
		b.WriteString("  differs:")
		for _, v := range c.Variants {
			fmt.Fprintf(b, " “%s”", v.Words.Text())
			for _, k := range v.Citations {
				fmt.Fprintf(b, " [%d]", k.N)
			}
		}
		b.WriteString("\n")
	}
}

func writeStatement(b *strings.Builder, st Statement) {
	for i, q := range st.Quotes {
		mark := "  ="
		if i == 0 {
			mark = "- "
		}
		name := "unattributed"
		if q.Person != nil {
			name = q.Person.Name
		}
		fmt.Fprintf(b, "%s [%d] %s, %s (as printed: %q, %q) %s %s %.2f\n    %s\n", mark, st.Citations[i].N, short(st.Citations[i].Article),
			name, q.Speaker.Text(), q.Cue.Text(), q.Kind, q.Polarity, q.Confidence, q.Words.Text())
	}
}

// defaultTopics are those of the configuration.
func defaultTopics() []Topic {
	return []Topic{
		{Name: "Olympic security", Query: "Olympics security plan police officers deployment cybersecurity no-fly red zones spectators Games"},
		{Name: "The ICE controversy", Query: "ICE agents immigration enforcement controversy criticism protest opposition not welcome reject"},
	}
}

func TestBriefingOfTheSeeds(t *testing.T) {
	var b strings.Builder
	br := NewCorpus(seeds(t)).Brief(Options{Topics: defaultTopics()})
	words := 0
	for _, s := range br.Sections {
		fmt.Fprintf(&b, "# %s\n\n", s.Topic.Name)
		for _, f := range s.Items {
			writeFact(&b, f)
			words += len(strings.Fields(f.Passage.Text()))
		}
		b.WriteString("\nVoices\n")
		for _, v := range s.Voices {
			writeStatement(&b, v)
		}
		b.WriteString("\n")
	}
	fmt.Fprintf(&b, "%d articles, %d facts, %d contested, %d citations, %d words\n", len(br.Articles), br.Facts, br.Contested, len(br.Citations), words)
	golden(t, "briefing.golden", b.String())
}

func TestPeopleOfTheSeeds(t *testing.T) {
	var b strings.Builder
	c := NewCorpus(seeds(t))
	for _, p := range c.People() {
		fmt.Fprintf(&b, "# %s: %d\n", p.Name, p.Quotes)
		if len(p.Aliases) > 0 {
			fmt.Fprintf(&b, "also: %s\n", strings.Join(p.Aliases, "; "))
		}
		for _, r := range p.Roles {
			fmt.Fprintf(&b, "role: %s (%s)\n", r.Text(), short(r.Article))
		}
		for _, st := range c.Statements(p) {
			writeStatement(&b, st)
		}
		b.WriteString("\n")
	}
	golden(t, "people.golden", b.String())
}

func TestFiguresOfTheSeeds(t *testing.T) {
	var b strings.Builder
	for _, f := range NewCorpus(seeds(t)).Figures() {
		noun := "(no noun)"
		if !f.Noun.IsZero() {
			noun = f.Noun.Text()
		}
		fmt.Fprintf(&b, "# %s", noun)
		if f.Conflict {
			b.WriteString(": contested")
		}
		b.WriteString("\n")
		for i, v := range f.Variants {
			fmt.Fprintf(&b, "- %s = %g:", v.Words.Text(), f.Values[i])
			for _, c := range v.Citations {
				fmt.Fprintf(&b, " [%d] %s", c.N, short(c.Article))
			}
			fmt.Fprintf(&b, "\n    %s\n", f.Context[i].Text())
		}
	}
	golden(t, "figures.golden", b.String())
}

func TestTimelineOfTheSeeds(t *testing.T) {
	var b strings.Builder
	for _, e := range NewCorpus(seeds(t)).Timeline() {
		when := e.Precision
		if !e.When.IsZero() {
			when = day(e.When)
			if !e.Until.IsZero() {
				when += " to " + day(e.Until)
			}
			when += " (" + e.Precision + ")"
		}
		fmt.Fprintf(&b, "# %s: %q\n", when, e.Words.Text())
		writeFact(&b, e.Fact)
	}
	golden(t, "timeline.golden", b.String())
}

// questions are asked of the seeds in words that are not theirs; about a third
// have no answer there.
var questions = []string{
	"how many officers will be deployed?",
	"how many athletes are expected",
	"how many visitors",
	"how many carabineri",
	"number of spectators at San Siro?",
	"when do the Games begin?",
	"when is the ICE OUT rally",
	"where is the rally of the USB union",
	"who will lead the American delegation?",
	"who is Alessandro Zan",
	"why are Italians worried about ICE agents",
	"will ICE agents patrol the streets?",
	"is it true that ICE will operate in Italy?",
	"what are red zones",
	"what drones or robots are used?",
	"renee good",
	"usb rally",
	"who said that ICE is not welcome",
	`who said "militia that kills"`,
	"what did piantdosi say about ICE",
	"what did the mayor of Milan say?",
	"what did the interior minister say about the security plan",
	"what does the US ambassador think of HSI",
	"sala",
	"tajani ice",
	"who criticised the presence of ICE",
	"cosa ha detto Piantedosi sull'ICE?",
	"quanti atleti?",
	"fontana vs sala",
	"who disagrees with piantedosi",
	"what do critics say about ICE?",
	"both sides of ICE in Milan",
	"chi ha criticato la presenza dell'ICE a Milano",
	"cosa ha detto il sindaco di Milano",
	"quante persone attese?",
	"who is Tajani?",
	"chi è Tajani?",
	"who's Sala",
	"quanti agenti ci sono?",
	// No answer in the seeds.
	"what did Trump say?",
	"what did Sala say about drones?",
	"what did Meloni say?",
	"how many ICE agents will be in Milan?",
	"how many protesters were arrested",
	"what did JD Vance say about Italy",
	"when were the Paris 2024 Games opened",
	"who won the downhill race?",
	"how much do tickets cost",
	"what did Putin say about the Olympics?",
	"where will the Los Angeles Olympics be held",
	"how many medals did Norway win",
	"who is the prime minister of Japan",
	"did Macron visit Cortina?",
	`who said "I am sorry"`,
}

func TestQuestionsOfTheSeeds(t *testing.T) {
	var b strings.Builder
	c := NewCorpus(seeds(t))
	for _, q := range questions {
		a := c.Ask(q, 3)
		fmt.Fprintf(&b, "# %s\n%s", q, a.Intent)
		if !a.Found {
			b.WriteString(", no answer")
		}
		for _, m := range a.Missing {
			fmt.Fprintf(&b, ", missing %q", m)
		}
		for _, m := range a.Apart {
			fmt.Fprintf(&b, ", elsewhere %q", m)
		}
		if a.Uncounted != "" {
			fmt.Fprintf(&b, ", no figure for %q", a.Uncounted)
		}
		if a.Unheard != "" {
			fmt.Fprintf(&b, ", nobody is called %q", a.Unheard)
		}
		for _, m := range a.Unquoted {
			fmt.Fprintf(&b, ", nobody quotes %q", m)
		}
		for _, k := range a.Corrected {
			fmt.Fprintf(&b, ", %q read as %q", k.Typed, k.Read)
		}
		b.WriteString("\n")
		for i, st := range a.Speech {
			if i == 3 {
				fmt.Fprintf(&b, "  … and %d more\n", len(a.Speech)-3)
				break
			}
			writeStatement(&b, st)
		}
		if !a.Found && len(a.Facts) > 0 {
			b.WriteString("nearest:\n")
		}
		for _, f := range a.Facts {
			writeFact(&b, f)
		}
		b.WriteString("\n")
	}
	golden(t, "questions.golden", b.String())
}
