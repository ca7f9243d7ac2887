package main

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// office is Slack as far as the App Home, its form and the message shortcut
// need it, and the program that serves them.
type office struct {
	*httptest.Server
	t      *testing.T
	listen string

	mu   sync.Mutex
	sent []string // method, space, body
	n    int
}

func openOffice(t *testing.T) *office {
	o := &office{t: t}
	o.Server = httptest.NewServer(http.HandlerFunc(o.serve))
	t.Cleanup(o.Close)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	o.listen = l.Addr().String()
	l.Close()
	return o
}

func (o *office) serve(w http.ResponseWriter, r *http.Request) {
	raw, _ := io.ReadAll(r.Body)
	body := string(raw)
	if form, err := url.ParseQuery(body); err == nil && strings.Contains(r.Header.Get("Content-Type"), "form") {
		text, _ := json.Marshal(form)
		body = string(text)
	}
	body = strings.NewReplacer(`\u003c`, "<", `\u003e`, ">", `\u0026`, "&").Replace(body)
	method := strings.TrimPrefix(r.URL.Path, "/api/")
	o.mu.Lock()
	o.sent = append(o.sent, method+" "+body)
	o.mu.Unlock()
	answer := `{"ok":true}`
	switch method {
	case "auth.test":
		answer = `{"ok":true,"team_id":"T1","user_id":"UBOT","bot_id":"BBOT","user":"briefing","url":"https://news.slack.com/"}`
	case "users.info":
		answer = fmt.Sprintf(`{"ok":true,"user":{"id":"U","name":"someone","tz":"Europe/Rome","is_admin":%v}}`, strings.Contains(body, "UALICE"))
	case "conversations.info":
		answer = `{"ok":true,"channel":{"id":"C0123456789","name":"desk","is_member":true,"creator":"UCARLA"}}`
	case "views.open", "views.update", "views.publish":
		answer = `{"ok":true,"view":{"id":"V1","hash":"h"}}`
	case "chat.postMessage", "chat.postEphemeral":
		answer = `{"ok":true,"ts":"1.1","message_ts":"1.1","channel":"C0123456789"}`
	}
	w.Header().Set("Content-Type", "application/json")
	fmt.Fprint(w, answer)
}

// start runs the program until what it returns is called.
func (o *office) start(dir string) (stop func()) {
	o.t.Helper()
	settings := filepath.Join(dir, "bot.yaml")
	text := fmt.Sprintf("data: %s\nweb: {listen: \"127.0.0.1:0\"}\nslack: {enabled: true, transport: http, listen: %q, api: %q, channels: [\"*\"]}\n", dir, o.listen, o.URL+"/api/")
	if err := os.WriteFile(settings, []byte(text), 0o600); err != nil {
		o.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() {
		ended <- run(ctx, []string{"--config", settings, "serve"}, []string{"SLACK_BOT_TOKEN=xoxb-1", "SLACK_SIGNING_SECRET=hush"}, strings.NewReader(""), io.Discard, io.Discard)
	}()
	o.until("the program listens", func() bool {
		resp, err := http.Post("http://"+o.listen+"/slack", "text/plain", nil)
		if err != nil {
			return false
		}
		resp.Body.Close()
		return resp.StatusCode == http.StatusUnauthorized && o.said("auth.test") > 0
	})
	return func() {
		cancel()
		if err := <-ended; err != nil {
			o.t.Errorf("serve: %v", err)
		}
	}
}

func (o *office) until(what string, is func() bool) {
	o.t.Helper()
	for end := time.Now().Add(time.Minute); !is(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			o.mu.Lock()
			defer o.mu.Unlock()
			o.t.Fatalf("not in a minute: %s; the last of it: %.3000s", what, strings.Join(o.sent[max(0, len(o.sent)-3):], "\n"))
		}
	}
}

// said counts the calls of a method that have all the words.
func (o *office) said(method string, words ...string) (n int) {
	o.mu.Lock()
	defer o.mu.Unlock()
next:
	for _, s := range o.sent {
		for _, w := range words {
			if !strings.Contains(s, w) {
				continue next
			}
		}
		if strings.HasPrefix(s, method+" ") {
			n++
		}
	}
	return n
}

// expect waits for a call that was not there when do was called.
func (o *office) expect(method string, words []string, do func()) {
	o.t.Helper()
	before := o.said(method, words...)
	do()
	o.until(method+" with "+strings.Join(words, ", "), func() bool { return o.said(method, words...) > before })
}

// post sends a signed body as Slack does and returns what comes with the
// acknowledgement.
func (o *office) post(kind, body string) string {
	o.t.Helper()
	at := fmt.Sprint(time.Now().Unix())
	h := hmac.New(sha256.New, []byte("hush"))
	fmt.Fprintf(h, "v0:%s:%s", at, body)
	req, _ := http.NewRequest(http.MethodPost, "http://"+o.listen+"/slack", bytes.NewReader([]byte(body)))
	req.Header.Set("Content-Type", kind)
	req.Header.Set("X-Slack-Request-Timestamp", at)
	req.Header.Set("X-Slack-Signature", fmt.Sprintf("v0=%x", h.Sum(nil)))
	began := time.Now()
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		o.t.Fatal(err)
	}
	defer resp.Body.Close()
	text, _ := io.ReadAll(resp.Body)
	if took := time.Since(began); resp.StatusCode != http.StatusOK || took > 3*time.Second {
		o.t.Errorf("acknowledged with %d after %v: %s", resp.StatusCode, took, text)
	}
	return string(text)
}

