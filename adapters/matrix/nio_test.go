//go:build goolm

package matrix

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// TestIndependentClient is asked by, and answers, a client whose encryption is
// another implementation (libolm). It talks to the bot's verified device alone,
// and knows that the answer is of that device.
func TestIndependentClient(t *testing.T) {
	if exec.Command("/usr/bin/python3", "-c", "import nio, olm").Run() != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("nio is not there: run adapters/matrix/testdata/setup.sh")
		}
		t.Skip("nio is not there: run adapters/matrix/testdata/setup.sh")
	}
	d := newDendrite(t, false).with(t, "bot", "alice")
	e := &echo{}
	conf, deps := botConfig(d), botDeps(t)
	a := start(t, conf, deps, e.answer)
	if _, err := a.Verify(context.Background()); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), longest)
	defer cancel()
	client := exec.CommandContext(ctx, "/usr/bin/python3", "testdata/nio_client.py", d.url, "@alice:localhost", password("alice"), string(theBot), string(a.vault().machine.OwnIdentity().SigningKey), "what did libolm say?", t.TempDir())
	var stderr strings.Builder
	client.Stderr = &stderr
	out, err := client.Output()
	if err != nil || strings.Contains(string(out), "UNDECRYPTED") || !strings.Contains(string(out), "VERIFIED "+string(a.client().DeviceID)) || !strings.Contains(string(out), "HEARD m.notice True True You asked: what did libolm say?") {
		t.Errorf("%v\n%s\n%s", err, out, stderr.String())
	}
	if c := e.commands(); len(c) != 1 || c[0].Text != "what did libolm say?" {
		t.Errorf("the bot heard %+v", c)
	}
}
