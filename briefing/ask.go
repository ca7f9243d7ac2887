package briefing

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"briefingbot/briefing/search"
	"briefingbot/briefing/text"
)

// longest is how much of a question is read, in bytes: more is no question.
const longest = 2000

// Ask answers a question in the asker's own words with at most limit facts; 0
// means 5.
func (c *Corpus) Ask(question string, limit int) Answer {
	if limit <= 0 {
		limit = 5
	}
	s := c.snapshot()
	a := Answer{Question: question}
	question = legible(question)
	question, a.Corrected = s.reasked(elided.Replace(question))
	r := understand(question)
	a.Intent = r.intent
	switch {
	case r.who != "":
		b := s.said(a, r.who, r.about, limit)
		if p := (phrase{question, text.Words(question)}); !b.Found && len(b.Missing) == 0 && p.in(0, openYesNo) { // "did Italy deny it"
			plainly := a
			plainly.Intent = IntentYesNo
			if plainly = s.answer(plainly, request{intent: IntentYesNo}, question, limit); plainly.Found {
				return plainly
			}
		}
		return b
	case r.sides:
		return s.bothSides(a, r.about, limit)
	case r.against:
		return s.opposed(a, r.about, r.critics, limit)
	case r.words != "":
		b := s.whoSaid(a, r.words, limit)
		if !b.Found && between(question) == "" { // who wrote the report, who called for an inquiry
			plainly := a
			plainly.Intent = IntentPerson
			if plainly = s.answer(plainly, request{intent: IntentPerson}, question, limit); plainly.Found {
				return plainly
			}
		}
		if rest := strings.Replace(question, r.words, "", 1); !b.Found && len(b.Facts) == 0 && !bySpeech(rest) {
			return s.nearest(a, rest, limit) // whoever is named beside the words
		}
		return b
	}
	if r.whois != "" {
		if b, ok := s.introduced(a, r.whois, limit); ok {
			return b
		}
	}
	if b, ok := s.spelledOut(a, question, limit); ok {
		return b
	}
	if b, ok := s.faced(a, question); ok {
		return b
	}
	if r.intent == IntentPassage {
		if who, about := s.bareName(question); who != "" {
			b := a
			b.Intent = IntentSpeech
			if b = s.said(b, who, about, limit); b.Found {
				return b
			}
		}
	}
	return s.answer(a, r, question, limit)
}

// legible returns as much of a question as is read, in whole characters.
func legible(question string) string {
	if len(question) <= longest {
		return question
	}
	question = question[:longest]
	for !utf8.ValidString(question) && len(question) > longest-utf8.UTFMax {
		question = question[:len(question)-1]
	}
	return question
}

// bySpeech reports whether s says no more than "who said".
func bySpeech(s string) bool {
	for t := range wanted(s) {
		if !speaking[t] && asking[t] == "" {
			return false
		}
	}
	return true
}

// bareName reads a question that is only a speaker's name, with or without a
// topic behind it: "piantedosi ice".
func (s *snapshot) bareName(question string) (who, about string) {
	p := phrase{question, text.Words(question)}
	for n := min(4, len(p.ws)); n > 0; n-- {
		who, about = p.part(0, n), p.part(n, len(p.ws))
		if strings.TrimLeft(about, " ") != "" && p.in(n, joints) {
			about = p.after(n)
		}
		people, _ := s.society().find(who, s.words)
		for _, q := range people {
			if t := q.tier(asked(who)); !q.group && (t == 0 || t == 1 || len(asked(who)) == 1 && t > 2) {
				return who, about
			}
		}
	}
	return "", ""
}

// answer answers a with the passages that search finds. Where a word of the
// question is Italian and means several things, each is tried.
func (s *snapshot) answer(a Answer, r request, question string, limit int) Answer {
	var best Answer
	for n := 0; ; n++ {
		english, more := s.meant(question, n)
		counted, _ := s.meant(r.counted, n)
		b := s.answerIn(a, r.intent, counted, english, limit)
		if n == 0 || b.Found && !best.Found || b.Found == best.Found && b.Score > best.Score {
			best = b
		}
		if !more || best.Found {
			return best
		}
	}
}

