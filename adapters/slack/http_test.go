package slack

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"briefingbot/adapters/chat"
)

func TestHTTPRefusals(t *testing.T) {
	b := newBench(t, nil)
	good := []byte(slashForm(b.fake, "x").Encode())
	for name, c := range map[string]struct {
		request func() *http.Request
		want    int
	}{
		"get": {func() *http.Request { return httptest.NewRequest(http.MethodGet, RequestPath, nil) }, 405},
		"query": {func() *http.Request {
			r := signedRequest("secret", formKind, good)
			r.URL.RawQuery = "payload=%7B%7D"
			return r
		}, 400},
		"no signature": {func() *http.Request { return httptest.NewRequest(http.MethodPost, RequestPath, bytes.NewReader(good)) }, 401},
		"other secret": {func() *http.Request { return signedRequest("other", formKind, good) }, 401},
		"changed body": {func() *http.Request {
			r := signedRequest("secret", formKind, good)
			r.Body = http.NoBody
			return r
		}, 401},
		"old": {func() *http.Request {
			r := signedRequest("secret", formKind, good)
			r.Header.Set("X-Slack-Request-Timestamp", fmt.Sprint(time.Now().Add(-6*time.Minute).Unix()))
			return r
		}, 401},
		"from the future": {func() *http.Request {
			r := signedRequest("secret", formKind, good)
			r.Header.Set("X-Slack-Request-Timestamp", fmt.Sprint(time.Now().Add(6*time.Minute).Unix()))
			return r
		}, 401},
		"huge":       {func() *http.Request { return signedRequest("secret", formKind, bytes.Repeat([]byte("x"), maxBody+1)) }, 413},
		"no form":    {func() *http.Request { return signedRequest("secret", formKind, []byte("%zz")) }, 400},
		"no command": {func() *http.Request { return signedRequest("secret", formKind, []byte("a=b")) }, 400},
		"no json":    {func() *http.Request { return signedRequest("secret", jsonKind, []byte("{")) }, 400},
		"no payload": {func() *http.Request { return signedRequest("secret", formKind, []byte("payload=%7B")) }, 400},
		"ssl check":  {func() *http.Request { return signedRequest("secret", formKind, []byte("ssl_check=1&token=x")) }, 200},
		"rate limit": {func() *http.Request {
			return signedRequest("secret", jsonKind, []byte(`{"type":"app_rate_limited","minute_rate_limited":1}`))
		}, 200},
		"unknown event": {func() *http.Request {
			return signedRequest("secret", jsonKind, []byte(`{"type":"event_callback","event":{"type":"brand_new_thing"}}`))
		}, 200},
	} {
		if w := send(b.a, c.request()); w.Code != c.want {
			t.Errorf("%s: %d %s, want %d", name, w.Code, w.Body, c.want)
		}
	}
	if len(b.commands()) > 0 {
		t.Error("something refused was obeyed")
	}
}

func TestHTTPReplay(t *testing.T) {
	b := newBench(t, nil)
	form := slashForm(b.fake, "x")
	form.Del("trigger_id")
	first := signedRequest("secret", formKind, []byte(form.Encode()))
	again := first.Clone(t.Context())
	again.Body = http.NoBody
	again.Body = signedRequest("secret", formKind, []byte(form.Encode())).Body
	if w := send(b.a, first); w.Code != 200 {
		t.Fatal(w.Code)
	}
	if w := send(b.a, again); w.Code != 200 || w.Body.Len() > 0 {
		t.Errorf("the replay is answered %d %s", w.Code, w.Body)
	}
	b.command(t, 1)
	time.Sleep(20 * time.Millisecond)
	if len(b.commands()) != 1 || b.counts["slack_replay"] != 1 {
		t.Errorf("%d commands, %v", len(b.commands()), b.counts)
	}
}

func TestURLVerification(t *testing.T) {
	b := newBench(t, nil)
	w := send(b.a, signedRequest("secret", jsonKind, []byte(`{"type":"url_verification","challenge":"3eZbrw1a<b>"}`)))
	if w.Code != 200 || w.Body.String() != "3eZbrw1a<b>" || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/plain") {
		t.Errorf("answered %d %q as %s", w.Code, w.Body, w.Header().Get("Content-Type"))
	}
}

// TestSignatureVector holds signedRequest, and so every test here, against the
// example of https://docs.slack.dev/authentication/verifying-requests-from-slack
func TestSignatureVector(t *testing.T) {
	const body = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
	if got, want := signature("8f742231b10e8888abcd99yyyzzz85a5", "1531420618", []byte(body)), "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"; got != want {
		t.Errorf("signed as %s, want %s", got, want)
	}
}

