package store

import (
	"context"
	"errors"
	"sync"
)

// Many digests are due at the same minute, and each wants several commits that
// wait for the disk. SQLite has one writer, so those who come while it waits are
// put into the next transaction together: one wait for all of them.

// queue is who waits for the writer.
type queue struct {
	mu      sync.Mutex
	waiting []*errand
	running bool
}

// errand is one small change, with its result.
type errand struct {
	do   func(context.Context, *tx) error
	done chan struct{}
	err  error
}

// mostTogether bounds one transaction.
const mostTogether = 128

// together runs do in a transaction, perhaps with others that wait at the same
// time. What fails of it is undone; the others are not touched.
func (s *Store) together(ctx context.Context, doing string, do func(context.Context, *tx) error) error {
	if s.pool != nil || s.write == nil {
		return s.change(ctx, doing, func(t *tx) error { return do(ctx, t) })
	}
	if err := ctx.Err(); err != nil {
		return s.explain(doing, err)
	}
	mine := &errand{do: do, done: make(chan struct{})}
	s.queue.mu.Lock()
	s.queue.waiting = append(s.queue.waiting, mine)
	lead := !s.queue.running
	s.queue.running = true
	s.queue.mu.Unlock()
	if lead {
		go s.serve(context.WithoutCancel(ctx)) // it ends when nobody waits, before Close at the latest
	}
	<-mine.done
	return s.explain(doing, mine.err)
}

// serve runs what waits until nothing does.
func (s *Store) serve(ctx context.Context) {
	for {
		s.queue.mu.Lock()
		n := min(len(s.queue.waiting), mostTogether)
		errands := s.queue.waiting[:n:n]
		s.queue.waiting = s.queue.waiting[n:]
		s.queue.running = n > 0
		s.queue.mu.Unlock()
		if n == 0 {
			return
		}
		s.run(ctx, errands)
		for _, e := range errands {
			close(e.done)
		}
	}
}

// run does a batch in one transaction.
func (s *Store) run(ctx context.Context, errands []*errand) {
	err := s.attempt(ctx, func(b *batch) error {
		if len(errands) == 1 {
			errands[0].err = errands[0].do(ctx, b.tx)
			return errands[0].err
		}
		for _, e := range errands {
			if err := separately(ctx, b.tx, e); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil { // nothing was committed, whatever each of them saw
		for _, e := range errands {
			e.err = err
		}
	}
}

// separately does one errand so that it can be undone alone.
func separately(ctx context.Context, t *tx, e *errand) error {
	if _, err := t.ExecContext(ctx, `SAVEPOINT errand`); err != nil {
		return err
	}
	if e.err = e.do(ctx, t); e.err != nil {
		if _, err := t.ExecContext(ctx, `ROLLBACK TO errand`); err != nil {
			return errors.Join(e.err, err) // the disk is full, or worse
		}
	}
	_, err := t.ExecContext(ctx, `RELEASE errand`)
	return err
}
