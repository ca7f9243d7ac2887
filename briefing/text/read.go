package text

import "strings"

// Read takes an article's text apart into paragraphs and sentences and says
// what each is. It accepts any bytes, also invalid UTF-8, and runs in linear
// time.
func Read(s string) *Layout {
	l := &Layout{}
	for start := 0; start < len(s); {
		end := strings.IndexByte(s[start:], '\n')
		if end < 0 {
			end = len(s)
		} else {
			end += start
		}
		if p := trim(s, Span{start, end}); p.Len() > 0 {
			l.Paragraphs = append(l.Paragraphs, Paragraph{Span: p})
			for _, q := range Sentences(p.In(s)) {
				q.Start += p.Start
				q.End += p.Start
				l.Sentences = append(l.Sentences, Sentence{Span: q, Paragraph: len(l.Paragraphs) - 1})
			}
		}
		start = end + 1
	}
	return l
}

func trim(s string, p Span) Span {
	t := strings.TrimLeft(s[p.Start:p.End], " \t\r\n\v\f\u00a0\ufeff")
	p.Start = p.End - len(t)
	p.End = p.Start + len(strings.TrimRight(t, " \t\r\n\v\f\u00a0\ufeff"))
	return p
}
