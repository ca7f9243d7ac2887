package text

import (
	"strings"
	"unicode"
)

// block is a paragraph with the evidence of its sentences, while its kind is
// being decided.
type block struct {
	from, to int // its sentences in the layout
	words    int
}

// kinds marks the sentences and paragraphs of l, but for the first fixed ones.
func kinds(s string, l *Layout, fixed int) {
	r := reader{s: s}
	es := make([]evidence, len(l.Sentences))
	blocks := make([]block, len(l.Paragraphs))
	for i := range l.Sentences {
		q := &l.Sentences[i]
		es[i] = r.look(q.Span)
		if i >= fixed && q.Kind == Prose {
			q.Kind = es[i].judge(q.In(s))
		}
		b := &blocks[q.Paragraph]
		if b.words == 0 && b.to == 0 {
			b.from = i
		}
		b.to = i + 1
		b.words += es[i].words
	}
	for i := range blocks {
		spread(s, l.Sentences[blocks[i].from:blocks[i].to], es[blocks[i].from:blocks[i].to])
		captioned(s, l.Sentences[blocks[i].from:blocks[i].to], blocks[i])
	}
	headings(s, l, es, blocks)
	listed(l, es, blocks)
	signedOff(s, l, es, blocks)
	for i, b := range blocks {
		l.Paragraphs[i].Kind = kindOf(l.Sentences[b.from:b.to])
	}
}

// captioned marks a short paragraph that ends in the credit of a picture.
func captioned(s string, qs []Sentence, b block) {
	last := len(qs) - 1
	if last < 1 || last > 2 || b.words > 70 || qs[last].Kind != Credit && qs[last].Kind != Caption || !credited(qs[last].In(s)) {
		return
	}
	for i := range qs[:last] {
		if qs[i].Kind == Prose || qs[i].Kind == Stamp {
			qs[i].Kind = Caption
		}
	}
	qs[last].Kind = Caption
}

// headings marks lines that are no sentences: the title lines and labels before
// the first prose, and short lines between paragraphs.
func headings(s string, l *Layout, es []evidence, blocks []block) {
	first, last := -1, -1 // the first and last paragraph that are surely prose
	many := 0             // paragraphs of more than one sentence
	for i, b := range blocks {
		if qs := l.Sentences[b.from:b.to]; kindOf(qs) == Prose && !headline(es[b.from:b.to], b, true) {
			if first < 0 {
				first = i
			}
			last = i
		}
		if b.to-b.from > 1 {
			many++
		}
	}
	if first < 0 {
		return
	}
	for i, b := range blocks {
		qs := l.Sentences[b.from:b.to]
		if !allProse(qs) || !headline(es[b.from:b.to], b, i < first) {
			continue
		}
		kind := Heading
		switch e := es[b.from]; {
		case i < first && label(qs[0].In(s)):
			kind = Stamp
		case i < first && nameplate(qs[0].In(s), e):
			kind = Byline
		case i > first && e.final == '?' && speaks(qs[0].In(s)):
			continue // a line of a conversation
		case i > last && !e.titled() && b.words > 4:
			continue // a last sentence that was cut off
		case i > first && !e.titled() && e.final == '?' && many*3 < len(blocks) && !gapped(s, l) && !(b.words <= 5 && asksAlone(es, blocks, i)):
			continue // a sentence of a text that has one on each line
		}
		for k := range qs {
			qs[k].Kind = kind
		}
	}
}

// speaks reports whether a line begins with who says it: "REPORTER: Why?".
func speaks(text string) bool {
	i := strings.IndexByte(text, ':')
	return i > 0 && i < 40 && i+1 < len(text)
}

// asksAlone reports whether the question that is block i stands between two
// that are none.
func asksAlone(es []evidence, blocks []block, i int) bool {
	if i == 0 || i+1 >= len(blocks) {
		return false
	}
	before, after := es[blocks[i-1].to-1], es[blocks[i+1].to-1]
	return before.closed() && before.final != '?' && after.final != '?' && blocks[i-1].words > 8 && blocks[i+1].words > 8
}

// gapped reports whether an empty line stands between most paragraphs.
func gapped(s string, l *Layout) bool {
	n := 0
	for i := 1; i < len(l.Paragraphs); i++ {
		gap := s[l.Paragraphs[i-1].End:l.Paragraphs[i].Start]
		if strings.Count(gap, "\n") > 1 || strings.Count(gap, "\r") > 1 {
			n++
		}
	}
	return n*2 >= len(l.Paragraphs)-1
}

func allProse(qs []Sentence) bool {
	for _, q := range qs {
		if q.Kind != Prose {
			return false
		}
	}
	return true
}

// headline reports whether a paragraph is a heading; top is true before the
// first prose.
func headline(es []evidence, b block, top bool) bool {
	if b.words == 0 || b.words > 32 || len(es) > 2 {
		return false
	}
	e := es[len(es)-1]
	if len(es) == 2 && es[0].final != '?' && es[0].final != '!' && !(es[0].titled() && e.titled()) {
		return false
	}
	switch e.final {
	case ',', ';', '-', '–', '—':
		return false
	case ':':
		return b.words <= 8 && !e.told && (e.titled() || b.words <= 3)
	case '!':
		return b.words <= 16 && !e.quoted && (top || e.titled())
	case '?':
		return b.words <= 16 && !e.quoted && (top || len(es) == 1 && (b.words <= 8 || e.titled()))
	case '.', '…', '。':
		return top && e.titled() && e.long >= 4 && b.words <= 24 && !e.quoted
	}
	switch {
	case es[0].listItem:
		return e.titled() || es[0].digits == 1 && b.words <= 6 && !top
	case !es[0].capital:
		return top && b.words <= 12
	case top:
		return true
	case e.titled():
		return b.words <= 24
	}
	return b.words <= 12 && unicode.IsPrint(e.final) && (e.quoted || es[0].single || !e.past || e.asked)
}

// sections are the words of labels above a title.
var sections = set(`politics world news business sport sports opinion analysis live breaking exclusive updates update europe italy us uk
	asia africa americas middle east economy markets technology tech science health culture entertainment lifestyle travel national
	international local latest top stories feature features editorial comment explainer interview video report special politica
	cronaca esteri economia mondo sport cultura attualita home more olympics the olimpiadi ultim ora`)

// label reports whether a line above the title names a section.
func label(text string) bool {
	ws := Words(text)
	if len(ws) > 4 || strings.ContainsAny(text, "?!.") {
		return false
	}
	for _, w := range ws {
		if !sections[w.Fold] {
			return false
		}
	}
	return true
}

// nameplate reports whether a line above the prose holds a name and an outlet.
func nameplate(text string, e evidence) bool {
	switch Fold(tail(text, 1)) {
	case "correspondent", "editor", "reporter", "writer", "columnist":
		return e.words <= 8 && strings.Contains(text, ",")
	}
	return e.words <= 7 && (strings.Contains(text, " | ") || strings.Contains(text, " • ")) && e.title == e.long && e.long > 0
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
