package slack

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"briefingbot/adapters/chat"
)

// journey is a day with the bot: every way to ask, every button, every way to
// post.
func (l *emulated) journey(t *testing.T, a *Adapter) {
	part := func(name string, test func(*emulated)) {
		t.Run(name, func(t *testing.T) { test(l.in(t)) })
	}
	part("every verb, privately", (*emulated).verbs)
	part("every button", (*emulated).buttons)
	part("mention, thread and share", (*emulated).inChannel)
	part("direct", (*emulated).direct)
	part("long and hostile", (*emulated).longAndHostile)
	part("post, find, edit, whisper", func(l *emulated) { l.posting(a) })
	part("home", (*emulated).home)
	part("form", (*emulated).form)
	part("form of what is gone", (*emulated).goneForm)
	t.Run("weather", func(t *testing.T) { l.in(t).weather(t, a) })
	if a.conf.SigningSecret != "" {
		part("message shortcut", func(l *emulated) { l.shortcut(a) })
	}
}

func (l *emulated) verbs() {
	said := []string{"today", "who said it?", "source 3", "more", "schedule weekdays 08:00 Europe/Rome", "«smart» “quotes” – emoji 🎉", "status"}
	for _, text := range said {
		l.Command(text)
		got := l.until("C01GEN", "You asked: "+text)
		if got.Private != "U01ALICE" || !strings.HasPrefix(got.Shown(), "/briefing "+text) {
			l.Errorf("%q is answered to %q: %s", text, got.Private, got.Shown())
		}
	}
	l.Command("")
	l.until("C01GEN", "Today's briefing")
	l.Command("help")
	l.until("C01GEN", "What you can ask")
	for _, text := range said { // however often Slack sends a question
		if n := l.count("You asked: " + text); n != 1 {
			l.Errorf("%q is answered %d times", text, n)
		}
	}
}

func (l *emulated) buttons() {
	l.Command("with buttons")
	source := l.until("C01GEN", "You asked: with buttons")
	pressed := 0
	for _, b := range source.Buttons() {
		if b["action_id"] == shareAction {
			continue
		}
		l.Control("interact", map[string]any{"channel": "C01GEN", "user": "U01ALICE", "messageTs": source.TS, "action": b})
		got := l.until("C01GEN", fmt.Sprint("You pressed ", b["value"]))
		if got.Private != "U01ALICE" {
			l.Errorf("%v is answered to everybody", b["value"])
		}
		pressed++
	}
	if pressed != 5 {
		l.Errorf("%d buttons", pressed)
	}
}

func (l *emulated) inChannel() {
	ts := l.Say("C01GEN", "<@U0BOT> public", "")
	if got := l.until("C01GEN", "A public answer"); got.Private != "" || got.Thread != ts {
		l.Errorf("a mention is answered in thread %q to %q", got.Thread, got.Private)
	}
	l.Say("C01GEN", "what about lunch?", ts)
	l.Say("C01GEN", "source 1", ts)
	if got := l.until("C01GEN", "You asked: source 1"); got.Thread != ts || got.Private != "U01ALICE" {
		l.Errorf("a reply is answered in thread %q to %q", got.Thread, got.Private)
	}
	for _, m := range l.Messages("C01GEN") {
		if strings.Contains(m.Shown(), "You asked: what about lunch") {
			l.Error("the bot answered what was not for it")
		}
	}
	l.Command("to be shared")
	private := l.until("C01GEN", "You asked: to be shared")
	for _, b := range private.Buttons() {
		if b["action_id"] == shareAction {
			for range 3 {
				l.Control("interact", map[string]any{"channel": "C01GEN", "user": "U01ALICE", "messageTs": private.TS, "action": b})
			}
		}
	}
	if got := l.until("C01GEN", "Shared by"); got.Private != "" || !strings.Contains(got.Shown(), "You asked: to be shared") {
		l.Errorf("shared is %s", got.Shown())
	}
	time.Sleep(300 * time.Millisecond)
	shared := 0
	for _, m := range l.Messages("C01GEN") {
		if strings.Contains(m.Shown(), "Shared by") {
			shared++
		}
	}
	if shared != 1 {
		l.Errorf("shared %d times", shared)
	}
}

