package slack

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"testing"

	"briefingbot/adapters/chat"
)

func TestPostDegradesAndIsNotSilent(t *testing.T) {
	for refusals, want := range map[int]string{1: "without citations", 2: "short"} {
		f := newFake(t)
		left := refusals
		f.refuse = func(method string, _ url.Values) string {
			if method == "chat.postMessage" && left > 0 {
				left--
				return "invalid_blocks"
			}
			return ""
		}
		counts := map[string]int{}
		a, err := New(quick(f.URL), Deps{Memory: chat.NewForgetful(), Count: func(e string) { counts[e]++ }})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := a.Post(context.Background(), desk, digestMessage(), "k"); err != nil {
			t.Fatal(err)
		}
		if a.plainOnly.Load() != (refusals == 1) {
			t.Errorf("%s: citations are given up: %v", want, a.plainOnly.Load())
		}
		got := f.last(t)
		if want == "short" && (got.blocks != "" || !strings.Contains(got.text, "Slack would not show all of this")) ||
			want != "short" && (got.blocks == "" || strings.Contains(got.blocks, `"citation"`)) {
			t.Errorf("%s: sent %q %q", want, got.text, got.blocks)
		}
		if counts["slack_refused_layout"] != refusals || len(f.everything()) != 1 {
			t.Errorf("counted %v, posted %d", counts, len(f.everything()))
		}
		if live := f.live(); len(live) > 0 {
			t.Errorf("%s came alive: %q", want, live)
		}
	}
}

func TestThreadPartsFollowTheirRoot(t *testing.T) {
	f := newFake(t)
	a, _ := through(t, f, func(string, int) fault { return fault{} })
	m := chat.Message{Title: "Long", Blocks: []chat.Block{para(strings.Repeat("many words ", 2000))}}
	parts, err := a.Freeze(desk, m)
	if err != nil || len(parts) < 3 {
		t.Fatalf("%d parts, %v", len(parts), err)
	}
	if _, err := a.SendOnce(context.Background(), desk, parts[1], "k"); err == nil {
		t.Error("a thread part went out without its root")
	}
	again, _ := a.Freeze(desk, m)
	for i := range parts {
		if string(parts[i].Body) != string(again[i].Body) {
			t.Errorf("part %d is not the same bytes twice", i)
		}
	}
	root, err := a.Post(context.Background(), desk, m, "k")
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range f.everything() {
		if i == 0 && (s.ts != root || s.thread != "") || i > 0 && s.thread != root {
			t.Errorf("part %d is at %s in thread %q", i, s.ts, s.thread)
		}
	}
}

func TestEdit(t *testing.T) {
	f := newFake(t)
	a, _ := through(t, f, func(string, int) fault { return fault{} })
	id, err := a.Post(context.Background(), desk, digestMessage(), "k")
	if err != nil {
		t.Fatal(err)
	}
	parts, _ := a.Freeze(desk, chat.Message{Title: "Corrected: it was 5,000"})
	if err := a.Edit(context.Background(), desk, id, parts[0]); err != nil {
		t.Fatal(err)
	}
	if got := f.shown(); !strings.Contains(got, "Corrected") || strings.Contains(got, "6,000") {
		t.Errorf("shown is %q", got)
	}
	if err := a.Edit(context.Background(), desk, "1.1", parts[0]); refusal(err) != "message_not_found" {
		t.Errorf("editing what is gone: %v", err)
	}
}

func TestMayPost(t *testing.T) {
	for name, c := range map[string]struct {
		channels           []string
		external, archived bool
		allow              bool
		want               string
	}{
		"listed":           {channels: []string{"C1"}},
		"all":              {channels: []string{"*"}},
		"not listed":       {channels: []string{"C2"}, want: "channel_not_listed"},
		"closed":           {want: "channel_not_listed"},
		"external":         {channels: []string{"C1"}, external: true, want: "channel_is_external"},
		"external allowed": {channels: []string{"C1"}, external: true, allow: true},
		"archived":         {channels: []string{"C1"}, archived: true, want: "is_archived"},
	} {
		f := newFake(t)
		f.external, f.archived = c.external, c.archived
		conf := quick(f.URL)
		conf.Channels, conf.External = c.channels, c.allow
		a, err := New(conf, Deps{Memory: chat.NewForgetful()})
		if err != nil {
			t.Fatal(err)
		}
		_, err = a.Post(context.Background(), desk, digestMessage(), "k")
		if refusal(err) != c.want || len(f.everything()) > 0 != (c.want == "") {
			t.Errorf("%s: %v, %d posts", name, err, len(f.everything()))
		}
	}
}

func TestNewNamesTheRemedy(t *testing.T) {
	good := Config{BotToken: "xoxb-1", SigningSecret: "s"}
	for want, change := range map[string]func(*Config){
		"SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET": func(c *Config) { c.SigningSecret = "" },
		"SLACK_BOT_TOKEN must be set":                           func(c *Config) { c.BotToken = "" },
		"does not start with xoxb-":                             func(c *Config) { c.BotToken = "xapp-1" },
		"does not start with xapp-":                             func(c *Config) { c.AppToken = "xoxb-1" },
		"Slack allows 10":                                       func(c *Config) { c.Connections = 11 },
		"slack.client_id and SLACK_CLIENT_SECRET":               func(c *Config) { c.OAuth = &OAuth{} },
	} {
		conf := good
		change(&conf)
		if _, err := New(conf, Deps{Memory: chat.NewForgetful()}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("want %q, got %v", want, err)
		}
	}
	if _, err := New(good, Deps{}); err == nil {
		t.Error("an adapter without a memory")
	}
}

// TestTroubleBeforeSendingIsNotAmbiguous has Slack fail in the questions that
// come before a post: nothing was sent, so nothing is looked for.
func TestTroubleBeforeSendingIsNotAmbiguous(t *testing.T) {
	for _, path := range []string{"/api/auth.test", "/api/conversations.info"} {
		f := newFake(t)
		p := newProxy(t, f.URL, only(path, 3, fault{lost: true, cut: -1}))
		a, err := New(quick(p.URL), Deps{Memory: chat.NewForgetful()})
		if err != nil {
			t.Fatal(err)
		}
		part := onePart(t, a)
		_, err = a.SendOnce(context.Background(), desk, part, "k")
		var limited chat.RateLimited
		if errors.Is(err, chat.ErrAmbiguous) || !errors.As(err, &limited) {
			t.Errorf("%s fails: %v", path, err)
		}
		if _, err := a.SendOnce(context.Background(), desk, part, "k"); err != nil || len(f.everything()) != 1 {
			t.Errorf("after %s came back: %v, %d posts", path, err, len(f.everything()))
		}
		a.conf.HTTP.CloseIdleConnections()
	}
}
