package slack

import (
	"bytes"
	"context"
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

	"briefingbot/adapters/chat"
)

// TestEndToEnd runs TestEndToEndInside in a network of its own: the emulator
// listens on every address, and neither it nor the bot may reach the world.
func TestEndToEnd(t *testing.T) {
	if os.Getenv("SLACK_E2E_INSIDE") != "" {
		t.Skip("is inside already")
	}
	peer(t, "testdata", "node_modules", "local-slack-linux-x64", "bin", "local-slack")
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
	for _, transport := range []string{Socket, HTTP} {
		t.Run(transport, func(t *testing.T) {
			t.Parallel()
			inside := exec.Command(alone[0], append(alone[1:], "sh", "-c", `ip link set lo up && exec "$0" -test.run '^TestEndToEndInside$' -test.v`, os.Args[0])...)
			inside.Env = append(os.Environ(), "SLACK_E2E_INSIDE="+transport)
			out, err := inside.CombinedOutput()
			if err != nil || !bytes.Contains(out, []byte("--- PASS: TestEndToEndInside")) {
				t.Fatalf("%v\n%s", err, out)
			}
			t.Logf("%s", out)
		})
	}
}

// emulated is the emulator with somebody who uses it.
type emulated struct {
	*testing.T
	base  string
	proxy *proxy // before it
	book  *diary // the schedules set through it
}

