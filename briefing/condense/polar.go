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
		if id, known := e.c.known(rest); known {
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

// version names what a word says: two that share it agree.
func (p *polar) version() string { return fmt.Sprint(p.key, p.far) }
