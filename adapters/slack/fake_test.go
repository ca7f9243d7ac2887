package slack

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"briefingbot/adapters/chat"
	"briefingbot/adapters/slack/slacktest"
)

// fake is a Slack that keeps what it is sent and shows what people would see.
// It refuses what Slack refuses: bad blocks, foreign threads, spent addresses.
type fake struct {
	*httptest.Server
	mu        sync.Mutex
	said      []said
	calls     []call
	refuse    func(method string, form url.Values) string // Slack's error, or nothing
	external  bool
	archived  bool
	outside   bool // the bot is not in the channel
	scopes    string
	admin     bool
	expires   int // of a token, in seconds
	refreshed int
	views     []view
	uses      map[string]int // of response_urls
	clock     int
	sockets   []*websocket.Conn
	acks      map[string]json.RawMessage
	ackedAt   map[string]time.Time
	opened    int
}

type said struct {
	ts, channel, thread, user string // user is set where only one person sees it
	text, blocks, metadata    string
	form                      url.Values
	via                       string
	gone                      bool
	bot                       string // another bot's id
}

type call struct {
	method string
	form   url.Values
	body   string
	token  string
}

type view struct {
	method string
	body   map[string]any
}

func newFake(t testing.TB) *fake {
	f := &fake{uses: map[string]int{}, acks: map[string]json.RawMessage{}, ackedAt: map[string]time.Time{}, expires: 43200}
	f.Server = httptest.NewServer(http.HandlerFunc(f.serve))
	t.Cleanup(f.stop)
	return f
}

func (f *fake) stop() {
	f.mu.Lock()
	for _, c := range f.sockets {
		c.Close()
	}
	f.mu.Unlock()
	f.Server.CloseClientConnections()
	f.Server.Close()
}

