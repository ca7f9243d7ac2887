package briefing

import (
	"slices"
	"strings"

	"briefingbot/briefing/text"
)

// hintScore is the chance that a sentence answers in which somebody speaks, as
// it seems.
const hintScore = 0.5

// hinted returns the sentences that print words of who on about which are not
// surely theirs: such a sentence is shown as it stands, and attributed to nobody.
func (s *snapshot) hinted(who, about string) []hit {
	ws, want := asked(who), wanted(about)
	var out []hit
	for _, e := range s.naming(who, about) {
		for _, q := range e.quotes() {
			if len(ws) == 0 || q.Speaker.Len() == 0 || !prose(e.Reading, q.Speaker) {
				continue
			}
			speaker := plain(q.Speaker.In(e.Article.Text))
			switch {
			case q.Confidence < trust:
			case unresolved(q.Person): // "said its organiser, Willem de Graaf"
				speaker = plain(apposed(e, q.Speaker))
			default:
				continue
			}
			if slices.ContainsFunc(ws, func(w string) bool { return !strings.Contains(speaker, " "+w+" ") }) {
				continue
			}
			if h := hitAt(e, q.Speaker.Start); len(want) == 0 || overlap(want, bag(h.passage().Text(), e.Article.Lang)) >= aboutShare {
				out = append(out, h)
			}
		}
	}
	return out
}

// mostNaming is how many sentences are looked for that name somebody.
const mostNaming = 100

// naming returns the articles that may name who in speech on about: of very many
// only those that the search finds first.
func (s *snapshot) naming(who, about string) []*entry {
	if len(s.entries) <= keptReadings {
		return s.ordered()
	}
	hits, _ := s.search(who+" "+about, mostNaming)
	var out []*entry
	for _, h := range hits {
		if !slices.Contains(out, h.e) {
			out = append(out, h.e)
		}
	}
	return out
}

// apposed returns a mention with the name behind its comma.
func apposed(e *entry, p text.Span) string {
	whole := at(e.Reading, p).Span
	rest := e.Article.Text[p.End:max(p.End, whole.End)]
	if !strings.HasPrefix(rest, ", ") {
		return p.In(e.Article.Text)
	}
	if i := strings.IndexAny(rest[2:], ",.;:("); i >= 0 {
		rest = rest[:i+2]
	}
	return p.In(e.Article.Text) + rest
}

// unresolved reports whether what a speaker is called is no name.
func unresolved(person string) bool {
	return slices.ContainsFunc(text.Words(person), func(w text.Word) bool { return !capital(w.In(person)) && !particles[w.Fold] }) || person == ""
}

// unquoted returns the name, as the corpus prints it, of whom it names but
// quotes nowhere; empty when it does not name them.
func (s *snapshot) unquoted(who string) string {
	ws := asked(who)
	if len(ws) == 0 {
		return ""
	}
	var found []*profile
	for _, p := range s.society().printed().match(ws) {
		if p.tier(ws) < 2 {
			found = append(found, p)
		}
	}
	switch {
	case len(found) == 1:
		return found[0].Name
	case len(found) > 1 || len(ws) == 1 && s.words.proper(ws[0]) || len(ws) > 1 && s.prints(who[firstName(who):]):
		return who[firstName(who):]
	}
	return ""
}

// prints reports whether a sentence of the corpus has the words side by side.
func (s *snapshot) prints(words string) bool {
	phrase := plain(strings.Join(asked(words), " "))
	hits, _ := s.search(words, 20)
	return slices.ContainsFunc(hits, func(h hit) bool {
		return strings.Contains(plain(h.e.Layout.Sentences[h.Sentence].In(h.e.Article.Text)), phrase)
	})
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
