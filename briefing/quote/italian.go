package quote

import (
	"unicode"
	"unicode/utf8"

	"briefingbot/briefing/text"
)

// readItalian finds the reports of an Italian sentence.
func (f *finder) readItalian(z *sentence) {
	for i := z.lo; i < z.hi && len(z.reports) < babble; i++ {
		if z.has(i, isMark) {
			f.interrupted(z, i)
			continue
		}
		if z.is(i, "secondo", "stando") || z.is(i, "per") && i == z.lo {
			i = max(i, z.secondo(i)-1)
			continue
		}
		if g, ok := z.italianGroup(i); ok {
			i = max(i, f.italianReport(z, g)-1)
		} else if z.is(i, "legge") && z.is(i-1, "si") {
			z.legible(i)
		}
	}
}

// italianGroup reads the verb of saying at item i with "ha", pronouns and "non".
func (z *sentence) italianGroup(i int) (group, bool) {
	_, w := z.italianWord(i)
	v, ok := italianVerbs[w]
	g := group{start: i, head: i, end: i + 1, polarity: v.polarity}
	if w == "dire" && z.is(i-1, "voluto") { // "non ha voluto dire se"
		v, ok, g.start, g.polarity = italianVerb{polarity: Said, perfect: true}, true, i-1, Said
	}
	if !ok || z.has(i, upper) && i > z.lo || v.noun && i > z.lo && z.smallBefore(i) {
		return g, false
	}
	k := g.start - 1
	for k >= z.lo && listed(italianAdverbs, z.text(k)) {
		k--
	}
	if v.perfect {
		small, have := z.italianWord(k)
		if k < z.lo || !italianHave[have] || small != "" && small != "l'" && small != "l’" {
			return g, false
		}
		if have == "avrebbe" || have == "avrebbero" {
			g.polarity = Hedged
		}
		g.start = k
		k--
	}
	for k >= z.lo && (listed(italianClitics, z.text(k)) || listed(italianAdverbs, z.text(k))) {
		g.start = k
		k--
	}
	if k >= z.lo && z.is(k, "non") {
		g.start = k
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
	return listed(italianArticles, w) || listed(italianOf, w) || listed(italianStops, w) && !z.is(i-1, "e", "ma")
}

// italianNoun returns the noun phrase that starts at item i: "il ministro
// dell'Interno Jane Roe", "l'assessora Roe". A common noun needs to be one that
// speaks.
func (z *sentence) italianNoun(i, hi int) noun {
	k, named, able, tied := i, false, false, true
	for ; k < hi && k-i < 14; k++ {
		t := z.it[k]
		if !t.has(isWord) {
			if z.punct(k) == '.' && !t.last && k > i && z.it[k-1].Len() < 4 && z.has(k+1, upper) {
				continue
			}
			break
		}
		small, w := z.italianWord(k)
		_, verb := italianVerbs[w]
		r, _ := utf8.DecodeRuneInString(t.In(z.s)[len(small):])
		switch {
		case italianHave[w] && small == "" || verb && !unicode.IsUpper(r):
			return z.italianEnd(i, k, named || able)
		case small == "" && italianArticles[w]:
			if !tied {
				return z.italianEnd(i, k, named || able)
			}
		case small == "" && italianOf[w], small == "" && italianTo[w] && able && !named:
			if k == i {
				return noun{}
			}
			tied = true
		case small == "" && (italianStops[w] || italianAdverbs[w]), small != "" && !italianArticles[small] && !italianOf[small] && !(italianTo[small] && able && !named) && len(small) > 2 && small != "l’":
			return z.italianEnd(i, k, named || able)
		case unicode.IsUpper(r):
			named, tied = true, false
		default:
			if named && !tied && small == "" {
				return z.italianEnd(i, k, true)
			}
			able = able || lexicon[w]&(title|human|institutional|paper) != 0
			tied = false
		}
	}
	return z.italianEnd(i, k, named || able)
}

// italianEnd cuts small words off the end of [a, b).
func (z *sentence) italianEnd(a, b int, ok bool) noun {
	for b > a {
		w := z.text(b - 1)
		if !listed(italianArticles, w) && !listed(italianOf, w) && !listed(italianTo, w) {
			break
		}
		b--
	}
	if !ok {
		return noun{}
	}
	return noun{a, b}
}

// italianBefore returns the noun phrase that ends with item j, stepping over an
// aside between commas.
func (z *sentence) italianBefore(j int) noun {
	if z.punct(j) == ',' {
		for c := j - 1; c > z.lo && j-c < 20; c-- {
			if z.punct(c) == ',' {
				return z.italianPlain(c - 1)
			}
		}
		return noun{}
	}
	return z.italianPlain(j)
}

func (z *sentence) italianPlain(j int) noun {
	for a := max(z.lo, j-9); a <= j; a++ {
		small, _ := z.italianWord(a)
		edge := a == z.lo || !z.has(a-1, isWord) || listed(italianAdverbs, z.text(a-1)) || z.is(a-1, "e", "ma", "che", "mentre")
		if !edge && !listed(italianArticles, z.text(a)) && small == "" && !(z.has(a, upper) && !z.has(a-1, upper) && !listed(italianOf, z.text(a-1))) {
			continue
		}
		if n := z.italianNoun(a, j+1); n.ok() && n.b == j+1 {
			return n
		}
	}
	return noun{}
}

// italianReport finds content and speaker of the verb group g and returns the
// item to go on from.
func (f *finder) italianReport(z *sentence, g group) int {
	who := z.italianBefore(g.start - 1)
	lead := g.start - 1 // what stands before verb and subject
	if who.ok() {
		lead = who.a - 1
	}
	for z.punct(lead) == ',' || z.punct(lead) == '-' {
		lead--
	}
	r := g.end
	for r < z.hi && listed(italianAdverbs, z.text(r)) {
		r++
	}
	if !who.ok() {
		if who = z.italianNoun(r, z.hi); who.ok() {
			r = who.b
		}
	}
	if lead >= z.from && z.has(lead, isMark) {
		f.italianAdd(z, lead, lead+1, g, who, 'q')
		if k := z.italianNext(r); k > r && z.has(k, isMark) {
			f.italianAdd(z, k, k+1, g, who, 's')
			z.from = k + 1
			return k + 1
		}
		z.from = r
		return r
	}
	k := z.italianNext(r)
	switch {
	case k < 0:
		return g.end
	case z.has(k, isMark):
		f.italianAdd(z, k, k+1, g, who, 'f')
		z.from = k + 1
		return k + 1
	}
	end := z.italianClause(k)
	f.italianAdd(z, k, end, g, who, 'T')
	z.from = end
	return end
}

// italianNext returns the item where content starts after a verb: a quotation,
// "che" or "se"; -1 when there is none.
func (z *sentence) italianNext(r int) int {
	for k := r; k < z.hi && k < r+14; k++ {
		switch {
		case z.has(k, isMark):
			if p := z.punct(k - 1); p == ':' || p == ',' || p == '-' || k == r {
				return k
			}
			return -1
		case z.is(k, "che", "se") && k+2 < z.hi, z.is(k, "di") && z.infinitive(k+1):
			return k
		case z.punct(k) == '.' || z.punct(k) == ';' || z.has(k, isWord) && listed(italianHave, z.text(k)):
			return -1
		}
	}
	return -1
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

// italianClause returns the end of the clause that starts at item a: where the
// sentence ends or a verb of saying takes over.
func (z *sentence) italianClause(a int) int {
	for k := a + 1; k < z.hi; k++ {
		if z.punct(k) != ',' && !z.is(k, "e", "ma") {
			continue
		}
		for j := k + 1; j < z.hi && j < k+4; j++ {
			if g, ok := z.italianGroup(j); ok && g.start <= k+1 {
				return k
			}
			if z.has(j, isMark) {
				break
			}
		}
	}
	return z.hi
}

// italianAdd records [a, b) as said by who; without one by whoever spoke last in
// the paragraph.
func (f *finder) italianAdd(z *sentence, a, b int, g group, who noun, form rune) {
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

// secondo handles "secondo il ministro, …" at item i and returns where to go on.
func (z *sentence) secondo(i int) int {
	at := i + 1
	if z.is(i, "stando") || z.is(at, "quanto") {
		return i + 1
	}
	who := z.italianNoun(at, z.hi)
	if !who.ok() || z.smallBefore(i) && i > z.lo {
		return i + 1
	}
	g := group{start: i, head: i, end: i + 1, polarity: Said}
	sub := subject{noun: who, start: i}
	switch first := i == z.lo; {
	case first && z.has(who.b, isMark):
		z.add(who.b, who.b+1, g, sub, 'f')
		z.from = who.b + 1
		return who.b + 1
	case z.is(i, "per"):
		return i + 1
	case first && z.punct(who.b) == ',' && who.b+2 < z.hi:
		end := z.italianClause(who.b + 1)
		z.add(who.b+1, end, g, sub, 'a')
		z.from = end
		return end
	case !first && z.punct(i-1) == ',' && i-1 > z.from:
		z.add(z.from, i-1, g, sub, 'a')
		z.from = who.b
		if z.punct(who.b) == ',' && who.b+3 < z.hi {
			end := z.italianClause(who.b + 1)
			z.add(who.b+1, end, g, sub, 'p')
			z.from = end
			return end
		}
	}
	return who.b
}

// legible handles “…”, si legge nella nota del ministero.
func (z *sentence) legible(i int) {
	k := i - 2
	for z.punct(k) == ',' || z.punct(k) == '-' {
		k--
	}
	if !z.has(k, isMark) || k < z.from || !z.is(i+1, "in", "nel", "nella", "nello", "sul", "sulla") {
		return
	}
	if who := z.italianNoun(i+2, z.hi); who.ok() {
		z.add(k, k+1, group{start: i - 1, head: i, end: i + 1, polarity: Said}, subject{noun: who, start: i - 1}, 'q')
	}
}

// interrupted handles «… – ha detto Roe – …», where the attribution stands
// between dashes inside the quotation marks of item i.
func (f *finder) interrupted(z *sentence, i int) {
	m := z.marks[z.it[i].mark]
	if m.words > 400 {
		return
	}
	f.inner = scan(f.s, m.inner, f.inner[:0])
	in := &sentence{para: &para{s: f.s, it: f.inner}, hi: len(f.inner)}
	for k := 1; k+2 < in.hi; k++ {
		if in.punct(k-1) != '-' && in.punct(k-1) != ',' || in.has(k, upper) {
			continue
		}
		j := k
		for j < in.hi && j < k+4 && (listed(italianHave, in.text(j)) || listed(italianAdverbs, in.text(j))) {
			j++
		}
		in.lo = k
		g, ok := in.italianGroup(j)
		if !ok || g.start != k || in.punct(k-1) == ',' {
			continue
		}
		who := in.italianNoun(g.end, in.hi)
		if !who.ok() || in.punct(who.b) != '-' && in.punct(who.b) != ',' || who.b+1 >= in.hi {
			continue
		}
		r := report{Quote: Quote{Speaker: in.span(who), Cue: in.it[g.head].Span, Kind: Direct, Polarity: g.polarity}, form: 's', marks: [2]int{i, i + 1}}
		first, second := r, r
		first.Content = trimSpace(f.s, text.Span{Start: m.inner.Start, End: in.it[k-1].Start})
		second.Content = trimSpace(f.s, text.Span{Start: in.it[who.b].End, End: m.inner.End})
		for _, x := range []report{first, second} {
			if x.Content.Len() > 0 {
				z.reports = append(z.reports, x)
			}
		}
		z.from = i + 1
		return
	}
}
