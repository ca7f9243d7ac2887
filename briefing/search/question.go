package search

import (
	"math"
	"strings"

	"briefingbot/briefing/text"
)

// maxTerms is how many words of a question are searched; of a longer one (a
// pasted page) the longest.
const maxTerms = 32

// term is one word of the question that is searched.
type term struct {
	typed   string
	fold    string
	ids     []uint32 // entries of the vocabulary it is searched as
	kin     []uint32 // entries that often answer to it
	root    uint32
	at      int // its place among the words of the question
	df      int // sentences of the corpus that hold it
	found   []found
	names   int // how often it stands there with a capital
	soft    float64
	weight  float64 // its idf, less for words that say little
	capital bool    // typed with one, not as the first word
	name    bool
	number  bool
}

// question is a query taken apart.
type question struct {
	text    string
	terms   []term
	total   float64 // sum of the weights
	want    want
	said    bool   // who said …, what did … say
	whoSaid bool   // who said …: the speaker is asked for
	units   string // words that stand beside the number asked for
	unitIDs []uint32
	noun    int    // the first term of what is counted ("how many ICE agents"); -1 if none
	nounEnd int    // the last one
	cased   bool   // the question has capitals, so that a word without one is no name
	role    int    // the term that is a role, where a person is asked for ("who is the MAYOR"); -1 if none
	quoted  []span // runs of terms in quotation marks
	fixed   []Correction

	slots   [tableLen]uint8  // what a vocabulary entry is to the question, open addressing
	keys    [tableLen]uint32 // the entry
	roots   [tableLen]uint8  // term + 1 by root
	rkeys   [tableLen]uint32
	hints   [256]bool // which hints its words and their kin have
	order   []int     // the terms, the weightiest first
	tallies []tally
}

// span is a run of terms.
type span struct{ from, to int }

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// italianWords tell a question in Italian from one in English.
var italianWords = set(`chi cosa quando dove perche quanti quante quanta quanto quale quali della del delle dei degli
	sull sulla sulle sul nella nel dell dall gli ha hanno detto sono cos`)

// maxWords is how many words of a question are read.
const maxWords = 600

// parse takes a question apart and looks its words up. room is for its tallies.
func (s *state) parse(str string, room []tally) *question {
	q := &question{text: str, noun: -1, role: -1, tallies: room}
	if len(str) > 16*maxWords {
		str = strings.ToValidUTF8(str[:16*maxWords], "")
	}
	ws := text.Words(str)
	ws = ws[:min(len(ws), maxWords)]
	lang := "en"
	for _, w := range ws {
		if italianWords[w.Fold] {
			lang = "it"
		}
	}
	counted := q.ask(ws)
	used := make([]bool, len(ws))
	for _, n := range text.Numbers(str) {
		s.figure(q, ws, n, used)
	}
	for i, w := range ws {
		if !used[i] && !askWords[w.Fold] && !text.Stop(w.Fold, lang) {
			s.term(q, str, ws, i)
		}
	}
	s.spell(q)
	s.prune(q)
	q.count(counted)
	for w := range strings.FieldsSeq(q.units) {
		q.unitIDs = union(q.unitIDs, s.lookup(w))
	}
	for j, t := range q.terms {
		if q.want == wantPerson && q.role < 0 && classes[t.fold]&isRole != 0 {
			q.role = j
		}
	}
	q.quote(str, ws)
	q.place(&s.vocab)
	q.survey(s)
	q.weigh(s, ws)
	q.rankTerms()
	return q
}

// quote finds the runs of terms in quotation marks.
func (q *question) quote(str string, ws []text.Word) {
	var marks []int
	for i, r := range str {
		if strings.ContainsRune("\"“”«»", r) {
			marks = append(marks, i)
		}
	}
	for i := 0; i+1 < len(marks) && i < 16; i += 2 {
		run := span{-1, -1}
		for j, t := range q.terms {
			if at := ws[t.at].Start; at > marks[i] && at < marks[i+1] {
				if run.from < 0 {
					run.from = j
				}
				run.to = j + 1
			}
		}
		if run.from >= 0 {
			q.quoted = append(q.quoted, run)
		}
	}
}

// weigh gives each term its weight, and tells names from other words: by their
// capital, or by how the corpus prints them.
func (q *question) weigh(s *state, ws []text.Word) {
	capitals := 0
	for _, t := range q.terms {
		if t.capital {
			capitals++
		}
	}
	q.cased = capitals > 0
	shouting := len(q.terms) > 3 && capitals >= len(q.terms)-1
	n := float64(len(s.lens))
	for j := range q.terms {
		t := &q.terms[j]
		idf := math.Log(1 + (n-float64(t.df)+0.5)/(float64(t.df)+0.5))
		t.weight = t.soft * max(idf, 0.1)
		q.total += t.weight
		printed := 10*t.names >= 7*t.df && t.df > 0
		t.name = !t.number && (printed || t.capital && (!shouting || t.df == 0))
	}
	if q.want == wantPerson && classes[q.second(ws)]&isBe != 0 && q.onlyNames() {
		q.want = wantMeaning
	}
}
