//go:build goolm

package matrix

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"

	"maunium.net/go/mautrix"
	"maunium.net/go/mautrix/crypto"
	"maunium.net/go/mautrix/crypto/signatures"
	"maunium.net/go/mautrix/id"
)

// TestFallbackKey publishes keys for when those for strangers are gone: what a
// stranger seals for one of them can be read, also after a restart and after
// the next one.
func TestFallbackKey(t *testing.T) {
	var published []map[id.KeyID]json.RawMessage
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var body struct {
			Keys map[id.KeyID]json.RawMessage `json:"fallback_keys"`
		}
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil || r.URL.Path != "/_matrix/client/v3/keys/upload" {
			t.Errorf("%s: %v", r.URL.Path, err)
		}
		published = append(published, body.Keys)
		_, _ = w.Write([]byte(`{"one_time_key_counts":{}}`))
	}))
	defer server.Close()
	db := botDB(t)
	lend := func(v *vault, unused ...id.KeyAlgorithm) {
		t.Helper()
		if err := v.lend(t.Context(), unused); err != nil {
			t.Fatal(err)
		}
	}
	v, _ := newVault(t, db, server.URL)
	lend(v)
	lend(v) // within the hour
	v.lent = v.lent.Add(-lentFor)
	lend(v, id.KeyAlgorithmSignedCurve25519) // nobody has used it
	if len(published) != 1 {
		t.Fatalf("%d keys are published", len(published))
	}
	restarted, keys := newVault(t, db, server.URL)
	lend(restarted)
	restarted.lent = restarted.lent.Add(-lentFor)
	lend(restarted)
	if len(published) != 2 {
		t.Fatalf("%d keys are published", len(published))
	}
	stranger := crypto.NewOlmAccount()
	ours := restarted.machine.OwnIdentity()
	for n, some := range published {
		for name, raw := range some {
			var key mautrix.OneTimeKey
			if err := json.Unmarshal(raw, &key); err != nil || !key.Fallback {
				t.Errorf("key %d is %s: %v", n, raw, err)
			}
			if ok, err := signatures.VerifySignatureJSON(json.RawMessage(raw), theBot, string(ours.DeviceID), ours.SigningKey); !ok {
				t.Errorf("%s is not signed: %v", name, err)
			}
			out, err := stranger.Internal.NewOutboundSession(ours.IdentityKey, key.Key)
			if err != nil {
				t.Fatal(err)
			}
			kind, sealed, err := out.Encrypt([]byte("hello"))
			if err != nil {
				t.Fatal(err)
			}
			in, err := keys.Account.Internal.NewInboundSession(string(sealed))
			if err != nil {
				t.Fatalf("key %d: %v", n, err)
			}
			if open, err := in.Decrypt(string(sealed), kind); string(open) != "hello" {
				t.Errorf("key %d opens %q: %v", n, open, err)
			}
		}
	}
}
