package quote

// right says what follows a reporting verb.
type right uint8

const (
	nothing right = iota
	quoted        // a stretch between quotation marks, or one after a comma or colon
	clause        // "that he would", "he would"
	phrase        // a noun or infinitive
	toCome        // a colon at the end of the paragraph: the next one holds it
)

// content finds where the report starts after the verb group g.
func (p *para) content(g group, hi int) (at int, kind right) {
	c := p.it[g.head].cue
	r := g.end
	if g.linked {
		if c.frame&quoteOnly != 0 {
			r = p.adjuncts(r, hi)
			if (p.punct(r) == ',' || p.punct(r) == ':') && p.has(r+1, isMark) && r+1 < hi {
				return r + 1, quoted
			}
			return r, nothing
		}
		linked := *c
		linked.frame |= takesClause | takesNoun
		c = &linked
		if p.is(g.end-1, "out") && c.lemma == "point" {
			r = p.adjuncts(r, hi)
			if p.punct(r) == ',' && p.has(r+1, isMark) && r+1 < hi {
				return r + 1, quoted
			}
		}
		if p.is(g.end-1, "out") && c.lemma == "point" || p.is(g.end-1, "on", "upon") && c.lemma == "call" {
			return p.bare(r, hi, c, clause)
		}
		if p.has(r, isMark) {
			return r, quoted
		}
		return p.bare(r, hi, c, phrase)
	}
	if c.frame&takesHearer != 0 {
		if k := p.hearer(r, hi, c); k > r {
			if p.is(k, "to") && c.frame&takesTo != 0 {
				if c.lemma == "tell" {
					return k, phrase
				}
				return r, phrase
			}
			r = k
		}
	}
	speech := c.frame&(takesClause|takesQuote|takesThat|quoteOnly) != 0
	if speech {
		if !(p.is(r, "to") && c.frame&takesTo != 0) {
			r = p.adjuncts(r, hi)
		}
	}
	if r >= hi {
		return r, nothing
	}
	switch t := p.it[r]; {
	case t.has(isMark):
		return r, quoted
	case p.punct(r) == ',' || p.punct(r) == '-':
		if p.has(r+1, isMark) && speech && r+1 < hi {
			return r + 1, quoted
		}
		if p.is(r+1, "that") && speech && r+1 < hi {
			return r + 1, clause
		}
		return r, nothing
	case p.punct(r) == ':':
		if !speech {
			return r, nothing
		}
		if r+1 >= hi {
			return r, toCome
		}
		if !p.has(r+1, isMark) && !p.verbal(r+1, hi) {
			return r, nothing // a list
		}
		return r + 1, quoted
	case p.is(r, "that"), p.is(r, "if") && c.frame&takesQuiz != 0, t.has(wh):
		if c.frame&(takesClause|takesThat|takesQuiz) == 0 && !(c.frame&takesNoun != 0) {
			return r, nothing
		}
		return r, clause
	case p.is(r, "not", "never") && p.is(r+1, "to") && c.frame&takesTo != 0:
		return r, phrase
	case p.is(r, "to"):
		if c.frame&takesTo != 0 && !p.has(r+1, det|poss|obj|subj|upper|isMark) {
			return r, phrase
		}
		return r, nothing
	}
	if c.frame&takesQuiz != 0 && !g.linked && c.frame&takesNoun == 0 {
		// "asked him about": the noun is the hearer
		return r, nothing
	}
	return p.bare(r, hi, c, clause)
}

// bare decides on content that nothing introduces.
func (p *para) bare(r, hi int, c *cue, kind right) (int, right) {
	if r >= hi || !p.has(r, isWord|isMark) && p.punct(r) != '(' && p.punct(r) != '$' {
		return r, nothing
	}
	if p.has(r, be|have|aux|conj) && !p.has(r, upper|digit) || p.has(r, subord) && !p.has(r, wh|prep) && !p.is(r, "as") &&
		!(kind == clause && c.frame&takesClause != 0 && p.is(r, "if", "when", "while", "although", "because", "once", "unless") && !p.is(r+1, "asked", "pressed", "questioned")) {
		return r, nothing
	}
	if kind == clause && c.frame&(takesNoun|takesMarks) != 0 && c.frame&takesClause == 0 {
		kind = phrase
	}
	if kind == clause && c.frame&takesClause == 0 || c.frame&quoteOnly != 0 {
		return r, nothing
	}
	if p.has(r, prep) && !p.has(r, upper) && kind == phrase && c.frame&takesMarks == 0 && !p.is(r, "as") {
		return r, nothing
	}
	if c.frame&needsVerb != 0 && !p.verbal(r, hi) {
		return r, nothing
	}
	return r, kind
}
