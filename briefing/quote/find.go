package quote

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"briefingbot/briefing/text"
)

// longest is the number of items after which a sentence is cut, so that work
// stays linear in a text without full stops.
const longest = 300

// reportEvery is about how many bytes of a text hold one report.
const reportEvery = 128

// finder is the work on one text.
type finder struct {
	s       string
	paras   []para
	reports []report
	inner   []item          // scratch
	work    sentence        // scratch
	tongue  *tongue         // nil for English
	of      map[string]bool // of the tongue
	topics  []topic
	next    int   // next attribution number
	left    []int // the reports that the paragraphs before leave open, their speaker yet to come
	prev    carry
}

// topic is the first noun phrase of a sentence: who it is about.
type topic struct {
	para int
	who  noun
	at   int  // byte
	acts bool // surely a person, or its capital is not the sentence's and a verb follows
	does bool // does what a person does: "Roe resigned"
}

// carry is what one sentence leaves for the next.
type carry struct {
	ok   bool
	rep  report // the latest report
	who  noun   // a speaker without a report: "Smith disagreed."
	para int
	// sentence is the first item of the sentence that left it.
	sentence int
	verbal   bool // that sentence has a verb
	open     bool // a colon: the next sentence is the report
	openCue  text.Span
	unended  bool // its quotation marks were not closed
}

func find(s string, l *text.Layout) []Quote {
	f := &finder{s: s, tongue: tongues[text.Lang(s)], reports: make([]report, 0, len(s)/reportEvery), paras: make([]para, 0, len(l.Paragraphs))}
	if f.tongue != nil {
		f.of = f.tongue.of
	}
	k := 0
	for i := 0; i < len(l.Paragraphs); i++ {
		p := l.Paragraphs[i]
		first := k
		if n := broken(s, l.Paragraphs[i:]); n > 0 {
			i += n
			p.End = l.Paragraphs[i].End
		}
		for k < len(l.Sentences) && l.Sentences[k].Paragraph <= i {
			k++
		}
		if p.Kind == text.Heading && strings.HasSuffix(p.In(s), ":") && p.Len() < 200 {
			// "He said:" on a line of its own leads in what follows
			f.paragraph(p.Span, l.Sentences[first:k])
			continue
		}
		if p.Kind == text.Heading {
			f.prev = carry{}
			f.line(p.Span)
		}
		if p.Kind != text.Prose {
			continue
		}
		if prosaic(l.Sentences[first:k]) {
			f.paragraph(p.Span, l.Sentences[first:k])
			continue
		}
		for _, part := range prose(s, p.Span, l.Sentences[first:k]) {
			f.paragraph(part.span, part.sentences)
		}
	}
	return f.resolve()
}

// paragraph reads one paragraph.
func (f *finder) paragraph(p text.Span, sentences []text.Sentence) {
	f.paras = append(f.paras, para{s: f.s, of: f.of})
	w := &f.paras[len(f.paras)-1]
	w.marks = findMarks(f.s, p, nil)
	at := p.Start
	w.it = make([]item, 0, p.Len()/4+4)
	for i := range w.marks {
		m := &w.marks[i]
		w.it = scan(f.s, text.Span{Start: at, End: m.outer.Start}, w.it)
		f.weigh(m)
		w.it = append(w.it, item{Span: m.outer, flags: isMark, mark: int32(i)})
		at = m.outer.End
	}
	if at < p.End {
		w.it = scan(f.s, text.Span{Start: at, End: p.End}, w.it)
	}
	w.cut(sentences)
	if f.signature(w) {
		return
	}
	if f.transcript(w) {
		return
	}
	w.start = w.heading()
	first := len(f.reports)
	for lo := w.start; lo < len(w.it); {
		hi := lo + 1
		for hi < len(w.it) && !w.it[hi-1].last && hi-lo < longest {
			hi++
		}
		f.sentence(w, lo, hi)
		lo = hi
	}
	f.takeUp(w, first)
}

// weigh looks into a stretch between marks.
func (f *finder) weigh(m *mark) {
	f.inner = scan(f.s, m.inner, f.inner[:0])
	m.titled = true
	for i, t := range f.inner {
		switch {
		case t.has(isWord) && !t.has(clitic):
			m.words++
			if m.words == 1 {
				r, _ := utf8.DecodeRuneInString(t.In(f.s))
				m.lower = unicode.IsLower(r)
			}
			if !t.has(upper | digit | prep | conj | det) {
				m.titled = false
			}
			if t.has(be|have|aux|subj|verb|obj) || t.cue != nil && t.cue.form&past != 0 {
				m.verbal = true
			}
		case t.has(clitic):
			m.verbal = m.verbal || i > 0 && f.inner[i-1].has(subj)
		case i+1 < len(f.inner) && (f.s[t.Start] == '.' || f.s[t.Start] == '?' || f.s[t.Start] == '!'):
			if i > 0 && !f.inner[i-1].has(title) && f.inner[i+1].has(upper) {
				m.stops++
			}
		}
	}
}

