package condense

import (
	"slices"
	"strings"
)

// relation is how two statements stand to each other.
type relation uint8

const (
	compatible relation = iota
	contrary            // the one says the opposite of the other
	different           // they use opposite words of different things, or at different times
)

// contest finds the words in which j says the opposite of i. The words must be
// said of the same: they stand among the same words and have one subject.
func (e *evidence) contest(i, j int) (a, b polar, v relation) {
	if (e.c.sentences[i].marks|e.c.sentences[j].marks)&question != 0 {
		return a, b, compatible
	}
	x, y := e.stated(i), e.stated(j)
	look := func(ps, qs []polar) {
		for _, p := range ps {
			for _, q := range qs {
				if v == contrary || p.key != q.key || p.far == q.far || !sameFrameAt(x, y, p, q) ||
					p.mere && e.c.sharedWords(i, j) < retold {
					continue
				}
				subject := sameSubject(x, y, p.at, q.at)
				switch {
				case !subject && p.converse:
				case !subject, p.open || q.open, e.otherTime(i, j):
					v = different
				default:
					a, b, v = p, q, contrary
				}
			}
		}
	}
	look(x.polars, y.polars)
	look(x.polars, y.plain)
	look(x.plain, y.polars)
	return a, b, v
}

const frame = 8 // words on either side that say of what something is said

// sameFrameAt reports whether two words stand among the same content words.
// Known opposites need half of them; a word and its negation, which need not be
// what the sentence is about, most of them.
func sameFrameAt(x, y *statement, p, q polar) bool {
	a, b := x.around(p.at), y.around(q.at)
	n := 0
	for _, t := range a {
		if slices.Contains(b, t) {
			n++
		}
	}
	few := min(len(a), len(b))
	if p.loose && 3*n < 2*max(few, (len(a)+len(b))/2) {
		return false
	}
	return n >= 2 && 2*n >= few || n >= 1 && few == 1
}

// around returns the content words near one, each once.
func (k *statement) around(at int) []int32 {
	var out []int32
	for n := max(0, at-frame); n < min(len(k.terms), at+frame+1); n++ {
		if t := k.terms[n]; n != at && t >= 0 && !slices.Contains(out, t) {
			if _, ok := negating[k.words[n].Fold]; !ok {
				out = append(out, t)
			}
		}
	}
	return out
}

// sameSubject reports whether the words have the same before them, or one has
// before it, as in the passive, what the other has behind it.
func sameSubject(x, y *statement, at, to int) bool {
	a, b := x.side(at, -1), y.side(to, -1)
	if len(a) == 0 || len(b) == 0 || meets(a, b) {
		return true
	}
	switch p, q := x.passive(at), y.passive(to); {
	case p && !q:
		return meets(a, y.side(to, 1))
	case q && !p:
		return meets(b, x.side(at, 1))
	}
	return false
}

func meets(a, b []int32) bool {
	return slices.ContainsFunc(a, func(t int32) bool { return slices.Contains(b, t) })
}

const near3 = 3 // content words that are a subject or an object

// side returns the next content words before or behind one.
func (k *statement) side(at, step int) []int32 {
	var out []int32
	for n := at + step; n >= 0 && n < len(k.terms) && len(out) < near3; n += step {
		if t := k.terms[n]; t >= 0 && !strings.HasSuffix(k.words[n].Fold, "ly") {
			if _, ok := negating[k.words[n].Fold]; !ok {
				out = append(out, t)
			}
		}
	}
	return out
}

// passive reports whether a form of "be" stands close before a word.
func (k *statement) passive(at int) bool {
	for n := at - 1; n >= max(0, at-3) && k.terms[n] < 0; n-- {
		if be[strings.TrimSuffix(k.words[n].Fold, "n't")] {
			return true
		}
	}
	return false
}

var be = wordSet("is are was were be been being")

// otherTime reports whether two sentences date what they say differently: what
// is opened on Monday can be closed on Friday.
func (e *evidence) otherTime(i, j int) bool {
	a, b := e.of(i).dates, e.of(j).dates
	if len(a) > 0 && len(b) > 0 && !sameDay(a, b) || e.daysApart(i, j) {
		return true
	}
	x, y := e.weekdays(i), e.weekdays(j)
	return len(x) > 0 && len(y) > 0 && !slices.ContainsFunc(x, func(d string) bool { return slices.Contains(y, d) })
}

func (e *evidence) weekdays(i int) []string {
	var out []string
	for _, w := range e.stated(i).words {
		if weekdays[w.Fold] {
			out = append(out, w.Fold)
		}
	}
	return out
}
