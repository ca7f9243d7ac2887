package quote

// signed finds a quotation with its speaker after a dash, at the end of the
// sentence or paragraph: “…” — Jane Roe, or a colon: “…”: Jane Roe.
func (z *sentence) signed() {
	for i := z.lo; i+2 <= z.hi; i++ {
		if !z.has(i, isMark) || z.punct(i+1) != '-' && z.punct(i+1) != ':' || i > z.lo && z.has(i-1, isWord) && !z.has(i-1, conj) {
			continue
		}
		k := i + 2
		for z.punct(k) == '-' {
			k++
		}
		if k >= z.hi || !z.has(k, upper) || z.has(k, manner|subj) {
			continue
		}
		n := z.after(k, z.hi)
		if z.punct(i+1) == ':' && z.marksWithin(k, z.hi) {
			continue
		}
		if !n.ok() || n.b-n.a > 8 || n.b < z.hi && (z.has(n.b, isWord) || z.punct(n.b) == '-') {
			continue
		}
		if z.verbal(n.b, z.hi) {
			continue
		}
		g := group{start: i + 1, head: i + 1, end: k, polarity: Said}
		z.last = subject{noun: n, start: n.a}
		z.add(i, i+1, g, z.last, 'k')
		z.from = n.b
		i = n.b
	}
}

// signature handles a paragraph that only signs the quotation before it:
// "- Jane Roe". It reports whether it did.
func (f *finder) signature(w *para) bool {
	k := 0
	for w.punct(k) == '-' {
		k++
	}
	n := len(f.reports)
	if k == 0 || k >= len(w.it) || !w.has(k, upper) || w.has(k, manner|subj) || n == 0 {
		return false
	}
	last := &f.reports[n-1]
	who := w.after(k, len(w.it))
	if !who.ok() || who.b-who.a > 6 || who.b+1 < len(w.it) && w.punct(who.b) != ',' || len(w.it) > 16 || last.form != 'v' || last.para != len(f.paras)-2 {
		return false
	}
	last.Speaker, last.form = w.span(who), 'k'
	last.Cue = w.it[k-1].Span
	last.who, last.home = who, len(f.paras)
	return true
}
