package schedule

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"briefingbot/adapters/chat"
	"briefingbot/bot/store"
	"flag"
)

var update = flag.Bool("update", false, "write the golden files")

// shelf is a book over a real store, at noon on Friday, 6 February 2026.
func shelf(t *testing.T) (*Book, *store.Store) {
	t.Helper()
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "b.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	b, err := NewBook(BookConfig{
		Store: s, Topics: []string{"Olympic security", "The ICE controversy"}, Now: func() time.Time { return time.Date(2026, 2, 6, 12, 0, 0, 0, time.UTC) },
		Make: func(_ context.Context, o Occasion) (Draft, error) {
			return Draft{Message: chat.Message{Title: fmt.Sprintf("Digest, test %v", o.Test)}}, nil
		},
		May: func(_ context.Context, who chat.User, to chat.Channel) error {
			if who.Admin || to.ID == "C-open" {
				return nil
			}
			return chat.Refused{Reason: "not a manager", Remedy: "Ask a manager of this channel: Ruth."}
		},
		Link: func(c chat.Channel, id string) string { return "https://chat.example/" + c.ID + "/" + id },
	})
	if err != nil {
		t.Fatal(err)
	}
	return b, s
}

var (
	ruth = chat.User{ID: "U-ruth", Name: "Ruth", Zone: "Europe/Rome", Admin: true}
	ivo  = chat.User{ID: "U-ivo", Name: "Ivo"}
	desk = chat.Channel{Platform: "slack", Team: "T", ID: "C-desk"}
)

// plain writes a message for a golden file.
func plain(m chat.Message) string {
	var b strings.Builder
	if m.Title != "" {
		b.WriteString("# " + m.Title + "\n")
	}
	runs := func(rs []chat.Run) string {
		out := ""
		for _, r := range rs {
			if out += r.Text; r.Link != "" {
				out += "<" + r.Link + ">"
			}
		}
		return out
	}
	for _, block := range m.Blocks {
		switch block.Kind {
		case chat.Buttons:
			for _, c := range block.Choices {
				verb, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(c.ID, buttonPrefix), italianButton), "/")
				b.WriteString("[" + c.Label + ": " + verb + "] ")
			}
			b.WriteString("\n")
		case chat.Table:
			for _, row := range block.Rows {
				var cells []string
				for _, cell := range row {
					cells = append(cells, runs(cell))
				}
				b.WriteString("| " + strings.Join(cells, " | ") + "\n")
			}
		case chat.Bullet:
			b.WriteString("- " + runs(block.Runs) + "\n")
		case chat.Note:
			b.WriteString("  " + runs(block.Runs) + "\n")
		default:
			b.WriteString(runs(block.Runs) + "\n")
		}
	}
	return b.String()
}