// answerIn answers a question whose words are the corpus's, but for slips;
// counted is what it counts, if anything.
func (s *snapshot) answerIn(a Answer, want Intent, counted, question string, limit int) Answer {
	question, fixed := s.spelled(s.renamed(question))
	a.Corrected = append(slices.Clone(a.Corrected), fixed...)
	question = claimed(question)
	counted, _ = s.spelled(counted)
	about := question
	if want == IntentNumber {
		about = countable(question)
	}
	about = howSoon.Replace(about)
	hits, res := s.search(about, max(40, 4*limit))
	a.Score = res.Score
	a.Missing = s.absent(question)
	q := s.inquire(question, want, counted)
	fit := s.answering(&a, q, hits, res.Answers)
	if len(fit) == 0 && len(a.Missing) == 0 {
		if wide := s.widened(q); wide != "" {
			more, _ := s.search(wide, max(40, 4*limit))
			if fit = s.answering(&a, q, more, false); len(fit) > 0 {
				hits = more
			}
		}
	}
	if a.Found = len(fit) > 0 && len(a.Missing) == 0; a.Found {
		hits = fit
	}
	if a.Found {
		a.Corrected = append(a.Corrected, read(res)...)
	} else {
		a.Score = min(a.Score, unanswered)
		s.lament(&a, res.Missing)
		if want == IntentNumber && len(a.Missing) == 0 && !anyone(counted) && !s.figured(counted, hits) {
			a.Uncounted = counted
		}
	}
	if a.Found {
		hits = slices.DeleteFunc(hits, func(h hit) bool { return h.held < hits[0].held-besideHeld })
	} else {
		hits = related(hits, question, false)
	}
	facts := s.fold(hits, limit)
	a.Found = a.Found && len(facts) > 0
	if want == IntentYesNo {
		facts = sides(facts, question)
	}
	return s.close(a, facts, hits)
}

// unanswered is the most that the chance of what is no answer may be.
const unanswered = 0.45

// figured reports whether the corpus gives a number of what is counted, as far as
// the search finds it, whatever else the question asks of it.
func (s *snapshot) figured(counted string, hits []hit) bool {
	gives := func(h hit) bool { return counts(h.shown(), counted) }
	if slices.ContainsFunc(hits, gives) {
		return true
	}
	hits, _ = s.search(counted, mostNaming)
	return slices.ContainsFunc(hits, gives)
}

// besideHeld is how much less of the question than the best a passage may hold
// that is shown beside it.
const besideHeld = 0.12

// surely is the chance from which a passage answers a yes-or-no question whose
// words it lacks.
const surely = 0.8

// claimed returns what a question asks the truth of.
func claimed(question string) string {
	for _, open := range []string{"is it true that ", "is it the case that ", "is it right that ", "is it correct that ", "is it true ", "è vero che "} {
		if len(question) > len(open) && strings.EqualFold(question[:len(open)], open) {
			return question[len(open):]
		}
	}
	return question
}

// nearest answers a, which has no answer, with the nearest passages.
func (s *snapshot) nearest(a Answer, query string, limit int) Answer {
	hits, res := s.search(query, max(40, 4*limit))
	a.Missing = join(a.Missing, s.absent(query))
	a.Found, a.Score = false, min(res.Score, 0.3)
	hits = related(hits, query, false)
	return s.close(a, s.fold(hits, limit), hits)
}

// close numbers the citations and keeps the ranking.
func (s *snapshot) close(a Answer, facts []Fact, hits []hit) Answer {
	var g register
	for _, f := range facts {
		a.Facts = append(a.Facts, g.fact(f))
	}
	a.Citations = g.all
	for _, h := range hits[:min(10, len(hits))] {
		a.Explain = append(a.Explain, Ranked{h.passage(), h.Score, h.Features})
	}
	return a
}

