// Package search ranks the sentences of articles against a question and says
// how likely it is that they answer it at all. It holds an inverted index in
// memory and knows no I/O.
package search

import "briefingbot/briefing/text"

// Doc is what the index is told about one article.
type Doc struct {
	Title  string
	Text   string
	Lang   string // ISO 639-1; empty means English
	Layout *text.Layout
	// Speech are the stretches somebody is quoted with, in text order.
	Speech []Speech
}

// Speech ties a stretch of content to the name and mention of its speaker.
type Speech struct {
	Content text.Span
	Speaker text.Span // empty when the text names none
	Cue     text.Span // empty when there is none
	Person  string    // resolved name; may be empty
}

// Query is one question to the index.
type Query struct {
	Text  string
	Limit int            // most hits wanted; 0 means 10
	Only  func(int) bool // which documents may answer, by index; nil means all
}

// Hit is one passage, best first.
type Hit struct {
	Doc      int       // index in order of Add
	Sentence int       // index into the Layout's sentences of the best sentence
	Span     text.Span // the passage in the document's text: the best sentence, or it with neighbours of its paragraph (at most 500 characters) where the reader needs them
	Score    float64
	Features []Feature // what the score was made of, for explaining
}

// Feature is one named signal with the weight it was given.
type Feature struct {
	Name          string
	Value, Weight float64
}

// Result is the answer of the index.
type Result struct {
	Hits    []Hit
	Score   float64  // 0 to 1: the calibrated chance that the first hit answers
	Answers bool     // whether Score is high enough to call the hits an answer
	Missing []string // names, numbers and words of the question that the corpus, or every hit, lacks
}

// Index is an inverted index of sentences and articles. Add and Search may be
// called at the same time.
type Index struct{}

// New returns an empty index.
func New() *Index { return &Index{} }

// Add indexes d and returns its index.
func (x *Index) Add(d Doc) int { return 0 }

// Search ranks the sentences of the index against q.
func (x *Index) Search(q Query) Result { return Result{} }
