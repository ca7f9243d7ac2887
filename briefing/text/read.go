package text

// Read takes an article's text apart into paragraphs and sentences and says
// what each is. It accepts any bytes, also invalid UTF-8, and runs in linear
// time.
func Read(s string) *Layout {
	l := &Layout{}
	ls := lines(s)
	n := preface(s, ls)
	for _, p := range ls[:n] {
		l.Paragraphs = append(l.Paragraphs, Paragraph{p.Span, Stamp})
		l.Sentences = append(l.Sentences, Sentence{p.Span, Stamp, len(l.Paragraphs) - 1})
	}
	var spans, peeled []Span
	heads := datelines{s: s, ps: paragraphs(s, ls[n:]), of: -1}
	for i, p := range heads.ps {
		l.Paragraphs = append(l.Paragraphs, Paragraph{Span: p})
		if end := heads.cut(i); end > 0 {
			l.Sentences = append(l.Sentences, Sentence{trim(s, Span{p.Start, end}), Byline, len(l.Paragraphs) - 1})
			if p = trim(s, Span{end, p.End}); p.Len() == 0 {
				continue
			}
		}
		spans = appendSentences(spans[:0], s, p)
		for _, q := range spans {
			peeled = peel(s, q, peeled[:0])
			for _, q := range peeled {
				end := tagged(s, q)
				l.Sentences = append(l.Sentences, Sentence{Span: Span{q.Start, end}, Paragraph: len(l.Paragraphs) - 1})
				if end < q.End {
					l.Sentences = append(l.Sentences, Sentence{trim(s, Span{end, q.End}), Byline, len(l.Paragraphs) - 1})
				}
			}
		}
	}
	kinds(s, l, n)
	repeats(s, l)
	return l
}
