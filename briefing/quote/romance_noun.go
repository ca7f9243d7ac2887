package quote

import (
	"unicode"
	"unicode/utf8"
)

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
