package slack

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"briefingbot/adapters/chat"
	"briefingbot/adapters/slack/slacktest"
)

// diary is Schedules that note what they are asked.
type diary struct {
	mu      sync.Mutex
	list    []chat.Schedule
	changes []chat.Change
	err     error
}

func (d *diary) List(context.Context, chat.User) ([]chat.Schedule, error) { return d.list, d.err }

func (d *diary) Preview(_ context.Context, _ chat.User, s chat.Schedule) ([]time.Time, error) {
	if s.Zone == "" {
		return nil, chat.BadField{Field: "zone", Remedy: "Choose a time zone."}
	}
	return []time.Time{time.Date(2026, 2, 9, 7, 0, 0, 0, time.UTC)}, nil
}

func (d *diary) Change(_ context.Context, _ chat.User, c chat.Change) (chat.Message, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.err != nil {
		return chat.Message{}, d.err
	}
	d.changes = append(d.changes, c)
	return chat.Message{Title: "Done: " + string(c.Verb), Private: true}, nil
}

func (d *diary) changed() []chat.Change {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.changes)
}

func weekdays() []time.Weekday {
	return []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday}
}

func newHomeBench(t testing.TB, d *diary) *bench {
	return newBench(t, func(b *bench) {
		if d != nil {
			b.deps.Schedules = d
		}
		b.deps.Status = func(context.Context, chat.User) chat.Message {
			return chat.Message{Title: "5 articles, newest 28 January"}
		}
		b.conf.Topics = []string{"Olympic security", "The ICE controversy", strings.Repeat("too long ", 20)}
		b.answer = chat.Message{Title: "What you can ask"}
	})
}

func (b *bench) viewsSent(method string) []map[string]any {
	b.fake.mu.Lock()
	defer b.fake.mu.Unlock()
	var out []map[string]any
	for _, v := range b.views {
		if v.method == method {
			out = append(out, v.body)
		}
	}
	return out
}

func (b *bench) view(t testing.TB, method string, n int) (map[string]any, string) {
	t.Helper()
	eventually(t, method, func() bool { return len(b.viewsSent(method)) >= n })
	body := b.viewsSent(method)[n-1]
	inner, _ := body["view"].(map[string]any)
	blocks, _ := json.Marshal(inner["blocks"])
	return body, slacktest.Read("", string(blocks)) + string(blocks)
}

func TestHome(t *testing.T) {
	due := time.Date(2026, 2, 6, 7, 0, 0, 0, time.UTC)
	d := &diary{list: []chat.Schedule{
		{ID: "s1", Channel: desk, Times: []string{"08:00"}, Days: weekdays(), Zone: "Europe/Rome", Mine: true, May: true, Next: due.Add(72 * time.Hour), Last: chat.LastRun{Due: due, State: "posted <!channel>", Link: "https://slack.example/p1"}},
		{ID: "s2", Channel: chat.Channel{ID: "C2"}, Cron: "0 8 * * 1-5", Zone: "Asia/Tokyo", Paused: true, Until: due, May: true},
		{ID: "s3", Channel: chat.Channel{ID: "C3"}, Times: []string{"07:30", "18:00"}, Zone: "UTC", Paused: true},
	}}
	b := newHomeBench(t, d)
	b.event(t, "H0", map[string]any{"type": "app_home_opened", "user": "U1", "tab": "messages", "channel": "D1"})
	b.event(t, "H1", map[string]any{"type": "app_home_opened", "user": "U1", "tab": "home", "channel": "D1"})
	body, shown := b.view(t, "views.publish", 1)
	for _, want := range []string{"Your briefings", "Weekdays at 08:00 (Europe/Rome)", "Mon 9 Feb 08:00 CET", "Last: Fri 6 Feb 08:00 CET, posted", "https://slack.example/p1",
		"0 8 * * 1-5 (Asia/Tokyo)", "Paused until Fri 6 Feb 16:00 JST", "Every day at 07:30 and 18:00 (UTC)", "5 articles, newest", "What you can ask", "New scheduled briefing", `"C1"`} {
		if !strings.Contains(shown, want) {
			t.Errorf("the home has no %q:\n%s", want, shown)
		}
	}
	if strings.Contains(shown, `"value":"s3"`) {
		t.Error("a schedule may be changed that may not")
	}
	if body["user_id"] != "U1" || len(b.viewsSent("views.publish")) != 1 {
		t.Errorf("published for %v", body["user_id"])
	}
	for i, verb := range []string{"pause", "resume", "stop", "test"} {
		b.press(t, "schedule."+verb, "s1", map[string]any{"view": map[string]any{"type": "home", "id": "V1"}, "channel": nil, "container": map[string]any{"type": "view"}})
		eventually(t, verb, func() bool { return len(d.changed()) > i })
		if c := d.changed()[i]; string(c.Verb) != verb || c.Schedule.ID != "s1" || c.Key == "" {
			t.Errorf("%s is %+v", verb, c)
		}
	}
	eventually(t, "word of what was done", func() bool { return strings.Count(b.shown(), "Done: ") == 4 })
	if got := b.last(t); got.channel != "U1" {
		t.Errorf("told in %s", got.channel)
	}
}

