//go:build goolm

package matrix

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/rs/zerolog"
	"go.mau.fi/util/dbutil"
	"maunium.net/go/mautrix"
	"maunium.net/go/mautrix/crypto"
	"maunium.net/go/mautrix/event"
	"maunium.net/go/mautrix/id"
	"maunium.net/go/mautrix/sqlstatestore"
)

// Encryption reports whether this program was built with end-to-end
// encryption: with the tag goolm.
const Encryption = true

// vault holds the keys of the bot's device and of the rooms it is in, in the
// bot's database. A nil vault is one that is not there: the bot then speaks in
// unencrypted rooms only.
type vault struct {
	client   *mautrix.Client
	machine  *crypto.OlmMachine
	states   *sqlstatestore.SQLStateStore
	db       *sql.DB
	recovery string
	password string
	opening  scribe    // opens messages
	sealing  scribe    // seals them
	lent     time.Time // when the fallback key was; see lend

	mu    sync.Mutex
	asked map[id.RoomID]bool // rooms whose members and rule were asked for
}

// openVault opens the keys in the bot's database, or makes them.
func openVault(ctx context.Context, a *Adapter, client *mautrix.Client, pickle []byte) (*vault, error) {
	if a.deps.DB == nil {
		return nil, nil
	}
	db, err := dbutil.NewWithDB(a.deps.DB, a.deps.Dialect)
	if err != nil {
		return nil, fmt.Errorf("open the matrix keys: %w", err)
	}
	states := sqlstatestore.NewSQLStateStore(db, dbutil.NoopLogger, false)
	keys := crypto.NewSQLCryptoStore(db, dbutil.NoopLogger, a.conf.User, client.DeviceID, pickle)
	if err := errors.Join(states.Upgrade(ctx), keys.DB.Upgrade(ctx)); err != nil {
		return nil, fmt.Errorf("make the tables of the matrix keys: %w", err)
	}
	if kept, err := keys.FindDeviceID(ctx); err != nil {
		return nil, fmt.Errorf("find the device of the matrix keys: %w", err)
	} else if kept != "" && kept != client.DeviceID {
		return nil, fmt.Errorf("the matrix keys in the database are of device %s, but the login is of %s: give the token of that device, or a new database", kept, client.DeviceID)
	}
	client.StateStore = states
	nop := zerolog.Nop()
	v := &vault{client: client, states: states, db: a.deps.DB, recovery: a.conf.RecoveryKey, password: a.conf.Password, asked: map[id.RoomID]bool{},
		opening: scribe{db: keys.DB}, sealing: scribe{db: keys.DB}}
	v.machine = crypto.NewOlmMachine(client, &nop, &keyring{SQLCryptoStore: keys}, states)
	v.machine.DisableDecryptKeyFetching = true // see FindDeviceByKey
	v.machine.DisableRatchetTracking = true    // it is for those who delete keys, and writes with every message; replays are found without it
	if err := v.machine.Load(ctx); err != nil {
		return nil, fmt.Errorf("open the matrix keys: MATRIX_PICKLE_KEY is not the one they were sealed with: set that one, or use a new database: %w", err)
	}
	if err := v.share(ctx); err != nil {
		return nil, err
	}
	v.signAtStart(ctx, a)
	return v, nil
}

// share publishes the device's keys, once. Where the homeserver has others,
// nobody could read what the bot says: that must be a new device.
func (v *vault) share(ctx context.Context) error {
	me := v.machine.OwnIdentity()
	published, err := v.client.QueryKeys(ctx, &mautrix.ReqQueryKeys{DeviceKeys: mautrix.DeviceKeysRequest{me.UserID: {me.DeviceID}}})
	if err != nil {
		return judge("ask for the keys of the bot's device", err)
	}
	device, there := published.DeviceKeys[me.UserID][me.DeviceID]
	there = there && len(device.Keys) > 0
	switch {
	case there && device.Keys.GetEd25519(me.DeviceID) != me.SigningKey,
		there != v.machine.GetAccount().Shared:
		return fmt.Errorf("device %s has other keys at the homeserver than in the database: log it out, and start with MATRIX_PASSWORD and a new database", me.DeviceID)
	case there:
		return nil
	}
	return judge("publish the keys of the bot's device", v.machine.ShareKeys(ctx, -1))
}

