package briefing

import (
	"strings"

	"briefingbot/briefing/text"
)

// reasoned reports whether a passage gives a reason for what the question asks:
// words that join a reason to it, which do not make it the reason of something
// else, or at least words that hint at one.
func (q *inquiry) reasoned(t, lang string, held float64) bool {
	ws := text.Words(t)
	verb := -1
	if q.verb >= 0 {
		for i, w := range ws {
			if q.words[q.verb].answered(w.Fold, lang) > 0 {
				verb = i
				break
			}
		}
	}
	hint := false
	for i, w := range ws {
		hint = hint || hints[w.Fold] && held >= hintHeld
		if !causes[w.Fold] && !(q.against && arguing[w.Fold]) {
			continue
		}
		if (w.Fold == "since" || w.Fold == "over") && i+1 < len(ws) && strings.ContainsAny(ws[i+1].Fold[:1], "0123456789") {
			continue // "since 2003", "over 800"
		}
		if verb <= i || leadsOn[w.Fold] || i == 0 || strings.ContainsAny(t[w.End:ws[verb].Start], ".,;:") {
			return true
		}
	}
	return hint
}

// hintHeld is how much of the question a passage must hold whose reason is only
// hinted at.
const hintHeld = 0.85

// hints are words of sentences that tell why without saying so.
var hints = table(`with suffered suffering suffers too only unable objected complained need needs needed so had`)

// arguing are words behind which somebody says why they are against something.
var arguing = table(`argue argues argued arguing say says saying called`)

// leadsOn are causes that stand before what they bring about.
var leadsOn = table(`cause caused causes causing prompted sparked result resulted reason reasons fear fears worry concern concerns citing effort prevent motivo`)
