package quote

import (
	"strings"
)

// phrase resolves a noun phrase: a name, a role, an institution.
func (c *cast) phrase(p *para, n noun, said []voice) voice {
	if v := c.named(p, n); v.who != nil {
		return v
	}
	if p.is(n.a, "neither", "both", "either") {
		return voice{many: true}
	}
	cut := n.b
	for k := n.a + 1; k < n.b; k++ {
		if p.has(k, prep) && !p.has(k, upper) || p.has(k-1, title) && p.genitive(k) {
			cut = k
			break
		}
	}
	head := cut - 1
	joined := false
	for k := n.a; k < n.b; k++ {
		joined = joined || p.is(k, "and") && (p.has(k+1, det|human) || !p.has(k+1, upper) && !p.has(k-1, upper))
	}
	many := joined || p.word(head, "s") && !p.has(head, upper) || p.is(head, "police", "people")
	// "a statement from X", "the letter by X"
	if p.has(head, paper) && cut < n.b && p.is(cut, "from", "by") {
		v := c.phrase(p, noun{cut + 1, n.b}, said)
		if v.person == "" {
			v.person = p.span(noun{cut + 1, n.b}).In(p.s)
		}
		return v
	}
	if p.has(n.a, poss) && p.has(head, institutional|paper|human) {
		if v := c.pronoun(p, n.a, said); v.who != nil {
			rest := p.s[p.it[n.a].End:p.it[n.b-1].End]
			return voice{person: v.person + "’s" + rest, many: many, thing: p.has(head, institutional|paper)}
		}
		return voice{many: many, thing: p.has(head, institutional|paper)}
	}
	if p.has(head, title|human) && !many && !joined {
		if v := c.role(p, n, head, cut, said); v.who != nil {
			return v
		}
	}
	text := p.span(noun{c.plain(p, n), n.b}).In(p.s)
	if full := c.short[strings.ToLower(text)]; full != "" {
		return voice{person: full, thing: true, many: true}
	}
	named := false
	for k := c.plain(p, n); k < n.b; k++ {
		opens := k == 0 || p.it[k-1].last // a capital there means nothing
		named = named || p.has(k, upper) && !(opens && p.has(k, manner|det|human|institutional|paper)) && (!opens || n.b-n.a == 1 || p.has(k+1, upper|clitic))
	}
	if p.has(head, institutional) {
		if named || cut < n.b {
			return voice{person: text, thing: true, many: true}
		}
		if cut-n.a > 2 {
			return voice{thing: true, many: true}
		}
		if b := c.body(strings.ToLower(p.it[head].In(p.s)), p.it[n.a].Start); b != "" {
			return voice{person: b, thing: true, many: true}
		}
		return voice{thing: true, many: true}
	}
	if many && p.has(head, human) || p.has(n.a, det) && !p.is(n.a, "the", "a", "an") {
		return voice{many: many}
	}
	if named && !joined {
		return voice{person: text, thing: !p.has(head, human|title), many: many || !p.has(head, human|title)}
	}
	return voice{many: many, thing: p.has(head, paper)}
}

// plain returns the first item after the article of n.
func (c *cast) plain(p *para, n noun) int {
	if p.has(n.a, det) && n.b-n.a > 1 && p.is(n.a, "the", "a", "an") {
		return n.a + 1
	}
	return n.a
}

// body returns the institution "the ministry" at byte at refers to: the nearest
// one named before it, else the first after.
func (c *cast) body(head string, at int) string {
	list := c.bodies[head]
	name := ""
	for _, b := range list {
		if b.at < at {
			name = b.name
		}
	}
	if name == "" && len(list) > 0 {
		name = list[0].name
	}
	return name
}

