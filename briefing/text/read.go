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
	for _, p := range paragraphs(s, ls[n:]) {
		l.Paragraphs = append(l.Paragraphs, Paragraph{Span: p})
		spans = appendSentences(spans[:0], s, p)
		for _, q := range spans {
			peeled = peel(s, q, peeled[:0])
			for _, q := range peeled {
				l.Sentences = append(l.Sentences, Sentence{Span: q, Paragraph: len(l.Paragraphs) - 1})
			}
		}
	}
	kinds(s, l, n)
	repeats(s, l)
	return l
}
