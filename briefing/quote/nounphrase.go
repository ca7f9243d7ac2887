package quote

// beyond reports whether item i cannot be inside the noun phrase that ends
// right of it.
func (p *para) beyond(i int) bool {
	t := p.it[i]
	if t.has(isMark) {
		return !p.nickname(i)
	}
	if !t.has(isWord) {
		switch r := p.punct(i); {
		case r == '.':
			return t.last || !p.has(i+1, isWord)
		case r == '\'' || r == '’' || r == '/' || r == '&':
			return false
		case r == '-':
			return i+1 >= len(p.it) || t.End != p.it[i+1].Start
		}
		return true
	}
	if t.has(upper) && i > 0 && !p.it[i-1].last && !t.has(subj|rel) {
		return false
	}
	switch {
	case p.word(i, "ed") && p.has(i-1, upper|subj) && !p.has(i-1, det):
		return true
	case t.has(subj):
		return !p.is(i, "others", "everyone", "nobody")
	case t.has(rel | be | have | aux | neg | wh), p.finite(i):
		return true
	case t.has(subord):
		return !t.has(prep) || p.is(i, "as", "after", "before", "since", "until", "like")
	case t.cue != nil && t.cue.frame&isNoun == 0 && t.cue.form&(base|gerund) != 0:
		return !p.has(i-1, det|poss|prep|clitic) && !p.has(i+1, title|human)
	}
	return false
}

// nickname reports whether the stretch at item i is part of a name: Marcia
// “Cia” Price.
func (p *para) nickname(i int) bool {
	m := p.marks[p.it[i].mark]
	return m.words < 4 && m.titled && p.has(i-1, upper) && p.has(i+1, upper) && m.last != ',' && m.last != '.'
}

// before returns the noun phrase that ends with item j, not reaching below lo.
func (p *para) before(j, lo int) noun {
	j = p.dropTime(j, lo)
	for j > lo && p.punct(j) == ')' {
		k := j - 1
		for k > lo && j-k < 12 && p.punct(k) != '(' {
			k--
		}
		if p.punct(k) != '(' {
			return noun{}
		}
		j = k - 1
	}
	if p.punct(j) == '.' && j-1 >= lo && listed(suffixes, p.text(j-1)) { // "Roe Jr. said"
		n := p.before(j-1, lo)
		if n.ok() && n.b == j {
			n.b++
		}
		return n
	}
	if p.is(j, "himself", "herself", "itself", "themselves") {
		j--
	}
	if j < lo || !p.has(j, isWord) || p.has(j, be|aux|have|prep|conj|obj|subord|neg) && !p.has(j, upper) && !(p.has(j, obj) && p.has(j-1, prep)) {
		return noun{}
	}
	if p.has(j, subj) {
		return noun{j, j + 1}
	}
	k := j
	for ; k >= lo && j-k < 40; k-- {
		if p.beyond(k) || k < j && p.clauseAnd(k, lo) {
			break
		}
		if p.has(k, det|poss) && !p.has(k, upper) && !(p.has(k-1, prep) && k-2 >= lo) && !(p.has(k-1, det) || p.has(k-1, adv)) {
			if !(p.has(k-1, conj) && k-2 >= lo && !p.clauseAnd(k-1, lo)) {
				k--
				break
			}
		}
	}
	n := p.trimLeft(noun{k + 1, j + 1})
	if k > lo && p.punct(k) == ',' && n.a == k+1 && p.joins(n) {
		n.a = p.listed(k, lo)
	}
	return n
}

// joins reports whether n is "x and y".
func (p *para) joins(n noun) bool {
	for k := n.a + 1; k < n.b-1; k++ {
		if p.is(k, "and", "or") {
			return true
		}
	}
	return false
}

// listed returns where a list starts whose last comma is at c: "unions, parties
// and groups".
func (p *para) listed(c, lo int) int {
	start := c + 1
	for c > lo && c-lo < 40 && p.punct(c) == ',' {
		k := c - 1
		for k >= lo && c-k < 7 && p.has(k, isWord) && !p.beyond(k) && !p.has(k, prep|when|adv|conj|subord) {
			k--
		}
		if k == c-1 || k >= lo && p.punct(k) != ',' {
			break
		}
		start, c = k+1, k
	}
	return start
}

