package watch

import (
	"context"
	"errors"
	"strings"
	"time"

	"briefingbot/bot/ingest"
	"briefingbot/bot/ingest/fetch"
	"briefingbot/bot/store"
)

// look looks at one source on the web and notes what it found.
func (w *Watch) look(ctx context.Context, s store.Source) (store.Look, error) {
	v := &visit{Watch: w, source: s, was: s.State, l: store.Look{
		Kind: s.State.Kind, Title: s.State.Title, ETag: s.State.ETag, Modified: s.State.Modified, Moved: s.State.Moved,
		Good: s.State.Good, Changed: s.State.Changed,
	}}
	v.l.Looked = time.Now().UTC().Truncate(time.Millisecond)
	after, err := v.run(ctx)
	if ctx.Err() != nil {
		return v.l, w.Store.SetLook(context.WithoutCancel(ctx), s.URL, s.State, s.Next) // it was not a look
	}
	if err != nil {
		v.l.Failures, v.l.Why = s.State.Failures+1, strings.TrimPrefix(why(err), s.URL+": ")
		v.l.ETag, v.l.Modified = s.State.ETag, s.State.Modified
		w.Log.Warn("a source failed", "source", s.URL, "why", v.l.Why, "failures", v.l.Failures)
	} else {
		v.l.Good = v.l.Looked
		if v.l.New+v.l.Updated > 0 {
			v.l.Changed = v.l.Looked
			w.Log.Info("a source has news", "source", s.URL, "new", v.l.New, "updated", v.l.Updated)
		}
	}
	return v.l, w.Store.SetLook(ctx, s.URL, v.l, w.later(s, v.l, after))
}

// visit is one look.
type visit struct {
	*Watch
	source  store.Source
	was     store.Look
	l       store.Look
	items   map[string]store.Item
	byGUID  map[string]store.Item
	fetched int // pages
	pages   map[string]seenPage
	paged   bool // pages are other than in the store
}

// run does the look; after is how long the source wants to be left alone.
func (v *visit) run(ctx context.Context) (after time.Duration, err error) {
	ask := fetch.Request{URL: v.source.URL}
	if v.was.Left == 0 { // what waits is in the body that would not come
		ask.ETag, ask.Modified = v.was.ETag, v.was.Modified
	}
	res, err := v.Web.Fetch(ctx, ask)
	var e *fetch.Error
	if errors.As(err, &e) && e.Gone() && v.was.Kind == "page" && v.was.Failures > 0 {
		if err := v.withdrawAll(ctx, "gone from its site"); err != nil {
			return 0, err
		}
	}
	if err != nil {
		if e != nil {
			after = e.After
		}
		return after, err
	}
	v.l.Moved = res.Moved
	if err := v.loadPages(ctx); err != nil {
		return 0, err
	}
	if res.Unchanged {
		v.l.Refused, v.l.Reason = v.was.Refused, v.was.Reason // it offers what it did
		return 0, errors.Join(v.again(ctx), v.savePages(ctx))
	}
	if err := v.load(ctx); err != nil {
		return 0, err
	}
	page, offer, err := ingest.Web(res.Body, res.Type, res.URL, time.Now())
	if err != nil {
		return 0, err
	}
	if page != nil {
		v.l.Kind, v.l.Title = "page", page.Title
		page.ID = v.source.URL
		err = v.page(ctx, *page, res)
	} else {
		v.l.Kind, v.l.Title = offer.Kind, offer.Title
		if err = v.offer(ctx, offer, res); err == nil {
			err = v.again(ctx)
		}
		err = errors.Join(err, v.savePages(context.WithoutCancel(ctx)))
	}
	if err != nil {
		return 0, err
	}
	v.l.ETag, v.l.Modified = res.ETag, res.Modified
	return 0, nil
}

// load reads what the source has offered before.
func (v *visit) load(ctx context.Context) (err error) {
	v.items, err = v.Store.Items(ctx, v.source.URL)
	v.byGUID = map[string]store.Item{}
	for _, i := range v.items {
		if i.GUID != "" && i.Seen.After(v.byGUID[i.GUID].Seen) {
			v.byGUID[i.GUID] = i
		}
	}
	return err
}

// withdrawAll withdraws every article of the source.
func (v *visit) withdrawAll(ctx context.Context, reason string) error {
	if err := v.load(ctx); err != nil {
		return err
	}
	for _, i := range v.items {
		if err := v.takeBack(ctx, i.Article, reason); err != nil {
			return err
		}
	}
	return nil
}

// takeBack withdraws an article, unless it is another source's.
func (v *visit) takeBack(ctx context.Context, id, reason string) error {
	if owner, err := v.Store.Owner(ctx, id, v.source.URL); err != nil || owner != "" {
		return err
	}
	return v.withdraw(ctx, id, reason)
}

func (w *Watch) withdraw(ctx context.Context, id, reason string) error {
	if id == "" {
		return nil
	}
	was, err := w.Store.Withdraw(ctx, id, reason)
	if was {
		w.Gone(id)
		w.Log.Info("an article was withdrawn", "article", id, "why", reason)
	}
	return err
}
