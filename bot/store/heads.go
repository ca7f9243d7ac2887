package store

import (
	"context"
	"database/sql"
	"iter"
	"time"

	"briefingbot/briefing"
)

// Analyser names what takes articles apart today: two that read the probe
// differently have different names.
func (s *Store) Analyser() string { return s.analysis }

// Heads returns the current revision of every article in order of arrival, as
// [Store.Readings] does, but without their texts, which it neither reads nor
// proves. An error comes last.
func (s *Store) Heads(ctx context.Context) iter.Seq2[briefing.Article, error] {
	return func(yield func(briefing.Article, error) bool) {
		rows, err := s.read.QueryContext(ctx, `SELECT r.article, r.sha256, r.url, r.title, r.outlet, r.published, r.lang
			FROM revisions r `+s.inOrder()+` JOIN articles a ON a.current = r.number ORDER BY r.number`)
		if err != nil {
			yield(briefing.Article{}, s.explain("read store", err))
			return
		}
		defer rows.Close()
		for rows.Next() {
			a, err := head(rows)
			if err != nil {
				yield(briefing.Article{}, s.explain("read store", err))
				return
			}
			if !yield(a, nil) {
				return
			}
		}
		if err := s.explain("read store", rows.Err()); err != nil {
			yield(briefing.Article{}, err)
		}
	}
}

func head(rows *sql.Rows) (a briefing.Article, err error) {
	var published string
	if err = rows.Scan(&a.ID, &a.SHA256, &a.URL, &a.Title, &a.Outlet, &published, &a.Lang); err == nil && published != "" {
		a.Published, err = time.Parse(time.RFC3339Nano, published)
	}
	return a, err
}
