package briefing

import (
	"strings"
	"testing"

	"briefingbot/briefing/quote"
)

// words prints what is answered, one statement a line.
func wordsOf(a Answer) string {
	var out []string
	for _, st := range a.Speech {
		out = append(out, st.Quotes[0].Words.Text())
	}
	return strings.Join(out, "\n")
}

func harbour() *Corpus {
	return newsroom(
		"“The pier will be rebuilt by May,” said Harbour Minister Ada Lindqvist. Lindqvist denied that the old crane was unsafe. “Fish prices will fall,” Lindqvist said.",
		"The harbour minister said the pier would be rebuilt by May, if the money came. “The crane is a danger to everyone,” said Jon Berg, a union leader.",
		"“The pier will be rebuilt by May,” said Minister Lindqvist on Monday.",
	)
}

func TestSaid(t *testing.T) {
	c := harbour()
	for _, k := range []struct {
		who, about string
		first      string // empty: not found
		missing    string
		corrected  string
	}{
		{"Lindqvist", "", "The pier will be rebuilt by May,", "", ""},
		{"ada lindqvist", "fish", "Fish prices will fall,", "", ""},
		{"the harbour minister", "pier", "The pier will be rebuilt by May,", "", ""},
		{"Mr. Berg", "", "The crane is a danger to everyone,", "", ""},
		{"union leader", "", "The crane is a danger to everyone,", "", ""},
		{"lindkvist", "prices", "Fish prices will fall,", "", "lindkvist>Lindqvist"},
		{"Lindqvist", "submarines", "", "submarines", ""},
		{"Meloni", "", "", "Meloni", ""},
		{"is Berg", "", "The crane is a danger to everyone,", "", ""},
		{"è Lindqvist", "fish", "Fish prices will fall,", "", ""},
		{"is Meloni", "", "", "Meloni", ""},
		{"the mayor of Oslo", "", "", "mayor Oslo", ""},
		{"", "", "", "", ""},
	} {
		a := c.Said(k.who, k.about)
		if a.Intent != IntentSpeech || a.Found != (k.first != "") || !strings.HasPrefix(wordsOf(a), k.first) {
			t.Errorf("%q on %q: found %v, %q, want %q", k.who, k.about, a.Found, wordsOf(a), k.first)
		}
		if k.missing != "" && !strings.Contains(strings.Join(a.Missing, "|"), k.missing) {
			t.Errorf("%q on %q: missing %q, want %q", k.who, k.about, a.Missing, k.missing)
		}
		var fixed []string
		for _, x := range a.Corrected {
			fixed = append(fixed, x.Typed+">"+x.Read)
		}
		if strings.Join(fixed, " ") != k.corrected {
			t.Errorf("%q on %q: corrected %q, want %q", k.who, k.about, fixed, k.corrected)
		}
	}
}

func TestNamedButNotQuoted(t *testing.T) {
	c := newsroom("“The pier is closed,” said Jon Berg, a union leader. President Ida Falk will open the ferry line to Bergen on Monday.")
	for _, k := range []struct{ who, about, unquoted, missing string }{
		{"Falk", "", "Ida Falk", ""},
		{"is falk", "", "Ida Falk", ""},
		{"Bergen", "", "Bergen", ""},
		{"the president", "", "Ida Falk", ""},
		{"Berg", "the ferry", "Jon Berg on the ferry", ""},
		{"Berg", "the submarine", "", "submarine"},
		{"the ferry line", "", "the ferry line", ""},
		{"Meloni", "", "", "Meloni"},
		{"Berg", "", "", ""},
	} {
		a := c.Said(k.who, k.about)
		if got := strings.Join(a.Unquoted, "|"); got != k.unquoted {
			t.Errorf("%q on %q: unquoted %q, want %q", k.who, k.about, got, k.unquoted)
		}
		if got := strings.Join(a.Missing, "|"); got != k.missing {
			t.Errorf("%q on %q: missing %q, want %q", k.who, k.about, got, k.missing)
		}
	}
}

func TestTranslationIsNoCorrection(t *testing.T) {
	c := harbour()
	for _, q := range []string{"cosa ha detto il ministro?", "quanti lavoratori ci sono?", "chi è il ministro"} {
		if a := c.Ask(q, 3); len(a.Corrected) > 0 {
			t.Errorf("%q: corrected %v", q, a.Corrected)
		}
	}
	if a := c.Said("il ministro", ""); !a.Found || a.Speech[0].Quotes[0].Person.Name != "Ada Lindqvist" {
		t.Errorf("il ministro: %+v", a)
	}
}

