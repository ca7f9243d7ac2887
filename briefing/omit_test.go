package briefing

import (
	"strings"
	"testing"
)

func TestLeavesOut(t *testing.T) {
	const full = "“The port stays closed until May unless Parliament agrees to pay,” said Mayor Ada Lindqvist."
	for _, c := range []struct {
		name         string
		first, other string
		left         string // what other leaves out
	}{
		{"a condition", full, "“The port stays closed until May,” Mayor Ada Lindqvist said.", "unless Parliament agrees to pay"},
		{"in a paraphrase", full, "Mayor Ada Lindqvist said that the port would stay closed until May.", "unless Parliament agrees to pay"},
		{"told in another sentence", full, "“The port stays closed until May,” Mayor Ada Lindqvist said. Only Parliament could change that, she added.", ""},
		{"told after the speaker", full, "“The port stays closed until May,” Mayor Ada Lindqvist said, “unless Parliament agrees to pay.”", ""},
		{"split in the longest", "“The port stays closed until May,” Mayor Ada Lindqvist said, “unless Parliament agrees to pay.”",
			"“The port stays closed,” Mayor Ada Lindqvist said.", "unless Parliament agrees to pay"},
		{"by the speaker's own words", "Mayor Ada Lindqvist said the port would stay closed until May, unless Parliament agreed to pay.",
			"“The port stays closed until May,” Mayor Ada Lindqvist said.", "unless Parliament agreed to pay"},
		{"a negation", "“The port stays closed until May and we will not repair the wall,” Mayor Ada Lindqvist said.",
			"“The port stays closed until May,” Mayor Ada Lindqvist said.", "we will not repair the wall"},
		{"an adjective", "“The old port stays closed until May,” Mayor Ada Lindqvist said.", "“The port stays closed until May,” Mayor Ada Lindqvist said.", ""},
		{"the same words", full, full, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := newsroom(c.first, c.other).Said("Lindqvist", "")
			var left []string
			for _, st := range a.Speech {
				for _, q := range st.Quotes {
					for _, p := range q.LeavesOut {
						if p.Article.Text[p.Span.Start:p.Span.End] != p.Text() || p.Article == q.Words.Article {
							t.Errorf("%q leaves out %q of its own article", q.Words.Text(), p.Text())
						}
						left = append(left, p.Text())
					}
				}
			}
			if got := strings.Join(left, " | "); got != c.left {
				t.Errorf("left out: %q, want %q; quoted are %s", got, c.left, wordsOf(a))
			}
		})
	}
}
