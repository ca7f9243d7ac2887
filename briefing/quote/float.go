package quote

import (
	"slices"
	"strings"
	"unicode/utf8"

	"briefingbot/briefing/text"
)

// float gives quotations that no cue of their sentence claims to a speaker
// nearby, or to nobody.
func (f *finder) float(z *sentence) {
	for i := z.lo; i < z.hi; i++ {
		if !z.has(i, isMark) || z.claimed(i) {
			continue
		}
		m := z.marks[z.it[i].mark]
		switch {
		case m.words == 0 || m.inner.Len() == 0:
		case z.ledIn(i, m):
		case !z.opening(i):
		case !z.alone(i):
			f.halfQuoted(z, i, m)
		case f.follows(m) && i+1 >= z.hi-1, m.words >= 3 && !(m.titled && m.words < 6) && !(m.lower && m.words < 4):
			f.adopt(z, i, m)
		}
	}
}

// here is the index of the paragraph being read.
func (f *finder) here() int { return len(f.paras) - 1 }

// quoting reports whether the sentence before ended in direct speech.
func (c *carry) quoting() bool {
	return c.ok && c.rep.Kind == Direct && c.rep.form != 'v' && !c.who.ok()
}

// follows reports whether a stretch can go on a quotation of the sentence
// before, however short it is: “…,” Smith said. “Never!”
func (f *finder) follows(m mark) bool {
	return f.prev.quoting() && f.prev.para == f.here() && (m.last == '.' || m.last == '!' || m.last == '?')
}

// ledIn handles "Smith was blunt: “…”" at item i.
func (z *sentence) ledIn(i int, m mark) bool {
	stated := z.punct(i-1) == ',' && z.has(i-2, paper) && m.words > 4 && !m.titled && !m.lower // "issued a statement, “…”"
	if z.punct(i-1) != ':' && !stated || i-1 <= z.lo || !z.alone(i) || m.words < 3 {
		return false
	}
	who := z.byline(i - 2)
	if !who.ok() {
		who = z.main(i - 1)
	}
	if who.ok() && !z.place(who) {
		form, cue := 'd', z.it[i-1].Span
		if k := z.spoke(who, i-1); k > 0 {
			form, cue = 'D', z.it[k].Span
		}
		z.put(i, who, form, cue)
	}
	return who.ok()
}

// spoke returns the verb of saying right after who and before item limit: "Smith
// attacked the deal: “…”", 0 if there is none.
func (z *sentence) spoke(who noun, limit int) int {
	k := who.b
	for k < limit && (z.has(k, adv) || z.has(k, have)) {
		k++
	}
	if k >= limit || z.it[k].cue == nil || z.it[k].cue.form&(past|third) == 0 || z.it[k].cue.frame&takesMarks != 0 || z.has(k, upper) {
		return 0
	}
	for i := k + 1; i < limit; i++ {
		if z.has(i, isMark) || z.punct(i) == ';' || z.punct(i) == '.' && z.it[i].last {
			return 0 // another clause leads the quotation in
		}
	}
	return k
}

// place reports whether n is the bare name of a place: "Lake Como: “…”".
func (p *para) place(n noun) bool {
	for k := n.a; k < n.b; k++ {
		if !p.has(k, upper) {
			return false
		}
	}
	return located(p.s, p.it[n.a:n.b])
}

// halfQuoted lets a speaker go on in a sentence that is quoted only at its
// start: “We fight for this” in the courts, too.
func (f *finder) halfQuoted(z *sentence, i int, m mark) {
	if m.words < 4 || m.titled || !f.prev.quoting() || f.prev.para != f.here() || len(z.reports) > 0 {
		return
	}
	end := z.hi
	for end > i+1 && !z.has(end-1, isWord|isMark) {
		end--
	}
	r := f.prev.rep
	r.Content, r.Kind, r.form, r.marks = text.Span{Start: z.it[i].Start, End: z.it[end-1].End}, Mixed, 'b', [2]int{i, end}
	r.Attribution = 0
	z.reports = append(z.reports, r)
}

// adopt finds a speaker for the stretch at item i, a sentence of its own.
func (f *finder) adopt(z *sentence, i int, m mark) {
	same, next := f.prev.para == f.here(), f.prev.para == f.here()-1
	paragraph := z.whole()
	switch {
	case len(z.reports) > 0:
		z.putLike(i, z.reports[len(z.reports)-1], 'r')
	case !f.prev.ok || !same && !next:
		f.orphan(z, i, m)
	case f.prev.open:
		f.carryOn(z, i, 'o')
	case f.prev.unended && next:
		f.carryOn(z, i, 'u')
	case same && f.prev.rep.Content.Len() > 0 && !f.prev.who.ok():
		f.carryOn(z, i, 'r')
	case same && f.prev.verbal:
		f.carryOn(z, i, 'b')
	case paragraph && next && f.prev.rep.Content.Len() > 0 && !f.prev.who.ok() && f.prev.rep.form != 'v' &&
		(f.prev.rep.Polarity == Said || f.prev.rep.Polarity == Asked) && m.words > 4:
		f.carryOn(z, i, 'w')
	default:
		f.orphan(z, i, m)
	}
}