func TestHomeForAdministrators(t *testing.T) {
	for _, admin := range []bool{true, false} {
		b := newHomeBench(t, &diary{})
		b.fake.mu.Lock()
		b.admin, b.scopes = admin, "chat:write"
		b.fake.mu.Unlock()
		b.a.forgetWorkspaces()
		b.event(t, "H1", map[string]any{"type": "app_home_opened", "user": "U1", "tab": "home", "channel": "D1"})
		if _, shown := b.view(t, "views.publish", 1); strings.Contains(shown, "For administrators") != admin || strings.Contains(shown, "Missing scopes: app_mentions:read") != admin {
			t.Errorf("an administrator, %v, sees %s", admin, shown)
		}
	}
}

func TestHomeWithoutSchedules(t *testing.T) {
	b := newHomeBench(t, nil)
	b.event(t, "H1", map[string]any{"type": "app_home_opened", "user": "U1", "tab": "home", "channel": "D1"})
	if _, shown := b.view(t, "views.publish", 1); !strings.Contains(shown, "not set up") || strings.Contains(shown, "schedule.new") {
		t.Errorf("the home is %s", shown)
	}
	if got := b.interaction(t, submission(map[string]any{})); !strings.Contains(got, "not set up") {
		t.Errorf("a form is answered %s", got)
	}
}

func TestHomeOfManySchedules(t *testing.T) {
	d := &diary{}
	for range 200 {
		d.list = append(d.list, chat.Schedule{ID: "s", Channel: desk, Times: []string{"08:00"}, Zone: "UTC", May: true, Mine: true})
	}
	b := newHomeBench(t, d)
	b.event(t, "H1", map[string]any{"type": "app_home_opened", "user": "U1", "tab": "home", "channel": "D1"})
	body, _ := b.view(t, "views.publish", 1)
	if n := len(body["view"].(map[string]any)["blocks"].([]any)); n > 100 {
		t.Errorf("a home of %d blocks", n)
	}
}

func TestFormOpensAtOnce(t *testing.T) {
	b := newHomeBench(t, &diary{})
	b.press(t, "schedule.new", "new", map[string]any{"view": map[string]any{"type": "home", "id": "V0"}})
	b.view(t, "views.open", 1)
	body, shown := b.view(t, "views.update", 1)
	for _, want := range []string{`"initial_time":"08:00"`, `"value":"Europe/Rome"`, "default_to_current_conversation", "Monday", "Olympic security", "Say so when nothing is new", "schedule.preview", "schedule.try", "exclude_external_shared_channels"} {
		if !strings.Contains(shown, want) {
			t.Errorf("the form has no %q:\n%s", want, shown)
		}
	}
	if body["view"].(map[string]any)["callback_id"] != saveSchedule || body["view_id"] != "V1" {
		t.Errorf("the form is %v", body)
	}
	calls := b.calls
	open := slices.IndexFunc(calls, func(c call) bool { return c.method == "views.open" })
	if user := slices.IndexFunc(calls, func(c call) bool { return c.method == "users.info" }); user >= 0 && user < open {
		t.Error("the form waited for the user")
	}
}

