package watch

import (
	"context"
	"errors"
	"fmt"
	"time"

	"briefingbot/bot/ingest"
	"briefingbot/bot/ingest/fetch"
	"briefingbot/bot/store"
	"briefingbot/briefing"
)

// Add adds a web address as a source and looks at it once. What cannot be
// fetched or read is not added; an address that is a source already is looked
// at again.
func (w *Watch) Add(ctx context.Context, address, who string) (s store.Source, added bool, err error) {
	u, err := fetch.Address(address)
	if err != nil {
		return s, false, err
	}
	if len(u.String()) > 400 {
		return s, false, &fetch.Error{URL: u.String(), Reason: "is longer than 400 bytes", Remedy: "name a shorter address"}
	}
	if added, err = w.Store.AddSource(ctx, store.Source{URL: u.String(), Origin: store.SourceOfChat, Who: who}); err != nil {
		return s, false, err
	}
	s, err = w.source(ctx, u.String())
	if err != nil {
		return s, added, err
	}
	won, err := w.Store.ClaimSource(ctx, s, time.Now().Add(lease))
	if err != nil || !won { // it is being looked at
		return s, added, err
	}
	if s.State, err = w.look(ctx, s); err == nil && ctx.Err() != nil {
		err = &fetch.Error{URL: s.URL, Reason: "takes too long to answer", Remedy: "try again later", Err: context.Cause(ctx)}
	}
	if added && (err != nil || s.State.Failures > 0) {
		_, gone := w.Store.RemoveSource(context.WithoutCancel(ctx), s.URL)
		return s, false, errors.Join(err, gone)
	}
	return s, added, err
}

// source finds one source.
func (w *Watch) source(ctx context.Context, key string) (store.Source, error) {
	all, err := w.Store.Sources(ctx)
	for _, s := range all {
		if s.URL == key {
			return s, nil
		}
	}
	if err == nil {
		err = fmt.Errorf("source %s: %w", key, store.ErrNotFound)
	}
	return store.Source{}, err
}

// shared is the source of single pages that people share.
const shared = "chat:shared"

// Page takes one page in, once: what somebody shares and says to add. fresh
// tells whether it was not known yet.
func (w *Watch) Page(ctx context.Context, address string) (a *briefing.Article, fresh bool, err error) {
	u, err := fetch.Address(address)
	if err != nil {
		return nil, false, err
	}
	p, err := w.fetchPage(ctx, fetch.Request{URL: u.String(), For: u.String()})
	if err != nil {
		return nil, false, err
	}
	r := briefing.Read(p.Article)
	fresh, changed, err := w.Store.Take(ctx, store.Intake{
		Source: shared, Item: store.Item{Key: p.ID, Article: p.ID, Print: briefing.Sum(p.Text)[:32]}, Reading: r, URL: p.from, Extractor: ingest.Extractor,
	})
	if err != nil {
		return nil, false, err
	}
	if fresh || changed {
		w.Took(r)
	}
	return r.Article, fresh || changed, nil
}
