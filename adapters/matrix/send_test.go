package matrix

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"briefingbot/adapters/chat"
)

func deskChannel() chat.Channel { return chat.Channel{Platform: Platform, ID: desk} }

// TestFaultsPostOnce posts through what homeservers and networks do; once is
// there once.
func TestFaultsPostOnce(t *testing.T) {
	isSend := func(r *http.Request) bool { return strings.Contains(r.URL.Path, "/send/") }
	for name, fault := range map[string]func(w http.ResponseWriter, do func() any){
		"429 with a header": func(w http.ResponseWriter, _ func() any) {
			w.Header().Set("Retry-After", "0")
			reply(w, trouble{429, "M_LIMIT_EXCEEDED", nil})
		},
		"429 as old servers do": func(w http.ResponseWriter, _ func() any) {
			reply(w, trouble{429, "M_LIMIT_EXCEEDED", map[string]any{"retry_after_ms": 7}})
		},
		"502 before it was taken": func(w http.ResponseWriter, _ func() any) { w.WriteHeader(502); fmt.Fprint(w, "<html>") },
		"502 after it was taken":  func(w http.ResponseWriter, do func() any) { do(); w.WriteHeader(502) },
		"cut before":              func(http.ResponseWriter, func() any) { panic(http.ErrAbortHandler) },
		"cut after":               func(_ http.ResponseWriter, do func() any) { do(); panic(http.ErrAbortHandler) },
		"half an answer":          func(w http.ResponseWriter, do func() any) { do(); fmt.Fprint(w, `{"event_id":`) },
		"no id":                   func(w http.ResponseWriter, do func() any) { do(); reply(w, map[string]any{}) },
	} {
		t.Run(name, func(t *testing.T) {
			f := newFake(t)
			a, err := New(quick(f.URL), Deps{Memory: chat.NewForgetful()})
			if err != nil {
				t.Fatal(err)
			}
			var left atomic.Int32
			left.Store(2)
			f.breakWith(func(w http.ResponseWriter, r *http.Request, do func() any) bool {
				if !isSend(r) || left.Add(-1) < 0 {
					return false
				}
				fault(w, do)
				return true
			})
			_, err = a.Post(context.Background(), deskChannel(), chat.Message{Title: "once only"}, "k")
			if err != nil && !errors.Is(err, chat.ErrAmbiguous) {
				t.Fatal(err)
			}
			if _, err = a.Post(context.Background(), deskChannel(), chat.Message{Title: "once only"}, "k"); err != nil {
				t.Fatal(err)
			}
			if n := len(f.visible(desk)); n != 1 {
				t.Errorf("it is there %d times", n)
			}
		})
	}
}

// TestForgottenTransaction has the homeserver forget a transaction, as Synapse
// does after a day: the post is found by its mark.
func TestForgottenTransaction(t *testing.T) {
	f, memory := newFake(t), chat.NewForgetful()
	a, err := New(quick(f.URL), Deps{Memory: memory})
	if err != nil {
		t.Fatal(err)
	}
	parts, err := a.Freeze(deskChannel(), chat.Message{Title: "old"})
	if err != nil {
		t.Fatal(err)
	}
	id, err := a.SendOnce(context.Background(), deskChannel(), parts[0], "k")
	if err != nil {
		t.Fatal(err)
	}
	for i := range 120 {
		f.text(desk, alice, fmt.Sprint("chatter ", i))
	}
	f.mu.Lock()
	clear(f.txns)
	f.mu.Unlock()
	got, err := chat.Deliver(context.Background(), a, deskChannel(), parts[0], "k", time.Now().Add(-time.Minute), a.conf.Patience)
	if err != nil || got != id || len(f.visible(desk)) != 1 {
		t.Errorf("delivered %q (%d there), want %q: %v", got, len(f.visible(desk)), id, err)
	}
}

// TestFoundPostHasButtons loses the homeserver's confirmation: the post that is
// found knows what its reactions press.
func TestFoundPostHasButtons(t *testing.T) {
	f, ctx := newFake(t), t.Context()
	a, err := New(quick(f.URL), Deps{Memory: chat.NewForgetful()})
	if err != nil {
		t.Fatal(err)
	}
	parts, err := a.Freeze(deskChannel(), chat.Message{Title: "digest", Blocks: []chat.Block{{Kind: chat.Buttons, Choices: []chat.Choice{{Label: "More", ID: "page2"}}}}})
	if err != nil {
		t.Fatal(err)
	}
	f.breakWith(func(w http.ResponseWriter, r *http.Request, do func() any) bool {
		if !strings.Contains(r.URL.Path, "/send/m.room.message/") {
			return false
		}
		do()
		w.WriteHeader(502)
		return true
	})
	if _, err := a.SendOnce(ctx, deskChannel(), parts[0], "k"); !errors.Is(err, chat.ErrAmbiguous) {
		t.Fatalf("a lost confirmation is %v", err)
	}
	id, found, err := a.Find(ctx, deskChannel(), "k", time.Now().Add(-time.Minute))
	if err != nil || !found {
		t.Fatalf("found %v: %v", found, err)
	}
	if r := a.said(ctx, id); r == nil || r.Root != id || len(r.Keys) != 1 || r.Keys[0].ID != "page2" {
		t.Errorf("it is remembered as %+v", r)
	}
}

