package briefing

import (
	"strings"
	"testing"
	"time"
)

func TestBriefWithinBounds(t *testing.T) {
	c := NewCorpus(seeds(t))
	for _, o := range []Options{
		{Topics: defaultTopics()},
		{Topics: defaultTopics(), Words: 100},
		{Topics: defaultTopics(), Words: 40, Items: 1},
		{Topics: defaultTopics(), Words: 2000, Items: 50},
		{Topics: []Topic{{Name: "The ICE controversy"}}},
		{Words: 5},
		{},
	} {
		b := c.Brief(o)
		words, seen := 0, map[place]bool{}
		for _, s := range b.Sections {
			if o.Items > 0 && len(s.Items) > o.Items {
				t.Errorf("%+v: %d items in %q", o, len(s.Items), s.Topic.Name)
			}
			for _, f := range s.Items {
				words += len(strings.Fields(f.Passage.Text()))
				for _, k := range f.Citations {
					if seen[k.place()] {
						t.Errorf("%+v: %q stands under two items", o, k.Text())
					}
					seen[k.place()] = true
				}
			}
		}
		if most := max(o.Words, 300*b2i(o.Words == 0)); words > most {
			t.Errorf("%+v: %d words", o, words)
		}
		for i, k := range b.Citations {
			if k.N != i+1 {
				t.Errorf("citation %d has number %d", i, k.N)
			}
		}
	}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

func TestBriefWindow(t *testing.T) {
	day := func(d int) time.Time { return time.Date(2026, 2, d, 9, 0, 0, 0, time.UTC) }
	c := NewCorpus([]Reading{
		Read(Article{ID: "old", Published: day(1), Text: "The ferry to Bergen sank in a storm near the old harbour on Sunday night."}),
		Read(Article{ID: "new", Published: day(3), Text: "A second ferry was sent to Bergen to carry the stranded passengers home."}),
		Read(Article{ID: "undated", Text: "The harbour of Bergen was closed to all ships while divers searched the wreck."}),
	})
	for _, k := range []struct {
		w    Window
		want string
	}{
		{Window{}, "new old undated"},
		{Window{From: day(2)}, "new undated"},
		{Window{Until: day(3)}, "old undated"},
		{Window{From: day(3), Until: day(4)}, "new undated"},
		{Window{From: day(9)}, "undated"},
	} {
		b := c.Brief(Options{Window: k.w})
		var ids []string
		for _, a := range b.Articles {
			ids = append(ids, a.ID)
		}
		if got := strings.Join(ids, " "); got != k.want {
			t.Errorf("%v: %s, want %s", k.w, got, k.want)
		}
		for _, cite := range b.Citations {
			if !strings.Contains(k.want, cite.Article.ID) {
				t.Errorf("%v cites %s", k.w, cite.Article.ID)
			}
		}
	}
}

// carried are facts that three or more of the seeds print, each by words that
// one of its wordings must have.
var carried = map[string][]string{
	"6,000 officers":            {"6,000"},
	"athletes":                  {"3,500"},
	"visitors":                  {"million visitors"},
	"spectators":                {"60,000"},
	"Vance and Rubio":           {"Vance"},
	"red zones":                 {"red zones"},
	"exclusive Italian command": {"exclusive", "sole responsibility", "Italian authority", "full control"},
	"only diplomatic offices":   {"diplomatic offices"},
	"protests":                  {"protest", "rally", "demonstrations"},
}

func TestBriefingHoldsWhatMostArticlesCarry(t *testing.T) {
	b := NewCorpus(seeds(t)).Brief(Options{Topics: defaultTopics()})
	var all strings.Builder
	for _, s := range b.Sections {
		for _, f := range s.Items {
			all.WriteString(f.Passage.Text() + "\n")
		}
	}
	for name, forms := range carried {
		found := false
		for _, f := range forms {
			found = found || strings.Contains(all.String(), f)
		}
		if !found {
			t.Errorf("the default briefing lacks %s", name)
		}
	}
	for _, clutter := range []string{"donation", "gallery", "Copyright", "correspondent", "Read more", "Confirms U.S.", "photo:"} {
		if strings.Contains(all.String(), clutter) {
			t.Errorf("the briefing holds %q", clutter)
		}
	}
}

// TestLengths makes briefings of the seeds from three sentences to all there is.
func TestLengths(t *testing.T) {
	c := NewCorpus(seeds(t))
	count := func(o Options) (items, topics, fullest int) {
		o.Topics = defaultTopics()
		for _, s := range c.Brief(o).Sections {
			items, fullest = items+len(s.Items), max(fullest, len(s.Items))
			if len(s.Items) > 0 {
				topics++
			}
		}
		return items, topics, fullest
	}
	if items, topics, _ := count(Options{Most: 3}); items != 3 || topics != 2 {
		t.Errorf("of three items: %d in %d topics", items, topics)
	}
	usual, _, most := count(Options{})
	if most > 7 {
		t.Errorf("300 words have %d items in one topic", most)
	}
	if items, _, fullest := count(Options{Words: 900}); items < 3*usual/2 || fullest <= 7 {
		t.Errorf("900 words have %d items, 300 have %d", items, usual)
	}
}
