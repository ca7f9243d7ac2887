package quote

// readRomance finds the reports of a sentence in Italian, French or Spanish.
func (f *finder) readRomance(z *sentence) {
	for i := z.lo; i < z.hi && len(z.reports) < babble; i++ {
		if z.has(i, isMark) {
			f.interrupted(z, i)
			continue
		}
		if w := z.text(i); listed(z.tongue.after, w) || listed(z.tongue.by, w) && i == z.lo {
			i = max(i, z.secondo(i)-1)
			continue
		}
		if g, ok := z.romanceGroup(i); ok {
			i = max(i, f.romanceReport(z, g)-1)
		} else if z.is(i, "legge", "lee") && z.is(i-1, "si", "se") {
			z.legible(i)
		}
	}
}

// romanceGroup reads the verb of saying at item i with "ha", pronouns and "non".
// What stands between "ha" and its participle is an adverb.
func (z *sentence) romanceGroup(i int) (group, bool) {
	_, w := z.romanceWord(i)
	v, ok := z.tongue.verbs[w]
	g := group{start: i, head: i, end: i + 1, polarity: v.polarity}
	if w == "dire" && z.is(i-1, "voluto") { // "non ha voluto dire se"
		v, ok, g.start, g.polarity = romanceVerb{polarity: Said, perfect: true}, true, i-1, Said
	}
	if !ok || z.has(i, upper) && i > z.lo || v.noun && i > z.lo && z.smallBefore(i) {
		return g, false
	}
	k := g.start - 1
	for k >= z.lo && listed(z.tongue.adverbs, z.text(k)) {
		k--
	}
	small := ""
	if v.perfect || v.either {
		before, have := z.romanceWord(k)
		switch helped := k >= z.lo && z.tongue.have[have] && (before == "" || z.tongue.elided[before]); {
		case helped:
			if z.tongue.would[have] {
				g.polarity = Hedged
			}
			small, g.start = before, k
			k--
		case v.perfect:
			return g, false
		default:
			k = g.start - 1
		}
	}
	for k >= z.lo && (listed(z.tongue.clitics, z.text(k)) || listed(z.tongue.adverbs, z.text(k))) {
		g.start = k
		k--
	}
	if not := k >= z.lo && listed(z.tongue.not, z.text(k)); not || z.tongue.not[small] {
		if not {
			g.start = k
		}
		if g.polarity == Denied {
			g.polarity = Hedged
		} else {
			g.polarity = Declined
		}
	}
	return g, true
}

// smallBefore reports whether an article or a preposition stands before item i.
func (z *sentence) smallBefore(i int) bool {
	w := z.text(i - 1)
	return listed(z.tongue.articles, w) || listed(z.tongue.of, w) || listed(z.tongue.stops, w) && !listed(z.tongue.and, w)
}

// romanceReport finds content and speaker of the verb group g and returns the
// item to go on from.
func (f *finder) romanceReport(z *sentence, g group) int {
	who := z.romanceBefore(g.start - 1)
	lead := g.start - 1 // what stands before verb and subject
	if who.ok() {
		lead = who.a - 1
	}
	for z.punct(lead) == ',' || z.punct(lead) == '-' {
		lead--
	}
	r := g.end
	for r < z.hi && listed(z.tongue.adverbs, z.text(r)) {
		r++
	}
	if !who.ok() {
		if who = z.romanceNoun(r, z.hi); who.ok() {
			r = who.b
		}
	}
	if lead >= z.from && z.has(lead, isMark) {
		f.romanceAdd(z, lead, lead+1, g, who, 'q')
		if k := z.romanceNext(r); k > r && z.has(k, isMark) {
			f.romanceAdd(z, k, k+1, g, who, 's')
			z.from = k + 1
			return k + 1
		}
		z.from = r
		return r
	}
	k := z.romanceNext(r)
	switch {
	case k < 0 && who.a >= g.end && z.punct(g.start-1) == ',' && lead-z.from > 1:
		f.romanceAdd(z, z.from, lead+1, g, who, 'T') // "Il ponte resta chiuso, ha detto il sindaco"
		z.from = r
		return r
	case k < 0:
		return g.end
	case z.has(k, isMark):
		f.romanceAdd(z, k, k+1, g, who, 'f')
		z.from = k + 1
		return k + 1
	}
	end := z.romanceClause(k)
	f.romanceAdd(z, k, end, g, who, 'T')
	z.from = end
	return end
}

// romanceNext returns the item where content starts after a verb: a quotation,
// "che", "que" or "se"; -1 when there is none.
func (z *sentence) romanceNext(r int) int {
	for k := r; k < z.hi && k < r+14; k++ {
		switch {
		case z.has(k, isMark):
			if p := z.punct(k - 1); p == ':' || p == ',' || p == '-' || k == r {
				return k
			}
			return -1
		case z.that(k) && k+2 < z.hi, z.is(k, "di") && z.infinitive(k+1):
			return k
		case z.punct(k) == '.' || z.punct(k) == ';' || z.has(k, isWord) && listed(z.tongue.have, z.text(k)):
			return -1
		}
	}
	return -1
}

// that reports whether item k leads in what is said: "che", "qu'il".
func (z *sentence) that(k int) bool {
	small, w := z.romanceWord(k)
	return z.tongue.that[w] && small == "" || small != "" && z.tongue.that[small]
}

// infinitive reports whether item k, or the one after "non", can be an Italian
// infinitive: "(di) aver firmato", "(di) non saperlo".
func (z *sentence) infinitive(k int) bool {
	if z.is(k, "non") {
		k++
	}
	for _, end := range []string{"are", "ere", "ire", "arsi", "ersi", "irsi", "arlo", "erlo", "irlo", "arla", "erla", "irla", "aver", "esser"} {
		if z.word(k, end) || z.is(k, end) {
			return !z.has(k, upper) && !z.has(k-1, det)
		}
	}
	return false
}

// romanceClause returns the end of the clause that starts at item a: where the
// sentence ends or a verb of saying takes over.
func (z *sentence) romanceClause(a int) int {
	for k := a + 1; k < z.hi; k++ {
		if z.punct(k) != ',' && !listed(z.tongue.and, z.text(k)) {
			continue
		}
		for j := k + 1; j < z.hi && j < k+4; j++ {
			if g, ok := z.romanceGroup(j); ok && g.start <= k+1 {
				return k
			}
			if z.has(j, isMark) {
				break
			}
		}
	}
	return z.hi
}

// romanceAdd records [a, b) as said by who; without one by whoever spoke last in
// the paragraph.
func (f *finder) romanceAdd(z *sentence, a, b int, g group, who noun, form rune) {
	n := len(z.reports)
	sub := subject{noun: who, start: g.start}
	if !who.ok() && z.last.ok() {
		sub, who = z.last, z.last.noun
	} else if who.ok() {
		sub.aside = z.renamed(who)
	}
	z.add(a, b, g, sub, form)
	if len(z.reports) == n {
		return
	}
	if who.ok() {
		z.last = sub
		return
	}
	r := &z.reports[n]
	if p := f.prev.rep; f.prev.ok && f.prev.para == f.here() && p.Speaker.Len() > 0 {
		r.who, r.home, r.Speaker, r.aside, r.relate, r.form, r.doubt = p.who, p.home, p.Speaker, p.aside, p.relate, 'b', false
	} else {
		r.form, r.doubt = 'v', false
	}
}
