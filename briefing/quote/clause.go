package quote

import (
	"strings"
)

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
			if p.punct(k) == ';' || p.remark(k, hi) {
				return k, false
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

// remark reports whether the writer takes over after the comma or dash at k:
// "- although it never did".
func (p *para) remark(k, hi int) bool {
	if p.punct(k) != '-' || !p.is(k+1, "although", "though", "but", "despite", "even", "which", "something", "-") {
		return false
	}
	if k+1 < hi && p.it[k].End == p.it[k+1].Start && p.it[k-1].End == p.it[k].Start {
		return false // a hyphen
	}
	for i := k + 2; i < hi; i++ {
		if p.punct(i) == '-' && p.punct(i-1) != '-' || p.has(i, isMark) {
			return false
		}
	}
	return true
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
		if p.has(k, neg) {
			return false
		}
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
	return joined && p.speaksNext(k, hi)
}

// speaksNext reports whether a subject and its verb of saying start at k.
func (p *para) speaksNext(k, hi int) bool {
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
	if p.has(k, conj) {
		return false
	}
	for i := k; i < hi && i < k+14; i++ {
		if !p.has(i, isWord) && p.punct(i) != '.' && p.punct(i) != '(' && p.punct(i) != ')' {
			return false
		}
		c := p.it[i].cue
		if c == nil || !speech(c) || c.frame&takesMarks != 0 || c.form&(past|third) == 0 && !(c.form&base != 0 && p.plural(i-1, k)) || p.has(i, upper) {
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
