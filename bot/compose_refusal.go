package main

import (
	"slices"
	"strings"

	"briefingbot/briefing"
)

const (
	noAnswer = "The corpus has no answer to that."
	nearest  = "Closest passages, which may not answer:"
)

// lament names what is missing, as far as it can be named: a speaker, a
// figure, a name, a word.
func lament(a briefing.Answer) string {
	var b strings.Builder
	absent := a.Missing
	if a.Unheard != "" {
		b.WriteString(" Nobody in the corpus quotes " + a.Unheard + ": the name is not in it.")
		absent = slices.DeleteFunc(slices.Clone(absent), func(w string) bool { return strings.Contains(a.Unheard, w) })
	}
	for _, who := range a.Unquoted {
		b.WriteString(" It quotes nothing by " + who + ".")
	}
	if a.Uncounted != "" {
		b.WriteString(" It gives no figure for " + a.Uncounted + ".")
	}
	if len(absent) > 0 {
		b.WriteString(" Not in it: " + strings.Join(absent, ", ") + ".")
	}
	if len(a.Apart) > 0 {
		b.WriteString(" It prints " + enumerate(a.Apart) + ", but not with the rest of the question.")
	}
	return b.String()
}

// enumerate sets words between quotation marks, the last two joined by "and".
func enumerate(words []string) string {
	out := "“" + words[0] + "”"
	for i, w := range words[1:] {
		if i == len(words)-2 {
			out += " and “" + w + "”"
		} else {
			out += ", “" + w + "”"
		}
	}
	return out
}
