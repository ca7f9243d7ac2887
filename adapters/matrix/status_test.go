//go:build goolm

package matrix

import (
	"testing"
	"time"

	"maunium.net/go/mautrix"
	"maunium.net/go/mautrix/id"
)

// TestStatus is told of rooms, invitations and the last sync without asking the
// homeserver, which is gone by then.
func TestStatus(t *testing.T) {
	d := newDendrite(t, false)
	for _, name := range []string{"bot", "alice", "mallory"} {
		d.account(t, name)
	}
	alice, mallory := newPerson(t, d, "alice"), newPerson(t, d, "mallory")
	e, deps := &echo{}, botDeps(t)
	conf := botConfig(d)
	a := start(t, conf, deps, e.answer)
	alice.room(t, false, theBot)
	alice.room(t, true, theBot)
	left := alice.room(t, true, theBot)
	if _, err := alice.KickUser(t.Context(), left, &mautrix.ReqKickUser{UserID: theBot}); err != nil {
		t.Fatal(err)
	}
	uninvited, err := mallory.CreateRoom(t.Context(), &mautrix.ReqCreateRoom{Invite: []id.UserID{theBot}})
	if err != nil {
		t.Fatal(err)
	}
	withdrawn, err := mallory.CreateRoom(t.Context(), &mautrix.ReqCreateRoom{Invite: []id.UserID{theBot}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := mallory.KickUser(t.Context(), withdrawn.RoomID, &mautrix.ReqKickUser{UserID: theBot}); err != nil {
		t.Fatal(err)
	}
	is := func(s Status) bool {
		return s.Rooms == 2 && s.Encrypted == 1 && len(s.Invitations) == 1 && s.Invitations[uninvited.RoomID] == "@mallory:localhost"
	}
	patient(t, "status of all that", func() bool { s, err := a.Status(t.Context()); return err == nil && is(s) })
	a.stop()
	d.stop()
	other, err := New(conf, deps)
	if err != nil {
		t.Fatal(err)
	}
	s, err := other.Status(t.Context())
	if err != nil || !is(s) || s.Device != string(a.client().DeviceID) || s.Verified || !s.Encryption || time.Since(s.Synced) > longest || s.Holder != "" {
		t.Errorf("%+v, %v", s, err)
	}
}