func (f *fake) serve(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/ws" {
		f.socket(w, r)
		return
	}
	raw, _ := io.ReadAll(r.Body)
	form, _ := url.ParseQuery(string(raw))
	for k, v := range r.URL.Query() {
		form[k] = v
	}
	method := strings.TrimPrefix(r.URL.Path, "/api/")
	token := cmp.Or(strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "), form.Get("token"))
	f.mu.Lock()
	f.calls = append(f.calls, call{method, form, string(raw), token})
	refused := ""
	if f.refuse != nil {
		refused = f.refuse(method, form)
	}
	f.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	if refused != "" {
		answer := map[string]any{"ok": false, "error": refused}
		if refused == "missing_scope" {
			answer["needed"], answer["provided"] = "chat:write", "commands"
		}
		write(w, answer)
		return
	}
	if strings.HasPrefix(r.URL.Path, "/response/") {
		f.response(w, r.URL.Path, raw)
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	write(w, f.answer(w, method, form, raw))
}

func write(w http.ResponseWriter, answer map[string]any) {
	raw, _ := json.Marshal(answer)
	w.Header().Set("Content-Length", strconv.Itoa(len(raw)))
	_, _ = w.Write(raw)
}

func (f *fake) answer(w http.ResponseWriter, method string, form url.Values, raw []byte) map[string]any {
	switch method {
	case "auth.test":
		if f.scopes != "" {
			w.Header().Set("X-OAuth-Scopes", f.scopes)
		}
		return map[string]any{"ok": true, "team_id": "T1", "user_id": "UBOT", "bot_id": "BBOT", "user": "briefing", "team": "Newsroom", "url": "https://newsroom.slack.com/"}
	case "chat.postMessage", "chat.postEphemeral":
		return f.post(method, form)
	case "chat.update":
		for i := range f.said {
			if f.said[i].ts == form.Get("ts") {
				f.said[i].text, f.said[i].blocks, f.said[i].form = form.Get("text"), form.Get("blocks"), form
				return map[string]any{"ok": true, "ts": form.Get("ts"), "channel": form.Get("channel")}
			}
		}
		return map[string]any{"ok": false, "error": "message_not_found"}
	case "conversations.info":
		return map[string]any{"ok": true, "channel": map[string]any{"id": form.Get("channel"), "name": "desk", "is_im": strings.HasPrefix(form.Get("channel"), "D"), "is_ext_shared": f.external, "is_archived": f.archived, "is_member": !f.outside, "creator": "UMAKER"}}
	case "conversations.history", "conversations.replies":
		return f.history(method, form)
	case "users.info":
		return map[string]any{"ok": true, "user": map[string]any{"id": form.Get("user"), "name": "alice", "real_name": "Alice", "tz": "Europe/Rome", "locale": "it-IT", "is_admin": f.admin}}
	case "assistant.threads.setSuggestedPrompts":
		return map[string]any{"ok": true}
	case "views.open", "views.publish", "views.update":
		var body map[string]any
		_ = json.Unmarshal(raw, &body)
		f.views = append(f.views, view{method, body})
		return map[string]any{"ok": true, "view": map[string]any{"id": "V1", "hash": "h"}}
	case "oauth.v2.access":
		f.refreshed++
		return map[string]any{"ok": true, "access_token": fmt.Sprintf("xoxb-%d", f.refreshed), "refresh_token": fmt.Sprintf("xoxe-%d", f.refreshed), "expires_in": f.expires,
			"scope": strings.Join(Scopes(), ","), "team": map[string]any{"id": "T1", "name": "Newsroom"}, "authed_user": map[string]any{"id": "U1"}}
	case "apps.connections.open":
		f.opened++
		return map[string]any{"ok": true, "url": "ws" + strings.TrimPrefix(f.URL, "http") + "/ws"}
	}
	return map[string]any{"ok": false, "error": "unknown_method"}
}

func (f *fake) next() string {
	f.clock++
	return fmt.Sprintf("%d.%06d", time.Now().Unix(), f.clock)
}

func (f *fake) post(method string, form url.Values) map[string]any {
	p := post{Text: form.Get("text"), Blocks: json.RawMessage(cmp.Or(form.Get("blocks"), "[]"))}
	if err := check(p); err != nil {
		return map[string]any{"ok": false, "error": "invalid_blocks", "response_metadata": map[string]any{"messages": []string{err.Error()}}}
	}
	if p.Text == "" && len(p.Blocks) <= 2 {
		return map[string]any{"ok": false, "error": "no_text"}
	}
	s := said{ts: f.next(), channel: form.Get("channel"), thread: form.Get("thread_ts"), text: form.Get("text"), blocks: form.Get("blocks"), metadata: form.Get("metadata"), form: form, via: method}
	if method == "chat.postEphemeral" {
		s.user = form.Get("user")
	}
	f.said = append(f.said, s)
	return map[string]any{"ok": true, "ts": s.ts, "message_ts": s.ts, "channel": s.channel}
}

// history answers as Slack does with oldest alone: those closest to it, newest
// first, 15 at most.
func (f *fake) history(method string, form url.Values) map[string]any {
	oldest, _ := strconv.ParseFloat(form.Get("oldest"), 64)
	limit, _ := strconv.Atoi(form.Get("limit"))
	from, _ := strconv.Atoi(form.Get("cursor"))
	var all []map[string]any
	for _, s := range f.said {
		at, _ := strconv.ParseFloat(s.ts, 64)
		inThread := method == "conversations.replies"
		if s.user != "" || s.channel != form.Get("channel") || at < oldest || s.gone || inThread != (s.thread != "") || inThread && s.thread != form.Get("ts") {
			continue
		}
		m := map[string]any{"type": "message", "ts": s.ts, "text": s.text, "bot_id": cmp.Or(s.bot, "BBOT"), "user": "U" + cmp.Or(s.bot, "BBOT")[1:]}
		if form.Get("include_all_metadata") != "" && s.metadata != "" {
			m["metadata"] = json.RawMessage(s.metadata)
		}
		all = append(all, m)
	}
	more := len(all) > from+limit
	page := all[min(from, len(all)):min(from+limit, len(all))]
	slices.Reverse(page)
	answer := map[string]any{"ok": true, "messages": page, "has_more": more}
	if more {
		answer["response_metadata"] = map[string]any{"next_cursor": strconv.Itoa(from + limit)}
	}
	return answer
}

// response is a response_url: five uses.
func (f *fake) response(w http.ResponseWriter, path string, raw []byte) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.uses[path]++
	if f.uses[path] > 5 || strings.Contains(path, "expired") {
		w.WriteHeader(http.StatusNotFound)
		write(w, map[string]any{"ok": false, "error": "expired_url"})
		return
	}
	var body struct {
		Text     string          `json:"text"`
		Type     string          `json:"response_type"`
		Blocks   json.RawMessage `json:"blocks"`
		Replace  bool            `json:"replace_original"`
		Thread   string          `json:"thread_ts"`
		Links    *bool           `json:"unfurl_links"`
		Media    *bool           `json:"unfurl_media"`
		Markdown *bool           `json:"mrkdwn"`
	}
	if err := json.Unmarshal(raw, &body); err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	if len(body.Blocks) > 0 {
		if err := check(post{Text: body.Text, Blocks: body.Blocks}); err != nil {
			w.WriteHeader(http.StatusBadRequest)
			write(w, map[string]any{"ok": false, "error": "invalid_blocks"})
			return
		}
	}
	form := url.Values{"unfurl_links": {fmt.Sprint(body.Links != nil && *body.Links)}, "unfurl_media": {fmt.Sprint(body.Media != nil && *body.Media)},
		"mrkdwn": {fmt.Sprint(body.Markdown == nil || *body.Markdown)}, "parse": {"none"}, "link_names": {"false"}}
	s := said{ts: f.next(), channel: "C1", thread: body.Thread, text: body.Text, blocks: string(body.Blocks), form: form, via: "response_url"}
	if body.Type != "in_channel" {
		s.user = "U1"
	}
	if body.Replace {
		s.via = "replace"
		for i := range f.said {
			if f.said[i].user != "" {
				f.said[i].gone = true
			}
		}
	}
	f.said = append(f.said, s)
	write(w, map[string]any{"ok": true})
}

