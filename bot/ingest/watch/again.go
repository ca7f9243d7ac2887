package watch

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"briefingbot/bot/ingest"
	"briefingbot/bot/ingest/fetch"
	"briefingbot/bot/store"
	"briefingbot/briefing"
)

// Pages are looked at again although their feed says nothing: papers correct
// them silently, mostly in the first hours. Each is, at ever longer intervals.
const (
	againAtOnce = 10                  // pages that one look asks for again
	againFirst  = time.Hour           // after which a page is looked at again for the first time
	againUntil  = 30 * 24 * time.Hour // after which it is no more
)

// seenPage is what is known of the page of an item.
type seenPage struct {
	URL      string    `json:"url"`
	Taken    time.Time `json:"taken"`  // first
	Looked   time.Time `json:"looked"` // last
	ETag     string    `json:"etag,omitempty"`
	Modified string    `json:"modified,omitempty"`
	Gone     bool      `json:"gone,omitempty"` // when it was last looked at
}

// due is when the page is looked at again: after half of its age.
func (p seenPage) due() time.Time { return p.Looked.Add(max(againFirst, p.Looked.Sub(p.Taken)/2)) }

// pagesKey is where the store keeps what is known of the pages of a source.
func pagesKey(source string) string { return "pages/" + briefing.Sum(source)[:32] }

// loadPages reads what is known of the pages of the source, by the key of their
// items. What is lost of it costs no more than a page that is not asked for again.
func (v *visit) loadPages(ctx context.Context) error {
	v.pages = map[string]seenPage{}
	b, err := v.Store.Load(ctx, pagesKey(v.source.URL))
	if err != nil || b == nil {
		return err
	}
	if err := json.Unmarshal(b, &v.pages); err != nil {
		v.Log.Warn("what is known of the pages of a source cannot be read; it begins anew", "source", v.source.URL, "error", err)
		v.pages = map[string]seenPage{}
	}
	return nil
}

// savePages stores what this look has changed.
func (v *visit) savePages(ctx context.Context) error {
	if !v.paged {
		return nil
	}
	b, err := json.Marshal(v.pages)
	if err != nil {
		return fmt.Errorf("note the pages of %s: %w", v.source.URL, err)
	}
	return v.Store.Save(ctx, pagesKey(v.source.URL), b, againUntil)
}

// notePage notes that the page of an item was fetched just now.
func (v *visit) notePage(key, at string, p fetchedPage) {
	now := v.l.Looked
	taken := v.pages[key].Taken
	if taken.IsZero() {
		taken = now
	}
	v.pages[key] = seenPage{URL: at, Taken: taken, Looked: now, ETag: p.etag, Modified: p.modified}
	v.paged = true
}

// again looks at the pages that are due, the ones that have waited longest first.
func (v *visit) again(ctx context.Context) error {
	var due []string
	for key, p := range v.pages {
		if v.l.Looked.Sub(p.Taken) > againUntil {
			delete(v.pages, key)
			v.paged = true
		} else if !v.l.Looked.Before(p.due()) {
			due = append(due, key)
		}
	}
	if len(due) == 0 {
		return nil
	}
	slices.SortFunc(due, func(a, b string) int {
		return cmp.Or(v.pages[a].due().Compare(v.pages[b].due()), cmp.Compare(a, b))
	})
	if v.items == nil {
		if err := v.load(ctx); err != nil {
			return err
		}
	}
	for _, key := range due[:min(len(due), againAtOnce)] {
		if v.late() {
			return nil
		}
		if err := v.pageAgain(ctx, key); err != nil {
			return err
		}
	}
	return nil
}

// pageAgain takes in what has become of the page of an item. One that is gone
// twice is withdrawn. What is another story by now, a form to agree to perhaps,
// is no revision of this one.
func (v *visit) pageAgain(ctx context.Context, key string) error {
	item, p := v.items[key], v.pages[key]
	v.paged = true
	old, err := v.Store.Article(ctx, item.Article, "")
	if errors.Is(err, store.ErrNotFound) { // withdrawn, or too old
		delete(v.pages, key)
		return nil
	}
	if err != nil {
		return err
	}
	wasGone := p.Gone
	p.Looked, p.Gone = v.l.Looked, false
	v.pages[key] = p
	page, err := v.Watch.fetchPage(ctx, fetch.Request{URL: p.URL, For: v.source.URL, ETag: p.ETag, Modified: p.Modified})
	switch {
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case errors.Is(err, errUnchanged):
		return nil
	case gone(err):
		if p.Gone = true; wasGone {
			delete(v.pages, key)
			return v.takeBack(ctx, item.Article, "gone from its site")
		}
		v.pages[key] = p
		return nil
	case err != nil:
		v.Log.Debug("a page could not be looked at again", "source", v.source.URL, "page", p.URL, "error", err)
		return nil
	}
	v.notePage(key, p.URL, page)
	return v.revise(ctx, item, old, page)
}

// revise stores a page as it is now, where it differs.
func (v *visit) revise(ctx context.Context, item store.Item, old *briefing.Article, page fetchedPage) error {
	a := page.Article
	if old.SHA256 == briefing.Sum(a.Text) || !v.sameStory(ctx, item.Article, a.Text) {
		return nil
	}
	a.ID, a.URL = old.ID, old.URL
	a.Title, a.Outlet, a.Lang = cmp.Or(a.Title, old.Title), cmp.Or(a.Outlet, old.Outlet), cmp.Or(a.Lang, old.Lang)
	if a.Published.IsZero() {
		a.Published = old.Published
	}
	return v.store(ctx, store.Intake{Source: v.source.URL, Item: item, URL: page.from, Extractor: ingest.Extractor}, a)
}
