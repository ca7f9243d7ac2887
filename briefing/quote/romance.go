package quote

import (
	"unicode"
	"unicode/utf8"

	"briefingbot/briefing/text"
)

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

// romanceNoun returns the noun phrase that starts at item i: "il ministro
// dell'Interno Jane Roe", "l'assessora Roe". A common noun needs to be one that
// speaks.
func (z *sentence) romanceNoun(i, hi int) noun {
	k, named, able, tied := i, false, false, true
	for ; k < hi && k-i < 14; k++ {
		t := z.it[k]
		if !t.has(isWord) {
			if z.punct(k) == '.' && !t.last && k > i && z.it[k-1].Len() < 4 && z.has(k+1, upper) {
				continue
			}
			break
		}
		small, w := z.romanceWord(k)
		_, verb := z.tongue.verbs[w]
		r, _ := utf8.DecodeRuneInString(t.In(z.s)[len(small):])
		switch {
		case z.tongue.have[w] && small == "" || verb && !unicode.IsUpper(r):
			return z.romanceEnd(i, k, named || able)
		case small == "" && z.tongue.articles[w]:
			if !tied {
				return z.romanceEnd(i, k, named || able)
			}
		case small == "" && z.tongue.of[w], small == "" && z.tongue.to[w] && able && !named:
			if k == i {
				return noun{}
			}
			tied = true
		case small == "" && (z.tongue.stops[w] || z.tongue.adverbs[w]), small != "" && !z.tongue.articles[small] && !z.tongue.of[small] && !(z.tongue.to[small] && able && !named) && len(small) > 2 && small != "l’":
			return z.romanceEnd(i, k, named || able)
		case unicode.IsUpper(r):
			named, tied = true, false
		default:
			if named && !tied && small == "" {
				return z.romanceEnd(i, k, true)
			}
			able = able || lexicon[w]&(title|human|institutional|paper) != 0 || z.tongue.able[w]
			tied = false
		}
	}
	return z.romanceEnd(i, k, named || able)
}

// romanceEnd cuts small words off the end of [a, b).
func (z *sentence) romanceEnd(a, b int, ok bool) noun {
	for b > a {
		w := z.text(b - 1)
		if !listed(z.tongue.articles, w) && !listed(z.tongue.of, w) && !listed(z.tongue.to, w) {
			break
		}
		b--
	}
	if !ok {
		return noun{}
	}
	return noun{a, b}
}

// romanceBefore returns the noun phrase that ends with item j, stepping over an
// aside between commas.
func (z *sentence) romanceBefore(j int) noun {
	if z.punct(j) == ',' {
		for c := j - 1; c > z.lo && j-c < 20; c-- {
			if z.punct(c) == ',' {
				return z.romancePlain(c - 1)
			}
		}
		return noun{}
	}
	return z.romancePlain(j)
}

func (z *sentence) romancePlain(j int) noun {
	for a := max(z.lo, j-9); a <= j; a++ {
		small, _ := z.romanceWord(a)
		edge := a == z.lo || !z.has(a-1, isWord) || listed(z.tongue.adverbs, z.text(a-1)) || listed(z.tongue.and, z.text(a-1)) || listed(z.tongue.that, z.text(a-1))
		if !edge && !listed(z.tongue.articles, z.text(a)) && small == "" && !(z.has(a, upper) && !z.has(a-1, upper) && !listed(z.tongue.of, z.text(a-1))) {
			continue
		}
		if n := z.romanceNoun(a, j+1); n.ok() && n.b == j+1 {
			return n
		}
	}
	return noun{}
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

// secondo handles "secondo il ministro, …", "selon", "según" at item i and returns
// where to go on.
func (z *sentence) secondo(i int) int {
	at := i + 1
	if z.is(i, "stando") || z.is(at, "quanto") {
		return i + 1
	}
	who := z.romanceNoun(at, z.hi)
	if !who.ok() || z.smallBefore(i) && i > z.lo {
		return i + 1
	}
	g := group{start: i, head: i, end: i + 1, polarity: Said}
	sub := subject{noun: who, start: i}
	words := who.b
	if z.punct(words) == ',' {
		words++
	}
	switch first := i == z.lo; {
	case first && z.has(words, isMark) && (words == who.b || words+1 >= z.hi-1):
		z.add(words, words+1, g, sub, 'f')
		z.from = words + 1
		return words + 1
	case listed(z.tongue.by, z.text(i)):
		return i + 1
	case first && z.punct(who.b) == ',' && who.b+2 < z.hi:
		end := z.romanceClause(who.b + 1)
		z.add(who.b+1, end, g, sub, 'a')
		z.from = end
		return end
	case !first && z.punct(i-1) == ',' && i-1 > z.from:
		z.add(z.from, i-1, g, sub, 'a')
		z.from = who.b
		if z.punct(who.b) == ',' && who.b+3 < z.hi {
			end := z.romanceClause(who.b + 1)
			z.add(who.b+1, end, g, sub, 'p')
			z.from = end
			return end
		}
	}
	return who.b
}

// legible handles “…”, si legge nella nota del ministero; se lee en la nota.
func (z *sentence) legible(i int) {
	k := i - 2
	for z.punct(k) == ',' || z.punct(k) == '-' {
		k--
	}
	if !z.has(k, isMark) || k < z.from || !z.is(i+1, "in", "nel", "nella", "nello", "sul", "sulla", "en") {
		return
	}
	if who := z.romanceNoun(i+2, z.hi); who.ok() {
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
	in := &sentence{para: &para{s: f.s, it: f.inner}, hi: len(f.inner), tongue: z.tongue}
	for k := 1; k+2 < in.hi; k++ {
		if in.punct(k-1) != '-' && in.punct(k-1) != ',' || in.has(k, upper) {
			continue
		}
		j := k
		for j < in.hi && j < k+4 && (listed(z.tongue.have, in.text(j)) || listed(z.tongue.adverbs, in.text(j))) {
			j++
		}
		in.lo = k
		g, ok := in.romanceGroup(j)
		if !ok || g.start != k || in.punct(k-1) == ',' && !z.tongue.commas {
			continue
		}
		who := in.romanceNoun(g.end, in.hi)
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
