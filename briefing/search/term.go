package search

import (
	"slices"
	"strings"

	"briefingbot/briefing/text"
)

// Words that name the kind of answer: they are seldom printed beside it.
var softWords = set(`name names named called call kind kinds type types sort term word words example examples
	happen happened happens occur occurred take took place did use used year date time day month
	person people someone mean meaning means definition refer refers describe described
	considered known main purpose way made make article text according
	chiama chiamato tipo nome anno giorno`)

// term adds the word at i of the question, looked up in the languages of the
// corpus.
func (s *state) term(q *question, str string, ws []text.Word, i int) {
	w := ws[i]
	t := term{typed: w.In(str), fold: w.Fold, at: i, soft: 1}
	t.capital = i > 0 && capital(str, w)
	t.number = classes[w.Fold]&isNumber != 0 || w.Fold[0] >= '0' && w.Fold[0] <= '9'
	if softWords[w.Fold] {
		t.soft = 0.3
	}
	if q.said && classes[w.Fold]&isSay != 0 {
		t.soft = 0.1
	}
	t.ids = s.lookup(w.Fold)
	if !t.capital {
		t.kin = s.relatives(w.Fold, kin)
		t.ids = union(t.ids, s.relatives(w.Fold, forms))
		if len(t.ids) == 0 && len(t.kin) > 0 {
			t.ids, t.soft = t.kin[:min(len(t.kin), 4)], t.soft*stranger
		}
	}
	if len(t.ids) > 0 {
		t.root = s.vocab.root(t.ids[0])
	} else {
		t.root = rootOf(w.Fold, 0)
	}
	q.add(t)
}

// figure makes one term of a number, however it is written.
func (s *state) figure(q *question, ws []text.Word, n text.Number, used []bool) {
	v := value(n)
	id, ok := s.vocab.find(v)
	if v == "" || !ok && v != text.Fold(n.In(q.text)) {
		return
	}
	first := -1
	for i, w := range ws {
		if n.Covers(w.Span) {
			used[i] = true
			if first < 0 {
				first = i
			}
		}
	}
	if first < 0 || ws[first].Fold == "one" {
		return
	}
	t := term{typed: n.In(q.text), fold: v, at: first, soft: 1, number: true}
	if ok {
		t.ids = []uint32{s.vocab.words[id].term}
	}
	q.add(t)
}

// stranger is what a word of the question counts that the corpus lacks, but not
// its kin.
const stranger = 0.7

// lookup returns the entries a folded word is searched as, one for each
// language of the corpus that knows it.
func (s *state) lookup(fold string) []uint32 {
	var ids []uint32
	for _, lang := range s.langs {
		id, ok := s.vocab.find(key(fold, lang))
		if !ok {
			id, ok = s.vocab.find(key(text.Stem(fold, lang), lang))
		}
		if !ok {
			continue
		}
		if id = s.vocab.words[id].term; !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// relatives returns what the words of table that go with a word are searched as.
// The table lists words as dictionaries do, so the stem is tried as well.
func (s *state) relatives(fold string, table map[string][]string) []uint32 {
	ws := table[fold]
	if ws == nil {
		ws = table[base(fold, table)]
	}
	var ids []uint32
	for _, w := range ws {
		ids = union(ids, s.lookup(w))
	}
	return ids
}

// base strips the endings of a regular verb or plural until table knows the
// word.
func base(fold string, table map[string][]string) string {
	for _, end := range [...]string{"s", "es", "d", "ed", "ing"} {
		if w, ok := strings.CutSuffix(fold, end); ok && len(w) > 2 {
			if table[w] != nil {
				return w
			}
			if table[w+"e"] != nil {
				return w + "e"
			}
		}
	}
	return ""
}

// union appends to a what of b it lacks.
func union(a, b []uint32) []uint32 {
	for _, id := range b {
		if !slices.Contains(a, id) {
			a = append(a, id)
		}
	}
	return a
}

// add puts t in unless the question has the word already.
func (q *question) add(t term) {
	for j := range q.terms {
		u := &q.terms[j]
		if u.fold == t.fold || len(t.ids) > 0 && len(u.ids) > 0 && u.ids[0] == t.ids[0] {
			u.capital = u.capital || t.capital
			u.soft = max(u.soft, t.soft)
			return
		}
	}
	q.terms = append(q.terms, t)
}

// prune keeps the terms in the order of the question, and of too many the
// longest.
func (s *state) prune(q *question) {
	if len(q.terms) > maxTerms {
		slices.SortStableFunc(q.terms, func(a, b term) int { return len(b.fold) - len(a.fold) })
		q.terms = q.terms[:maxTerms]
	}
	slices.SortStableFunc(q.terms, func(a, b term) int { return a.at - b.at })
}
