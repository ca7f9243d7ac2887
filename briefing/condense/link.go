package condense

import "slices"

// link says that two sentences of different articles carry the same content.
type link struct {
	to       int
	strength float64
	partial  bool // they share a figure, a name or a clause, and may go on to other things
	against  bool // one denies what the other confirms
}

const (
	alike     = 0.5  // cosine, or share of word pairs, from which two sentences say the same
	together  = 0.35 // cosine below which shared word pairs are turns of phrase
	anchored  = 0.15 // cosine that is enough when both count the same things to the same number
	named     = 0.25 // cosine that is enough when both print the same name of three words and say something of it
	disputed  = 0.12 // cosine that is enough when one denies what the other confirms
	postings  = 64   // sentences of one concept that are compared with the next one
	longest   = 160  // words of a sentence beyond which it is none, and is not compared
	enoughFor = 4    // concepts below which nothing is proved
	clausal   = 0.75 // share of a clause's content words that makes another sentence say it too
	partly    = 0.25 // cosine from which a clause of four words will do
)

// pairing holds what is being counted while one sentence is compared with all
// before it.
type pairing struct {
	c        *cluster
	v        *vectors
	rare     []float64
	index    [][]int32 // concept → the first sentences that have it
	cosine   []float64
	shared   []int32 // word pairs in common
	met      []int32
	evidence evidence
}

// links compares every sentence with those before it that share a concept, and
// returns for each the sentences that say the same. Only the first sentences of
// a crowded concept are compared, so that the time grows with the text and not
// with its square.
func (c *cluster) links() [][]link {
	p := &pairing{
		c: c, v: c.vectors(), rare: c.rarity(),
		index:  make([][]int32, len(c.concepts)),
		cosine: make([]float64, len(c.sentences)),
		shared: make([]int32, len(c.sentences)),
	}
	p.evidence.c = c
	out := make([][]link, len(c.sentences))
	for i := range c.sentences {
		if s := &c.sentences[i]; c.copied(i) || s.end-s.start > longest {
			continue
		}
		p.count(i)
		slices.Sort(p.met)
		for _, j := range p.met {
			j := int(j)
			if l, ok := p.judge(i, j); ok {
				l.to = j
				out[i] = append(out[i], l)
				l.to = i
				out[j] = append(out[j], l)
			}
			p.cosine[j], p.shared[j] = 0, 0
		}
		p.met = p.met[:0]
	}
	return out
}

// count adds up what sentence i shares with the sentences before it, and puts
// it into the index.
func (p *pairing) count(i int) {
	s := &p.c.sentences[i]
	length := p.v.length[i]
	for _, id := range s.concepts {
		k := &p.c.concepts[id]
		if k.sentences == 1 {
			continue
		}
		for _, j := range p.index[id] {
			if p.c.sentences[j].doc == s.doc {
				continue
			}
			if p.cosine[j] == 0 && p.shared[j] == 0 {
				p.met = append(p.met, j)
			}
			if k.term < 0 {
				p.shared[j]++
				continue
			}
			x := p.rare[k.term]
			p.cosine[j] += float64(x * x / (length * p.v.length[j]))
		}
		if len(p.index[id]) < postings {
			p.index[id] = append(p.index[id], int32(i))
		}
	}
}

// judge says how i and j are linked, if at all.
func (p *pairing) judge(i, j int) (link, bool) {
	cosine := p.cosine[j]
	overlap := 0.0
	if few := min(p.c.sentences[i].pairs, p.c.sentences[j].pairs); few >= enoughFor && cosine >= together {
		overlap = float64(p.shared[j]) / float64(few)
	}
	strength := max(cosine, overlap)
	if strength < disputed {
		return link{}, false
	}
	e := &p.evidence
	l := link{strength: strength, partial: cosine < alike}
	switch {
	case strength >= alike && p.c.beyond(i, j, 1) && !e.otherEvent(i, j, strength):
	case cosine >= anchored && e.sameFigure(i, j):
	case cosine >= named && p.shared[j] >= 2 && p.c.beyond(i, j, 3) && !e.otherEvent(i, j, strength):
	case p.shared[j] >= 2 && p.sameClause(i, j, cosine) && p.c.beyond(i, j, 1) && !e.otherEvent(i, j, strength):
	case p.shared[j] >= 1 && e.opposed(i, j):
		l.against = true
	default:
		return link{}, false
	}
	return l, true
}

// sameClause reports whether a clause of one sentence is all in the other: a
// long one, or any one when the sentences are somewhat alike.
func (p *pairing) sameClause(i, j int, cosine float64) bool {
	n := max(p.evidence.clauseIn(i, j), p.evidence.clauseIn(j, i))
	return n > enoughFor || n == enoughFor && cosine >= partly
}

// beyond reports whether two sentences share more than one name, however long
// it is: at least two telling words outside of the longest run of content words
// in common, or a run that is nearly all that one of them says. The run must
// have at least so many words, two of them telling if it is to be a name.
func (c *cluster) beyond(i, j, words int) bool {
	a, b := c.words(&c.sentences[i]), c.words(&c.sentences[j])
	longest, at := 0, 0
	for x := range a {
		for y := range b {
			n := 0
			for x+n < len(a) && y+n < len(b) && a[x+n] == b[y+n] && !c.terms[a[x+n]].stop {
				n++
			}
			if n > longest {
				longest, at = n, x
			}
		}
	}
	run := a[at : at+longest]
	if longest < words || words > 1 && c.telling(run) < 2 {
		return false
	}
	var more []int32
	content := 0
	for _, w := range b {
		if c.terms[w].stop {
			continue
		}
		content++
		if slices.Contains(a, w) && !slices.Contains(run, w) && !slices.Contains(more, w) {
			more = append(more, w)
		}
	}
	return c.telling(more) >= 2 || words == 1 && (len(more) >= 3 || 2*longest >= content)
}

// telling counts the words that few sentences have: one in thirty, or eight.
func (c *cluster) telling(words []int32) int {
	n := 0
	for _, w := range words {
		if k := c.concepts[c.terms[w].concept]; int(k.sentences) <= max(8, len(c.sentences)/30) {
			n++
		}
	}
	return n
}
