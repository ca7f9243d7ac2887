package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"briefingbot/bot/ingest"
	"briefingbot/briefing"
	"briefingbot/briefing/condense"
	"briefingbot/briefing/quote"
	"briefingbot/briefing/search"
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
func batchQuotes(in io.Reader, out io.Writer) error {
	return eachRecord(in, out, func(r ingest.Record) (any, error) {
		var a struct {
			ID   json.RawMessage `json:"id"`
			Text *string         `json:"text"`
		}
		if err := r.Decode(&a); err != nil {
			return nil, err
		}
		if err := need("id", a.ID != nil, "text", a.Text != nil); err != nil {
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

// need names the required keys that a record lacks; it takes pairs of a key
// and whether it is there.
func need(pairs ...any) error {
	var missing []string
	for i := 0; i < len(pairs); i += 2 {
		if !pairs[i+1].(bool) {
			missing = append(missing, fmt.Sprintf("%q", pairs[i]))
		}
	}
	if len(missing) > 0 {
		return fmt.Errorf("the record lacks %s", strings.Join(missing, " and "))
	}
	return nil
}

// batchBrief condenses clusters.
func batchBrief(in io.Reader, out io.Writer) error {
	type passage struct {
		Doc   int    `json:"doc"`
		Start int    `json:"start"`
		End   int    `json:"end"`
		Text  string `json:"text"`
	}
	return eachRecord(in, out, func(r ingest.Record) (any, error) {
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
		if err := need("id", cluster.ID != nil, "docs", cluster.Docs != nil, "budget_words", cluster.Budget != nil); err != nil {
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

// askPassage is one passage of an answer as programs read it.
type askPassage struct {
	Doc   string  `json:"doc"`
	Start int     `json:"start"`
	End   int     `json:"end"`
	Text  string  `json:"text"`
	Score float64 `json:"score"`
}

// askAnswer is the answer to one question as programs read it.
type askAnswer struct {
	ID       json.RawMessage `json:"id"`
	Abstain  bool            `json:"abstain"`
	Score    float64         `json:"score"`
	Passages []askPassage    `json:"passages"`
}

// batchAsk answers questions from the articles at path.
func batchAsk(ctx context.Context, path string, in io.Reader, out io.Writer) error {
	if path == "" {
		return errors.New("batch ask needs --corpus FILE: JSON Lines of articles, or a folder")
	}
	index, ids, texts, corpusErr := indexOf(ctx, path)
	if index == nil {
		return corpusErr
	}
	number := make(map[string]int, len(ids))
	for i, id := range ids {
		number[id] = i
	}
	err := eachRecord(in, out, func(r ingest.Record) (any, error) {
		var q struct {
			ID       json.RawMessage `json:"id"`
			Question *string         `json:"question"`
			Docs     json.RawMessage `json:"docs"`
		}
		if err := r.Decode(&q); err != nil {
			return nil, err
		}
		if err := need("id", q.ID != nil, "question", q.Question != nil); err != nil {
			return nil, err
		}
		only, err := onlyDocs(q.Docs, number)
		if err != nil {
			return nil, err
		}
		found := index.Search(search.Query{Text: *q.Question, Limit: 10, Only: only})
		a := askAnswer{ID: q.ID, Abstain: !found.Answers, Score: found.Score, Passages: []askPassage{}}
		for _, h := range found.Hits {
			a.Passages = append(a.Passages, askPassage{ids[h.Doc], h.Span.Start, h.Span.End, h.Span.In(texts[h.Doc]), h.Score})
		}
		return a, nil
	})
	return errors.Join(err, corpusErr)
}

// indexOf reads the articles at path into an index. The error may come beside
// an index: then it names the articles that were left out.
func indexOf(ctx context.Context, path string) (*search.Index, []string, []string, error) {
	index := search.New()
	var ids, texts []string
	var bad []error
	for r, err := range readings(ctx, ingest.Path(path)) {
		if err != nil {
			bad = append(bad, err)
			continue
		}
		index.Add(searchDoc(r))
		ids, texts = append(ids, r.Article.ID), append(texts, r.Article.Text)
	}
	if len(ids) == 0 {
		return nil, nil, nil, errors.Join(append(bad, fmt.Errorf("no articles in %s", path))...)
	}
	return index, ids, texts, errors.Join(bad...)
}

// onlyDocs reads a question's "docs": "*" (or nothing) for all, or a list of
// article IDs.
func onlyDocs(raw json.RawMessage, number map[string]int) (func(int) bool, error) {
	raw = bytes.TrimSpace(raw)
	if len(raw) == 0 || string(raw) == `"*"` || string(raw) == "null" {
		return nil, nil
	}
	var list []string
	if err := json.Unmarshal(raw, &list); err != nil {
		return nil, fmt.Errorf(`docs is %s; it must be "*" or a list of article ids`, cut(string(raw), 40))
	}
	in := map[int]bool{}
	for _, id := range list {
		i, ok := number[id]
		if !ok {
			return nil, fmt.Errorf("docs names %q, which is not in the corpus", id)
		}
		in[i] = true
	}
	return func(i int) bool { return in[i] }, nil
}

// searchDoc is what the index is told about an article.
func searchDoc(r briefing.Reading) search.Doc {
	d := search.Doc{Title: r.Article.Title, Text: r.Article.Text, Lang: r.Article.Lang, Layout: r.Layout}
	for _, q := range r.Quotes {
		d.Speech = append(d.Speech, search.Speech{Content: q.Content, Speaker: q.Speaker, Cue: q.Cue, Person: q.Person})
	}
	return d
}
