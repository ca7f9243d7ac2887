package store

import (
	"context"
	"database/sql"
	"errors"

	"briefingbot/briefing"
)

// Newer returns what other processes have changed: the readings of articles
// whose text is not the one that known has by its SHA-256, and the ids of known
// articles that are not there any more. It reads the ids of all articles, and
// the texts of those that changed.
func (s *Store) Newer(ctx context.Context, known map[string]string) (changed []briefing.Reading, gone []string, err error) {
	type head struct{ id, sum string }
	rows, err := s.read.QueryContext(ctx, `SELECT a.id, r.sha256 FROM articles a JOIN revisions r ON r.number = a.current ORDER BY r.number`)
	heads, err := collect(s, "read store", rows, err, func(r *sql.Rows) (h head, err error) { return h, r.Scan(&h.id, &h.sum) })
	if err != nil {
		return nil, nil, err
	}
	there := make(map[string]bool, len(heads))
	for _, h := range heads {
		there[h.id] = true
		if known[h.id] == h.sum {
			continue
		}
		a, err := s.Article(ctx, h.id, "")
		if errors.Is(err, ErrNotFound) { // deleted just now
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		changed = append(changed, briefing.Read(*a))
	}
	for id := range known {
		if !there[id] {
			gone = append(gone, id)
		}
	}
	return changed, gone, nil
}
