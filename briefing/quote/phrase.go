package quote

import (
	"strings"
)

// mention is a noun phrase that speaks, taken apart.
type mention struct {
	*para
	noun
	cut    int  // where its first "of …" starts, else its end
	head   int  // the noun before that
	joined bool // "x and y"
	many   bool
}

// mention takes n apart.
func (p *para) mention(n noun) mention {
	m := mention{para: p, noun: n, cut: n.b}
	for k := n.a + 1; k < n.b; k++ {
		if p.has(k, prep) && !p.has(k, upper) || p.has(k-1, title) && p.genitive(k) {
			m.cut = k
			break
		}
	}
	m.head = m.cut - 1
	for k := n.a; k < n.b; k++ {
		m.joined = m.joined || p.is(k, "and") && (p.has(k+1, det|human) || !p.has(k+1, upper) && !p.has(k-1, upper))
	}
	m.many = m.joined || p.word(m.head, "s") && !p.has(m.head, upper) || p.is(m.head, "police", "people")
	return m
}

// proper reports whether the mention holds a name.
func (m mention) proper() bool {
	for k := m.plain(m.noun); k < m.b; k++ {
		opens := k == 0 || m.it[k-1].last // a capital there means nothing
		if m.has(k, upper) && !(opens && m.has(k, manner|det|human|institutional|paper)) && (!opens || m.b-m.a == 1 || m.has(k+1, upper|clitic)) {
			return true
		}
	}
	return false
}

// phrase resolves a noun phrase: a name, a role, an institution.
func (c *cast) phrase(p *para, n noun, said []voice) voice {
	if v := c.named(p, n); v.who != nil {
		return v
	}
	if p.is(n.a, "neither", "both", "either") {
		return voice{many: true}
	}
	m := p.mention(n)
	switch {
	case p.has(m.head, paper) && m.cut < n.b && p.is(m.cut, "from", "by"):
		// "a statement from X", "the letter by X"
		author := noun{m.cut + 1, n.b}
		v := c.phrase(p, author, said)
		if v.person == "" {
			v.person = p.span(author).In(p.s)
		}
		return v
	case p.has(n.a, poss) && p.has(m.head, institutional|paper|human):
		return c.owned(m, said)
	case p.has(m.head, title|human) && !m.many:
		if v := c.role(p, n, m.head, m.cut, said); v.who != nil {
			return v
		}
	}
	text := p.span(noun{p.plain(n), n.b}).In(p.s)
	if full := c.short[strings.ToLower(text)]; full != "" {
		return voice{person: full, thing: true, many: true}
	}
	named := m.proper()
	switch {
	case p.has(m.head, institutional):
		return voice{person: c.bodyOf(m, text, named), thing: true, many: true}
	case m.many && p.has(m.head, human) || p.has(n.a, det) && !p.is(n.a, "the", "a", "an"):
		return voice{many: m.many}
	case named && !m.joined:
		thing := !p.has(m.head, human|title)
		return voice{person: text, thing: thing, many: m.many || thing}
	}
	return voice{many: m.many, thing: p.has(m.head, paper)}
}

// owned resolves "his lawyer", "their party".
func (c *cast) owned(m mention, said []voice) voice {
	v := voice{many: m.many, thing: m.has(m.head, institutional|paper)}
	if w := c.pronoun(m.para, m.a, said); w.who != nil {
		v.person = w.person + "’s" + m.s[m.it[m.a].End:m.it[m.b-1].End]
	}
	return v
}

// plain returns the first item after the article of n.
func (p *para) plain(n noun) int {
	if p.has(n.a, det) && n.b-n.a > 1 && p.is(n.a, "the", "a", "an") {
		return n.a + 1
	}
	return n.a
}

// nameIn returns the name that heads n, with its titles; ok is false when its
// head is none.
func (p *para) nameIn(n noun) (r nameRun, ok bool) {
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
		return nameRun{}, false
	}
	a, b := p.runAt(i, n.a, cut)
	if a > n.a && p.has(a-1, conj) {
		return nameRun{}, false
	}
	r = p.name(a, b)
	r.bare = p.has(a-1, det) && !r.titled
	return r, true
}

// named resolves a phrase whose head is a name.
func (c *cast) named(p *para, n noun) voice {
	r, ok := p.nameIn(n)
	if !ok {
		return voice{}
	}
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
	if first == "" {
		known = bearing(known, r.roles)
	}
	if q := c.pick(known, first, r.gender, p.it[n.a].Start); q != nil {
		return voice{person: q.name, who: q}
	}
	if len(names) == 1 && len(c.byLast[last]) == 0 {
		if q := c.lone(last); q != nil {
			return voice{person: q.name, who: q}
		}
	}
	if suffix != "" && len(names) == 2 || r.bare || !c.introduces(p, n, r, names, last) {
		return voice{}
	}
	q := c.add(p, r, names, last)
	return voice{person: q.name, who: q}
}

// bearing keeps those of one surname whom the text gives one of the roles, if
// there are any: "Mayor Roe" is not Governor Roe.
func bearing(known []*person, roles []role) []*person {
	if len(known) < 2 || len(roles) == 0 {
		return known
	}
	var out []*person
	for _, q := range known {
		for _, r := range roles {
			if q.plays(r.head, nil) {
				out = append(out, q)
				break
			}
		}
	}
	if len(out) == 0 {
		return known
	}
	return out
}

// introduces reports whether a name that nobody in the text bears yet is a new
// person's.
func (c *cast) introduces(p *para, n noun, r nameRun, names []string, last string) bool {
	if len(names) == 1 {
		return c.short[last] == "" && (r.titled || !c.asking && r.a == n.a && c.surname(p, r))
	}
	return len(names) < 5 && c.speakerName(p, r)
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
	return !listed(companies, p.text(r.b-1))
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

// pick chooses among people of one surname for a mention at byte at: by first
// name or gender if given, else the one who spoke last, else one whom the text
// names before, else the one named most.
func (c *cast) pick(list []*person, first string, gender byte, at int) *person {
	var best *person
	for _, q := range list {
		if first != "" && q.last != first && !q.called(first) {
			continue
		}
		if gender != 0 && gender != '?' && q.gender != 0 && q.gender != gender {
			continue
		}
		if best == nil || q.likelier(best, at) {
			best = q
		}
	}
	return best
}

// likelier reports whether a mention at byte at means q rather than o, where it
// tells the two not apart.
func (q *person) likelier(o *person, at int) bool {
	if q.spoke != o.spoke {
		return q.spoke > o.spoke
	}
	if known := q.at <= at; known != (o.at <= at) {
		return known
	}
	return q.count > o.count
}

// role resolves "the mayor of Milan" to the one person the text gives that role.
func (c *cast) role(p *para, n noun, head, cut int, said []voice) voice {
	if !(p.is(n.a, "the", "this", "that", "il", "la", "lo") || p.has(n.a, clitic) || p.has(n.a, upper) && !p.has(n.a, det)) {
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
		if q.plays(h, near) && (found == nil || q.likelier(found, p.it[n.a].Start)) {
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
