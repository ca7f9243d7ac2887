package main

import (
	"context"
	"sync"

	"briefingbot/briefing"
	"briefingbot/briefing/copies"
)

// kin knows which articles are copies of one another: ten outlets that print one
// wire story are one independent source.
type kin struct {
	mu     sync.Mutex
	index  *copies.Index
	number map[string]int // article → its number in the index, by the text it had last
	whole  bool           // all articles of the corpus are in
}

func newKin() *kin { return &kin{index: copies.New(), number: map[string]int{}} }

// learn puts all articles in that are not there yet. It takes a while.
func (k *kin) learn(ctx context.Context, all []*briefing.Article) {
	for _, a := range all {
		if ctx.Err() != nil {
			return
		}
		k.add(a, false)
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.whole = true
}

// add puts an article in; again only if its text has changed.
func (k *kin) add(a *briefing.Article, changed bool) {
	k.mu.Lock()
	_, there := k.number[a.ID]
	k.mu.Unlock()
	if there && !changed {
		return
	}
	s := copies.Of(a.Text)
	k.mu.Lock()
	defer k.mu.Unlock()
	k.number[a.ID], _ = k.index.Add(s)
}

// independent is how many independent sources some articles are; ok is false
// while that is not known.
func (k *kin) independent(all []*briefing.Article) (n int, ok bool) {
	if k == nil {
		return 0, false
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if !k.whole {
		return 0, false
	}
	groups := map[int]bool{}
	for _, a := range all {
		number, there := k.number[a.ID]
		if !there {
			return 0, false
		}
		groups[k.index.Group(number)] = true
	}
	return len(groups), true
}
