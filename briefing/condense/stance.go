package condense

import (
	"strings"

	"briefingbot/briefing/text"
)

// stance is a verb that says whether something is so.
type stance struct {
	word    int // the first word of what is printed: "initially denied"
	span    text.Span
	denies  bool
	subject int32 // the content word before it
}

// Verbs that say that something is so, and that it is not.
const (
	confirming = "confirm confirmed confirms confirming admit admitted admits acknowledge acknowledged acknowledges concede conceded " +
		"concedes confermato conferma"
	denying = "deny denied denies denying dispute disputed disputes refute refuted refutes reject rejected rejects smentito smentisce"
)

var verdicts = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(confirming) {
		m[w] = false
	}
	for w := range strings.FieldsSeq(denying) {
		m[w] = true
	}
	return m
}()

// stances finds who confirms or denies.
func (e *evidence) stances(words []text.Word) []stance {
	var out []stance
	for i, w := range words {
		denies, ok := verdicts[w.Fold]
		if !ok {
			continue
		}
		from := i
		if from > 0 && strings.HasSuffix(words[from-1].Fold, "ly") {
			from--
		}
		subject := int32(-1)
		for j := from - 1; j >= max(0, from-3) && subject < 0; j-- {
			if t := e.content(words[j]); t != nil {
				subject = t[0]
			}
		}
		if subject >= 0 {
			out = append(out, stance{from, text.Span{Start: words[from].Start, End: w.End}, denies, subject})
		}
	}
	return out
}

// opposed reports whether somebody confirms in i what the same one denies in j,
// or the other way round.
func (e *evidence) opposed(i, j int) bool {
	for _, a := range e.of(i).stances {
		for _, b := range e.of(j).stances {
			if a.denies != b.denies && a.subject == b.subject && e.sharesName(i, j) {
				return true
			}
		}
	}
	return false
}