// submission is the form as Slack sends it, with some fields changed.
// TestFormComesTooLate presses for the form, whose trigger has expired.
func TestFormComesTooLate(t *testing.T) {
	b := newHomeBench(t, &diary{})
	for i, c := range []struct{ reason, want string }{{"expired_trigger_id", "Too late for Slack: press the button again."}, {"exchanged_trigger_id", "Please press the button again."}} {
		b.fake.mu.Lock()
		b.refuse = func(method string, _ url.Values) string {
			if method == "views.open" {
				return c.reason
			}
			return ""
		}
		b.fake.mu.Unlock()
		b.press(t, "schedule.new", "new", map[string]any{"view": map[string]any{"type": "home", "id": "V0"}})
		if got := b.heard(t, i+1); !strings.Contains(got.text, c.want) || got.channel != "U1" {
			t.Errorf("%s is told as %q in %s", c.reason, got.text, got.channel)
		}
	}
}

func submission(change map[string]any) map[string]any {
	values := map[string]any{
		"channel": map[string]any{"channel": map[string]any{"type": "conversations_select", "selected_conversation": "C1"}},
		"time":    map[string]any{"time": map[string]any{"type": "timepicker", "selected_time": "08:00"}},
		"time2":   map[string]any{"time2": map[string]any{"type": "timepicker", "selected_time": "18:30"}},
		"days":    map[string]any{"days": map[string]any{"type": "checkboxes", "selected_options": []any{map[string]any{"value": "1"}, map[string]any{"value": "0"}, map[string]any{"value": "9"}}}},
		"zone":    map[string]any{"zone": map[string]any{"type": "external_select", "selected_option": map[string]any{"value": "Europe/Rome"}}},
		"topics":  map[string]any{"topics": map[string]any{"type": "multi_static_select", "selected_options": []any{map[string]any{"value": "Olympic security"}}}},
		"items":   map[string]any{"items": map[string]any{"type": "static_select", "selected_option": map[string]any{"value": "5"}}},
		"empty":   map[string]any{"empty": map[string]any{"type": "checkboxes", "selected_options": []any{map[string]any{"value": "yes"}}}},
	}
	for k, v := range change {
		values[k] = v
	}
	return map[string]any{"type": "view_submission", "view": map[string]any{"id": "V1", "type": "modal", "callback_id": saveSchedule, "private_metadata": `{"id":"s9"}`, "state": map[string]any{"values": values}}}
}

func TestFormIsSaved(t *testing.T) {
	d := &diary{}
	b := newHomeBench(t, d)
	if got := b.interaction(t, submission(nil)); got != "" {
		t.Fatalf("the form is answered %s", got)
	}
	c := d.changed()[0]
	s := c.Schedule
	if c.Verb != chat.Save || s.ID != "s9" || s.Channel.ID != "C1" || s.Channel.Team != "" || !slices.Equal(s.Times, []string{"08:00", "18:30"}) ||
		!slices.Equal(s.Days, []time.Weekday{time.Monday, time.Sunday}) || s.Zone != "Europe/Rome" || !slices.Equal(s.Topics, []string{"Olympic security"}) || s.Items != 5 || !s.Empty {
		t.Errorf("saved is %+v", s)
	}
	b.interaction(t, submission(nil))
	if again := d.changed()[1]; again.Key != c.Key {
		t.Error("the same form has two keys")
	}
	eventually(t, "confirmation", func() bool { return strings.Contains(b.shown(), "Done: save") })
}

