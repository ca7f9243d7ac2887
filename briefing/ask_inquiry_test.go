package briefing

import (
	"strings"
	"testing"

	"briefingbot/briefing/text"
)

// TestInquire reads what happens in a question: its verb, and what is known of it.
func TestInquire(t *testing.T) {
	c := NewCorpus([]Reading{Read(Article{ID: "a", Text: "The council closed the old bridge on Monday after divers had found cracks. The inquiry will report in May."})})
	s := c.snapshot()
	for _, x := range []struct {
		question string
		want     Intent
		verb     string
		agent    bool
	}{
		{"why was the bridge closed?", IntentReason, "closed", false},
		{"when will the inquiry report", IntentTime, "report", false},
		{"why did the cables of the bridge crack", IntentReason, "crack", false},
		{"did the boy from the family trip die", IntentYesNo, "die", false},
		{"who closed the bridge", IntentPerson, "closed", true},
		{"how many people protested", IntentNumber, "protested", false},
		{"how many cars a day", IntentNumber, "", false},
		{"who is the mayor", IntentPerson, "", false},
		{"how long will the line be", IntentPassage, "", false},
		{"how much did the winner get", IntentNumber, "", false},
		{"quanto costa la riparazione", IntentNumber, "costa", false},
		{"quanti tram sono stati ordinati", IntentNumber, "ordinati", false},
		{"perché è stata sospesa la gita", IntentReason, "sospesa", false},
	} {
		q := s.inquire(x.question, x.want, phraseOf(x.question).counted())
		verb := ""
		if q.verb >= 0 {
			verb = q.words[q.verb].fold
		}
		if verb != x.verb || q.agent != x.agent {
			t.Errorf("%s: verb %q, agent %v", x.question, verb, q.agent)
		}
	}
}

func phraseOf(s string) phrase { return phrase{s, text.Words(s)} }

// TestNotSo holds questions that take for granted what is not so, or that ask for
// another thing, against an article that has all their words.
func TestNotSo(t *testing.T) {
	c := NewCorpus([]Reading{Read(Article{ID: "a", Title: "Director stays", Text: "The director of the opera, Ann Leigh, offered to resign on Monday because of the losses, but the board refused. " +
		"The report, published in May, found cracks in the roof. Five protesters met the mayor of Easton. Two visitors fell ill, officials said on Tuesday."})})
	for _, q := range []string{"why did Ann Leigh resign", "why did the roof crack", "when will the director report", "how many people protested",
		"who is the mayor of Weston", "when did the visitors fall ill", "did the director die", "which board refused the report in 1990"} {
		if a := c.Ask(q, 3); a.Found || a.Score >= 0.5 {
			t.Errorf("%s: found %v with %.2f", q, a.Found, a.Score)
		}
	}
	for q, want := range map[string]string{"who offered to resign": "Ann Leigh", "how many visitors became sick": "Two visitors", "did the board refuse": "refused"} {
		if a := c.Ask(q, 3); !a.Found || !strings.Contains(a.Facts[0].Passage.Text(), want) {
			t.Errorf("%s: %v", q, a.Facts)
		}
	}
}

// TestReasonIsTheVerb asks why something happens whose verb is itself a word of
// causes: it is no reason for itself.
func TestReasonIsTheVerb(t *testing.T) {
	c := NewCorpus([]Reading{Read(Article{ID: "a", Text: "The engineers were blamed. They had ignored the cracks, the inquiry found."})})
	if a := c.Ask("why were the engineers blamed?", 3); len(a.Facts) == 0 || !strings.Contains(a.Facts[0].Passage.Text(), "blamed") {
		t.Errorf("found %v: %v", a.Found, a.Facts)
	}
}

// FuzzJudge asks anything of anything: it never fails, and what it shows is in the
// article.
func FuzzJudge(f *testing.F) {
	f.Add("why did the bridge close", "The bridge closed because of cracks.")
	f.Add("why were the engineers blamed", "The engineers were blamed.")
	f.Add("who", "\xff\xfe by the")
	f.Add("which a", strings.Repeat("a", 5000))
	f.Fuzz(func(t *testing.T, question, body string) {
		c := NewCorpus([]Reading{Read(Article{ID: "a", Text: body})})
		for _, x := range c.Ask(question, 3).Citations {
			if !strings.Contains(body, x.Text()) {
				t.Fatalf("%q is not in the article", x.Text())
			}
		}
	})
}
