package quote

import "strings"

// reach is a noun phrase that grows to the right from item i, no further than
// hi.
type reach struct {
	*para
	i, hi  int
	common bool // it holds a word that is no name
	head   bool // it could end here
}

// after returns the noun phrase that starts at item i: the speaker in "said X".
func (p *para) after(i, hi int) noun {
	if p.has(i, subj) {
		return noun{i, i + 1}
	}
	if p.is(i, "one", "another", "others", "some", "many") && (i+1 >= hi || !p.has(i+1, isWord) || p.has(i+1, prep) && p.setting(i+1, hi)) {
		return noun{i, i + 1}
	}
	if p.has(i, when) || p.has(i, adv) && !p.has(i, upper|det) || p.has(i, digit) && !p.has(i+1, human) {
		return noun{}
	}
	r := reach{para: p, i: i, hi: hi}
	k := i
	for k < hi && k-i < 30 && r.takes(k) {
		k++
	}
	for k > i && (p.has(k-1, prep|conj|det) || !p.has(k-1, isWord)) {
		k--
	}
	if !r.head || k == i {
		return noun{}
	}
	return noun{i, k}
}

// takes reports whether item k goes on the noun phrase, and takes it in.
func (r *reach) takes(k int) bool {
	t := r.it[k]
	switch {
	case t.has(isMark):
		return k > r.i && r.nickname(k)
	case !t.has(isWord):
		return r.binds(k)
	case k > r.i && r.head && !r.common && r.particle(k):
	case k > r.i && r.firm(k):
		r.head = true
	case t.has(when) && k > r.i && r.has(k-1, det) && r.has(k+1, paper|human|institutional): // "a Friday editorial"
	case t.has(when) && k > r.i && !(t.has(upper) && r.has(k-1, upper) && !r.has(k, adv)), t.has(rel | obj | subord | wh | neg):
		return false
	case t.has(upper) && !r.has(k, prep|det):
		if r.head && r.common && k > r.i && !r.has(k-1, prep|det|clitic|upper|title|human|institutional|paper) && !r.genitive(k-1) {
			return false
		}
		r.head = true
	case t.has(clitic):
		r.head = false
	case r.finite(k), t.has(be | have | aux), k > r.i && r.head && r.has(k-1, human) && r.word(k, "ed"), k > r.i && r.has(k-1, upper) && !r.common && r.strange(k):
		return false
	case t.has(conj | prep):
		if !r.head || !r.joint(k) {
			return false
		}
		r.head = false
	case t.has(det | poss):
		r.common = r.common || !r.head
		return !r.head
	case t.has(adv) && k > r.i && r.head:
		return false
	default:
		r.common, r.head = true, true
	}
	return true
}

// binds reports whether the punctuation at item k stands inside a name.
func (r *reach) binds(k int) bool {
	switch r.punct(k) {
	case '.':
		return !r.it[k].last && r.has(k+1, isWord)
	case '\'', '’', '/':
		return k > r.i && r.it[k-1].End == r.it[k].Start
	case '&':
		return r.has(k-1, upper) && r.has(k+1, upper)
	}
	return false
}

// joint reports whether the conjunction or preposition at item k ties what
// follows to the noun phrase.
func (r *reach) joint(k int) bool {
	if r.has(k, conj) {
		return r.has(k+1, upper|det|human)
	}
	return r.is(k, "of") && !r.setting(k, r.hi) || r.is(k, "for", "from", "with", "at", "in", "on") && r.common && !r.setting(k, r.hi)
}

// firm reports whether the capitals at k end a company's name: "Norsk Kran AS".
func (p *para) firm(k int) bool {
	return p.has(k, allCaps) && p.has(k-1, upper) && !p.has(k-1, allCaps|subj|manner)
}

// genitives are the words of Italian that stand for "of" and "of the".
var genitives = words("di del della dello dei degli delle")

// genitive reports whether the item at k is "della", "des", "de", or "dell'Ambiente" in one.
func (p *para) genitive(k int) bool {
	w := lower(p.text(k))
	return genitives[w] || p.of[w] || strings.HasPrefix(w, "dell'") || strings.HasPrefix(w, "dell’")
}