const localConfig = `
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

func startLocal(t *testing.T, transport string) *emulated {
	mode := "events"
	if transport == Socket {
		mode = "socket"
	}
	config := filepath.Join(t.TempDir(), "config.yaml")
	if err := os.WriteFile(config, fmt.Appendf(nil, localConfig, mode), 0o600); err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	emulator := exec.Command(peer(t, "testdata", "node_modules", "local-slack-linux-x64", "bin", "local-slack"),
		"--config", config, "--port", "13000", "--base-host", "127.0.0.1", "--files-dir", t.TempDir())
	emulator.Stdout, emulator.Stderr = &log, &log
	if err := emulator.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = emulator.Process.Kill(); _ = emulator.Wait() })
	l := &emulated{T: t, base: "http://127.0.0.1:13000"}
	for end := time.Now().Add(time.Minute); ; time.Sleep(50 * time.Millisecond) {
		if _, err := net.Dial("tcp", "127.0.0.1:13000"); err == nil {
			return l
		}
		if time.Now().After(end) {
			t.Fatalf("the emulator does not start: %s", log.String())
		}
	}
}

// control drives the emulator.
func (l *emulated) control(what string, body any) map[string]any {
	l.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		l.Fatal(err)
	}
	resp, err := http.Post(l.base+"/_control/"+what, "application/json", bytes.NewReader(raw))
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

// entry is a message as the emulator keeps it.
type entry struct {
	TS      string           `json:"ts"`
	Thread  string           `json:"thread_ts"`
	User    string           `json:"user"`
	Text    string           `json:"text"`
	Blocks  []map[string]any `json:"blocks"`
	Private string           `json:"ephemeral_to"`
}

func (e entry) shown() string {
	raw, _ := json.Marshal(e.Blocks)
	return readPost(e.Text, string(raw))
}

// buttons are what can be pressed in the message, as Slack sends them.
func (e entry) buttons() []map[string]any {
	var out []map[string]any
	for _, b := range e.Blocks {
		elements, _ := b["elements"].([]any)
		for _, x := range elements {
			x, _ := x.(map[string]any)
			switch x["type"] {
			case "button":
				out = append(out, map[string]any{"type": "button", "action_id": x["action_id"], "value": x["value"], "text": x["text"], "block_id": "b"})
			case "feedback_buttons":
				for _, side := range []string{"positive_button", "negative_button"} {
					side, _ := x[side].(map[string]any)
					out = append(out, map[string]any{"type": "feedback_buttons", "action_id": x["action_id"], "value": side["value"], "text": side["text"], "block_id": "b"})
				}
			}
		}
	}
	return out
}

func (l *emulated) raw(channel string) string {
	l.Helper()
	resp, err := http.Get(l.base + "/_control/messages/" + channel)
	if err != nil {
		l.Fatal(err)
	}
	defer resp.Body.Close()
	text, _ := io.ReadAll(resp.Body)
	return string(text)
}

func (l *emulated) messages(channel string) []entry {
	l.Helper()
	var out struct {
		Messages []entry `json:"messages"`
	}
	if err := json.Unmarshal([]byte(l.raw(channel)), &out); err != nil {
		l.Fatal(err)
	}
	return out.Messages
}

// until waits for the latest message of the bot with want in it.
func (l *emulated) until(channel, want string) entry {
	l.Helper()
	for end := time.Now().Add(time.Minute); ; time.Sleep(20 * time.Millisecond) {
		all := l.messages(channel)
		for i := len(all) - 1; i >= 0; i-- {
			if strings.Contains(all[i].shown(), want) && all[i].User != "U01ALICE" {
				return all[i]
			}
		}
		if time.Now().After(end) {
			raw := l.raw(channel)
			l.Fatalf("%q is not in %s:\n…%s", want, channel, raw[max(0, len(raw)-2000):])
		}
	}
}

// canned answers for the end-to-end test.
func canned(_ context.Context, c chat.Command) chat.Message {
	if c.Button != "" {
		return chat.Message{Title: "You pressed " + c.Button, Blocks: []chat.Block{para("from " + c.User.Name)}, Private: true, Replace: strings.HasPrefix(c.Button, "page")}
	}
	m := digestMessage()
	m.Private = true
	switch c.Text {
	case "public":
		m.Title, m.Private = "A public answer", false
	case "long":
		m = chat.Message{Title: "A long answer", Blocks: []chat.Block{para(strings.Repeat("words and words ", 800)), para("the very end")}}
	case "hostile":
		m.Title = "<!channel> *hi* <@U01ALICE> & <https://evil.example|x>"
	case "verify":
		m.Title = "Checked: " + c.Attached
	case "help":
		m = chat.Message{Title: "What you can ask", Blocks: []chat.Block{para("today, people, help")}, Private: true}
	case "":
		m.Title = "Today's briefing"
	default:
		m.Title = "You asked: " + c.Text
	}
	if c.Overheard && c.Text != "source 1" {
		return chat.Message{}
	}
	return m
}

func TestEndToEndInside(t *testing.T) {
	transport := os.Getenv("SLACK_E2E_INSIDE")
	if transport == "" {
		t.Skip("runs within TestEndToEnd")
	}
	l := startLocal(t, transport)
	p, client := front(t, l.base)
	l.proxy = p
	conf := Config{BotToken: "xoxb-test-token", Channels: []string{"*"}, APIURL: l.base + "/api/", HTTP: client, PerMinute: -1, Pace: 10 * time.Millisecond, Topics: []string{"Olympic security"},
		Patience: chat.Patience{Look: 50 * time.Millisecond, Again: 50 * time.Millisecond}, Admins: []string{"U01ALICE"}}
	if transport == Socket {
		conf.AppToken = "xapp-test-token"
	} else {
		conf.SigningSecret = "test-signing-secret"
	}
	d := &diary{list: []chat.Schedule{{ID: "s1", Channel: chat.Channel{ID: "C01GEN"}, Times: []string{"08:00"}, Days: weekdays(), Zone: "Europe/Rome", Mine: true, May: true, Next: time.Now().Add(time.Hour)}}}
	l.book = d
	a, err := New(conf, Deps{Memory: chat.NewForgetful(), Schedules: d, Status: func(context.Context, chat.User) chat.Message { return chat.Message{Title: "5 articles in store"} }})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- a.Run(ctx, canned) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("Run: %v", err)
		}
	})
	if transport == HTTP {
		listener, err := net.Listen("tcp", "127.0.0.1:14000")
		if err != nil {
			t.Fatal(err)
		}
		server := &http.Server{Handler: &insistent{to: a.Handler(), secret: conf.SigningSecret}}
		go func() { _ = server.Serve(listener) }()
		t.Cleanup(func() { server.Close() })
	}
	eventually(t, "readiness", func() bool { return a.Ready() == nil })
	if transport == Socket {
		eventually(t, "pair of sockets", func() bool { return a.sockets.Load() == 2 })
	}
	l.journey(a)
	if path := os.Getenv("SLACK_E2E_PAUSE"); path != "" { // for a look at the page: until the file is there
		for _, err := os.Stat(path); err != nil; _, err = os.Stat(path) {
			time.Sleep(200 * time.Millisecond)
		}
	}
}
