package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"briefingbot/briefing"
)

// batchArticles and batchBytes bound one transaction of PutAll: large enough
// that its fixed cost vanishes, small enough that a kill loses little work.
const (
	batchArticles = 256
	batchBytes    = 8 << 20
)

// longestID is the most bytes of an article's id: what an index of PostgreSQL
// holds beside a hash, with some to spare.
const longestID = 2000

// Put stores one article with its reading in one transaction. The same article
// with the same text changes nothing; with another text it gets a new revision
// and the old text stays to be cited.
func (s *Store) Put(ctx context.Context, r briefing.Reading) error {
	if err := check(r); err != nil {
		return err
	}
	return s.transact(ctx, "put article "+r.Article.ID+" into store", func(b *batch) error { return b.put(ctx, r) })
}

// PutAll stores many articles, some hundreds in each transaction. What cannot
// be stored is named in the error; the rest is stored. An error of the database
// ends it: what was committed before stays.
func (s *Store) PutAll(ctx context.Context, rs []briefing.Reading) error {
	var refused []error
	for len(rs) > 0 {
		n, bytes := 0, 0
		for n < len(rs) && n < batchArticles && bytes < batchBytes {
			if rs[n].Article != nil {
				bytes += len(rs[n].Article.Text)
			}
			n++
		}
		err := s.transact(ctx, "put articles into store", func(b *batch) error {
			for _, r := range rs[:n] {
				if err := check(r); err != nil {
					refused = append(refused, err)
				} else if err := b.put(ctx, r); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return errors.Join(append(refused, err)...)
		}
		rs = rs[n:]
	}
	return errors.Join(refused...)
}

// Delete removes an article with all its revisions. An article that is not
// there is no error.
func (s *Store) Delete(ctx context.Context, id string) error {
	return s.transact(ctx, "delete article "+id+" from store", func(b *batch) error {
		if _, err := b.tx.ExecContext(ctx, `DELETE FROM articles WHERE id = ?`, id); err != nil {
			return err
		}
		_, err := b.tx.ExecContext(ctx, `DELETE FROM revisions WHERE article = ?`, id)
		return err
	})
}

// check refuses what could not be proved or found again later.
func check(r briefing.Reading) error {
	a := r.Article
	switch {
	case a == nil || r.Layout == nil:
		return errors.New("put article: the reading has no article or no layout; make it with briefing.Read")
	case a.ID == "":
		return errors.New("put article: it has no id; give it one")
	case len(a.ID) > longestID:
		return fmt.Errorf("put article %q…: its id has %d bytes and may have %d; give it a shorter one", a.ID[:60], len(a.ID), longestID)
	case !utf8.ValidString(a.ID) || strings.ContainsRune(a.ID, 0):
		return fmt.Errorf("put article %q: its id is not UTF-8 text; give it another", a.ID)
	case briefing.Sum(a.Text) != a.SHA256:
		return fmt.Errorf("put article %q: %q is not the SHA-256 of its text; make the reading with briefing.Read", a.ID, a.SHA256)
	case a.Published.Year() < 0 || a.Published.Year() > 9999:
		return fmt.Errorf("put article %q: its date is in the year %d; leave it empty or correct it", a.ID, a.Published.Year())
	}
	return inside(r)
}

// transact runs do in one transaction.
func (s *Store) transact(ctx context.Context, doing string, do func(*batch) error) error {
	if s.write == nil {
		return fmt.Errorf("%s %s: it is open for reading only", doing, s.path)
	}
	for try := 0; ; try++ {
		err := s.attempt(ctx, do)
		if err == nil || !conflicted(err) || try == 5 {
			return s.explain(doing, err)
		}
	}
}

func (s *Store) attempt(ctx context.Context, do func(*batch) error) error {
	tx, err := s.write.begin(ctx)
	if err != nil {
		return err
	}
	b := &batch{tx: tx, analysis: s.analysis, stored: stamp(s.now())}
	if err = do(b); err == nil {
		err = tx.Commit()
	}
	if err != nil {
		tx.Rollback()
	}
	return err
}

// batch is one transaction with its statements, each prepared once.
type batch struct {
	tx                *tx
	analysis          string
	stored            string
	find, add, choose *sql.Stmt
}

const (
	findSQL = `SELECT r.sha256, r.analysis, r.url, r.title, r.outlet, r.published, r.lang
		FROM articles a JOIN revisions r ON r.number = a.current WHERE a.id = ?`
	addSQL = `INSERT INTO revisions (article, sha256, url, title, outlet, published, lang, stored, text, analysis, layout, quotes)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (article, sha256) DO UPDATE SET url = excluded.url, title = excluded.title, outlet = excluded.outlet,
			published = excluded.published, lang = excluded.lang, analysis = excluded.analysis,
			layout = excluded.layout, quotes = excluded.quotes
		RETURNING number`
	chooseSQL = `INSERT INTO articles (id, current) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET current = excluded.current`
)

func (b *batch) prepare(ctx context.Context) (err error) {
	if b.find != nil {
		return nil
	}
	if b.find, err = b.tx.PrepareContext(ctx, findSQL); err != nil {
		return err
	}
	if b.add, err = b.tx.PrepareContext(ctx, addSQL); err != nil {
		return err
	}
	b.choose, err = b.tx.PrepareContext(ctx, chooseSQL)
	return err
}

func (b *batch) put(ctx context.Context, r briefing.Reading) error {
	if err := b.prepare(ctx); err != nil {
		return err
	}
	a, published := r.Article, stamp(r.Article.Published)
	var has, want [7]string
	err := b.find.QueryRowContext(ctx, a.ID).Scan(&has[0], &has[1], &has[2], &has[3], &has[4], &has[5], &has[6])
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if want = [7]string{a.SHA256, b.analysis, a.URL, a.Title, a.Outlet, published, a.Lang}; has == want {
		return nil
	}
	var number int64
	err = b.add.QueryRowContext(ctx, a.ID, a.SHA256, b.any(a.URL), b.any(a.Title), b.any(a.Outlet), published, b.any(a.Lang), b.stored,
		[]byte(a.Text), b.analysis, packLayout(r.Layout), packQuotes(r.Quotes)).Scan(&number)
	if err != nil {
		return err
	}
	_, err = b.choose.ExecContext(ctx, a.ID, number)
	return err
}

// any is a text of any bytes as its column takes it: a text of PostgreSQL holds
// UTF-8 only.
func (b *batch) any(text string) any {
	if b.tx.numbered {
		return []byte(text)
	}
	return text
}

// stamp writes a time as the tables keep it; empty for no time.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339Nano)
}
