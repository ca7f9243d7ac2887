package slack

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"briefingbot/adapters/chat"
)

func newSocketBench(t testing.TB, change func(*bench)) *bench {
	return newBench(t, func(b *bench) {
		b.conf.AppToken, b.conf.SigningSecret = "xapp-test", ""
		if change != nil {
			change(b)
		}
	})
}

func (b *bench) acked(t testing.TB, envelope string) string {
	t.Helper()
	var payload string
	eventually(t, "acknowledgement of "+envelope, func() bool {
		b.fake.mu.Lock()
		defer b.fake.mu.Unlock()
		raw, ok := b.acks[envelope]
		payload = string(raw)
		return ok
	})
	return payload
}

func (b *bench) connected() []*websocket.Conn {
	b.fake.mu.Lock()
	defer b.fake.mu.Unlock()
	return append([]*websocket.Conn{}, b.sockets...)
}

func TestSocketTakesEverything(t *testing.T) {
	b := newSocketBench(t, nil)
	eventually(t, "readiness", func() bool { return b.a.Ready() == nil })
	b.push(t, "slash_commands", "e1", slashPayload(b.fake, "one"))
	b.push(t, "events_api", "e2", map[string]any{"type": "event_callback", "team_id": "T1", "event_id": "V1",
		"event": map[string]any{"type": "app_mention", "user": "U1", "channel": "C1", "ts": "1.1", "text": "<@UBOT> two"}})
	b.push(t, "interactive", "e3", map[string]any{"type": "block_actions", "trigger_id": "t3", "team": map[string]any{"id": "T1"}, "user": map[string]any{"id": "U1"}, "channel": map[string]any{"id": "C1"},
		"response_url": b.URL + "/response/e3", "container": map[string]any{"message_ts": "1.2", "channel_id": "C1", "is_ephemeral": true},
		"actions": []any{map[string]any{"type": "button", "action_id": "press.1.1", "block_id": "b", "value": "three"}}})
	b.push(t, "interactive", "e4", map[string]any{"type": "block_suggestion", "action_id": "zone", "value": "rom", "team": map[string]any{"id": "T1"}, "user": map[string]any{"id": "U1"}})
	for _, e := range []string{"e1", "e2", "e3"} {
		if payload := b.acked(t, e); payload != "" && payload != "null" {
			t.Errorf("%s is acknowledged with %s", e, payload)
		}
	}
	if payload := b.acked(t, "e4"); !strings.Contains(payload, "Europe/Rome") {
		t.Errorf("zones suggested: %s", payload)
	}
	b.command(t, 3)
	b.heard(t, 3)
}

// TestSocketShortcut asks of a colleague's message who said it, with the words
// as they stand in Slack, and is answered in the thread of the message.
func TestSocketShortcut(t *testing.T) {
	b := newSocketBench(t, nil)
	b.push(t, "interactive", "s1", map[string]any{"type": "message_action", "callback_id": whoSaidThis, "trigger_id": "ts1",
		"team": map[string]any{"id": "T1"}, "user": map[string]any{"id": "U1"}, "channel": map[string]any{"id": "C1"}, "response_url": b.URL + "/response/s1",
		"message": map[string]any{"ts": "1.1", "text": "*not* &lt;these&gt;", "blocks": []any{map[string]any{"type": "rich_text", "elements": []any{
			map[string]any{"type": "rich_text_quote", "elements": []any{map[string]any{"type": "text", "text": "ICE will <never> operate & stay"}}}}}}}})
	if c := b.command(t, 1); c.Text != "verify" || c.Attached != "ICE will <never> operate & stay" || c.Root != "1.1" {
		t.Errorf("it asks %+v", c)
	}
	if got := b.heard(t, 1); !strings.Contains(got.text, "Who said this? ICE will &lt;never&gt; operate &amp; stay") {
		t.Errorf("it is answered %q", got.text)
	}
	b.push(t, "interactive", "s2", map[string]any{"type": "block_suggestion", "action_id": "zone", "value": "a", "team": map[string]any{"id": "T1"}, "user": map[string]any{"id": "U1"}})
	if n := len(b.acked(t, "s2")); n < 1000 || n >= 20_000 { // Slack drops what is longer
		t.Errorf("a suggestion of %d bytes", n)
	}
}

// TestSocketSeesEachOnce gets the same envelope over two sockets.
func TestSocketSeesEachOnce(t *testing.T) {
	b := newSocketBench(t, nil)
	eventually(t, "pair of sockets", func() bool { return len(b.connected()) == 2 })
	payload := slashPayload(b.fake, "x")
	for i, c := range b.connected() {
		b.fake.mu.Lock()
		_ = c.WriteJSON(map[string]any{"type": "slash_commands", "envelope_id": fmt.Sprint("twin", i), "payload": payload})
		b.fake.mu.Unlock()
	}
	b.acked(t, "twin0")
	b.acked(t, "twin1")
	b.command(t, 1)
	time.Sleep(30 * time.Millisecond)
	if len(b.commands()) != 1 {
		t.Errorf("%d commands", len(b.commands()))
	}
}

