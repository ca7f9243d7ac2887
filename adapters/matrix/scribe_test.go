//go:build goolm

package matrix

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/rs/zerolog"
	"go.mau.fi/util/dbutil"
	"maunium.net/go/mautrix"
	"maunium.net/go/mautrix/crypto"
	"maunium.net/go/mautrix/crypto/olm"
	"maunium.net/go/mautrix/event"
	"maunium.net/go/mautrix/id"
)

const nowhere = "http://127.0.0.1:1"

// newVault is a vault of a device at a homeserver.
func newVault(t *testing.T, db *sql.DB, url string) (*vault, *keyring) {
	t.Helper()
	c, err := mautrix.NewClient(url, theBot, "token")
	if err != nil {
		t.Fatal(err)
	}
	c.DeviceID, c.Log, c.StateStore = "DEVICE", zerolog.Nop(), mautrix.NewMemoryStateStore()
	d, err := dbutil.NewWithDB(db, "sqlite3")
	if err != nil {
		t.Fatal(err)
	}
	keys := &keyring{SQLCryptoStore: crypto.NewSQLCryptoStore(d, dbutil.NoopLogger, string(theBot), c.DeviceID, []byte("pickle"))}
	if err := keys.DB.Upgrade(t.Context()); err != nil {
		t.Fatal(err)
	}
	v := &vault{client: c, db: db, opening: scribe{db: keys.DB}, sealing: scribe{db: keys.DB},
		machine: crypto.NewOlmMachine(c, &c.Log, keys, c.StateStore.(crypto.StateStore))}
	if err := v.machine.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	return v, keys
}

// TestSealedIsKept seals many messages at once, for several rooms: when a
// message may leave, another connection to the database must not find the key
// it was sealed with, or a crash would have it used again.
func TestSealedIsKept(t *testing.T) {
	db := botDB(t)
	v, keys := newVault(t, db, nowhere)
	var file string
	if err := db.QueryRow("SELECT file FROM pragma_database_list").Scan(&file); err != nil {
		t.Fatal(err)
	}
	disk, err := sql.Open("sqlite", "file:"+file+"?mode=ro&_pragma=busy_timeout(5000)")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = disk.Close() }()
	var sealing sync.WaitGroup
	var mu sync.Mutex
	used := map[string]bool{}
	for r := range 4 {
		in := id.RoomID(fmt.Sprint("!room", r))
		s, err := crypto.NewOutboundGroupSession(in, nil)
		if err != nil {
			t.Fatal(err)
		}
		s.Shared = true
		if err := keys.AddOutboundGroupSession(t.Context(), s); err != nil {
			t.Fatal(err)
		}
		for range 10 {
			sealing.Go(func() {
				var sealed *event.EncryptedEventContent
				err := v.sealing.write(t.Context(), func(ctx context.Context) (err error) {
					sealed, err = v.machine.EncryptMegolmEvent(ctx, in, event.EventMessage, map[string]any{"body": "x"})
					return err
				})
				if err != nil {
					t.Error(err)
					return
				}
				number, err := crypto.ParseMegolmMessageIndex(sealed.MegolmCiphertext)
				next, err2 := nextIndex(disk, in)
				if err != nil || err2 != nil || next <= number {
					t.Errorf("message %d may leave, and the next to be sealed is %d: %v %v", number, next, err, err2)
				}
				mu.Lock()
				defer mu.Unlock()
				if key := fmt.Sprint(in, number); used[key] {
					t.Errorf("%s is sealed twice", key)
				} else {
					used[key] = true
				}
			})
		}
	}
	sealing.Wait()
	if len(used) != 40 {
		t.Errorf("%d messages are sealed", len(used))
	}
}

// nextIndex is the number of the message that would be sealed next.
func nextIndex(db *sql.DB, in id.RoomID) (uint, error) {
	var raw []byte
	if err := db.QueryRow("SELECT session FROM crypto_megolm_outbound_session WHERE room_id = ?", in).Scan(&raw); err != nil {
		return 0, err
	}
	s := olm.NewBlankOutboundGroupSession()
	if err := s.Unpickle(raw, []byte("pickle")); err != nil {
		return 0, err
	}
	return s.MessageIndex(), nil
}

// TestScribeSparesTheOthers has one of several works break the transaction, as
// a failing disk does.
func TestScribeSparesTheOthers(t *testing.T) {
	v, keys := newVault(t, botDB(t), nowhere)
	if _, err := keys.DB.Exec(t.Context(), "CREATE TABLE said (n INTEGER PRIMARY KEY)"); err != nil {
		t.Fatal(err)
	}
	refused := errors.New("refused")
	say := func(n int) *work {
		return &work{do: func(ctx context.Context) error {
			_, err := keys.DB.Exec(ctx, "INSERT OR REPLACE INTO said VALUES ($1)", n)
			switch n {
			case 2:
				_, _ = keys.DB.Exec(ctx, "ROLLBACK")
			case 3:
				return refused
			}
			return err
		}}
	}
	batch := []*work{say(1), say(2), say(3), say(4)}
	v.opening.together(t.Context(), batch)
	for n, want := range []error{nil, errNotKept, refused, nil} {
		if !errors.Is(batch[n].err, want) {
			t.Errorf("work %d ends with %v, want %v", n+1, batch[n].err, want)
		}
	}
	var kept int
	if err := keys.DB.QueryRow(t.Context(), "SELECT count(*) FROM said WHERE n IN (1, 4)").Scan(&kept); err != nil || kept != 2 {
		t.Errorf("%d of 2 are kept: %v", kept, err)
	}
}
