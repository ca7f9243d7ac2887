package watch

import (
	"context"
	"errors"
	"iter"
	"path"
	"path/filepath"
	"strings"
	"time"

	"briefingbot/bot/ingest"
	"briefingbot/bot/store"
	"briefingbot/briefing"
)

// together is how many articles of files are stored at once.
const together = 512

// linesKey is where the store keeps what the JSON Lines of a folder or file had:
// an item for each article.
func linesKey(root string) string { return "lines:" + filepath.ToSlash(root) }

// read takes the articles of some files in.
func (v *shelf) read(ctx context.Context, files []ingest.Listed) error {
	var names []string
	v.single = map[string]bool{}
	for _, f := range files {
		names = append(names, f.Name)
		v.of += f.Size
		v.single[f.Name] = !f.Lines
		if f.Lines && v.lines == nil {
			var err error
			if v.lines, err = v.Store.Items(ctx, linesKey(v.root)); err != nil {
				return err
			}
		}
	}
	if len(names) > 0 {
		v.l.Refused, v.l.Reason = 0, ""
	}
	if err := v.others(ctx); err != nil {
		return err
	}
	for r, err := range v.Read(ctx, v.changed(ingest.Some(v.root, names))) {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if err == nil && v.owners[r.Article.ID] != "" {
			err = &ingest.Error{Source: path.Join(v.root, r.Article.ID), Reason: "its id is taken by " + v.owners[r.Article.ID], Remedy: "give each article an id of its own"}
		}
		if err != nil {
			v.l.Refused++
			v.l.Reason = why(err)
			v.Log.Warn("an article was left out", "source", v.root, "why", v.l.Reason)
			continue
		}
		v.held[r.Article.ID] = true
		v.done += int64(len(r.Article.Text))
		if v.waiting = append(v.waiting, r); len(v.waiting) == together {
			if err := v.put(ctx); err != nil {
				return err
			}
		}
	}
	if err := v.put(ctx); err != nil {
		return err
	}
	v.progress(v.taken, 1) // a file is more than its articles' texts
	return nil
}

// changed passes over the articles of JSON Lines that are as they were: a file
// that grows is not taken apart anew, and what was dropped as too old does not
// come back with the next line.
func (v *shelf) changed(all iter.Seq2[briefing.Article, error]) iter.Seq2[briefing.Article, error] {
	return func(yield func(briefing.Article, error) bool) {
		for a, err := range all {
			if err == nil && !v.single[a.ID] {
				print := printOf(&a) // before what its text states is added to it
				if v.lines[a.ID].Print == print {
					v.passed.Add(int64(len(a.Text)))
					continue
				}
				v.prints.Store(a.ID, print)
			}
			if !yield(a, err) {
				return
			}
		}
	}
}

// printOf is another one when anything of an article is.
func printOf(a *briefing.Article) string {
	return briefing.Sum(strings.Join([]string{a.Title, a.Outlet, a.URL, a.Lang, a.Published.Format(time.RFC3339Nano), a.Text}, "\x00"))[:32]
}

// put stores what waits, and counts it.
func (v *shelf) put(ctx context.Context) error {
	var fresh []briefing.Reading
	var lines []store.Item
	for _, r := range v.waiting {
		if print, ok := v.prints.LoadAndDelete(r.Article.ID); ok {
			lines = append(lines, store.Item{Key: r.Article.ID, Print: print.(string)})
		}
		old, err := v.Store.Article(ctx, r.Article.ID, "")
		switch {
		case errors.Is(err, store.ErrNotFound):
			v.l.New++
		case err != nil:
			return err
		case same(old, r.Article):
			continue
		default:
			v.l.Updated++
		}
		fresh = append(fresh, r)
	}
	if err := v.Store.PutAll(ctx, fresh); err != nil {
		v.tookSome(ctx, fresh)
		return err
	}
	for _, r := range fresh {
		v.Took(r)
	}
	if len(lines) > 0 {
		if err := v.Store.NoteItems(ctx, linesKey(v.root), lines, nil); err != nil {
			return err
		}
	}
	v.taken += len(v.waiting)
	v.waiting = v.waiting[:0]
	v.progress(v.taken, min(1, float64(v.done+v.passed.Load())/float64(max(v.of, 1))))
	return nil
}

// tookSome tells of what was stored before the store failed: the next look finds
// nothing new in it.
func (v *shelf) tookSome(ctx context.Context, some []briefing.Reading) {
	for _, r := range some {
		if sum, err := v.Store.Sum(ctx, r.Article.ID); err == nil && sum == r.Article.SHA256 {
			v.Took(r)
		}
	}
}

// same reports whether an article is as it was.
func same(old, a *briefing.Article) bool {
	return old.SHA256 == a.SHA256 && old.Title == a.Title && old.Outlet == a.Outlet && old.URL == a.URL && old.Lang == a.Lang && old.Published.Equal(a.Published)
}
