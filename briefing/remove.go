package briefing

import "slices"

// Remove takes an article out. Answers that were given keep their passages.
func (c *Corpus) Remove(id string) {
	c.adding.Lock()
	defer c.adding.Unlock()
	if s, was := c.snapshot().without(id); was {
		c.now.Store(s)
	}
}

// without returns a snapshot that does not hold the article, and whether s does.
func (s *snapshot) without(id string) (n *snapshot, was bool) {
	i, was := s.find(id)
	if !was {
		return s, false
	}
	n = &snapshot{index: s.index, words: s.words, dead: s.dead + 1, docs: slices.Clone(s.docs)}
	n.docs[s.entries[i].doc] = nil
	n.entries = slices.Delete(slices.Clone(s.entries), i, i+1)
	n.follow(s)
	return n.derived(), true
}
