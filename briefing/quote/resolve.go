package quote

// resolve gives every report its person and its confidence.
func (f *finder) resolve() []Quote {
	out := make([]Quote, 0, len(f.reports))
	for _, r := range f.reports {
		r.Confidence = trust[r.form]
		out = append(out, r.Quote)
	}
	return out
}

// trust is how sure an attribution is by the way it was found.
var trust = map[rune]float64{
	'q': 0.97, 's': 0.96, 'f': 0.95, 'T': 0.9, 't': 0.85, 'r': 0.93, 'u': 0.9, 'o': 0.9, 'x': 0.8, 'a': 0.85, 'c': 0.8,
	'p': 0.7, 'n': 0.7, 'm': 0.5, 'd': 0.7, 'b': 0.6, 'w': 0.6, 'v': 0.4, 'k': 0.9, 'N': 0.7,
}
