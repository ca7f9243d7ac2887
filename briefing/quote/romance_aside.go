package quote

import "briefingbot/briefing/text"

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
