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

// TestLongerStretchIsShownOnce asks for somebody whose words stand in two
// sentences, of which the first is quoted by itself, too.
func TestLongerStretchIsShownOnce(t *testing.T) {
	read := func(id, text string) briefing.Reading { return briefing.Read(briefing.Article{ID: id, Text: text}) }
	const first, second = "“I will not resign,” Ada Lindqvist told the council.", " “I will help the auditors in every way I can.”"
	corpus := briefing.NewCorpus([]briefing.Reading{read("a", "The council met on Monday in the old town hall. "+first+second+"\n\nThe auditors begin on Friday.")})
	d := newDesk(desk{corpus: corpus, words: 300, items: 7})
	got := textOf(d.answer(t.Context(), chat.Command{Text: "who lindqvist"}))
	if n := strings.Count(got, "I will not resign"); n != 1 || !strings.Contains(got, "every way I can") {
		t.Errorf("the first sentence is shown %d times:\n%s", n, got)
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

// TestOmission asks for somebody whose condition one article drops.
func TestOmission(t *testing.T) {
	corpus := briefing.NewCorpus([]briefing.Reading{
		briefing.Read(briefing.Article{ID: "a", Text: "“The port stays closed until May unless Parliament agrees to pay,” said Mayor Ada Lindqvist."}),
		briefing.Read(briefing.Article{ID: "b", Text: "“The port stays closed until May,” Mayor Ada Lindqvist said."}),
	})
	d := newDesk(desk{corpus: corpus, words: 300, items: 7})
	got := textOf(d.answer(t.Context(), chat.Command{Text: "who lindqvist"}))
	if !strings.Contains(got, "worded differently — leaves out “unless Parliament agrees to pay”:") {
		t.Errorf("what is left out is not said:\n%s", got)
	}
	words := make([]byte, 0, 400)
	for range 80 {
		words = append(words, "word "...)
	}
	long := briefing.Article{ID: "c", Text: string(words)}
	whole := briefing.Passage{Article: &long, Span: briefing.Span{End: 399}}
	part := briefing.Passage{Article: &long, Span: briefing.Span{End: 9}}
	for want, left := range map[string][]briefing.Passage{
		"":                          nil,
		" — leaves out “word word”": {part},
		" — leaves out 80 words":    {whole},
		" — leaves out “word word”, 80 more words": {whole, part},
	} {
		if got := omission(briefing.Quote{LeavesOut: left}); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