// signAtStart signs the device with the recovery key, where there is one and
// that was not done. Without a signature clients warn of the bot, but it works.
func (v *vault) signAtStart(ctx context.Context, a *Adapter) {
	_, verified, err := v.machine.GetOwnVerificationStatus(ctx)
	if err == nil && !verified && v.recovery != "" {
		err = v.signWithKey(ctx)
		verified = err == nil
	}
	if err != nil {
		a.log.ErrorContext(ctx, "matrix device cannot be verified: is MATRIX_RECOVERY_KEY right?", "error", err)
	} else if !verified && !a.verifying.Load() {
		a.log.WarnContext(ctx, "matrix device is not verified, and clients may withhold keys from it: run briefingbot matrix verify")
	}
}

// take reads what a sync says of keys and devices. The machine does not tell
// when it cannot write, so the database is asked after it: keys that are not
// kept must come again.
func (v *vault) take(ctx context.Context, news *mautrix.RespSync, since string) error {
	if v == nil {
		return ctx.Err()
	}
	// First the keys for strangers: without one, nobody new can give the bot the
	// key of a message, and reading what the others gave it takes time. A sync
	// without news may leave out how many are left, which reads as none; the
	// library would make fifty more, and forget old ones that the homeserver
	// still hands out. So the homeserver is asked, and again where it fails.
	if news.DeviceOTKCount.SignedCurve25519 < enoughKeys {
		_ = v.machine.ShareKeys(ctx, -1)
		news.DeviceOTKCount.SignedCurve25519 = enoughKeys
	}
	v.machine.ProcessSyncResponse(ctx, news, since)
	if len(news.ToDevice.Events) == 0 && len(news.DeviceLists.Changed) == 0 {
		return ctx.Err()
	}
	return v.alive(ctx)
}

// enoughKeys is how many keys for strangers the library keeps at the homeserver.
const enoughKeys = 50

// alive reports whether the keys can be read.
func (v *vault) alive(ctx context.Context) error {
	return wrap("reach the matrix keys", v.db.PingContext(ctx))
}

// state reads an event of a room's state.
func (v *vault) state(ctx context.Context, e *event.Event) {
	if v == nil {
		return
	}
	mautrix.UpdateStateStore(ctx, v.states, e)
	if e.Type == event.StateMember {
		v.machine.HandleMemberEvent(ctx, e)
	}
}

// learn asks once who is in a room and how it is encrypted: the first sync may
// not have said it, and who is left out cannot read what the bot says.
func (v *vault) learn(ctx context.Context, in id.RoomID) error {
	v.mu.Lock()
	done := v.asked[in]
	v.mu.Unlock()
	if done {
		return nil
	}
	if _, err := v.client.Members(ctx, in); err != nil {
		return err
	}
	if known, err := v.states.IsEncrypted(ctx, in); err != nil {
		return err
	} else if !known {
		var rule event.EncryptionEventContent
		if err := v.client.StateEvent(ctx, in, event.StateEncryption, "", &rule); err != nil {
			return err
		}
	}
	v.mu.Lock()
	v.asked[in] = true
	v.mu.Unlock()
	return nil
}

// expect makes somebody who was just invited one of those who can read what the
// bot says: a homeserver may list the invitation only later.
func (v *vault) expect(ctx context.Context, in id.RoomID, who id.UserID) error {
	if v == nil {
		return nil
	}
	if err := v.learn(ctx, in); err != nil {
		return err
	}
	if v.states.IsInRoom(ctx, in, who) {
		return nil
	}
	return v.states.SetMembership(ctx, in, who, event.MembershipInvite)
}

// encrypt seals content for everybody in a room.
func (v *vault) encrypt(ctx context.Context, in id.RoomID, kind event.Type, content any) (any, error) {
	if err := v.learn(ctx, in); err != nil {
		return nil, err
	}
	for try := 0; ; try++ {
		var sealed *event.EncryptedEventContent
		err := v.sealing.write(ctx, func(ctx context.Context) (err error) {
			sealed, err = v.machine.EncryptMegolmEvent(ctx, in, kind, content)
			return err
		})
		if err == nil || try == 3 || !shareable(err) {
			return sealed, err
		}
		if err := v.hand(ctx, in); err != nil {
			return nil, err
		}
	}
}

