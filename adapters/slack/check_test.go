package slack

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"briefingbot/adapters/chat"
)

// refuses makes f refuse method with reason, and nothing else.
func (f *fake) refuses(method, reason string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.refuse = func(m string, _ url.Values) string {
		if m == method || method == "*" && !strings.HasPrefix(m, "/response/") {
			return reason
		}
		return ""
	}
}

// TestReady goes through what makes a bot ready, and what ends it.
func TestReady(t *testing.T) {
	f := newFake(t)
	a, err := New(quick(f.URL), Deps{Memory: chat.NewForgetful()})
	if err != nil {
		t.Fatal(err)
	}
	says := func(want string) {
		t.Helper()
		if err := a.Ready(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("ready: %v, want %q", err, want)
		}
	}
	says("does not run")
	f.refuses("auth.test", "fatal_error")
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- a.Run(ctx, func(context.Context, chat.Command) chat.Message { return chat.Message{} })
	}()
	defer func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("Run: %v", err)
		}
	}()
	eventually(t, "doubt", func() bool { err := a.Ready(); return err != nil && strings.Contains(err.Error(), "fatal_error") })
	f.refuses("", "")
	go a.reassure(ctx, time.Millisecond)
	eventually(t, "readiness", func() bool { return a.Ready() == nil })
	f.refuses("*", "token_revoked")
	if _, err := a.Post(ctx, desk, digestMessage(), "k"); refusal(err) != "token_revoked" {
		t.Errorf("posting with a revoked token: %v", err)
	}
	says("Install the app again")
	f.refuses("", "")
	eventually(t, "readiness", func() bool { return a.Ready() == nil })
}

// TestRefusalsNameTheRemedy prints what the operator and who asked read in
// every trouble an administrator can end.
func TestRefusalsNameTheRemedy(t *testing.T) {
	var out strings.Builder
	say := func(who string, what any) { fmt.Fprintf(&out, "  %s: %v\n", who, what) }
	for _, c := range []struct {
		name, method, reason string
		change               func(*fake, *Config)
	}{
		{name: "bad token", method: "*", reason: "invalid_auth"},
		{name: "revoked token", method: "*", reason: "token_revoked"},
		{name: "app removed", method: "*", reason: "account_inactive"},
		{name: "missing scope, told at the start", change: func(f *fake, _ *Config) { f.scopes = "commands, chat:write, users:read" }},
		{name: "missing scope, told when posting", method: "chat.postMessage", reason: "missing_scope"},
		{name: "archived channel", change: func(f *fake, _ *Config) { f.archived = true }},
		{name: "archived channel, told when posting", method: "chat.postMessage", reason: "is_archived"},
		{name: "bot not in the channel", method: "chat.postMessage", reason: "not_in_channel"},
		{name: "private channel without the bot", method: "conversations.info", reason: "channel_not_found"},
		{name: "channel not on the list", change: func(_ *fake, c *Config) { c.Channels = nil }},
		{name: "channel of two organisations", change: func(f *fake, _ *Config) { f.external = true }},
		{name: "read-only channel", method: "chat.postMessage", reason: "restricted_action_read_only_channel"},
		{name: "wrong kind of token", change: func(_ *fake, c *Config) { c.BotToken = "xoxp-1" }},
		{name: "no app token", change: func(_ *fake, c *Config) { c.SigningSecret = "" }},
		{name: "app token of the wrong kind", change: func(_ *fake, c *Config) { c.AppToken = "xoxb-1" }},
	} {
		fmt.Fprintf(&out, "%s\n", c.name)
		f := newFake(t)
		conf := quick(f.URL)
		if c.change != nil {
			c.change(f, &conf)
		}
		f.refuses(c.method, c.reason)
		a, err := New(conf, Deps{Memory: chat.NewForgetful()})
		if err != nil {
			say("start", err)
			continue
		}
		if err := a.Check(t.Context()); err != nil {
			say("start", err)
		}
		if _, err := a.Post(t.Context(), desk, digestMessage(), "k"); err != nil {
			say("digest", err)
		}
		a.forgetWorkspaces()
		a.crew.Start(t.Context())
		var h chat.Handler = func(context.Context, chat.Command) chat.Message { return digestMessage() }
		a.handler.Store(&h)
		send(a, signedRequest(conf.SigningSecret, formKind, []byte(slashForm(f, "what is new?").Encode())))
		eventually(t, "answer", func() bool { return len(f.everything()) > 0 })
		a.crew.Drain(time.Minute, func() {})
		if heard := f.last(t); strings.Contains(heard.text, digestMessage().Title) {
			say("who asked", "gets the answer by "+heard.via)
		} else {
			say("who asked", strings.ReplaceAll(unmark(heard.text), "\n", " / "))
		}
	}
	golden(t, "testdata/refusals.golden", out.String())
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s is no longer:\n%s", path, got)
	}
}

// TestFormOutsideTheChannel chooses a channel the bot is not in: the form says
// what to do, and takes it once that is done.
func TestFormOutsideTheChannel(t *testing.T) {
	d := &diary{}
	b := newHomeBench(t, d)
	b.fake.mu.Lock()
	b.outside = true
	b.fake.mu.Unlock()
	if got := b.interaction(t, submission(nil)); !strings.Contains(got, `"response_action":"errors"`) || !strings.Contains(got, "/invite @briefing") || len(d.changed()) > 0 {
		t.Errorf("a channel the bot is not in is answered %s", got)
	}
	b.fake.mu.Lock()
	b.outside = false
	b.fake.mu.Unlock()
	if got := b.interaction(t, submission(nil)); got != "" || len(d.changed()) != 1 {
		t.Errorf("once invited it is answered %s", got)
	}
	private := map[string]any{"channel": map[string]any{"channel": map[string]any{"type": "conversations_select", "selected_conversation": "G2"}}}
	b.refuses("conversations.info", "channel_not_found")
	if got := b.interaction(t, submission(private)); !strings.Contains(got, "/invite") || len(d.changed()) != 1 {
		t.Errorf("a private channel the bot cannot see is answered %s", got)
	}
}

// TestPrompts opens the Messages tab.
func TestPrompts(t *testing.T) {
	b := newHomeBench(t, &diary{})
	b.event(t, "P1", map[string]any{"type": "app_home_opened", "user": "U1", "tab": "messages", "channel": "D1"})
	const method = "assistant.threads.setSuggestedPrompts"
	eventually(t, "suggestions", func() bool { return len(b.called(method)) == 1 })
	form := b.called(method)[0].form
	var prompts []struct{ Title, Message string }
	if err := json.Unmarshal([]byte(form.Get("prompts")), &prompts); err != nil {
		t.Fatal(err)
	}
	if form.Get("channel_id") != "D1" || form.Has("thread_ts") || len(prompts) != 4 || prompts[2].Message != "briefing Olympic security" {
		t.Errorf("suggested in %v: %+v", form, prompts)
	}
	if len(b.viewsSent("views.publish")) > 0 {
		t.Error("a home nobody looks at was published")
	}
	_, m := manifest(t, Socket, "", "")
	for i, p := range new(Adapter).prompts() {
		if static := m.Features.AgentView.SuggestedPrompts[i]; static.Title != p.Title || static.Message != p.Message {
			t.Errorf("prompt %d is %+v in the manifest, %+v in the tab", i, static, p)
		}
	}
}
