//go:build goolm

package matrix

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"time"

	"maunium.net/go/mautrix"
	"maunium.net/go/mautrix/crypto/goolm/account"
	"maunium.net/go/mautrix/crypto/signatures"
	"maunium.net/go/mautrix/id"
)

// lentFor is how long a fallback key is at least handed out. The one before it
// still opens what was sealed for it; the one before that does not.
const lentFor = time.Hour

// lend gives the homeserver a fallback key, as long as it has none nobody has
// used. The fifty keys for strangers are soon gone where many new devices come
// at once; whoever comes then gets this one, and the bot can read them, too.
// The library does not do it. Homeservers without fallback keys do not mind.
// https://spec.matrix.org/v1.16/client-server-api/#one-time-and-fallback-keys
func (v *vault) lend(ctx context.Context, unused []id.KeyAlgorithm) error {
	if v == nil || slices.Contains(unused, id.KeyAlgorithmSignedCurve25519) || time.Since(v.lent) < lentFor {
		return nil
	}
	ours := v.machine.GetAccount()
	keys, ok := ours.Internal.(*account.Account)
	if !ok {
		return nil // another build's
	}
	first := v.lent.IsZero()
	v.lent = time.Now()
	if first && keys.NumFallbackKeys > 0 {
		return nil // it may be in use since before the start
	}
	if err := keys.GenFallbackKey(); err != nil {
		return fmt.Errorf("make a fallback key: %w", err)
	}
	// What is handed out must outlive a crash.
	if err := v.machine.CryptoStore.PutAccount(ctx, ours); err != nil {
		return fmt.Errorf("keep a fallback key: %w", err)
	}
	lent := map[id.KeyID]*mautrix.OneTimeKey{}
	for number, key := range keys.FallbackKey() {
		signed := &mautrix.OneTimeKey{Key: key, Fallback: true, IsSigned: true}
		signature, err := ours.SignJSON(signed)
		if err != nil {
			return fmt.Errorf("sign a fallback key: %w", err)
		}
		signed.Signatures = signatures.NewSingleSignature(v.client.UserID, id.KeyAlgorithmEd25519, string(v.client.DeviceID), signature)
		lent[id.NewKeyID(id.KeyAlgorithmSignedCurve25519, number)] = signed
	}
	_, err := v.client.MakeRequest(ctx, http.MethodPost, v.client.BuildClientURL("v3", "keys", "upload"), map[string]any{"fallback_keys": lent}, nil)
	return judge("publish a fallback key", err)
}
