package search

import "strings"

// Correction is a word of the question that was read as a word of the corpus.
type Correction struct{ Typed, Read string }

// Words shorter than these are too like too many others to be corrected by one
// or two letters.
const (
	oneSlip  = 5
	twoSlips = 8
)

// spell reads words that the corpus lacks as the nearest it has. A word that it
// has is never touched, nor one that carries digits.
func (s *state) spell(q *question) {
	for j := range q.terms {
		t := &q.terms[j]
		if len(t.ids) > 0 || len(t.kin) > 0 || t.number || len(t.fold) < oneSlip || len(t.fold) > longest || strings.ContainsAny(t.fold, "0123456789") {
			continue
		}
		read, ok := s.nearest(t.fold)
		if !ok {
			continue
		}
		t.ids = s.lookup(read)
		t.root = s.vocab.root(t.ids[0])
		t.fold = read
		t.soft *= 0.9
		q.fixed = append(q.fixed, Correction{Typed: t.typed, Read: read})
	}
}

// nearest returns the word of the corpus that fold most likely stands for: one
// slip away, else two slips with the same first letter; of several the one that
// is printed most.
func (s *state) nearest(fold string) (string, bool) {
	most := 1
	if len(fold) >= twoSlips {
		most = 2
	}
	best, top := "", 0
	for n := len(fold) - most; n <= min(longest, len(fold)+most); n++ {
		for _, c := range openings(fold) {
			for next := s.vocab.chains[n][c%32].Load(); next != 0; {
				id := next - 1
				if int(id) >= len(s.vocab.words) {
					break // the chain is ahead of this state
				}
				next = s.vocab.prev[id]
				w := &s.vocab.words[id]
				b := s.vocab.bytes[w.at : w.at+uint32(n)]
				score := s.likeness(b, fold, most, w)
				if score > top || score == top && score > 0 && string(b) < best {
					best, top = string(b), score
				}
			}
		}
	}
	return best, best != ""
}

// openings are the letters that a word one slip from fold may begin with, but
// for slips of the first letter that are no likely ones.
func openings(fold string) []byte {
	out := []byte{fold[0]}
	add := func(c byte) {
		for _, o := range out {
			if o%32 == c%32 {
				return
			}
		}
		out = append(out, c)
	}
	add(fold[1])
	for c := byte('a'); c <= 'z'; c++ {
		if unlike(c, fold[0]) == 1 {
			add(c)
		}
	}
	return out
}

// likeness is how likely a word of the corpus stands for fold; 0 is not at all.
func (s *state) likeness(b []byte, fold string, most int, w *word) int {
	same := b[0] == fold[0]
	if !same && b[len(b)-1] != fold[len(fold)-1] {
		return 0 // one slip does not change both ends
	}
	d := one(b, fold)
	if d > 1 && (most == 1 || !same || slips(b, fold, 2) > 2) || w.class&isDigits != 0 {
		return 0
	}
	score := min(s.df(w.term), 1<<19)
	if d == 1 {
		score += 1 << 22
	}
	if same {
		score += 1 << 20
	}
	return score
}

// one is the number of slips between a and b if it is at most one, else two.
func one(a []byte, b string) int {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	x, y := len(a), len(b)
	for x > i && y > i && a[x-1] == b[y-1] {
		x--
		y--
	}
	switch x, y = x-i, y-i; {
	case x+y <= 1:
		return x + y
	case x == 1 && y == 1:
		return unlike(a[i], b[i])
	case x == 2 && y == 2 && a[i] == b[i+1] && a[i+1] == b[i]:
		return 1
	}
	return 2
}

// df is how many sentences in segments hold an entry, and a guess for the
// newest articles: one, so that every word of theirs counts.
func (s *state) df(id uint32) int {
	n := 1
	for _, m := range s.segments {
		if e, ok := m.find(id); ok {
			n += e.n
		}
	}
	return n
}

// slips is the number of letters to insert, drop, replace or swap with the next
// one that turn a into b, or most+1 if there are more than that.
func slips(a []byte, b string, most int) int {
	if len(a)-len(b) > most || len(b)-len(a) > most {
		return most + 1
	}
	var rows [3][maxWord + 8]int
	if len(b) >= maxWord {
		return most + 1
	}
	for j := range len(b) + 1 {
		rows[1][j] = j
	}
	for i := 1; i <= len(a); i++ {
		old, prev, row := &rows[(i+2)%3], &rows[i%3], &rows[(i+1)%3]
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := unlike(a[i-1], b[j-1])
			v := min(prev[j]+1, row[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				v = min(v, old[j-2]+1)
			}
			row[j] = v
			least = min(least, v)
		}
		if least > most {
			return most + 1
		}
	}
	return rows[(len(a)+1)%3][len(b)]
}

// unlike is what it costs to read one letter as another: nothing for itself, a
// slip for a vowel or consonant that sounds alike. Other letters make another
// word ("stating" is no misspelt "skating").
func unlike(a, b byte) int {
	if a == b {
		return 0
	}
	if sounds[a]&sounds[b] != 0 {
		return 1
	}
	return 2
}

// sounds has a bit for each group of letters that sound alike.
var sounds = func() (t [256]uint16) {
	for i, group := range [...]string{"aeiouy", "ckq", "csz", "fv", "vw", "mn", "td", "bp", "gj", "jy"} {
		for _, c := range []byte(group) {
			t[c] |= 1 << i
		}
	}
	return t
}()
