//go:build goolm

package matrix

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"go.mau.fi/util/dbutil"
	"maunium.net/go/mautrix/crypto"
	"maunium.net/go/mautrix/sqlstatestore"
)

// MakeTables makes the tables that the adapter keeps its keys in, or brings
// them up to date, so that they can be copied. Without encryption there are none.
func MakeTables(ctx context.Context, db *sql.DB, dialect string) error {
	d, err := dbutil.NewWithDB(db, dialect)
	if err != nil {
		return fmt.Errorf("open the matrix keys: %w", err)
	}
	states := sqlstatestore.NewSQLStateStore(d, dbutil.NoopLogger, false)
	keys := crypto.NewSQLCryptoStore(d, dbutil.NoopLogger, "", "", nil)
	if err := errors.Join(states.Upgrade(ctx), keys.DB.Upgrade(ctx)); err != nil {
		return fmt.Errorf("make the tables of the matrix keys: %w", err)
	}
	return nil
}
