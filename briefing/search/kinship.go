package search

// Kin returns the words that stand for a folded word or often answer to it, the
// word itself among them; nil where none are known.
func Kin(fold string) []string {
	var out []string
	for _, table := range []map[string][]string{forms, kin} {
		if ws := table[fold]; ws != nil {
			out = append(out, ws...)
		} else {
			out = append(out, table[base(fold, table)]...)
		}
	}
	return out
}
