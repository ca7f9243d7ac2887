package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"briefingbot/bot/ingest"
	"briefingbot/briefing/condense"
	"briefingbot/briefing/quote"
	"briefingbot/briefing/text"
)

// quoteRecord is one stretch of reported speech as programs read it.
type quoteRecord struct {
	Start        int     `json:"start"`
	End          int     `json:"end"`
	Text         string  `json:"text"`
	Speaker      string  `json:"speaker"`
	SpeakerStart *int    `json:"speaker_start"`
	SpeakerEnd   *int    `json:"speaker_end"`
	Person       string  `json:"person"`
	Cue          string  `json:"cue"`
	CueStart     *int    `json:"cue_start"`
	CueEnd       *int    `json:"cue_end"`
	Kind         string  `json:"kind"`
	Polarity     string  `json:"polarity"`
	Confidence   float64 `json:"confidence"`
}

// batchQuotes answers articles with their quotes.
func batchQuotes(ctx context.Context, in io.Reader, out io.Writer) error {
	return eachRecord(ctx, in, out, func(r ingest.Record) (any, error) {
		var a struct {
			ID   json.RawMessage `json:"id"`
			Text *string         `json:"text"`
		}
		if err := r.Decode(&a); err != nil {
			return nil, err
		}
		if err := (needs{{"id", a.ID != nil}, {"text", a.Text != nil}}).check(); err != nil {
			return nil, err
		}
		s := *a.Text
		records := []quoteRecord{}
		for _, q := range quote.Find(s, text.Read(s)) {
			qr := quoteRecord{
				Start: q.Content.Start, End: q.Content.End, Text: q.Content.In(s), Person: q.Person,
				Kind: string(q.Kind), Polarity: string(q.Polarity), Confidence: q.Confidence,
			}
			qr.Speaker, qr.SpeakerStart, qr.SpeakerEnd = mention(s, q.Speaker)
			qr.Cue, qr.CueStart, qr.CueEnd = mention(s, q.Cue)
			records = append(records, qr)
		}
		return struct {
			ID     json.RawMessage `json:"id"`
			Quotes []quoteRecord   `json:"quotes"`
		}{a.ID, records}, nil
	})
}

// mention returns a span as programs read it: null offsets where there is none.
func mention(s string, p text.Span) (words string, start, end *int) {
	if p.Len() <= 0 {
		return "", nil, nil
	}
	return p.In(s), &p.Start, &p.End
}

// needs are the keys a record must have, and whether it has them.
type needs []struct {
	key   string
	there bool
}

// check names the keys that are missing.
func (n needs) check() error {
	var missing []string
	for _, k := range n {
		if !k.there {
			missing = append(missing, fmt.Sprintf("%q", k.key))
		}
	}
	if len(missing) > 0 {
		return fmt.Errorf("the record lacks %s", strings.Join(missing, " and "))
	}
	return nil
}

// batchBrief condenses clusters.
func batchBrief(ctx context.Context, in io.Reader, out io.Writer) error {
	type passage struct {
		Doc   int    `json:"doc"`
		Start int    `json:"start"`
		End   int    `json:"end"`
		Text  string `json:"text"`
	}
	return eachRecord(ctx, in, out, func(r ingest.Record) (any, error) {
		var cluster struct {
			ID   json.RawMessage `json:"id"`
			Docs []struct {
				Title string `json:"title"`
				Text  string `json:"text"`
				Date  string `json:"date"`
			} `json:"docs"`
			Budget *int `json:"budget_words"`
		}
		if err := r.Decode(&cluster); err != nil {
			return nil, err
		}
		if err := (needs{{"id", cluster.ID != nil}, {"docs", cluster.Docs != nil}, {"budget_words", cluster.Budget != nil}}).check(); err != nil {
			return nil, err
		}
		if *cluster.Budget < 1 {
			return nil, fmt.Errorf("budget_words is %d; it must be at least 1", *cluster.Budget)
		}
		docs := make([]condense.Doc, len(cluster.Docs))
		for i, d := range cluster.Docs {
			docs[i] = condense.Doc{Title: d.Title, Text: d.Text, Layout: text.Read(d.Text)}
			if d.Date != "" {
				t, err := isoDate(d.Date)
				if err != nil {
					return nil, fmt.Errorf("docs[%d].date: %w", i, err)
				}
				docs[i].Date = t
			}
		}
		passages, lines := []passage{}, []string{}
		for _, ref := range condense.Summarize(docs, condense.Options{Words: *cluster.Budget}) {
			p := docs[ref.Doc].Layout.Sentences[ref.Sentence].Span
			passages = append(passages, passage{ref.Doc, p.Start, p.End, p.In(docs[ref.Doc].Text)})
			lines = append(lines, p.In(docs[ref.Doc].Text))
		}
		return struct {
			ID       json.RawMessage `json:"id"`
			Summary  string          `json:"summary"`
			Passages []passage       `json:"passages"`
		}{cluster.ID, strings.Join(lines, "\n"), passages}, nil
	})
}

// isoDate reads a date as JSON records carry it.
func isoDate(s string) (time.Time, error) {
	for _, form := range []string{time.DateOnly, time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05"} {
		if t, err := time.Parse(form, s); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("%q is no date; write it like 2026-01-28 or 2026-01-28T08:00:00Z", s)
}
