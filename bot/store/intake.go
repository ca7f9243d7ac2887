package store

import (
	"context"
	"database/sql"
	"time"

	"briefingbot/briefing"
)

// Item is something a source has offered.
type Item struct {
	Key     string // what the source knows it by
	GUID    string // the source's own id, which it may reuse
	Article string // the ID of its article; empty when it could not be taken in
	Print   string // of what the source states; another one means that it was changed
	Seen    time.Time
}

// Intake is an item and what comes of it: all of it is stored, or nothing.
type Intake struct {
	Source    string
	Item      Item
	Reading   briefing.Reading // Article nil: there is none (yet)
	URL       string           // that was fetched
	Extractor string           // what made the text, name and version
}

// Items returns what a source has offered, by key.
func (s *Store) Items(ctx context.Context, source string) (map[string]Item, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT item, guid, article, print, seen FROM items WHERE source = ?`, source)
	all, err := collect(s, "read items", rows, err, func(r *sql.Rows) (i Item, err error) {
		var seen int64
		err = r.Scan(&i.Key, &i.GUID, &i.Article, &i.Print, &seen)
		i.Seen = fromMilli(seen)
		return i, err
	})
	items := make(map[string]Item, len(all))
	for _, i := range all {
		items[i.Key] = i
	}
	return items, err
}

// Take stores an item with its article in one transaction, and says what that
// changed: a new article, or the text of one.
func (s *Store) Take(ctx context.Context, in Intake) (fresh, changed bool, err error) {
	r := in.Reading
	if r.Article != nil {
		if err := check(r); err != nil {
			return false, false, err
		}
	}
	err = s.transact(ctx, "take "+in.Item.Key+" in", func(b *batch) error {
		fresh, changed = false, false
		_, err := b.tx.ExecContext(ctx, `INSERT INTO items (source, item, guid, article, print, seen) VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT (source, item) DO UPDATE SET guid = excluded.guid, print = excluded.print, seen = excluded.seen,
				article = CASE WHEN excluded.article = '' THEN items.article ELSE excluded.article END`,
			in.Source, in.Item.Key, in.Item.GUID, in.Item.Article, in.Item.Print, milli(s.now()))
		if err != nil || r.Article == nil {
			return err
		}
		var was string
		rows, err := b.tx.QueryContext(ctx, `SELECT r.sha256 FROM articles a JOIN revisions r ON r.number = a.current WHERE a.id = ?`, r.Article.ID)
		if err != nil {
			return err
		}
		for rows.Next() {
			err = rows.Scan(&was)
		}
		if err = errorOf(rows, err); err != nil {
			return err
		}
		fresh, changed = was == "", was != "" && was != r.Article.SHA256
		if err := b.put(ctx, r); err != nil {
			return err
		}
		_, err = b.tx.ExecContext(ctx, `INSERT INTO origins (article, sha256, source, url, extractor, fetched) VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT (article, sha256) DO NOTHING`, r.Article.ID, r.Article.SHA256, in.Source, in.URL, in.Extractor, milli(s.now()))
		if err != nil {
			return err
		}
		_, err = b.tx.ExecContext(ctx, `DELETE FROM withdrawn WHERE article = ?`, r.Article.ID)
		return err
	})
	return fresh, changed, err
}

func errorOf(rows *sql.Rows, err error) error {
	if e := rows.Err(); err == nil {
		err = e
	}
	if e := rows.Close(); err == nil {
		err = e
	}
	return err
}

// SawItems notes that a source still offers these items, and forgets the ones
// it has not offered since then.
func (s *Store) SawItems(ctx context.Context, source string, keys []string, since time.Time) error {
	return s.change(ctx, "note items", func(t *tx) error {
		now := milli(s.now())
		for _, k := range keys {
			if _, err := t.ExecContext(ctx, `UPDATE items SET seen = ? WHERE source = ? AND item = ?`, now, source, k); err != nil {
				return err
			}
		}
		_, err := t.ExecContext(ctx, `DELETE FROM items WHERE source = ? AND seen < ?`, source, milli(since))
		return err
	})
}

// Origin says where a revision came from.
type Origin struct {
	Source    string
	URL       string    // that was fetched
	Extractor string    // what made the text of what was sent, name and version
	Fetched   time.Time // when
}

// Origin returns where a revision came from; zero when it is not known, as for
// articles of files.
func (s *Store) Origin(ctx context.Context, article, sum string) (o Origin, err error) {
	rows, err := s.read.QueryContext(ctx, `SELECT source, url, extractor, fetched FROM origins WHERE article = ? AND sha256 = ?`, article, sum)
	all, err := collect(s, "read origin", rows, err, func(r *sql.Rows) (o Origin, err error) {
		var fetched int64
		err = r.Scan(&o.Source, &o.URL, &o.Extractor, &fetched)
		o.Fetched = fromMilli(fetched)
		return o, err
	})
	if len(all) > 0 {
		o = all[0]
	}
	return o, err
}

// Owner returns the other source whose an article is: its text came from there,
// and it is still offered there. Empty when there is none.
func (s *Store) Owner(ctx context.Context, article, source string) (string, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT i.source FROM items i JOIN sources s ON s.url = i.source
		JOIN articles a ON a.id = i.article JOIN revisions r ON r.number = a.current
		JOIN origins o ON o.article = i.article AND o.sha256 = r.sha256 AND o.source = i.source
		WHERE i.article = ? AND i.source <> ? LIMIT 1`, article, source)
	all, err := collect(s, "read owner", rows, err, func(r *sql.Rows) (o string, err error) { return o, r.Scan(&o) })
	if len(all) == 0 {
		return "", err
	}
	return all[0], err
}

// NoteItems sets many items of a source at once, and forgets others.
func (s *Store) NoteItems(ctx context.Context, source string, items []Item, forget []string) error {
	return s.change(ctx, "note items", func(t *tx) error {
		now := milli(s.now())
		for _, i := range items {
			if _, err := t.ExecContext(ctx, `INSERT INTO items (source, item, guid, article, print, seen) VALUES (?, ?, ?, ?, ?, ?)
				ON CONFLICT (source, item) DO UPDATE SET article = excluded.article, print = excluded.print, seen = excluded.seen`,
				source, i.Key, i.GUID, i.Article, i.Print, now); err != nil {
				return err
			}
		}
		for _, k := range forget {
			if _, err := t.ExecContext(ctx, `DELETE FROM items WHERE source = ? AND item = ?`, source, k); err != nil {
				return err
			}
		}
		return nil
	})
}