func TestOneStatementInSeveralArticles(t *testing.T) {
	a := harbour().Said("Lindqvist", "pier rebuilt")
	if len(a.Speech) != 1 {
		t.Fatalf("%d statements:\n%s", len(a.Speech), wordsOf(a))
	}
	st := a.Speech[0]
	if len(st.Quotes) != 3 || len(st.Citations) != 3 {
		t.Fatalf("%d quotes, %d citations; want 3", len(st.Quotes), len(st.Citations))
	}
	if st.Quotes[2].Kind != quote.Indirect || !strings.Contains(st.Quotes[2].Words.Text(), "if the money came") {
		t.Errorf("the paraphrase with the condition stands not last: %q", st.Quotes[2].Words.Text())
	}
	for i, c := range st.Citations {
		if c.N != i+1 || c.Passage != st.Quotes[i].Words {
			t.Errorf("citation %d is [%d] %q", i, c.N, c.Text())
		}
	}
}

func TestDeniedIsNotSaid(t *testing.T) {
	a := harbour().Said("Lindqvist", "crane unsafe")
	if !a.Found || a.Speech[0].Quotes[0].Polarity != quote.Denied {
		t.Errorf("%+v", a.Speech)
	}
}

func TestWhoSaid(t *testing.T) {
	c := harbour()
	for _, k := range []struct{ words, who string }{
		{"a danger to everyone", "Jon Berg"},
		{"“Danger to everyone”", "Jon Berg"},
		{"the crane is dangerous for everyone, a danger", "Jon Berg"},
		{"fish prices will fall", "Ada Lindqvist"},
		{"the tunnel is flooded", ""},
		{"of the", ""},
		{"", ""},
	} {
		a := c.WhoSaid(k.words)
		got := ""
		if a.Found {
			got = a.Speech[0].Quotes[0].Person.Name
		}
		if got != k.who {
			t.Errorf("who said %q: %q, want %q", k.words, got, k.who)
		}
	}
}

func TestBothSides(t *testing.T) {
	c := harbour()
	a := c.Ask("both sides of the crane", 5)
	if !a.Found || len(a.Unquoted) != 1 {
		t.Errorf("one side: %+v", a)
	}
	c = newsroom("“The new bridge is a danger to ships,” said Jon Berg, a union leader. “The new bridge will bring work to the port,” said Harbour Minister Ada Lindqvist. “The bridge is a mistake,” Berg said.")
	a = c.Ask("both sides on the bridge", 5)
	if len(a.Speech) != 2 || !a.Speech[0].Objects || a.Speech[1].Objects {
		t.Errorf("two sides: %+v", a.Speech)
	}
	if a := c.Ask("what do critics say?", 5); !a.Found || len(a.Speech) != 2 {
		t.Errorf("critics: %+v", a.Speech)
	}
	if a := c.Ask("both sides of the tunnel", 5); a.Found {
		t.Errorf("the tunnel has sides: %+v", a.Speech)
	}
}

func TestWordsNotSurelyTheirs(t *testing.T) {
	c := newsroom("A ferry ran aground on Monday. Some 40 tonnes of diesel are in its tanks, the coast guard said.")
	a := c.Said("the coast guard", "diesel")
	if !a.Found || len(a.Speech)+len(a.Facts) != 1 || len(a.Missing)+len(a.Unquoted) > 0 {
		t.Errorf("%+v", a)
	}
	if a := c.Said("the coast guard", "whales"); a.Found {
		t.Errorf("%+v", a)
	}
}

// TestDisagrees: against what somebody said stands what others hold against it,
// not who objects to the same, and beside it only what is on that topic.
func TestDisagrees(t *testing.T) {
	c := newsroom(
		"“The harbour will open in May,” said Minister Ada Lindqvist. “The library roof was repaired in March,” Lindqvist said. Lindqvist declined to say who paid for the harbour.",
		"“Opening the harbour in May is a mistake,” said Jon Berg, a union leader. “The harbour must not open in May: that is dangerous,” Captain Ole Moe said.",
		"The Ministry of Fisheries said the harbour would open in May. “The ministry is wrong,” Jon Berg said.",
		"“We mourn,” said Mayor Ida Strand. At least 14 people were killed in Strand's town when the dam failed, officials said.",
	)
	for _, k := range []struct {
		question string
		said     []string // by whom, then the words
	}{
		{"who disagrees with Lindqvist", []string{"Ada Lindqvist: The harbour will open in May,", "against Jon Berg: Opening the harbour in May is a mistake,"}},
		{"who disagrees with Berg", nil},
		{"who disagrees with the Ministry of Fisheries", []string{"Ministry of Fisheries: the harbour would open in May", "against Jon Berg: The ministry is wrong,"}},
		{"who disagrees with the mayor", nil}, // that people were killed is no objection
		{"what do critics say about the harbour", []string{"Jon Berg: Opening the harbour in May is a mistake,", "Ole Moe: The harbour must not open in May: that is dangerous,"}},
	} {
		var got []string
		for _, st := range c.Ask(k.question, 5).Speech {
			q := st.Quotes[0]
			line := q.Person.Name + ": " + q.Words.Text()
			if st.Objects {
				line = "against " + line
			}
			got = append(got, line)
		}
		if strings.Join(got, "\n") != strings.Join(k.said, "\n") {
			t.Errorf("%s\ngot\n%s\nwant\n%s", k.question, strings.Join(got, "\n"), strings.Join(k.said, "\n"))
		}
	}
}