func (o *office) home(user string) {
	o.t.Helper()
	o.n++
	o.post("application/json", fmt.Sprintf(`{"type":"event_callback","team_id":"T1","event_id":"E%d","event":{"type":"app_home_opened","user":%q,"tab":"home","channel":"D1"}}`, o.n, user))
}

// interact sends an interaction of user, which more completes.
func (o *office) interact(user, kind string, more map[string]any) string {
	o.t.Helper()
	o.n++
	payload := map[string]any{"type": kind, "trigger_id": fmt.Sprint("t", o.n), "team": map[string]any{"id": "T1"}, "user": map[string]any{"id": user}}
	for k, v := range more {
		payload[k] = v
	}
	raw, err := json.Marshal(payload)
	if err != nil {
		o.t.Fatal(err)
	}
	return o.post("application/x-www-form-urlencoded", url.Values{"payload": {string(raw)}}.Encode())
}

func (o *office) press(user, action, value string, view map[string]any) {
	o.t.Helper()
	o.interact(user, "block_actions", map[string]any{"view": view, "actions": []any{map[string]any{"type": "button", "action_id": action, "block_id": "b", "value": value, "action_ts": fmt.Sprint(o.n)}}})
}

// filledIn is the form as Slack sends it.
func filledIn(id, channel, at string) map[string]any {
	one := func(name string, value map[string]any) map[string]any { return map[string]any{name: value} }
	days := []any{}
	for d := 1; d <= 5; d++ {
		days = append(days, map[string]any{"value": fmt.Sprint(d)})
	}
	meta, _ := json.Marshal(map[string]any{"id": id})
	return map[string]any{"id": "V" + at, "type": "modal", "callback_id": "schedule_save", "hash": "h", "private_metadata": string(meta), "state": map[string]any{"values": map[string]any{
		"channel": one("channel", map[string]any{"selected_conversation": channel}), "time": one("time", map[string]any{"selected_time": at}),
		"days": one("days", map[string]any{"selected_options": days}), "zone": one("zone", map[string]any{"selected_option": map[string]any{"value": "Europe/Rome"}}),
	}}}
}

// TestServeAppHome walks the App Home and its form with the whole program: a
// schedule is set, looked at, tried, refused to somebody, kept over a restart,
// and stopped; and a colleague's message is checked.
func TestServeAppHome(t *testing.T) {
	o, dir := openOffice(t), t.TempDir()
	stop := o.start(dir)
	home := map[string]any{"type": "home", "id": "V0"}
	const desk = "C0123456789"
	o.expect("views.publish", []string{"UALICE", "New scheduled briefing", "You have no scheduled briefing yet", "5 articles", "For administrators"}, func() { o.home("UALICE") })
	o.expect("views.update", []string{`"initial_time":"08:00"`, "Europe/Rome", "Olympic security", "default_to_current_conversation"}, func() { o.press("UALICE", "schedule.new", "new", home) })
	o.expect("views.update", []string{"Next:", "07:45 CE"}, func() { o.press("UALICE", "schedule.preview", "preview", filledIn("", desk, "07:45")) })
	o.expect("chat.postMessage", []string{"UALICE", "ICE"}, func() { o.press("UALICE", "schedule.try", "try", filledIn("", desk, "07:45")) })
	if got := o.interact("UALICE", "view_submission", map[string]any{"view": filledIn("", "", "07:45")}); !strings.Contains(got, `"channel":"Choose a channel."`) {
		t.Errorf("without a channel: %s", got)
	}
	if got := o.interact("UBOB", "view_submission", map[string]any{"view": filledIn("", desk, "07:45")}); !strings.Contains(got, "Only who manages that channel") {
		t.Errorf("by somebody: %s", got)
	}
	o.expect("views.publish", []string{"UALICE", "Weekdays at 07:45 (Europe/Rome)", desk, "schedule.stop"}, func() {
		if got := o.interact("UALICE", "view_submission", map[string]any{"view": filledIn("", desk, "07:45")}); strings.TrimSpace(got) != "" {
			t.Errorf("saved with %s", got)
		}
	})
	stop()
	stop = o.start(dir)
	o.expect("views.publish", []string{"UALICE", "Weekdays at 07:45 (Europe/Rome)"}, func() { o.home("UALICE") })
	id := o.idOf("schedule.stop")
	o.expect("chat.postMessage", []string{"UBOB", "Only who manages that channel"}, func() { o.press("UBOB", "schedule.stop", id, home) })
	o.expect("views.publish", []string{"UALICE", "You have no scheduled briefing yet"}, func() { o.press("UALICE", "schedule.stop", id, home) })
	o.expect("/response/1", []string{"Who said this?", "will never operate in Italy", "Piantedosi"}, func() {
		o.interact("UALICE", "message_action", map[string]any{"callback_id": "who_said_this", "channel": map[string]any{"id": desk}, "response_url": o.URL + "/response/1",
			"message": map[string]any{"ts": "1.1", "text": "ICE “as such will never operate in Italy.”"}})
	})
	stop()
}

// idOf is the value of the last button with an action in a published home.
func (o *office) idOf(action string) string {
	o.t.Helper()
	o.mu.Lock()
	defer o.mu.Unlock()
	for i := len(o.sent) - 1; i >= 0; i-- {
		_, after, found := strings.Cut(o.sent[i], `"action_id":"`+action+`"`)
		_, after, _ = strings.Cut(after, `"value":"`)
		if id, _, _ := strings.Cut(after, `"`); found && id != "" {
			return id
		}
	}
	o.t.Fatalf("no button %s", action)
	return ""
}
