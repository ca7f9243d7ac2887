package quote

// subject finds the speaker of a verb group.
func (z *sentence) subject(g group) subject {
	j := g.start - 1
	if j < z.lo {
		return z.share(g)
	}
	if k := z.dropTime(j, z.lo); z.punct(k) == ',' || z.has(k, rel) {
		j = k
	}
	switch {
	case z.has(j, conj) || z.has(j, adv) && z.has(j-1, conj):
		return z.share(g)
	case z.has(j, rel) && !z.has(j, poss):
		return z.relative(j)
	case z.punct(j) == ',' || z.punct(j) == '-':
		if z.has(j-1, isMark) || g.participle {
			return z.share(g)
		}
		if s := z.beside(g, j-1); z.punct(j-1) == ')' && s.ok() && z.has(s.b-1, upper) { // "Jane Roe (R-OH), said"
			return s
		}
		if s := z.aside(j); s.ok() {
			return s
		}
		return z.share(g)
	case g.participle && z.has(j, human|institutional|paper) && !z.has(j, upper):
		if n := z.core(z.before(j, z.lo)); n.ok() && (!z.has(j, paper) || z.is(n.a-1, "with")) {
			return subject{noun: n, start: n.a} // "with officials saying", not "issued a statement saying"
		}
		return z.share(g)
	case g.participle && (z.has(j, prep|subord|when) || z.has(j, isMark) || z.has(j, isWord) && !z.has(j, subj|upper)):
		return z.share(g)
	case z.has(j, isMark):
		m := z.marks[z.it[j].mark]
		if m.titled && m.words < 5 && m.last != ',' {
			n := z.before(j-1, z.lo)
			if n.ok() {
				return subject{noun: noun{n.a, j + 1}, start: n.a}
			}
		}
		return subject{}
	}
	return z.beside(g, j)
}

// beside finds the speaker whose noun phrase ends with item j, right before the
// verb group.
func (z *sentence) beside(g group, j int) subject {
	n := z.before(j, z.lo)
	if !n.ok() {
		if g.participle {
			return z.share(g)
		}
		return subject{}
	}
	if g.participle {
		n = z.tight(n) // "footage of Clinton asking"
	}
	if m := z.restricted(n); m.ok() {
		n = m
	} else if m := z.reduced(n); m.ok() {
		n = m
	}
	s := subject{noun: n, start: n.a}
	// "a lawyer for the firm, Jane Roe said" has its name after a comma
	for s.start > z.lo && (z.has(s.start-1, adv|prep|when) && !z.has(s.start-1, subord) || z.has(s.start-1, det)) {
		s.start--
	}
	return s
}

// reduced returns the noun phrase that a participle before n hangs on: "a source
// speaking to the paper", "a letter obtained by the paper".
func (z *sentence) reduced(n noun) noun {
	k := n.a - 1
	if !z.has(k, prep) || k-2 < z.lo || !z.gerund(k-1) && !z.word(k-1, "ed") && !z.is(k-1, "seen", "sent", "given") || z.finite(k-1) || z.has(k-1, upper) {
		return noun{}
	}
	m := z.before(k-2, z.lo)
	if !m.ok() || !z.has(m.b-1, human|paper|upper) || z.has(m.b-1, subj) {
		return noun{}
	}
	return m
}

// restricted returns the noun phrase that a relative clause ending with n hangs
// on: "voters who watched the debate" for "the debate".
func (z *sentence) restricted(n noun) noun {
	for k := n.a - 1; k > z.lo && n.a-k < 12; k-- {
		switch {
		case !z.has(k, isWord), z.has(k, conj), z.has(k, subj):
			return noun{}
		case z.is(k, "who", "that") && k < n.a-1:
			m := z.before(k-1, z.lo)
			if !m.ok() || z.is(k, "that") && !z.has(m.b-1, human|institutional|paper) || z.it[k-1].cue != nil && z.it[k-1].cue.frame&isNoun == 0 {
				return noun{}
			}
			return noun{m.a, n.b}
		case z.has(k, rel):
			return noun{}
		}
	}
	return noun{}
}

// speaks reports whether a subject can speak at all: a name, a pronoun, a
// person, a body or a document, not "the controversy".
func (z *sentence) speaks(s subject) bool {
	if s.ante.ok() {
		return z.para.speaks(s.ante)
	}
	return z.para.speaks(s.noun)
}

func (p *para) speaks(n noun) bool {
	head := n.b - 1
	for head > n.a && p.punct(head) == '.' {
		head--
	}
	for k := n.a + 1; k < n.b; k++ {
		if p.has(k, prep) && !p.has(k, upper) {
			head = k - 1
			break
		}
	}
	return p.has(head, upper|subj|rel|human|institutional|paper|title|det|digit|poss) || p.word(head, "s") || p.word(head, "ers")
}

// share gives a cue without a subject of its own the one before it in the
// sentence, or the sentence's first noun phrase.
func (z *sentence) share(g group) subject {
	if z.last.ok() && !(g.participle && z.last.ante.ok()) {
		s := z.last
		s.shared = true
		return s
	}
	if n := z.main(g.start); n.ok() {
		return subject{noun: n, start: n.a, shared: true}
	}
	return subject{}
}

