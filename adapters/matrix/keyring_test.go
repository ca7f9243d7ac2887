//go:build goolm

package matrix

import (
	"context"
	"errors"
	"sync"
	"testing"

	"go.mau.fi/util/dbutil"
	"maunium.net/go/mautrix/crypto"
)

// TestKeysOverOneConnection asks for sessions in both ways at once, as the sync
// and an answer do: neither may wait for what the other has.
func TestKeysOverOneConnection(t *testing.T) {
	db, err := dbutil.NewWithDB(botDB(t), "sqlite3")
	if err != nil {
		t.Fatal(err)
	}
	k := &keyring{SQLCryptoStore: crypto.NewSQLCryptoStore(db, dbutil.NoopLogger, string(theBot), "DEVICE", []byte("pickle"))}
	ctx, cancel := context.WithTimeout(t.Context(), longest)
	defer cancel()
	if err := k.DB.Upgrade(ctx); err != nil {
		t.Fatal(err)
	}
	var asking sync.WaitGroup
	errs := make([]error, 4)
	for n := range errs {
		asking.Go(func() {
			for range 200 {
				var err error
				if n%2 == 0 {
					_, err = k.GetSessions(ctx, "somebody's device")
				} else {
					_, err = k.GetLatestSession(ctx, "somebody's device")
				}
				errs[n] = errors.Join(errs[n], err)
			}
		})
	}
	asking.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Error(err)
	}
}
