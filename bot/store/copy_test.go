package store

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

// furnish puts something into every table.
func furnish(t *testing.T, s *Store) {
	t.Helper()
	ctx := t.Context()
	for id, words := range strange {
		r := reader(id, words)
		r.Article.Title = "broken \xff\x00 title"
		if err := s.Put(ctx, r); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Put(ctx, reader("plain", "It was corrected. Twice.")); err != nil {
		t.Fatal(err)
	}
	for i, request := range []string{"r1", ""} {
		if err := s.PutSchedule(ctx, plan(fmt.Sprint("s", i)), Audit{At: noon, Request: request, Who: "U", Verb: "save", After: "{}"}); err != nil {
			t.Fatal(err)
		}
	}
	slots := []Slot{slot("s0", noon), slot("s0", noon.Add(time.Hour)), slot("s1", noon)}
	if _, err := s.Fire(ctx, []Firing{{Slots: slots}}); err != nil {
		t.Fatal(err)
	}
	for i, c := range slots[:2] {
		c.State = []string{SlotFrozen, SlotPosted}[i]
		c.Made = noon
		body := []byte("\x00body\xff")
		step := Step{Slot: c, Freeze: true, Parts: []Part{{Key: "k", Body: body, SHA256: sumBytes(body), State: PartPlanned}}, Shown: []Passage{{"plain", "00", 1, 2}}}
		if i == 0 {
			step.Payload = []byte("payload\x00")
		}
		if _, err := s.Advance(ctx, step); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.AddSource(ctx, Source{URL: feedURL, Origin: SourceOfChat, Who: "U"}); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Take(ctx, intake("taken", "It came in a feed.")); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Withdraw(ctx, "wide", "taken back"); err != nil {
		t.Fatal(err)
	}
	for i, value := range [][]byte{[]byte("v\x00\xff"), {}} {
		if err := s.Save(ctx, fmt.Sprint("key\x00", i), value, 0); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Claim(ctx, fmt.Sprint("claim", i), 0); err != nil {
			t.Fatal(err)
		}
	}
}

// contents is the digest of every table.
func contents(t *testing.T, s *Store) map[string]string {
	t.Helper()
	in, err := s.snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer in.Rollback()
	all := map[string]string{}
	for _, c := range tables {
		sum, rows, err := c.digest(t.Context(), in)
		if err != nil {
			t.Fatal(err)
		}
		if rows == 0 {
			t.Errorf("table %s is empty: the test proves nothing of it", c.name)
		}
		all[c.name] = fmt.Sprintf("%d rows %x", rows, sum[:8])
	}
	return all
}

// TestCopy goes around all kinds and comes back with the same.
func TestCopy(t *testing.T) {
	first := open(t, filepath.Join(t.TempDir(), "first.db"))
	furnish(t, first)
	want := contents(t, first)
	second := openPostgres(t, postgres.Database(t))
	third := openPostgres(t, postgres.Database(t))
	last := open(t, filepath.Join(t.TempDir(), "last.db"))
	from := first
	for _, to := range []*Store{second, third, last} {
		told := 0
		if err := Copy(t.Context(), from, to, func(_ string, done, of int) {
			if told++; done > of {
				t.Errorf("%d of %d rows", done, of)
			}
		}); err != nil {
			t.Fatal(err)
		}
		if got := contents(t, to); !reflect.DeepEqual(got, want) {
			t.Errorf("%s:\n got %v\nwant %v", to.path, got, want)
		}
		if told == 0 {
			t.Error("no progress was told")
		}
		if err := Copy(t.Context(), from, to, nil); err == nil || !strings.Contains(err.Error(), "is not empty") {
			t.Errorf("copy into a store that is not empty: %v", err)
		}
		from = to
	}
	for _, s := range []*Store{second, last} { // and both go on: numbers are given anew
		if err := s.Put(t.Context(), reader("after", "It goes on. Yes.")); err != nil {
			t.Error(err)
		}
		if err := s.PutSchedule(t.Context(), plan("after"), Audit{Verb: "save"}); err != nil {
			t.Error(err)
		}
	}
	if err := first.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestCopyAllOrNothing(t *testing.T) {
	from := open(t, filepath.Join(t.TempDir(), "from.db"))
	furnish(t, from)
	to := openPostgres(t, postgres.Database(t))
	ctx, cancel := context.WithCancel(t.Context())
	err := Copy(ctx, from, to, func(table string, _, _ int) {
		if table == "audit" {
			cancel()
		}
	})
	if err == nil {
		t.Fatal("it was not cancelled")
	}
	if rs := all(t, to); len(rs) != 0 {
		t.Errorf("%d articles are there after a copy that ended early", len(rs))
	}
	if err := Copy(t.Context(), from, to, nil); err != nil {
		t.Error(err)
	}
}

func TestBackupWhileRunning(t *testing.T) {
	dir := t.TempDir()
	c, lines := start(t, "put", filepath.Join(dir, "b.db")) // another process, writing
	for range 20 {
		if !lines.Scan() {
			t.Fatal("the child stored nothing")
		}
	}
	s, err := OpenReadOnly(t.Context(), filepath.Join(dir, "b.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	backup := filepath.Join(dir, "backup.db")
	if err := s.Backup(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	if !lines.Scan() {
		t.Error("the other process stopped writing")
	}
	if err := s.Backup(t.Context(), backup); err == nil || !strings.Contains(err.Error(), "there is such a file") {
		t.Errorf("back up over a backup: %v", err)
	}
	if info, err := os.Stat(backup); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the backup: %v, %v", info.Mode(), err)
	}
	if err := Restore(t.Context(), backup, filepath.Join(dir, "b.db")); err == nil || !strings.Contains(err.Error(), fmt.Sprint("in use by process ", c.Process.Pid)) {
		t.Errorf("restore over a running store: %v", err)
	}
	c.Process.Kill()
	c.Wait()
	if err := Restore(t.Context(), backup, filepath.Join(dir, "b.db")); err == nil || !strings.Contains(err.Error(), "move") {
		t.Errorf("restore over a store: %v", err)
	}
	if err := Restore(t.Context(), backup, filepath.Join(dir, "new", "b.db")); err != nil {
		t.Fatal(err)
	}
	again := open(t, filepath.Join(dir, "new", "b.db"))
	got := all(t, again)
	if len(got) < 20 {
		t.Errorf("%d articles after a restore, at least 20 were stored", len(got))
	}
	for i := range len(got) {
		want := numbered(i)
		sameReading(t, got[want.Article.ID], want)
	}
	if err := again.Check(t.Context()); err != nil {
		t.Error(err)
	}
	damaged := filepath.Join(dir, "damaged.db")
	if err := os.WriteFile(damaged, []byte("SQLite format 3\x00 and then nothing of the kind"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Restore(t.Context(), damaged, filepath.Join(dir, "x.db")); err == nil {
		t.Error("a damaged backup was restored")
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*.part*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// TestRestoreDoubts: what the backup had not posted may have been posted since.
func TestRestoreDoubts(t *testing.T) {
	dir := t.TempDir()
	s := open(t, filepath.Join(dir, "b.db"))
	furnish(t, s)
	if err := s.Backup(t.Context(), filepath.Join(dir, "backup.db")); err != nil {
		t.Fatal(err)
	}
	before := time.Now().Add(-time.Millisecond)
	if err := Restore(t.Context(), filepath.Join(dir, "backup.db"), filepath.Join(dir, "again.db")); err != nil {
		t.Fatal(err)
	}
	again := open(t, filepath.Join(dir, "again.db"))
	frozen := slot("s0", noon)
	got, parts, err := again.Delivery(t.Context(), frozen.ID)
	if err != nil || got.State != SlotFrozen || parts[0].State != PartAmbiguous || !parts[0].First.Equal(noon) {
		t.Errorf("a frozen slot: %+v %+v, %v", got, parts, err)
	}
	if due, err := again.LastSlot(t.Context(), "s1"); err != nil || due.State != SlotSkipped {
		t.Errorf("a due slot: %+v, %v", due, err)
	}
	all, err := again.Schedules(t.Context())
	if err != nil || all[0].Reached.Before(before) {
		t.Errorf("schedules: %+v, %v", all, err)
	}
}

// TestCopiedWithoutItsLog opens the file of a store that was copied while the
// bot ran, by hand and not by a backup: what it holds was in the file beside it.
func TestCopiedWithoutItsLog(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "b.db")
	open(t, path)
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	alone := filepath.Join(t.TempDir(), "b.db")
	if err := os.WriteFile(alone, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := OpenReadOnly(t.Context(), alone)
	if err == nil {
		s.Close()
	}
	if err == nil || !strings.Contains(err.Error(), "store backup") {
		t.Errorf("%v does not say what to do", err)
	}
}
