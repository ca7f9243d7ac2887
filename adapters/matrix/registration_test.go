//go:build goolm

package matrix

import (
	"errors"
	"regexp"
	"strings"
	"testing"

	"maunium.net/go/mautrix/id"

	"briefingbot/adapters/chat"
)

var asToken = regexp.MustCompile(`as_token: "([^"]+)"`)

// TestApplicationService logs in by the registration the bot prints, speaks in
// a plain and in an encrypted room, and stays the same device when it starts
// again. Nobody has made an account for it.
func TestApplicationService(t *testing.T) {
	file, err := Registration(string(theBot), "")
	if err != nil {
		t.Fatal(err)
	}
	token := asToken.FindStringSubmatch(file)
	if token == nil || strings.Count(file, token[1]) != 1 {
		t.Fatalf("no token of its own in\n%s", file)
	}
	d := newDendrite(t, false, file).with(t, "alice")
	alice := newPerson(t, d, "alice")
	conf, deps := botConfig(d), botDeps(t)
	conf.Password, conf.AppToken = "", token[1]
	e := &echo{}
	a := start(t, conf, deps, e.answer)
	if key, err := a.Verify(t.Context()); err != nil || key == "" {
		t.Errorf("Verify: %v", err)
	}
	rooms := map[string]id.RoomID{"plain": alice.room(t, false, theBot), "encrypted": alice.room(t, true, theBot)}
	for name, in := range rooms {
		alice.say(t, in, "!briefing hello, service, "+name, nil)
		alice.await(t, "You asked: hello, service, "+name)
	}
	device := a.client().DeviceID
	a.stop()
	a = start(t, conf, deps, e.answer)
	for name, in := range rooms {
		alice.say(t, in, "!briefing again, "+name, nil)
		alice.await(t, "You asked: again, "+name)
	}
	if s, err := a.Status(t.Context()); err != nil || a.client().DeviceID != device || !s.Verified || s.Rooms != 2 || s.Encrypted != 1 {
		t.Errorf("device %s became %s: %+v, %v", device, a.client().DeviceID, s, err)
	}
	conf.AppToken = "wrong"
	wrong, err := New(conf, botDeps(t))
	if err != nil {
		t.Fatal(err)
	}
	if err := wrong.Check(t.Context()); err == nil || errors.Is(err, chat.ErrAmbiguous) || !strings.Contains(err.Error(), "briefingbot matrix registration") {
		t.Errorf("with a wrong token: %v", err)
	}
}

// TestServiceOfAnotherUser has a registration that is not of matrix.user.
func TestServiceOfAnotherUser(t *testing.T) {
	file, err := Registration("@somebody:localhost", "of-somebody-else")
	if err != nil {
		t.Fatal(err)
	}
	conf := botConfig(newDendrite(t, false, file))
	conf.Password, conf.AppToken = "", "of-somebody-else"
	a, err := New(conf, botDeps(t))
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Check(t.Context()); err == nil || errors.Is(err, chat.ErrAmbiguous) || !strings.Contains(err.Error(), "as_token of an application service that user belongs to") {
		t.Errorf("Check: %v", err)
	}
	if _, err := Registration("bot", ""); err == nil || !strings.Contains(err.Error(), "matrix.user") {
		t.Errorf("a registration of nobody: %v", err)
	}
}
