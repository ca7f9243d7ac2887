package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// currency finds a currency sign before the number and returns where the number
// begins with it and its sign.
func (q *quantities) currency(n *Number) int {
	i := n.Start
	rest := strings.TrimRight(q.s[max(0, i-12):i], " \u00a0")
	end := i - (len(q.s[max(0, i-12):i]) - len(rest))
	r, size := utf8.DecodeLastRuneInString(rest)
	if unicode.Is(unicode.Sc, r) {
		start := end - size
		for start > 0 && end-start < 5 && class[q.s[start-1]]&classUpper != 0 {
			start--
		}
		n.Unit = Span{start, end}
		i = start
	} else if code := rest[strings.LastIndexAny(rest, " (")+1:]; measures[strings.ToLower(code)] && len(code) == 3 && allUpper(code) {
		n.Unit = Span{end - 3, end}
		i = end - 3
	}
	if i > 0 && (q.s[i-1] == '-' && (i == 1 || class[q.s[i-2]]&classSpace != 0)) {
		i--
	} else if strings.HasSuffix(q.s[:i], "−") {
		i -= len("−")
		n.Value = -n.Value
	}
	return i
}

// hedge returns the span of the hedge that ends right before byte start, where
// the number at word i begins.
func (q *quantities) hedge(i, start int) Span {
	for i > 0 && q.ws[i-1].End > start {
		i-- // the currency was a word
	}
	var h Span
	for end := start; i > 0; {
		found := 0
		for n := min(4, i); n > 0; n-- {
			if strings.TrimSpace(q.s[q.ws[i-1].End:end]) != "" {
				break
			}
			if q.phrase(i-n, i) {
				found = n
				break
			}
		}
		if found == 0 {
			break
		}
		if h.End == 0 {
			h.End = q.ws[i-1].End
		}
		i -= found
		h.Start = q.ws[i].Start
		end = h.Start
	}
	return h
}

// phrase reports whether words from to end-1 are a hedge.
func (q *quantities) phrase(from, end int) bool {
	if end-from == 1 {
		return hedges[q.ws[from].Fold]
	}
	var room [64]byte
	b := room[:0]
	for i := from; i < end; i++ {
		if i > from {
			if strings.TrimSpace(q.gap(i)) != "" && q.gap(i) != "’" && q.gap(i) != "'" {
				return false
			}
			b = append(b, ' ')
		}
		b = append(b, q.ws[i].Fold...)
		if len(b) > 40 {
			return false
		}
	}
	return hedges[string(b)]
}
