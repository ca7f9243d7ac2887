package quote

// group is a reporting verb with its auxiliaries, adverbs and particle.
type group struct {
	start, head, end int
	polarity         Polarity
	passive          bool
	participle       bool // "…, saying": without a subject of its own
	linked           bool // its preposition follows: "called for"
}

// group reads the verb group around the cue at item i; ok is false when the
// word is no verb here.
func (p *para) group(i, lo, hi int) (g group, ok bool) {
	c := p.it[i].cue
	g = group{start: i, head: i, end: i + 1, polarity: c.polarity}
	if p.has(i, upper) && i > lo && !p.headline(lo, hi) || p.unsaid(i, c) {
		return g, false
	}
	var isBe, isHave, isAux, isTo bool
	j := i
walk:
	for ; j > lo; j-- {
		t := p.it[j-1]
		switch {
		case t.has(clitic):
			s := p.is(j-1, "'s", "’s")
			if s && !(p.has(j-2, subj|rel) || c.form&gerund != 0 && j == i) {
				break walk
			}
			isBe = isBe || s && c.form&gerund != 0 || p.is(j-1, "'re", "’re", "'m", "’m")
			isHave = isHave || s && c.form&gerund == 0 || p.is(j-1, "'ve", "’ve")
			if p.is(j-1, "'ll", "’ll", "'d", "’d") {
				isAux = true
			}
		case p.is(j-1, "to") && j == i && c.form&base != 0:
			k := j - 2
			if p.is(k, "on") && p.is(k-1, "went", "goes", "go", "going") {
				k--
			}
			for k > lo && p.has(k, adv) && !p.has(k, control) {
				k--
			}
			if !p.has(k, control) {
				break walk
			}
			isTo = true
			if p.is(k, "declined", "declines", "decline", "declining", "refused", "refuses", "refuse", "refusing", "failed", "fails", "unwilling", "reluctant", "neglected", "hesitated") {
				g.polarity = Declined
			} else if p.is(k, "wants", "want", "wanted", "plans", "plan", "planned", "intends", "hopes", "expected", "expects", "liable", "able", "unable", "tried", "tries", "trying") {
				g.polarity = Hedged
			}
			j = k + 1
		case t.has(be) && !t.has(upper):
			isBe = true
		case t.has(have) && !t.has(upper):
			isHave = true
		case t.has(aux) && !t.has(upper) || t.has(aux) && p.it[j-1].has(neg):
			if !p.is(j-1, "do", "does", "did") {
				isAux = true
			} else if c.form&base == 0 {
				break walk
			}
		case t.has(neg):
		case t.has(adv) && !t.has(upper|when):
		default:
			break walk
		}
		if t.has(neg) && g.polarity != Denied {
			g.polarity = Declined
		} else if t.has(neg) {
			g.polarity = Hedged
		}
	}
	g.start = j
	if isAux && g.polarity == Said && !p.is(j, "did", "do", "does", "will") {
		g.polarity = Hedged
	}
	prev := i - 1
	if p.has(prev, det|poss|clitic) && !isBe && !isHave && !p.has(prev, adv) && !p.is(prev, "some", "many", "others", "all", "most", "both", "one", "few", "several") && !p.is(prev, "'ve", "’ve", "'ll", "’ll", "'d", "’d") {
		return g, false
	}
	if c.form&(past|part) != 0 && !isBe && !isHave && !isAux && g.start < i && p.has(g.start-1, det|poss|clitic) && !p.has(g.start-1, subj) && p.is(g.start-1, "the", "a", "an", "his", "her", "their", "its", "this", "'s", "’s") {
		return g, false // "the previously announced deal"
	}
	switch {
	case c.form&gerund != 0:
		g.participle = !isBe
		if p.has(prev, det|poss) {
			return g, false
		}
	case c.form&(past|part) != 0 && isBe && c.form&base == 0:
		g.passive = true
	case c.form&third != 0:
		if isBe || isAux || p.has(prev, prep) && c.frame&isNoun != 0 || p.has(prev, digit) {
			return g, false
		}
	case c.form&base != 0 && c.form&past == 0:
		if !isAux && !isTo && !p.is(j, "do", "does", "did", "don't", "doesn't", "didn't", "don’t", "doesn’t", "didn’t") && !p.plural(g.start-1, lo) {
			return g, false
		}
	}
	g.particle(p, c, hi)
	return g, g.linked || c.frame&(quoteOnly|needsLink) != quoteOnly|needsLink
}

// headline reports whether nearly every long word of [lo, hi) has a capital.
func (p *para) headline(lo, hi int) bool {
	long, caps := 0, 0
	for i := lo; i < hi && i < lo+20; i++ {
		if p.has(i, isWord) && p.it[i].Len() > 3 {
			long++
			if p.has(i, upper) {
				caps++
			}
		}
	}
	return long > 2 && caps*5 >= long*4
}

// unsaid reports whether the neighbours of the cue at i show that it reports
// nothing: "worth noting", "the United States", "medical claims", "more
// detailed".
func (p *para) unsaid(i int, c *cue) bool {
	switch {
	case p.is(i-1, "worth", "without", "more", "most", "very", "so", "well", "having", "bears", "old", "rest"):
		return true
	case c.form&(past|part) != 0 && c.form&base == 0 && p.has(i-1, digit|prep) && !p.has(i-1, adv):
		return true
	case p.is(i, "states") && !p.has(i-1, subj|paper|rel):
		return p.punct(i+1) != ':' && p.punct(i+1) != ',' && !p.has(i+1, isMark)
	case c.form&third != 0 && c.frame&isNoun != 0:
		j := i - 1
		for p.has(j, adv) && !p.has(j, upper) {
			j--
		}
		return j < 0 || !p.has(j, upper|subj|rel|human|institutional|paper|when|isMark) && p.punct(j) != ',' && p.punct(j) != ')' && p.punct(j) != '-'
	case c.form&base != 0 && c.form&past == 0 && c.frame&isNoun != 0:
		return (p.is(i-1, "some", "many", "most", "all", "both", "several", "few") || p.has(i+1, upper|human|title|institutional)) && !p.has(i+1, det|poss|subj|rel|isMark)
	}
	return false
}

// plural reports whether the word at j can be the subject of a verb in its base
// form.
func (p *para) plural(j, lo int) bool {
	j = p.dropTime(j, lo)
	if j < lo {
		return false
	}
	if p.has(j, subj) {
		return p.is(j, "i", "we", "they", "you", "others")
	}
	if p.is(j, "who", "that", "which", "police", "people", "some", "many", "most", "several", "few", "both", "all", "men", "women", "and", "two", "three", "four") {
		return true
	}
	if r := p.punct(j); r == ',' || r == ')' {
		return true
	}
	for k := j - 1; k > j-5 && k > lo && p.has(k, isWord|upper); k-- {
		if p.is(k, "and") {
			return true
		}
	}
	w := p.it[j].In(p.s)
	return p.has(j, isWord) && !p.has(j, prep|clitic|det|poss|aux|subord) && len(w) > 2 && w[len(w)-1] == 's'
}

// particle takes in what belongs to the verb after it: "point out", "call for",
// "put it", "shot back".
func (g *group) particle(p *para, c *cue, hi int) {
	for _, l := range links[c.lemma] {
		k := g.head + 1
		if !p.is(k, l) && p.has(k, adv|when) {
			k++
		}
		if p.is(k, l) && k < hi {
			g.end, g.linked = k+1, true
			if c.lemma == "lash" {
				g.end = k + 2
			}
			return
		}
	}
}
