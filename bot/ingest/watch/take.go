package watch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"briefingbot/bot/ingest"
	"briefingbot/bot/ingest/fetch"
	"briefingbot/bot/store"
	"briefingbot/briefing"
	"briefingbot/briefing/copies"
)

// mostPages is how many pages one look fetches; the other items wait for the next.
const mostPages = 40

// page takes in a source that is itself an article.
func (v *visit) page(ctx context.Context, a briefing.Article, res *fetch.Response) error {
	return v.store(ctx, store.Intake{
		Source: v.source.URL, Item: store.Item{Key: v.source.URL, Print: briefing.Sum(a.Text)[:32]}, URL: res.URL, Extractor: ingest.Extractor,
	}, a)
}

// offer takes in what a feed or a sitemap offers.
func (v *visit) offer(ctx context.Context, o *ingest.Offer, res *fetch.Response) error {
	all, over := o.Items, o.Over
	for _, at := range o.Sitemaps {
		if v.late() {
			v.l.Left++
			continue
		}
		more, err := v.submap(ctx, at)
		if err != nil {
			v.refuse(at, err)
			continue
		}
		all, over = append(all, more.Items...), over+more.Over
	}
	if over > 0 {
		v.l.Refused, v.l.Reason = v.l.Refused+over, fmt.Sprintf("of one list no more than %d items are read, the first of a feed, the newest of a sitemap", ingest.MostItems)
	}
	for _, guid := range o.Withdrawn {
		if err := v.takeBack(ctx, v.byGUID[guid].Article, "taken back by its feed"); err != nil {
			return err
		}
	}
	var same []string
	done := map[string]bool{}
	for _, i := range all {
		if done[i.Key] {
			continue
		}
		done[i.Key] = true
		known, there := v.items[i.Key]
		if there && known.Print == i.Print {
			if same = append(same, i.Key); known.Article == "" { // it is still left out
				v.l.Refused++
				v.l.Reason = first(v.l.Reason, v.was.Reason)
			}
			continue
		}
		if err := v.item(ctx, i, known, res); err != nil {
			return err
		}
	}
	return v.Store.SawItems(ctx, v.source.URL, same, time.Now().Add(-remembered))
}

// submap reads one sitemap of an index.
func (v *visit) submap(ctx context.Context, at string) (*ingest.Offer, error) {
	res, err := v.Web.Fetch(ctx, fetch.Request{URL: at, For: v.source.URL})
	if err != nil {
		return nil, err
	}
	_, o, err := ingest.Web(res.Body, res.Type, res.URL, time.Now())
	switch {
	case err != nil:
		return nil, err
	case o == nil || o.Kind != "sitemap":
		return nil, &ingest.Error{Source: at, Reason: "is no sitemap, but stands in an index of them", Remedy: "name the feed itself"}
	}
	return o, nil
}

func (v *visit) refuse(what string, err error) {
	v.l.Refused++
	v.l.Reason = why(err)
	v.Log.Debug("an item was left out", "source", v.source.URL, "item", what, "error", err)
}

