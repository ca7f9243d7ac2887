package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"
	"time"

	"briefingbot/briefing"
)

const columns = `r.article, r.sha256, r.url, r.title, r.outlet, r.published, r.lang, r.text`

// Article returns an article as it was when its text had the SHA-256 sum, in
// lower-case hexadecimal. sum may be cut short to its first digits; empty means
// the current revision. The error is [ErrNotFound] when there is none.
func (s *Store) Article(ctx context.Context, id, sum string) (*briefing.Article, error) {
	q := `SELECT ` + columns + ` FROM articles a JOIN revisions r ON r.number = a.current WHERE a.id = ?`
	args := []any{id}
	if sum != "" {
		// "g" sorts after every hexadecimal digit.
		q = `SELECT ` + columns + ` FROM revisions r WHERE r.article = ? AND r.sha256 >= ? AND r.sha256 < CAST(? AS TEXT) || 'g' LIMIT 1`
		args = append(args, sum, sum)
	}
	rows, err := s.read.QueryContext(ctx, q, args...)
	if err != nil {
		return nil, s.explain("read article "+id+" from store", err)
	}
	defer rows.Close()
	if !rows.Next() {
		if err := rows.Err(); err != nil {
			return nil, s.explain("read article "+id+" from store", err)
		}
		return nil, fmt.Errorf("article %q %s: %w", id, sum, ErrNotFound)
	}
	return s.article(rows)
}

// article reads the columns of one row, and more into extra. It proves the text.
func (s *Store) article(rows *sql.Rows, extra ...any) (*briefing.Article, error) {
	a := &briefing.Article{}
	var published string
	var text sql.RawBytes
	into := append([]any{&a.ID, &a.SHA256, &a.URL, &a.Title, &a.Outlet, &published, &a.Lang, &text}, extra...)
	if err := rows.Scan(into...); err != nil {
		return nil, s.explain("read store", err)
	}
	if got := sumBytes(text); got != a.SHA256 {
		return nil, s.altered(a.ID, a.SHA256, got)
	}
	a.Text = string(text)
	if published != "" {
		t, err := time.Parse(time.RFC3339Nano, published)
		if err != nil {
			return nil, s.explain("read article "+a.ID+" from store", err)
		}
		a.Published = t
	}
	return a, nil
}

// Readings returns the current revision of every article, in order of arrival.
// An article that an older analyser took apart is read again, and what comes
// out is stored. An article that cannot be read is an error in its place; the
// others follow.
func (s *Store) Readings(ctx context.Context) iter.Seq2[briefing.Reading, error] {
	return func(yield func(briefing.Reading, error) bool) {
		again, err := s.readings(ctx, yield)
		if err == nil {
			err = s.refresh(ctx, again)
		}
		if err != nil && !errors.Is(err, errStopped) {
			yield(briefing.Reading{}, err)
		}
	}
}

// errStopped means that the caller wants no more.
var errStopped = errors.New("stopped")

// readings yields the readings and returns those that it had to make again.
func (s *Store) readings(ctx context.Context, yield func(briefing.Reading, error) bool) ([]briefing.Reading, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT `+columns+`, r.analysis, r.layout, r.quotes
		FROM revisions r `+s.inOrder()+` JOIN articles a ON a.current = r.number ORDER BY r.number`)
	if err != nil {
		return nil, s.explain("read store", err)
	}
	defer rows.Close()
	var again []briefing.Reading
	for rows.Next() {
		var analysis string
		var layout, quotes sql.RawBytes
		a, err := s.article(rows, &analysis, &layout, &quotes)
		if err != nil {
			if !yield(briefing.Reading{}, err) {
				return again, errStopped
			}
			continue
		}
		r, ok := briefing.Reading{}, false
		if analysis == s.analysis {
			r, ok = unpack(a, layout, quotes)
		}
		if !ok {
			r = briefing.Read(*a)
			again = append(again, r)
		}
		if len(again) == batchArticles {
			if err := s.refresh(ctx, again); err != nil {
				return nil, err
			}
			again = nil
		}
		if !yield(r, nil) {
			return again, errStopped
		}
	}
	return again, s.explain("read store", rows.Err())
}

// inOrder keeps SQLite from sorting what it can read in order.
func (s *Store) inOrder() string {
	if s.pool == nil {
		return "CROSS"
	}
	return ""
}

// refresh stores readings that were made again, where the store can be written.
func (s *Store) refresh(ctx context.Context, rs []briefing.Reading) error {
	if s.write == nil || len(rs) == 0 {
		return nil
	}
	return s.PutAll(ctx, rs)
}

func unpack(a *briefing.Article, layout, quotes []byte) (briefing.Reading, bool) {
	l, err := parseLayout(layout, len(a.Text))
	if err != nil {
		return briefing.Reading{}, false
	}
	qs, err := parseQuotes(quotes, len(a.Text))
	if err != nil {
		return briefing.Reading{}, false
	}
	return briefing.Reading{Article: a, Layout: l, Quotes: qs}, true
}

func sumBytes(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}