func TestTalk(t *testing.T) {
	b, s := shelf(t)
	var out strings.Builder
	n := 0
	tell := func(who chat.User, in chat.Channel, text string) chat.Message {
		n++
		c := chat.Command{ID: fmt.Sprint("e", n), Text: text, User: who, Channel: in}
		if label, ok := strings.CutPrefix(text, "press "); ok {
			c.Text, c.Button = "", label
		}
		if strings.Contains(text, "#press") {
			c.Mentioned = []chat.Channel{{Platform: "slack", Team: "T", ID: "C-press"}}
		}
		c.Direct = strings.HasPrefix(in.ID, "D-")
		m, ours := b.Answer(t.Context(), c)
		if !ours {
			t.Errorf("%q is not understood as one of ours", text)
		}
		shown, _, _ := strings.Cut(text, "/s")
		fmt.Fprintf(&out, "> %s in %s: %s\n%s\n", who.Name, in.ID, shown, plain(m))
		return m
	}
	button := func(m chat.Message, label string) string {
		for _, block := range m.Blocks {
			for _, c := range block.Choices {
				if c.Label == label {
					return "press " + c.ID
				}
			}
		}
		t.Fatalf("there is no button %q in %+v", label, m)
		return ""
	}
	tell(ruth, desk, "schedule list")
	tell(ruth, desk, "schedule 25:00")
	tell(ruth, desk, "schedule weekdays 08:00 mars/phobos")
	if all, _ := s.Schedules(t.Context()); len(all) != 0 {
		t.Errorf("something was saved: %v", all)
	}
	tell(ivo, desk, "schedule weekdays 08:00 Europe/Rome")
	first := tell(ruth, desk, "schedule weekdays 08:00 Europe/Rome topic:security")
	if all, _ := s.Schedules(t.Context()); len(all) != 0 {
		t.Errorf("a proposal was saved: %v", all)
	}
	tell(ruth, desk, button(first, "Test"))
	tell(ruth, desk, "schedule yes")
	tell(ruth, desk, button(first, "Save")) // again: no second one
	second := tell(ruth, desk, "schedule 6pm")
	tell(ruth, desk, button(second, "Weekdays only"))
	tell(ruth, desk, "schedule si")
	tell(ruth, desk, "schedules")
	tell(ivo, desk, "pause until monday")
	tell(ruth, desk, "pause 1 until monday")
	tell(ruth, desk, "pause 2 fino a ieri")
	tell(ruth, desk, "schedule list")
	tell(ruth, desk, "resume 1")
	tell(ruth, desk, "schedule test")
	tell(ruth, desk, "stop")
	stop := tell(ruth, desk, "stop 2")
	tell(ivo, desk, button(stop, "Stop it"))
	tell(ruth, desk, button(stop, "Stop it"))
	tell(ruth, desk, button(stop, "Stop it"))
	tell(ruth, desk, "stop yes")
	tell(ivo, chat.Channel{Platform: "slack", Team: "T", ID: "D-ivo"}, "send me this every morning")
	own := tell(ivo, chat.Channel{Platform: "slack", Team: "T", ID: "D-ivo"}, "programma ogni giorno feriale alle 8 Europe/Rome")
	tell(ruth, chat.Channel{Platform: "slack", Team: "T", ID: "D-ivo"}, button(own, "Salva")) // not hers
	tell(ivo, chat.Channel{Platform: "slack", Team: "T", ID: "D-ivo"}, "schedule yes")
	tell(ivo, desk, "send it to #press at 9 Europe/Rome")
	tell(ruth, desk, "schedule weekdays 9 in #press") // elsewhere, which is said
	tell(ruth, desk, "schedule yes")
	sala := chat.Channel{Platform: "slack", Team: "T", ID: "C-sala"}
	tell(ruth, sala, "programma ogni lunedì e giovedì alle 7.30 e alle 18")
	tell(ruth, sala, "programma sì")
	tell(ruth, sala, "programmi")
	tell(ruth, sala, "pausa fino a mercoledì")
	tell(ruth, sala, "pausa fino a ieri")
	tell(ruth, sala, "programma alle 25")
	tell(ruth, sala, "riprendi")
	fermo := tell(ruth, sala, "ferma")
	tell(ruth, sala, button(fermo, "Lascia"))
	tell(ruth, sala, "programma stato")
	tell(ruth, sala, "ferma sì")
	tell(ruth, sala, "programma storia")
	tell(ruth, desk, "schedule history")
	tell(ivo, desk, "schedule history")
	tell(ruth, desk, "schedule status")
	golden(t, "talk", out.String())

	audits, err := s.Audits(t.Context(), 100)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, a := range audits {
		if a.Who == "" || a.At.IsZero() || a.Channel.ID == "" || a.Before == "" && a.After == "" {
			t.Errorf("audit lacks something: %+v", a)
		}
		lines = append([]string{a.Name + " " + a.Verb + " in " + a.Channel.ID}, lines...)
	}
	want := "Ruth save in C-desk, Ruth save in C-desk, Ruth pause in C-desk, Ruth resume in C-desk, Ruth stop in C-desk, Ruth stop in C-desk, Ivo save in D-ivo, Ruth save in C-desk, Ruth save in C-sala, Ruth pause in C-sala, Ruth resume in C-sala, Ruth stop in C-sala"
	if got := strings.Join(lines, ", "); got != want {
		t.Errorf("audit: %s\nwant: %s", got, want)
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; run the test with -update and look at it\n%s", path, got)
	}
}

