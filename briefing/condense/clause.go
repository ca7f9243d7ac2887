package condense

import (
	"strings"

	"briefingbot/briefing/text"
)

// clauses returns the content words of each clause of some length.
func (e *evidence) clauses(i int) [][]int32 {
	if k, ok := e.said[i]; ok {
		return k
	}
	if e.said == nil {
		e.said = map[int][][]int32{}
	}
	printed := e.printed(i)
	words := text.Words(printed)
	var out [][]int32
	var now []int32
	end := func() {
		if len(now) >= enoughFor {
			out = append(out, now)
		}
		now = nil
	}
	for n, w := range words {
		if n > 0 && (strings.ContainsAny(printed[words[n-1].End:w.Start], ",;:.()\"“”«»—–…") || clauseOpeners[w.Fold]) {
			end()
		}
		now = append(now, e.content(w)...)
	}
	end()
	e.said[i] = out
	return out
}

var clauseOpeners = map[string]bool{
	"that": true, "while": true, "which": true, "who": true, "but": true, "because": true, "after": true, "before": true,
	"although": true, "though": true, "despite": true, "che": true, "mentre": true,
}

// clauseIn returns how many content words j shares, in the same order, with a
// clause of i that it says nearly all of; 0 if it says none.
func (e *evidence) clauseIn(i, j int) int {
	words := e.c.words(&e.c.sentences[j])
	best := 0
	for _, clause := range e.clauses(i) {
		if len(clause) > longClause {
			continue
		}
		n := ordered(clause, words)
		if n >= enoughFor && float64(n) >= clausal*float64(len(clause)) {
			best = max(best, n)
		}
	}
	return best
}

const longClause = 40 // content words from which a clause is none

// ordered is the length of the longest common subsequence.
func ordered(a, b []int32) int {
	row := make([]int, len(a)+1)
	for _, w := range b {
		diagonal := 0
		for i, x := range a {
			above := row[i+1]
			if x == w {
				row[i+1] = diagonal + 1
			} else {
				row[i+1] = max(row[i+1], row[i])
			}
			diagonal = above
		}
	}
	return row[len(a)]
}