// absent returns the names of the question that the corpus does not print; the
// words of one name stay together.
func (s *snapshot) absent(question string) []string {
	var out []string
	end := -1 // of the last absent word
	for i, w := range text.Words(question) {
		printed := w.In(question)
		if !capital(printed) || i == 0 && (asking[w.Fold] != "" || openYesNo[w.Fold]) || openers[w.Fold] || text.Stop(w.Fold, "") || speaking[w.Fold] {
			continue
		}
		if s.words.has(w.Fold) || s.words.has(country(w.Fold)) {
			continue
		}
		if end >= 0 && question[end:w.Start] == " " {
			out[len(out)-1] += " " + printed
		} else {
			out = append(out, printed)
		}
		end = w.End
	}
	return out
}

// measures are words that ask, after "how".
var measures = table(`long soon old far high tall big large often hot deep wide quickly fast much many`)

// lament puts what the search found wanting where it belongs: what the corpus
// lacks, and what it prints, but not there.
func (s *snapshot) lament(a *Answer, wanting []string) {
	for _, w := range wanting {
		if f := text.Fold(w); measures[f] || text.Stop(f, "it") || len(f) < 2 {
			continue
		}
		if fold := text.Fold(w); s.words.has(fold) || s.words.has(singular(fold)) || s.words.has(fold+"s") {
			a.Apart = append(a.Apart, w)
		} else {
			a.Missing = join(a.Missing, []string{w})
		}
	}
}

// join appends what list does not name yet.
func join(list, more []string) []string {
	for _, w := range more {
		if !slices.ContainsFunc(list, func(have string) bool { return strings.Contains(plain(have), plain(w)) }) {
			list = append(list, w)
		}
	}
	return list
}

// read returns the words that the index read as others.
func read(res search.Result) []Correction {
	var out []Correction
	for _, c := range res.Corrected {
		if strings.ContainsAny(c.Typed+c.Read, " ") {
			continue // another way to say it, no misspelling
		}
		out = append(out, Correction{Typed: c.Typed, Read: c.Read})
	}
	return out
}

// fold makes facts of hits: those that carry one fact become one, with all
// its citations.
func (s *snapshot) fold(hits []hit, limit int) []Fact {
	if len(hits) == 0 {
		return nil
	}
	g := s.grouped(hits)
	var out []Fact
	used := map[int]bool{}
	var shown []Passage
	for _, h := range hits {
		if len(out) == limit {
			break
		}
		r, ok := g.ref(h.e, h.e.Layout.Sentences[h.Sentence].Start)
		if !ok || slices.ContainsFunc(shown, func(p Passage) bool { return p.Article == h.e.Article && p.Span.Meets(h.passage().Span) }) {
			continue
		}
		i, known := g.of[r]
		if known && used[i] {
			continue
		}
		used[i] = used[i] || known
		f := g.fact(r)
		f.Passage = h.passage()
		f.Citations[0].Passage = f.Passage
		shown = append(shown, f.Passage)
		out = append(out, f)
	}
	return out
}

// smallCorpus is the number of articles up to which the facts of all of them
// are worked out once; above it, those of the articles that were hit.
const smallCorpus = 64

// grouped returns the facts among the articles that were hit.
func (s *snapshot) grouped(hits []hit) *grouping {
	if len(s.entries) <= smallCorpus {
		return s.groups()
	}
	var es []*entry
	for _, h := range hits {
		if !slices.Contains(es, h.e) && len(es) < smallCorpus/2 {
			es = append(es, h.e)
		}
	}
	slices.SortFunc(es, func(a, b *entry) int { return cmp.Compare(a.Article.ID, b.Article.ID) })
	return group(es)
}
