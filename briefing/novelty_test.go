package briefing

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
)

// allShown is everything that a briefing gave its reader.
func allShown(b Briefing) []Shown {
	var out []Shown
	for _, c := range b.Citations {
		out = append(out, Shown{c.Article.ID, c.Article.SHA256, c.Span.Start, c.Span.End})
	}
	return out
}

// TestNewsSince makes a briefing of a flood for a reader of the first two days,
// and another after each further article.
func TestNewsSince(t *testing.T) {
	day := func(d int) time.Time { return time.Date(2026, 3, d, 9, 0, 0, 0, time.UTC) }
	read := func(id string, d int, text string) Reading {
		return Read(Article{ID: id, Published: day(d), Text: text})
	}
	first := []Reading{
		read("a", 2, "The river Ombra burst its banks at Castelverde on Monday night. At least 12 people were killed in the flood at Castelverde, the prefect said. The railway bridge was closed to all trains."),
		read("b", 2, "The river Ombra burst its banks near Castelverde late on Monday. Schools in the valley stay shut until Friday, the regional council decided."),
	}
	base := NewCorpus(first).Brief(Options{Words: 500})
	if base.Told != 0 || len(base.Amended) != 0 {
		t.Fatalf("the first briefing: %d told, %v", base.Told, base.Amended)
	}
	var since []Shown // all of it
	for _, r := range first {
		since = append(since, Shown{r.Article.ID, r.Article.SHA256, 0, len(r.Article.Text)})
	}
	for _, k := range []struct {
		name, text string
		news       News
		want, not  string // words of an item of that news, and words of none
	}{
		{"nothing", "", Fresh, "", ""},
		{"fresh", "Divers recovered a bronze statue from the mud below the old mill on Wednesday.", Fresh, "bronze statue", "railway"},
		{"updated", "Trains stand still in the whole valley of the Ombra. The railway bridge was closed to all traffic by the engineers.", Updated, "railway bridge", "Schools"},
		{"revised", "At least 19 people were killed in the flood at Castelverde, the prefect said.", Revised, "19 people", "railway"},
		{"copied", "The river Ombra burst its banks at Castelverde on Monday night.", Fresh, "", "burst its banks"},
	} {
		all := first
		if k.text != "" {
			all = append(all[:2:2], read("new", 3, k.text))
		}
		b := NewCorpus(all).Brief(Options{Words: 500, Since: since})
		found := k.want == ""
		for _, s := range b.Sections {
			for _, f := range s.Items {
				found = found || f.News == k.news && strings.Contains(f.Passage.Text(), k.want)
				if k.not != "" && strings.Contains(f.Passage.Text(), k.not) {
					t.Errorf("%s: told again: %q (%s)", k.name, f.Passage.Text(), f.News)
				}
			}
		}
		if !found {
			t.Errorf("%s: no %q item has %q: %+v", k.name, k.news, k.want, b.Sections)
		}
		if k.text == "" && (len(b.Sections) > 0 || b.Facts > 0) {
			t.Errorf("nothing is new, but: %+v", b.Sections)
		}
		if b.Told == 0 {
			t.Errorf("%s: nothing was told before", k.name)
		}
	}
}

func TestAmended(t *testing.T) {
	old := NewCorpus([]Reading{
		Read(Article{ID: "a", Text: "The ferry to Bergen sank in a storm near the old harbour on Sunday night."}),
		Read(Article{ID: "b", Text: "A second ferry was sent to Bergen to carry the stranded passengers home."}),
	}).Brief(Options{})
	b := NewCorpus([]Reading{
		Read(Article{ID: "a", Text: "The ferry to Bergen did not sink in a storm, it lost its rudder near the old harbour on Sunday night."}),
	}).Brief(Options{Since: allShown(old)})
	withdrawn := map[string]bool{}
	for _, a := range b.Amended {
		withdrawn[a.Passage.Article] = a.Withdrawn
	}
	if len(withdrawn) != 2 || withdrawn["a"] || !withdrawn["b"] {
		t.Errorf("amended: %+v", b.Amended)
	}
	got, err := ShownIn(mustJSON(t, old))
	if err != nil || len(Remember(got).spans) != 2 {
		t.Errorf("%v, %v", got, err)
	}
}

// TestEverythingIsToldOnce makes briefings of the seeds: after the first, what
// it left out is no news.
func TestEverythingIsToldOnce(t *testing.T) {
	c := NewCorpus(seeds(t))
	var since []Shown
	for round := range 2 {
		b := c.Brief(Options{Topics: defaultTopics(), Since: since})
		for _, s := range b.Sections {
			for _, f := range s.Items {
				if Remember(since).Holds(f.Passage) {
					t.Errorf("round %d tells again: %q", round, f.Passage.Text())
				}
			}
		}
		if b.Facts == 0 {
			if round == 0 || len(b.Sections) > 0 {
				t.Errorf("round %d: %+v", round, b.Sections)
			}
			return
		}
		since = append(since, allShown(b)...)
	}
	t.Error("there is no end of news")
}

func mustJSON(t *testing.T, v any) []byte {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
