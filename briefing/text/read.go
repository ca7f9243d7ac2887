package text

// Read takes an article's text apart into paragraphs and sentences and says
// what each is. It accepts any bytes, also invalid UTF-8, and runs in linear
// time.
func Read(s string) *Layout {
	l := &Layout{}
	var spans []Span
	for _, p := range paragraphs(s) {
		l.Paragraphs = append(l.Paragraphs, Paragraph{Span: p})
		spans = appendSentences(spans[:0], s, p)
		for _, q := range spans {
			l.Sentences = append(l.Sentences, Sentence{Span: q, Paragraph: len(l.Paragraphs) - 1})
		}
	}
	kinds(s, l)
	repeats(s, l)
	return l
}
