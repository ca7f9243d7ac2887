//go:build goolm

package matrix

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"go.mau.fi/util/dbutil"
	"maunium.net/go/mautrix"
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

// TestKeysForStrangers tells the bot often that none of them is left, as syncs
// without news do: it asks the homeserver before it makes more, because it
// keeps but a hundred and the homeserver hands out the oldest, too.
func TestKeysForStrangers(t *testing.T) {
	left, made := 0, 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var body struct {
			Keys map[string]json.RawMessage `json:"one_time_keys"`
		}
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
			t.Error(err)
		}
		left, made = left+len(body.Keys), made+len(body.Keys)
		_, _ = fmt.Fprintf(w, `{"one_time_key_counts":{"signed_curve25519":%d}}`, left)
	}))
	defer server.Close()
	v, _ := newVault(t, botDB(t), server.URL)
	if err := v.machine.ShareKeys(t.Context(), -1); err != nil {
		t.Fatal(err)
	}
	published := made
	for range 5 {
		if err := v.take(t.Context(), &mautrix.RespSync{}, ""); err != nil {
			t.Fatal(err)
		}
	}
	if made != published {
		t.Errorf("%d keys were published, and %d more while they were there", published, made-published)
	}
	left -= 20
	if err := v.take(t.Context(), &mautrix.RespSync{DeviceOTKCount: mautrix.OTKCount{SignedCurve25519: left}}, ""); err != nil {
		t.Fatal(err)
	}
	if left != enoughKeys {
		t.Errorf("%d keys are left", left)
	}
}
