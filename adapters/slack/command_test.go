package slack

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"briefingbot/adapters/chat"
	"briefingbot/adapters/slack/slacktest"
)

func TestSlashCommand(t *testing.T) {
	b := newBench(t, nil)
	b.form(t, slashForm(b.fake, "what did <@U9|rossi> say in <#C7|press> about R&amp;D &lt;now&gt;?"))
	c := b.command(t, 1)
	if c.Text != "what did @rossi say in #press about R&D <now>?" || len(c.Mentioned) != 1 || c.Mentioned[0].ID != "C7" {
		t.Errorf("the command is %+v", c)
	}
	if c.User.Zone != "Europe/Rome" || c.User.Lang != "it" || c.User.Name != "Alice" || c.Channel.ID != "C1" || c.Direct {
		t.Errorf("asked by %+v in %+v", c.User, c.Channel)
	}
	got := b.heard(t, 1)
	shown := slacktest.Read(got.text, got.blocks)
	if got.user != "U1" || got.via != "response_url" || !strings.Contains(shown, "with words") {
		t.Errorf("answered %+v", got)
	}
	if !strings.HasPrefix(shown, "/briefing what did @rossi say") {
		t.Errorf("the question is not restated: %q", shown)
	}
	if !strings.HasPrefix(got.text, "An answer") {
		t.Errorf("a notification reads %q", got.text)
	}
}

func TestPublicAnswerGoesToTheChannel(t *testing.T) {
	b := newBench(t, func(b *bench) { b.answer.Private = false })
	b.form(t, slashForm(b.fake, "x"))
	if got := b.heard(t, 1); got.via != "chat.postMessage" || got.user != "" || got.channel != "C1" {
		t.Errorf("answered %+v", got)
	}
	b.fake.mu.Lock()
	b.refuse = func(method string, _ url.Values) string {
		if method == "chat.postMessage" {
			return "not_in_channel"
		}
		return ""
	}
	b.fake.mu.Unlock()
	b.form(t, slashForm(b.fake, "y"))
	if got := b.heard(t, 2); got.via != "response_url" || got.user != "" {
		t.Errorf("outside the channel it answered %+v", got)
	}
}

func TestMentionDirectAndThread(t *testing.T) {
	b := newBench(t, func(b *bench) { b.answer.Private = false })
	b.event(t, "E1", map[string]any{"type": "app_mention", "user": "U1", "channel": "C1", "ts": "1.1", "text": "<@UBOT> who said that?"})
	if c := b.command(t, 1); c.Text != "who said that?" || c.Overheard || c.Channel.Thread != "" || c.ID != "E1" {
		t.Errorf("the mention is %+v", c)
	}
	if got := b.heard(t, 1); got.thread != "1.1" {
		t.Errorf("the mention is answered in thread %q", got.thread)
	}
	// the same text as a message event: mentions come by themselves
	b.event(t, "E2", map[string]any{"type": "message", "user": "U1", "channel": "C1", "channel_type": "channel", "ts": "1.1", "text": "<@UBOT> who said that?"})
	// a reply in the thread, not addressed
	b.event(t, "E3", map[string]any{"type": "message", "user": "U2", "channel": "C1", "channel_type": "channel", "ts": "1.3", "thread_ts": "1.1", "text": "source 2"})
	if c := b.command(t, 2); c.Text != "source 2" || !c.Overheard || c.Channel.Thread != "1.1" || c.ReplyTo != "1.1" || c.User.ID != "U2" {
		t.Errorf("the reply is %+v", c)
	}
	b.heard(t, 2)
	// a thread the bot is not in
	b.event(t, "E4", map[string]any{"type": "message", "user": "U2", "channel": "C1", "channel_type": "channel", "ts": "2.3", "thread_ts": "2.1", "text": "source 2"})
	// itself, another bot, an edit
	b.event(t, "E5", map[string]any{"type": "message", "user": "UBOT", "channel": "D1", "channel_type": "im", "ts": "3.1", "text": "me"})
	b.event(t, "E6", map[string]any{"type": "message", "user": "U1", "bot_id": "B2", "channel": "D1", "channel_type": "im", "ts": "3.2", "text": "bot"})
	b.event(t, "E7", map[string]any{"type": "message", "subtype": "message_changed", "channel": "D1", "channel_type": "im", "ts": "3.3", "message": map[string]any{"text": "x", "user": "U1"}})
	// a direct message
	b.event(t, "E8", map[string]any{"type": "message", "user": "U1", "channel": "D1", "channel_type": "im", "ts": "4.1", "client_msg_id": "g1", "text": "hello"})
	c := b.command(t, 3)
	if c.Text != "hello" || !c.Direct || c.Overheard {
		t.Errorf("the direct message is %+v", c)
	}
	if got := b.heard(t, 3); got.channel != "D1" || got.thread != "4.1" {
		t.Errorf("it is answered %+v", got)
	}
	time.Sleep(30 * time.Millisecond)
	if n := len(b.commands()); n != 3 {
		t.Errorf("%d commands: %+v", n, b.commands())
	}
}

