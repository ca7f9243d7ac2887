package quote

// group is a reporting verb with its auxiliaries, adverbs and particle.
type group struct {
	start, head, end int
	polarity         Polarity
	passive          bool
	participle       bool // "…, saying": without a subject of its own
	linked           bool // its preposition follows: "called for"
}

// support is what stands before a verb in its group.
type support struct{ be, have, aux, to bool }

func (s support) none() bool { return !s.be && !s.have && !s.aux }

// The verbs before "to say" that take it back, and those that only wish it.
var (
	refusals = words("declined declines decline declining refused refuses refuse refusing failed fails unwilling reluctant neglected hesitated")
	wishes   = words("wants want wanted plans plan planned intends hopes expected expects able unable tried tries trying")
	amounts  = words("some many others all most both one few several")
	articles = words("the a an his her their its this 's ’s")
)

// group reads the verb group around the cue at item i; ok is false when the
// word is no verb here.
func (p *para) group(i, lo, hi int) (g group, ok bool) {
	c := p.it[i].cue
	g = group{start: i, head: i, end: i + 1, polarity: c.polarity}
	if p.has(i, upper) && i > lo && !p.headline(lo, hi) || p.unsaid(i, c) {
		return g, false
	}
	s := p.supported(&g, lo)
	if s.aux && g.polarity == Said && !p.is(g.start, "did", "do", "does", "will") {
		g.polarity = Hedged
	}
	if p.modifies(g, s) {
		return g, false
	}
	switch {
	case c.form&gerund != 0:
		g.participle = !s.be
		if p.has(i-1, det|poss) {
			return g, false
		}
	case c.form&(past|part) != 0 && s.be && c.form&base == 0:
		g.passive = true
	case c.form&third != 0:
		if s.be || s.aux || p.has(i-1, prep) && c.frame&isNoun != 0 || p.has(i-1, digit) {
			return g, false
		}
	case c.form&base != 0 && c.form&past == 0:
		did := p.has(g.start, aux) && (p.is(g.start, "do", "does", "did") || p.has(g.start, neg))
		if !s.aux && !s.to && !did && !p.plural(g.start-1, lo) {
			return g, false
		}
	}
	g.particle(p, c, hi)
	return g, g.linked || c.frame&(quoteOnly|needsLink) != quoteOnly|needsLink
}

// supported takes the auxiliaries, adverbs and negations before the verb into g.
func (p *para) supported(g *group, lo int) (s support) {
	c := p.it[g.head].cue
	for ; g.start > lo; g.start-- {
		k := g.start - 1
		t := p.it[k]
		switch {
		case t.has(clitic):
			if !p.contracted(k, c, g.start == g.head, &s) {
				return s
			}
		case p.is(k, "to") && g.start == g.head && c.form&base != 0:
			v := p.controls(k, lo)
			if v < 0 {
				return s
			}
			s.to = true
			switch w := lower(p.it[v].In(p.s)); {
			case refusals[w]:
				g.polarity = Declined
			case wishes[w]:
				g.polarity = Hedged
			}
			g.start = v + 1
		case t.has(be) && !t.has(upper):
			s.be = true
		case t.has(have) && !t.has(upper):
			s.have = true
		case t.has(aux) && (!t.has(upper) || t.has(neg)):
			if !p.is(k, "do", "does", "did") {
				s.aux = true
			} else if c.form&base == 0 {
				return s
			}
		case t.has(neg), t.has(adv) && !t.has(upper|when):
		default:
			return s
		}
		switch {
		case !t.has(neg):
		case g.polarity == Denied:
			g.polarity = Hedged
		default:
			g.polarity = Declined
		}
	}
	return s
}

// contracted reads the clitic at item k as a form of be, have or will; it is
// false for a possessive.
func (p *para) contracted(k int, c *cue, beside bool, s *support) bool {
	switch {
	case p.is(k, "'s", "’s"):
		ing := c.form&gerund != 0
		if !p.has(k-1, subj|rel) && !(ing && beside) {
			return false
		}
		s.be, s.have = s.be || ing, s.have || !ing
	case p.is(k, "'re", "’re", "'m", "’m"):
		s.be = true
	case p.is(k, "'ve", "’ve"):
		s.have = true
	default:
		s.aux = true
	}
	return true
}

// controls returns the verb before the "to" at item k, -1 if it is not one that
// leaves what is said to its own subject ("declined to say").
func (p *para) controls(k, lo int) int {
	v := k - 1
	if p.is(v, "on") && p.is(v-1, "went", "goes", "go", "going") {
		v--
	}
	for v > lo && p.has(v, adv) && !p.has(v, control) {
		v--
	}
	if v < 0 || !p.has(v, control) {
		return -1
	}
	return v
}

// modifies reports whether the would-be verb belongs to a noun: "the claims",
// "the previously announced deal".
func (p *para) modifies(g group, s support) bool {
	c, k := p.it[g.head].cue, g.head-1
	if p.has(k, det|poss|clitic) && !s.be && !s.have && !p.has(k, adv) && !listed(amounts, p.text(k)) && !s.aux {
		return true
	}
	return c.form&(past|part) != 0 && s.none() && g.start < g.head && listed(articles, p.text(g.start-1))
}

// text returns the text of item k, empty outside the paragraph.
func (p *para) text(k int) string {
	if k < 0 || k >= len(p.it) {
		return ""
	}
	return p.it[k].In(p.s)
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
