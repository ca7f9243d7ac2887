package slack

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"briefingbot/adapters/chat"
	"briefingbot/adapters/chat/chattest"
)

var gestures atomic.Int64

// signedRequest is a request as Slack signs it.
func signedRequest(secret, kind string, body []byte) *http.Request {
	r := httptest.NewRequest(http.MethodPost, RequestPath, bytes.NewReader(body))
	stamp := strconv.FormatInt(time.Now().Unix(), 10)
	r.Header.Set("Content-Type", kind)
	r.Header.Set("X-Slack-Request-Timestamp", stamp)
	r.Header.Set("X-Slack-Signature", signature(secret, stamp, body))
	return r
}

func signature(secret, stamp string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	fmt.Fprintf(mac, "v0:%s:%s", stamp, body)
	return "v0=" + hex.EncodeToString(mac.Sum(nil))
}

const formKind, jsonKind = "application/x-www-form-urlencoded", "application/json"

func send(a *Adapter, r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	a.Handler().ServeHTTP(w, r)
	return w
}

func slashForm(f *fake, text string) url.Values {
	n := gestures.Add(1)
	return url.Values{"command": {"/briefing"}, "text": {text}, "team_id": {"T1"}, "channel_id": {"C1"}, "user_id": {"U1"},
		"trigger_id": {fmt.Sprintf("trigger.%d", n)}, "response_url": {fmt.Sprintf("%s/response/%d", f.URL, n)}}
}

func slashPayload(f *fake, text string) map[string]any {
	out := map[string]any{}
	for k, v := range slashForm(f, text) {
		out[k] = v[0]
	}
	return out
}

func TestContract(t *testing.T) {
	for _, transport := range []string{HTTP, Socket} {
		t.Run(transport, func(t *testing.T) {
			chattest.Run(t, func(t *testing.T) chattest.Subject {
				f := newFake(t)
				conf := quick(f.URL)
				if transport == Socket {
					conf.AppToken, conf.SigningSecret = "xapp-test", ""
				}
				a, err := New(conf, Deps{Memory: chat.NewForgetful()})
				if err != nil {
					t.Fatal(err)
				}
				return chattest.Subject{
					Adapter: a, Once: true, To: chat.Channel{Platform: "slack", Team: "T1", ID: "C1"},
					Ask: func(t *testing.T, text string) {
						if transport == Socket {
							f.push(t, "slash_commands", fmt.Sprint("e", gestures.Add(1)), slashPayload(f, text))
							return
						}
						eventually(t, "handler", func() bool { return a.handlerNow() != nil })
						if w := send(a, signedRequest("secret", formKind, []byte(slashForm(f, text).Encode()))); w.Code != http.StatusOK || w.Body.Len() > 0 {
							t.Errorf("the acknowledgement is %d %q", w.Code, w.Body)
						}
					},
					Shown: func(*testing.T) string { return strings.ReplaceAll(f.shown(), "\u00a0", " ") },
					Live:  func(*testing.T) []string { return f.live() },
					Close: func() { a.conf.HTTP.CloseIdleConnections(); f.stop() },
				}
			})
		})
	}
}