// TestReplyToAPrivateAnswer: nothing of the bot's stands in the thread of a
// mention it answered privately, and yet "source 2" in it is for the bot.
func TestReplyToAPrivateAnswer(t *testing.T) {
	b := newBench(t, func(b *bench) { b.answer.Private = true })
	b.event(t, "E1", map[string]any{"type": "app_mention", "user": "U1", "channel": "C1", "ts": "1.1", "text": "<@UBOT> who said that?"})
	b.command(t, 1)
	b.event(t, "E2", map[string]any{"type": "message", "user": "U1", "channel": "C1", "channel_type": "channel", "ts": "1.3", "thread_ts": "1.1", "text": "source 2"})
	if c := b.command(t, 2); c.Text != "source 2" || !c.Overheard || c.Channel.Thread != "1.1" || c.Channel.Team != "" {
		t.Errorf("the reply is %+v", c)
	}
}

// TestMentionInThread comes as two events, the lesser one first: it counts as
// what it is, addressed.
func TestMentionInThread(t *testing.T) {
	b := newBench(t, nil)
	_ = b.deps.Memory.Save(context.Background(), b.a.threadKey(desk, "6.1"), []byte("1"), 0)
	both := map[string]any{"user": "U1", "channel": "C1", "channel_type": "channel", "ts": "6.2", "thread_ts": "6.1", "text": "<@UBOT> and?"}
	both["type"] = "message"
	b.event(t, "M1", both)
	eventually(t, "end of the first event", func() bool { return b.a.crew.Busy() == 0 })
	both["type"] = "app_mention"
	b.event(t, "M2", both)
	if c := b.command(t, 1); c.Overheard || c.Text != "and?" || c.Channel.Thread != "6.1" {
		t.Errorf("the mention is %+v", c)
	}
}

func TestDuplicatesAndDisorder(t *testing.T) {
	b := newBench(t, nil)
	form := slashForm(b.fake, "once")
	mention := map[string]any{"type": "app_mention", "user": "U1", "channel": "C1", "ts": "1.1", "text": "<@UBOT> one"}
	later := map[string]any{"type": "app_mention", "user": "U1", "channel": "C1", "ts": "1.2", "text": "<@UBOT> two"}
	direct := map[string]any{"type": "message", "user": "U1", "channel": "D1", "channel_type": "im", "ts": "5.1", "client_msg_id": "g", "text": "three"}
	b.event(t, "E2", later)
	b.event(t, "E1", mention)
	for i := range 3 {
		b.form(t, form)
		b.event(t, "E1", mention)
		b.event(t, fmt.Sprint("F", i), mention) // another event of the same message
		b.event(t, "E2", later)
		direct["ts"] = fmt.Sprint("5.", i) // another ts of the same gesture
		b.event(t, fmt.Sprint("G", i), direct)
	}
	b.command(t, 4)
	b.heard(t, 4)
	time.Sleep(50 * time.Millisecond)
	if n, m := len(b.commands()), len(b.everything()); n != 4 || m != 4 {
		t.Errorf("%d commands, %d answers", n, m)
	}
}