// TestNotOurs: questions about the news are left to the newsroom.
func TestNotOurs(t *testing.T) {
	for _, text := range []string{"stop the ICE agents", "what is scheduled for Friday?", "who said stop", "pause in the talks", "send it to the mayor",
		"resume talks", "next", "programmi televisivi a Milano", "", "briefing", "status", "every morning"} {
		if o, ok := understand(text); ok {
			t.Errorf("%q is taken as %+v", text, o)
		}
	}
}

func TestForms(t *testing.T) {
	b, s := shelf(t)
	ctx := t.Context()
	form := chat.Schedule{Channel: desk, Times: []string{"08:00", "18:30"}, Days: []time.Weekday{1, 2, 3, 4, 5}, Zone: "Europe/Rome", Topics: []string{"Olympic security"}, Items: 5, Empty: true}
	next, err := b.Preview(ctx, ruth, form)
	if err != nil || len(next) != 5 || next[0].UTC().Format(time.RFC3339) != "2026-02-06T17:30:00Z" {
		t.Errorf("preview: %v, %v", next, err)
	}
	for range 2 {
		if _, err := b.Change(ctx, ruth, chat.Change{Verb: chat.Save, Schedule: form, Key: "view-1"}); err != nil {
			t.Fatal(err)
		}
	}
	list, err := b.List(ctx, ruth)
	if err != nil || len(list) != 1 {
		t.Fatalf("list: %v, %v", list, err)
	}
	got := list[0]
	if fmt.Sprintf("%v %v %s %s %v %d %v %v %v", got.Times, got.Days, got.Cron, got.Zone, got.Topics, got.Items, got.Empty, got.Mine, got.May) !=
		"[08:00 18:30] [Monday Tuesday Wednesday Thursday Friday]  Europe/Rome [Olympic security] 5 true true true" {
		t.Errorf("comes back as %+v", got)
	}
	got.Times = []string{"09:15"}
	if _, err := b.Change(ctx, ruth, chat.Change{Verb: chat.Save, Schedule: got, Key: "view-2"}); err != nil {
		t.Fatal(err)
	}
	if list, _ = b.List(ctx, ruth); len(list) != 1 || list[0].Times[0] != "09:15" {
		t.Errorf("after the change: %+v", list)
	}
	if list, err := b.List(ctx, ivo); err != nil || len(list) != 0 {
		t.Errorf("Ivo sees %+v, %v", list, err)
	}
	var refused chat.Refused
	for _, verb := range []chat.Verb{chat.Save, chat.Pause, chat.Resume, chat.Stop, chat.Test} {
		if _, err := b.Change(ctx, ivo, chat.Change{Verb: verb, Schedule: got}); !errors.As(err, &refused) || !strings.Contains(refused.Remedy, "Ruth") {
			t.Errorf("Ivo may %s: %v", verb, err)
		}
	}
	for field, spoil := range map[string]func(*chat.Schedule){
		"channel": func(s *chat.Schedule) { s.ID, s.Channel = "", chat.Channel{} },
		"times":   func(s *chat.Schedule) { s.Times = []string{"25:00"} },
		"days":    func(s *chat.Schedule) { s.Days = []time.Weekday{9} },
		"cron":    func(s *chat.Schedule) { s.Cron = "* * * * *" },
		"zone":    func(s *chat.Schedule) { s.Zone = "CET" },
		"topics":  func(s *chat.Schedule) { s.Topics = []string{"Cricket"} },
		"items":   func(s *chat.Schedule) { s.Items = -1 },
	} {
		bad := form
		spoil(&bad)
		var wrong chat.BadField
		if _, err := b.Change(ctx, ruth, chat.Change{Verb: chat.Save, Schedule: bad}); !errors.As(err, &wrong) || wrong.Field != field || wrong.Remedy == "" {
			t.Errorf("%s: %v", field, err)
		}
	}
	if all, _ := s.Schedules(ctx); len(all) != 1 {
		t.Errorf("%d schedules are stored, want 1", len(all))
	}
}

