// Package slacktest is local-slack, an emulator of Slack, with somebody who
// uses it: for tests of whatever speaks to Slack. It runs in a network of its
// own, because it listens on every address, and so that neither it nor the bot
// can reach the world.
package slacktest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// What local-slack is told: one workspace, one app, two people, two channels,
// of which the bot is in the first.
const (
	Base      = "http://127.0.0.1:13000"
	BotListen = "127.0.0.1:14000" // where it sends requests, with transport "http"
	BotToken  = "xoxb-test-token"
	AppToken  = "xapp-test-token"
	Secret    = "test-signing-secret"
	Team      = "T01TEST"
	Bot       = "U0BOT"
	Alice     = "U01ALICE"
	Bob       = "U02BOB"
	General   = "C01GEN"
	Elsewhere = "C02OUT"
)

const settings = `
workspace: { name: Newsroom, domain: newsroom, teamId: T01TEST }
app: { appId: A01APP, botUserId: U0BOT, botName: briefing, botToken: xoxb-test-token, appToken: xapp-test-token,
       signingSecret: test-signing-secret, mode: %s, requestUrl: "http://127.0.0.1:14000/slack" }
users:
  - { id: U01ALICE, name: alice, real_name: Alice Anderson, email: alice@example.com }
  - { id: U02BOB, name: bob, real_name: Bob Brown, email: bob@example.com }
channels:
  - { id: C01GEN, name: general, members: [U01ALICE, U02BOB, U0BOT] }
  - { id: C02OUT, name: elsewhere, members: [U01ALICE] }
`

// patience is how long anything is waited for: a test that passes waits for
// nothing.
const patience = 2 * time.Minute

// inside says in the environment which transport the test within is for.
const inside = "SLACKTEST_INSIDE"

// Each runs the test called name of this program for both transports, each in
// a network of its own. There, Transport says which it is. data is the folder
// that setup.sh fills; where it did not, the test is skipped, but fails where
// CI is set.
func Each(t *testing.T, name, data string) {
	t.Helper()
	if Transport() != "" {
		t.Skip("is inside already")
	}
	Need(t, filepath.Join(data, program))
	alone := []string{"unshare", "-n"}
	if os.Geteuid() != 0 {
		alone = []string{"unshare", "-rn"}
	}
	if err := exec.Command(alone[0], append(alone[1:], "true")...).Run(); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("there is no network of our own: %v", err)
		}
		t.Skipf("there is no network of our own: %v", err)
	}
	for _, transport := range []string{"socket", "http"} {
		t.Run(transport, func(t *testing.T) {
			t.Parallel()
			args := append(alone[1:], "sh", "-c", `ip link set lo up && exec "$0" -test.run "$1" -test.v`, os.Args[0], "^"+name+"$")
			within := exec.Command(alone[0], args...)
			within.Env = append(os.Environ(), inside+"="+transport)
			out, err := within.CombinedOutput()
			if err != nil || !bytes.Contains(out, []byte("--- PASS: "+name)) {
				t.Fatalf("%v\n%s", err, out)
			}
			t.Logf("%s", out)
		})
	}
}

// Transport is "socket" or "http" inside Each, and empty elsewhere.
func Transport() string { return os.Getenv(inside) }

const program = "node_modules/local-slack-linux-x64/bin/local-slack"

// Need skips the test where path is not there, and fails it where CI is set.
func Need(t testing.TB, path string) string {
	t.Helper()
	name, err := filepath.Abs(path)
	if err == nil {
		_, err = os.Stat(name)
	}
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("run adapters/slack/testdata/setup.sh first: %v", err)
		}
		t.Skipf("run adapters/slack/testdata/setup.sh first: %v", err)
	}
	return name
}

// Local is local-slack while it runs.
type Local struct{ testing.TB }

// Start starts local-slack for the transport of Each.
func Start(t testing.TB, data string) *Local {
	mode := "events"
	if Transport() == "socket" {
		mode = "socket"
	}
	config := filepath.Join(t.TempDir(), "config.yaml")
	if err := os.WriteFile(config, fmt.Appendf(nil, settings, mode), 0o600); err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	emulator := exec.Command(Need(t, filepath.Join(data, program)), "--config", config, "--port", "13000", "--base-host", "127.0.0.1", "--files-dir", t.TempDir())
	emulator.Stdout, emulator.Stderr = &log, &log
	if err := emulator.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = emulator.Process.Kill(); _ = emulator.Wait() })
	for end := time.Now().Add(patience); ; time.Sleep(50 * time.Millisecond) {
		if c, err := net.Dial("tcp", strings.TrimPrefix(Base, "http://")); err == nil {
			c.Close()
			return &Local{t}
		}
		if time.Now().After(end) {
			t.Fatalf("the emulator does not start: %s", log.String())
		}
	}
}

// Control drives the emulator.
func (l *Local) Control(what string, body any) map[string]any {
	l.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		l.Fatal(err)
	}
	resp, err := http.Post(Base+"/_control/"+what, "application/json", bytes.NewReader(raw))
	if err != nil {
		l.Fatal(err)
	}
	defer resp.Body.Close()
	text, _ := io.ReadAll(resp.Body)
	var out map[string]any
	if err := json.Unmarshal(text, &out); err != nil || out["ok"] != true {
		l.Fatalf("%s %s: %s", what, raw, text)
	}
	return out
}

// Look reads what the emulator tells of itself: "state", "log", a channel's
// "messages/C…".
func (l *Local) Look(what string, into any) {
	l.Helper()
	resp, err := http.Get(Base + "/_control/" + what)
	if err != nil {
		l.Fatal(err)
	}
	defer resp.Body.Close()
	text, _ := io.ReadAll(resp.Body)
	if err := json.Unmarshal(text, into); err != nil {
		l.Fatalf("%s: %v\n%s", what, err, text)
	}
}

// Command has Alice type a slash command in General.
func (l *Local) Command(text string) {
	l.Helper()
	l.Control("command", map[string]any{"channel": General, "user": Alice, "command": "/briefing", "text": text})
}

// Say has Alice write a message, in a thread if there is one, and returns its
// id.
func (l *Local) Say(channel, text, thread string) string {
	l.Helper()
	body := map[string]any{"channel": channel, "user": Alice, "text": text}
	if thread != "" {
		body["thread_ts"] = thread
	}
	ts, _ := l.Control("message", body)["message"].(map[string]any)["ts"].(string)
	return ts
}

// Press has Alice press a button of a message in General.
func (l *Local) Press(message string, button map[string]any) {
	l.Helper()
	l.Control("interact", map[string]any{"channel": General, "user": Alice, "messageTs": message, "action": button})
}