func TestShortcuts(t *testing.T) {
	b := newBench(t, nil)
	b.interaction(t, map[string]any{"type": "message_action", "callback_id": "who_said_this", "channel": map[string]any{"id": "C1"}, "response_url": b.URL + "/response/s1",
		"message": map[string]any{"type": "message", "ts": "7.1", "text": "He said *&quot;never&quot;* &amp; left", "blocks": []any{map[string]any{"type": "rich_text", "elements": []any{
			map[string]any{"type": "rich_text_section", "elements": []any{map[string]any{"type": "text", "text": "He said <never> & left"}}}}}}}})
	if c := b.command(t, 1); c.Text != "verify" || c.Attached != "He said <never> & left" {
		t.Errorf("the message shortcut is %+v", c)
	}
	if got := b.heard(t, 1); got.user != "U1" {
		t.Errorf("it is answered %+v", got)
	}
	b.interaction(t, map[string]any{"type": "shortcut", "callback_id": "briefing_now"})
	if c := b.command(t, 2); c.Text != "" || !c.Direct {
		t.Errorf("the global shortcut is %+v", c)
	}
	if got := b.heard(t, 2); got.via != "chat.postMessage" || got.channel != "U1" {
		t.Errorf("it is answered %+v", got)
	}
}

func TestButtons(t *testing.T) {
	b := newBench(t, func(b *bench) { b.answer.Replace = true })
	b.press(t, "press.0.1", "page:2:abc", nil)
	c := b.command(t, 1)
	if c.Button != "page:2:abc" || c.Text != "" || c.ReplyTo != "9.9" {
		t.Errorf("the button is %+v", c)
	}
	if got := b.heard(t, 1); got.via != "replace" || got.user != "U1" {
		t.Errorf("it is answered %+v", got)
	}
	b.press(t, "press.0.feedback", "good", map[string]any{"container": map[string]any{"message_ts": "8.8", "channel_id": "C1", "thread_ts": "8.1"}})
	if c := b.command(t, 2); c.Button != "good" || c.Channel.Thread != "8.1" {
		t.Errorf("the feedback is %+v", c)
	}
	if got := b.heard(t, 2); got.thread != "8.1" {
		t.Errorf("it is answered in thread %q", got.thread)
	}
}

// TestButtonOfAPost is pressed under a post in the channel: a public answer
// hangs from that post.
func TestButtonOfAPost(t *testing.T) {
	b := newBench(t, func(b *bench) { b.answer.Private = false })
	b.press(t, "press.0.1", "src:1", map[string]any{"container": map[string]any{"message_ts": "7.7", "channel_id": "C1", "is_ephemeral": false}})
	if got := b.heard(t, 1); got.thread != "7.7" || got.user != "" {
		t.Errorf("it is answered in thread %q to %q", got.thread, got.user)
	}
	b.press(t, "press.0.1", "src:2", nil) // ephemeral: nothing can hang from it
	if got := b.heard(t, 2); got.thread != "" {
		t.Errorf("it is answered in thread %q", got.thread)
	}
}

func TestResponseURLRunsOut(t *testing.T) {
	b := newBench(t, func(b *bench) { b.answer.Blocks = []chat.Block{para(strings.Repeat("many words ", 2500))} })
	b.form(t, slashForm(b.fake, "long"))
	eventually(t, "whole answer", func() bool { return strings.Count(b.shown(), "many words") >= 2500 })
	byURL, ephemeral := 0, 0
	for _, s := range b.everything() {
		if s.user != "U1" {
			t.Errorf("a private answer went to everybody: %+v", s.via)
		}
		switch s.via {
		case "response_url":
			byURL++
		case "chat.postEphemeral":
			ephemeral++
		}
	}
	if byURL != 4 || ephemeral == 0 {
		t.Errorf("%d by response_url, %d otherwise", byURL, ephemeral)
	}
	form := slashForm(b.fake, "expired")
	form.Set("response_url", b.URL+"/response/expired")
	b.fake.mu.Lock()
	b.said = nil
	b.fake.mu.Unlock()
	b.form(t, form)
	eventually(t, "answer by another way", func() bool { return strings.Count(b.shown(), "many words") >= 2500 })
}

