package main

import (
	"context"
	"iter"
	"runtime"

	"briefingbot/briefing"
)

// readings takes articles apart, several at once, and yields them in order. An
// article that could not be read is yielded as its error; when ctx ends before
// the articles do, its cause comes last.
func readings(ctx context.Context, articles iter.Seq2[briefing.Article, error]) iter.Seq2[briefing.Reading, error] {
	type result struct {
		reading briefing.Reading
		err     error
	}
	return func(yield func(briefing.Reading, error) bool) {
		ctx, stop := context.WithCancel(ctx)
		defer stop()
		slots := make(chan chan result, 2*runtime.GOMAXPROCS(0))
		running := make(chan struct{}, runtime.GOMAXPROCS(0))
		go func() {
			defer close(slots)
			for a, err := range articles {
				slot := make(chan result, 1)
				select {
				case slots <- slot:
				case <-ctx.Done():
					return
				}
				if err != nil {
					slot <- result{err: err}
					continue
				}
				running <- struct{}{}
				go func() {
					slot <- result{reading: briefing.Read(a)}
					<-running
				}()
			}
		}()
		for slot := range slots {
			r := <-slot
			if !yield(r.reading, r.err) {
				stop()
				for range slots { // wait for the reader: it may hold a file
				}
				return
			}
		}
		if err := context.Cause(ctx); err != nil {
			yield(briefing.Reading{}, err)
		}
	}
}
