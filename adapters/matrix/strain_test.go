//go:build goolm

package matrix

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
)

// often is how many times a test of many rounds has them: what name says, or it
// is skipped.
func often(t *testing.T, name string) int {
	t.Helper()
	n, err := strconv.Atoi(os.Getenv(name))
	if err != nil {
		t.Skipf("set %s to how often; 100 takes a minute or two", name)
	}
	return n
}

// TestKills kills the program at any moment of an answer, as often as
// MATRIX_KILLS says: the question is answered when it runs again, and so is
// what was asked meanwhile.
func TestKills(t *testing.T) {
	rounds := often(t, "MATRIX_KILLS")
	d := newDendrite(t, false).with(t, "bot", "alice", "bob")
	p := newProgram(t, d.url, "MATRIX_PASSWORD="+password("bot"))
	p.serve()
	alice, bob := newPerson(t, d, "alice"), newPerson(t, d, "bob")
	in := alice.room(t, true, theBot)
	bob.join(t, alice, in)
	for range rounds {
		first := alice.say(t, in, "!briefing help", nil)
		time.Sleep(time.Duration(rand.IntN(250)) * time.Millisecond) // the moment is what is tried
		p.kill()
		second := alice.say(t, in, "!briefing topics", nil)
		p.serve()
		alice.answer(t, second)
		alice.answer(t, first)
	}
}

// TestStrangers has MATRIX_STRANGERS people come one after the other and ask:
// the bot can read each of them.
func TestStrangers(t *testing.T) {
	many := often(t, "MATRIX_STRANGERS")
	d := newDendrite(t, false).with(t, "bot", "alice")
	p := newProgram(t, d.url, "MATRIX_PASSWORD="+password("bot"))
	p.run("matrix", "verify")
	p.serve()
	alice := newPerson(t, d, "alice")
	in := alice.room(t, true, theBot)
	for n := range many {
		name := fmt.Sprint("stranger", n)
		d.account(t, name)
		who := newPerson(t, d, name)
		who.join(t, alice, in)
		if a := who.answer(t, who.say(t, in, "!briefing watch Tajani", nil)); !strings.Contains(a.text(), "Tajani") {
			t.Fatalf("stranger %d hears %s", n, a.text())
		}
	}
}
