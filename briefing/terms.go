package briefing

import (
	"strings"

	"briefingbot/briefing/text"
)

// sentenceWords is how many words most sentences have at most: those need no
// memory but the stack to be taken apart.
const sentenceWords = 48

// bag returns the stems of the words of s that carry content.
func bag(s, lang string) map[string]bool {
	var room [sentenceWords]text.Word
	ws := text.AppendWords(room[:0], s)
	out := make(map[string]bool, len(ws)/2)
	for _, w := range ws {
		if !text.Stop(w.Fold, lang) {
			out[text.Stem(w.Fold, lang)] = true
		}
	}
	return out
}

// wanted returns the stems of what somebody asks for, in English or Italian.
func wanted(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range text.Words(s) {
		if !text.Stop(w.Fold, "") && !text.Stop(w.Fold, "it") {
			out[text.Stem(w.Fold, "")] = true
		}
	}
	return out
}

// shared counts the members that a and b have in common.
func shared(a, b map[string]bool) int {
	if len(a) > len(b) {
		a, b = b, a
	}
	n := 0
	for t := range a {
		if b[t] {
			n++
		}
	}
	return n
}

// overlap is how much of the smaller of two sets the larger one holds, 0 to 1.
func overlap(a, b map[string]bool) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	return float64(shared(a, b)) / float64(min(len(a), len(b)))
}

// folds returns the words of s as they are compared, stop words included.
func folds(s string) []string {
	var room [sentenceWords]text.Word
	ws := text.AppendWords(room[:0], s)
	out := make([]string, len(ws))
	for i, w := range ws {
		out[i] = w.Fold
	}
	return out
}

// plain returns the words of s as one string with a space on either side of
// each, so that a phrase is found by strings.Contains at word borders only.
func plain(s string) string { return " " + strings.Join(folds(s), " ") + " " }
