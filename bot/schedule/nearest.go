package schedule

// nearestWord is the known word with the fewest typing errors: at most two, and
// less than a third of it.
func nearestWord(w string) string {
	best, least := "", 3
	try := func(known string) {
		if d := typos(w, known); d < least && 3*d < len(known) || d == least && best != "" && known < best && 3*d < len(known) {
			best, least = known, d
		}
	}
	for known := range dayNamed {
		try(known)
	}
	for known := range daysNamed {
		try(known)
	}
	for known := range partNamed {
		try(known)
	}
	for known := range timeNamed {
		try(known)
	}
	return best
}

// typos counts the letters that were added, lost, changed or swapped.
func typos(a, b string) int {
	x, y := []rune(a), []rune(b)
	if len(x) > 30 || max(len(x)-len(y), len(y)-len(x)) > 2 {
		return 3
	}
	rows := make([][]int, len(x)+1)
	for i := range rows {
		rows[i] = make([]int, len(y)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(x); i++ {
		for j := 1; j <= len(y); j++ {
			change := rows[i-1][j-1]
			if x[i-1] != y[j-1] {
				change++
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, change)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(x)][len(y)]
}

// shorten keeps a word that is shown readable.
func shorten(w string) string {
	if r := []rune(w); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return w
}
