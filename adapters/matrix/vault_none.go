//go:build !goolm

package matrix

import (
	"context"
	"time"

	"maunium.net/go/mautrix"
	"maunium.net/go/mautrix/event"
	"maunium.net/go/mautrix/id"
)

// Encryption reports whether this program was built with end-to-end
// encryption: with the tag goolm.
const Encryption = false

// vault would hold the keys. Without encryption there is none, and nothing is
// sent to an encrypted room.
type vault struct{}

func openVault(context.Context, *Adapter, *mautrix.Client, []byte) (*vault, error) { return nil, nil }

func (v *vault) take(context.Context, *mautrix.RespSync, string) error { return nil }

func (v *vault) lend(context.Context, []id.KeyAlgorithm) error { return nil }

func (v *vault) alive(context.Context) error { return nil }

func (v *vault) state(context.Context, *event.Event) {}

func (v *vault) expect(context.Context, id.RoomID, id.UserID) error { return nil }

func (v *vault) encrypt(context.Context, id.RoomID, event.Type, any) (any, error) {
	return nil, errNoEncryption
}

func (v *vault) decrypt(context.Context, *event.Event) (*event.Event, error) {
	return nil, errNoEncryption
}

func (v *vault) decryptWaiting(context.Context, *event.Event, time.Duration, bool) (*event.Event, error) {
	return nil, errNoEncryption
}

func (a *Adapter) lookIntoVault(context.Context, id.DeviceID, []byte, *Status) error { return nil }

func (v *vault) verify(context.Context) (string, error) { return "", errNoEncryption }
