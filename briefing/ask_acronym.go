package briefing

import (
	"strings"

	"briefingbot/briefing/text"
)

// spelledOut answers "what is HSI" and "what does HSI stand for" with the
// sentences that print the letters behind their words: "Homeland Security
// Investigations (HSI)".
func (s *snapshot) spelledOut(a Answer, question string, limit int) (Answer, bool) {
	p := phrase{question, text.Words(question)}
	if !p.is(0, "what") && !p.is(0, "what's") && !p.is(0, "cosa") {
		return a, false
	}
	i := 1
	for p.in(i, being) || p.is(i, "does") || p.is(i, "the") {
		i++
	}
	if i >= len(p.ws) || i+1 < len(p.ws) && !p.is(i+1, "stand") && !p.is(i+1, "mean") {
		return a, false
	}
	letters := strings.ToUpper(p.part(i, i+1))
	if len(letters) < 2 || len(letters) > 8 {
		return a, false
	}
	hits, _ := s.search(letters, max(40, 4*limit))
	var out []hit
	for _, h := range hits {
		if strings.Contains(h.passage().Text(), "("+letters+")") {
			out = append(out, h)
		}
	}
	if len(out) == 0 {
		return a, false
	}
	a.Found, a.Score = true, 0.9
	return s.close(a, s.fold(out, limit), out), true
}
