package main

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"briefingbot/adapters/chat"
	"briefingbot/bot/schedule"
	"briefingbot/bot/store"
	"briefingbot/briefing"
	"briefingbot/config"
)

// quiet is a platform that posts nothing and keeps what it whispers.
type quiet struct {
	whispers []string // user, colon, text
	away     error    // why it is not ready
}

func (*quiet) Freeze(_ chat.Channel, m chat.Message) ([]chat.Part, error) {
	return []chat.Part{{Body: []byte(textOf(m))}}, nil
}

func (*quiet) SendOnce(context.Context, chat.Channel, chat.Part, string) (string, error) {
	return "", chat.Refused{Reason: "not_in_channel"}
}

func (*quiet) Find(context.Context, chat.Channel, string, time.Time) (string, bool, error) {
	return "", false, nil
}

func (q *quiet) Whisper(_ context.Context, _ chat.Channel, user string, m chat.Message) error {
	if user == "U-gone" {
		return errors.New("nobody of that name")
	}
	q.whispers = append(q.whispers, user+": "+m.Title)
	return nil
}

func (*quiet) Name(_ context.Context, c chat.Channel) string {
	return map[string]string{"!r:x": "The Desk"}[c.ID]
}

func (q *quiet) Ready() error { return q.away }

// staffed is a newsroom with its schedules over a real store, and what its
// platforms and counters were told.
func staffed(t *testing.T, admins ...string) (n *newsroom, r *rota, p *quiet, events map[string]int) {
	t.Helper()
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "b.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	n = &newsroom{config: config.Default(), corpus: seedCorpus(t), store: s, log: slog.New(slog.DiscardHandler)}
	n.config.Slack.Admins, n.config.Matrix.Admins = admins, admins
	var rs []briefing.Reading
	for _, a := range n.corpus.Articles() {
		reading, _ := n.corpus.Reading(a.ID)
		rs = append(rs, reading)
	}
	if err := s.PutAll(t.Context(), rs); err != nil {
		t.Fatal(err)
	}
	n.desk = newDesk(desk{corpus: n.corpus, words: 300, items: 7, memory: s, past: s})
	events = map[string]int{}
	if r, err = n.keepRota(t.Context(), func(e string) { events[e]++ }); err != nil {
		t.Fatal(err)
	}
	p = &quiet{}
	r.platforms["slack"], r.platforms["matrix"] = p, p
	return n, r, p, events
}

func put(t *testing.T, r *rota, in chat.Channel) {
	t.Helper()
	own := *r.Book
	own.May = func(context.Context, chat.User, chat.Channel) error { return nil }
	if _, err := own.Change(t.Context(), chat.User{ID: "U1", Name: "Ruth"}, chat.Change{Verb: chat.Save,
		Schedule: chat.Schedule{Channel: in, Cron: "0 8 * * *", Zone: "Europe/Rome"}}); err != nil {
		t.Fatal(err)
	}
}

