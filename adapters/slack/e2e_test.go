package slack

import (
	"context"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"briefingbot/adapters/chat"
	"briefingbot/adapters/slack/slacktest"
)

// TestEndToEnd runs TestEndToEndInside with local-slack, over both transports.
func TestEndToEnd(t *testing.T) { slacktest.Each(t, "TestEndToEndInside", "testdata") }

// emulated is local-slack with a proxy before it and schedules behind the bot.
type emulated struct {
	*slacktest.Local
	proxy *proxy
	book  *diary
}

// in is the same for a part of the test.
func (l *emulated) in(t *testing.T) *emulated {
	return &emulated{Local: &slacktest.Local{TB: t}, proxy: l.proxy, book: l.book}
}

// until waits for the latest message of the bot with want in it.
func (l *emulated) until(channel, want string) slacktest.Entry {
	l.Helper()
	return l.Until(channel, want, func(m slacktest.Entry) bool { return strings.Contains(m.Shown(), want) })
}

// canned answers for the end-to-end test.
func canned(_ context.Context, c chat.Command) chat.Message {
	if c.Button != "" {
		return chat.Message{Title: "You pressed " + c.Button, Blocks: []chat.Block{para("from " + c.User.Name)}, Private: true, Replace: strings.HasPrefix(c.Button, "page")}
	}
	m := digestMessage()
	m.Private = true
	switch c.Text {
	case "public":
		m.Title, m.Private = "A public answer", false
	case "long":
		m = chat.Message{Title: "A long answer", Blocks: []chat.Block{para(strings.Repeat("words and words ", 800)), para("the very end")}}
	case "hostile":
		m.Title = "<!channel> *hi* <@U01ALICE> & <https://evil.example|x>"
	case "verify":
		m.Title = "Checked: " + c.Attached
	case "help":
		m = chat.Message{Title: "What you can ask", Blocks: []chat.Block{para("today, people, help")}, Private: true}
	case "":
		m.Title = "Today's briefing"
	default:
		m.Title = "You asked: " + c.Text
	}
	if c.Overheard && c.Text != "source 1" {
		return chat.Message{}
	}
	return m
}

func TestEndToEndInside(t *testing.T) {
	transport := slacktest.Transport()
	if transport == "" {
		t.Skip("runs within TestEndToEnd")
	}
	l := &emulated{Local: slacktest.Start(t, "testdata")}
	p, client := front(t, slacktest.Base)
	l.proxy = p
	conf := Config{BotToken: slacktest.BotToken, Channels: []string{"*"}, APIURL: slacktest.Base + "/api/", HTTP: client, PerMinute: -1, Pace: 10 * time.Millisecond, Topics: []string{"Olympic security"},
		Patience: chat.Patience{Look: 50 * time.Millisecond, Again: 50 * time.Millisecond}, Admins: []string{"U01ALICE"}}
	if transport == Socket {
		conf.AppToken = slacktest.AppToken
	} else {
		conf.SigningSecret = slacktest.Secret
	}
	d := &diary{list: []chat.Schedule{{ID: "s1", Channel: chat.Channel{ID: "C01GEN"}, Times: []string{"08:00"}, Days: weekdays(), Zone: "Europe/Rome", Mine: true, May: true, Next: time.Now().Add(time.Hour)}}}
	l.book = d
	a, err := New(conf, Deps{Memory: chat.NewForgetful(), Schedules: d, Status: func(context.Context, chat.User) chat.Message { return chat.Message{Title: "5 articles in store"} }})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- a.Run(ctx, canned) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("Run: %v", err)
		}
	})
	if transport == HTTP {
		listener, err := net.Listen("tcp", slacktest.BotListen)
		if err != nil {
			t.Fatal(err)
		}
		server := &http.Server{Handler: &insistent{to: a.Handler(), secret: conf.SigningSecret}}
		go func() { _ = server.Serve(listener) }()
		t.Cleanup(func() { server.Close() })
	}
	eventually(t, "readiness", func() bool { return a.Ready() == nil })
	if transport == Socket {
		eventually(t, "pair of sockets", func() bool { return a.sockets.Load() == 2 })
	}
	l.journey(t, a)
	if path := os.Getenv("SLACK_E2E_PAUSE"); path != "" { // for a look at the page: until the file is there
		for _, err := os.Stat(path); err != nil; _, err = os.Stat(path) {
			time.Sleep(200 * time.Millisecond)
		}
	}
}
