package watch

import (
	"context"
	"errors"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"briefingbot/bot/ingest"
	"briefingbot/bot/store"
	"briefingbot/briefing"
)

// LookAtFolders takes in what was changed in the folders and files of the
// settings since the last look. Progress, if not nil, is told the articles so
// far, and the share of the bytes of one source, 0 to 1.
func (w *Watch) LookAtFolders(ctx context.Context, progress func(articles int, share float64)) error {
	w.looking.Lock()
	defer w.looking.Unlock()
	if progress == nil {
		progress = func(int, float64) {}
	}
	all, err := w.Store.Sources(ctx)
	if err != nil {
		return err
	}
	was := map[string]store.Source{}
	for _, s := range all {
		was[s.URL] = s
	}
	total := 0
	for _, root := range w.Folders {
		v := &shelf{Watch: w, root: root, source: was[folderKey(root)], progress: func(n int, share float64) { progress(total+n, share) }}
		v.source.URL = folderKey(root)
		if err := v.look(ctx); err != nil {
			v.l.Failures, v.l.Why = v.source.State.Failures+1, why(err)
			if told := v.note(ctx, v.source.State); told != nil { // by a store that takes nothing
				w.Log.Debug("that a source failed is not noted", "source", root, "error", told)
			}
			return err
		}
		total += v.taken
	}
	return nil
}

// shelf is one look at a folder or file.
type shelf struct {
	*Watch
	root     string
	source   store.Source
	l        store.Look
	progress func(int, float64)
	taken    int
	done, of int64 // bytes
	items    map[string]store.Item
	owners   map[string]string     // article → the other folder it is of
	held     map[string]bool       // articles that are this folder's
	single   map[string]bool       // files that hold one article
	lines    map[string]store.Item // what JSON Lines had, by article
	prints   sync.Map              // of what JSON Lines have now: article → string
	passed   atomic.Int64          // bytes of articles that are as they were
	waiting  []briefing.Reading
}

func (v *shelf) look(ctx context.Context) error {
	was := v.source.State
	v.l = store.Look{Kind: "folder", Looked: time.Now().UTC().Truncate(time.Millisecond), Good: was.Good, Changed: was.Changed, Refused: was.Refused, Reason: was.Reason}
	listed, err := ingest.Scan(v.root)
	if len(listed) == 1 && listed[0].Name == filepath.Base(v.root) && err == nil {
		v.l.Kind = "file"
	}
	if err == nil && len(listed) == 0 && was.Kind == "folder" && !was.Good.IsZero() {
		if v.items, err = v.Store.Items(ctx, v.source.URL); err == nil && len(v.items) > 0 {
			err = errors.New("has no articles any more, so nothing is withdrawn; is it mounted?")
		}
	}
	if err != nil {
		return v.failed(ctx, err)
	}
	v.l.Good = v.l.Looked
	changed, kept, err := v.compare(ctx, listed)
	if err != nil || len(changed)+len(kept) == 0 {
		return errors.Join(err, v.note(ctx, was))
	}
	if err := v.read(ctx, changed); err != nil {
		return err
	}
	if err := v.forget(ctx, changed, kept); err != nil {
		return err
	}
	if v.l.New+v.l.Updated > 0 {
		v.l.Changed = v.l.Looked
	}
	return v.note(ctx, was)
}

// failed notes a look that came to nothing, once as long as it is the same.
func (v *shelf) failed(ctx context.Context, err error) error {
	was := v.source.State
	v.l.Failures, v.l.Why = was.Failures+1, why(err)
	if was.Why != v.l.Why {
		v.Log.Warn("a source failed", "source", v.root, "why", v.l.Why)
	}
	return v.note(ctx, was)
}

// note stores the look when it tells something new: the folders are looked at
// every few seconds.
func (v *shelf) note(ctx context.Context, was store.Look) error {
	if was.Kind != "" && was.Why == v.l.Why && v.l.New+v.l.Updated == 0 && was.Refused == v.l.Refused && v.l.Looked.Sub(was.Looked) < time.Minute {
		return nil
	}
	if v.l.New+v.l.Updated == 0 && v.l.Why == "" {
		v.l.New, v.l.Updated = was.New, was.Updated // of the last one that brought something
	}
	return v.Store.SetLook(ctx, v.source.URL, v.l, v.l.Looked)
}

// compare returns the files that are not as they were, and the items whose
// files are not there any more.
func (v *shelf) compare(ctx context.Context, listed []ingest.Listed) (changed []ingest.Listed, lost []store.Item, err error) {
	if v.items == nil {
		if v.items, err = v.Store.Items(ctx, v.source.URL); err != nil {
			return nil, nil, err
		}
	}
	there := map[string]bool{}
	for _, f := range listed {
		there[f.Name] = true
		if v.items[f.Name].Print != f.Stamp {
			changed = append(changed, f)
		}
	}
	for name, i := range v.items {
		if !there[name] {
			lost = append(lost, i)
		}
	}
	return changed, lost, nil
}

// others finds which articles the other folders hold.
func (v *shelf) others(ctx context.Context) error {
	v.owners, v.held = map[string]string{}, map[string]bool{}
	for _, root := range v.Folders {
		if root == v.root {
			continue
		}
		items, err := v.Store.Items(ctx, folderKey(root))
		if err != nil {
			return err
		}
		for _, i := range items {
			if i.Article != "" {
				v.owners[i.Article] = root
			}
		}
	}
	return nil
}

// forget notes the files as they are, and withdraws the articles whose files are
// not there any more.
func (v *shelf) forget(ctx context.Context, files []ingest.Listed, lost []store.Item) error {
	var items []store.Item
	for _, f := range files {
		i := store.Item{Key: f.Name, Print: f.Stamp, Article: v.items[f.Name].Article} // also while it cannot be read
		if !f.Lines && v.held[f.Name] {
			i.Article = f.Name
		}
		items = append(items, i)
	}
	var names []string
	for _, i := range lost {
		if err := v.withdraw(ctx, i.Article, "its file was removed"); err != nil {
			return err
		}
		names = append(names, i.Key)
	}
	return v.Store.NoteItems(ctx, v.source.URL, items, names)
}
