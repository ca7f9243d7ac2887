package briefing

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// checked prints a check, one claim a line.
func checked(c Check) string {
	var out []string
	for _, k := range c.Claims {
		line := string(k.Verdict)
		for _, p := range k.Parts {
			line += map[Change]string{Kept: " ", Missing: " -", Added: " +"}[p.Change] + "(" + p.Text() + ")"
		}
		for _, x := range k.Citations {
			line += fmt.Sprintf(" [%d]", x.N)
		}
		for _, q := range k.Said {
			if q.Person != nil {
				line += " " + q.Person.Name
			}
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

func TestCheck(t *testing.T) {
	c := newsroom(
		"“The crane is a danger to everyone, and it won’t be moved,” said Jon Berg, a union leader. The ministry called the port “safe for every ship” in a letter.\nThe harbour will not be closed to ferries before May.",
		"“The crane is a danger to everyone, and it won't be moved,” said Berg.")
	for _, k := range []struct{ words, want string }{
		{"The crane is a danger to everyone", "exact [1] [2] Jon Berg Jon Berg"},
		{`"The crane is a danger to everyone."`, "exact [1] [2] Jon Berg Jon Berg"},
		{"and it won’t be moved by the end", "near (and it won’t be moved) +(by the end) [1] Jon Berg"},
		{"The crane is a danger to everyone, and it won’t be moved", "exact [1] Jon Berg"},
		{"a danger to everyone,  and\u00a0it won't  be moved", "retyped [1] [2] Jon Berg Jon Berg"},
		{"The ministry called the port safe for every ship", "retyped [1]"},
		{"the CRANE is a danger to everyone", "near (The crane is a danger to everyone) [1] Jon Berg"},
		{"The crane is no danger to everyone", "near (The crane is) -(a) +(no) (danger to everyone) [1] Jon Berg"},
		{"The harbour will be closed to ferries before May", "near (The harbour will) -(not) (be closed to ferries before May) [1]"},
		{"The mayor ate nine lobsters in Bergen", "absent"},
		{"danger", "too short"},
		{"it is a to be and of", "too short"},
		{"", "too short"},
		{`he wrote "a danger to everyone" and then «safe for every boat» and "x"`, "exact [1] [2] Jon Berg Jon Berg\nnear (safe for every) +(boat) [3]\ntoo short"},
	} {
		if got := checked(c.Check(k.words)); got != k.want {
			t.Errorf("%q:\n got %s\nwant %s", k.words, got, k.want)
		}
	}
}

func TestCheckNeverCitesClutter(t *testing.T) {
	c := newsroom("The port of Oslo was closed on Monday after the storm.\n\nSign up for our newsletter to read the best stories every morning.\n")
	if k := c.Check("Sign up for our newsletter to read the best stories").Claims[0]; k.Verdict == VerdictExact || k.Verdict == VerdictRetyped {
		t.Errorf("clutter is confirmed: %+v", k)
	}
}

func TestCheckTakesTimeForItsLength(t *testing.T) {
	c := newsroom(strings.Repeat("The crane is a danger to everyone in the port. ", 2000))
	for _, unit := range []string{"“", "\"a\" ", "crane danger ", "the ", "\xff", "a. ", "“crane danger everyone” ", "…"} {
		start := time.Now()
		c.Check(strings.Repeat(unit, 200_000/len(unit)))
		if d := time.Since(start); d > 5*time.Second {
			t.Errorf("200 kB of %q took %v", unit, d)
		}
	}
}

func TestQuotations(t *testing.T) {
	for s, want := range map[string]string{
		"he said “one two” and \"three\"": "one two|three", "„vier fünf“ «sei»": "vier fünf|sei", "no marks": "", "“never closed": "", "” odd ”": " odd ", "“”": "",
	} {
		if got := strings.Join(quotations(s), "|"); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

func FuzzCheck(f *testing.F) {
	c := newsroom("“The crane’s a danger — to everyone…” said Jon Berg. Caf\xc3\xa9 ‘nine’ \xff lobsters\u00a0came.\nRead more\nThe end of it was long.", "A second text of the crane.")
	for _, s := range []string{"crane's a danger - to everyone...", "“crane danger”", "café nine lobsters came", "\xa9 nine lobsters", "", "\xff lobsters\xc3"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		k := c.Check(s)
		for _, p := range reach(k) {
			checkPassage(t, c, p)
		}
		for _, k := range k.Claims {
			for _, x := range k.Citations {
				if k.Verdict == VerdictExact && x.Text() != k.Words {
					t.Errorf("%q is no exact quotation of %q", k.Words, x.Text())
				}
			}
		}
	})
}
