package quote

// geography are the words that make a name a place's: "Lake Como".
var geography = words("lake river mount mt port bay gulf cape sea island islands valley city county strait coast lago monte fiume")

// heading returns the first item after a heading in capitals and a dash, "POLLS
// TOO EARLY - Jane Roe: …", or after an agency in brackets before a quotation, 0
// when the paragraph opens with neither. Datelines are no prose: see [text.Read].
func (p *para) heading() int {
	if p.punct(0) == '(' && p.has(1, allCaps) && p.punct(2) == ')' && p.has(3, isMark) {
		return 3
	}
	for k := 0; k < len(p.it) && k < 16; k++ {
		switch {
		case k > 0 && p.punct(k) == '-' && (p.it[k].Len() > 1 || p.it[k].Start > p.it[k-1].End):
			for p.punct(k) == '-' {
				k++
			}
			if p.has(k, upper|digit|isMark) {
				return k
			}
			return 0
		case p.has(k, isMark), p.has(k, isWord) && !p.has(k, allCaps|digit):
			return 0
		}
	}
	return 0
}

// located reports whether a name is a place's, which says nothing: "Lake Como",
// "ROME".
func located(s string, name []item) bool {
	for _, t := range name {
		if w := t.In(s); listed(geography, w) || len(name) == 1 && listed(places, w) {
			return true
		}
	}
	return false
}
