package quote

// hearer returns the item after the one spoken to ("told reporters"), r when
// there is none.
func (p *para) hearer(r, hi int, c *cue) int {
	if p.has(r, obj) || p.is(r, "you") || p.is(r, "it", "her") && (!p.has(r+1, isWord) || p.has(r+1, rel|subj) || p.is(r+1, "to", "in", "on", "about")) {
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
		if k > r && t.has(upper) && !p.has(k-1, upper|det|poss|prep|conj|clitic) && p.has(k-1, isWord) && !particles[p.it[k-1].In(p.s)] {
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
		case p.is(r, "this", "that") && p.punct(r+1) == ':':
			r++
		case p.is(r, "so") || p.is(r, "it", "up") && (p.is(r+1, "to", "this", "best", "bluntly") || p.punct(r+1) == ':' || p.punct(r+1) == ','):
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