// socket serves Socket Mode.
func (f *fake) socket(w http.ResponseWriter, r *http.Request) {
	c, err := (&websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}).Upgrade(w, r, nil)
	if err != nil {
		return
	}
	f.mu.Lock()
	f.sockets = append(f.sockets, c)
	_ = c.WriteJSON(map[string]any{"type": "hello", "num_connections": len(f.sockets)})
	f.mu.Unlock()
	for {
		var ack struct {
			Envelope string          `json:"envelope_id"`
			Payload  json.RawMessage `json:"payload"`
		}
		if err := c.ReadJSON(&ack); err != nil {
			return
		}
		f.mu.Lock()
		f.acks[ack.Envelope], f.ackedAt[ack.Envelope] = ack.Payload, time.Now()
		f.mu.Unlock()
	}
}

// push sends an envelope through one socket.
func (f *fake) push(t testing.TB, kind, id string, payload any) {
	t.Helper()
	eventually(t, "a socket", func() bool { f.mu.Lock(); defer f.mu.Unlock(); return len(f.sockets) > 0 })
	if !f.tryPush(kind, id, payload) {
		t.Error("no socket takes an envelope")
	}
}

// tryPush reports whether a socket seemed to take it.
func (f *fake) tryPush(kind, id string, payload any) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i := len(f.sockets) - 1; i >= 0; i-- {
		if f.sockets[i].WriteJSON(map[string]any{"type": kind, "envelope_id": id, "payload": payload, "accepts_response_payload": true}) == nil {
			return true
		}
	}
	return false
}

func (f *fake) everything() []said {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.said)
}

func (f *fake) last(t testing.TB) said {
	t.Helper()
	all := f.everything()
	if len(all) == 0 {
		t.Fatal("nothing was said")
	}
	return all[len(all)-1]
}

func (f *fake) called(method string) []call {
	f.mu.Lock()
	defer f.mu.Unlock()
	var out []call
	for _, c := range f.calls {
		if c.method == method {
			out = append(out, c)
		}
	}
	return out
}

// shown is what was said, as people read it.
func (f *fake) shown() string {
	var b strings.Builder
	for _, s := range f.everything() {
		b.WriteString(slacktest.Read(s.text, s.blocks) + "\n")
	}
	return b.String()
}

func (f *fake) live() []string {
	var out []string
	for _, s := range f.everything() {
		out = append(out, livePost(s)...)
	}
	return out
}

// quick is a configuration that waits for nothing.
func quick(f string) Config {
	return Config{BotToken: "xoxb-test", SigningSecret: "secret", Channels: []string{"*"}, APIURL: f + "/api/", PerMinute: -1,
		Pace: time.Nanosecond, Grace: time.Minute, Patience: chat.Patience{Look: time.Millisecond, Again: time.Millisecond},
		HTTP: &http.Client{Timeout: time.Minute, Transport: &http.Transport{}}}
}

func eventually(t testing.TB, what string, is func() bool) {
	t.Helper()
	for end := time.Now().Add(time.Minute); !is(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("there is no %s", what)
		}
	}
}
