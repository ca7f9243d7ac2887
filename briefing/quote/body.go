package quote

import "strings"

// body is an institution as the text names it.
type body struct {
	name string
	at   int
}

// institution notes the noun phrase that ends with the body noun at item i.
func (c *cast) institution(p *para, i int) {
	a := i
	for a > 0 && i-a < 7 && p.has(a-1, isWord) && !p.has(a-1, prep|conj|det|poss|rel|subj|be|have|aux|adv|subord) && !p.finite(a-1) && p.it[a-1].cue == nil {
		a--
	}
	for a < i && p.has(a, clitic) {
		a++
	}
	b := i + 1
	if p.has(i, upper) {
		b = p.styled(b)
	}
	named := false
	for k := a; k < b; k++ {
		named = named || p.has(k, upper)
	}
	if b-a < 2 || !named {
		return
	}
	head := strings.ToLower(p.it[i].In(p.s))
	if len(c.bodies[head]) < 40 {
		c.bodies[head] = append(c.bodies[head], body{p.s[p.it[a].Start:p.it[b-1].End], p.it[a].Start})
	}
}

// styled returns the item after the name that goes on at b: "(Ministry) of
// Foreign Affairs".
func (p *para) styled(b int) int {
	for p.has(b, upper) {
		b++
	}
	if !p.is(b, "of", "for") {
		return b
	}
	k := b + 1
	if p.is(k, "the") {
		k++
	}
	if !p.has(k, upper) {
		return b
	}
	for p.has(k, upper) {
		k++
	}
	return k
}

// acronym notes "Immigration and Customs Enforcement (ICE)" where [a, b) is the
// last run of the long form.
func (c *cast) acronym(p *para, a, b int) {
	if p.punct(b) != '(' || !p.has(b+1, allCaps) || p.punct(b+2) != ')' {
		return
	}
	w := p.it[b+1].In(p.s)
	for a > 1 && p.has(a-1, conj|prep) && p.has(a-2, upper) {
		a -= 2
		for a > 0 && p.has(a-1, upper) {
			a--
		}
	}
	// keep only as many words as the letters ask for
	k := a
	for k < b && !strings.EqualFold(p.it[k].In(p.s)[:1], w[:1]) {
		k++
	}
	if k < b {
		c.short[strings.ToLower(w)] = p.s[p.it[k].Start:p.it[b-1].End]
	}
}

// bodyOf returns the name of an institution: the mention's own text if that
// names it, else what "the ministry" refers to.
func (c *cast) bodyOf(m mention, text string, named bool) string {
	switch {
	case named, m.cut < m.b:
		return text
	case m.cut-m.a > 2:
		return ""
	}
	return c.body(strings.ToLower(m.it[m.head].In(m.s)), m.it[m.a].Start)
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
