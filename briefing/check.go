package briefing

import (
	"strings"
	"unicode/utf8"

	"briefingbot/briefing/text"
)

// Check is what the corpus holds of words that somebody passes on as its.
type Check struct {
	Words     string     `json:"words"`               // as given
	Claims    []Claim    `json:"claims"`              // the quotations in the words, each on its own; all of them as one where there are none
	Citations []Citation `json:"citations,omitempty"` // all of them, by number
}

// Claim is one stretch of words that is checked.
type Claim struct {
	Words     string     `json:"words"` // as given, without the quotation marks around them and the full stop or comma at their end
	Verdict   Verdict    `json:"verdict"`
	Citations []Citation `json:"citations,omitempty"` // the stretches that are printed; of a near one the sentences that come closest
	Parts     []Part     `json:"parts,omitempty"`     // of a near one: how it differs, in order; no missing and no added part means that only capitals or punctuation do
	Said      []Quote    `json:"said,omitempty"`      // the quotes that hold the stretches: who says it
}

// Verdict says whether the corpus prints a claim.
type Verdict string

// The verdicts.
const (
	VerdictExact   Verdict = "exact"     // byte for byte
	VerdictRetyped Verdict = "retyped"   // exact but for quotation marks, apostrophes, dashes and white space
	VerdictNear    Verdict = "near"      // a passage has most of its words, in their order
	VerdictAbsent  Verdict = "absent"    // not in the corpus
	VerdictShort   Verdict = "too short" // under 12 characters or two words of content: nothing follows from its being printed
)

// Change says where a part of a near claim stands.
type Change string

// The changes.
const (
	Kept    Change = "kept"    // in both
	Missing Change = "missing" // printed, and left out of the claim
	Added   Change = "added"   // in the claim, and not printed
)

// Part is a run of words that a claim and its passage share, or that only one of
// them has.
type Part struct {
	Change  Change  `json:"change"`
	Words   string  `json:"words,omitempty"`  // of what was added: as given
	Passage Passage `json:"passage,omitzero"` // of what is kept or missing: as printed
}

// Text returns the part's words: verbatim where the corpus prints them.
func (p Part) Text() string {
	if p.Change == Added {
		return p.Words
	}
	return p.Passage.Text()
}

// Bounds of a check: more is no quotation.
const (
	mostClaims  = 20
	longClaim   = 4000 // bytes of a claim that are compared
	shortClaim  = 12   // characters
	mostPrinted = 20   // stretches that are cited for a claim
)

// Check looks up words that somebody passes on: whether the corpus prints them,
// and if not, what it prints that is nearest. Quotations among the words are
// checked each on its own, the first 20 of them.
func (c *Corpus) Check(words string) Check {
	s := c.snapshot()
	out := Check{Words: words}
	claims := quotations(words)
	if len(claims) == 0 {
		claims = []string{words}
	}
	var g register
	for _, w := range claims[:min(len(claims), mostClaims)] {
		k := s.check(trimClaim(w))
		k.Citations = g.list(k.Citations)
		out.Claims = append(out.Claims, k)
	}
	out.Citations = g.all
	return out
}

// check compares one claim with the corpus.
func (s *snapshot) check(words string) Claim {
	k := Claim{Words: words, Verdict: VerdictAbsent}
	if utf8.RuneCountInString(words) < shortClaim || contentWords(text.Words(words[:min(len(words), longClaim)])) < 2 {
		k.Verdict = VerdictShort
		return k
	}
	exact, retyped := s.printed(words)
	switch {
	case len(exact) > 0:
		k.Verdict = VerdictExact
		k.cite(s, exact)
	case len(retyped) > 0:
		k.Verdict = VerdictRetyped
		k.cite(s, retyped)
	default:
		s.closest(&k)
	}
	return k
}

// cite adds the passages and the quotes that hold them.
func (k *Claim) cite(s *snapshot, ps []Passage) {
	for _, p := range ps {
		k.Citations = append(k.Citations, Citation{Passage: p})
		k.Said = append(k.Said, s.holding(p)...)
	}
}

// holding returns what is said in p.
func (s *snapshot) holding(p Passage) []Quote {
	var out []Quote
	so := s.society()
	for _, u := range so.utterances(so.in(func(e *entry) bool { return e.Article == p.Article })) {
		if u.Words.Span.Meets(p.Span) && len(out) < mostPrinted {
			out = append(out, u.Quote)
		}
	}
	return out
}

// printed returns the stretches of the corpus's prose that are the words byte
// for byte, and those that are but for how they are typed.
func (s *snapshot) printed(words string) (exact, retyped []Passage) {
	if len(words) > longClaim {
		return nil, nil
	}
	f, telling := flatten(words), longestWord(words)
	needle := strings.TrimSpace(f.s)
	if needle == "" {
		return nil, nil
	}
	for _, e := range s.ordered() {
		t := e.Article.Text
		if !strings.Contains(t, telling) {
			continue
		}
		for _, p := range flatten(t).find(needle) {
			if !within(t, p) || !prose(e.Reading, p) || len(exact)+len(retyped) >= mostPrinted {
				continue
			}
			if p.In(t) == words {
				exact = append(exact, Passage{e.Article, p})
			} else {
				retyped = append(retyped, Passage{e.Article, p})
			}
		}
	}
	return exact, retyped
}

// contentWords counts the words that carry content.
func contentWords(ws []text.Word) int {
	n := 0
	for _, w := range ws {
		if !text.Stop(w.Fold, "") {
			n++
		}
	}
	return n
}

// quotations returns what stands between quotation marks, in order. A mark that
// is never closed opens nothing.
func quotations(s string) []string {
	closers := map[rune]string{'“': "”\"", '„': "“”\"", '«': "»", '"': "\"”", '”': "”"}
	var out []string
	start, closer := -1, ""
	for i, r := range s {
		switch {
		case start >= 0 && strings.ContainsRune(closer, r):
			if w := s[start:i]; strings.TrimSpace(w) != "" {
				out = append(out, w)
			}
			start = -1
		case start < 0 && closers[r] != "":
			start, closer = i+utf8.RuneLen(r), closers[r]
		}
	}
	return out
}

// trimClaim drops what surrounds a claim and is no part of it.
func trimClaim(s string) string {
	return strings.Trim(s, " \t\r\n\u00a0“”„«»\"‘’'.,;:…-–—")
}