func TestRefusalsNameTheRemedy(t *testing.T) {
	for _, c := range []struct {
		status int
		code   string
		want   string
	}{
		{403, "M_FORBIDDEN", "Invite the bot"}, {401, "M_UNKNOWN_TOKEN", "MATRIX_PASSWORD"}, {404, "M_NOT_FOUND", "room's id"}, {413, "M_TOO_LARGE", "larger"},
	} {
		f := newFake(t)
		a, err := New(quick(f.URL), Deps{Memory: chat.NewForgetful()})
		if err != nil {
			t.Fatal(err)
		}
		f.breakWith(func(w http.ResponseWriter, r *http.Request, _ func() any) bool {
			if strings.Contains(r.URL.Path, "/send/") {
				reply(w, trouble{c.status, c.code, nil})
				return true
			}
			return false
		})
		_, err = a.Post(context.Background(), deskChannel(), chat.Message{Title: "x"}, "k")
		var refused chat.Refused
		if !errors.As(err, &refused) || refused.Reason != c.code || !strings.Contains(refused.Remedy, c.want) {
			t.Errorf("%d %s: %v", c.status, c.code, err)
		}
	}
}

// TestUnknownSecrecySendsNothing has the homeserver not say whether a room is
// encrypted.
func TestUnknownSecrecySendsNothing(t *testing.T) {
	f := newFake(t)
	a, err := New(quick(f.URL), Deps{Memory: chat.NewForgetful()})
	if err != nil {
		t.Fatal(err)
	}
	f.breakWith(func(w http.ResponseWriter, r *http.Request, _ func() any) bool {
		if strings.Contains(r.URL.Path, "m.room.encryption") {
			w.WriteHeader(404) // a proxy's, not a homeserver's
			return true
		}
		return false
	})
	ctx, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
	defer cancel()
	if _, err := a.Post(ctx, deskChannel(), chat.Message{Title: "x"}, "k"); err == nil {
		t.Error("posted")
	}
	if n := len(f.sent(desk, "m.room.message")); n != 0 {
		t.Errorf("%d messages sent", n)
	}
}

// TestEncryptedForEver has the homeserver take back that a room is encrypted.
func TestEncryptedForEver(t *testing.T) {
	f, memory := newFake(t), chat.NewForgetful()
	f.state[desk+"/m.room.encryption"] = map[string]any{"algorithm": "m.megolm.v1.aes-sha2"}
	for _, state := range []map[string]any{{"algorithm": "m.megolm.v1.aes-sha2"}, nil} {
		f.mu.Lock()
		f.state[desk+"/m.room.encryption"] = state
		f.mu.Unlock()
		a, err := New(quick(f.URL), Deps{Memory: memory})
		if err != nil {
			t.Fatal(err)
		}
		var refused chat.Refused
		if _, err := a.Post(context.Background(), deskChannel(), chat.Message{Title: "x"}, "k"); !errors.As(err, &refused) || refused.Reason != "encrypted" {
			t.Errorf("post: %v", err)
		}
	}
	if n := len(f.sent(desk, "m.room.message")); n != 0 {
		t.Errorf("%d messages sent in the clear", n)
	}
}

