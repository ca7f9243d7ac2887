package quote

// agencyWords is how many words the brackets of a dateline hold at most.
const agencyWords = 4

// geography are the words that make a name a place's: "Lake Como".
var geography = words("lake river mount mt port bay gulf cape sea island islands valley city county strait coast lago monte fiume")

// dateline returns the first item after "ROME, Feb. 6 (AP) —", "*Rome (AP)* –"
// or "(Reuters) -", 0 when the paragraph opens with none. A place that is not in
// capitals needs an agency, a date or a quotation beside it: "Jane Roe — who"
// opens with a person.
func (p *para) dateline() int {
	k := p.unmarked(0)
	sure := p.has(k, allCaps)
	for ; k < len(p.it) && k < 16; k++ {
		switch {
		case p.punct(k) == '(':
			if k = p.bracketed(k); k < 0 {
				return 0
			}
			sure = true
			if p.has(k+1, isMark) {
				return k + 1 // "(AP) “…”"
			}
		case p.parted(k):
			k = p.unmarked(k)
			if p.has(k, isMark) || sure && p.has(k, upper|digit) {
				return k
			}
			return 0
		case p.has(k, isMark), p.has(k, isWord) && !p.has(k, upper|digit|when) && !particles[p.text(k)]:
			return 0
		default:
			sure = sure || p.has(k, when)
		}
	}
	return 0
}

// unmarked returns the first item from k on that is no dash and no mark of
// emphasis.
func (p *para) unmarked(k int) int {
	for r := p.punct(k); r == '-' || r == '*' || r == '_'; r = p.punct(k) {
		k++
	}
	return k
}

// parted reports whether the item at k is a dash that stands apart from the
// word before it, or a long one.
func (p *para) parted(k int) bool {
	return k > 0 && p.punct(k) == '-' && (p.it[k].Len() > 1 || p.it[k].Start > p.it[k-1].End)
}

// bracketed returns the closing bracket of "(AP)" at item k, -1 when what the
// brackets hold is no agency.
func (p *para) bracketed(k int) int {
	for i := k + 1; i < len(p.it) && i <= k+agencyWords+1; i++ {
		switch {
		case p.punct(i) == ')' && i > k+1:
			return i
		case !p.has(i, upper) && p.punct(i) != '/' && p.punct(i+1) != ')':
			return -1
		}
	}
	return -1
}

// located reports whether a name is a place's, which says nothing: "Lake Como",
// "ROME".
func located(s string, name []item) bool {
	for _, t := range name {
		if w := lowerASCII(t.In(s)); geography[w] || len(name) == 1 && places[w] {
			return true
		}
	}
	return false
}
