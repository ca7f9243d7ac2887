package main

import (
	"strings"
	"testing"
	"time"

	"briefingbot/adapters/chat"
	"briefingbot/briefing"
)

func TestSubject(t *testing.T) {
	for typed, want := range map[string]string{
		"latest on the strike":                "the strike",
		"What’s the latest on the strike?":    "", // quotation marks are straight when this is read
		"what's the latest on the strike?":    "the strike",
		"any news about Rossi":                "Rossi",
		"brief me on the vote in March":       "the vote in March",
		"notizie su Rossi":                    "Rossi",
		"latest":                              "",
		"who said the latest on Rossi is old": "",
		"news":                                "",
	} {
		if got := subject(typed); got != want {
			t.Errorf("%q asks about %q, want %q", typed, got, want)
		}
	}
}

// TestNewestFirst asks for the latest on what two articles tell about.
func TestNewestFirst(t *testing.T) {
	read := func(id string, day int, text string) briefing.Reading {
		return briefing.Read(briefing.Article{ID: id, Text: text, Published: time.Date(2026, 3, day, 0, 0, 0, 0, time.UTC)})
	}
	d := newDesk(desk{corpus: briefing.NewCorpus([]briefing.Reading{
		read("old", 1, "The strike at the Lenn shipyard began on Sunday. Welders walked out in the morning."),
		read("new", 9, "The strike at the Lenn shipyard is over. Welders voted for the offer by a wide margin."),
		read("mid", 5, "The strike at the Lenn shipyard spread to the painters. A mediator arrived."),
	})})
	a := d.question("what's the latest on the strike?")
	var order string
	for i, f := range a.Facts {
		order += f.Passage.Article.ID + " "
		if f.Citations[0].N != i+1 {
			t.Errorf("fact %d is cited as [%d]", i+1, f.Citations[0].N)
		}
	}
	if order != "new mid old " {
		t.Errorf("told in the order %q", order)
	}
}

// TestSilentTopic: a briefing says on which of its topics there is nothing.
func TestSilentTopic(t *testing.T) {
	d := newDesk(desk{words: 300, items: 7, topics: []briefing.Topic{{Name: "Volcanoes"}, {Name: "Shipyard", Query: "shipyard strike welders"}, {Name: "Opera"}},
		corpus: briefing.NewCorpus([]briefing.Reading{briefing.Read(briefing.Article{ID: "a", Text: "The strike at the Lenn shipyard began on Sunday. Welders walked out in the morning."})})})
	got := textOf(d.answer(t.Context(), chat.Command{Text: "briefing"}))
	if !strings.Contains(got, "1 article, 1 topic, ") || !strings.Contains(got, "Nothing on “Volcanoes” and “Opera”.") {
		t.Errorf("the silent topics are not told:\n%s", got)
	}
}