// item takes one item in: its own text, or its page.
func (v *visit) item(ctx context.Context, i ingest.Item, known store.Item, res *fetch.Response) error {
	in := store.Intake{Source: v.source.URL, Item: store.Item{Key: i.Key, GUID: i.GUID, Print: i.Print}, URL: res.URL, Extractor: ingest.InFeed}
	a, itself := i.Article(v.source.URL)
	missed := false // the page, for which the item stands in
	if !i.Whole && i.URL != "" && (v.Pages || !itself) {
		page, err := v.fetchPage(ctx, i.URL)
		switch {
		case err == nil:
			a, in.URL, in.Extractor = page.Article, page.from, ingest.Extractor
			a.ID = i.ID(v.source.URL)
			v.notePage(i.Key, i.URL, page)
			i.State(&a)
			itself = true
		case ctx.Err() != nil:
			return context.Cause(ctx)
		case errors.Is(err, errLater):
			v.l.Left++
			return nil
		case known.Article != "" && gone(err):
			if !v.goneAgain(i, err) { // it may be a mistake of the site's
				v.l.Left++
				return nil
			}
			if err := v.takeBack(ctx, known.Article, "gone from its site"); err != nil {
				return err
			}
			_, _, err := v.Store.Take(ctx, in)
			return err
		default:
			v.l.Reason, missed = why(err), true
		}
	}
	if !itself { // nothing can be read of it; it is not asked for again until it changes
		v.refuse(i.Key, errors.New(first(v.l.Reason, "has neither text nor an address")))
		_, _, err := v.Store.Take(ctx, in)
		return err
	}
	if known.Article != "" && v.less(ctx, known.Article, a.Text, missed) {
		v.refuse(i.Key, errors.New("has a teaser or a form to agree to where its text was; the article stays as it is"))
		_, _, err := v.Store.Take(ctx, in)
		return err
	}
	if known.Article != "" {
		a.ID = known.Article
	} else if before := v.byGUID[i.GUID]; i.GUID != "" && before.Article != "" && v.sameStory(ctx, before.Article, a.Text) {
		a.ID = before.Article // its address has changed
	}
	return v.store(ctx, in, a)
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// less reports whether a text takes the place of the article id for a while only:
// it is much shorter, and stands in for a page that did not come, or is another.
func (v *visit) less(ctx context.Context, id, text string, missed bool) bool {
	old, err := v.Store.Article(ctx, id, "")
	return err == nil && 2*len(text) < len(old.Text) && (missed || !v.sameStory(ctx, id, text))
}

// goneAgain reports whether the page of an item is gone for good: its site says
// so, or it was not there at the last look either.
func (v *visit) goneAgain(i ingest.Item, err error) bool {
	p := v.pages[i.Key]
	var e *fetch.Error
	if p.Gone || errors.As(err, &e) && e.Status == http.StatusGone {
		return true
	}
	p.URL, p.Looked, p.Gone = i.URL, v.l.Looked, true
	if p.Taken.IsZero() {
		p.Taken = v.l.Looked
	}
	v.pages[i.Key], v.paged = p, true
	return false
}

// sameStory reports whether the article id is an earlier form of a text: a feed
// may reuse an id for another story.
func (v *visit) sameStory(ctx context.Context, id, text string) bool {
	old, err := v.Store.Article(ctx, id, "")
	if err != nil {
		return false
	}
	share, _ := copies.Share(copies.Of(old.Text), copies.Of(text))
	return share >= 0.5
}

// fetchedPage is an article with where it came from.
type fetchedPage struct {
	briefing.Article
	from, etag, modified string
}

// errUnchanged means that a page is as it was when it was last fetched.
var errUnchanged = errors.New("unchanged")

// errLater means that a page is fetched at another look.
var errLater = errors.New("at another look")

func gone(err error) bool {
	var e *fetch.Error
	return errors.As(err, &e) && e.Gone()
}

// late reports whether the look has gone on for so long that what is left waits
// for the next.
func (v *visit) late() bool { return time.Since(v.l.Looked) > lookFor }

func (v *visit) fetchPage(ctx context.Context, at string) (fetchedPage, error) {
	if v.fetched++; v.fetched > mostPages || v.late() {
		return fetchedPage{}, errLater
	}
	p, err := v.Watch.fetchPage(ctx, fetch.Request{URL: at, For: v.source.URL})
	var e *fetch.Error
	if errors.As(err, &e) && (e.Status == 0 && e.Err != nil || e.Status == 429 || e.Status >= 500) {
		v.l.Reason = why(err)
		return p, errLater // it may work then
	}
	return p, err
}

// fetchPage gets the article of a page, for a source.
func (w *Watch) fetchPage(ctx context.Context, ask fetch.Request) (fetchedPage, error) {
	res, err := w.Web.Fetch(ctx, ask)
	if err != nil {
		return fetchedPage{}, err
	}
	if res.Unchanged {
		return fetchedPage{}, errUnchanged
	}
	a, _, err := ingest.Web(res.Body, res.Type, res.URL, time.Now())
	switch {
	case err != nil:
		return fetchedPage{}, err
	case a == nil:
		return fetchedPage{}, &ingest.Error{Source: ask.URL, Reason: "is a feed or a sitemap, not an article", Remedy: "add it as a source"}
	}
	return fetchedPage{*a, res.URL, res.ETag, res.Modified}, nil
}

// store stores an item with its article, and counts it. An article that another
// source offers, too, is that one's.
func (v *visit) store(ctx context.Context, in store.Intake, a briefing.Article) error {
	in.Item.Article = a.ID
	owner, err := v.Store.Owner(ctx, a.ID, v.source.URL)
	if err != nil {
		return err
	}
	old, err := v.Store.Article(ctx, a.ID, "")
	switch {
	case err != nil && !errors.Is(err, store.ErrNotFound):
		return err
	case err == nil && owner != "":
		_, _, err := v.Store.Take(ctx, in)
		return err
	case err == nil && old.SHA256 == briefing.Sum(a.Text) && !old.Published.IsZero():
		a.Published = old.Published // a feed may date an item anew at each look
	}
	in.Reading = briefing.Read(a)
	fresh, changed, err := v.Store.Take(ctx, in)
	if err != nil {
		return fmt.Errorf("take in %s: %w", a.ID, err)
	}
	switch {
	case fresh:
		v.l.New++
	case changed || old != nil && !same(old, in.Reading.Article):
		v.l.Updated++
	default:
		return nil
	}
	v.Took(in.Reading)
	return nil
}
