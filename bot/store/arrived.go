package store

import (
	"context"
	"database/sql"
	"math"
	"time"
)

// Arrival is the text an article has had since it arrived.
type Arrival struct {
	SHA256 string // of the text it has now
	Former string // of the text it had before; empty for a new article
}

const (
	arrivalPage = 500 // how many rows are read at once, the latest first
	outOfOrder  = 64  // how many older rows end it: the clocks of replicas differ
)

// Arrived returns the articles whose current text was stored since then, by id.
// It reads little more than what has arrived.
func (s *Store) Arrived(ctx context.Context, since time.Time) (map[string]Arrival, error) {
	out, former := map[string]Arrival{}, map[string]string{}
	type row struct {
		number          int64
		id, sum, before string
		stored          time.Time
		current         bool
	}
	last, older := int64(math.MaxInt64), 0
	for {
		rows, err := s.read.QueryContext(ctx, `SELECT r.number, r.article, r.sha256, r.stored, CASE WHEN a.current IS NULL THEN 0 ELSE 1 END,
				coalesce((SELECT o.sha256 FROM revisions o WHERE o.article = r.article AND o.number < r.number ORDER BY o.number DESC LIMIT 1), '')
			FROM revisions r LEFT JOIN articles a ON a.id = r.article AND a.current = r.number
			WHERE r.number < ? ORDER BY r.number DESC LIMIT ?`, last, arrivalPage)
		page, err := collect(s, "read arrivals", rows, err, func(r *sql.Rows) (v row, err error) {
			var stored string
			var current int
			if err = r.Scan(&v.number, &v.id, &v.sum, &stored, &current, &v.before); err == nil {
				v.stored, err = time.Parse(time.RFC3339Nano, stored)
			}
			v.current = current == 1
			return v, err
		})
		if err != nil {
			return nil, err
		}
		for _, v := range page {
			last = v.number
			if v.stored.Before(since) {
				older++
				continue
			}
			former[v.id] = v.before // the oldest that is new was preceded by it
			if v.current {
				out[v.id] = Arrival{SHA256: v.sum}
			}
		}
		if len(page) < arrivalPage || older >= outOfOrder {
			break
		}
	}
	for id, a := range out {
		a.Former = former[id]
		out[id] = a
	}
	return out, nil
}