func TestConfigure(t *testing.T) {
	b, s := shelf(t)
	ctx := t.Context()
	line := func(lines string, words int) Configured {
		return Configured{Channel: store.Channel{Platform: "slack", ID: "C1"}, Spec: store.Spec{Lines: []string{lines}, Zone: "UTC", Words: words}}
	}
	for _, c := range []struct {
		lines []Configured
		want  int
		saved int
	}{
		{[]Configured{line("0 8 * * *", 0), line("0 9 * * *", 0)}, 2, 2},
		{[]Configured{line("0 8 * * *", 0), line("0 9 * * *", 0)}, 2, 2},
		{[]Configured{line("0 8 * * *", 120), line("0 9 * * *", 0)}, 2, 3},
		{[]Configured{line("0 8 * * *", 120)}, 1, 4},
	} {
		if err := b.Configure(ctx, c.lines); err != nil {
			t.Fatal(err)
		}
		all, err := s.Schedules(ctx)
		audits, _ := s.Audits(ctx, 100)
		if err != nil || len(all) != c.want || len(audits) != c.saved {
			t.Errorf("%d schedules and %d audits, want %d and %d: %v", len(all), len(audits), c.want, c.saved, err)
		}
	}
	all, _ := s.Schedules(ctx)
	if all[0].Next.IsZero() || all[0].Spec.Words != 120 {
		t.Errorf("stored: %+v", all[0])
	}
	_, err := b.Change(ctx, ruth, chat.Change{Verb: chat.Stop, Schedule: chat.Schedule{ID: all[0].ID}})
	var refused chat.Refused
	if !errors.As(err, &refused) || !strings.Contains(refused.Remedy, "settings file") {
		t.Errorf("stop what the settings say: %v", err)
	}
}

func TestUntil(t *testing.T) {
	rome, err := time.LoadLocation("Europe/Rome")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 2, 6, 12, 0, 0, 0, rome) // Friday
	for text, want := range map[string]string{
		"": "0001-01-01", "until monday": "2026-02-09", "until friday": "2026-02-13", "fino a lunedì": "2026-02-09", "tomorrow": "2026-02-07", "fino a domani": "2026-02-07",
		"until 2026-03-01": "2026-03-01", "until 1 march": "2026-03-01", "until March 1st": "2026-03-01", "fino al 1 marzo": "2026-03-01", "until 5 january": "2027-01-05",
		"for 3 days": "2026-02-09", "for two weeks": "", "per due settimane": "2026-02-20", "for 2 weeks": "2026-02-20", "next week": "2026-02-09", "per una settimana": "2026-02-13", "until 1 march 2027": "2027-03-01",
		"until yesterday": "", "until 2020-01-01": "", "until 2099-01-01": "", "until": "0001-01-01", "until 5": "", "forever and a day": "",
	} {
		if text == "for two weeks" {
			want = "2026-02-20"
		}
		got, err := Until(text, now, rome)
		switch {
		case want == "" && err == nil:
			t.Errorf("%q: %v, want a mistake", text, got)
		case want != "" && (err != nil || got.Format(time.DateOnly) != want):
			t.Errorf("%q: %v, %v; want %s", text, got, err, want)
		case !got.IsZero() && (got.Hour() != 0 || got.Location() != rome):
			t.Errorf("%q: %v is not the start of a day in Rome", text, got)
		}
	}
}