func TestLogin(t *testing.T) {
	for name, c := range map[string]struct {
		conf  func(*Config)
		fault func(w http.ResponseWriter, r *http.Request) bool
		want  string
	}{
		"wrong password": {nil, func(w http.ResponseWriter, r *http.Request) bool {
			if strings.HasSuffix(r.URL.Path, "/login") {
				reply(w, trouble{403, "M_FORBIDDEN", nil})
				return true
			}
			return false
		}, "not that of " + bot + ": set MATRIX_PASSWORD"},
		"nothing to log in with": {func(c *Config) { c.Password = "" }, nil, "MATRIX_PASSWORD"},
		"a homeserver that takes no passwords": {nil, func(w http.ResponseWriter, r *http.Request) bool {
			if r.Method == http.MethodGet && strings.HasSuffix(r.URL.Path, "/login") {
				reply(w, map[string]any{"flows": []any{map[string]any{"type": "m.login.sso"}}})
			} else {
				reply(w, trouble{403, "M_FORBIDDEN", nil})
			}
			return true
		}, "MATRIX_ACCESS_TOKEN"},
		"nobody there": {nil, func(http.ResponseWriter, *http.Request) bool { panic(http.ErrAbortHandler) }, "matrix.homeserver"},
		"a wrong application service's token": {func(c *Config) { c.Password, c.AppToken = "", "as_secret" }, func(w http.ResponseWriter, _ *http.Request) bool {
			reply(w, trouble{401, "M_UNKNOWN_TOKEN", nil})
			return true
		}, "as_token"},
		"unknown token":      {func(c *Config) { c.AccessToken = "syt_wrong" }, nil, "MATRIX_ACCESS_TOKEN"},
		"somebody's token":   {func(c *Config) { c.AccessToken, c.User = "syt_test", "@other:example.org" }, nil, "matrix.user"},
		"no homeserver":      {func(c *Config) { c.Homeserver = "ftp://x" }, nil, "matrix.homeserver"},
		"no well-known file": {func(c *Config) { c.Homeserver, c.User = "", "@bot:127.0.0.1:1" }, nil, "matrix.homeserver"},
		"not a homeserver": {nil, func(w http.ResponseWriter, _ *http.Request) bool {
			reply(w, trouble{404, "M_UNRECOGNIZED", nil})
			return true
		}, "matrix.homeserver"},
		"an application service's token": {func(c *Config) { c.Password, c.AppToken = "", "as_secret" }, func(w http.ResponseWriter, r *http.Request) bool {
			var asked struct{ Type string }
			if !strings.HasSuffix(r.URL.Path, "/login") {
				return false
			} else if _ = json.NewDecoder(r.Body).Decode(&asked); r.Header.Get("Authorization") == "Bearer as_secret" && asked.Type == "m.login.application_service" {
				return false
			}
			reply(w, trouble{403, "M_FORBIDDEN", nil})
			return true
		}, ""},
		"good": {},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFake(t)
			if c.fault != nil {
				f.breakWith(func(w http.ResponseWriter, r *http.Request, _ func() any) bool { return c.fault(w, r) })
			}
			conf := quick(f.URL)
			if c.conf != nil {
				c.conf(&conf)
			}
			a, err := New(conf, Deps{Memory: chat.NewForgetful()})
			if err != nil {
				t.Fatal(err)
			}
			if err = a.Check(context.Background()); c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("Check: %v; want %q in it", err, c.want)
			}
			if err != nil && (strings.Contains(err.Error(), "secret") || strings.Contains(err.Error(), "syt_")) {
				t.Errorf("the error has a secret in it: %v", err)
			}
		})
	}
}

func TestWellKnown(t *testing.T) {
	f := newFake(t)
	s := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/.well-known/matrix/client" {
			fmt.Fprintf(w, `{"m.homeserver":{"base_url":%q}}`, f.URL+"/")
			return
		}
		w.WriteHeader(404)
	}))
	defer s.Close()
	conf := quick("")
	conf.User, conf.HTTP = "@briefingbot:"+strings.TrimPrefix(s.URL, "https://"), s.Client()
	a, err := New(conf, Deps{Memory: chat.NewForgetful()})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := a.homeserver(context.Background()); err != nil || got != f.URL {
		t.Errorf("found %q, %v", got, err)
	}
}

// TestLoginEnds has the homeserver forget the token while the bot syncs: it
// logs in again.
func TestLoginEnds(t *testing.T) {
	f, e := newFake(t), &echo{}
	start(t, quick(f.URL), Deps{}, e.answer)
	f.breakWith(func(w http.ResponseWriter, r *http.Request, _ func() any) bool {
		f.mu.Lock()
		again := f.calls["login"] == 2
		f.mu.Unlock()
		if again || strings.HasSuffix(r.URL.Path, "/login") {
			return false
		}
		reply(w, trouble{401, "M_UNKNOWN_TOKEN", nil})
		return true
	})
	f.text(desk, alice, "nothing") // ends the sync that is under way
	eventually(t, "second login", func() bool { f.mu.Lock(); defer f.mu.Unlock(); return f.calls["login"] == 2 })
	f.text(desk, alice, "!briefing still there?")
	if c := e.wait(t, 1); c.Text != "still there?" {
		t.Errorf("heard %q", c.Text)
	}
}

func TestSessionIsSealed(t *testing.T) {
	f, memory := newFake(t), chat.NewForgetful()
	conf := quick(f.URL)
	conf.PickleKey = "a key"
	a, err := New(conf, Deps{Memory: memory})
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Open(context.Background()); err != nil {
		t.Fatal(err)
	}
	raw, err := memory.Load(context.Background(), a.key("session"))
	if err != nil || raw == nil || strings.Contains(string(raw), "syt_") {
		t.Errorf("the session is kept as %q, %v", raw, err)
	}
	conf.PickleKey = "another key"
	if a, err = New(conf, Deps{Memory: memory}); err != nil {
		t.Fatal(err)
	}
	if err := a.Open(context.Background()); err == nil || !strings.Contains(err.Error(), "MATRIX_PICKLE_KEY") {
		t.Errorf("with another key: %v", err)
	}
}
