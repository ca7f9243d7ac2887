package quote

import "strings"

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
		return r + 1, quoted
	case p.is(r, "that"), p.is(r, "if") && c.frame&takesQuiz != 0, t.has(wh):
		if c.frame&(takesClause|takesThat|takesQuiz) == 0 && !(c.frame&takesNoun != 0) {
			return r, nothing
		}
		return r, clause
	case p.is(r, "to"):
		if c.frame&takesTo != 0 {
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

// hearer returns the item after the one spoken to ("told reporters"), r when
// there is none.
func (p *para) hearer(r, hi int, c *cue) int {
	if p.has(r, obj) || p.is(r, "you", "it", "her") && !p.has(r+1, isWord) || p.is(r, "her") && p.is(r+1, "that", "to", "he", "she", "in", "on", "about") || p.is(r, "you") {
		return r + 1
	}
	k := r
	for ; k < hi && k-r < 14; k++ {
		t := p.it[k]
		if t.has(isMark) && k > r && p.marks[t.mark].titled && p.has(k-1, clitic) {
			continue
		}
		if !t.has(isWord) {
			if p.punct(k) == '.' && !t.last && p.has(k+1, isWord) || p.punct(k) == '’' || p.punct(k) == '\'' || p.punct(k) == '/' {
				continue
			}
			break
		}
		if t.has(rel|subj|be|have|aux|subord) && !(t.has(upper) && !t.has(subj)) || t.has(wh) || p.is(k, "to") {
			break
		}
		if t.has(prep) && !p.is(k, "of", "at", "from", "with", "for") || t.has(when) {
			break
		}
		if k > r && p.finite(k) {
			break
		}
		// "told CNN the deal": a second noun phrase begins the report
		if k > r && t.has(det|poss) && !p.has(k-1, prep|conj) {
			return k
		}
		if k > r && t.has(upper) && !p.has(k-1, upper|det|poss|prep|conj|clitic) && p.has(k-1, isWord) {
			return k
		}
	}
	if k == r || k >= hi {
		if k >= hi && k > r {
			return k
		}
		return r
	}
	if p.has(k-1, conj) || c.frame&takesNoun != 0 && !p.has(k-1, upper|human|institutional|subj) {
		return r
	}
	if p.finite(k) || p.has(k, be|have|aux) {
		// "told Trump won": no hearer unless the verb needs one
		if c.lemma != "tell" {
			return r
		}
	}
	return k
}

// adjuncts steps over when, where and to whom something was said.
func (p *para) adjuncts(r, hi int) int {
	for r < hi {
		switch {
		case p.has(r, when), p.has(r, adv) && !p.has(r, upper|prep|subord) && !p.is(r, "here", "there"):
			r++
		case p.is(r, "last", "this", "the", "next") && p.has(r+1, when):
			r += 2
		case p.is(r, "so") || p.is(r, "it") && p.is(r+1, "to", "this", "best", "bluntly"):
			r++
		case p.has(r, prep) && !p.is(r, "than", "like", "unlike", "despite", "per", "but", "until"):
			k := p.phrase(r+1, hi)
			if k <= r+1 || p.is(r, "to") && !p.has(r+1, det|poss|obj|upper|human|isMark) && !p.word(r+1, "s") {
				return r
			}
			r = k
		case p.punct(r) == '(':
			k := r
			for k < hi && k-r < 15 && p.punct(k) != ')' {
				k++
			}
			if p.punct(k) != ')' {
				return r
			}
			r = k + 1
		default:
			return r
		}
		if p.punct(r) == ',' && (p.has(r+1, upper) && !p.has(r+1, subj|det|prep) && p.punct(r+2) == ',') {
			r += 3 // "in Toledo, Ohio,"
		} else if p.punct(r) == ',' && p.has(r+1, prep|when) && r+2 < hi && p.marksWithin(r+1, min(hi, r+14)) {
			r++
		}
	}
	return r
}

// phrase returns the item after the noun phrase at r, following its own
// prepositions.
func (p *para) phrase(r, hi int) int {
	k := r
	for ; k < hi && k-r < 16; k++ {
		t := p.it[k]
		if t.has(isMark) {
			// “Fox News Sunday” in a place is a title
			if k > r && p.has(k-1, clitic|poss|det) || p.has(k-1, prep) && p.is(k-1, "on") && p.marks[t.mark].titled {
				continue
			}
			return k
		}
		if !t.has(isWord) {
			if p.punct(k) == '.' && !t.last && p.has(k+1, isWord) || p.punct(k) == '/' || p.punct(k) == '’' || p.punct(k) == '\'' {
				continue
			}
			return k
		}
		if t.has(subj|rel|be|have|aux|conj) && !t.has(upper) || t.has(subj|rel) || t.has(subord) && !t.has(prep) || t.has(wh) {
			return k
		}
		if k > r && p.finite(k) {
			return k
		}
		if k > r && (t.has(det|poss) && !p.has(k-1, prep|det|adv) || t.has(upper) && !t.has(when) && p.has(k-1, when)) {
			return k
		}
		if k > r && t.has(upper) && !t.has(when) && !p.has(k-1, upper|det|poss|prep|clitic|conj|digit) && p.has(k-1, isWord) && p.has(k-1, paper|human|when) {
			return k
		}
	}
	return k
}

// marksBeforeComma reports whether a stretch between marks follows k in its
// clause.
func (p *para) marksBeforeComma(k, hi int) bool {
	for i := k; i < hi && p.punct(i) != ','; i++ {
		if p.has(i, isMark) {
			return true
		}
	}
	return false
}

func (p *para) marksWithin(a, b int) bool {
	for i := a; i < b && i < len(p.it); i++ {
		if p.it[i].has(isMark) {
			return true
		}
	}
	return false
}

// clauseEnd returns where the report that starts at a ends: at the end of the
// sentence, or where another report, or the writer, takes over. closed tells
// that a later attribution claims the whole.
func (p *para) clauseEnd(a, hi int) (end int, claimed bool) {
	for k := a + 1; k < hi; k++ {
		switch {
		case p.punct(k) == ',' || p.punct(k) == '-' || p.punct(k) == ';':
			if p.is(k+1, "according") && p.is(k+2, "to") {
				return k, true
			}
			if next := p.takesOver(k+1, hi); next {
				return k, false
			}
			if p.tail(k+1, hi) {
				return k, true
			}
		case p.has(k, isMark) && k+1 < hi:
			if p.has(k+1, isWord) && k > a && p.tail(k+1, hi) {
				return k + 1, true
			}
			if m := p.marks[p.it[k].mark]; m.last == ',' && p.takesOver(k+1, hi) {
				return k + 1, false
			}
		case p.has(k, conj) && p.takesOver(k, hi):
			return k, false
		}
	}
	end = hi
	for end > a+1 && !p.has(end-1, isWord|isMark) && p.punct(end-1) != ')' && p.punct(end-1) != '%' {
		end--
	}
	return end, false
}

// takesOver reports whether a new report starts at k: ", adding", "and called",
// "but she said".
func (p *para) takesOver(k, hi int) bool {
	joined := false
	for k < hi && (p.has(k, conj) || p.is(k, "though", "although", "while", "even", "then", "though")) {
		joined = true
		k++
	}
	for k < hi && p.has(k, adv) && !p.has(k, upper) {
		k++
	}
	if k >= hi {
		return false
	}
	if c := p.it[k].cue; c != nil && !p.has(k, upper) {
		if c.form&gerund != 0 && (c.frame&takesMarks == 0) {
			return true
		}
		return joined && c.form&(past|third) != 0 && c.frame&takesMarks == 0 && c.form&base == 0 &&
			!(c.frame&isNoun != 0 && c.form&third != 0) && !p.has(k+1, be|have|aux) || joined && c.lemma == "say"
	}
	if !joined {
		return false
	}
	// a subject and a verb of saying
	for i := k; i < hi && i < k+9; i++ {
		if !p.has(i, isWord) && p.punct(i) != '.' {
			return false
		}
		c := p.it[i].cue
		if c != nil && i > k && c.frame&(takesClause|takesNoun|takesThat) != 0 && c.frame&takesMarks == 0 && c.form&(past|third) != 0 && !p.has(i, upper) {
			g, ok := p.group(i, k, hi)
			return ok && !g.passive && g.start > k && p.before(g.start-1, k).ok() && !p.verbal(k, g.start)
		}
		if p.finite(i) && !p.has(i, have|aux|be) || p.has(i, rel) {
			return false
		}
	}
	return false
}

// tail reports whether what starts at k up to hi is only an attribution: "he
// said Friday", "said the mayor in a statement".
func (p *para) tail(k, hi int) bool {
	for i := k; i < hi && i < k+14; i++ {
		if !p.has(i, isWord) && p.punct(i) != '.' && p.punct(i) != '(' && p.punct(i) != ')' {
			return false
		}
		c := p.it[i].cue
		if c == nil || c.frame&(takesClause|takesThat) == 0 || c.form&(past|third) == 0 && !(c.form&base != 0 && p.plural(i-1, k)) || p.has(i, upper) {
			if p.finite(i) && !p.has(i, have|aux|be|control) || p.has(i, rel) {
				return false
			}
			continue
		}
		g, ok := p.group(i, k, hi)
		if !ok || g.passive {
			continue
		}
		if g.start > k && p.before(g.start-1, k).ok() {
			r := g.end
			if c.frame&takesHearer != 0 {
				r = p.hearer(r, hi, c)
			}
			r = p.adjuncts(r, hi)
			return r >= hi || p.end(r, hi)
		}
		if g.start == k {
			n := p.after(g.end, hi)
			return n.ok() && (n.b >= hi || !p.has(n.b, isWord) || p.has(n.b, prep|when|rel|adv))
		}
		return false
	}
	return false
}

// end reports whether only closing punctuation, or an aside, is left from r.
func (p *para) end(r, hi int) bool {
	if r >= hi || p.it[r].last {
		return true
	}
	switch p.punct(r) {
	case '.', '?', '!', ';', '…':
		return true
	case ',', '-':
		return r+1 >= hi || p.has(r+1, rel|conj|subord|prep|adv) || p.gerund(r+1) || p.takesOver(r+1, hi)
	}
	return p.has(r, subord) && p.has(r, isWord)
}

func (p *para) gerund(i int) bool {
	w := ""
	if p.has(i, isWord) {
		w = p.it[i].In(p.s)
	}
	return len(w) > 4 && strings.HasSuffix(w, "ing") && !p.has(i, upper)
}
