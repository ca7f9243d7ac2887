package quote

import (
	"briefingbot/briefing/text"
)

// float gives quotations that no cue of their sentence claims to a speaker
// nearby.
func (f *finder) float(z *sentence) {
	here := len(f.paras) - 1
	for i := z.lo; i < z.hi; i++ {
		if !z.has(i, isMark) || z.claimed(i) {
			continue
		}
		m := z.marks[z.it[i].mark]
		if m.words == 0 || m.inner.Len() == 0 {
			continue
		}
		// "Smith was blunt: “…”"
		if z.punct(i-1) == ':' && i-1 > z.lo && z.alone(i) && m.words > 2 {
			who := z.byline(i - 2)
			if !who.ok() {
				who = z.main(i - 1)
			}
			if who.ok() {
				z.put(i, who, 'd', text.Span{Start: z.it[i-1].Start, End: z.it[i-1].End})
				continue
			}
		}
		if z.opening(i) && !z.alone(i) && m.words > 3 && !m.titled && f.prev.ok && f.prev.para == here && f.prev.rep.Kind == Direct && !f.prev.who.ok() && len(z.reports) == 0 {
			// “We fight for this” in the courts, too: the speaker goes on, half quoted
			end := z.hi
			for end > i+1 && !z.has(end-1, isWord|isMark) {
				end--
			}
			r := f.prev.rep
			r.Content, r.Kind, r.form, r.marks = text.Span{Start: z.it[i].Start, End: z.it[end-1].End}, Mixed, 'b', [2]int{i, end}
			r.Attribution = 0
			z.reports = append(z.reports, r)
			continue
		}
		if !z.opening(i) || !z.alone(i) {
			continue
		}
		follows := f.prev.ok && f.prev.para == here && f.prev.rep.Kind == Direct && !f.prev.who.ok() &&
			(m.last == '.' || m.last == '!' || m.last == '?') && i+1 >= z.hi-1
		if !follows && (m.words < 3 || m.titled && m.words < 6 || m.lower && m.words < 4) {
			continue
		}
		switch {
		case len(z.reports) > 0:
			z.putLike(i, z.reports[len(z.reports)-1], 'r')
		case !f.prev.ok, f.prev.para < here-1:
		case f.prev.open:
			f.carryOn(z, i, 'o')
		case f.prev.unended && f.prev.para == here-1:
			f.carryOn(z, i, 'u')
		case f.prev.para == here && f.prev.rep.Content.Len() > 0 && !f.prev.who.ok():
			f.carryOn(z, i, 'r')
		case f.prev.para == here && f.prev.verbal:
			f.carryOn(z, i, 'b')
		}
		if !z.claimed(i) && f.prev.ok && f.prev.para == here-1 && !f.prev.who.ok() && f.prev.rep.Kind == Direct && f.prev.rep.form != 'v' && z.hi-z.lo == 1 && m.words > 4 {
			f.carryOn(z, i, 'w')
		}
		if !z.claimed(i) && z.hi-z.lo == 1 && z.lo == 0 && m.words > 6 && m.closed {
			z.put(i, noun{}, 'v', text.Span{}) // a paragraph of its own, unattributed
		}
	}
}

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
		r = report{who: f.prev.who, home: f.prev.para + 1}
		r.Speaker = w.span(f.prev.who)
		r.Cue = f.prev.openCue
		r.Polarity = Said
		z.putLike(i, r, form)
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
