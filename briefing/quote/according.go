package quote

import (
	"briefingbot/briefing/text"
)

// according handles "according to X" at item i and returns where to go on.
func (z *sentence) according(i int) int {
	who := z.after(i+2, z.hi)
	if !who.ok() {
		return i + 2
	}
	sub := subject{noun: who, start: i}
	z.last = sub
	g := group{start: i, head: i, end: i + 2, polarity: Said}
	first := true
	from := z.from
	if z.punct(i-1) == ',' && z.has(i-2, subord|conj) { // "because, according to Roe, …"
		from = i
	}
	for k := from; k < i; k++ {
		first = first && (z.has(k, conj|adv) || !z.has(k, isWord|isMark))
	}
	if first {
		return z.accordingFirst(g, sub)
	}
	b := i
	for b > z.from && z.punct(b-1) != 0 {
		b--
	}
	a := z.from
	for a < b && (z.has(a, conj) || !z.has(a, isWord|isMark)) {
		a++
	}
	if a >= b || z.has(b-1, be) {
		return who.b
	}
	for n := len(z.reports); n > 0 && z.reports[n-1].Content.Start >= z.it[a].Start; n-- {
		z.reports = z.reports[:n-1]
	}
	z.add(a, b, g, sub, 'a')
	z.from = who.b
	next := z.named(who)
	if k := next; z.resumes(k, conj|rel|subord|det) {
		if end, claimed := z.clauseEnd(k+1, z.hi); !claimed {
			z.add(k+1, end, g, sub, 'p')
			z.from = end
			return end
		}
	}
	return who.b
}

// accordingFirst handles "According to X, …".
func (z *sentence) accordingFirst(g group, sub subject) int {
	k := z.comma(sub.b, z.hi)
	if z.has(k+1, rel) && z.comma(k+1, z.hi) < z.hi {
		k = z.comma(k+1, z.hi) // "According to X, which …, …"
	}
	if k+1 >= z.hi {
		return sub.b
	}
	if z.has(k+1, isMark) && z.alone(k+1) {
		z.add(k+1, k+2, g, sub, 'f')
		z.from = k + 2
		return k + 2
	}
	end, claimed := z.clauseEnd(k+1, z.hi)
	if claimed {
		return sub.b
	}
	z.add(k+1, end, g, sub, 'a')
	z.from = end
	return end
}

// named steps over the name after a common noun, "the prefect, Jane Roe,", and
// notes it in the latest report; it returns where to go on.
func (z *sentence) named(who noun) int {
	n := z.after(who.b+1, z.hi)
	if z.punct(who.b) != ',' || !n.ok() || !z.has(n.a, upper) || n.b < z.hi && z.has(n.b, isWord) {
		return who.b
	}
	if k := len(z.reports) - 1; k >= 0 && !z.has(who.b-1, upper) {
		z.reports[k].aside = n
	}
	return n.b
}

// add records [a, b) as said by sub.
func (z *sentence) add(a, b int, g group, sub subject, form rune) {
	for b > a && !z.has(b-1, isWord|isMark) && z.punct(b-1) != ')' && z.punct(b-1) != '%' {
		b--
	}
	for a < b && !z.has(a, isWord|isMark) && z.punct(a) != '(' && z.punct(a) != '$' {
		a++
	}
	if a >= b {
		return
	}
	q := Quote{Content: text.Span{Start: z.it[a].Start, End: z.it[b-1].End}, Speaker: z.span(sub.noun), Polarity: g.polarity}
	q.Cue = text.Span{Start: z.it[g.head].Start, End: z.it[g.head].End}
	if z.is(g.head, "according") {
		q.Cue.End = z.it[g.head+1].End
	}
	q.Kind = z.kind(a, b)
	if b-a == 1 && z.has(a, isMark) {
		q.Content = z.marks[z.it[a].mark].inner
	}
	if q.Content.Len() == 0 || z.hollow(a, b) {
		return
	}
	z.reports = append(z.reports, report{
		Quote: q, who: sub.noun, aside: sub.aside, relate: sub.ante,
		form: form, doubt: sub.ok() && !z.speaks(sub), marks: [2]int{a, b},
		far: g.participle && sub.shared, scant: q.Kind == Mixed && z.scant(a, b),
	})
}

// scant reports whether so few words of [a, b) stand between marks that these
// may be a name or irony rather than words that were said.
func (p *para) scant(a, b int) bool {
	all, marked := 0, 0
	for k := a; k < b; k++ {
		switch {
		case p.has(k, isMark):
			n := p.marks[p.it[k].mark].words
			all, marked = all+n, marked+n
		case p.has(k, isWord) && !p.has(k, clitic):
			all++
		}
	}
	return marked <= ironic && marked*5 < all
}

// ironic is how many words stand between marks at the most that distance the
// writer from them: “deal”, “red zones”.
const ironic = 2

// hollow reports whether [a, b) only points at what was said: "it", "that on
// Monday".
func (p *para) hollow(a, b int) bool {
	if !p.is(a, "it", "that", "this", "so", "them", "him", "these", "those", "all", "both") {
		return false
	}
	for k := a + 1; k < b; k++ {
		switch {
		case p.is(k, "it", "this", "that", "all") && k == b-1:
		case p.has(k, adv|when) && !p.has(k, upper) || p.has(k, when):
		case p.has(k, prep) && p.setting(k, b) && !p.is(k, "of", "for", "to", "as"):
			return !p.verbal(k, b)
		default:
			return false
		}
	}
	return true
}

// kind tells direct, mixed and indirect apart by the words between marks.
func (p *para) kind(a, b int) Kind {
	in, out := false, false
	for i := a; i < b; i++ {
		if p.it[i].has(isMark) {
			in = true
		} else if p.it[i].has(isWord) {
			out = true
		}
	}
	switch {
	case in && out:
		return Mixed
	case in:
		return Direct
	}
	return Indirect
}
