package matrix

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

const (
	bot   = "@briefingbot:example.org"
	alice = "@alice:example.org"
	bob   = "@bob:example.org"
	desk  = "!desk:example.org"
	lobby = "!lobby:example.org" // alice and the bot alone
)

// happening is an event of the fake homeserver.
type happening map[string]any

func (h happening) content() map[string]any { c, _ := h["content"].(map[string]any); return c }
func (h happening) str(key string) string   { s, _ := h[key].(string); return s }

// fake is a homeserver in memory that can fail on demand.
type fake struct {
	*httptest.Server
	t *testing.T

	mu      sync.Mutex
	changed chan struct{}
	log     []happening // in order; room_id set
	members map[string]map[string]bool
	state   map[string]map[string]any // room/type/key
	txns    map[string]string
	invites map[string]happening
	told    map[string]bool // invitations an incremental sync has told of
	left    map[string]happening
	joins   []string
	limit   int // of a timeline
	calls   map[string]int
	fault   func(w http.ResponseWriter, r *http.Request, do func() any) bool
}

func newFake(t *testing.T) *fake {
	f := &fake{t: t, changed: make(chan struct{}), txns: map[string]string{}, state: map[string]map[string]any{}, calls: map[string]int{},
		invites: map[string]happening{}, told: map[string]bool{}, left: map[string]happening{}, limit: 50,
		members: map[string]map[string]bool{desk: {bot: true, alice: true, bob: true}, lobby: {bot: true, alice: true}}}
	f.Server = httptest.NewServer(http.HandlerFunc(f.serve))
	t.Cleanup(f.stop)
	return f
}

func (f *fake) stop() {
	f.CloseClientConnections()
	f.Close()
}

// say makes somebody send an event and returns its id.
func (f *fake) say(room, who, kind string, content map[string]any) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.add(happening{"room_id": room, "sender": who, "type": kind, "content": content})
}

func (f *fake) text(room, who, body string) string {
	return f.say(room, who, "m.room.message", map[string]any{"msgtype": "m.text", "body": body})
}

func (f *fake) add(h happening) string {
	event := fmt.Sprintf("$e%d", len(f.log)+1)
	h["event_id"] = event
	if _, ok := h["origin_server_ts"]; !ok {
		h["origin_server_ts"] = time.Now().UnixMilli()
	}
	f.log = append(f.log, h)
	f.wake()
	return event
}

func (f *fake) wake() { close(f.changed); f.changed = make(chan struct{}) }

func (f *fake) serve(w http.ResponseWriter, r *http.Request) {
	do := func() any { return f.route(r) }
	f.mu.Lock()
	fault := f.fault
	f.mu.Unlock()
	if fault != nil && fault(w, r, do) {
		return
	}
	reply(w, do())
}

// trouble is an answer that is an error.
type trouble struct {
	status int
	code   string
	more   map[string]any
}

func reply(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	if e, ok := v.(trouble); ok {
		body := map[string]any{"errcode": e.code, "error": "no"}
		for k, v := range e.more {
			body[k] = v
		}
		w.WriteHeader(e.status)
		v = body
	}
	_ = json.NewEncoder(w).Encode(v)
}

func (f *fake) route(r *http.Request) any {
	path := strings.TrimPrefix(r.URL.EscapedPath(), "/_matrix/client/v3/")
	parts := strings.Split(path, "/")
	for i := range parts {
		parts[i], _ = url.PathUnescape(parts[i])
	}
	f.mu.Lock()
	f.calls[parts[0]]++
	f.mu.Unlock()
	switch {
	case path == "login":
		return map[string]any{"user_id": bot, "access_token": "syt_test", "device_id": "DEV1"}
	case r.Header.Get("Authorization") != "Bearer syt_test":
		return trouble{401, "M_UNKNOWN_TOKEN", nil}
	case path == "account/whoami":
		return map[string]any{"user_id": bot, "device_id": "DEV1"}
	case parts[0] == "user":
		return map[string]any{"filter_id": "1"}
	case parts[0] == "sync":
		return f.sync(r)
	case parts[0] == "join":
		f.mu.Lock()
		defer f.mu.Unlock()
		return f.join(parts[1])
	case path == "joined_rooms":
		f.mu.Lock()
		defer f.mu.Unlock()
		in := []string{}
		for room, members := range f.members {
			if members[bot] {
				in = append(in, room)
			}
		}
		return map[string]any{"joined_rooms": in}
	case parts[0] == "rooms":
		return f.room(r, parts[1], parts[2], parts[3:])
	}
	return trouble{404, "M_UNRECOGNIZED", nil}
}

func (f *fake) join(room string) any {
	f.joins = append(f.joins, room)
	delete(f.invites, room)
	if f.members[room] == nil {
		f.members[room] = map[string]bool{}
	}
	f.members[room][bot] = true
	return map[string]any{"room_id": room}
}

