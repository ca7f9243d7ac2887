package search

import (
	"math"
	"slices"
	"strings"

	"briefingbot/briefing/text"
)

// maxTerms is how many words of a question are searched; of a longer one (a
// pasted page) the rarest.
const maxTerms = 32

// want is what kind of answer a question asks for.
type want uint8

const (
	wantAny want = iota
	wantPerson
	wantNumber
	wantMoney
	wantShare
	wantMeasure // how long, how far, how old
	wantTime
	wantPlace
	wantReason
	wantMeaning // what is X, who is X
	wantEither  // is it so: what asserts and what denies
)

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
	role    int    // the term that is a role, where a person is asked for ("who is the MAYOR"); -1 if none
	quoted  []span // runs of terms in quotation marks
	fixed   []Correction

	slots   [tableLen]uint8  // what a vocabulary entry is to the question, open addressing
	keys    [tableLen]uint32 // the entry
	roots   [tableLen]uint8  // term + 1 by root
	rkeys   [tableLen]uint32
	hints   [256]bool // which bytes of roots the question has
	order   []int     // the terms, the weightiest first
	tallies []tally
}

// span is a run of terms.
type span struct{ from, to int }

// tableLen is room for all entries of the terms and their kin; kin are left out
// when they would fill more than half of it.
const tableLen = 512

// kinOf marks a slot of an entry that is only kin to the term.
const kinOf = 0x80

// spot is where the search for a key begins.
func spot(key uint32) uint32 { return key * 2654435761 >> 23 }

// match returns the term that is searched as entry id, or -1.
func (q *question) match(id uint32) int {
	if m := q.slots[q.slot(id)]; m != 0 && m < kinOf {
		return int(m) - 1
	}
	return -1
}

// slot returns the slot of an entry, or the free one it would have.
func (q *question) slot(id uint32) uint32 {
	i := spot(id)
	for q.slots[i] != 0 && q.keys[i] != id {
		i = (i + 1) % tableLen
	}
	return i
}

// rooted returns the term whose stem begins alike, or -1.
func (q *question) rooted(root uint32) int {
	for i := spot(root); q.roots[i] != 0; i = (i + 1) % tableLen {
		if q.rkeys[i] == root {
			return int(q.roots[i]) - 1
		}
	}
	return -1
}

// place fills the tables.
func (q *question) place() {
	used := 0
	put := func(id uint32, mark uint8) {
		if i := q.slot(id); q.slots[i] == 0 && used < tableLen/2 {
			q.slots[i], q.keys[i] = mark, id
			used++
		}
	}
	for j, t := range q.terms {
		for _, id := range t.ids {
			put(id, uint8(j)+1)
		}
		if t.root == 0 || q.rooted(t.root) >= 0 {
			continue
		}
		i := spot(t.root)
		for q.roots[i] != 0 {
			i = (i + 1) % tableLen
		}
		q.roots[i], q.rkeys[i] = uint8(j)+1, t.root
		q.hints[hint(t.root)] = true
	}
	for j, t := range q.terms {
		for _, id := range t.kin {
			put(id, uint8(j)+1|kinOf)
		}
	}
}

// Words of a question that ask rather than name what is asked about.
var askWords = set(`who whom whose what when where why which how many much did does do is are was were
	true please tell show find give list describe explain know information concerning regarding
	chi che cosa quando dove perche quale quali come quanto quanta quanti quante dimmi mostra spiega`)

// Words that name the kind of answer: they are seldom printed beside it.
var softWords = set(`name names named called call kind kinds type types sort term word words example examples
	happen happened happens occur occurred take took place did use used year date time day month
	person people someone mean meaning means definition refer refers describe described
	considered known main purpose way made make article text according
	chiama chiamato tipo nome anno giorno`)

// wantOfNoun is what a noun after "what" or "which" asks for.
var wantOfNoun = wants(map[want]string{
	wantTime:  "year date day month decade century time era season anno giorno data mese secolo",
	wantPlace: "city country state place town location village county region continent area province river nation citta paese luogo regione",
	wantPerson: `person people man woman president actor actress author player leader company organization organisation group
		team singer king queen minister scientist artist writer politician band coach director official officials party persona`,
	wantShare:  "percentage percent proportion share fraction percentuale",
	wantNumber: "number amount quantity population score age temperature numero",
	wantMoney:  "price cost salary prezzo costo",
	wantReason: "reason cause causes motive purpose motivo causa ragione",
})

