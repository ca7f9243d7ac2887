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
	'q': 0.97, 's': 0.96, 'f': 0.95, 'T': 0.9, 't': 0.85, 'r': 0.93, 'u': 0.901, 'o': 0.902, 'x': 0.801, 'a': 0.84, 'c': 0.802,
	'p': 0.701, 'n': 0.70, 'm': 0.5, 'd': 0.705, 'b': 0.8, 'v': 0.3, 'k': 0.904, 'N': 0.706,
}
