//go:build !goolm

package matrix

import (
	"context"
	"database/sql"
)

// MakeTables makes the tables that the adapter keeps its keys in. Without
// encryption there are none.
func MakeTables(context.Context, *sql.DB, string) error { return nil }
