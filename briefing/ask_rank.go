package briefing

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"briefingbot/briefing/search"
	"briefingbot/briefing/text"
)

// answering returns the hits that answer a question, the best first; none where
// the best of them is not enough. sure is whether the search holds that the first
// hit answers.
func (s *snapshot) answering(a *Answer, q inquiry, hits []hit, sure bool) []hit {
	if len(a.Missing) > 0 || len(hits) == 0 {
		return nil
	}
	top := max(hits[0].Score, 1e-9)
	ordinal := slices.ContainsFunc(folds(q.question), func(f string) bool { return ordinals[f] }) // "the third man" of two sentences may be another
	var out []hit
	for _, h := range hits {
		j := q.judge(h)
		less := 0.0
		if j.flaw != "" && h.Span.Len() > h.e.Layout.Sentences[h.Sentence].Len() && !ordinal {
			h.wide, less = true, wideMalus
			j = q.judge(h)
		}
		if j.flaw != "" {
			continue
		}
		h.fullness = j.held + searchShare*h.Score/top + q.bonus(h) - less
		h.held = j.held
		out = append(out, h)
	}
	slices.SortStableFunc(out, func(a, b hit) int { return cmp.Compare(b.fullness, a.fullness) })
	if q.want == IntentYesNo {
		if both := s.disputed(out, q.question); len(both) > 0 {
			out = both
		} else {
			out = slices.DeleteFunc(out, func(h hit) bool { return h.held < surely })
		}
	}
	if q.want == IntentReason {
		out = slices.DeleteFunc(out, func(h hit) bool { return !q.reasoned(h.shown(), h.e.Article.Lang, h.held) })
	}
	out = s.fitting(unborrowed(out, q.question), q.want, q.counted, q.question)
	if q.agent && q.verb >= 0 && !slight[q.words[q.verb].fold] {
		out = slices.DeleteFunc(out, func(h hit) bool { return !q.acted(h.shown(), h.e.Article.Lang) })
	}
	if len(out) > 0 {
		a.Score = max(a.Score, out[0].held-0.2)
		if sure {
			a.Score = max(a.Score, 0.5)
		}
	}
	return out
}

// bonus is what a passage gains that names something where "which" asks for a
// name, and that begins with what is asked about.
func (q *inquiry) bonus(h hit) float64 {
	t := h.shown()
	ws := text.Words(t)
	x := 0.0
	first := text.Words(q.question)
	if len(first) > 1 && (first[0].Fold == "which" || first[0].Fold == "what" || first[0].Fold == "who") && !helping[first[1].Fold] {
		for i, w := range ws {
			if f := w.Fold; i > 0 && capital(w.In(t)) && country(f) == f && !openers[f] && !calendarWords[f] {
				x = namedBonus
			}
			if len(q.words) == 0 || q.words[0].answered(w.Fold, h.e.Article.Lang) == 0 {
				continue
			}
			for _, k := range []int{i - 1, i + 1} { // "Hillside School"
				if k >= 0 && k < len(ws) && capital(ws[k].In(t)) && !openers[ws[k].Fold] && ws[k].Fold != q.words[0].fold && t[min(w.End, ws[k].End):max(w.Start, ws[k].Start)] == " " {
					return nextBonus
				}
			}
		}
	}
	if p := (phrase{q.question, first}); p.is(0, "how") && len(first) > 1 {
		for _, w := range ws {
			if w.Fold == first[1].Fold || slices.Contains(answers[text.Stem(first[1].Fold, "")], w.Fold) && !strings.HasSuffix(w.Fold, "s") {
				x = 4 * namedBonus
			}
		}
	}
	if q.want == IntentNumber && len(ws) > 4 && !anyone(q.counted) && slices.ContainsFunc(text.Numbers(t), func(n text.Number) bool {
		return quantity(t, n) && n.Start < ws[4].Start && counts(t[n.Start:], q.counted)
	}) {
		x += openBonus
	}
	for _, w := range ws[:min(len(ws), 4)] {
		if slices.ContainsFunc(q.subjects(), func(s soughtWord) bool { return s.weight > 0.2 && s.answered(w.Fold, h.e.Article.Lang) == 1 }) {
			return x + openBonus
		}
	}
	return x
}

// nameless reports whether a passage speaks only of "a brand" where it is asked
// which one.
func (q *inquiry) nameless(t, lang string) bool {
	ws := text.Words(t)
	if of := called.FindStringSubmatch(q.question); of != nil {
		return !q.namedBeside(t, ws, text.Stem(text.Fold(of[1]), lang), lang)
	}
	if !strings.HasPrefix(strings.ToLower(q.question), "which ") || len(q.words) == 0 {
		return false
	}
	any := false
	for i, w := range ws {
		if q.words[0].answered(w.Fold, lang) < 1 {
			continue
		}
		if i == 0 || ws[i-1].Fold != "a" && ws[i-1].Fold != "an" && ws[i-1].Fold != "un" && ws[i-1].Fold != "una" {
			return false
		}
		any = true
	}
	return any
}

// called finds what a question asks the name of.
var called = regexp.MustCompile(`(?i)\bnames? of (?:the |an? )?([\pL-]+)`)

// namedBeside reports whether a name that the question does not have stands near a
// word of one stem.
func (q *inquiry) namedBeside(t string, ws []text.Word, stem, lang string) bool {
	for i, w := range ws {
		if text.Stem(w.Fold, lang) != stem {
			continue
		}
		for k := max(0, i-apart); k <= min(len(ws)-1, i+apart); k++ {
			f := ws[k].Fold
			if k > 0 && k != i && capital(ws[k].In(t)) && !openers[f] && !calendarWords[f] && !contains(plain(q.question), f) {
				return true
			}
		}
	}
	return false
}

// subjects are the words of the question but what happens.
func (q *inquiry) subjects() []soughtWord {
	if q.verb < 0 {
		return q.words
	}
	return slices.Concat(q.words[:q.verb], q.words[q.verb+1:])
}

const (
	namedBonus = 0.05 // a name
	nextBonus  = 0.3  // a name beside what is asked for
	wideMalus  = 0.1  // what it loses that answers only together with its neighbours
	openBonus  = 0.06 // it begins with what is asked about
)

// searchShare is what the rank of the search adds to how much of the question a
// passage holds.
const searchShare = 0.3

// widened asks a question with the words that may answer to those of it; empty
// where there are none.
func (s *snapshot) widened(q inquiry) string {
	var b strings.Builder
	more := false
	for _, w := range q.words {
		if w.weight == 0 {
			continue
		}
		b.WriteString(w.fold + " ")
		if w.name || w.number {
			continue
		}
		n := 0
		for _, k := range slices.Concat(search.Kin(w.fold), answers[text.Stem(w.fold, "")], english(w.fold)) {
			if f := text.Fold(k); f != w.fold && s.words.has(f) && n < widening {
				b.WriteString(f + " ")
				n++
				more = true
			}
		}
	}
	if !more {
		return ""
	}
	return b.String()
}

// widening is how many words are searched in place of one.
const widening = 6
