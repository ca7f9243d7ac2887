package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"briefingbot/bot/schedule"
	"briefingbot/bot/store"
	"briefingbot/briefing"
)

// printout is a briefing as it was printed with --json, as far as it is needed
// to tell what has come since.
type printout struct {
	Citations []excerpt `json:"citations"`
	Articles  []struct {
		ID     string `json:"id"`
		SHA256 string `json:"sha256"`
	} `json:"articles"`
}

// excerpt is one of its citations.
type excerpt struct {
	Article string `json:"article"`
	SHA256  string `json:"sha256"`
	Start   int    `json:"start"`
	End     int    `json:"end"`
	Text    string `json:"text"`
}

func (e excerpt) shown() briefing.Shown {
	return briefing.Shown{Article: e.Article, SHA256: e.SHA256, Start: e.Start, End: e.End}
}

// readPrintout reads what "brief --json" has written into a file.
func readPrintout(path string) (*printout, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the earlier briefing: %w", err)
	}
	var p printout
	if err := json.Unmarshal(b, &p); err != nil {
		return nil, fmt.Errorf("read the earlier briefing %s: %w", path, err)
	}
	if len(p.Articles) == 0 {
		return nil, fmt.Errorf("read the earlier briefing %s: %w", path, errors.New("it names no articles; write it with “brief --json”"))
	}
	return &p, nil
}

// after briefs what has come since p was printed: what articles tell that it did
// not have, or had with another text.
func (d *desk) after(p printout, o briefing.Options) briefing.Briefing {
	had, printed := map[string]string{}, map[string]string{}
	for _, a := range p.Articles {
		had[a.ID] = a.SHA256
	}
	var seen []store.Passage
	for _, c := range p.Citations {
		seen = append(seen, store.Passage(c.shown()))
		printed[c.Article] += c.Text + "\n"
	}
	came := arrivals{text: map[string]store.Arrival{}, former: map[string]string{}}
	var gone []briefing.Amendment
	for _, a := range d.corpus.Articles() {
		if sum, ok := had[a.ID]; sum != a.SHA256 {
			came.text[a.ID] = store.Arrival{SHA256: a.SHA256, Former: sum}
			if ok {
				came.former[a.ID] = printed[a.ID]
			}
		}
	}
	for _, c := range p.Citations {
		r, ok := d.corpus.Reading(c.Article)
		if !ok || r.Article.SHA256 != c.SHA256 && !strings.Contains(r.Article.Text, c.Text) {
			gone = append(gone, briefing.Amendment{Passage: c.shown(), Withdrawn: !ok})
		}
	}
	b := onceTold(d.fresh(o, came, schedule.Occasion{Seen: seen}))
	b = only(b, b.Sections)
	b.Articles, b.Amended = d.corpus.Articles(), gone
	return b
}