func TestFormIsRefused(t *testing.T) {
	d := &diary{}
	b := newHomeBench(t, d)
	for name, c := range map[string]struct {
		err         error
		field, text string
		change      map[string]any
	}{
		"zone":    {err: chat.BadField{Field: "zone", Remedy: "There is no Mars/Phobos."}, field: "zone", text: "Mars/Phobos"},
		"times":   {err: chat.BadField{Field: "times", Remedy: "25:00 is no time."}, field: "time", text: "25:00"},
		"rights":  {err: chat.Refused{Reason: "not_allowed", Remedy: "Ask a channel manager."}, field: "time", text: "channel manager"},
		"trouble": {err: errors.New("disk on fire"), field: "time", text: "try again"},
		"channel": {field: "channel", text: "Choose a channel", change: map[string]any{"channel": map[string]any{}}},
	} {
		d.mu.Lock()
		d.err = c.err
		d.mu.Unlock()
		var got struct {
			Action string            `json:"response_action"`
			Errors map[string]string `json:"errors"`
		}
		if err := json.Unmarshal([]byte(b.interaction(t, submission(c.change))), &got); err != nil || got.Action != "errors" || !strings.Contains(got.Errors[c.field], c.text) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
	b.fake.mu.Lock()
	b.external = true
	b.fake.mu.Unlock()
	b.a.channels.forget("T1/C1")
	d.err = nil
	if got := b.interaction(t, submission(nil)); !strings.Contains(got, "Slack Connect") || len(d.changed()) > 0 {
		t.Errorf("an external channel is answered %s", got)
	}
}

func TestFormPreviewAndTry(t *testing.T) {
	d := &diary{}
	b := newHomeBench(t, d)
	view := submission(nil)["view"].(map[string]any)
	view["hash"] = "h1"
	b.press(t, "schedule.preview", "preview", map[string]any{"view": view})
	if body, shown := b.view(t, "views.update", 1); !strings.Contains(shown, "Mon 9 Feb 08:00 CET") || body["hash"] != "h1" {
		t.Errorf("the preview is %s", shown)
	}
	b.press(t, "schedule.try", "try", map[string]any{"view": view})
	eventually(t, "test", func() bool { return len(d.changed()) == 1 })
	if c := d.changed()[0]; c.Verb != chat.Test || c.Schedule.Zone != "Europe/Rome" {
		t.Errorf("the test is %+v", c)
	}
}

func TestZones(t *testing.T) {
	if n := len(Zones()); n < 400 {
		t.Errorf("%d zones", n)
	}
	for _, zone := range Zones() {
		if _, err := time.LoadLocation(zone); err != nil {
			t.Error(err)
		}
	}
	for typed, want := range map[string]string{"rom": "Europe/Rome", "new york": "America/New_York", "EUROPE/BER": "Europe/Berlin", "utc": "UTC"} {
		got := suggestZones(typed).Options
		if len(got) == 0 || len(got) > 100 || got[0].Value != want {
			t.Errorf("%q suggests %v first", typed, got)
		}
	}
	if got := suggestZones("mars").Options; got == nil || len(got) != 0 {
		t.Errorf("mars suggests %v", got)
	}
	raw, _ := json.Marshal(suggestZones(""))
	if len(raw) >= 20_000 {
		t.Errorf("suggestions of %d bytes do not fit a socket's acknowledgement", len(raw))
	}
}

func TestHomeTroubleIsLogged(t *testing.T) {
	b := newHomeBench(t, &diary{err: errors.New("no store")})
	b.event(t, "H1", map[string]any{"type": "app_home_opened", "user": "U1", "tab": "home", "channel": "D1"})
	if _, shown := b.view(t, "views.publish", 1); !strings.Contains(shown, "cannot be read just now") {
		t.Errorf("the home is %s", shown)
	}
	b.fake.mu.Lock()
	b.refuse = func(method string, _ url.Values) string {
		if method == "views.publish" {
			return "invalid_arguments"
		}
		return ""
	}
	b.fake.mu.Unlock()
	b.event(t, "H2", map[string]any{"type": "app_home_opened", "user": "U1", "tab": "home", "channel": "D1"})
	eventually(t, "count", func() bool { b.mu.Lock(); defer b.mu.Unlock(); return b.counts["slack_home_failed"] == 1 })
}
