package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"slices"
	"strings"
)

// table is how a table is read and written: its columns, each with a letter
// for what it holds, and the order in which its rows are copied.
type table struct {
	name    string
	columns string // "name:kind …"; see kinds
	order   string
	counted string // a column of numbers that the database gives
}

// The kinds of column: t text, i integer, b bytes, r text of any bytes (see
// batch.any); and of the tables of others o true or false, m a moment, j JSON, c text
// that PostgreSQL fills up with spaces. After a question mark they may be NULL.
var tables = []table{
	{"revisions", "number:i article:t sha256:t url:r title:r outlet:r published:t lang:r stored:t text:b analysis:t layout:b quotes:b", "number", "number"},
	{"articles", "id:t current:i", "id", ""},
	{"schedules", "id:t platform:t team:t channel:t thread:t spec:t owner:t name:t origin:t paused:i until:i reached:i next:i created:i changed:i", "id", ""},
	{"slots", "id:t schedule:t platform:t team:t channel:t thread:t local:t zone:t due:i state:t why:t open:i not_before:i tries:i made:i finished:i remote:t version:i corrected:t told:t payload:?b", "id", ""},
	{"deliveries", "slot:t part:i key:t body:b sha256:t state:t tries:i looks:i sent:i first:i looked:i worker:t remote:t why:t posted:i", "slot, part", ""},
	{"shown", "slot:t n:i article:t sha256:t first:i past:i", "slot, n", ""},
	{"audit", "number:i at:i request:?t who:t name:t platform:t team:t channel:t verb:t schedule:t before:t after:t", "number", "number"},
	{"sources", "url:t origin:t who:t added:i next:i state:t", "url", ""},
	{"items", "source:t item:t guid:t article:t print:t seen:i", "source, item", ""},
	{"origins", "article:t sha256:t source:t url:t extractor:t fetched:i", "article, sha256", ""},
	{"withdrawn", "article:t sha256:t at:i why:t", "article", ""},
	{"memory", "key:b value:b until:i", "key", ""},
	{"claims", "key:b until:i", "key", ""},
}

func (t table) fields() (names, kinds []string) {
	for _, c := range strings.Fields(t.columns) {
		name, kind, _ := strings.Cut(c, ":")
		names, kinds = append(names, name), append(kinds, kind)
	}
	return names, kinds
}

// Copy copies everything from one store into another, which must be empty, in
// one transaction: all of it is there at the end, or nothing. Each table is then read
// again and compared. tell, if not nil, is called with the rows of a table done so far.
// What others keep beside the store is copied too; their tables must have been
// made in both. No bot may run on either store meanwhile.
func Copy(ctx context.Context, from, to *Store, tell func(table string, done, of int)) error {
	doing := "copy store " + from.path + " to"
	if to.write == nil {
		return fmt.Errorf("%s %s: it is open for reading only", doing, to.path)
	}
	in, err := from.snapshot(ctx)
	if err != nil {
		return from.explain("copy store", err)
	}
	defer in.Rollback()
	out, err := to.write.begin(ctx)
	if err != nil {
		return to.explain(doing, err)
	}
	defer out.Rollback()
	all, err := shared(ctx, in, out)
	if err != nil {
		return fmt.Errorf("%s %s: %w", doing, to.path, err)
	}
	all = append(slices.Clone(tables), all...)
	if err := empty(ctx, out, all); err != nil {
		return fmt.Errorf("%s %s: %w", doing, to.path, err)
	}
	for _, t := range all {
		want, rows, err := t.copy(ctx, in, out, tell)
		if err != nil {
			return to.explain(doing, fmt.Errorf("table %s: %w", t.name, err))
		}
		got, n, err := t.digest(ctx, out)
		if err != nil {
			return to.explain(doing, fmt.Errorf("table %s: %w", t.name, err))
		}
		if got != want || n != rows {
			return fmt.Errorf("%s %s: table %s came out different (%d rows of %d); nothing was stored", doing, to.path, t.name, n, rows)
		}
	}
	return to.explain(doing, out.Commit())
}

// snapshot is a transaction that sees the store as it is now.
func (s *Store) snapshot(ctx context.Context) (*tx, error) {
	options := &sql.TxOptions{ReadOnly: true}
	if s.pool != nil {
		options.Isolation = sql.LevelRepeatableRead
	}
	t, err := s.read.BeginTx(ctx, options)
	if err != nil {
		return nil, err
	}
	return &tx{t, s.read.numbered}, nil
}

// copy copies one table and returns the digest of what it read.
func (t table) copy(ctx context.Context, in, out *tx, tell func(string, int, int)) (sum [32]byte, done int, err error) {
	total := 0
	if err := in.QueryRowContext(ctx, `SELECT count(*) FROM `+t.name).Scan(&total); err != nil {
		return sum, 0, err
	}
	names, kinds := t.fields()
	insert, err := out.PrepareContext(ctx, `INSERT INTO `+t.name+` (`+strings.Join(names, ", ")+`) VALUES (`+strings.TrimSuffix(strings.Repeat("?, ", len(names)), ", ")+`)`)
	if err != nil {
		return sum, 0, err
	}
	defer insert.Close()
	b := &batch{tx: out}
	sum, err = t.each(ctx, in, func(row []any) error {
		for i, v := range row {
			if kinds[i] == "r" {
				row[i] = b.any(string(v.([]byte)))
			}
		}
		if _, err := insert.ExecContext(ctx, row...); err != nil {
			return err
		}
		if done++; tell != nil && (done%500 == 0 || done == total) {
			tell(t.name, done, total)
		}
		return nil
	})
	if err == nil && t.counted != "" && out.numbered {
		_, err = out.ExecContext(ctx, `SELECT setval(pg_get_serial_sequence('`+t.name+`', '`+t.counted+`'), (SELECT coalesce(max(`+t.counted+`), 0) + 1 FROM `+t.name+`), false)`)
	}
	return sum, done, err
}

// digest reads a table and returns the digest of all its rows.
func (t table) digest(ctx context.Context, in *tx) (sum [32]byte, rows int, err error) {
	sum, err = t.each(ctx, in, func([]any) error { rows++; return nil })
	return sum, rows, err
}

// each reads the rows of a table, calls do with each, and returns the digest of
// all, in whatever order: no two rows of a table are the same.
func (t table) each(ctx context.Context, in *tx, do func([]any) error) (sum [32]byte, err error) {
	names, kinds := t.fields()
	q := `SELECT ` + strings.Join(names, ", ") + ` FROM ` + t.name
	if t.order != "" {
		q += ` ORDER BY ` + t.order
	}
	rows, err := in.QueryContext(ctx, q)
	if err != nil {
		return sum, err
	}
	defer rows.Close()
	into := make([]any, len(kinds))
	h := sha256.New()
	for rows.Next() {
		for i, kind := range kinds {
			into[i] = room(kind)
		}
		if err := rows.Scan(into...); err != nil {
			return sum, err
		}
		h.Reset()
		row := make([]any, len(into))
		for i := range into {
			if row[i], err = value(into[i], kinds[i], h); err != nil {
				return sum, err
			}
		}
		for i, b := range h.Sum(nil) {
			sum[i] ^= b
		}
		if err := do(row); err != nil {
			return sum, err
		}
	}
	return sum, rows.Err()
}
