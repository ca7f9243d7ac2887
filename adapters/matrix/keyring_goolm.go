//go:build goolm

package matrix

import (
	"context"
	"sync"

	"maunium.net/go/mautrix/crypto"
	"maunium.net/go/mautrix/id"
)

// keyring is the library's store of keys where it has but one connection, as
// over SQLite. The library's GetSessions has the connection when it wants the
// lock of its cache; the other two have that lock when they want the
// connection. Both would wait for ever, and everybody else with them: so it is
// one at a time.
type keyring struct {
	*crypto.SQLCryptoStore
	one sync.Mutex
}

// GetSessions returns the sessions with a device, the latest first.
func (k *keyring) GetSessions(ctx context.Context, with id.SenderKey) (crypto.OlmSessionList, error) {
	k.one.Lock()
	defer k.one.Unlock()
	return k.SQLCryptoStore.GetSessions(ctx, with)
}

// GetLatestSession returns the latest session with a device, or nil.
func (k *keyring) GetLatestSession(ctx context.Context, with id.SenderKey) (*crypto.OlmSession, error) {
	k.one.Lock()
	defer k.one.Unlock()
	return k.SQLCryptoStore.GetLatestSession(ctx, with)
}

// AddSession keeps a new session with a device.
func (k *keyring) AddSession(ctx context.Context, with id.SenderKey, s *crypto.OlmSession) error {
	k.one.Lock()
	defer k.one.Unlock()
	return k.SQLCryptoStore.AddSession(ctx, with, s)
}

// FindDeviceByKey returns a device by its key, but nothing while a scribe
// writes: whoever opens a message is then asked whether its device is trusted,
// which nobody here wants to know and the homeserver may have to be asked for.
func (k *keyring) FindDeviceByKey(ctx context.Context, of id.UserID, key id.IdentityKey) (*id.Device, error) {
	if ctx.Value(writing{}) != nil {
		return nil, nil
	}
	return k.SQLCryptoStore.FindDeviceByKey(ctx, of, key)
}
