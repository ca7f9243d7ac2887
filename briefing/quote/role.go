package quote

import "strings"

// role is a noun the text calls a person by: "Milan Mayor", "the director of
// the museum".
type role struct{ head, near string }

// apposition reads the roles after a name: ", the mayor of Milan,".
func (p *para) apposition(i int) []role {
	if p.punct(i) != ',' {
		return nil
	}
	var out []role
	for k := i + 1; k < i+9 && p.has(k, isWord) && !p.finite(k) && !p.has(k, rel|conj|subj); k++ {
		if !p.has(k, title|human) || p.has(k, upper) && p.has(k+1, upper) {
			continue
		}
		r := role{head: strings.ToLower(p.it[k].In(p.s))}
		if p.has(k+1, prep) {
			for n := k + 2; n < k+6 && p.has(n, isWord); n++ {
				if p.has(n, upper) {
					r.near = p.it[n].In(p.s)
					break
				}
			}
		} else if p.has(k-1, upper) {
			r.near = p.it[k-1].In(p.s)
		}
		out = append(out, r)
		if p.has(k+1, prep) {
			break
		}
	}
	return out
}

// leadIn reads the role before a name that stands between commas: "the mayor of
// Milan, Jane Roe, said".
func (p *para) leadIn(r nameRun) []role {
	i := r.a - 1
	if r.titled || p.punct(i) != ',' || p.punct(r.b) != ',' && p.punct(r.b) != '.' {
		return nil
	}
	near := ""
	for k := i - 1; k > i-8 && p.has(k, isWord); k-- {
		if p.has(k, title|human) && !(p.has(k, upper) && p.has(k+1, upper)) {
			if near == "" && p.has(k-1, upper) && !p.has(k-1, det) {
				near = p.it[k-1].In(p.s)
			}
			for j := k - 1; j > k-4 && p.has(j, isWord); j-- {
				if p.has(j, det|clitic) {
					return []role{{lower(p.text(k)), near}}
				}
			}
			return nil
		}
		if p.has(k, upper) {
			near = p.text(k)
		} else if p.finite(k) || p.has(k, rel|conj|subj) {
			return nil
		}
	}
	return nil
}

// impersonal are the roles that a company has as well.
var impersonal = words("owner owners member members producer publisher host leader representative participant user agent")

// portrayed reports whether what follows a name is said only of a person: ", the
// head of the firm,", ", 45,".
func (p *para) portrayed(i int) bool {
	if p.punct(i) == ',' && p.has(i+1, digit) && p.it[i+1].Len() == 2 && (p.punct(i+2) == ',' || p.punct(i+2) == '.') {
		return true
	}
	for _, r := range p.apposition(i) {
		if !impersonal[r.head] {
			return true
		}
	}
	return false
}

// deeds are what only people do.
var deeds = words("resigned resigns quit retired retires apologised apologized apologises apologizes died arrived left returned came went met " +
	"spoke smiled laughed wept cried shrugged nodded appeared married visited travelled traveled flew walked stood sat testified")
