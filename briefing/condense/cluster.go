package condense

import (
	"cmp"
	"slices"

	"briefingbot/briefing/text"
)

// Cluster is articles taken apart, once for all that is asked of them: in
// canonical order (by content, so that nothing depends on the order they were
// given in), their prose sentences, every word as a small number, and what the
// articles have in common. Numbers are given in the order of first use, so that
// sums run in the same order on every machine. No answer changes another; but
// one goroutine may ask at a time.
type Cluster struct {
	docs      []Doc // in canonical order
	source    []int // canonical document → index in the caller's docs
	first     []int // canonical document → its first sentence; one more than docs
	family    []int // canonical document → its family of near copies
	families  int
	sentences []sentence
	tokens    []int32 // the words of all sentences, as terms
	terms     []term
	lexicon   *lexicon
	stems     []int32   // term → its number in the lexicon
	rare      []float64 // see rarity
	bags      vectors   // see vectors
	titles    [][]int32 // the words of each title
	concepts  []concept
	weight    []float64 // concept → what it is worth
	tools
}

// tools are what a cluster is taken apart with; nothing that is asked of it
// needs them.
type tools struct {
	reader   reader
	mentions mentions
	sieve    sieve
	pairs    numbers // two words → number
	shingles numbers // four words → number
}

// term is one stem.
type term struct {
	stem    string
	stop    bool
	class   class
	concept int32 // -1 for a stop word
}

// sentence is one prose sentence.
type sentence struct {
	doc      int // canonical
	ref      Ref // as the caller counts
	place    int // among the prose sentences of its document, from 0
	start    int // first token
	end      int
	words    int     // separated by white space
	concepts []int32 // without pairs that no other sentence has
	singles  int     // distinct content words
	pairs    int     // distinct pairs, all of them
	marks    marks
	copyOf   int // the first sentence that says the same word for word, or itself
}

// How many bytes of news there are to a word, and to a new word: guesses that
// spare allocations.
const (
	wordLength = 6
	fresh      = 20    // while the words are new
	known      = 200   // when they are not any more
	vocabulary = 20000 // words after which they are not
)

// Read takes docs apart. The cluster is to be closed when nothing more is asked
// of it.
func Read(docs []Doc) *Cluster {
	c := clusters.Get().(*Cluster)
	for i, d := range docs {
		if d.Layout != nil {
			c.source = append(c.source, i)
		}
	}
	slices.SortStableFunc(c.source, func(a, b int) int {
		x, y := &docs[a], &docs[b]
		return cmp.Or(x.Date.Compare(y.Date), cmp.Compare(x.Title, y.Title), cmp.Compare(x.Text, y.Text))
	})
	size, sentences := 0, 0
	for _, i := range c.source {
		size += len(docs[i].Text)
		sentences += len(docs[i].Layout.Sentences)
	}
	words := min(size/fresh, vocabulary+size/known)
	c.stems, c.terms = room(c.stems, words), room(c.terms, words)
	c.tokens, c.sentences = room(c.tokens, size/wordLength), room(c.sentences, sentences)
	r := &c.reader
	r.seen.reset(size / 128)
	r.first = r.first[:0]
	for n, i := range c.source {
		c.docs = append(c.docs, docs[i])
		c.titles = append(c.titles, slices.Clone(c.scan(r, docs[i].Title)))
		c.first = append(c.first, len(c.sentences))
		c.addSentences(r, n, i)
	}
	c.first = append(c.first, len(c.sentences))
	c.findFamilies()
	c.findConcepts()
	c.weigh(&standard)
	if c.running() {
		c.renew()
	}
	if c.large() {
		c.tools = tools{}
	}
	return c
}

func (c *Cluster) addSentences(r *reader, doc, source int) {
	d := &c.docs[doc]
	place := 0
	for i, s := range d.Layout.Sentences {
		if s.Kind != text.Prose || s.Start < 0 || s.End > len(d.Text) || s.Start >= s.End {
			continue
		}
		printed := s.In(d.Text)
		start := len(c.tokens)
		c.tokens = append(c.tokens, c.scan(r, printed)...)
		if len(c.tokens) == start {
			continue
		}
		c.sentences = append(c.sentences, sentence{
			copyOf: r.original(c.tokens[start:], len(c.sentences)),
			doc:    doc, ref: Ref{source, i}, place: place,
			start: start, end: len(c.tokens),
			words: fields(printed), marks: c.mark(printed, c.tokens[start:]),
		})
		place++
	}
}

// printed returns the sentence's bytes.
func (c *Cluster) printed(s *sentence) string {
	d := &c.docs[s.doc]
	return d.Layout.Sentences[s.ref.Sentence].In(d.Text)
}

// words returns the sentence's terms in order.
func (c *Cluster) words(s *sentence) []int32 { return c.tokens[s.start:s.end] }

// copied reports whether an earlier sentence of the cluster says the same word
// for word. It is no evidence of its own then.
func (c *Cluster) copied(i int) bool { return c.sentences[i].copyOf != i }

// fingerprint is a hash of words.
func fingerprint(words []int32) uint64 {
	h := uint64(len(words))
	for _, w := range words {
		h = mix(h ^ (uint64(w) + nought))
	}
	return h
}
