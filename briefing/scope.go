package briefing

// Within returns the articles that keep says true of as a corpus of their own:
// it briefs and answers as if there were no others. It shares the index of c, so
// making one is cheap, and it does not see what is added to c later. Nothing may
// be added to it.
func (c *Corpus) Within(keep func(*Article) bool) *Corpus {
	s := c.snapshot()
	n := &snapshot{index: s.index, words: s.words, dead: s.dead, docs: make([]*entry, len(s.docs))}
	for _, e := range s.entries {
		if keep(e.Article) {
			n.entries = append(n.entries, e)
			n.docs[e.doc] = e
		}
	}
	within := &Corpus{}
	within.now.Store(n.derived())
	return within
}
