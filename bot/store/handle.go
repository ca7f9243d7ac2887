package store

import (
	"context"
	"database/sql"
	"strconv"
	"strings"
)

// handle is a database whose statements are written with ? for their values,
// whatever the database wants.
type handle struct {
	*sql.DB
	numbered bool // PostgreSQL: $1, $2…
}

// querier is what a handle and a transaction have in common.
type querier interface {
	ExecContext(context.Context, string, ...any) (sql.Result, error)
	QueryContext(context.Context, string, ...any) (*sql.Rows, error)
	QueryRowContext(context.Context, string, ...any) *sql.Row
}

func (h *handle) ExecContext(ctx context.Context, q string, args ...any) (sql.Result, error) {
	return h.DB.ExecContext(ctx, bind(q, h.numbered), args...)
}

func (h *handle) QueryContext(ctx context.Context, q string, args ...any) (*sql.Rows, error) {
	return h.DB.QueryContext(ctx, bind(q, h.numbered), args...)
}

func (h *handle) QueryRowContext(ctx context.Context, q string, args ...any) *sql.Row {
	return h.DB.QueryRowContext(ctx, bind(q, h.numbered), args...)
}

func (h *handle) begin(ctx context.Context) (*tx, error) {
	t, err := h.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	return &tx{t, h.numbered}, nil
}

// tx is a transaction of a handle.
type tx struct {
	*sql.Tx
	numbered bool
}

func (t *tx) ExecContext(ctx context.Context, q string, args ...any) (sql.Result, error) {
	return t.Tx.ExecContext(ctx, bind(q, t.numbered), args...)
}

func (t *tx) QueryContext(ctx context.Context, q string, args ...any) (*sql.Rows, error) {
	return t.Tx.QueryContext(ctx, bind(q, t.numbered), args...)
}

func (t *tx) QueryRowContext(ctx context.Context, q string, args ...any) *sql.Row {
	return t.Tx.QueryRowContext(ctx, bind(q, t.numbered), args...)
}

func (t *tx) PrepareContext(ctx context.Context, q string) (*sql.Stmt, error) {
	return t.Tx.PrepareContext(ctx, bind(q, t.numbered))
}

// bind numbers the values of a statement. Our statements have no ? in texts.
func bind(q string, numbered bool) string {
	if !numbered || !strings.Contains(q, "?") {
		return q
	}
	var b strings.Builder
	for n := 1; ; n++ {
		before, after, found := strings.Cut(q, "?")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		b.WriteString("$" + strconv.Itoa(n))
		q = after
	}
}
