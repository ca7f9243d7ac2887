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
	if g.linked {
		return p.linked(g, c, hi)
	}
	r := g.end
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
	if speech(c) && !(p.is(r, "to") && c.frame&takesTo != 0) {
		r = p.adjuncts(r, hi)
	}
	if c.frame&takesHearer != 0 && hearers[c.lemma] {
		if k := p.thatFar(g.end, hi); k > r {
			return k, clause
		}
	}
	if r >= hi {
		return r, nothing
	}
	if at, kind, ok := p.introduced(r, hi, c); ok {
		return at, kind
	}
	if c.frame&takesQuiz != 0 && c.frame&takesNoun == 0 {
		return r, nothing // "asked him about": the noun is the hearer
	}
	return p.bare(r, hi, c, clause)
}

// pastRemark returns the item after an aside that starts with the comma at r and
// that "that" or a quotation follows: "said, when asked, that", r if there is
// none.
func (p *para) pastRemark(r, hi int) int {
	if !p.has(r+1, prep|subord|when|adv) && !p.is(r+1, "per") && !p.gerund(r+1) || p.it[r+1].cue != nil {
		return r
	}
	for k := r + 2; k < hi && k < r+16; k++ {
		switch {
		case p.punct(k) == ',' && (p.is(k+1, "that") || p.has(k+1, isMark) && k+1 < hi && p.alone(k+1, hi)):
			return k + 1
		case p.has(k, isMark) || !p.has(k, isWord) && p.punct(k) != '.' && p.punct(k) != ',' || p.has(k, isWord) && p.it[k].cue != nil && speech(p.it[k].cue) && p.it[k].cue.frame&takesQuiz == 0:
			return r
		}
	}
	return r
}

// hearers are the verbs that always have an object before their content.
var hearers = words("tell inform assure remind notify reassure")

// thatFar returns the "that" behind a long name of those who hear: "told a crowd
// in Salem, Ohio, that", -1 when a verb or a quotation stands before it.
func (p *para) thatFar(r, hi int) int {
	for k := r; k < hi && k < r+30; k++ {
		switch {
		case p.is(k, "that"):
			return k
		case p.finite(k) || p.has(k, isMark|rel|subj|aux) || p.punct(k) == ':':
			return -1
		}
	}
	return -1
}

// linked finds the content after a verb with its preposition or particle:
// "called for calm", "pointed out that", "went on: “…”".
func (p *para) linked(g group, c *cue, hi int) (int, right) {
	out := p.is(g.end-1, "out") && c.lemma == "point"
	r := g.end
	if out || c.frame&quoteOnly != 0 {
		r = p.adjuncts(r, hi)
		if (p.punct(r) == ',' || p.punct(r) == ':') && p.has(r+1, isMark) && r+1 < hi {
			return r + 1, quoted
		}
	}
	if c.frame&quoteOnly != 0 {
		return r, nothing
	}
	wide := *c
	wide.frame |= takesClause | takesNoun
	switch {
	case out, p.is(g.end-1, "on", "upon") && c.lemma == "call":
		return p.bare(r, hi, &wide, clause)
	case p.has(r, isMark):
		return r, quoted
	}
	return p.bare(r, hi, &wide, phrase)
}

// introduced decides on content that a mark, a comma, a colon or a word like
// "that" leads in; ok is false when none does.
func (p *para) introduced(r, hi int, c *cue) (at int, kind right, ok bool) {
	next := r+1 < hi
	switch t := p.it[r]; {
	case t.has(isMark):
		return r, quoted, true
	case p.punct(r) == ',' || p.punct(r) == '-':
		switch {
		case speech(c) && next && p.has(r+1, isMark):
			return r + 1, quoted, true
		case speech(c) && next && p.is(r+1, "that"):
			return r + 1, clause, true
		case speech(c) && next:
			if k := p.pastRemark(r, hi); k > r {
				kind = clause
				if p.has(k, isMark) {
					kind = quoted
				}
				return k, kind, true
			}
		}
	case p.punct(r) == ':':
		switch {
		case !speech(c):
		case !next:
			return r, toCome, true
		case p.has(r+1, isMark) || p.verbal(r+1, hi): // no list
			return r + 1, quoted, true
		}
	case p.is(r, "that"), p.is(r, "if") && c.frame&takesQuiz != 0, t.has(wh):
		if c.frame&(takesClause|takesThat|takesQuiz|takesNoun) != 0 {
			return r, clause, true
		}
	case p.is(r, "not", "never") && p.is(r+1, "to") && c.frame&takesTo != 0:
		return r, phrase, true
	case p.is(r, "to"):
		if c.frame&takesTo != 0 && (!p.has(r+1, det|poss|obj|subj|upper|isMark) || p.has(r+1, isMark) && p.marks[p.it[r+1].mark].lower) { // "vowed to “fight on”"
			return r, phrase, true
		}
	default:
		return r, nothing, false
	}
	return r, nothing, true
}

// bare decides on content that nothing introduces.
func (p *para) bare(r, hi int, c *cue, kind right) (int, right) {
	if r >= hi || !p.has(r, isWord|isMark) && p.punct(r) != '(' && p.punct(r) != '$' {
		return r, nothing
	}
	if p.has(r, be|have|aux|conj) && !p.has(r, upper|digit) {
		return r, nothing
	}
	ifClause := kind == clause && c.frame&takesClause != 0 && p.is(r, "if", "when", "while", "although", "because", "once", "unless")
	if p.has(r, subord) && !p.has(r, wh|prep) && !p.is(r, "as") && (!ifClause || p.is(r+1, "asked", "pressed", "questioned")) {
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