// TestSocketReconnects is told to disconnect, is cut off, and gets rubbish;
// questions are answered afterwards.
func TestSocketReconnects(t *testing.T) {
	b := newSocketBench(t, nil)
	for n, disturb := range []func(*websocket.Conn){
		func(c *websocket.Conn) { _ = c.WriteJSON(map[string]any{"type": "disconnect", "reason": "warning"}) },
		func(c *websocket.Conn) { c.UnderlyingConn().Close() },
		func(c *websocket.Conn) { _ = c.WriteMessage(websocket.TextMessage, []byte("{]")) },
		func(c *websocket.Conn) { _ = c.WriteJSON(map[string]any{"type": "surprise", "envelope_id": "s"}) },
		func(c *websocket.Conn) { _ = c.WriteMessage(websocket.TextMessage, make([]byte, maxBody+1)) },
	} {
		eventually(t, "socket", func() bool { return len(b.connected()) >= 2 })
		for _, c := range b.connected() {
			b.fake.mu.Lock()
			disturb(c)
			b.fake.mu.Unlock()
		}
		id := fmt.Sprint("after", n)
		payload := slashPayload(b.fake, id)
		eventually(t, "command after disturbance", func() bool {
			if len(b.commands()) <= n {
				b.tryPush("slash_commands", id, payload) // Slack sends again what is not acknowledged
				time.Sleep(50 * time.Millisecond)
			}
			return len(b.commands()) > n
		})
	}
	if n := len(b.commands()); n != 5 {
		t.Errorf("%d commands", n)
	}
}

// TestBadTokens says what Run returns where Slack will not have the bot.
func TestBadTokens(t *testing.T) {
	for _, c := range []struct{ method, reason, want string }{
		{"auth.test", "invalid_auth", "SLACK_BOT_TOKEN"},
		{"auth.test", "token_revoked", "Install the app again"},
		{"auth.test", "account_inactive", "Install it again"},
		{"apps.connections.open", "invalid_auth", "SLACK_APP_TOKEN"},
		{"apps.connections.open", "missing_scope", "connections:write"},
		{"apps.connections.open", "not_allowed_token_type", "SLACK_APP_TOKEN"},
	} {
		f := newFake(t)
		f.refuse = func(method string, _ url.Values) string {
			if method == c.method {
				return c.reason
			}
			return ""
		}
		conf := quick(f.URL)
		conf.AppToken = "xapp-test"
		a, err := New(conf, Deps{Memory: chat.NewForgetful()})
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithTimeout(context.Background(), time.Minute)
		err = a.Run(ctx, func(context.Context, chat.Command) chat.Message { return chat.Message{} })
		stop()
		if err == nil || !strings.Contains(err.Error(), c.reason) || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "xapp-") || strings.Contains(err.Error(), "xoxb-test") {
			t.Errorf("%s says %s: %v", c.method, c.reason, err)
		}
	}
}

func TestMissingScopesAreNamed(t *testing.T) {
	f := newFake(t)
	f.scopes = "chat:write,commands"
	a, err := New(quick(f.URL), Deps{Memory: chat.NewForgetful()})
	if err != nil {
		t.Fatal(err)
	}
	err = a.Check(context.Background())
	if err == nil || !strings.Contains(err.Error(), "app_mentions:read") || !strings.Contains(err.Error(), "users:read") || strings.Contains(err.Error(), "chat:write,") {
		t.Errorf("Check says %v", err)
	}
	f.scopes = strings.Join(Scopes(), ",")
	a.forgetHome("")
	if err := a.Check(context.Background()); err != nil {
		t.Errorf("with all scopes Check says %v", err)
	}
}

// TestCommandWithoutWorkspace cannot learn who the bot is: who asked is told.
func TestCommandWithoutWorkspace(t *testing.T) {
	b := newBench(t, nil)
	b.fake.mu.Lock()
	b.refuse = func(method string, _ url.Values) string {
		if method == "auth.test" {
			return "account_inactive"
		}
		return ""
	}
	b.fake.mu.Unlock()
	b.a.forgetWorkspaces()
	b.form(t, slashForm(b.fake, "x"))
	if got := b.heard(t, 1); got.user == "" || !strings.Contains(got.text, "account_inactive") {
		t.Errorf("told %+v", got)
	}
}

// TestRunFinishesWhatItTook ends Run while an answer is being made.
func TestRunFinishesWhatItTook(t *testing.T) {
	f := newFake(t)
	a, err := New(quick(f.URL), Deps{Memory: chat.NewForgetful()})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	taken, ended := make(chan struct{}), make(chan error)
	go func() {
		ended <- a.Run(ctx, func(context.Context, chat.Command) chat.Message {
			close(taken)
			time.Sleep(100 * time.Millisecond)
			return chat.Message{Title: "late but there", Private: true}
		})
	}()
	eventually(t, "handler", func() bool { return a.handlerNow() != nil })
	send(a, signedRequest("secret", formKind, []byte(slashForm(f, "x").Encode())))
	<-taken
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if !strings.Contains(f.shown(), "late but there") {
		t.Error("what was taken was not answered")
	}
	a.conf.HTTP.CloseIdleConnections()
}