// direct opens the bot's home, by which the emulator makes the conversation.
func (l *emulated) direct() {
	l.Control("open-home", map[string]any{"user": "U01ALICE"})
	var state struct {
		Channels []struct{ ID, Name string } `json:"channels"`
	}
	l.Look("state", &state)
	dm := ""
	for _, c := range state.Channels {
		if strings.HasPrefix(c.ID, "D") {
			dm = c.ID
		}
	}
	if dm == "" {
		l.Fatal("there is no direct conversation")
	}
	ts := l.Say(dm, "hello there", "")
	if got := l.until(dm, "You asked: hello there"); got.Thread != ts || got.Private != "" {
		l.Errorf("a direct message is answered in thread %q to %q", got.Thread, got.Private)
	}
	l.Say(dm, "and then?", ts)
	l.until(dm, "You asked: and then?")
}

func (l *emulated) longAndHostile() {
	ts := l.Say("C01GEN", "<@U0BOT> long", "")
	l.until("C01GEN", "the very end")
	words := 0
	for _, m := range l.Messages("C01GEN") {
		if m.Thread == ts && m.User == "U0BOT" {
			words += strings.Count(m.Shown(), "words and words ")
		}
	}
	if words != 800 {
		l.Errorf("%d of 800 words arrived", words)
	}
	l.Command("hostile")
	got := l.until("C01GEN", "*hi*")
	raw, _ := json.Marshal(got.Blocks)
	form := url.Values{}
	fill(form, post{})
	if live := livePost(said{text: got.Text, blocks: string(raw), form: form}); len(live) > 0 {
		l.Errorf("came alive: %q", live)
	}
}

func (l *emulated) posting(a *Adapter) {
	to := chat.Channel{Platform: "slack", Team: "T01TEST", ID: "C01GEN"}
	m := digestMessage()
	m.Title = "Posted on schedule"
	start := time.Now()
	id, err := a.Post(l.Context(), to, m, "slot 1")
	if err != nil {
		l.Fatal(err)
	}
	if again, err := a.Post(l.Context(), to, m, "slot 1"); err != nil || again != id {
		l.Errorf("posted again as %q, %v", again, err)
	}
	// The emulator forgets metadata, so that it cannot show slot 1; TestFind has a Slack that does.
	if _, ok, err := a.Find(l.Context(), to, "slot 2", start); err != nil || ok {
		l.Errorf("found what was not posted: %v, %v", ok, err)
	}
	parts, err := a.Freeze(to, chat.Message{Title: "Posted on schedule, corrected", Blocks: m.Blocks})
	if err != nil {
		l.Fatal(err)
	}
	if err := a.Edit(l.Context(), to, id, parts[0]); err != nil {
		l.Error(err)
	}
	if got := l.until("C01GEN", "corrected"); got.TS != id {
		l.Errorf("the correction is at %s, not at %s", got.TS, id)
	}
	if err := a.Whisper(l.Context(), to, "U02BOB", chat.Message{Title: "only for Bob"}); err != nil {
		l.Error(err)
	} else if got := l.until("C01GEN", "only for Bob"); got.Private != "U02BOB" {
		l.Errorf("whispered to %q", got.Private)
	}
	nowhere := to
	nowhere.ID = "C99NONE"
	if _, err := a.Post(l.Context(), nowhere, m, "slot 3"); refusal(err) != "channel_not_found" {
		l.Errorf("posting nowhere: %v", err)
	}
}

func (l *emulated) home() {
	l.Control("open-home", map[string]any{"user": "U01ALICE"})
	eventually(l, "home", func() bool {
		var log struct {
			Log []struct {
				Summary string          `json:"summary"`
				Detail  json.RawMessage `json:"detail"`
			} `json:"log"`
		}
		l.Look("log", &log)
		for _, e := range log.Log {
			if e.Summary == "views.publish" && strings.Contains(string(e.Detail), "Weekdays at 08:00") && strings.Contains(string(e.Detail), "5 articles in store") && strings.Contains(string(e.Detail), "What you can ask") {
				return true
			}
		}
		return false
	})
}

// shortcut is signed here, because the emulator has no message shortcuts.
func (l *emulated) shortcut(a *Adapter) {
	payload := `{"type":"message_action","callback_id":"who_said_this","trigger_id":"by hand","team":{"id":"T01TEST"},"user":{"id":"U01ALICE"},"channel":{"id":"C01GEN"},"message":{"ts":"1.1","text":"ICE will never operate in Italy"}}`
	if w := send(a, signedRequest(a.conf.SigningSecret, formKind, []byte(url.Values{"payload": {payload}}.Encode()))); w.Code != http.StatusOK {
		l.Fatalf("answered %d", w.Code)
	}
	if got := l.until("C01GEN", "Checked: ICE will never operate in Italy"); got.Private != "U01ALICE" {
		l.Errorf("answered to %q", got.Private)
	}
}
