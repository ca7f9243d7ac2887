package text

import (
	"slices"
	"strings"
	"unicode"
)

// listed marks the lines behind a label that announces links: "You may also be
// interested in:" and the titles under it, up to the first sentence.
func listed(l *Layout, es []evidence, blocks []block) {
	open := false
	for _, b := range blocks {
		qs := l.Sentences[b.from:b.to]
		if len(qs) == 0 {
			continue
		}
		if e := &es[b.from]; len(qs) == 1 && announces(e, qs[0]) {
			open = true
			continue
		}
		if !open {
			continue
		}
		if e := &es[b.to-1]; b.words > 24 || len(qs) > 2 || e.closed() && e.final != '?' && e.final != '!' && !es[b.from].listItem || e.told && es[b.from].quoted && e.closed() {
			open = false
			continue
		}
		for k := range qs {
			if qs[k].Kind == Prose || qs[k].Kind == Heading && es[b.from].listItem {
				qs[k].Kind = Control
			}
		}
	}
}

// announces reports whether a line announces links.
func announces(e *evidence, q Sentence) bool {
	return q.Kind == Control && e.lead&lists != 0 && e.words <= 9 && (e.final == ':' || !e.closed() && e.final != '?')
}

// roles are what those are who write for a paper but not only.
var roles = set(`fellow professor director lecturer columnist contributing editor researcher economist scholar author journalist historian
	reporter correspondent analyst writer lawyer chair chairman novelist visiting emeritus former head`)

// signedOff marks the line at the end of an article that says who wrote it: "The
// writer is a fellow at the institute."
func signedOff(s string, l *Layout, es []evidence, blocks []block) {
	for i, left := len(blocks)-1, 3; i > 0 && left > 0; i-- {
		b := blocks[i]
		if b.from == b.to || kindOf(l.Sentences[b.from:b.to]) != Prose {
			continue // what stands below the article's end
		}
		left--
		q, e := &l.Sentences[b.from], &es[b.from]
		if q.Kind == Prose && e.words <= 40 && !e.quoted && !e.told && (writes(q.In(s)) || e.words <= 18 && !e.past && covers(q.In(s))) {
			q.Kind = Byline
		}
	}
}

// desks are what a journalist is.
var desks = set(`reporter correspondent editor writer columnist journalist critic`)

// covers reports whether text begins "Anna Rossi is a freelance writer" or "Anna
// Rossi covers sport for".
func covers(text string) bool {
	ws := Words(text[:min(len(text), 120)])
	n := 0 // words of the name
	for n < len(ws) && n < 4 {
		if r, _ := firstRune(ws[n].In(text)); !unicode.IsUpper(r) {
			break
		}
		n++
	}
	if n < 2 || n+3 > len(ws) {
		return false
	}
	rest := ws[n+1 : min(len(ws), n+8)]
	switch ws[n].Fold {
	case "covers":
		return slices.ContainsFunc(rest, func(w Word) bool { return w.Fold == "for" })
	case "is":
		if !slices.Contains([]string{"a", "an", "the", "our"}, rest[0].Fold) {
			return false
		}
		i := slices.IndexFunc(rest, func(w Word) bool { return desks[w.Fold] })
		return i >= 0 && (i+1 == len(rest) || rest[i+1].Fold != "of")
	}
	return false
}

// writes reports whether text begins "The writer is a fellow".
func writes(text string) bool {
	if text = strings.TrimLeft(text, "*_([ "); !begins(text, "the writer is ") && !begins(text, "the author is ") && !begins(text, "the writers are ") && !begins(text, "the authors are ") {
		return false
	}
	ws := Words(text[:min(len(text), 90)])
	for _, w := range ws[min(3, len(ws)):min(9, len(ws))] {
		if roles[w.Fold] {
			return true
		}
	}
	return false
}