// orphan reports a quotation that nobody is near to have said. It is no speech
// for sure unless it is a paragraph of its own.
func (f *finder) orphan(z *sentence, i int, m mark) {
	z.put(i, noun{}, 'v', text.Span{})
	z.reports[len(z.reports)-1].stray = !z.whole() || m.words < 7 || !m.closed
}

// takeUp gives what the paragraphs before leave open to the speaker of w, which
// takes the quotation up: “…⏎“…,” Smith said. first is w's first report.
func (f *finder) takeUp(w *para, first int) {
	var lead *report
	for i := first; i < len(f.reports); i++ {
		if r := &f.reports[i]; r.marks[0] == w.start && w.has(w.start, isMark) {
			lead = r
			break
		}
	}
	opener, _ := utf8.DecodeRuneInString(w.text(w.start))
	f.left = slices.DeleteFunc(f.left, func(i int) bool { return f.reports[i].loose != opener })
	switch {
	case lead == nil:
		f.left = f.left[:0]
	case beside[lead.form]:
		for _, i := range f.left {
			r := &f.reports[i]
			r.Speaker, r.Cue, r.Polarity, r.Attribution = lead.Speaker, lead.Cue, lead.Polarity, lead.Attribution
			r.who, r.home, r.aside, r.relate, r.doubt, r.form = lead.who, lead.home, lead.aside, lead.relate, lead.doubt, 'U'
		}
		f.left = f.left[:0]
	case lead.loose == 0 || len(f.left) == 0 && lead.form == 'u':
		f.left = f.left[:0]
	}
	if n := len(f.reports); n > first && f.reports[n-1].loose != 0 && (len(f.left) > 0 || f.guessed(&f.reports[n-1])) {
		f.left = append(f.left, n-1)
	}
}

// guessed reports whether the speaker of a quotation left open is only near it. Who
// spoke in the paragraph before may go on, but not with half a sentence.
func (f *finder) guessed(r *report) bool {
	switch r.form {
	case 'v', 'b':
		return true
	case 'w':
		return !strings.ContainsAny(f.s[r.Content.End-1:r.Content.End], ".?!")
	}
	return false
}

// beside are the forms in which a speaker stands beside the quotation.
var beside = map[rune]bool{'q': true, 'x': true, 'f': true, 'k': true, 's': true}

// whole reports whether the sentence is nothing but the first item of its
// paragraph.
func (z *sentence) whole() bool { return z.lo == z.start && z.hi == z.start+1 }

// opening reports whether only quotations and connectives stand before item i
// in its sentence.
func (z *sentence) opening(i int) bool {
	for k := z.lo; k < i; k++ {
		if z.has(k, isWord) && !z.has(k, conj) {
			return false
		}
	}
	return true
}

func (z *sentence) claimed(i int) bool {
	for _, r := range z.reports {
		if r.marks[0] <= i && i < r.marks[1] {
			return true
		}
	}
	return false
}

// carryOn gives the quotation at item i to the speaker of the sentence before.
func (f *finder) carryOn(z *sentence, i int, form rune) {
	r := f.prev.rep
	if f.prev.who.ok() {
		w := &f.paras[f.prev.para]
		if !w.speaks(f.prev.who) && !f.prev.open {
			f.orphan(z, i, z.marks[z.it[i].mark])
			return
		}
		r = report{who: f.prev.who, home: f.prev.para + 1}
		r.Speaker = w.span(f.prev.who)
		r.Cue = f.prev.openCue
		r.Polarity = Said
		z.putLike(i, r, form)
		return
	}
	if r.Speaker.Len() == 0 {
		f.orphan(z, i, z.marks[z.it[i].mark])
		z.reports[len(z.reports)-1].Attribution = -1
		return
	}
	z.putLike(i, r, form)
	if form == 'r' || form == 'u' {
		if r.Kind == Direct || form == 'u' {
			z.reports[len(z.reports)-1].Attribution = -1
		}
	}
}

func (z *sentence) putLike(i int, like report, form rune) {
	m := z.marks[z.it[i].mark]
	r := like
	r.Content, r.Kind, r.form, r.marks = m.inner, Direct, form, [2]int{i, i + 1}
	r.Attribution = 0
	if r.Polarity != Asked {
		r.Polarity = Said
	}
	z.reports = append(z.reports, r)
}

func (z *sentence) put(i int, who noun, form rune, cue text.Span) {
	r := report{who: who, form: form}
	r.Speaker, r.Cue, r.Polarity = z.span(who), cue, Said
	z.putLike(i, r, form)
}
