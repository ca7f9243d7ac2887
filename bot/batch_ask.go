package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"briefingbot/bot/ingest"
	"briefingbot/briefing"
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
	corpus, known, err := corpusOf(sh)
	if err != nil && corpus == nil {
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
		only, err := onlyDocs(q.Docs, known)
		if err != nil {
			return nil, err
		}
		asked := corpus
		if only != nil {
			asked = corpus.Within(func(a *briefing.Article) bool { return only[a.ID] })
		}
		found := asked.Rank(*q.Question, 10)
		a := askAnswer{ID: q.ID, Abstain: !found.Answers, Score: found.Score, Passages: []askPassage{}}
		for _, p := range found.Passages {
			a.Passages = append(a.Passages, askPassage{p.Passage.Article.ID, p.Passage.Span.Start, p.Passage.Span.End, p.Passage.Text(), p.Score})
		}
		return a, nil
	})
	if served != nil {
		return served
	}
	return err
}

// corpusOf reads the articles of --corpus; known are the IDs of all of them, also
// of those that could not be read. Beside a corpus the error is errRefused: some
// were left out.
func corpusOf(sh *shell) (corpus *briefing.Corpus, known map[string]bool, err error) {
	var rs []briefing.Reading
	known = map[string]bool{}
	n := &newsroom{}
	for r, err := range readings(sh.ctx, ingest.Path(sh.corpus)) {
		if sh.ctx.Err() != nil {
			return nil, nil, fmt.Errorf("read the articles: %w", context.Cause(sh.ctx))
		}
		if err != nil {
			n.refuse(sh.stderr, err)
			if bad := (*ingest.Error)(nil); errors.As(err, &bad) {
				known[bad.ID] = true
			}
			continue
		}
		known[r.Article.ID] = true
		rs = append(rs, r)
	}
	if len(rs) == 0 {
		return nil, nil, fmt.Errorf("no article could be read from %s", sh.corpus)
	}
	if n.bad > 0 {
		err = errRefused
	}
	return briefing.NewCorpus(rs), known, err
}

// onlyDocs reads a question's "docs": "*" (or nothing) for all, which is nil, or a
// list of article IDs, which must be known.
func onlyDocs(raw json.RawMessage, known map[string]bool) (map[string]bool, error) {
	raw = bytes.TrimSpace(raw)
	if len(raw) == 0 || string(raw) == `"*"` || string(raw) == "null" {
		return nil, nil
	}
	var list []json.RawMessage
	if err := json.Unmarshal(raw, &list); err != nil {
		return nil, fmt.Errorf(`docs is %s; it must be "*" or a list of article ids`, cut(string(raw), 40))
	}
	only := map[string]bool{}
	for _, raw := range list {
		id := string(raw) // a number is the id it looks like, as in the corpus
		if raw[0] == '"' {
			if err := json.Unmarshal(raw, &id); err != nil {
				return nil, fmt.Errorf("docs: %w", err)
			}
		}
		if !known[id] {
			return nil, fmt.Errorf("docs names %q, which is not in the corpus", id)
		}
		only[id] = true
	}
	return only, nil
}