// hand gives everybody in a room the key of what the bot will say there. The
// library has the lock of what it seals when it wants the database; who seals
// has the database when they want that lock.
func (v *vault) hand(ctx context.Context, in id.RoomID) error {
	people, err := v.states.GetRoomJoinedOrInvitedMembers(ctx, in)
	if err != nil {
		return err
	}
	v.sealing.alone.Lock()
	defer v.sealing.alone.Unlock()
	return v.machine.ShareGroupSession(ctx, in, people)
}

func shareable(err error) bool {
	return errors.Is(err, crypto.ErrSessionExpired) || errors.Is(err, crypto.ErrSessionNotShared) || errors.Is(err, crypto.ErrNoGroupSession)
}

// decrypt opens an event of a room.
func (v *vault) decrypt(ctx context.Context, e *event.Event) (*event.Event, error) {
	if v == nil {
		return nil, errNoEncryption
	}
	e.Type.Class = event.MessageEventType
	if e.Content.Parsed == nil {
		if err := e.Content.ParseRaw(e.Type); err != nil {
			return nil, fmt.Errorf("read an encrypted event: %w", err)
		}
	}
	var open *event.Event
	err := v.opening.write(ctx, func(ctx context.Context) (err error) {
		open, err = v.machine.DecryptMegolmEvent(ctx, e)
		return err
	})
	if errors.Is(err, crypto.ErrNoSessionFound) {
		return nil, errNoKey
	}
	return open, wrap("decrypt an event", err)
}

// decryptWaiting opens an event whose key may be on its way, or, where that is
// told, requests it of the sender.
func (v *vault) decryptWaiting(ctx context.Context, e *event.Event, wait time.Duration, request bool) (*event.Event, error) {
	open, err := v.decrypt(ctx, e)
	if !errors.Is(err, errNoKey) {
		return open, err
	}
	c := e.Content.AsEncrypted()
	if request {
		who := map[id.UserID][]id.DeviceID{e.Sender: {"*"}}
		if err := v.machine.SendRoomKeyRequest(ctx, e.RoomID, c.SenderKey, c.SessionID, "", who); err != nil {
			return nil, judge("ask for a key", err)
		}
	}
	if !v.machine.WaitForSession(ctx, e.RoomID, c.SenderKey, c.SessionID, wait) {
		return nil, errNoKey
	}
	return v.decrypt(ctx, e)
}

// signWithKey signs the device by the recovery key, and keeps what the
// homeserver then says of the bot's identity.
func (v *vault) signWithKey(ctx context.Context) error {
	if err := v.machine.VerifyWithRecoveryKey(ctx, v.recovery); err != nil {
		return err
	}
	_, err := v.machine.FetchKeys(ctx, []id.UserID{v.client.UserID}, true)
	return err
}

// verify signs the device with the bot's own identity; where there is none, it
// makes one and returns its recovery key.
func (v *vault) verify(ctx context.Context) (string, error) {
	has, verified, err := v.machine.GetOwnVerificationStatus(ctx)
	switch {
	case err != nil:
		return "", fmt.Errorf("ask for the bot's identity: %w", err)
	case v.recovery != "":
		return "", wrap("sign the bot's device: is MATRIX_RECOVERY_KEY right?", v.signWithKey(ctx))
	case verified:
		return "", nil
	case has:
		return "", errors.New("the bot's user has an identity already: set MATRIX_RECOVERY_KEY to the key that was shown when it was made; where it is lost, reset the identity in a client")
	}
	if v.password == "" {
		key, err := v.machine.GenerateAndVerifyWithRecoveryKey(ctx)
		return key, wrap("make the bot's identity: the homeserver may want MATRIX_PASSWORD for it", err)
	}
	key, _, err := v.machine.GenerateAndUploadCrossSigningKeysWithPassword(ctx, v.password, "")
	if err == nil {
		err = v.machine.SignOwnDevice(ctx, v.machine.OwnIdentity())
	}
	if err == nil {
		err = v.machine.SignOwnMasterKey(ctx)
	}
	return key, wrap("make the bot's identity", err)
}
