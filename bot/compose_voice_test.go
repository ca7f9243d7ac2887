package main

import (
	"strings"
	"testing"

	"briefingbot/adapters/chat"
	"briefingbot/briefing"
)

// TestSentenceIsShownOnce asks for somebody whose sentence holds words and a
// paraphrase.
func TestSentenceIsShownOnce(t *testing.T) {
	const sentence = "“We will close the old harbour,” Lindqvist said, adding that the new one would open in May."
	corpus := briefing.NewCorpus([]briefing.Reading{briefing.Read(briefing.Article{ID: "a",
		Text: "Minister Ada Lindqvist met the fishermen on Monday. " + sentence + " The fishermen left after an hour. “Nobody asked us,” said Olaf Brandt, a fisherman. Lindqvist said that nobody would lose a boat."})})
	d := newDesk(desk{corpus: corpus, words: 300, items: 7})
	m := d.answer(t.Context(), chat.Command{Text: "who lindqvist"})
	shown, strong, next := 0, []string{}, 1
	for _, b := range m.Blocks {
		if b.Kind != chat.Quotation {
			continue
		}
		for _, s := range b.Source {
			if s.N != next {
				t.Errorf("[%d] where [%d] is next", s.N, next)
			}
			next++
		}
		text := ""
		for _, r := range b.Runs {
			text += r.Text
			if r.Strong {
				strong = append(strong, r.Text)
			}
		}
		if strings.Contains(text, "old harbour") {
			shown++
			if text != sentence || len(b.Source) != 2 {
				t.Errorf("%d sources under %q", len(b.Source), text)
			}
		}
	}
	got := textOf(m)
	if shown != 1 || len(strong) < 2 || !strings.Contains(got, "Ada Lindqvist — in part paraphrase, not verbatim") {
		t.Errorf("the sentence is shown %d times, with %q marked:\n%s", shown, strong, got)
	}
}

func TestTogether(t *testing.T) {
	for want, manners := range map[string][]string{
		"":                                    {"", ""},
		" — denied":                           {" — denied"},
		" — in part paraphrase, not verbatim": {" — paraphrase, not verbatim", ""},
		" — denied, in part paraphrase, not verbatim": {" — denied", " — denied, paraphrase, not verbatim"},
	} {
		if got := together(manners); got != want {
			t.Errorf("%q together are %q, want %q", manners, got, want)
		}
	}
}
