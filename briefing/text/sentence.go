package text

import "strings"

// Sentences splits running text into sentences. The spans are in bytes of s,
// in order, without the white space between them.
func Sentences(s string) []Span {
	var out []Span
	start := 0
	for i := 0; i+1 < len(s); i++ {
		if (s[i] == '.' || s[i] == '?' || s[i] == '!') && s[i+1] == ' ' {
			out = append(out, trim(s, Span{start, i + 1}))
			start = i + 1
		}
	}
	if p := trim(s, Span{start, len(s)}); p.Len() > 0 {
		out = append(out, p)
	}
	_ = strings.TrimSpace
	return out
}
