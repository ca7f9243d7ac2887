package condense

import (
	"slices"
	"sync"
)

// clusters are those that nothing is read into. Their memory and the words they
// know are used again, because small clusters come by the thousand; nothing that
// is returned depends on what was read before.
var clusters = sync.Pool{New: func() any {
	return &Cluster{lexicon: &lexicon{forms: map[string]int32{}, stems: map[string]int32{}}}
}}

// What is larger is not kept for the next cluster: there are few of its size.
const (
	mostForms  = 1 << 16 // words of a lexicon
	mostTokens = 1 << 18 // words of an input
)

// Close gives the memory of c to another cluster. Nothing may be asked of c any
// more; what it answered stays.
func (c *Cluster) Close() {
	for _, n := range c.stems {
		c.lexicon.known[n].term = -1
	}
	if c.large() {
		*c = Cluster{}
		return
	}
	clear(c.docs) // so as not to hold the articles
	clear(c.sentences)
	clear(c.reader.words[:cap(c.reader.words)])
	c.bags.made = false
	*c = Cluster{
		docs: c.docs[:0], source: c.source[:0], first: c.first[:0], titles: c.titles[:0],
		sentences: c.sentences[:0], tokens: c.tokens[:0], terms: c.terms[:0], stems: c.stems[:0],
		concepts: c.concepts[:0], weight: c.weight[:0], rare: c.rare[:0], bags: c.bags,
		lexicon: c.lexicon, tools: c.tools,
	}
	clusters.Put(c)
}

// large reports whether c is not kept for the next cluster.
func (c *Cluster) large() bool { return len(c.lexicon.forms) > mostForms || len(c.tokens) > mostTokens }

// room returns an empty slice with room for n, s again where it has it.
func room[T any](s []T, n int) []T { return slices.Grow(s[:0], n) }

// zeros returns n zeros, in s where it has room for them.
func zeros[T any](s []T, n int) []T {
	s = room(s, n)[:n]
	clear(s)
	return s
}
