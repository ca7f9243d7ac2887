package main

import (
	"context"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"log/slog"
	"maps"
	"net"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"briefingbot/adapters/slack"
	"briefingbot/adapters/slack/slacktest"
	"briefingbot/bot/store"
	"briefingbot/config"
)

const slackData = "../adapters/slack/testdata"

// TestSlack has everything the bot can do done in local-slack, over both
// transports: every verb of the table, and every kind of button.
func TestSlack(t *testing.T) { slacktest.Each(t, "TestSlackInside", slackData) }

// typed is what calls a verb where its first word alone is no question.
var typed = map[string]string{
	"ask": "how many athletes are expected?", "who": "who piantedosi", "said": `who said "ICE"`, "verify": `verify "ICE will not operate on Italian soil"`,
	"explain": "ask --explain how many officers are there?", "source": "source 1", "page": "page 2", "watch": "watch Fertitta", "unwatch": "unwatch Fertitta", "mute": "mute USB", "unmute": "unmute USB",
	"schedule": "schedule weekdays 08:00 Europe/Rome",
}

// TestSlackInside needs no list of verbs and buttons of its own: a new one is
// tried because it is in the table, or fails because nothing shows it.
func TestSlackInside(t *testing.T) {
	if slacktest.Transport() == "" {
		t.Skip("runs within TestSlack")
	}
	l := slacktest.Start(t, slackData)
	answerInSlack(t)
	answers := map[string]slacktest.Entry{}
	ask := func(text string) {
		l.Command(text)
		asked := strings.TrimSpace("/briefing " + text)
		e := l.Until(slacktest.General, asked, func(e slacktest.Entry) bool { return strings.HasPrefix(e.Shown(), asked+"\n") })
		answers[text] = e
		if body := strings.TrimSpace(strings.TrimPrefix(e.Shown(), asked)); body == "" || strings.Contains(body, "went wrong") || strings.Contains(body, "no answer to that") {
			t.Errorf("%q is answered %q", text, body)
		}
		if e.Private != slacktest.Alice && !strings.HasPrefix(text, "share") {
			t.Errorf("%q is answered to everybody", text)
		}
	}
	ask("")
	for _, v := range verbs() {
		if text, ok := typed[v.name]; ok {
			ask(text)
		} else {
			ask(v.words[0])
		}
	}
	for _, text := range []string{"schedules", "schedule test", "pause until monday", "resume", "stop", "who disagrees with piantedosi", "what did sala say"} {
		ask(text)
	}
	t.Run("buttons", func(t *testing.T) { pressEverything(t, &slacktest.Local{TB: t}, answers) })
	if path := os.Getenv("SLACK_PAUSE"); path != "" { // for a look at the page: until the file is there
		for _, err := os.Stat(path); err != nil; _, err = os.Stat(path) {
			time.Sleep(200 * time.Millisecond)
		}
	}
}

// pressEverything presses one button of each kind, each in the first answer
// that has it, and sees that something is said.
func pressEverything(t *testing.T, l *slacktest.Local, answers map[string]slacktest.Entry) {
	pressed := map[string]bool{}
	for _, text := range slices.Sorted(maps.Keys(answers)) {
		for _, b := range answers[text].Buttons() {
			kind := slacktest.Value(b)
			if parts := strings.Split(kind, "."); len(parts) == 3 && b["action_id"] != "share" {
				kind = strings.TrimRight(parts[2], "0123456789")
			} else if b["action_id"] == "share" {
				kind = "share"
			}
			if pressed[kind] {
				continue
			}
			pressed[kind] = true
			before := len(l.Messages(slacktest.General))
			was := answers[text].Shown()
			l.Press(answers[text].TS, b)
			l.Until(slacktest.General, fmt.Sprintf("what %s of %q says", slacktest.Value(b), text), func(e slacktest.Entry) bool {
				return len(l.Messages(slacktest.General)) > before || e.TS == answers[text].TS && e.Shown() != was
			})
		}
	}
	for name, action := range actions(t) {
		if !pressed[action] {
			t.Errorf("no answer has a button for %s", name)
		}
	}
}

// actions reads the kinds of button from the source that makes them.
func actions(t *testing.T) map[string]string {
	f, err := parser.ParseFile(token.NewFileSet(), "press.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{"the adapter's own": "share"}
	ast.Inspect(f, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if ok && strings.HasPrefix(spec.Names[0].Name, "act") && len(spec.Values) == 1 {
			if value, ok := spec.Values[0].(*ast.BasicLit); ok {
				out[spec.Names[0].Name], _ = strconv.Unquote(value.Value)
			}
		}
		return true
	})
	if len(out) < 5 {
		t.Fatalf("press.go has %d kinds of button", len(out))
	}
	return out
}

// answerInSlack answers with the seeds in local-slack until the test ends.
func answerInSlack(t *testing.T) {
	s, err := store.Temporary(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	n := &newsroom{config: config.Default(), corpus: seedCorpus(t), store: s, log: slog.New(slog.DiscardHandler)}
	for _, a := range n.corpus.Articles() {
		reading, _ := n.corpus.Reading(a.ID)
		if err := s.Put(t.Context(), reading); err != nil {
			t.Fatal(err)
		}
	}
	n.sitDown(&shell{}, "https://news.example")
	n.desk.memory, n.desk.past = s, s
	r, err := n.keepRota(t.Context(), func(string) {})
	if err != nil {
		t.Fatal(err)
	}
	conf := slack.Config{BotToken: slacktest.BotToken, Channels: []string{"*"}, APIURL: slacktest.Base + "/api/", PerMinute: -1, Admins: []string{slacktest.Alice}}
	if slacktest.Transport() == slack.Socket {
		conf.AppToken = slacktest.AppToken
	} else {
		conf.SigningSecret = slacktest.Secret
	}
	a, err := slack.New(conf, slack.Deps{Memory: s, Schedules: r.Book, Status: n.state})
	if err != nil {
		t.Fatal(err)
	}
	r.platforms["slack"] = a
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- a.Run(ctx, n.handler(r)) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("Run: %v", err)
		}
	})
	if conf.SigningSecret != "" {
		listener, err := net.Listen("tcp", slacktest.BotListen)
		if err != nil {
			t.Fatal(err)
		}
		server := &http.Server{Handler: a.Handler()}
		go func() { _ = server.Serve(listener) }()
		t.Cleanup(func() { server.Close() })
	}
	for end := time.Now().Add(time.Minute); a.Ready() != nil; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("not ready: %v", a.Ready())
		}
	}
}
