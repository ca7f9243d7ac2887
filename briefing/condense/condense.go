// Package condense chooses, from the sentences of several articles about one
// thing, those that together say what the articles agree matters, within a
// budget and without saying anything twice. It also groups the sentences of
// different articles that carry the same content, and finds where they
// contradict each other. It never writes a word. [Read] takes articles apart,
// once for all that is asked of them.
package condense

import (
	"math"
	"strings"
	"time"

	"briefingbot/briefing/text"
)

// Doc is one article of a cluster.
type Doc struct {
	Title  string
	Date   time.Time // zero when not stated
	Text   string
	Layout *text.Layout
}

// Ref points at one sentence: Docs[Doc].Layout.Sentences[Sentence].
type Ref struct{ Doc, Sentence int }

// Options bound a condensation.
type Options struct {
	Words int    // most words, counted as white-space separated; 0 means no bound
	Items int    // most sentences; 0 means no bound
	Query string // what the reader asks for: sentences about it are preferred and others left out; empty means everything
	Known []Ref  // sentences the reader has already been given: nothing they say is said again
	Told  []Ref  // the same of an earlier time: what says it with another figure is news
}

// Fact is a group of sentences of different articles that carry the same
// content.
type Fact struct {
	Best      Ref        // the most informative wording
	Refs      []Ref      // all wordings, Best included, by Doc then Sentence
	Origins   []int      // of each of Refs, the source it is of: copies of one wire story have the same
	Sources   int        // independent sources: copies of one wire story count once
	Conflicts []Conflict // where the wordings differ in a number, date or name, or say the opposite
}

// Conflict is one point on which the sentences of a fact differ.
type Conflict struct {
	Variants []Variant // at least two
}

// Variant is one version of a contested point, with the sentences that print it.
type Variant struct {
	Span text.Span // in the text of Refs[0]: the contested words with their hedge ("over 6,000")
	Refs []Ref
}

// Summarize sums up docs that nothing else is asked of: see [Cluster.Summarize].
func Summarize(docs []Doc, o Options) []Ref {
	c := Read(docs)
	defer c.Close()
	return c.Summarize(o)
}

// Summarize returns the chosen sentences in reading order. The result depends
// only on the content of the articles, not on their order, and is the same on
// every machine.
func (c *Cluster) Summarize(o Options) []Ref {
	if len(c.sentences) == 0 {
		return nil
	}
	w := &standard
	weight := c.weight
	var barred []bool
	var relevance []float64
	if strings.TrimSpace(o.Query) != "" {
		if t := c.topic(o.Query); len(t.slots) > 0 {
			relevance = c.relevance(t)
			weight, barred = c.narrow(relevance)
		}
	}
	salience := c.salience(w, relevance)
	words, items := c.bounds(w, o)
	h := newChooser(c, w, weight, salience, words, items)
	h.bar(barred)
	h.know(o.Known, false)
	h.know(o.Told, true)
	candidates := h.candidates()
	h.fill()
	h.exchange(candidates)
	var out []Ref
	for _, i := range c.order(h.chosen, salience) {
		out = append(out, c.sentences[i].ref)
	}
	return out
}

// bounds returns the most words and sentences that o allows. A summary is never
// more than a share of what it sums up.
func (c *Cluster) bounds(w *weights, o Options) (words, items int) {
	for i := range c.sentences {
		words += c.sentences[i].words
	}
	words = max(smallest, int(w.Share*float64(words)))
	if o.Words > 0 {
		words = min(words, o.Words)
	}
	if items = o.Items; items <= 0 {
		items = math.MaxInt
	}
	return words, items
}

const smallest = 30 // words that a summary may have however little there is