func wants(by map[want]string) map[string]want {
	m := map[string]want{}
	for k, words := range by {
		for w := range strings.FieldsSeq(words) {
			m[w] = k
		}
	}
	return m
}

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
	q.place()
	q.survey(s)
	q.weigh(s, ws)
	q.rankTerms()
	return q
}

// count finds the words of what is counted, from the place after "how many" on.
func (q *question) count(from int) {
	for j, t := range q.terms {
		switch {
		case from < 0 || t.number:
		case q.noun < 0 && t.at >= from && t.at < from+3:
			q.noun, q.nounEnd = j, j
		case q.noun >= 0 && t.at == q.terms[q.nounEnd].at+1:
			q.nounEnd = j
		}
	}
}

// ask finds what is asked for. It returns the place of the word after "how
// many", or -1.
func (q *question) ask(ws []text.Word) int {
	at := func(i int) string {
		if i < len(ws) {
			return ws[i].Fold
		}
		return ""
	}
	if c := at(0); yesNo[c] {
		q.want = wantEither
	}
	for i, w := range ws {
		switch w.Fold {
		case "who", "whom", "whose", "chi":
			q.want = wantPerson
			for k := 1; k <= 2; k++ {
				if classes[at(i+k)]&isSay != 0 {
					q.said, q.whoSaid = true, true
				}
			}
		case "when", "quando":
			q.want = wantTime
		case "where", "dove":
			q.want = wantPlace
		case "why", "perche":
			q.want = wantReason
		case "quanti", "quante", "quanta", "quanto":
			q.want = wantNumber
			return i + 1
		case "how", "come":
			return q.how(at, i)
		case "what", "which", "cosa", "che", "quale", "quali":
			q.what(ws, at, i)
		default:
			continue
		}
		return -1
	}
	return -1
}

// yesNo are the words that a question for yes or no begins with.
var yesNo = set("is are was were will would can could do does did has have had should may might e sono ha hanno sara")

func (q *question) how(at func(int) string, i int) int {
	switch at(i + 1) {
	case "many":
		q.want = wantNumber
		return i + 2
	case "much":
		q.want = wantMoney
		return i + 2
	case "big", "large", "small", "often", "late", "early", "strong":
		q.want = wantMeasure
	default:
		if units, ok := unitsOf[at(i+1)]; ok {
			q.want, q.units = wantMeasure, units
		}
	}
	return -1
}

// unitsOf are the words of which one stands beside the number that "how long"
// and its like ask for.
var unitsOf = map[string]string{
	"long": "year month week day hour minute second decade mile kilometer kilometre km meter metre foot feet inch from until since between",
	"old":  "year years age aged old born",
	"far":  "mile kilometer kilometre km meter metre foot feet",
	"tall": "meter metre m foot feet inch cm ft", "high": "meter metre m foot feet ft percent", "deep": "meter metre m foot feet ft",
	"wide": "meter metre mile kilometer km foot feet", "fast": "mph hour km kilometer mile knot second",
	"heavy": "kg kilogram pound ton tonne lb gram", "hot": "degree celsius fahrenheit", "cold": "degree celsius fahrenheit",
}

func (q *question) what(ws []text.Word, at func(int) string, i int) {
	if at(i+1) == "time" {
		q.want, q.units = wantMeasure, "am pm noon midnight clock gmt cet et ora ore"
		return
	}
	for k := i + 1; k <= i+4 && (q.want == wantAny || q.want == wantEither); k++ {
		if w, ok := wantOfNoun[at(k)]; ok {
			q.want = w
		}
		if b := classes[at(k)] & isBe; b != 0 && k == i+1 {
			continue
		}
		if !text.Stop(at(k), "en") && at(k) != "name" && at(k) != "type" && at(k) != "kind" && k > i+2 {
			break
		}
	}
	for _, w := range ws[i+1:] {
		if classes[w.Fold]&isSay != 0 {
			q.said = true
		}
	}
	if (q.want == wantAny || q.want == wantEither) && classes[at(i+1)]&isBe != 0 {
		q.want = wantMeaning
	}
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
		t.root = s.vocab.words[t.ids[0]].root
	} else {
		t.root = rootOf(w.Fold, 0)
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

// second is the question's second word.
func (q *question) second(ws []text.Word) string {
	if len(ws) < 2 {
		return ""
	}
	return ws[1].Fold
}

func (q *question) onlyNames() bool {
	for _, t := range q.terms {
		if !t.name {
			return false
		}
	}
	return len(q.terms) > 0
}
