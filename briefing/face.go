package briefing

import "briefingbot/briefing/text"

// each is the most statements of either side that are put side by side.
const each = 3

// faced answers "X vs Y" with what either said, taking turns, at equal length.
func (s *snapshot) faced(a Answer, question string) (Answer, bool) {
	p := phrase{question, text.Words(question)}
	i := p.next(1, versus)
	if i < 0 || i+1 >= len(p.ws) || i > 6 {
		return a, false
	}
	one := s.said(Answer{}, p.part(0, i), "", 1)
	other := s.said(Answer{}, p.part(i+1, len(p.ws)), "", 1)
	if !one.Found || !other.Found {
		return a, false
	}
	a.Intent, a.Found, a.Score = IntentSpeech, true, min(one.Score, other.Score)
	a.Corrected = append(one.Corrected, other.Corrected...)
	var g register
	for k := range min(each, len(one.Speech), len(other.Speech)) {
		a.Speech = append(a.Speech, g.statement(one.Speech[k]), g.statement(other.Speech[k]))
	}
	a.Citations = g.all
	return a, true
}

// versus are the words between two sides.
var versus = table(`vs versus contro`)
