package quote

import (
	"strings"

	"briefingbot/briefing/text"
)

// transcript handles a paragraph that starts with its speaker and a colon:
// "WALLACE: Will she be there?". It reports whether it did.
func (f *finder) transcript(w *para) bool {
	it, base := w.it, 0
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
	k, caps := 0, true
	for ; k < len(it) && k < 7 && (it[k].has(isWord) || f.s[it[k].Start] == '.'); k++ {
		if it[k].has(isWord) {
			caps = caps && (it[k].has(allCaps) || len(it[k].In(f.s)) == 1)
		}
	}
	if k == 0 || k+1 >= len(it) || it[k].has(isWord|isMark) || f.s[it[k].Start] != ':' || !caps && !f.kicker(w, it[:k]) {
		return false
	}
	for i := 0; i < k; i++ {
		if it[i].has(manner | when) {
			return false
		}
	}
	who := text.Span{Start: it[base].Start, End: it[k-1].End}
	body.Start = it[k+1].Start
	if n := len(w.it); n == k+2 && w.it[n-1].has(isMark) {
		body = w.marks[w.it[n-1].mark].inner
	}
	if body.Len() <= 0 || who.Len() < 2 {
		return false
	}
	r := report{Quote: Quote{Content: body, Speaker: who, Cue: it[k].Span, Kind: Direct, Polarity: Said}, form: 'n'}
	r.form = 'k'
	r.para = len(f.paras) - 1
	r.Attribution = f.next
	f.next++
	f.reports = append(f.reports, r)
	f.prev = carry{ok: true, rep: r, para: r.para, unended: true}
	return true
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

// kicker reports whether the words before a colon that opens the text are a
// name the text goes on to use: "Sanders: Clinton must …".
func (f *finder) kicker(w *para, name []item) bool {
	if w.it == nil || len(f.paras) > 1 || len(name) > 3 {
		return false
	}
	for _, t := range name {
		if !t.has(upper) || t.has(manner|when|be|aux) || t.cue != nil {
			return false
		}
	}
	last := name[len(name)-1]
	return strings.Contains(f.s[last.End:], last.In(f.s))
}
