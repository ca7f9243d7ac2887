package briefing

import (
	"strings"

	"briefingbot/briefing/text"
)

// mention is a speaker's mention taken apart.
type mention struct {
	name  text.Span // the personal name, or the name of an organisation; may be empty
	role  text.Span // the title before it, or the whole of a mention without a name
	group bool      // an organisation, an office or several people: never a surname
}

// trimArticle drops a leading article and outer blanks from p.
func trimArticle(s string, p text.Span) text.Span {
	for _, w := range []string{"the ", "The ", "a ", "A ", "an ", "An "} {
		if strings.HasPrefix(p.In(s), w) {
			p.Start += len(w)
			break
		}
	}
	for p.Len() > 0 && s[p.End-1] == ' ' {
		p.End--
	}
	return p
}

// parse takes a speaker's mention apart; the spans are in bytes of s.
func parse(s string) mention {
	if i := sender(s); i > 0 {
		m := parse(s[i:])
		m.name, m.role = shift(m.name, i), shift(m.role, i)
		return m
	}
	whole := trimArticle(s, text.Span{Start: 0, End: len(s)})
	ws := text.Words(s)
	if len(ws) == 0 {
		return mention{}
	}
	if ns := namesIn(s); len(ns) > 0 && !organised(s, ns[0].name) {
		n := ns[0]
		lead := text.Words(s[:n.name.Start])
		// "a spokesman for Matteo Piantedosi" is not Piantedosi.
		if !through(lead) && only(s, n) {
			return mention{name: n.name, role: n.role}
		}
	}
	if len(ws) == 1 && capital(ws[0].In(s)) && !openers[ws[0].Fold] && !titles[ws[0].Fold] {
		w := text.Span{Start: ws[0].Start, End: bare(s, ws[0].Span)}
		return mention{name: w, group: loud(w.In(s)) || bodies[ws[0].Fold]}
	}
	return mention{role: whole, group: true}
}

// sender returns where the sender begins in "the statement from ICE", or 0.
func sender(s string) int {
	ws := text.Words(s)
	for i := range min(4, len(ws)) {
		if relayed[ws[i].Fold] && i+2 < len(ws) && (ws[i+1].Fold == "from" || ws[i+1].Fold == "by") {
			return ws[i+2].Start
		}
	}
	return 0
}

// speaker reports whether a description is of somebody who can speak.
func speaker(ws []string) bool {
	if len(ws) == 0 || vague[ws[0]] {
		return false
	}
	for _, w := range ws {
		one := singular(w)
		if titles[w] || titles[one] || bodies[w] || bodies[one] || folk[w] || folk[one] {
			return true
		}
	}
	// "Some Italians", "Milan".
	return countries[ws[len(ws)-1]] != "" || countries[strings.TrimSuffix(ws[len(ws)-1], "s")] != ""
}

// through reports whether the words before a name say that somebody else
// speaks for it.
func through(ws []text.Word) bool {
	for i, w := range ws {
		switch w.Fold {
		case "spokesman", "spokeswoman", "spokesperson", "spokespeople", "lawyer", "attorney", "aide", "representative", "portavoce":
			return i+1 < len(ws) && (ws[i+1].Fold == "for" || ws[i+1].Fold == "of" || ws[i+1].Fold == "to" || ws[i+1].Fold == "di")
		}
	}
	return false
}

// only reports whether n is what the mention is about, and not a part of a
// larger description ("critics of Matteo Piantedosi").
func only(s string, n named) bool {
	for _, w := range text.Words(s[:n.name.Start]) {
		if relating[w.Fold] && !(n.role.Len() > 0 && n.role.Covers(w.Span)) {
			return false
		}
	}
	return true
}

// organised reports whether a name is that of an organisation.
func organised(s string, name text.Span) bool {
	ws := text.Words(name.In(s))
	for _, w := range ws {
		if bodies[w.Fold] {
			return true
		}
	}
	return len(ws) > 0 && loud(ws[len(ws)-1].In(name.In(s))) && !suffixes[ws[len(ws)-1].Fold]
}
