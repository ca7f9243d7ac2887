package quote

// signed finds a quotation with its speaker after a dash, at the end of the
// sentence or paragraph: “…” — Jane Roe.
func (z *sentence) signed() {
	for i := z.lo; i+2 <= z.hi; i++ {
		if !z.has(i, isMark) || z.punct(i+1) != '-' || i > z.lo && z.has(i-1, isWord) && !z.has(i-1, conj) {
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
