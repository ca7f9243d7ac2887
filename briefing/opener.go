package briefing

import (
	"slices"
	"strings"

	"briefingbot/briefing/condense"
	"briefingbot/briefing/text"
)

// pointed returns the office, group or thing that s speaks of as known without
// saying which: "ministry" of "the ministry said"; empty when there is none.
// "The ministry of health" and "the health ministry" say which.
func pointed(s string) string {
	ws := text.Words(s)
	for i := 1; i < len(ws); i++ {
		if ws[i-1].Fold != "the" || ws[i].Start != ws[i-1].End+1 || capital(ws[i].In(s)) || !headed(ws[i].Fold) {
			continue
		}
		if i+1 == len(ws) || ws[i+1].Start != ws[i].End+1 {
			return singular(ws[i].Fold)
		}
		if next := ws[i+1].Fold; speaking[next] || strings.HasSuffix(next, "ed") || auxiliaries[next] || verbal[next] && next != "who" && next != "whose" && next != "that" && next != "which" {
			return singular(ws[i].Fold)
		}
	}
	return ""
}

// headed reports whether w is the head of an office or of what a person can be.
func headed(w string) bool {
	one := singular(w)
	return bodies[w] || bodies[one] || titles[w] || titles[one]
}

// vaguely reports whether s speaks of somebody whom only another sentence names.
func vaguely(s string) bool { return pointed(s) != "" }

// naming reports whether s says which one: the word with an adjective or a name
// before it, or with "of" behind it.
func naming(s, head string) bool {
	ws := text.Words(s)
	for i, w := range ws {
		if singular(w.Fold) != head {
			continue
		}
		if i+1 < len(ws) && (ws[i+1].Fold == "of" || ws[i+1].Fold == "for" || capital(ws[i+1].In(s))) {
			return true
		}
		if i > 0 && !text.Stop(ws[i-1].Fold, "") && ws[i].Start == ws[i-1].End+1 {
			return true
		}
	}
	return false
}

// explain sees to it that no section opens with somebody whom only another
// sentence names. It prefers a wording of the same fact that names them, then
// an item before it that does, in another wording if need be, then a wording
// that does without them; failing all, another item opens.
func (d *desk) explain(t int) {
	refs := d.sections[t]
	if len(refs) == 0 {
		return
	}
	head := pointed(d.passage(refs[0]).Text())
	if head == "" {
		return
	}
	if d.reword(t, 0, func(s string) bool { return naming(s, head) && !vaguely(s) }) {
		return
	}
	for i := 1; i < len(refs); i++ {
		if naming(d.passage(refs[i]).Text(), head) || d.reword(t, i, func(s string) bool { return naming(s, head) && !vaguely(s) }) {
			d.front(t, i)
			return
		}
	}
	if d.reword(t, 0, func(s string) bool { return !vaguely(s) }) {
		return
	}
	for i := 1; i < len(refs); i++ {
		if !vaguely(d.passage(refs[i]).Text()) {
			d.front(t, i)
			return
		}
	}
}

// front makes item i the first of section t.
func (d *desk) front(t, i int) {
	r := d.sections[t][i]
	d.sections[t] = slices.Insert(slices.Delete(d.sections[t], i, i+1), 0, r)
}

// reword shows item i of section t in another wording of its fact that stands by
// itself, fits the words left and is as good to the reader; false when there is
// none.
func (d *desk) reword(t, i int, good func(string) bool) bool {
	old := d.sections[t][i]
	n := len(strings.Fields(d.passage(old).Text()))
	best := condense.Ref{Doc: -1}
	for _, r := range d.wordings(old) {
		s := d.passage(r).Text()
		if r == old || d.memory.Holds(d.passage(r)) || leans(s) || torn(s) || reporting(s) || !good(s) || len(strings.Fields(s))-n > d.left() {
			continue
		}
		if best.Doc < 0 || len(s) < len(d.passage(best).Text()) {
			best = r
		}
	}
	if best.Doc < 0 {
		return false
	}
	d.sections[t][i], d.news[best] = best, d.news[old]
	d.spent[t] += len(strings.Fields(d.passage(best).Text())) - n
	if k := slices.Index(d.known, old); k >= 0 {
		d.known[k] = best
	}
	if d.lead == old {
		d.lead = best
	}
	return true
}
