package store

import (
	"context"
	"database/sql"
	"time"
)

// Keep is how much is kept. What a digest showed is kept whatever it says.
type Keep struct {
	Since time.Time // articles that arrived before are dropped; zero: none
	Bytes int64     // of all current texts; the oldest articles are dropped until it fits; 0: no limit
	Shown time.Time // articles in digests that were posted since are kept as they are
}

// Retain drops what is too old or too much: whole articles, and old revisions
// of articles that stay. A revision that a digest showed stays, to be proved.
// It returns the IDs of the articles that are not there any more.
func (s *Store) Retain(ctx context.Context, k Keep) (gone []string, err error) {
	gone, err = s.dropped(ctx, k)
	if err != nil {
		return nil, err
	}
	for at := 0; at < len(gone); at += batchArticles {
		some := gone[at:min(len(gone), at+batchArticles)]
		err := s.change(ctx, "drop old articles", func(t *tx) error {
			for _, id := range some {
				for _, q := range []string{`DELETE FROM articles WHERE id = ?`, `DELETE FROM origins WHERE article = ?`, `DELETE FROM revisions WHERE article = ? AND ` + notShown} {
					if _, err := t.ExecContext(ctx, q, id); err != nil {
						return err
					}
				}
			}
			return nil
		})
		if err != nil {
			return gone[:at], err
		}
	}
	if k.Since.IsZero() {
		return gone, nil
	}
	return gone, s.dropRevisions(ctx, k.Since)
}

// dropRevisions drops revisions that arrived before and are current no more.
func (s *Store) dropRevisions(ctx context.Context, since time.Time) error {
	rows, err := s.read.QueryContext(ctx, `SELECT number, stored FROM revisions WHERE NOT EXISTS (SELECT 1 FROM articles a WHERE a.current = revisions.number) AND `+notShown)
	type one struct {
		number int64
		stored string
	}
	all, err := collect(s, "read old revisions", rows, err, func(r *sql.Rows) (o one, err error) { return o, r.Scan(&o.number, &o.stored) })
	if err != nil {
		return err
	}
	return s.change(ctx, "drop old revisions", func(t *tx) error {
		for _, o := range all {
			stored, err := time.Parse(time.RFC3339Nano, o.stored)
			if err != nil || !stored.Before(since) {
				continue
			}
			if _, err := t.ExecContext(ctx, `DELETE FROM revisions WHERE number = ? AND NOT EXISTS (SELECT 1 FROM articles a WHERE a.current = revisions.number) AND `+notShown, o.number); err != nil {
				return err
			}
		}
		return nil
	})
}

const notShown = `NOT EXISTS (SELECT 1 FROM shown p WHERE p.article = revisions.article AND p.sha256 = revisions.sha256)`

// dropped returns the articles that are too old or too much, the oldest first.
func (s *Store) dropped(ctx context.Context, k Keep) ([]string, error) {
	type one struct {
		id     string
		stored time.Time
		bytes  int64
		shown  bool
	}
	rows, err := s.read.QueryContext(ctx, `SELECT a.id, r.stored, length(r.text),
		CASE WHEN EXISTS (SELECT 1 FROM shown p JOIN slots d ON d.id = p.slot WHERE p.article = a.id AND (d.open = 1 OR d.finished >= ?)) THEN 1 ELSE 0 END
		FROM articles a JOIN revisions r ON r.number = a.current ORDER BY r.number`, milli(k.Shown))
	all, err := collect(s, "read ages", rows, err, func(r *sql.Rows) (o one, err error) {
		var stored string
		var shown int
		if err = r.Scan(&o.id, &stored, &o.bytes, &shown); err != nil {
			return o, err
		}
		o.shown = shown == 1
		o.stored, err = time.Parse(time.RFC3339Nano, stored)
		return o, err
	})
	if err != nil {
		return nil, err
	}
	var total int64
	for _, o := range all {
		total += o.bytes
	}
	var gone []string
	for _, o := range all {
		old := !k.Since.IsZero() && o.stored.Before(k.Since)
		if o.shown || !old && (k.Bytes == 0 || total <= k.Bytes) {
			continue
		}
		gone = append(gone, o.id)
		total -= o.bytes
	}
	return gone, nil
}