// TestLogsTellNothing reads everything that is logged while things go wrong:
// there is no token, no response_url and no word of anybody's.
func TestLogsTellNothing(t *testing.T) {
	var mu sync.Mutex
	var logged bytes.Buffer
	b := newBench(t, func(b *bench) {
		b.deps.Log = slog.New(slog.NewTextHandler(writerFunc(func(p []byte) (int, error) { mu.Lock(); defer mu.Unlock(); return logged.Write(p) }), &slog.HandlerOptions{Level: slog.LevelDebug}))
	})
	for i, reason := range []string{"invalid_blocks", "is_archived", "fatal_error", "missing_scope", "token_revoked", "expired_url"} {
		b.fake.mu.Lock()
		b.refuse = func(method string, _ url.Values) string {
			if method == "auth.test" {
				return ""
			}
			return reason
		}
		b.fake.mu.Unlock()
		b.form(t, slashForm(b.fake, "SECRETWORD panic"))
		b.form(t, slashForm(b.fake, "SECRETWORD"))
		b.event(t, fmt.Sprint("L", i), map[string]any{"type": "app_mention", "user": "U1", "channel": "C1", "ts": fmt.Sprint("1.", i), "text": "<@UBOT> SECRETWORD"})
		b.event(t, fmt.Sprint("H", i), map[string]any{"type": "app_home_opened", "user": "U1", "tab": "home", "channel": "D1"})
	}
	eventually(t, "end of the work", func() bool { return b.a.crew.Busy() == 0 })
	mu.Lock()
	defer mu.Unlock()
	for _, secret := range []string{"xoxb-", "xapp-", "/response/", "SECRETWORD", "with words", "on purpose"} {
		if strings.Contains(logged.String(), secret) {
			t.Errorf("%q is logged:\n%s", secret, logged.String())
		}
	}
	if logged.Len() < 500 {
		t.Errorf("hardly anything is logged: %s", logged.String())
	}
}

type writerFunc func([]byte) (int, error)

func (w writerFunc) Write(p []byte) (int, error) { return w(p) }

// TestAckInTime has a handler that does not answer before both requests are
// acknowledged: an acknowledgement that waited for it would never come.
func TestAckInTime(t *testing.T) {
	b := newBench(t, nil)
	b.mu.Lock() // the handler hangs on it
	b.form(t, slashForm(b.fake, "slow"))
	b.event(t, "S1", map[string]any{"type": "app_mention", "user": "U1", "channel": "C1", "ts": "1.1", "text": "<@UBOT> slow"})
	b.mu.Unlock()
	b.heard(t, 2)
}

func TestBusy(t *testing.T) {
	b := newBench(t, nil)
	release := make(chan struct{})
	for b.a.crew.Take("", func(context.Context) { <-release }) { // until there is no place
	}
	w := send(b.a, signedRequest("secret", formKind, []byte(slashForm(b.fake, "x").Encode())))
	if w.Code != 200 || !strings.Contains(w.Body.String(), "too many questions") {
		t.Errorf("a command too many is answered %d %s", w.Code, w.Body)
	}
	raw, _ := json.Marshal(map[string]any{"type": "event_callback", "team_id": "T1", "event_id": "B1", "event": map[string]any{"type": "app_mention", "user": "U1", "channel": "C1", "ts": "1.1", "text": "x"}})
	request := signedRequest("secret", jsonKind, raw)
	if w := send(b.a, request); w.Code != 503 {
		t.Errorf("an event too many is answered %d", w.Code)
	}
	close(release)
	eventually(t, "end of the work", func() bool { return b.a.crew.Busy() == 0 })
	again := request.Clone(t.Context())
	again.Body = signedRequest("secret", jsonKind, raw).Body
	if w := send(b.a, again); w.Code != 200 {
		t.Errorf("sent again it is answered %d", w.Code)
	}
	b.command(t, 1)
}

func TestBeforeAndAfterRun(t *testing.T) {
	f := newFake(t)
	a, err := New(quick(f.URL), Deps{Memory: chat.NewForgetful()})
	if err != nil {
		t.Fatal(err)
	}
	if w := send(a, signedRequest("secret", formKind, []byte(slashForm(f, "x").Encode()))); w.Code != 200 || w.Body.Len() == 0 {
		t.Errorf("a command before Run is answered %d %s", w.Code, w.Body)
	}
}

func TestForeignResponseURL(t *testing.T) {
	b := newBench(t, nil)
	for address, ours := range map[string]bool{"https://hooks.slack.com/commands/1": true, "https://evil.example/x": false, "http://hooks.slack.com/x": false,
		"https://slack.com.evil.example/": false, "http://169.254.169.254/latest": false, b.URL + "/response/1": true, "": false, "::": false} {
		if got := b.a.newResponse(address) != nil; got != ours {
			t.Errorf("%s is taken: %v", address, got)
		}
	}
}

// FuzzRequest sends any signed body: no panic, and an answer Slack knows.
func FuzzRequest(f *testing.F) {
	f.Add([]byte("command=/briefing&text=x&team_id=T1"), true)
	f.Add([]byte(`{"type":"event_callback","event":{"type":"message","text":"x","channel":"D1","user":"U1","blocks":[{"type":"rich_text"}]}}`), false)
	f.Add([]byte(url.Values{"payload": {`{"type":"block_actions","actions":[{"type":"button","action_id":"press.1.1","value":"x"}]}`}}.Encode()), true)
	f.Add([]byte(url.Values{"payload": {`{"type":"view_submission","view":{"callback_id":"schedule_save","state":{"values":{}}}}`}}.Encode()), true)
	f.Add([]byte(url.Values{"payload": {`{"type":"block_suggestion","value":"rom"}`}}.Encode()), true)
	b := newBench(f, nil)
	f.Fuzz(func(t *testing.T, body []byte, form bool) {
		kind := jsonKind
		if form {
			kind = formKind
		}
		w := send(b.a, signedRequest("secret", kind, body))
		switch w.Code {
		case 200, 400, 413, 503:
		default:
			t.Errorf("answered %d", w.Code)
		}
	})
}

// BenchmarkAck is one slash command, from the request to its acknowledgement.
func BenchmarkAck(b *testing.B) {
	bench := newBench(b, nil)
	for b.Loop() {
		if w := send(bench.a, signedRequest("secret", formKind, []byte(slashForm(bench.fake, "x").Encode()))); w.Code != http.StatusOK {
			b.Fatal(w.Code)
		}
	}
}
