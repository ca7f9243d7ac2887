package web

import (
	"net/http"
	"slices"
	"sync"
	"time"

	"briefingbot/briefing"
)

// patience is how often a briefing that is dear to make is made again: at most
// this share of the time is spent on it.
const patience = 20

// dear is what a briefing may take to make without that.
const dear = 200 * time.Millisecond

// edition is the briefing that the front page shows.
type edition struct {
	making sync.Mutex // is held by who makes one

	mu    sync.Mutex
	brief briefing.Briefing // made from brief.Articles
	made  time.Time         // when; zero before the first
	took  time.Duration
}

// good returns the briefing where it needs not be made again now.
func (e *edition) good(articles []*briefing.Article, now time.Time) (briefing.Briefing, bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	rests := e.took > dear && now.Before(e.made.Add(patience*e.took))
	return e.brief, !e.made.IsZero() && (rests || slices.Equal(articles, e.brief.Articles))
}

// current returns the briefing of the corpus as it is now. It is made again only
// when the articles are others. With many articles that takes a while: then
// readers are shown the last one until the next is due, and while one of them
// makes it.
func (s *site) current() briefing.Briefing {
	now := s.Corpus.Articles()
	e := &s.news
	if b, ok := e.good(now, s.Now()); ok {
		return b
	}
	if !e.making.TryLock() {
		e.mu.Lock()
		b, made := e.brief, !e.made.IsZero()
		dear := e.took > dear
		e.mu.Unlock()
		if made && dear {
			return b
		}
		e.making.Lock()
	}
	defer e.making.Unlock()
	if b, ok := e.good(now, s.Now()); ok { // somebody else has just made it
		return b
	}
	start := time.Now()
	b := s.Corpus.Brief(briefing.Options{Topics: s.Topics, Words: s.Words, Items: s.Items})
	b.Articles = now // an empty window holds all of them
	e.mu.Lock()
	defer e.mu.Unlock()
	e.brief, e.made, e.took = b, s.Now(), time.Since(start)
	return b
}

func (s *site) briefingJSON(w http.ResponseWriter, _ *http.Request) {
	s.writeJSON(w, http.StatusOK, s.current())
}
