// Package search ranks the sentences of articles against a question and says
// how likely it is that they answer it at all. It holds an inverted index in
// memory and knows no I/O.
package search

import (
	"briefingbot/briefing/text"
)

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
	Hits      []Hit        // the best first, also where nothing answers
	Score     float64      // 0 to 1: the calibrated chance that the first hit answers
	Answers   bool         // whether Score is high enough to call the hits an answer
	Missing   []string     // names, numbers and words of the question that the corpus, or every hit, lacks
	Corrected []Correction // words that were read as words of the corpus
}

// Search ranks the sentences of the index against q. No two passages of a
// result overlap, and of equals the earlier comes first.
func (x *Index) Search(q Query) Result {
	s := x.now.Load()
	if q.Limit <= 0 {
		q.Limit = 10
	}
	r, ok := x.rooms.Get().(*ranking)
	if !ok {
		r = &ranking{}
	}
	defer x.rooms.Put(r)
	r.open(s, q)
	r.gather()
	r.rank()
	res := Result{Score: r.chance(), Missing: r.missing(), Corrected: r.q.fixed}
	res.Answers = res.Score >= answerable
	if len(r.queue) > 0 {
		r.hits = make([]Hit, 0, min(q.Limit, len(r.queue)))
	}
	for c := r.top(); c != nil && len(r.hits) < q.Limit; c = r.top() {
		if !r.shown(c.doc, c.sentence) {
			r.hits = append(r.hits, r.hit(c))
		}
		r.pop()
	}
	res.Hits, r.hits = r.hits, nil
	return res
}

// shown reports whether a passage that is already given holds a sentence.
func (r *ranking) shown(d, i int) bool {
	p := r.s.docs[d].Layout.Sentences[i].Span
	for _, h := range r.hits {
		if h.Doc == d && h.Span.Meets(p) {
			return true
		}
	}
	return false
}

func (r *ranking) hit(c *candidate) Hit {
	h := Hit{Doc: c.doc, Sentence: c.sentence, Span: r.passage(c), Score: c.score}
	seen := 0
	for _, v := range c.value {
		if v != 0 {
			seen++
		}
	}
	h.Features = make([]Feature, 0, seen)
	for f, v := range c.value {
		if v != 0 {
			h.Features = append(h.Features, Feature{weights[f].Name, v, weights[f].Weight})
		}
	}
	return h
}