// strange reports whether the small word at k cannot go on a name that stands
// before it, and so is a verb we do not know.
func (p *para) strange(k int) bool {
	return p.has(k, isWord) && !(p.has(k+1, human|title) && !p.word(k, "ed")) && !p.has(k, upper|human|institutional|paper|title|clitic|prep|conj|digit|det|when|adv) && !particles[p.it[k].In(p.s)]
}

// clauseAnd reports whether item k is an "and" that joins two clauses rather
// than two nouns.
func (p *para) clauseAnd(k, lo int) bool {
	if !p.has(k, conj) {
		return false
	}
	if p.is(k, "but", "so", "yet", "nor") || p.has(k+1, subj) || k == lo {
		return true
	}
	if r := p.punct(k - 1); r != 0 && r != '.' {
		return true
	}
	for i := k - 1; i >= lo && k-i < 12; i-- {
		if r := p.punct(i); r == ',' || r == ';' || r == ':' || p.has(i, isMark) {
			return false
		}
		if p.finite(i) {
			return true
		}
	}
	return false
}

// dropTime steps back over "on Friday", "last week", "(late) Monday night".
func (p *para) dropTime(j, lo int) int {
	k := j
	if p.has(j, digit) && p.is(j-1, "in") && j-2 >= lo {
		return j - 2
	}
	for k > lo && (p.has(k, when) || k < j && p.has(k, digit)) {
		k--
	}
	if k == j || k < lo {
		return j
	}
	for k > lo && (p.has(k, prep) || p.is(k, "last", "this", "the", "next", "earlier", "late")) {
		k--
	}
	if p.has(k, be|aux) || !p.has(k, isWord) && p.punct(k) != ',' && p.punct(k) != ')' {
		return j
	}
	return k
}

// trimLeft drops what stands before the noun phrase: connectives, and a leading
// "In Ohio on Monday".
func (p *para) trimLeft(n noun) noun {
	for n.ok() {
		switch {
		case p.has(n.a, conj), !p.has(n.a, isWord):
		case p.has(n.a, adv|when) && n.b-n.a > 1 && !p.is(n.a, "all"):
		case p.has(n.a, prep) && n.b-n.a > 1:
			return p.core(n)
		case p.has(n.a, det) && n.b-n.a == 1 && p.is(n.a, "the", "a", "an", "every", "no", "such", "this", "much"):
			return noun{}
		default:
			if p.has(n.a, prep|clitic) {
				return noun{}
			}
			return n
		}
		n.a++
	}
	return noun{}
}

// core returns the last noun phrase without prepositions in n.
func (p *para) core(n noun) noun {
	k := n.b - 1
	for ; k >= n.a; k-- {
		if p.has(k, prep|conj|when|adv) && !p.has(k, upper) || p.has(k, when) {
			break
		}
		if p.has(k, det|poss) {
			k--
			break
		}
	}
	if k+1 >= n.b || k+1 < n.b && p.has(k+1, clitic) {
		return noun{}
	}
	return noun{k + 1, n.b}
}

// christened reports whether the month or day at i is a first name: "Jan Doe".
func (p *para) christened(i int) bool {
	return p.has(i, upper) && (p.has(i+1, upper) || p.particle(i+1)) && !p.has(i+1, when) && listed(given, p.it[i].In(p.s)) != 0
}

// occasions are where things are said.
var occasions = words("interview conference speech rally debate briefing hearing phone event appearance remarks address")

// setting reports whether a preposition at k leads to where or when something
// was said, not to a part of a name.
func (p *para) setting(k, hi int) bool {
	for i := k + 1; i < hi && i < k+7; i++ {
		if !p.has(i, isWord) || i > k+1 && p.has(i, prep) {
			return false
		}
		if p.has(i, when|paper) || listed(occasions, p.text(i)) {
			return true
		}
	}
	return false
}
