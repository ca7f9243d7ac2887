package main

import (
	"strings"
	"testing"

	"briefingbot/adapters/chat"
	"briefingbot/briefing"
)

// TestFiguresAreTold: a figure that says only its unit stands with the words
// around it, the two ends of a range stand once, and a figure is found by the
// words of its sentence.
func TestFiguresAreTold(t *testing.T) {
	corpus := briefing.NewCorpus([]briefing.Reading{briefing.Read(briefing.Article{ID: "a", Text: "The mill burnt down on Monday. " +
		"The blast, which broke windows, was heard 40 kilometres away. Between 650 and 700 tonnes of flour burnt. The fire brigade sent 140 firefighters."})})
	d := newDesk(desk{corpus: corpus, words: 300, items: 7})
	figures := func(typed string) string {
		var lines []string
		for _, b := range d.answer(t.Context(), chat.Command{Text: typed}).Blocks {
			line := ""
			for _, r := range b.Runs {
				line += r.Text
			}
			if b.Kind == chat.Bullet {
				lines = append(lines, line)
			}
		}
		return strings.Join(lines, "\n")
	}
	for typed, want := range map[string]string{
		"figures":         "“Between 650 and 700 tonnes of flour burnt” [1]\nfirefighters: “140” [2]\n“was heard 40 kilometres away” [3]",
		"figures tonnes":  "“Between 650 and 700 tonnes of flour burnt” [1]",
		"figures windows": "“was heard 40 kilometres away” [1]",
		"figures brigade": "firefighters: “140” [1]",
		"figures goats":   "",
	} {
		if got := figures(typed); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", typed, got, want)
		}
	}
}
