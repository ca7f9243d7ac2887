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
	alike       = 0.5  // cosine, or share of word pairs, from which two sentences say the same
	together    = 0.35 // cosine below which shared word pairs are turns of phrase
	anchored    = 0.15 // cosine that is enough when both count the same things to the same number
	named       = 0.25 // cosine that is enough when both print the same name of three words and say something of it
	disputed    = 0.12 // cosine that is enough when one denies what the other confirms
	contested   = 0.3  // cosine from which a word said of the same is contradicted by its opposite
	postings    = 32   // sentences of one concept that are compared with the next one
	crowded     = 64   // sentences that make a word tell too little to compare them for it
	crowdedPair = 128  // and a pair of words
	worthwhile  = 4    // two such words, or one and two pairs: then the sentences are compared
	longest     = 160  // words of a sentence beyond which it is none, and is not compared
	enoughFor   = 4    // concepts below which nothing is proved
	clausal     = 0.75 // share of a clause's content words that makes another sentence say it too
	partly      = 0.25 // cosine from which a clause of four words will do
)

// pairing holds what is being counted while one sentence is compared with those
// before it.
type pairing struct {
	c        *Cluster
	v        *vectors
	rare     []float64
	index    [][]int32 // concept → the first sentences that have it
	here     []int32   // concept → the sentence being compared, plus one, if it has it
	common   []int32   // sentence → what it has in common with the one being compared
	met      []int32   // sentences that have anything in common with it
	evidence *evidence
}

// links compares every sentence with those before it that share a concept few
// others have, and returns for each the sentences that say the same. The time
// grows with the text and not with its square: crowded concepts tell nothing,
// and of a crowd of copies only the first are compared.
func (c *Cluster) links(e *evidence) [][]link {
	p := &pairing{
		c: c, v: c.vectors(), rare: c.rarity(),
		index:  make([][]int32, len(c.concepts)),
		here:   make([]int32, len(c.concepts)),
		common: make([]int32, len(c.sentences)),
	}
	p.evidence = e
	out := make([][]link, len(c.sentences))
	for i := range c.sentences {
		s := &c.sentences[i]
		if c.copied(i) || s.end-s.start > longest {
			continue
		}
		p.meet(i)
		for _, j := range p.met {
			enough := p.common[j] >= worthwhile
			p.common[j] = 0
			if !enough {
				continue
			}
			if l, ok := p.judge(i, int(j)); ok {
				l.to = int(j)
				out[i] = append(out[i], l)
				l.to = i
				out[j] = append(out[j], l)
			}
		}
	}
	return out
}

// meet finds the sentences before i in other articles that share what few
// sentences have, and puts i into the index.
func (p *pairing) meet(i int) {
	s := &p.c.sentences[i]
	p.met = p.met[:0]
	for _, id := range s.concepts {
		p.here[id] = int32(i) + 1
		weight := p.tells(id)
		if weight == 0 {
			continue
		}
		for _, j := range p.index[id] {
			if p.c.sentences[j].doc == s.doc {
				continue
			}
			if p.common[j] == 0 {
				p.met = append(p.met, j)
			}
			p.common[j] += weight
		}
		if len(p.index[id]) < postings {
			p.index[id] = append(p.index[id], int32(i))
		}
	}
}

// tells says how much it tells that two sentences share a concept: nothing when
// it is crowded.
func (p *pairing) tells(id int32) int32 {
	switch k := &p.c.concepts[id]; {
	case k.sentences < 2 || k.sentences > crowded && k.term >= 0 || k.sentences > crowdedPair:
		return 0
	case k.term >= 0:
		return 2
	}
	return 1
}

// shares returns the cosine of i, whose concepts are marked, and j, and how
// many word pairs they have in common.
func (p *pairing) shares(i, j int) (cosine float64, pairs int) {
	for _, id := range p.c.sentences[j].concepts {
		if p.here[id] != int32(i)+1 {
			continue
		}
		if t := p.c.concepts[id].term; t >= 0 {
			cosine += float64(p.rare[t] * p.rare[t])
		} else {
			pairs++
		}
	}
	if cosine > 0 {
		cosine /= p.v.length[i] * p.v.length[j]
	}
	return cosine, pairs
}

// judge says how i and j are linked, if at all.
func (p *pairing) judge(i, j int) (link, bool) {
	cosine, pairs := p.shares(i, j)
	overlap := 0.0
	if few := min(p.c.sentences[i].pairs, p.c.sentences[j].pairs); few >= enoughFor && cosine >= together {
		overlap = float64(pairs) / float64(few)
	}
	strength := max(cosine, overlap)
	if strength < disputed {
		return link{}, false
	}
	e := p.evidence
	l := link{strength: strength, partial: cosine < alike}
	said, tolls := compatible, e.tolls(i, j)
	if cosine >= contested {
		_, _, said = e.contest(i, j)
	}
	switch {
	case tolls == different:
		return link{}, false
	case tolls == contrary:
		l.partial = true
		l.against = true
	case said == contrary:
		l.against = true
	case pairs >= 1 && p.c.marked(i, j, judging) && e.opposed(i, j):
		l.against = true
	case said == different || !p.alike(i, j, cosine, strength, pairs) || e.otherPredicate(i, j):
		return link{}, false
	}
	return l, true
}

// alike reports whether i and j say the same.
func (p *pairing) alike(i, j int, cosine, strength float64, pairs int) bool {
	e := p.evidence
	switch {
	case strength >= alike && p.c.beyond(i, j, 1) && !e.otherEvent(i, j, strength):
	case cosine >= anchored && p.c.mayCount(i, j) && e.sameFigure(i, j):
	case cosine >= named && pairs >= 2 && p.c.beyond(i, j, 3) && !e.otherEvent(i, j, strength) && !e.otherFigures(i, j):
	case pairs >= 2 && p.sameClause(i, j, cosine) && p.c.beyond(i, j, 1) && !e.otherEvent(i, j, strength):
	default:
		return false
	}
	return true
}

// marked reports whether both sentences have a mark.
func (c *Cluster) marked(i, j int, m marks) bool {
	return c.sentences[i].marks&c.sentences[j].marks&m != 0
}

// mayCount reports whether two sentences can give the same figure: they share
// its digits, or one of them writes it in words.
func (c *Cluster) mayCount(i, j int) bool {
	a, b := &c.sentences[i], &c.sentences[j]
	if a.marks&(figured|spelt) == 0 || b.marks&(figured|spelt) == 0 {
		return false
	}
	if (a.marks|b.marks)&spelt != 0 {
		return true
	}
	return slices.ContainsFunc(c.words(a), func(w int32) bool {
		return c.terms[w].class&digit != 0 && slices.Contains(c.words(b), w)
	})
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
func (c *Cluster) beyond(i, j, words int) bool {
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
func (c *Cluster) telling(words []int32) int {
	n := 0
	for _, w := range words {
		if k := c.concepts[c.terms[w].concept]; int(k.sentences) <= max(8, len(c.sentences)/30) {
			n++
		}
	}
	return n
}