// named resolves a phrase whose head is a name.
func (c *cast) named(p *para, n noun) voice {
	cut := n.b
	for k := n.a + 1; k < n.b; k++ {
		if p.has(k, prep) && !p.has(k, upper) && !(p.has(k-1, title) && k+2 < n.b && p.has(n.b-1, upper) && p.is(k, "to", "of")) {
			cut = k
			break
		}
	}
	i := cut - 1
	for i > n.a && p.punct(i) != 0 {
		i--
	}
	if p.is(i, "himself", "herself") && i > n.a {
		i--
	}
	if !p.has(i, upper) || p.has(i, subj|institutional|paper) || p.has(i, clitic) {
		return voice{}
	}
	a, b := p.runAt(i, n.a, cut)
	if a > n.a && p.has(a-1, conj) {
		return voice{}
	}
	r := p.name(a, b)
	names, last := p.parts(r)
	if len(names) == 0 {
		return voice{}
	}
	first := ""
	if len(names) > 1 {
		first = strings.ToLower(names[0])
	}
	suffix := suffixOf(names)
	known := sameSuffix(c.byLast[last], suffix)
	if suffix != "" && len(names) == 2 {
		first = "" // "Roe Jr."
	}
	if q := c.pick(known, first, r.gender); q != nil {
		return voice{person: q.name, who: q}
	}
	if suffix != "" && len(names) == 2 {
		return voice{}
	}
	if len(names) == 1 && len(c.byLast[last]) == 0 {
		if q := c.lone(last); q != nil {
			return voice{person: q.name, who: q}
		}
	}
	switch {
	case c.short[last] != "" && len(names) == 1:
		return voice{}
	case p.has(a-1, det) && !r.titled:
		return voice{}
	case len(names) > 1 && len(names) < 5 && c.speakerName(p, r):
		q := c.add(p, r, names, last)
		return voice{person: q.name, who: q}
	case len(names) == 1 && (r.titled || !c.asking && r.a == n.a && c.surname(p, r)):
		q := c.add(p, r, names, last)
		return voice{person: q.name, who: q}
	}
	return voice{}
}

// sameSuffix keeps the people whose name ends in the suffix: the son is not the
// father. A name without one may be anybody's if nobody is without.
func sameSuffix(list []*person, suffix string) []*person {
	var out []*person
	for _, q := range list {
		if q.suffix() == suffix {
			out = append(out, q)
		}
	}
	if len(out) == 0 && suffix == "" {
		return list
	}
	return out
}

// companies are the last words of names that are no person's.
var companies = words("post times news journal press tribune herald court kingdom states inc corp ltd plc llc gmbh spa srl asa co street republicans democrats")

// speakerName reports whether two or more capitalised words that speak can be a
// person.
func (c *cast) speakerName(p *para, r nameRun) bool {
	for k := r.a; k < r.b; k++ {
		if p.has(k, institutional|paper|allCaps|digit|human) || p.has(k, manner|prep|conj) && k == r.a {
			return false
		}
	}
	return !companies[lowerASCII(p.text(r.b-1))]
}

// surname reports whether one capitalised word that speaks can be a person
// rather than a place, a body or an acronym.
func (c *cast) surname(p *para, r nameRun) bool {
	w := strings.ToLower(p.it[r.a].In(p.s))
	return !p.has(r.a, allCaps|institutional|paper|human|manner|when|digit|title|det|subj) && !places[w] && c.short[w] == "" &&
		!strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ans") && !p.has(r.b, clitic)
}

// lone returns a person known by the first name alone.
func (c *cast) lone(first string) *person {
	if given[first] == 0 {
		return nil
	}
	if list := c.byFirst[first]; len(list) == 1 {
		return list[0]
	}
	return nil
}

// pick chooses among people of one surname: by first name or gender if given,
// else the one who spoke last, else the one named most.
func (c *cast) pick(list []*person, first string, gender byte) *person {
	var best *person
	for _, q := range list {
		if first != "" && q.last != first && !q.called(first) {
			continue
		}
		if gender != 0 && gender != '?' && q.gender != 0 && q.gender != gender {
			continue
		}
		switch {
		case best == nil, q.spoke > best.spoke, q.spoke == best.spoke && q.count > best.count:
			best = q
		}
	}
	return best
}

// role resolves "the mayor of Milan" to the one person the text gives that role.
func (c *cast) role(p *para, n noun, head, cut int, said []voice) voice {
	if !(p.is(n.a, "the", "this", "that", "il", "la", "lo") || p.has(n.a, clitic) || p.has(n.a, upper)) {
		return voice{}
	}
	h := strings.ToLower(p.it[head].In(p.s))
	var near []string
	for k := n.a; k < n.b; k++ {
		if p.has(k, upper) && k != head {
			near = append(near, p.it[k].In(p.s))
		}
	}
	var found *person
	for _, q := range c.byRole[h] {
		if q.plays(h, near) && (found == nil || q.spoke > found.spoke || q.spoke == found.spoke && q.count > found.count) {
			found = q
		}
	}
	if found == nil {
		return voice{}
	}
	return voice{person: found.name, who: found}
}

// plays reports whether the text gives q the role, and no other place or body
// with it than one of near.
func (q *person) plays(head string, near []string) bool {
	for _, r := range q.roles {
		if r.head != head {
			continue
		}
		if len(near) == 0 || r.near == "" {
			return true
		}
		for _, w := range near {
			if strings.EqualFold(w, r.near) {
				return true
			}
		}
	}
	return false
}
