package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"briefingbot/bot/store"
)

// TestStatus: the command line tells of a store what the chat does, also while
// another process has it, and to whoever has none of the bot's secrets.
func TestStatus(t *testing.T) {
	dir := t.TempDir()
	settings := filepath.Join(dir, "settings.yaml")
	if err := os.WriteFile(settings, []byte("data: "+dir+"\nslack: {enabled: true}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	tell := func(args ...string) (string, error) {
		var out, wrong bytes.Buffer
		err := run(t.Context(), append([]string{"--config", settings}, args...), nil, nil, &out, &wrong)
		return out.String() + wrong.String(), err
	}
	if _, err := tell("status"); err == nil || !strings.Contains(err.Error(), "start the bot once") {
		t.Errorf("without a store: %v", err)
	}
	s, err := store.Open(t.Context(), filepath.Join(dir, "briefingbot.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if said, err := tell("status"); err != nil || !strings.Contains(said, "Nothing is scheduled") {
		t.Errorf("an empty store: %s, %v", said, err)
	}
	now := time.Now().UTC().Truncate(time.Minute)
	where := store.Channel{Platform: "slack", Team: "T1", ID: "C1"}
	plan := store.Schedule{ID: "s1", Channel: where, Spec: store.Spec{Lines: []string{"0 8 * * 1-5"}, Zone: "Europe/Rome"}, Owner: "U1", OwnerName: "Ann",
		Origin: "chat", Reached: now, Next: now.Add(24 * time.Hour), Created: now, Changed: now}
	after, err := json.Marshal(plan)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.PutSchedule(t.Context(), plan, store.Audit{At: now, Who: "U1", Name: "Ann", Channel: where, Verb: "save", Schedule: "s1", After: string(after)}); err != nil {
		t.Fatal(err)
	}
	due := now.Add(-time.Hour)
	slot := func(id, state, why, remote string, late time.Duration) store.Slot {
		return store.Slot{ID: "s1@" + id, Schedule: "s1", Channel: where, Local: id, Zone: "Europe/Rome", Due: due, State: state, Why: why, Remote: remote, Finished: due.Add(late)}
	}
	slots := []store.Slot{slot("a", store.SlotPosted, "", "1770.01", 0), slot("b", store.SlotPosted, "", "1770.02", 7*time.Minute), slot("c", store.SlotRefused, "is_archived", "", 0)}
	if _, err := s.Fire(t.Context(), []store.Firing{{Slots: slots}}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.AddSource(t.Context(), store.Source{URL: "https://news.example/feed", Origin: store.SourceOfSettings, Added: now}); err != nil {
		t.Fatal(err)
	}
	said, err := tell("status")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"slack:T1/C1", "to come", "weekdays at 08:00 (Europe/Rome)", "on time", "1770.01", "7m", "is_archived", "https://news.example/feed", "0 articles"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not said in\n%s", want, said)
		}
	}
	var got statusJSON
	raw, err := tell("status", "--json")
	if err == nil {
		err = json.Unmarshal([]byte(raw), &got)
	}
	if err != nil || len(got.Slots) != 3 || got.Slots[1].Late != 420 || got.Slots[2].Why != "is_archived" || len(got.Schedules) != 1 || len(got.Sources) != 1 {
		t.Errorf("%v\n%s", err, raw)
	}
	if err := s.Save(t.Context(), "slack/address/T1", []byte("https://news.slack.com/"), 0); err != nil { // as the bot does, connected
		t.Fatal(err)
	}
	if said, err := tell("status"); err != nil || !strings.Contains(said, "https://news.slack.com/archives/C1/p177002") {
		t.Errorf("no address of the post: %s, %v", said, err)
	}
	for _, args := range [][]string{{"store", "check"}, {"store", "backup", filepath.Join(dir, "copy.db")}} {
		if _, err := tell(args...); err != nil {
			t.Errorf("%v: %v", args, err)
		}
	}
	if said, err := tell("history"); err != nil || !strings.Contains(said, "Ann") || !strings.Contains(said, "slack:T1/C1: weekdays at 08:00") {
		t.Errorf("history: %s, %v", said, err)
	}
	if raw, err := tell("history", "--json"); err != nil || !strings.Contains(raw, `"Who":"U1"`) {
		t.Errorf("history: %s, %v", raw, err)
	}
}
