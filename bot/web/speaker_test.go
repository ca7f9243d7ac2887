package web

import (
	"strings"
	"testing"

	"briefingbot/briefing"
)

// TestSpeakerLeavesOut reads on a speaker's page what the shorter wording of a
// statement leaves out of the longest.
func TestSpeakerLeavesOut(t *testing.T) {
	var rs []briefing.Reading
	for id, s := range map[string]string{
		"a": "“The port stays closed until May unless Parliament agrees to pay,” said Mayor Ada Lindqvist.",
		"b": "“The port stays closed until May,” Mayor Ada Lindqvist said.",
	} {
		rs = append(rs, briefing.Read(briefing.Article{ID: id, Text: s}))
	}
	_, body := fetch(t, New(Config{Corpus: briefing.NewCorpus(rs)}), speakerPath("Ada Lindqvist"))
	if want := "leaves out <q>unless Parliament agrees to pay</q>"; strings.Count(body, want) != 1 {
		t.Errorf("the page does not say once %q:\n%s", want, body)
	}
}
