package slack

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// mended is an answer of local-slack as Slack would give it: sockets are opened
// through the proxy at here, and posts keep their metadata.
type mended struct {
	here string // host and port
	mu   sync.Mutex
	kept map[string]json.RawMessage // metadata by the post's channel and ts
}

func (m *mended) mend(path string, form url.Values, body []byte) []byte {
	var answer map[string]any
	if json.Unmarshal(body, &answer) != nil {
		return body
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	switch strings.TrimPrefix(path, "/api/") {
	case "apps.connections.open":
		if u, err := url.Parse(fmt.Sprint(answer["url"])); err == nil {
			u.Host = m.here
			answer["url"] = u.String()
		}
	case "chat.postMessage":
		if data := form.Get("metadata"); data != "" && answer["ok"] == true {
			m.kept[fmt.Sprint(answer["channel"], answer["ts"])] = json.RawMessage(data)
		}
	case "conversations.history", "conversations.replies":
		messages, _ := answer["messages"].([]any)
		for _, x := range messages {
			if x, ok := x.(map[string]any); ok {
				if data, kept := m.kept[fmt.Sprint(form.Get("channel"), x["ts"])]; kept {
					x["metadata"] = data
				}
			}
		}
	}
	out, err := json.Marshal(answer)
	if err != nil {
		return body
	}
	return out
}

// relay passes a socket on, every envelope twice, and once more after the one
// that follows it, under another id: as Slack sends again what it thinks was
// not taken.
func relay(w http.ResponseWriter, r *http.Request, upstream string) {
	there, _, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(upstream, "http")+r.URL.RequestURI(), nil)
	if err != nil {
		http.Error(w, "no socket", http.StatusBadGateway)
		return
	}
	defer there.Close()
	here, err := (&websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}).Upgrade(w, r, nil)
	if err != nil {
		return
	}
	defer here.Close()
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		defer there.Close()
		for {
			kind, frame, err := here.ReadMessage()
			if err != nil || there.WriteMessage(kind, frame) != nil {
				return
			}
		}
	}()
	var before map[string]any
	for {
		_, frame, err := there.ReadMessage()
		if err != nil {
			break
		}
		var envelope map[string]any
		_ = json.Unmarshal(frame, &envelope)
		sends := []any{envelope}
		if envelope["envelope_id"] != nil {
			sends = append(sends, envelope)
			if before != nil {
				sends = append(sends, before)
			}
			late := map[string]any{}
			for k, v := range envelope {
				late[k] = v
			}
			late["envelope_id"], late["retry_attempt"] = fmt.Sprint("late ", envelope["envelope_id"]), 1
			before = late
		}
		for _, s := range sends {
			if here.WriteJSON(s) != nil {
				break
			}
		}
	}
	here.Close()
	<-ended
}

// insistent passes Slack's requests on, every one three times: as it is, once
// more to the letter, and signed anew after the one that follows it.
type insistent struct {
	to     http.Handler
	secret string
	mu     sync.Mutex
	before []byte
	kind   string
}

func (i *insistent) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	once := func(w http.ResponseWriter, header http.Header, body []byte) {
		r := httptest.NewRequest(http.MethodPost, r.URL.RequestURI(), bytes.NewReader(body))
		r.Header = header
		i.to.ServeHTTP(w, r)
	}
	once(w, r.Header, body)
	again := r.Header.Clone()
	again.Set("X-Slack-Retry-Num", "1")
	again.Set("X-Slack-Retry-Reason", "http_timeout")
	once(httptest.NewRecorder(), again, body)
	i.mu.Lock()
	before, kind := i.before, i.kind
	i.before, i.kind = body, r.Header.Get("Content-Type")
	i.mu.Unlock()
	if before != nil {
		once(httptest.NewRecorder(), signedRequest(i.secret, kind, before).Header, before)
	}
}

// front is a proxy that stands before local-slack: whatever the bot asks of
// Slack, wherever Slack says it is, comes through it.
func front(t testing.TB, upstream string) (*proxy, *http.Client) {
	p := newProxy(t, upstream, func(string, int) fault { return fault{} })
	m := &mended{here: p.Listener.Addr().String(), kept: map[string]json.RawMessage{}}
	p.mend = m.mend
	through := &http.Transport{Proxy: nil, DialContext: dialAlways(m.here)}
	return p, &http.Client{Timeout: time.Minute, Transport: through}
}
