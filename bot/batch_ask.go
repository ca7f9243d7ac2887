package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"briefingbot/bot/ingest"
	"briefingbot/briefing"
	"briefingbot/briefing/search"
)

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

// batchAsk answers questions from the articles of --corpus. An article that is
// left out is told on standard error and makes the exit status 1.
func batchAsk(sh *shell) error {
	if sh.corpus == "" {
		return errors.New("batch ask needs --corpus FILE: JSON Lines of articles, or a folder")
	}
	number := map[string]int{}
	index, articles, err := indexOf(sh, number)
	if err != nil && index == nil {
		return err
	}
	served := eachRecord(sh.ctx, sh.stdin, sh.stdout, func(r ingest.Record) (any, error) {
		var q struct {
			ID       json.RawMessage `json:"id"`
			Question *string         `json:"question"`
			Docs     json.RawMessage `json:"docs"`
		}
		if err := r.Decode(&q); err != nil {
			return nil, err
		}
		if err := (needs{{"id", q.ID != nil}, {"question", q.Question != nil}}).check(); err != nil {
			return nil, err
		}
		only, err := onlyDocs(q.Docs, number)
		if err != nil {
			return nil, err
		}
		found := index.Search(search.Query{Text: *q.Question, Limit: 10, Only: only})
		a := askAnswer{ID: q.ID, Abstain: !found.Answers, Score: found.Score, Passages: []askPassage{}}
		for _, h := range found.Hits {
			a.Passages = append(a.Passages, askPassage{articles[h.Doc].ID, h.Span.Start, h.Span.End, h.Span.In(articles[h.Doc].Text), h.Score})
		}
		return a, nil
	})
	if served != nil {
		return served
	}
	return err
}

// leftOut is the number of an article that could not be read.
const leftOut = -1

// indexOf reads the articles of --corpus into an index and numbers them by
// their IDs. Beside an index the error is errRefused: some were left out.
func indexOf(sh *shell, number map[string]int) (*search.Index, []*briefing.Article, error) {
	index := search.New()
	var articles []*briefing.Article
	n := &newsroom{}
	for r, err := range readings(sh.ctx, ingest.Path(sh.corpus)) {
		if sh.ctx.Err() != nil {
			return nil, nil, fmt.Errorf("read the articles: %w", context.Cause(sh.ctx))
		}
		if err != nil {
			n.refuse(sh.stderr, err)
			if bad := (*ingest.Error)(nil); errors.As(err, &bad) {
				if _, taken := number[bad.ID]; !taken {
					number[bad.ID] = leftOut
				}
			}
			continue
		}
		number[r.Article.ID] = len(articles)
		index.Add(searchDoc(r))
		articles = append(articles, r.Article)
	}
	index.Compact()
	switch {
	case len(articles) == 0:
		return nil, nil, fmt.Errorf("no article could be read from %s", sh.corpus)
	case n.bad > 0:
		return index, articles, errRefused
	}
	return index, articles, nil
}

// onlyDocs reads a question's "docs": "*" (or nothing) for all, or a list of
// article IDs. One that could not be read is passed over.
func onlyDocs(raw json.RawMessage, number map[string]int) (func(int) bool, error) {
	raw = bytes.TrimSpace(raw)
	if len(raw) == 0 || string(raw) == `"*"` || string(raw) == "null" {
		return nil, nil
	}
	var list []json.RawMessage
	if err := json.Unmarshal(raw, &list); err != nil {
		return nil, fmt.Errorf(`docs is %s; it must be "*" or a list of article ids`, cut(string(raw), 40))
	}
	in := map[int]bool{}
	for _, raw := range list {
		id := string(raw) // a number is the id it looks like, as in the corpus
		if raw[0] == '"' {
			if err := json.Unmarshal(raw, &id); err != nil {
				return nil, fmt.Errorf("docs: %w", err)
			}
		}
		i, ok := number[id]
		if !ok {
			return nil, fmt.Errorf("docs names %q, which is not in the corpus", id)
		}
		in[i] = i != leftOut
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
