package briefing

import (
	"encoding/json"
	"time"
)

// IsZero reports whether p points at nothing, or at an empty span.
func (p Passage) IsZero() bool { return p.Article == nil || p.Span.Len() <= 0 }

// proof returns what anyone needs to check p.
func (p Passage) proof() proof {
	if p.Article == nil {
		return proof{}
	}
	return proof{p.Article.ID, p.Span.Start, p.Span.End, p.Text(), p.Article.SHA256}
}

// MarshalJSON writes the number and then the passage's fields beside it.
func (c Citation) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		N int `json:"n"`
		proof
	}{c.N, c.proof()})
}

// MarshalJSON writes what is known about the article, without its text.
func (a Article) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		ID        string `json:"id"`
		Title     string `json:"title,omitempty"`
		Outlet    string `json:"outlet,omitempty"`
		Published string `json:"published,omitempty"`
		URL       string `json:"url,omitempty"`
		Lang      string `json:"lang,omitempty"`
		SHA256    string `json:"sha256"`
	}{a.ID, a.Title, a.Outlet, day(a.Published), a.URL, a.Lang, a.SHA256})
}

// MarshalJSON writes the person as a name: everything else about them is in
// the list of people.
func (q Quote) MarshalJSON() ([]byte, error) {
	type plain Quote
	var name string
	if q.Person != nil {
		name = q.Person.Name
	}
	return json.Marshal(struct {
		Person string `json:"person,omitempty"`
		plain
	}{name, plain(q)})
}

// MarshalJSON writes the signals with their names in lower case.
func (r Ranked) MarshalJSON() ([]byte, error) {
	type signal struct {
		Name   string  `json:"name"`
		Value  float64 `json:"value"`
		Weight float64 `json:"weight"`
	}
	signals := make([]signal, len(r.Features))
	for i, f := range r.Features {
		signals[i] = signal(f)
	}
	return json.Marshal(struct {
		Passage  Passage  `json:"passage"`
		Score    float64  `json:"score"`
		Features []signal `json:"features,omitempty"`
	}{r.Passage, r.Score, signals})
}

// MarshalJSON writes the dates as precisely as they are known: "2026-02-06",
// "2026-02" or "2026".
func (e Event) MarshalJSON() ([]byte, error) {
	layout := map[string]string{"month": "2006-01", "year": "2006"}[e.Precision]
	write := func(t time.Time) string {
		if layout == "" || t.IsZero() {
			return day(t)
		}
		return t.Format(layout)
	}
	return json.Marshal(struct {
		When      string  `json:"when,omitempty"`
		Until     string  `json:"until,omitempty"`
		Precision string  `json:"precision"`
		Words     Passage `json:"words"`
		Fact      Fact    `json:"fact"`
	}{write(e.When), write(e.Until), e.Precision, e.Words, e.Fact})
}

// day writes a time as a date where it is midnight UTC, in full otherwise, and
// not at all where it is not stated.
func day(t time.Time) string {
	switch {
	case t.IsZero():
		return ""
	case t.Equal(t.UTC().Truncate(24 * time.Hour)):
		return t.UTC().Format(time.DateOnly)
	}
	return t.Format(time.RFC3339)
}