func TestNeverSilent(t *testing.T) {
	b := newBench(t, nil)
	refuseAll := func(reason string, methods ...string) {
		b.fake.mu.Lock()
		defer b.fake.mu.Unlock()
		b.refuse = func(method string, form url.Values) string {
			for _, m := range methods {
				if strings.HasPrefix(method, m) || strings.HasPrefix(method, "/"+m) {
					return reason
				}
			}
			return ""
		}
	}
	t.Run("panic", func(t *testing.T) {
		b.form(t, slashForm(b.fake, "panic"))
		eventually(t, "apology", func() bool { return strings.Contains(b.shown(), "went wrong inside me") })
	})
	t.Run("no answer", func(t *testing.T) {
		b.mu.Lock()
		b.answer = chat.Message{}
		b.mu.Unlock()
		b.form(t, slashForm(b.fake, "x"))
		eventually(t, "apology", func() bool { return strings.Contains(b.shown(), "I have no answer") })
	})
	t.Run("mention refused", func(t *testing.T) {
		b.mu.Lock()
		b.answer = chat.Message{Title: "public"}
		b.mu.Unlock()
		refuseAll("is_archived", "chat.postMessage", "chat.postEphemeral")
		b.fake.mu.Lock()
		old := b.refuse
		b.refuse = func(method string, form url.Values) string { // the direct conversation is open
			if form.Get("channel") == "U1" {
				return ""
			}
			return old(method, form)
		}
		b.fake.mu.Unlock()
		b.event(t, "N1", map[string]any{"type": "app_mention", "user": "U1", "channel": "C1", "ts": "1.1", "text": "<@UBOT> x"})
		eventually(t, "reason in the direct conversation", func() bool {
			s := b.last(t)
			return s.channel == "U1" && strings.Contains(s.text, "is_archived") && strings.Contains(s.text, "unarchive")
		})
	})
	t.Run("overheard", func(t *testing.T) {
		refuseAll("")
		b.mu.Lock()
		b.answer = chat.Message{}
		b.mu.Unlock()
		_ = b.deps.Memory.Save(context.Background(), b.a.threadKey(chat.Channel{Team: "T1", ID: "C1"}, "6.1"), []byte("1"), 0)
		n := len(b.everything())
		b.event(t, "N2", map[string]any{"type": "message", "user": "U1", "channel": "C1", "channel_type": "channel", "ts": "6.2", "thread_ts": "6.1", "text": "lunch?"})
		time.Sleep(50 * time.Millisecond)
		if len(b.everything()) != n {
			t.Error("the bot talks when nobody spoke to it")
		}
	})
	if live := b.live(); len(live) > 0 {
		t.Errorf("alive: %q", live)
	}
}

func TestWhoMayAsk(t *testing.T) {
	t.Run("channel not listed", func(t *testing.T) {
		b := newBench(t, func(b *bench) { b.conf.Channels = []string{"C9"} })
		b.form(t, slashForm(b.fake, "x"))
		if got := b.heard(t, 1); got.user == "" || !strings.Contains(got.text, "slack.channels") || len(b.commands()) > 0 {
			t.Errorf("said %+v", got)
		}
	})
	t.Run("external channel", func(t *testing.T) {
		b := newBench(t, func(b *bench) { b.external = true })
		b.form(t, slashForm(b.fake, "x"))
		b.rawEvent(t, map[string]any{"type": "event_callback", "team_id": "T1", "event_id": "X1", "is_ext_shared_channel": true,
			"event": map[string]any{"type": "app_mention", "user": "U1", "channel": "C1", "ts": "1.1", "text": "<@UBOT> x"}})
		b.heard(t, 2)
		for _, s := range b.everything() {
			if !strings.Contains(s.text, "another organisation") || s.user == "" {
				t.Errorf("said %+v", s)
			}
		}
		if len(b.commands()) > 0 {
			t.Error("an outsider was answered")
		}
	})
	t.Run("too often", func(t *testing.T) {
		b := newBench(t, func(b *bench) { b.conf.PerMinute = 4 })
		for range 5 {
			b.form(t, slashForm(b.fake, "x"))
		}
		b.heard(t, 5)
		if n := len(b.commands()); n != 2 || b.counts["slack_too_many_questions"] != 3 {
			t.Errorf("%d commands, counted %v", n, b.counts)
		}
	})
	t.Run("administrators", func(t *testing.T) {
		b := newBench(t, func(b *bench) { b.conf.Admins = []string{"U1"} })
		b.form(t, slashForm(b.fake, "x"))
		if c := b.command(t, 1); !c.User.Admin {
			t.Error("a listed administrator is none")
		}
	})
}
