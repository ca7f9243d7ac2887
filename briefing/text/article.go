package text

import "unicode"

// block is a paragraph with the evidence of its sentences, while its kind is
// being decided.
type block struct {
	from, to int // its sentences in the layout
	words    int
	letters  int // of the text, roughly
}

// kinds marks the sentences and paragraphs of l.
func kinds(s string, l *Layout) {
	r := reader{s: s}
	es := make([]evidence, len(l.Sentences))
	blocks := make([]block, len(l.Paragraphs))
	for i := range l.Sentences {
		q := &l.Sentences[i]
		es[i] = r.look(q.Span)
		q.Kind = es[i].judge(q.In(s))
		b := &blocks[q.Paragraph]
		if b.words == 0 && b.to == 0 {
			b.from = i
		}
		b.to = i + 1
		b.words += es[i].words
	}
	for i := range blocks {
		spread(l.Sentences[blocks[i].from:blocks[i].to], es[blocks[i].from:blocks[i].to])
	}
	headings(l, es, blocks)
	for i, b := range blocks {
		l.Paragraphs[i].Kind = kindOf(l.Sentences[b.from:b.to])
	}
}

// spread marks a whole paragraph as an appeal when most of it leans that way;
// sentences that carry news are left alone.
func spread(qs []Sentence, es []evidence) {
	if len(qs) < 2 {
		return
	}
	lean, sure, captioned := 0, 0, false
	for i := range qs {
		lean += es[i].leaning()
		if qs[i].Kind == Appeal {
			sure++
		}
		captioned = captioned || qs[i].Kind == Caption || qs[i].Kind == Credit
	}
	if sure == 0 || lean < len(qs) {
		return
	}
	for i := range qs {
		if qs[i].Kind == Prose && (!es[i].news() || es[i].leaning() >= 2 && !es[i].quoted) {
			qs[i].Kind = Appeal
		}
	}
}

// headings marks lines that are no sentences: the title lines before the first
// prose, and short lines between paragraphs.
func headings(l *Layout, es []evidence, blocks []block) {
	first := -1 // the first paragraph that is surely prose
	for i, b := range blocks {
		if kindOf(l.Sentences[b.from:b.to]) == Prose && !headline(es[b.from:b.to], b, true) {
			first = i
			break
		}
	}
	if first < 0 {
		return
	}
	for i, b := range blocks {
		qs := l.Sentences[b.from:b.to]
		if kindOf(qs) != Prose || !headline(es[b.from:b.to], b, i < first) {
			continue
		}
		for k := range qs {
			qs[k].Kind = Heading
		}
	}
}

// headline reports whether a paragraph is a heading; top is true before the
// first prose.
func headline(es []evidence, b block, top bool) bool {
	if b.words == 0 || b.words > 32 || len(es) > 2 {
		return false
	}
	e := es[len(es)-1]
	switch e.final {
	case ',', ';', '-', '–', '—':
		return false
	case ':':
		return b.words <= 8
	case '?', '!':
		return b.words <= 16 && !e.quoted && (top || len(es) == 1 && (b.words <= 12 || e.titled()))
	case '.', '…', '。':
		return top && e.titled() && e.long >= 4 && b.words <= 24 && !e.quoted
	}
	switch {
	case es[0].listItem:
		return e.titled()
	case !es[0].capital:
		return top && b.words <= 12
	case top:
		return true
	case e.titled():
		return b.words <= 24
	}
	return b.words <= 12 && unicode.IsPrint(e.final)
}

// kindOf is the kind of a paragraph: prose if any of it is, else the kind of
// most of its sentences, the earlier one in doubt.
func kindOf(qs []Sentence) Kind {
	var n [Repeat + 1]int
	best := Prose
	for _, q := range qs {
		n[q.Kind]++
	}
	if n[Prose] > 0 {
		return Prose
	}
	for _, q := range qs {
		if n[q.Kind] > n[best] {
			best = q.Kind
		}
	}
	return best
}
