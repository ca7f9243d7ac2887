package quote

import (
	"strings"

	"briefingbot/briefing/text"
)

// transcript handles a paragraph that starts with its speaker and a colon:
// "WALLACE: Will she be there?". It reports whether it did.
func (f *finder) transcript(w *para) bool {
	it := w.it
	body := text.Span{}
	if len(it) > 0 && it[0].has(isMark) && len(it) == 1 {
		// the whole paragraph is between marks: look inside
		m := w.marks[it[0].mark]
		f.inner = scan(f.s, m.inner, f.inner[:0])
		it = f.inner
		body.End = m.inner.End
	} else if len(it) > 0 {
		body.End = it[len(it)-1].End
	}
	k := f.label(w, it)
	if k == 0 {
		return false
	}
	who := text.Span{Start: it[0].Start, End: it[k-1].End}
	body.Start = it[k+1].Start
	if n := len(w.it); n == k+2 && w.it[n-1].has(isMark) {
		body = w.marks[w.it[n-1].mark].inner
	}
	if body.Len() <= 0 || who.Len() < 2 {
		return false
	}
	r := report{Quote: Quote{Content: body, Speaker: who, Cue: it[k].Span, Kind: Direct, Polarity: Said}, form: 'k'}
	r.para = f.here()
	r.Attribution = f.next
	f.next++
	f.reports = append(f.reports, r)
	f.prev = carry{ok: true, rep: r, para: r.para, unended: true}
	return true
}

// label returns the item of the colon after the speaker's name that the items
// start with, 0 when they start with none: a name in capitals, or a kicker.
func (f *finder) label(w *para, it []item) int {
	k, caps := 0, true
	for ; k < len(it) && k < 7 && (it[k].has(isWord) || f.s[it[k].Start] == '.'); k++ {
		if it[k].has(isWord) {
			caps = caps && (it[k].has(allCaps) || len(it[k].In(f.s)) == 1)
		}
		if it[k].has(manner | when) {
			return 0
		}
	}
	if k == 0 || k+1 >= len(it) || it[k].has(isWord|isMark) || f.s[it[k].Start] != ':' || located(f.s, it[:k]) || !caps && !f.kicker(w, it[:k]) {
		return 0
	}
	return k
}

// line looks at a short line that passes for a heading: "ROE: Will you come?"
func (f *finder) line(p text.Span) {
	if i := strings.IndexByte(p.In(f.s), ':'); i < 2 || i > 60 {
		return
	}
	w := para{s: f.s, it: scan(f.s, p, nil)}
	f.paras = append(f.paras, w)
	if !f.transcript(&f.paras[len(f.paras)-1]) {
		f.paras = f.paras[:len(f.paras)-1]
	}
}

// kicker reports whether the words before a colon that opens the text are the
// name of one who speaks in it: "Sanders: Clinton must …". A headline that ends
// in an attribution of its own is nobody else's words.
func (f *finder) kicker(w *para, name []item) bool {
	if w.it == nil || len(f.paras) > 1 || len(name) > 3 || w.attributed() {
		return false
	}
	for _, t := range name {
		if !t.has(upper) || t.has(manner|when|be|aux) || t.cue != nil {
			return false
		}
	}
	return f.heard(name[len(name)-1])
}

// attributed reports whether the paragraph ends in an attribution of its own:
// "…, says agency".
func (p *para) attributed() bool {
	for k := len(p.it) - 1; k > 0; k-- {
		if p.punct(k) == ',' || p.punct(k) == '-' {
			return p.tail(k+1, len(p.it))
		}
	}
	return false
}

// hearings is how many mentions of a name are looked at, earshot how many bytes
// on both sides.
const (
	hearings = 40
	earshot  = 48
)

// heard reports whether the text after the name t shows that it speaks: it is a
// body, or a verb of saying, a title or a first name stands beside it.
func (f *finder) heard(t item) bool {
	if t.has(institutional) {
		return true
	}
	name, at := t.In(f.s), t.End
	var near []item
	for range hearings {
		i := strings.Index(f.s[at:], name)
		if i < 0 {
			return false
		}
		from, end := at+i, at+i+len(name)
		near = scan(f.s, text.Span{Start: max(t.End, from-earshot), End: min(len(f.s), end+earshot)}, near[:0])
		for k, x := range near {
			if x.Start != from || x.End != end {
				continue
			}
			if k+1 < len(near) && speaking(near[k+1]) || k > 0 && (speaking(near[k-1]) || near[k-1].has(title) || listed(given, near[k-1].In(f.s)) != 0) {
				return true
			}
		}
		at = end
	}
	return false
}

// speaking reports whether the item is a verb of saying with a subject.
func speaking(t item) bool {
	return t.cue != nil && speech(t.cue) && t.cue.form&(past|third) != 0 && t.cue.frame&takesMarks == 0 && !t.has(upper)
}
