package watch

import (
	"context"
	"errors"
	"hash/fnv"
	"iter"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"briefingbot/bot/ingest/fetch"
	"briefingbot/bot/store"
	"briefingbot/briefing"
)

// The pace of a watch.
const (
	atOnce     = 4                // sources that are looked at at the same time
	lookFor    = 5 * time.Minute  // after which a look asks for no further page
	lease      = 15 * time.Minute // in which a look ends, or another process may begin one
	rescan     = 15 * time.Second // between two looks at the folders
	longest    = 24 * time.Hour   // between two looks at a source that fails
	retainEach = time.Hour        // between two looks for what is too old
	remembered = 90 * 24 * time.Hour
)

// Config is what a Watch works with.
type Config struct {
	Store   *store.Store
	Web     *fetch.Client
	Folders []string      // folders and files of the settings
	Every   time.Duration // between two looks at a web address
	Pages   bool          // fetch the page of an item that has only a summary
	Keep    func(now time.Time) store.Keep
	Read    func(context.Context, iter.Seq2[briefing.Article, error]) iter.Seq2[briefing.Reading, error]
	Took    func(briefing.Reading) // an article is new or was changed; may be nil
	Gone    func(id string)        // an article is not current any more; may be nil
	Log     *slog.Logger
}

// Watch looks after the sources of one store.
type Watch struct {
	Config
	wake     chan struct{}
	slots    chan struct{} // a token for each look at the web that is under way
	looks    sync.WaitGroup
	looking  sync.Mutex // one look at the folders at a time
	retained time.Time
}

// New returns a Watch.
func New(c Config) *Watch {
	if c.Took == nil {
		c.Took = func(briefing.Reading) {}
	}
	if c.Gone == nil {
		c.Gone = func(string) {}
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	return &Watch{Config: c, wake: make(chan struct{}, 1), slots: make(chan struct{}, atOnce)}
}

// Configure makes the sources of the settings those of the store: what stands in
// the settings no more is forgotten, what was added in chat stays.
func (w *Watch) Configure(ctx context.Context, addresses []string) error {
	there, err := w.Store.Sources(ctx)
	if err != nil {
		return err
	}
	wanted := map[string]bool{}
	for _, f := range w.Folders {
		wanted[folderKey(f)] = true
	}
	for _, a := range addresses {
		wanted[webKey(a)] = true
	}
	for _, s := range there {
		if s.Origin == store.SourceOfSettings && !wanted[s.URL] {
			if _, err := w.Store.RemoveSource(ctx, s.URL); err != nil {
				return err
			}
		}
	}
	for key := range wanted {
		if _, err := w.Store.AddSource(ctx, store.Source{URL: key, Origin: store.SourceOfSettings}); err != nil {
			return err
		}
	}
	return nil
}

// folderKey is what the store calls a folder or file.
func folderKey(path string) string { return "file:" + filepath.ToSlash(path) }

// webKey is what the store calls a web address.
func webKey(address string) string {
	if u, err := fetch.Address(address); err == nil {
		return u.String()
	}
	return address
}

// onWeb reports whether a source of the store is on the web.
func onWeb(key string) bool { return !strings.HasPrefix(key, "file:") }

// Run looks at every source when it is due, until ctx ends.
func (w *Watch) Run(ctx context.Context) error {
	defer w.looks.Wait()
	for scanned := (time.Time{}); ctx.Err() == nil; {
		if time.Since(scanned) >= rescan {
			if err := w.LookAtFolders(ctx, nil); err != nil && ctx.Err() == nil {
				w.Log.Error("the folders of articles could not be looked at; trying again", "error", err)
			}
			scanned = time.Now()
		}
		next, err := w.round(ctx)
		if err != nil && ctx.Err() == nil {
			w.Log.Error("the sources could not be looked at; trying again", "error", err)
		}
		w.retain(ctx)
		t := time.NewTimer(min(max(next, time.Second), w.idle()))
		select {
		case <-t.C:
		case <-w.wake:
		case <-ctx.Done():
		}
		t.Stop()
	}
	return nil
}

// idle is how long nothing can be due.
func (w *Watch) idle() time.Duration {
	if len(w.Folders) > 0 {
		return rescan
	}
	return time.Minute
}

// Wake has the watch look for what is due now.
func (w *Watch) Wake() {
	select {
	case w.wake <- struct{}{}:
	default:
	}
}

// round begins to look at what is due, as far as there are slots, and returns
// how long it is until something is. It waits for none of the looks: a slow site
// must not keep the others waiting.
func (w *Watch) round(ctx context.Context) (next time.Duration, err error) {
	all, err := w.Store.Sources(ctx)
	if err != nil {
		return time.Minute, err
	}
	slices.SortStableFunc(all, func(a, b store.Source) int { return a.Next.Compare(b.Next) })
	now := time.Now()
	next = time.Minute
	for _, s := range all {
		if !onWeb(s.URL) {
			continue
		}
		if d := s.Next.Sub(now); d > 0 {
			next = min(next, d)
			continue
		}
		select {
		case w.slots <- struct{}{}:
		default: // the look that ends first wakes the watch
			return next, nil
		}
		won, err := w.Store.ClaimSource(ctx, s, now.Add(lease))
		if err != nil || !won {
			<-w.slots
			if err != nil {
				return next, err
			}
			continue
		}
		w.looks.Go(func() {
			defer func() { <-w.slots; w.Wake() }()
			if _, err := w.look(ctx, s); err != nil && ctx.Err() == nil {
				w.Log.Error("a source could not be looked at", "source", s.URL, "error", err)
			}
		})
	}
	return next, nil
}

// later is when a source is looked at again: not all at the same moment, and
// ever more rarely while it fails.
func (w *Watch) later(s store.Source, l store.Look, after time.Duration) time.Time {
	h := fnv.New32a()
	h.Write([]byte(s.URL))
	wait := w.Every + w.Every/10*time.Duration(h.Sum32()%100)/100
	for range min(l.Failures, 10) {
		wait = min(2*wait, longest)
	}
	return time.Now().Add(max(wait, after))
}

// retain drops what is too old or too much, now and then.
func (w *Watch) retain(ctx context.Context) {
	if w.Keep == nil || time.Since(w.retained) < retainEach || ctx.Err() != nil {
		return
	}
	w.retained = time.Now()
	k := w.Keep(w.retained)
	if k.Since.IsZero() && k.Bytes == 0 {
		return
	}
	gone, err := w.Store.Retain(ctx, k)
	for _, id := range gone {
		w.Gone(id)
	}
	if err != nil {
		w.Log.Error("what is too old could not be dropped; trying again", "error", err)
	} else if len(gone) > 0 {
		w.Log.Info("articles were dropped: they are too old, or too many", "articles", len(gone))
	}
}

// why says in one line what went wrong.
func why(err error) string {
	var e *fetch.Error
	if errors.As(err, &e) {
		if e.Remedy != "" {
			return e.Reason + "; " + e.Remedy
		}
		return e.Reason
	}
	return err.Error()
}
