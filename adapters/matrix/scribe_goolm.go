//go:build goolm

package matrix

import (
	"context"
	"fmt"
	"sync"

	"go.mau.fi/util/dbutil"
)

// scribe does small works on the keys: all that wait at the same time in one
// transaction, because a commit waits for the disk and SQLite has one writer.
// A work is done when its transaction is: what was sealed in it may leave then,
// and not before, or the same key would seal another message after a crash.
type scribe struct {
	db    *dbutil.Database
	alone sync.Mutex // held while it writes

	mu      sync.Mutex
	waiting []*work
	busy    bool
}

// work is one of them, with its result. It may be done twice: nothing of the
// first time is kept then.
type work struct {
	do   func(context.Context) error
	err  error
	done chan struct{}
}

// write does a work and returns when it is kept. The error is the work's own,
// or errNotKept.
func (s *scribe) write(ctx context.Context, do func(context.Context) error) error {
	mine := &work{do: do, done: make(chan struct{})}
	s.mu.Lock()
	s.waiting = append(s.waiting, mine)
	lead := !s.busy
	s.busy = true
	s.mu.Unlock()
	if lead {
		go s.serve(context.WithoutCancel(ctx)) // it ends when nobody waits
	}
	<-mine.done
	return mine.err
}

// serve does what waits until nothing does.
func (s *scribe) serve(ctx context.Context) {
	for {
		s.mu.Lock()
		batch := s.waiting
		s.waiting = nil
		s.busy = len(batch) > 0
		s.mu.Unlock()
		if len(batch) == 0 {
			return
		}
		s.alone.Lock()
		s.together(ctx, batch)
		s.alone.Unlock()
		for _, w := range batch {
			close(w.done)
		}
	}
}

// together does a batch in one transaction, or, where that is not kept, each
// work in its own: a hostile message may spoil but what is its.
func (s *scribe) together(ctx context.Context, batch []*work) {
	err := s.db.DoTxn(ctx, nil, func(ctx context.Context) error {
		ctx = context.WithValue(ctx, writing{}, true)
		for _, w := range batch {
			w.err = w.do(ctx)
		}
		if len(batch) == 1 {
			return batch[0].err
		}
		return nil
	})
	switch {
	case err == nil:
	case len(batch) > 1:
		for _, w := range batch {
			s.together(ctx, []*work{w})
		}
	case batch[0].err == nil:
		batch[0].err = fmt.Errorf("%w: %w", errNotKept, err)
	}
}

// writing marks the context of a work.
type writing struct{}
