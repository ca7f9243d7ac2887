package briefing

import (
	"cmp"
	"slices"
	"sync"
	"sync/atomic"

	"briefingbot/briefing/search"
)

// Corpus is a set of articles that can be briefed and questioned. It is safe
// for use by several goroutines; readers are never blocked by Add.
type Corpus struct {
	adding sync.Mutex // one Add at a time
	now    atomic.Pointer[snapshot]
}

// NewCorpus returns a corpus of the given readings. What it answers does not
// depend on their order.
func NewCorpus(rs []Reading) *Corpus {
	sorted := slices.Clone(rs)
	slices.SortStableFunc(sorted, func(a, b Reading) int { return cmp.Compare(id(a), id(b)) })
	s := &snapshot{index: search.New(), words: newVocabulary()}
	for i, r := range sorted {
		if r.Article == nil || i+1 < len(sorted) && id(sorted[i+1]) == r.Article.ID {
			continue // the last reading of an article counts
		}
		s.entries = append(s.entries, s.take(r))
	}
	s.index.Compact()
	c := &Corpus{}
	c.now.Store(s.derived())
	return c
}

func id(r Reading) string {
	if r.Article == nil {
		return ""
	}
	return r.Article.ID
}

// Add puts an article in, or replaces the article of the same ID.
func (c *Corpus) Add(r Reading) {
	if r.Article == nil {
		return
	}
	c.adding.Lock()
	defer c.adding.Unlock()
	c.now.Store(c.snapshot().with(r))
}

// snapshot returns the corpus as it is at this moment.
func (c *Corpus) snapshot() *snapshot {
	if s := c.now.Load(); s != nil {
		return s
	}
	return (&snapshot{index: search.New(), words: newVocabulary()}).derived()
}

// Articles returns all articles, the newest first, then by ID.
func (c *Corpus) Articles() []*Article { return c.snapshot().articles() }

// Reading returns an article taken apart.
func (c *Corpus) Reading(id string) (Reading, bool) {
	e, ok := c.snapshot().entry(id)
	if !ok {
		return Reading{}, false
	}
	return e.reading(), true
}

// People returns everybody the corpus quotes, the most quoted first.
func (c *Corpus) People() []*Person { return slices.Clone(c.snapshot().society().people) }

// Statements returns what p said, in the order of the articles.
func (c *Corpus) Statements(p *Person) []Statement {
	if p == nil {
		return nil
	}
	s := c.snapshot()
	return number(s.statements(s.society().of(p)))
}

// Figures returns the quantities of the corpus: contested ones first, then
// those that most articles give.
func (c *Corpus) Figures() []Figure { return slices.Clone(c.snapshot().figures()) }

// Timeline returns what the corpus dates, in order of time; what is dated only
// "as printed" comes last.
func (c *Corpus) Timeline() []Event { return slices.Clone(c.snapshot().timeline()) }
