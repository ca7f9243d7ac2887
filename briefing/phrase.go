package briefing

import (
	"strings"

	"briefingbot/briefing/text"
)

// phrase is a question with its words.
type phrase struct {
	s  string
	ws []text.Word
}

func (p phrase) is(i int, fold string) bool { return i < len(p.ws) && p.ws[i].Fold == fold }

func (p phrase) in(i int, t map[string]bool) bool { return i >= 0 && i < len(p.ws) && t[p.ws[i].Fold] }

// part returns the words from i up to j as typed.
func (p phrase) part(i, j int) string {
	j = min(j, len(p.ws))
	if i >= j {
		return ""
	}
	return p.s[p.ws[i].Start:p.ws[j-1].End]
}

// after returns what follows word i, without words that only join it.
func (p phrase) after(i int) string {
	for p.in(i, joints) {
		i++
	}
	return p.part(i, len(p.ws))
}

// next returns the first index from i whose word is in t, or -1.
func (p phrase) next(i int, t map[string]bool) int {
	for ; i < len(p.ws); i++ {
		if t[p.ws[i].Fold] {
			return i
		}
	}
	return -1
}

// between returns what stands in quotation marks in a question.
func between(s string) string {
	for _, marks := range [][2]string{{"“", "”"}, {"\"", "\""}, {"«", "»"}, {"„", "“"}, {"”", "”"}} {
		if i := strings.Index(s, marks[0]); i >= 0 {
			rest := s[i+len(marks[0]):]
			if j := strings.Index(rest, marks[1]); j > 0 {
				return strings.TrimSpace(rest[:j])
			}
		}
	}
	return ""
}