// cut marks the items that end a sentence.
func (p *para) cut(sentences []text.Sentence) {
	k := 0
	for n, z := range sentences {
		for k < len(p.it) && p.it[k].End <= z.End {
			k++
		}
		if k == 0 || n == len(sentences)-1 {
			continue
		}
		if k < len(p.it) && p.it[k].Start < z.End && p.it[k].has(isMark) {
			continue // the boundary lies between quotation marks
		}
		r, _ := utf8.DecodeRuneInString(p.s[p.it[min(k, len(p.it)-1)].Start:])
		if k < len(p.it) && p.it[k].has(isWord) && unicode.IsLower(r) {
			continue
		}
		p.it[k-1].last = true
	}
	for i := range p.it {
		t := &p.it[i]
		if t.has(when) && p.christened(i) {
			t.flags &^= when
		}
		if p.punct(i) == '.' && p.has(i+1, isMark) && p.has(i-1, isWord) && !p.has(i-1, title) && p.it[i-1].Len() > 2 && p.it[i+1].Start > t.End {
			t.last = true
		}
		if t.has(isMark) && i+1 < len(p.it) {
			p.settle(i)
		}
	}
	if n := len(p.it); n > 0 {
		p.it[n-1].last = true
	}
}

// settle decides whether the stretch between marks at item i ends a sentence.
func (p *para) settle(i int) {
	t, next := &p.it[i], p.it[i+1]
	m := p.marks[t.mark]
	switch {
	case !t.last && m.last == '.' && next.has(upper) && m.closed && !m.titled:
		t.last = true
	case !t.last && next.has(isMark) && (m.last == '.' || m.last == '?' || m.last == '!') && m.words > 2:
		t.last = true
	}
	if t.last && p.punct(i+1) == '-' && p.has(i+2, upper) {
		t.last = false // “…” — Jane Roe
	}
	if !t.last || m.words == 0 || !next.has(isWord) {
		return
	}
	hi := i + 2
	for hi < len(p.it) && !p.it[hi-1].last && hi-i < 40 {
		hi++
	}
	if p.tail(i+1, hi) && (m.last != '.' || p.comma(i+1, hi) == hi) {
		t.last = false
	}
}

// sentence reads items [lo, hi) of a paragraph and what floats between them.
func (f *finder) sentence(w *para, lo, hi int) {
	z := &f.work
	*z = sentence{para: w, lo: lo, hi: hi, from: lo, base: lo, tongue: f.tongue, reports: z.reports[:0]}
	if f.tongue != nil {
		f.readRomance(z)
	} else {
		z.signed()
		z.read()
	}
	f.float(z)
	main := z.main(hi)
	if main.ok() && z.has(main.b-1, upper) && !z.has(main.a, subj) {
		acts := main.a > lo && main.b < hi && (z.finite(main.b) || z.word(main.b, "ed")) || z.portrayed(main.b)
		f.topics = append(f.topics, topic{f.here(), main, z.it[main.a].Start, acts, listed(deeds, z.text(main.b))})
	}
	if len(z.reports) == 0 {
		f.readBack(z)
	}
	sort.SliceStable(z.reports, func(i, j int) bool { return z.reports[i].Content.Start < z.reports[j].Content.Start })
	for i := range z.reports {
		f.keep(z, i)
	}
	who := z.last.noun
	if z.last.ante.ok() {
		who = z.last.ante
	}
	if !who.ok() {
		who = main
	}
	switch {
	case z.open.ok():
		f.prev = carry{ok: true, who: z.open.noun, para: f.here(), open: true, openCue: z.it[z.opener].Span, rep: f.prev.rep}
	case len(z.reports) > 0:
		if f.prev.ok && w.punct(hi-1) == ':' && hi == len(w.it) && who.ok() { // "As Roe said after the vote:"
			f.prev.who, f.prev.open, f.prev.openCue = who, true, text.Span{}
		}
	case who.ok():
		colon := w.punct(hi-1) == ':'
		f.prev = carry{ok: true, who: who, para: f.here(), open: colon, rep: f.prev.rep, verbal: w.verbal(lo, hi)}
	default:
		f.prev = carry{para: f.here()}
	}
}

// readBack gives an unattributed quotation the speaker that the sentence after
// it names: “…” Those were the words of Smith.
func (f *finder) readBack(z *sentence) {
	n := len(f.reports)
	if n == 0 || f.reports[n-1].form != 'v' || f.reports[n-1].para != f.here() {
		return
	}
	if who := z.wordsOf(); who.ok() {
		r := &f.reports[n-1]
		r.who, r.home, r.form, r.Speaker = who, f.here()+1, 'b', z.span(who)
	}
}

// keep numbers report i of a sentence, stores it and remembers it for the next
// sentence; direct speech is remembered before what the same sentence adds.
func (f *finder) keep(z *sentence, i int) {
	r := &z.reports[i]
	r.para = f.here()
	if r.home == 0 {
		r.home = f.here() + 1
	}
	switch {
	case r.Attribution < 0: // goes on from the sentence before
		r.Attribution = f.prev.rep.Attribution
	case i > 0 && r.Cue == z.reports[i-1].Cue && r.Cue.Len() > 0:
		r.Attribution = z.reports[i-1].Attribution
	default:
		r.Attribution = f.next
		f.next++
	}
	last := r.marks[1] - 1
	if z.has(last, isMark) && !z.marks[z.it[last].mark].closed {
		r.loose, _ = utf8.DecodeRuneInString(f.s[z.it[last].Start:])
	}
	f.reports = append(f.reports, *r)
	lead := *r
	if i > 0 && r.Kind != Direct && f.prev.rep.Kind == Direct && f.prev.para == f.here() && f.prev.sentence == z.lo {
		lead = f.prev.rep
	}
	f.prev = carry{ok: true, rep: lead, para: f.here(), sentence: z.lo, unended: r.loose != 0}
}
