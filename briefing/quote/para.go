package quote

import (
	"strings"
	"unicode/utf8"

	"briefingbot/briefing/text"
)

// para is one paragraph, cut into items; marks holds its quotations.
type para struct {
	s     string
	it    []item
	marks []mark
	start int             // first item after a heading
	of    map[string]bool // what joins two nouns, where the text is not in English
}

// noun is a stretch of items, [a, b): a speaker as printed.
type noun struct{ a, b int }

func (n noun) ok() bool { return n.b > n.a }

func (p *para) is(i int, words ...string) bool {
	if i < 0 || i >= len(p.it) {
		return false
	}
	w := p.it[i].In(p.s)
	for _, x := range words {
		if len(w) == len(x) && strings.EqualFold(w, x) {
			return true
		}
	}
	return false
}

// has reports whether item i exists and carries one of the flags.
func (p *para) has(i int, f flag) bool { return i >= 0 && i < len(p.it) && p.it[i].has(f) }

// punct returns the rune of a punctuation item, 0 for everything else; every
// dash is '-'.
func (p *para) punct(i int) rune {
	if i < 0 || i >= len(p.it) || p.it[i].has(isWord|isMark) {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(p.it[i].In(p.s))
	switch r {
	case '–', '—', '―', '‒':
		return '-'
	}
	return r
}

func (p *para) span(n noun) text.Span {
	if !n.ok() {
		return text.Span{}
	}
	return text.Span{Start: p.it[n.a].Start, End: p.it[n.b-1].End}
}

// finite reports whether item i is surely a verb that has a subject of its own.
func (p *para) finite(i int) bool {
	t := p.it[i]
	if !t.has(isWord) || t.has(upper) && i > 0 && !p.has(i-1, subj) {
		return false
	}
	if t.has(be | have | aux | verb) {
		return true
	}
	return t.cue != nil && t.cue.form&past != 0 && !p.has(i-1, det|poss|clitic) || t.cue != nil && t.cue.form&third != 0 && t.cue.frame&isNoun == 0
}

// verbal reports whether [a, b) holds a verb.
func (p *para) verbal(a, b int) bool {
	for i := max(a, 0); i < b && i < len(p.it); i++ {
		if p.finite(i) || p.has(i, isMark) && p.marks[p.it[i].mark].verbal {
			return true
		}
		if w := p.it[i].In(p.s); p.it[i].has(isWord) && !p.it[i].has(upper) && len(w) > 3 && strings.HasSuffix(w, "ed") {
			return true
		}
		if p.has(i, clitic) && (p.has(i-1, subj) || !p.is(i, "'s", "’s")) {
			return true
		}
	}
	return false
}
