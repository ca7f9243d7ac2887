package main

import (
	"context"
	"slices"
	"strings"
	"testing"

	"briefingbot/adapters/chat"
	"briefingbot/bot/ingest"
	"briefingbot/briefing"
	"briefingbot/seeds"
)

// seedCorpus reads the seeds.
func seedCorpus(t testing.TB) *briefing.Corpus {
	t.Helper()
	var rs []briefing.Reading
	for r, err := range readings(context.Background(), ingest.Folder(seeds.Files)) {
		if err != nil {
			t.Fatal(err)
		}
		rs = append(rs, r)
	}
	if len(rs) != 5 {
		t.Fatalf("%d seeds, want 5", len(rs))
	}
	return briefing.NewCorpus(rs)
}

// choice finds a button by its label.
func choice(t *testing.T, m chat.Message, label string) string {
	t.Helper()
	for _, b := range m.Blocks {
		for _, c := range b.Choices {
			if c.Label == label {
				return c.ID
			}
		}
	}
	t.Fatalf("no button %q under %+v", label, m)
	return ""
}

func textOf(m chat.Message) string {
	var b strings.Builder
	for _, block := range m.Blocks {
		for _, r := range block.Runs {
			b.WriteString(r.Text)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// TestButtonsSurviveRestart presses the buttons of an answer at a desk that
// never gave it, as after a restart.
func TestButtonsSurviveRestart(t *testing.T) {
	ctx, corpus, memory := t.Context(), seedCorpus(t), chat.NewForgetful()
	start := func() *desk {
		return newDesk(desk{corpus: corpus, words: 300, items: 7, memory: memory})
	}
	alice := chat.User{ID: "U1", Name: "Alice"}
	here := chat.Channel{Platform: "slack", ID: "C1"}
	press := func(id string, who chat.User) chat.Message {
		return start().answer(ctx, chat.Command{Button: id, User: who, Channel: here})
	}
	first := start().answer(ctx, chat.Command{Text: "who said ICE", User: alice, Channel: here})
	if !first.Private {
		t.Error("an answer is private until it is shared")
	}
	for _, b := range first.Blocks {
		for _, c := range b.Choices {
			if len(c.ID) > 40 || strings.ContainsAny(c.ID, " “”") {
				t.Errorf("the button's id %q is not short and opaque", c.ID)
			}
		}
	}
	more := choice(t, first, "More")
	second := press(more, alice)
	if !second.Replace || textOf(second) == textOf(first) {
		t.Errorf("the next page does not take the place of the first: %q", textOf(second))
	}
	if again := press(more, alice); textOf(again) != textOf(second) {
		t.Error("pressing twice is not pressing once")
	}
	if back := press(choice(t, second, "Back"), alice); !strings.HasSuffix(textOf(back), textOf(first)) {
		t.Errorf("back shows\n%s\nwant\n%s", textOf(back), textOf(first))
	}
	if source := press(choice(t, first, "Source 1"), alice); !strings.Contains(textOf(source), "SHA-256") {
		t.Errorf("source: %q", textOf(source))
	}

	for _, forged := range []string{"x", "..", "nosuchsheet.0.n", strings.Split(more, ".")[0] + ".99.n", strings.Split(more, ".")[0] + ".0.s999", strings.Split(more, ".")[0] + ".0.q", strings.Split(more, ".")[0] + ".-1.n"} {
		if m := press(forged, alice); !m.Private || strings.Contains(textOf(m), "SHA-256") {
			t.Errorf("forged button %q did something: %q", forged, textOf(m))
		}
	}
}

// TestPagesDoNotMove turns pages while the corpus grows.
func TestPagesDoNotMove(t *testing.T) {
	corpus := seedCorpus(t)
	d := newDesk(desk{corpus: corpus, words: 300, items: 7})
	ask := func(text string) string {
		return textOf(d.answer(t.Context(), chat.Command{Text: text, Channel: chat.Channel{Platform: "console"}}))
	}
	ask("who said ICE")
	second := ask("more")
	corpus.Add(briefing.Read(briefing.Article{ID: "zz", Text: "ICE will leave Milan at once, said Anna Verdi, a councillor. ICE is gone, said Anna Verdi."}))
	ask("back")
	if again := ask("more"); again != second {
		t.Errorf("page 2 moved:\n%s\nwas\n%s", again, second)
	}
}

func TestTurnsSayTheirRange(t *testing.T) {
	d := newDesk(desk{corpus: seedCorpus(t), words: 300, items: 7})
	ask := func(text string) string {
		return textOf(d.answer(t.Context(), chat.Command{Text: text}))
	}
	for _, c := range []struct{ typed, want string }{
		{"more", "Nothing has been shown"},
		{"source 1", "Nothing has been cited"},
		{"sources", "000_a3bd60f83ba3b13d.txt"},
		{"page 9", "The pages here are 1 to 1"},
		{"more", "No more (5 of 5)"},
		{"source 9", "1 to 5"},
		{"source 3", "002_86ece5615d013d40.txt"},
		{"source 2", "000_a3bd60f83ba3b13d.txt"}, // a source shown in between does not forget what was cited
		{strings.Repeat("officers ", 200), "at most 1000"},
		{"briefing gardening", "No topic is called “gardening”"},
	} {
		if got := ask(c.typed); !strings.Contains(got, c.want) {
			t.Errorf("%q: %q lacks %q", c.typed, got, c.want)
		}
	}
	if help := textOf(d.help(request{}).message(0)); !slices.ContainsFunc(d.help(request{}).foot[0].Rows, func(row [][]chat.Run) bool { return row[0][0].Text == "timeline" }) || help == "" {
		t.Error("help does not show the verbs")
	}
}
