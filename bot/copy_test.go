//go:build goolm

package main

import (
	"database/sql"
	"fmt"
	"io"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"go.mau.fi/util/dbutil"
	"maunium.net/go/mautrix/crypto"
	"maunium.net/go/mautrix/event"
	"maunium.net/go/mautrix/id"
	"maunium.net/go/mautrix/sqlstatestore"

	"briefingbot/adapters/matrix"
	"briefingbot/bot/store/storetest"
)

const (
	sealed = "the pickle key"
	room   = id.RoomID("!room:example.org")
	ann    = id.UserID("@ann:example.org")
	me     = id.UserID("@bot:example.org")
)

// vault is the Matrix keys of a store, opened as the adapter opens them.
type vault struct {
	*crypto.SQLCryptoStore
	states *sqlstatestore.SQLStateStore
	db     *sql.DB
	close  func() error
}

func vaultOf(t *testing.T, url string) *vault {
	t.Helper()
	s, err := openStore(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	db, dialect := s.DB()
	if err := matrix.MakeTables(t.Context(), db, dialect); err != nil {
		t.Fatal(err)
	}
	d, err := dbutil.NewWithDB(db, dialect)
	if err != nil {
		t.Fatal(err)
	}
	keys := crypto.NewSQLCryptoStore(d, dbutil.NoopLogger, string(me), "DEVICE", []byte(sealed))
	return &vault{keys, sqlstatestore.NewSQLStateStore(d, dbutil.NoopLogger, false), db, s.Close}
}

// furnish puts something into the tables of Matrix, and seals a message.
func (v *vault) furnish(t *testing.T) (message []byte) {
	t.Helper()
	ctx := t.Context()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	account, other := crypto.NewOlmAccount(), crypto.NewOlmAccount()
	account.Shared = true
	rule := &event.EncryptionEventContent{Algorithm: id.AlgorithmMegolmV1, RotationPeriodMillis: 604800000, RotationPeriodMessages: 100}
	out, err := crypto.NewOutboundGroupSession(room, rule)
	must(err)
	out.Shared = true
	in, err := crypto.NewInboundGroupSession(account.IdentityKey(), account.SigningKey(), room, out.Internal.Key(), 7*24*time.Hour, 100, false)
	must(err)
	message, err = out.Internal.Encrypt([]byte("Good morning."))
	must(err)
	must(other.Internal.GenOneTimeKeys(1))
	theirs, err := other.Internal.OneTimeKeys()
	must(err)
	for _, once := range theirs {
		session, err := account.Internal.NewOutboundSession(other.IdentityKey(), once)
		must(err)
		now := time.Now()
		must(v.AddSession(ctx, other.IdentityKey(), &crypto.OlmSession{Internal: session, ExpirationMixin: crypto.ExpirationMixin{TimeMixin: crypto.TimeMixin{CreationTime: now, LastEncryptedTime: now, LastDecryptedTime: now}}}))
	}
	must(v.PutAccount(ctx, account))
	must(v.PutNextBatch(ctx, "s72594_4483"))
	must(v.AddOutboundGroupSession(ctx, out))
	must(v.PutGroupSession(ctx, in))
	must(v.PutOlmHash(ctx, [32]byte{1, 2, 0xff}, time.Now()))
	must(v.PutSecret(ctx, id.SecretXSMaster, "a secret"))
	must(v.PutCrossSigningKey(ctx, me, id.XSUsageMaster, account.SigningKey()))
	must(v.PutSignature(ctx, me, account.SigningKey(), me, account.SigningKey(), strings.Repeat("s", 86)))
	must(v.MarkOutboundGroupSessionShared(ctx, ann, other.IdentityKey(), out.ID()))
	must(v.PutDevices(ctx, ann, map[id.DeviceID]*id.Device{"PHONE": {UserID: ann, DeviceID: "PHONE", IdentityKey: other.IdentityKey(), SigningKey: other.SigningKey(), Name: "Ann’s phone"}}))
	if ok, err := v.ValidateMessageIndex(ctx, in.ID(), "$event", 7, 1234567890); err != nil || !ok {
		t.Fatal(ok, err)
	}
	must(v.states.MarkRegistered(ctx, me))
	must(v.states.SetEncryptionEvent(ctx, room, rule))
	must(v.states.SetMember(ctx, room, ann, &event.MemberEventContent{Membership: event.MembershipJoin, Displayname: "Ann ✓"}))
	must(v.states.SetPowerLevels(ctx, room, &event.PowerLevelsEventContent{Users: map[id.UserID]int{ann: 100}}))
	must(v.states.MarkMembersFetched(ctx, room))
	return message
}

// rows counts the rows of every table of Matrix.
func (v *vault) rows(t *testing.T) map[string]int {
	t.Helper()
	n := map[string]int{}
	for _, name := range []string{"crypto_account", "crypto_message_index", "crypto_tracked_user", "crypto_device", "crypto_olm_session", "crypto_olm_message_hash",
		"crypto_megolm_inbound_session", "crypto_megolm_outbound_session", "crypto_megolm_outbound_session_shared", "crypto_cross_signing_keys",
		"crypto_cross_signing_signatures", "crypto_secrets", "mx_registrations", "mx_user_profile", "mx_room_state"} {
		var rows int
		if err := v.db.QueryRowContext(t.Context(), `SELECT count(*) FROM `+name).Scan(&rows); err != nil {
			t.Fatal(err)
		}
		if n[name] = rows; rows == 0 {
			t.Errorf("table %s is empty: the test proves nothing of it", name)
		}
	}
	return n
}

// said is what a vault tells: the device, its sessions, and the room.
func (v *vault) said(t *testing.T, message []byte) string {
	t.Helper()
	ctx := t.Context()
	account, err := v.GetAccount(ctx)
	if err != nil || account == nil {
		t.Fatal("the device cannot be opened: ", err)
	}
	device, err1 := v.FindDeviceID(ctx)
	batch, err2 := v.GetNextBatch(ctx)
	out, err3 := v.GetOutboundGroupSession(ctx, room)
	encrypted, err4 := v.states.IsEncrypted(ctx, room)
	levels, err5 := v.states.GetPowerLevels(ctx, room)
	secret, err6 := v.GetSecret(ctx, id.SecretXSMaster)
	phone, err7 := v.GetDevice(ctx, ann, "PHONE")
	member, err8 := v.states.GetMember(ctx, room, ann)
	for _, err := range []error{err1, err2, err3, err4, err5, err6, err7, err8} {
		if err != nil {
			t.Fatal(err)
		}
	}
	in, err := v.GetGroupSession(ctx, room, out.ID())
	if err != nil || in == nil {
		t.Fatal("the room's session: ", err)
	}
	plain, _, err := in.Internal.Decrypt(message)
	if err != nil {
		t.Fatal("a message cannot be read: ", err)
	}
	session, err := v.GetLatestSession(ctx, phone.IdentityKey)
	if err != nil || session == nil {
		t.Fatal("the session with another device: ", err)
	}
	return fmt.Sprint(account.SigningKey(), account.Shared, device, batch, out.ID(), out.Shared, out.MaxMessages, out.CreationTime.UnixMicro(), in.MaxAge, in.ReceivedAt.UnixMicro(),
		encrypted, levels.Users, secret, phone.Name, member.Displayname, string(plain), session.ID(), session.CreationTime.UnixMicro())
}

// TestCopyKeepsTheKeys: what Matrix keeps beside the store goes along, to
// PostgreSQL and back, and the bot's device goes on.
func TestCopyKeepsTheKeys(t *testing.T) {
	var server storetest.Server
	t.Cleanup(server.Stop)
	first := "sqlite:" + filepath.Join(t.TempDir(), "first.db")
	v := vaultOf(t, first)
	message := v.furnish(t)
	rows, said := v.rows(t), v.said(t, message)
	if err := v.close(); err != nil {
		t.Fatal(err)
	}
	from := first
	for _, to := range []string{server.Database(t), server.Database(t), "sqlite:" + filepath.Join(t.TempDir(), "last.db")} {
		if err := run(t.Context(), []string{"store", "copy", from, to}, nil, nil, io.Discard, io.Discard); err != nil {
			t.Fatal(err)
		}
		v := vaultOf(t, to)
		if got := v.rows(t); !reflect.DeepEqual(got, rows) {
			t.Errorf("%s:\n got %v\nwant %v", to, got, rows)
		}
		if got := v.said(t, message); got != said {
			t.Errorf("%s:\n got %s\nwant %s", to, got, said)
		}
		if err := v.close(); err != nil {
			t.Fatal(err)
		}
		if err := run(t.Context(), []string{"store", "copy", first, to}, nil, nil, io.Discard, io.Discard); err == nil {
			t.Error("a second copy into the same store")
		}
		from = to
	}
}
