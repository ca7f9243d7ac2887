package briefing

import (
	"testing"
	"time"
)

func TestReadFillsInOnlyWhatIsStated(t *testing.T) {
	for _, c := range []struct {
		id, title, published, lang string
	}{
		{"000", "", "", "en"},
		{"001", "", "2026-01-28", "en"},
		{"002", "", "", "en"},
		{"003", "Italy Confirms U.S. ICE Security Role for Milan-Cortina Olympics Amid Political Backlash", "", "en"},
		{"004", "What ICE will do at Milan Cortina Olympics?", "", "en"},
	} {
		for _, r := range seeds(t) {
			a := r.Article
			if short(a) != c.id {
				continue
			}
			if a.Title != c.title || day(a.Published) != c.published || a.Lang != c.lang {
				t.Errorf("%s: title %q, published %q, lang %q", c.id, a.Title, day(a.Published), a.Lang)
			}
		}
	}
	given := Article{Text: "date 2026-01-28\n\nA sentence about the port of Genoa was written here today.", Title: "Given",
		Published: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC), Lang: "it"}
	if a := Read(given).Article; a.Title != "Given" || a.Published.Year() != 2020 || a.Lang != "it" {
		t.Errorf("what was given is written over: %+v", a)
	}
}
