package briefing

import (
	"strings"

	"briefingbot/briefing/text"
)

// unquoted returns the name, as the corpus prints it, of whom it names but
// quotes nowhere; empty when it does not name them.
func (s *snapshot) unquoted(who string) string {
	ws := asked(who)
	if len(ws) == 0 {
		return ""
	}
	var found []*profile
	for _, p := range match(s.society().named, ws) {
		if p.tier(ws) < 2 {
			found = append(found, p)
		}
	}
	switch {
	case len(found) == 1:
		return found[0].Name
	case len(found) > 1 || len(ws) == 1 && s.words.proper(ws[0]):
		return who[firstName(who):]
	}
	return ""
}

// firstName returns where the name begins in "is Trump".
func firstName(who string) int {
	ws := text.Words(who)
	for i, w := range ws {
		if i+1 == len(ws) || !being[w.Fold] {
			return w.Start
		}
	}
	return 0
}

// unprinted returns the content words of about, as typed, that the corpus does
// not print.
func (s *snapshot) unprinted(about string) []string {
	var out []string
	for _, w := range text.Words(about) {
		if !s.words.has(w.Fold) && !s.words.has(singular(w.Fold)) && !s.words.has(w.Fold+"s") && !text.Stop(w.Fold, "") && !text.Stop(w.Fold, "it") {
			out = append(out, w.In(about))
		}
	}
	return out
}

// lacking returns the words of who, as typed, that the corpus does not print
// at all, or all of them.
func (s *snapshot) lacking(who string) []string {
	var out []string
	who = who[firstName(who):]
	for _, w := range text.Words(who) {
		if capital(w.In(who)) && !openers[w.Fold] || !s.words.has(w.Fold) && !text.Stop(w.Fold, "") {
			out = append(out, w.In(who))
		}
	}
	if len(out) == 0 {
		return []string{strings.TrimSpace(who)}
	}
	return []string{strings.Join(out, " ")}
}
