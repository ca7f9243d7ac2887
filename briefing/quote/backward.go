package quote

// foremost reports whether the sentence is "Said Smith: “…”".
func (z *sentence) foremost(g group) bool {
	n := z.after(g.end, z.hi)
	if !n.ok() {
		return false
	}
	r := z.adjuncts(n.b, z.hi)
	return (z.punct(r) == ',' || z.punct(r) == ':') && z.has(r+1, isMark) && r+1 < z.hi
}

// inverted reports whether a comma stands before the cue and a noun phrase that
// ends its clause after it: "…, said Smith."
func (z *sentence) inverted(g group) bool {
	if z.punct(g.start-1) != ',' || g.participle || z.it[g.head].cue.lemma == "tell" {
		return false
	}
	n := z.after(g.end, z.hi)
	return n.ok() && (n.b >= z.hi || !z.has(n.b, isWord) || z.has(n.b, prep|when) && !z.verbal(n.b, min(z.hi, n.b+8)))
}

// split handles a report that the attribution interrupts without quotation
// marks before it: "The truth, he said, was that …".
func (z *sentence) split(g group, c *cue, sub subject, left leftward, r int) bool {
	if c.frame&(takesClause|takesThat) == 0 || z.punct(r) != ',' && z.punct(r) != '-' || r+2 >= z.hi {
		return false
	}
	if j := sub.start - 1; j > z.lo && z.punct(j) != ',' && z.punct(j) != '-' {
		return false
	}
	goesOn := z.is(r+1, "to", "because", "including", "if") && left.b > left.a
	if z.has(r+1, rel|prep|subord) && !goesOn || z.gerund(r+1) && !goesOn || z.takesOver(r+1, z.hi) || !z.verbal(r+1, z.hi) {
		return false
	}
	if sub.start-1 <= z.lo {
		return false
	}
	end, claimed := z.clauseEnd(r+1, z.hi)
	if claimed {
		return false
	}
	a := z.from
	for a < sub.start && (z.has(a, conj|adv) || !z.has(a, isWord|isMark)) {
		a++
	}
	if b := sub.start - 1; a < b && !left.quote && !z.is(a, "in", "on", "at", "during", "by", "from", "to", "too", "now") && !z.has(a, when) {
		z.add(a, b, g, sub, 'p')
	}
	z.add(r+1, end, g, sub, 'p')
	z.from = end
	return true
}

// renamed returns the name after a common noun: "said the prefect, Jane Roe".
func (z *sentence) renamed(n noun) noun {
	head := n.a
	for head+1 < n.b && !z.has(head+1, prep) && !z.genitive(head+1) {
		head++
	}
	if z.punct(n.b) != ',' || z.has(head, upper|subj) || !z.has(n.b+1, upper) {
		return noun{}
	}
	m := z.after(n.b+1, z.hi)
	called := listed(given, z.text(m.a)) != 0 && m.b-m.a > 1
	if !m.ok() || m.b < z.hi && z.has(m.b, isWord) || !called && (z.has(n.b-1, upper) || !z.has(head, title|human)) {
		return noun{} // "a driver from Austin, Texas"
	}
	return m
}

// pastAside steps over an aside after "said X, a resident of Y,".
func (z *sentence) pastAside(r int) int {
	if z.punct(r) != ',' || z.has(r+1, isMark) {
		return r
	}
	for k := r + 1; k < z.hi && k < r+25; k++ {
		if z.has(k, isMark) {
			return r
		}
		if z.punct(k) == ',' && (z.has(k+1, isMark) || z.gerund(k+1)) {
			return k
		}
	}
	return r
}

// leftward is content that stands before its cue.
type leftward struct {
	a, b  int
	quote bool // ends in a stretch between quotation marks
	whole bool // starts with it: a direct quotation
}

// left looks for content that ends right before item limit.
func (z *sentence) left(limit, from int, apart bool) leftward {
	j := limit - 1
	if z.is(j, "as") && apart {
		j--
	}
	comma := z.punct(j) == ',' || z.punct(j) == '-'
	for j >= from && (z.punct(j) == ',' || z.punct(j) == '-') {
		j--
	}
	if j < from {
		return leftward{}
	}
	a := from
	for a < j && (z.has(a, conj) || !z.has(a, isWord|isMark) || z.has(a, adv) && z.punct(a+1) == ',') {
		a++
	}
	if z.has(j, isMark) {
		if r := z.punct(j - 1); j-1 > a && (r == '-' || r == '(' || r == ':') {
			a = j // "… the others - “…,” Smith said - …"
		}
		m := z.marks[z.it[j].mark]
		if !comma && m.last != ',' && m.last != '?' && m.last != '!' && m.last != '-' && m.last != '—' && m.last != '–' && m.last != '…' && m.last != '.' && a < j {
			return leftward{}
		}
		return leftward{a, j + 1, true, a == j}
	}
	if !comma || j-a < 2 || !z.verbal(a, j+1) || z.has(a, subord|prep) && !z.mainClause(a, j+1) {
		return leftward{}
	}
	return leftward{a, j + 1, false, false}
}

// resumes reports whether the report goes on after the comma at r, in words
// that none of the flags opens: ", he said, the bridge …".
func (z *sentence) resumes(r int, not flag) bool {
	return r+3 < z.hi && z.punct(r) == ',' && !z.has(r+1, not) && !z.gerund(r+1) && z.verbal(r+1, z.hi) && !z.takesOver(r+1, z.hi)
}

// mainClause reports whether [a, b), which starts with a subordinate clause or
// a preposition, goes on to a main clause after a comma.
func (z *sentence) mainClause(a, b int) bool {
	for k := a + 1; k < b; k++ {
		if z.punct(k) == ',' && z.verbal(k+1, b) {
			return true
		}
	}
	return false
}

// backward reports content before its cue; r is the item after the cue and
// whatever belongs to it, where a split quotation may go on.
func (z *sentence) backward(g group, c *cue, sub subject, left leftward, r int) {
	conf := 'c'
	if left.quote {
		conf = 'q'
		if !left.whole {
			conf = 'x'
		}
	}
	// an inner report is part of what is reported
	for n := len(z.reports); n > 0 && z.reports[n-1].Content.Start >= z.it[left.a].Start; n-- {
		z.reports = z.reports[:n-1]
	}
	z.add(left.a, left.b, g, sub, conf)
	z.from = g.end
	z.base = g.end
	if r < z.hi && left.quote && (z.punct(r) == ',' || z.punct(r) == '-' || z.punct(r) == ':') && z.has(r+1, isMark) && r+1 < z.hi {
		z.add(r+1, r+2, g, sub, 's')
		z.from = r + 2
	} else if r < z.hi && z.has(r, isMark) && left.quote {
		z.add(r, r+1, g, sub, 's')
		z.from = r + 1
	} else if sub.start != g.start && !left.quote && z.resumes(r, conj|subord|rel|prep) {
		end, claimed := z.clauseEnd(r+1, z.hi)
		if !claimed {
			z.add(r+1, end, g, sub, 'p')
			z.from = end
		}
	}
}
