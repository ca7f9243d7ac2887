package slack

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"briefingbot/adapters/chat"
	"briefingbot/adapters/slack/slacktest"
)

// weather posts and presses through local-slack while everything happens to
// the calls that can: a post is there once, and who pressed hears something.
func (l *emulated) weather(t *testing.T, a *Adapter) {
	whole := l.answerTo(a)
	for name, f := range map[string]fault{
		"429, before":        {lost: true, code: http.StatusTooManyRequests, after: "0"},
		"500, before":        {lost: true, code: http.StatusInternalServerError},
		"500, after":         {code: http.StatusInternalServerError},
		"503, after":         {code: http.StatusServiceUnavailable},
		"502 at a gateway":   {lost: true},
		"cut before":         {lost: true, cut: -1},
		"cut after":          {cut: -1},
		"too slow to answer": {slow: time.Minute},
	} {
		t.Run("post: "+name, func(t *testing.T) { l.postUnder(t, a, "weather: "+name, f) })
	}
	for _, at := range boundaries(whole) {
		t.Run(fmt.Sprintf("post: cut after %d of %d bytes", at, len(whole)), func(t *testing.T) {
			l.postUnder(t, a, fmt.Sprintf("weather: cut at %d.", at), fault{cut: at})
		})
	}
	for name, f := range map[string]fault{
		"429":         {lost: true, code: http.StatusTooManyRequests, after: "0"},
		"500, before": {lost: true, code: http.StatusInternalServerError},
		"500, after":  {code: http.StatusInternalServerError},
		"cut before":  {lost: true, cut: -1},
		"expired":     {lost: true, code: http.StatusNotFound},
		"gone":        {lost: true, code: http.StatusGone},
	} {
		t.Run("press: "+name, func(t *testing.T) { l.pressUnder(t, "press in "+strings.ReplaceAll(name, ",", ""), f) })
	}
	l.proxy.planned(func(string, int) fault { return fault{} })
}

// boundaries are where an answer can end early: after its status, each header,
// the head, and at some places of its body, the last byte but one among them.
func boundaries(answer []byte) []int {
	out := []int{1}
	head := bytes.Index(answer, []byte("\r\n\r\n")) + 4
	for at := 0; at < head; {
		at += bytes.IndexByte(answer[at:], '\n') + 1
		out = append(out, at)
	}
	for i := 1; i < 8; i++ {
		out = append(out, head+(len(answer)-head)*i/8)
	}
	return append(out, len(answer)-1)
}

// answerTo is Slack's answer to a post, as it goes over the wire.
func (l *emulated) answerTo(a *Adapter) []byte {
	l.Helper()
	l.proxy.planned(func(string, int) fault { return fault{} })
	if _, err := a.Post(l.Context(), inGeneral, chat.Message{Title: "weather: none"}, "weather"); err != nil {
		l.Fatal(err)
	}
	l.proxy.mu.Lock()
	defer l.proxy.mu.Unlock()
	return l.proxy.last[postPath]
}

var inGeneral = chat.Channel{Platform: "slack", Team: "T01TEST", ID: "C01GEN"}

func (l *emulated) postUnder(t *testing.T, a *Adapter, title string, f fault) {
	l.proxy.planned(only(postPath, 1, f))
	start := time.Now()
	if f.slow > 0 { // it is given up once it is there
		ctx, stop := context.WithCancel(t.Context())
		go func() {
			defer stop()
			for l.count(title) == 0 {
				time.Sleep(10 * time.Millisecond)
			}
		}()
		if _, err := a.Post(ctx, inGeneral, chat.Message{Title: title}, title); !errors.Is(err, chat.ErrAmbiguous) {
			t.Errorf("an answer nobody waited for: %v", err)
		}
	}
	id, err := a.Post(t.Context(), inGeneral, chat.Message{Title: title}, title)
	if err != nil || id == "" {
		t.Fatalf("posted as %q, %v, after %s", id, err, time.Since(start))
	}
	if n := l.count(title); n != 1 {
		t.Errorf("it is there %d times", n)
	}
	if again, err := a.Post(t.Context(), inGeneral, chat.Message{Title: title}, title); err != nil || again != id {
		t.Errorf("posted again: %q, %v, want %q", again, err, id)
	}
}

// count is how many messages of the bot show want.
func (l *emulated) count(want string) int {
	n := 0
	for _, m := range l.Messages("C01GEN") {
		if m.User == "U0BOT" && strings.Contains(m.Shown(), want) {
			n++
		}
	}
	return n
}

