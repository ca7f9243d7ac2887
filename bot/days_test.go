package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"briefingbot/adapters/chat"
	"briefingbot/adapters/console"
	"briefingbot/bot/schedule"
	"briefingbot/bot/store"
	"briefingbot/briefing"
)

// board is a platform that shows what is posted, root and thread apart.
type board struct {
	mu    sync.Mutex
	said  strings.Builder
	posts int
	texts map[string]string // by id of the post
}

func (b *board) Freeze(_ chat.Channel, m chat.Message) (parts []chat.Part, err error) {
	rest := m.Rest
	m.Rest = nil
	for n, m := range []chat.Message{m, {Blocks: rest}} {
		if !m.Empty() {
			parts = append(parts, chat.Part{N: n, Body: []byte(console.Render(m, console.Style{Width: 100}))})
		}
	}
	return parts, nil
}

func (b *board) SendOnce(_ context.Context, to chat.Channel, p chat.Part, _ string) (string, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.posts++
	id := fmt.Sprint("post ", b.posts)
	if to.Thread != "" {
		fmt.Fprintf(&b.said, "\n--- %s, in the thread of %s\n%s", id, to.Thread, p.Body)
	} else {
		fmt.Fprintf(&b.said, "\n--- %s, in the channel\n%s", id, p.Body)
	}
	b.texts[id] = string(p.Body)
	return id, nil
}

func (*board) Find(context.Context, chat.Channel, string, time.Time) (string, bool, error) {
	return "", false, nil
}

// Edit shows the lines that a correction adds.
func (b *board) Edit(_ context.Context, _ chat.Channel, id string, p chat.Part) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	fmt.Fprintf(&b.said, "\n--- %s is edited; new lines\n", id)
	before := strings.Split(b.texts[id], "\n")
	for _, line := range strings.Split(string(p.Body), "\n") {
		if len(before) > 0 && line == before[0] {
			before = before[1:]
			continue
		}
		fmt.Fprintln(&b.said, line)
	}
	b.texts[id] = string(p.Body)
	return nil
}

// week is a newsroom whose articles come day by day, with one channel.
type week struct {
	*newsroom
	runner *schedule.Runner
	board  *board
}

// arrive puts, replaces or withdraws the articles of a day.
func (w *week) arrive(t *testing.T, files []txtar.File, when string) {
	t.Helper()
	for _, f := range files {
		id, ours := strings.CutPrefix(f.Name, when+" ")
		if !ours {
			continue
		}
		if len(strings.TrimSpace(string(f.Data))) == 0 {
			if _, err := w.store.Withdraw(t.Context(), id, "it is not in the feed"); err != nil {
				t.Fatal(err)
			}
			w.corpus.Remove(id)
			continue
		}
		outlet, text, _ := strings.Cut(string(f.Data), "\n")
		title, _, _ := strings.Cut(text, "\n")
		published, err := time.Parse(time.DateOnly, when[:len(time.DateOnly)])
		if err != nil {
			t.Fatal(err)
		}
		r := briefing.Read(briefing.Article{ID: id, Outlet: outlet, Title: title, Text: text, Published: published.AddDate(0, 0, -1), Lang: "en"})
		if err := w.store.Put(t.Context(), r); err != nil {
			t.Fatal(err)
		}
		w.corpus.Add(r)
	}
	w.runner.ArticlesChanged()
}

// TestDays runs the bot for the days of each script in testdata/days and
// compares what a channel has seen at their end with the golden beside it.
func TestDays(t *testing.T) {
	if testing.Short() {
		t.Skip("takes minutes under the race detector; the runner is raced in its own package")
	}
	scripts, err := filepath.Glob(filepath.Join("testdata", "days", "*.txtar"))
	if err != nil || len(scripts) == 0 {
		t.Fatal(err)
	}
	for _, script := range scripts {
		t.Run(strings.TrimSuffix(filepath.Base(script), ".txtar"), func(t *testing.T) {
			files, err := txtar.ParseFile(script)
			if err != nil {
				t.Fatal(err)
			}
			synctest.Test(t, func(t *testing.T) {
				golden(t, strings.TrimSuffix(script, "txtar")+"golden", days(t, files.Files))
			})
		})
	}
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("not as in %s (go test -update writes it):\n%s", file, got)
	}
}

// days lives through a script and returns what was posted.
func days(t *testing.T, files []txtar.File) string {
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "b.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	w := &week{newsroom: &newsroom{store: s, corpus: briefing.NewCorpus(nil)}, board: &board{texts: map[string]string{}}}
	w.desk = newDesk(desk{corpus: w.corpus, words: 300, items: 7, past: s})
	start := func() (stop func()) {
		c := schedule.RunnerConfig{Store: s, Make: w.desk.makeDigest, Correct: w.desk.correctDigest, Exclusive: true,
			Crew: schedule.NewHands(2, func() { w.runner.Wake() }, nil), Platforms: map[string]chat.Delivery{"board": w.board}}
		if w.runner, err = schedule.NewRunner(c); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error)
		go func() { done <- w.runner.Run(ctx) }()
		return func() {
			cancel()
			if err := <-done; err != nil {
				t.Error(err)
			}
		}
	}
	first, err := time.Parse(time.DateOnly, files[0].Name[:len(time.DateOnly)])
	if err != nil {
		t.Fatal(err)
	}
	last, err := time.Parse(time.DateOnly, files[len(files)-1].Name[:len(time.DateOnly)])
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(time.Until(first))
	here := store.Schedule{ID: "daily", Channel: store.Channel{Platform: "board", ID: "#town"}, Origin: "chat", Reached: time.Now(), Created: time.Now(),
		Next: first.Add(8 * time.Hour), Spec: store.Spec{Lines: []string{"0 8 * * *"}, Zone: "UTC", Empty: true}}
	if err := s.PutSchedule(t.Context(), here, store.Audit{Verb: "save", Schedule: here.ID}); err != nil {
		t.Fatal(err)
	}
	for day := first; !day.After(last.AddDate(0, 0, 1)); day = day.AddDate(0, 0, 1) {
		name := day.Format(time.DateOnly)
		fmt.Fprintf(&w.board.said, "\n=== %s\n", day.Format("Monday 2 January"))
		stop := start()
		w.arrive(t, files, name+"-")
		away := false
		for _, f := range files {
			away = away || f.Name == name+" away"
		}
		time.Sleep(time.Until(day.Add(7*time.Hour + 55*time.Minute)))
		if away { // the bot is down from before the digest until a while after it
			stop()
			time.Sleep(50 * time.Minute)
			stop = start()
		}
		time.Sleep(time.Until(day.Add(12 * time.Hour)))
		w.arrive(t, files, name+"+")
		time.Sleep(time.Until(day.Add(24*time.Hour - time.Minute)))
		synctest.Wait()
		stop()
		time.Sleep(time.Until(day.Add(24 * time.Hour)))
	}
	return strings.TrimLeft(w.board.said.String(), "\n")
}
