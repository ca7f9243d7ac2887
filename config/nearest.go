package config

import "strings"

// Nearest returns the candidate that word most probably means: the one with the
// fewest typing errors, at most most of them and less than half the word. It
// returns "" when there is none.
func Nearest(word string, candidates []string, most int) string {
	found, least := "", most+1
	for _, c := range candidates {
		d := typos(strings.ToLower(word), strings.ToLower(c), least)
		if d < least && 2*d < len(c) {
			found, least = c, d
		}
	}
	return found
}

// typos counts the letters that were added, lost, changed or swapped with their
// neighbour between a and b. It gives up at stop.
func typos(a, b string, stop int) int {
	x, y := []rune(a), []rune(b)
	if d := len(x) - len(y); d >= stop || -d >= stop {
		return stop
	}
	before, last, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row[0] = i
		for j := 1; j <= len(y); j++ {
			change := 1
			if x[i-1] == y[j-1] {
				change = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+change)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return min(last[len(y)], stop)
}