func (f *fake) room(r *http.Request, room, verb string, rest []string) any {
	f.mu.Lock()
	defer f.mu.Unlock()
	switch verb {
	case "join":
		return f.join(room)
	case "joined_members":
		joined := map[string]any{}
		for m := range f.members[room] {
			joined[m] = map[string]any{"display_name": strings.TrimPrefix(strings.Split(m, ":")[0], "@")}
		}
		return map[string]any{"joined": joined}
	case "state":
		key := strings.Join(append([]string{room}, rest...), "/")
		if r.Method == http.MethodPut {
			if levels := f.state[room+"/m.room.power_levels"]; levels != nil && levels["users"].(map[string]any)[bot] == nil {
				return trouble{403, "M_FORBIDDEN", nil}
			}
			var c map[string]any
			_ = json.NewDecoder(r.Body).Decode(&c)
			f.state[key] = c
			return map[string]any{"event_id": "$state"}
		}
		if c := f.state[strings.TrimRight(key, "/")]; c != nil {
			return c
		}
		if rest[0] == "m.room.member" && f.members[room][rest[1]] {
			return happening{"type": rest[0], "sender": rest[1], "state_key": rest[1], "content": map[string]any{"membership": "join"}}
		}
		return trouble{404, "M_NOT_FOUND", nil}
	case "send", "redact":
		txn := verb + "/" + room + "/" + strings.Join(rest, "/")
		if event, ok := f.txns[txn]; ok {
			return map[string]any{"event_id": event}
		}
		var c map[string]any
		_ = json.NewDecoder(r.Body).Decode(&c)
		h := happening{"room_id": room, "sender": bot, "type": rest[0], "content": c}
		if verb == "redact" {
			h["type"], h["redacts"] = "m.room.redaction", rest[0]
		}
		f.txns[txn] = f.add(h)
		return map[string]any{"event_id": f.txns[txn]}
	case "messages":
		return f.messages(r, room)
	case "event":
		for _, h := range f.log {
			if h["event_id"] == rest[0] {
				return h
			}
		}
	}
	return trouble{404, "M_UNRECOGNIZED", nil}
}

// messages pages backwards; a token is a position in the log.
func (f *fake) messages(r *http.Request, room string) any {
	at, limit := len(f.log), 10
	if from := r.URL.Query().Get("from"); from != "" {
		at, _ = strconv.Atoi(strings.TrimPrefix(from, "s"))
	}
	if n, err := strconv.Atoi(r.URL.Query().Get("limit")); err == nil {
		limit = n
	}
	chunk := []happening{}
	for at > 0 && len(chunk) < limit {
		at--
		if f.log[at]["room_id"] == room {
			chunk = append(chunk, f.log[at])
		}
	}
	out := map[string]any{"chunk": chunk, "start": r.URL.Query().Get("from")}
	if at > 0 {
		out["end"] = fmt.Sprint("s", at)
	}
	return out
}

func (f *fake) sync(r *http.Request) any {
	since, _ := strconv.Atoi(strings.TrimPrefix(r.URL.Query().Get("since"), "s"))
	wait, _ := strconv.Atoi(r.URL.Query().Get("timeout"))
	timeout := time.After(time.Duration(wait) * time.Millisecond)
	if r.URL.Query().Get("filter") == pending {
		f.mu.Lock()
		defer f.mu.Unlock()
		return map[string]any{"next_batch": "s0", "rooms": map[string]any{"invite": f.waiting(func(string) bool { return true })}}
	}
	untold := func(room string) bool { return !f.told[room] }
	for {
		f.mu.Lock()
		if since > len(f.log) {
			f.mu.Unlock()
			return trouble{400, "M_UNKNOWN_POS", nil}
		}
		if len(f.log) > since || len(f.waiting(untold))+len(f.left) > 0 || wait == 0 {
			defer f.mu.Unlock()
			return f.news(since)
		}
		changed := f.changed
		f.mu.Unlock()
		select {
		case <-changed:
		case <-timeout:
			wait = 0
		case <-r.Context().Done():
			return map[string]any{}
		}
	}
}

// waiting are those of the invitations which are to be told of.
func (f *fake) waiting(which func(room string) bool) map[string]any {
	out := map[string]any{}
	for room, e := range f.invites {
		if which(room) {
			out[room] = map[string]any{"invite_state": map[string]any{"events": []any{e}}}
		}
	}
	return out
}

func (f *fake) news(since int) any {
	join := map[string]any{}
	for room := range f.members {
		if !f.members[room][bot] {
			continue
		}
		var events []happening
		limited, prev := false, since
		for i := len(f.log) - 1; i >= since; i-- {
			if f.log[i]["room_id"] != room {
				continue
			}
			if len(events) == f.limit {
				limited, prev = true, i+1
				break
			}
			events = append([]happening{f.log[i]}, events...)
		}
		if len(events) > 0 {
			join[room] = map[string]any{"timeline": map[string]any{"events": events, "limited": limited, "prev_batch": fmt.Sprint("s", prev)}}
		}
	}
	rooms := map[string]any{"join": join}
	invite, leave := f.waiting(func(room string) bool { return !f.told[room] }), map[string]any{}
	for room := range invite {
		f.told[room] = true
	}
	for room, e := range f.left {
		leave[room] = map[string]any{"timeline": map[string]any{"events": []any{e}}}
	}
	rooms["invite"], rooms["leave"] = invite, leave
	clear(f.left)
	return map[string]any{"next_batch": fmt.Sprint("s", len(f.log)), "rooms": rooms}
}

// sent are the bot's events of a type in a room, in order.
func (f *fake) sent(room, kind string) []happening {
	f.mu.Lock()
	defer f.mu.Unlock()
	var out []happening
	for _, h := range f.log {
		if h["sender"] == bot && h["room_id"] == room && h["type"] == kind {
			out = append(out, h)
		}
	}
	return out
}

func (f *fake) breakWith(fault func(w http.ResponseWriter, r *http.Request, do func() any) bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.fault = fault
}