func (l *emulated) pressUnder(t *testing.T, name string, f fault) {
	in := l.in(t)
	in.proxy.planned(func(string, int) fault { return fault{} })
	in.Command(name)
	asked := in.until("C01GEN", "You asked: "+name)
	in.proxy.planned(func(path string, n int) fault {
		if strings.HasPrefix(path, "/_hooks/") && n == 1 {
			return f
		}
		return fault{}
	})
	in.Control("interact", map[string]any{"channel": "C01GEN", "user": "U01ALICE", "messageTs": asked.TS,
		"action": map[string]any{"type": "button", "action_id": "press.9.9", "value": name, "block_id": "b"}})
	want := "You pressed " + name
	if f.lost && (f.cut < 0 || f.code == http.StatusInternalServerError) { // nobody knows: it is not said twice
		want = "did not confirm my answer"
	}
	eventually(t, want, func() bool {
		return slices.ContainsFunc(in.Messages("C01GEN"), func(m slacktest.Entry) bool {
			return m.TS > asked.TS && m.Private == "U01ALICE" && strings.Contains(m.Shown(), want)
		})
	})
}

// browser is local-slack's page, as a browser is connected to it.
type browser struct {
	testing.TB
	conn *websocket.Conn
}

func (l *emulated) browser() *browser {
	conn, _, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(slacktest.Base, "http")+"/ui", nil)
	if err != nil {
		l.Fatal(err)
	}
	l.Cleanup(func() { conn.Close() })
	return &browser{TB: l.TB, conn: conn}
}

// event waits for the page to be told of what is wanted.
func (p *browser) event(want func(kind string, told map[string]any) bool) map[string]any {
	p.Helper()
	_ = p.conn.SetReadDeadline(time.Now().Add(time.Minute))
	for {
		var told map[string]any
		if err := p.conn.ReadJSON(&told); err != nil {
			p.Fatalf("the page hears nothing more: %v", err)
		}
		kind, _ := told["t"].(string)
		if want(kind, told) {
			return told
		}
	}
}

func (p *browser) does(what map[string]any) {
	p.Helper()
	if err := p.conn.WriteJSON(what); err != nil {
		p.Fatal(err)
	}
}

// form opens the schedule form from the App Home, fills it in wrong and right,
// and sees what the person sees.
func (l *emulated) form() {
	p := l.browser()
	press := map[string]any{"t": "block_action", "channel": "C01GEN", "user": "U01ALICE",
		"action": map[string]any{"type": "button", "action_id": "schedule.new", "value": "new", "block_id": "b"}}
	p.does(press)
	view := fmt.Sprint(p.event(func(kind string, told map[string]any) bool {
		return kind == "view" && strings.Contains(fmt.Sprint(told), saveSchedule)
	}))
	for _, want := range []string{"Monday", "Olympic security", "Where to post", "Show the next runs"} {
		if !strings.Contains(view, want) {
			l.Errorf("the form has no %q: %s", want, view)
		}
	}
	values := map[string]any{
		"channel": map[string]any{"channel": map[string]any{"type": "conversations_select", "selected_conversation": "C99NONE"}},
		"time":    map[string]any{"time": map[string]any{"type": "timepicker", "selected_time": "08:00"}},
		"zone":    map[string]any{"zone": map[string]any{"type": "external_select", "selected_option": map[string]any{"value": "Europe/Rome"}}},
	}
	submit := map[string]any{"t": "view_submit", "user": "U01ALICE", "values": values}
	p.does(submit)
	wrong := p.event(func(kind string, _ map[string]any) bool { return kind == "view_errors" })
	if text := fmt.Sprint(wrong); !strings.Contains(text, "/invite") || !strings.Contains(text, "channel") {
		l.Errorf("a channel the bot is not in is answered %s", text)
	}
	values["channel"].(map[string]any)["channel"].(map[string]any)["selected_conversation"] = "C01GEN"
	before := len(l.book.changed())
	p.does(submit)
	p.event(func(kind string, told map[string]any) bool {
		return kind == "view" && !strings.Contains(fmt.Sprint(told), saveSchedule)
	})
	changes := l.book.changed()
	if len(changes) <= before {
		l.Fatal("nothing was saved")
	}
	for _, c := range changes[before:] { // submitted twice, it has one key
		if s := c.Schedule; c.Verb != chat.Save || c.Key != changes[before].Key || s.Channel.ID != "C01GEN" || s.Zone != "Europe/Rome" || len(s.Times) != 1 || s.Times[0] != "08:00" {
			l.Errorf("saved is %+v", c)
		}
	}
}

// goneForm presses for a form of a schedule that is not there any more.
func (l *emulated) goneForm() {
	p := l.browser()
	p.does(map[string]any{"t": "block_action", "channel": "C01GEN", "user": "U01ALICE",
		"action": map[string]any{"type": "button", "action_id": "schedule.edit", "value": "nobody's", "block_id": "b"}})
	p.event(func(kind string, told map[string]any) bool {
		return kind == "view" && strings.Contains(fmt.Sprint(told), "no longer yours")
	})
}