// main returns the first noun phrase of the sentence that no preposition or
// subordinate clause holds, before item limit.
func (z *sentence) main(limit int) noun {
	i := z.lo
	for i < limit {
		switch {
		case (z.has(i, adv) || z.manners(i)) && (z.has(i+1, prep) || z.has(i+1, subord)) && i == z.lo && z.comma(i, limit) < limit-1:
			i = z.comma(i, limit) + 1 // "Shortly after the call, …"
		case z.has(i, conj), z.has(i, adv) && (!z.has(i, upper) || i == z.lo && !z.has(i+1, upper)), !z.has(i, isWord), z.has(i, adv) && z.punct(i+1) == ',':
			i++
		case z.has(i, prep|subord|when|wh) && !z.has(i, det|subj) || z.word(i, "ing") || z.is(i, "asked"):
			k := i + 1
			for k < limit && z.punct(k) != ',' {
				k++
			}
			if c := z.comma(k+1, limit); z.state(k+1) && c <= k+3 && c < limit {
				k = c // "In Toledo, Ohio, Roe said"
			}
			if k >= limit-1 {
				return noun{}
			}
			i = k + 1
		default:
			n := z.after(i, limit)
			if end := max(n.b, i+1); z.has(end, when) || z.has(end+1, when) && !n.ok() { // "A few days later, …"
				for end < limit && z.punct(end) != ',' {
					end++
				}
				if end >= limit-1 {
					return noun{}
				}
				i = end + 1
				continue
			}
			return n
		}
	}
	return noun{}
}

// state reports whether item i is the name that follows a town's: "Ohio",
// "Calif.", "France".
func (p *para) state(i int) bool {
	w := p.text(i)
	return p.has(i, upper) && (listed(states, w) || listed(places, w)) || p.is(i, "new", "north", "south", "west") && p.has(i+1, upper) && listed(states, p.text(i+1))
}

// manners reports whether the capitalised word at i is an adverb in -ly:
// "Immediately after the vote, …".
func (p *para) manners(i int) bool {
	w := p.text(i)
	return p.word(i, "ly") && listed(given, w) == 0 && !listed(notAdverb, w) && !listed(places, w)
}

// comma returns the first comma of [a, b), b if there is none.
func (p *para) comma(a, b int) int {
	for k := a; k < b; k++ {
		if p.punct(k) == ',' {
			return k
		}
	}
	return b
}

func (p *para) word(i int, suffix string) bool {
	if !p.has(i, isWord) {
		return false
	}
	w := p.it[i].In(p.s)
	return len(w) > len(suffix)+1 && w[len(w)-len(suffix):] == suffix
}

// relative resolves "who", "which" or "that" at item j.
func (z *sentence) relative(j int) subject {
	if z.is(j, "whom", "whose") {
		return subject{}
	}
	k := j - 1
	for z.punct(k) == ',' || z.has(k, conj|adv) {
		k--
	}
	if k < z.lo || z.is(j, "that") && (k != j-1 || z.it[k].cue != nil && z.it[k].cue.frame&isNoun == 0) {
		return subject{}
	}
	n := z.before(k, z.lo)
	if !n.ok() {
		return subject{}
	}
	if z.is(j, "that") && !z.has(n.b-1, human|institutional|paper|upper) {
		return subject{}
	}
	if t := z.tight(n); t.ok() {
		n = t
	}
	return subject{noun: noun{j, j + 1}, start: n.a, ante: n}
}

// tight narrows "the lawyer for Jane Roe" to the noun phrase a relative clause
// most likely hangs on: the last name in it.
func (z *sentence) tight(n noun) noun {
	for k := n.b - 1; k >= n.a; k-- {
		if z.has(k, prep) {
			if z.has(n.b-1, upper) && k+1 < n.b {
				return noun{k + 1, n.b}
			}
			return n
		}
	}
	return n
}

// aside finds the subject before one or more asides that end at the comma or
// dash j: "Cruz, a senator from Austin, Texas, said".
func (z *sentence) aside(j int) subject {
	var near, best subject
	next := j
	for c, seen := j-1, 0; c > z.lo && seen < 6 && j-c < 60; c-- {
		if z.punct(c) != z.punct(j) {
			continue
		}
		seen++
		end := next
		next = c
		if !z.opensAside(c+1, end) {
			continue
		}
		n := z.before(c-1, z.lo)
		if !n.ok() || z.has(n.a, digit) && n.b-n.a == 1 || z.has(n.b-1, when) {
			continue
		}
		prev := n.a - 1
		if prev >= z.lo && z.has(prev, isWord) && !z.has(prev, conj|subord|rel|adv|prep|when) {
			continue
		}
		s := subject{noun: n, start: n.a}
		if !z.has(n.b-1, upper) && z.has(c+1, upper) {
			s.aside = z.after(c+1, end)
		} else if end-c < 8 {
			s.aside = z.renamed(n)
		}
		if !near.ok() {
			near = s
		}
		plain := z.has(n.a, subj) || z.has(n.b-1, upper) && !z.has(n.a, det) || z.has(n.a, upper)
		if !best.ok() && plain && !z.has(n.a-1, prep) {
			best = s
		}
		if s.aside.ok() && !best.ok() {
			best = s
		}
	}
	if best.ok() {
		return best
	}
	return near
}

// opensAside reports whether [i, end) can be an aside after a noun.
func (z *sentence) opensAside(i, end int) bool {
	if i >= end {
		return false
	}
	if !z.has(i, rel|subord|wh) && !z.gerund(i) {
		for k := i; k < end; k++ {
			if z.has(k, rel) {
				break
			}
			if z.finite(k) {
				return false
			}
		}
	}
	return z.has(i, rel|det|poss|prep|adv|title|human|digit|upper|subord|neg|isMark) || z.gerund(i) || z.word(i, "ed") || z.has(i, isWord) && end-i < 12
}