func schedulesIn(t *testing.T, n *newsroom, c chat.Channel) []store.Schedule {
	t.Helper()
	all, err := n.store.SchedulesIn(t.Context(), store.Channel{Platform: c.Platform, Team: c.Team, ID: c.ID})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func lastAudit(t *testing.T, n *newsroom) store.Audit {
	t.Helper()
	all, err := n.store.Audits(t.Context(), 1)
	if err != nil || len(all) != 1 {
		t.Fatalf("%v: %+v", err, all)
	}
	return all[0]
}

// TestUpgradedRoom moves a room, twice told and over a restart, and asks whether
// its readers are told what they know.
func TestUpgradedRoom(t *testing.T) {
	n, r, _, _ := staffed(t)
	from, to := chat.Channel{Platform: "matrix", ID: "!old:x"}, chat.Channel{Platform: "matrix", ID: "!new:x"}
	put(t, r, from)
	post(t, n, from, "$root")
	for range 2 {
		r.moved(t.Context(), from, to)
	}
	if old, now := schedulesIn(t, n, from), schedulesIn(t, n, to); len(old) != 0 || len(now) != 1 || now[0].Next.IsZero() {
		t.Errorf("%d schedules stayed, %d moved: %+v", len(old), len(now), now)
	}
	a := lastAudit(t, n)
	if a.Who != "matrix" || a.Verb != "move" || !strings.Contains(a.Before, "!old:x") || !strings.Contains(a.After, "!new:x") || strings.Contains(a.After, "!old:x") {
		t.Errorf("the audit says %+v", a)
	}
	o := schedule.Occasion{Schedule: store.Schedule{ID: "s", Channel: store.Channel{Platform: "matrix", ID: "!new:x"}, Spec: store.Spec{Zone: "UTC"}}, Due: time.Now()}
	if draft, err := n.desk.makeDigest(t.Context(), o); err != nil || !draft.Message.Empty() {
		t.Errorf("%v: the new room is told again what the old one was told:\n%s", err, textOf(draft.Message))
	}
	fresh := briefing.Read(briefing.Article{ID: "fresh", Text: "Security officers found a forged Olympics pass at the Livigno gate on Tuesday evening, the prefecture said. The gate was closed for an hour while officers checked every security pass."})
	if err := n.store.Put(t.Context(), fresh); err != nil {
		t.Fatal(err)
	}
	n.corpus.Add(fresh)
	if draft, err := n.desk.makeDigest(t.Context(), o); err != nil || !strings.Contains(textOf(draft.Message), "forged Olympics pass") || strings.Contains(textOf(draft.Message), "everything so far") {
		t.Errorf("%v: %s", err, textOf(draft.Message))
	}
}

// TestSentOut pauses what is scheduled where the bot is not any more, and tells
// every administrator who can be told, once.
func TestSentOut(t *testing.T) {
	n, r, p, events := staffed(t, "U-gone", "U-ada", "U-bea")
	room := chat.Channel{Platform: "matrix", ID: "!r:x"}
	put(t, r, room)
	for range 2 {
		r.left(t.Context(), room, "banned by @eve:x")
	}
	there := schedulesIn(t, n, room)
	if len(there) != 1 || !there[0].Paused || !there[0].Next.IsZero() || !there[0].Until.IsZero() {
		t.Errorf("not paused: %+v", there)
	}
	if a := lastAudit(t, n); a.Who != "matrix" || a.Verb != "leave" || !strings.Contains(a.Before, `"Paused":false`) || !strings.Contains(a.After, `"Paused":true`) {
		t.Errorf("the audit says %+v", a)
	}
	want := []string{
		"U-ada: I am no longer in The Desk (banned by @eve:x). 1 schedule was paused there; invite me again and say “resume” in it.",
		"U-bea: I am no longer in The Desk (banned by @eve:x). 1 schedule was paused there; invite me again and say “resume” in it.",
	}
	if !slices.Equal(p.whispers, want) || len(events) > 0 {
		t.Errorf("told %q, counted %v", p.whispers, events)
	}

	n, r, p, events = staffed(t)
	put(t, r, room)
	r.left(t.Context(), room, "removed")
	if len(p.whispers) != 0 || events["matrix_admins_not_told"] != 1 || !schedulesIn(t, n, room)[0].Paused {
		t.Errorf("without administrators: %q, %v", p.whispers, events)
	}
	r.alert(t.Context(), store.Slot{Schedule: "s", Channel: store.Channel{Platform: "irc", ID: "#x"}, State: store.SlotRefused}) // a platform that is not connected
	if events["irc_admins_not_told"] != 1 {
		t.Errorf("counted %v", events)
	}
}

// TestUninstalled has one of two workspaces remove the app.
func TestUninstalled(t *testing.T) {
	n, r, _, _ := staffed(t)
	ctx, alice := t.Context(), chat.User{ID: "U1"}
	here, there := chat.Channel{Platform: "slack", Team: "T1", ID: "C1"}, chat.Channel{Platform: "slack", Team: "T12", ID: "C1"}
	ask := func(c chat.Channel, text, button string) string {
		return textOf(n.desk.answer(ctx, chat.Command{Text: text, Button: button, User: alice, Channel: c}))
	}
	button := map[string]string{}
	for _, c := range []chat.Channel{here, there} {
		put(t, r, c)
		button[c.Team] = choice(t, n.desk.answer(ctx, chat.Command{Text: "who said ICE", User: alice, Channel: c}), "Source 1")
	}
	if got := ask(there, "", button["T1"]); !strings.Contains(got, "not mine") {
		t.Errorf("a workspace opens what another was shown: %q", got)
	}
	r.uninstalled(ctx, "slack", "T1")
	if a, b := schedulesIn(t, n, here), schedulesIn(t, n, there); len(a) != 0 || len(b) != 1 || b[0].Paused {
		t.Errorf("left are %+v and %+v", a, b)
	}
	if a := lastAudit(t, n); a.Who != "slack" || a.Verb != "uninstall" || a.Before == "" || a.After != "" {
		t.Errorf("the audit says %+v", a)
	}
	n.desk.talks.leave("slack", "T1")
	for _, got := range []string{ask(here, "", button["T1"]), ask(here, "source 1", "")} {
		if strings.Contains(got, "SHA-256") {
			t.Errorf("not forgotten: %q", got)
		}
	}
	for _, got := range []string{ask(there, "", button["T12"]), ask(there, "source 1", "")} {
		if !strings.Contains(got, "SHA-256") {
			t.Errorf("forgotten in another workspace: %q", got)
		}
	}
}

// TestReadyzNamesThePlatform asks /readyz while one platform is away.
func TestReadyzNamesThePlatform(t *testing.T) {
	n, r, p, _ := staffed(t)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- r.Run(ctx) }()
	defer func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}()
	for end := time.Now().Add(time.Minute); r.Alive() != nil && time.Now().Before(end); {
		if err := chat.Sleep(ctx, 10*time.Millisecond); err != nil {
			t.Fatal(err)
		}
	}
	h := opsHandler(newRegistry(), func(ctx context.Context) error { return n.ready(ctx, r) })
	get := func() (int, string) {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/readyz", nil))
		return w.Code, w.Body.String()
	}
	if code, body := get(); code != http.StatusOK {
		t.Errorf("%d %s", code, body)
	}
	r.platforms["slack"] = &quiet{}
	p.away = errors.New("no answer since noon")
	if code, body := get(); code != http.StatusServiceUnavailable || body != "matrix: no answer since noon\n" {
		t.Errorf("%d %q", code, body)
	}
}
