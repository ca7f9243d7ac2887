//go:build goolm

package matrix

import (
	"context"
	"database/sql"
	"fmt"

	"go.mau.fi/util/dbutil"
	"maunium.net/go/mautrix/crypto"
	"maunium.net/go/mautrix/id"
)

// lookIntoVault adds to s what the database says of the device's signature and
// of the rooms. It writes nothing.
func (a *Adapter) lookIntoVault(ctx context.Context, device id.DeviceID, pickle []byte, s *Status) error {
	db, err := dbutil.NewWithDB(a.deps.DB, a.deps.Dialect)
	if err != nil {
		return fmt.Errorf("open the matrix keys: %w", err)
	}
	user := id.UserID(a.conf.User)
	keys := crypto.NewSQLCryptoStore(db, dbutil.NoopLogger, a.conf.User, device, pickle)
	account, err := keys.GetAccount(ctx)
	if err != nil || account == nil {
		return wrap("open the matrix keys: MATRIX_PICKLE_KEY is not the one they were sealed with", err)
	}
	identity, err := keys.GetCrossSigningKeys(ctx, user)
	if err != nil {
		return fmt.Errorf("read the bot's identity: %w", err)
	}
	if own, ok := identity[id.XSUsageSelfSigning]; ok {
		if s.Verified, err = keys.IsKeySignedBy(ctx, user, account.SigningKey(), user, own.Key); err != nil {
			return fmt.Errorf("read the signature of the bot's device: %w", err)
		}
	}
	var sealed sql.NullInt64
	err = db.QueryRow(ctx, `SELECT count(*), sum(CASE WHEN r.encryption IS NULL THEN 0 ELSE 1 END)
		FROM mx_user_profile u LEFT JOIN mx_room_state r ON r.room_id = u.room_id
		WHERE u.user_id = $1 AND u.membership = 'join'`, a.conf.User).Scan(&s.Rooms, &sealed)
	s.Encrypted = int(sealed.Int64)
	return wrap("count the matrix rooms", err)
}
