package quote

import (
	"strings"

	"briefingbot/briefing/text"
)

// run is consecutive prose of one paragraph.
type run struct {
	span      text.Span
	sentences []text.Sentence
}

// prose cuts sentences that are no prose out of a paragraph, but not out of a
// quotation: “Read more. Nobody does,” said Jane Roe.
func prose(s string, p text.Span, all []text.Sentence) []run {
	marks := findMarks(s, p, nil)
	keep := func(z text.Sentence) bool {
		for len(marks) > 0 && marks[0].outer.End <= z.Start {
			marks = marks[1:]
		}
		if z.Kind == text.Prose || len(marks) == 0 || !marks[0].closed {
			return z.Kind == text.Prose
		}
		m := marks[0].outer
		return m.Start < z.End && m.End > z.End || m.Start < z.Start && m.End > z.Start
	}
	var out []run
	for i := 0; i < len(all); i++ {
		j := i
		for j < len(all) && keep(all[j]) {
			j++
		}
		if j > i {
			out = append(out, run{text.Span{Start: all[i].Start, End: all[j-1].End}, all[i:j]})
		}
		i = j
	}
	return out
}

// prosaic reports whether all sentences are prose.
func prosaic(all []text.Sentence) bool {
	for _, z := range all {
		if z.Kind != text.Prose {
			return false
		}
	}
	return true
}

// breaks is how many bytes, and lines how many paragraphs, a quotation is
// followed that a line break cuts.
const (
	breaks = 4000
	lines  = 6
)

// broken returns how many paragraphs after the first belong to it because a line
// breaks inside a quotation that it opens: “Enough.⏎Enough,” said Jane Roe. A
// paragraph with an opening mark of its own goes on without being joined.
func broken(s string, p []text.Paragraph) int {
	if p[0].Kind != text.Prose || p[0].Len() > breaks || !leftOpen(p[0].In(s)) {
		return 0
	}
	for n := 1; n < len(p) && n < lines && p[n].Kind == text.Prose && p[n].End-p[0].Start < breaks; n++ {
		for i := p[n].Start; i < p[n].End; {
			g := double(s, i, p[n].End)
			if g.n == 0 {
				i++
				continue
			}
			if before, _ := around(s, p[n].Span, g); g.r != '“' && g.r != '„' && g.r != '«' && !gap(before) {
				return n
			}
			return 0
		}
	}
	return 0
}

// leftOpen reports whether t opens more quotations than it closes.
func leftOpen(t string) bool {
	return strings.Count(t, "“")+strings.Count(t, "«") > strings.Count(t, "”")+strings.Count(t, "»") || strings.Count(t, `"`)%2 == 1
}
