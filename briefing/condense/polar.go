package condense

import (
	"fmt"
	"slices"
	"strings"

	"briefingbot/briefing/text"
)

// polar is a word that says one thing of two: an end of an axis, or a word that
// a negator turns.
type polar struct {
	key      int32 // a term, or ^axis
	far      bool
	loose    bool // not what a sentence need be about: it takes more to be contested
	mere     bool
	open     bool // behind an if: not said to be so
	converse bool
	span     text.Span // in the sentence, with the negator
	at       int       // among the words
}

// statement is a sentence as its words say or deny something.
type statement struct {
	words  []text.Word
	terms  []int32 // of each word; -1 for a stop word
	breaks []bool  // a clause begins at the word
	polars []polar // ends of axes, and words that are turned
	plain  []polar // the others, for what the other sentence may turn
}

// stated reads a sentence as a statement, once.
func (e *evidence) stated(i int) *statement {
	if k, ok := e.states[i]; ok {
		return k
	}
	if e.states == nil {
		e.states = map[int]*statement{}
	}
	printed := e.printed(i)
	k := &statement{}
	if s := &e.c.sentences[i]; s.end-s.start <= longest {
		k.words = text.Words(printed)
	}
	open, shaded := false, false // an if, or a negator, stands before in the clause
	for n, w := range k.words {
		t := int32(-1)
		if id := e.content(w); id != nil {
			t = id[0]
		}
		k.terms = append(k.terms, t)
		k.breaks = append(k.breaks, n > 0 && (strings.ContainsAny(printed[k.words[n-1].End:w.Start], ",;:.()\"“”«»—–…") || clauseOpeners[w.Fold]))
	}
	for n, w := range k.words {
		open = open || leftOpen[w.Fold]
		if k.breaks[n] {
			shaded = false
		}
		if k.terms[n] >= 0 {
			k.add(e, i, n, shaded, open)
		}
		if _, ok := negating[w.Fold]; ok || strings.HasSuffix(w.Fold, "n't") {
			shaded = true
		}
	}
	turned, plain := k.oneWay(k.polars), k.oneWay(k.plain)
	k.polars, k.plain = turned, plain
	e.states[i] = k
	return k
}

// oneWay leaves out what the sentence says both ways: "arrested and released".
func (k *statement) oneWay(ps []polar) []polar {
	var out []polar
	for _, p := range ps {
		against := func(q polar) bool { return q.key == p.key && q.far != p.far }
		if !slices.ContainsFunc(k.polars, against) && !slices.ContainsFunc(k.plain, against) {
			out = append(out, p)
		}
	}
	return out
}

// add reads the word at n of sentence i. Behind a negator of another word of its clause it
// is not known what is said.
func (k *statement) add(e *evidence, i, n int, shaded, open bool) {
	w := k.words[n]
	stem := e.c.terms[k.terms[n]].stem
	p := polar{key: k.terms[n], span: w.Span, at: n, loose: true, open: open}
	turned := k.negator(n)
	if turned >= 0 {
		p.span.Start, p.far = k.words[turned].Start, true
	} else if shaded {
		return
	}
	if ax, ok := poles[stem]; ok {
		p.key, p.far, p.loose, p.mere, p.converse = ^ax.axis, ax.far != p.far, ax.mere, ax.mere, ax.converse
		k.polars = append(k.polars, p)
		return
	}
	if rest, ok := unturned(w.Fold); ok {
		if id, known := e.c.names[stemOf(rest)]; known {
			k.polars = append(k.polars, polar{key: id, far: !p.far, span: p.span, at: n, loose: true, open: open})
			return
		}
	}
	switch {
	case idle[w.Fold], light(w.Fold), n > 0 && capital(e.printed(i), w.Span):
	case p.far:
		k.polars = append(k.polars, p)
	default:
		k.plain = append(k.plain, p)
	}
}

const scope = 6 // words that a negator reaches

// denies are the words behind a verb of denial that open a statement.
var denies = wordSet("to it they he she having any that")

// negator returns the word that turns the one at n, or -1.
func (k *statement) negator(n int) int {
	denied := false // past "that", only a verb of denial reaches
	for j := n - 1; j >= max(0, n-scope); j-- {
		w := k.words[j].Fold
		needs, ok := negating[w]
		switch {
		case ok && needs:
			if denied || denies[k.words[j+1].Fold] || strings.HasPrefix(w, "lack") || strings.HasPrefix(w, "avoid") {
				return j
			}
			return -1
		case (ok || strings.HasSuffix(w, "n't")) && !denied:
			if halfNegated[k.words[j+1].Fold] {
				return -1
			}
			return j
		case w == "that":
			denied = true
			continue
		case k.breaks[j] && clauseOpeners[w], w == "and", w == "but":
			return -1
		case k.terms[j] >= 0 && !strings.HasSuffix(w, "ly") && w != "longer":
			return -1
		}
		if k.breaks[j] {
			return -1
		}
	}
	return -1
}

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

// version names what a word says: two that share it agree.
func (p *polar) version() string { return fmt.Sprint(p.key, p.far) }
