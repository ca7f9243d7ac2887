package store

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"briefingbot/bot/store/storetest"
	"briefingbot/briefing"
)

// TestMain lets the test program be its own child: with the variable set it is
// the process that gets killed.
func TestMain(m *testing.M) {
	if job := os.Getenv("STORE_TEST_CHILD"); job != "" {
		if err := child(job, os.Getenv("STORE_TEST_PATH")); err != nil {
			fmt.Println("error:", err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	code := m.Run()
	postgres.Stop()
	os.Exit(code)
}

// postgres is started for the first test that wants it.
var postgres storetest.Server

func child(job, path string) error {
	switch job {
	case "put": // until killed; each article is named once it is stored
		s, err := Open(context.Background(), path)
		if err != nil {
			return err
		}
		for i := 0; ; i++ {
			if err := s.Put(context.Background(), numbered(i)); err != nil {
				return err
			}
			fmt.Println(i)
		}
	case "put all":
		s, err := Open(context.Background(), path)
		if err != nil {
			return err
		}
		for i := 0; ; i += 40 {
			var rs []briefing.Reading
			for j := range 40 {
				rs = append(rs, numbered(i+j))
			}
			if err := s.PutAll(context.Background(), rs); err != nil {
				return err
			}
			fmt.Println(i + 39)
		}
	case "temporary": // until killed
		s, err := Temporary(context.Background())
		if err != nil {
			return err
		}
		fmt.Println(filepath.Dir(s.Path()))
		select {}
	case "nobody": // as a user who may not write there
		if err := syscall.Setuid(65534); err != nil {
			return err
		}
		_, err := Open(context.Background(), path)
		return err
	}
	return fmt.Errorf("no job %q", job)
}

func start(t *testing.T, job, path string) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), "STORE_TEST_CHILD="+job, "STORE_TEST_PATH="+path)
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Process.Kill(); c.Wait() })
	return c, bufio.NewScanner(out)
}

func numbered(i int) briefing.Reading {
	return reader(fmt.Sprintf("n%d", i), strings.Repeat(fmt.Sprintf("Sentence of article %d. ", i), 40+i%200))
}

func TestKilledInTheMiddle(t *testing.T) {
	rounds := 6
	if testing.Short() {
		rounds = 2
	}
	for _, job := range []string{"put", "put all"} {
		path := filepath.Join(t.TempDir(), "b.db")
		for range rounds {
			c, lines := start(t, job, path)
			if !lines.Scan() {
				t.Fatalf("%s: the child stored nothing", job)
			}
			time.AfterFunc(time.Duration(rand.IntN(60))*time.Millisecond, func() { c.Process.Kill() })
			last := lines.Text()
			for lines.Scan() {
				last = lines.Text()
			}
			c.Wait()
			if strings.HasPrefix(last, "error") {
				t.Fatal(last)
			}
			var n int
			fmt.Sscan(last, &n)

			s, err := Open(t.Context(), path)
			if err != nil {
				t.Fatalf("open after kill -9: %v", err)
			}
			if !s.lock.unclean {
				t.Error("the kill went unnoticed")
			}
			if err := s.Check(t.Context()); err != nil {
				t.Error(err)
			}
			got := all(t, s)
			if len(got) < n+1 {
				t.Errorf("%s: %d articles are there, %d were confirmed", job, len(got), n+1)
			}
			for i := range len(got) {
				want := numbered(i)
				sameReading(t, got[want.Article.ID], want)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestSecondProcess(t *testing.T) {
	path := filepath.Join(t.TempDir(), "b.db")
	c, lines := start(t, "put", path)
	if !lines.Scan() {
		t.Fatal("the child stored nothing")
	}
	_, err := Open(t.Context(), path)
	want := fmt.Sprintf("the folder %s is in use by process %d", filepath.Dir(path), c.Process.Pid)
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("second open: %v\nwant %s", err, want)
	}
	r, err := OpenReadOnly(t.Context(), path)
	if err != nil {
		t.Fatalf("open for reading beside a writer: %v", err)
	}
	defer r.Close()
	if len(all(t, r)) == 0 {
		t.Error("nothing to read beside a writer")
	}
}

func TestTemporaryIsRemoved(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	s, err := Temporary(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	c, lines := start(t, "temporary", "")
	if !lines.Scan() {
		t.Fatal("no child")
	}
	orphan := lines.Text()
	if _, err := os.Stat(orphan); err != nil {
		t.Fatal(err)
	}
	c.Process.Kill()
	c.Wait()
	foreign := filepath.Join(os.TempDir(), temporaryPrefix+"foreign")
	if err := os.Mkdir(foreign, 0o700); err != nil {
		t.Fatal(err)
	}
	second, err := Temporary(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(orphan); !os.IsNotExist(err) {
		t.Errorf("the killed process's folder is still there: %v", err)
	}
	for _, dir := range []string{filepath.Dir(s.Path()), foreign} {
		if _, err := os.Stat(dir); err != nil {
			t.Errorf("a folder that was not ours to remove: %v", err)
		}
	}
	if err := s.Put(t.Context(), reader("a", "Still here. Yes.")); err != nil {
		t.Error(err)
	}
	for _, s := range []*Store{s, second} {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		if _, err := os.Stat(filepath.Dir(s.Path())); !os.IsNotExist(err) {
			t.Errorf("the folder after Close: %v", err)
		}
	}
}

func TestTemporaryWithoutItsFolder(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "gone")
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for folder, want := range map[string]string{missing: "there is no folder " + missing + "; make it", file: "nothing can be written in " + file} {
		t.Setenv("TMPDIR", folder)
		s, err := Temporary(t.Context())
		if err == nil {
			s.Close()
		}
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "set TMPDIR") {
			t.Errorf("%v\nwant %q and the remedy", err, want)
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	file := func(name string, content []byte) string {
		p := filepath.Join(dir, name)
		if err := os.WriteFile(p, content, 0o600); err != nil {
			t.Fatal(err)
		}
		return p
	}
	stored := func(name, change string) string {
		p := filepath.Join(dir, name)
		s := open(t, p)
		if err := s.Put(t.Context(), numbered(1)); err != nil {
			t.Fatal(err)
		}
		if _, err := s.write.Exec(change); err != nil {
			t.Fatal(err)
		}
		s.Close()
		return p
	}
	foreign := filepath.Join(dir, "foreign.db")
	db, err := sql.Open("sqlite", foreign)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(`CREATE TABLE recipes (name TEXT)`); err != nil {
		t.Fatal(err)
	}
	db.Close()
	damaged := stored("damaged.db", `SELECT 1`)
	b, err := os.ReadFile(damaged)
	if err != nil {
		t.Fatal(err)
	}
	for i := 4096; i < len(b)-4096; i++ {
		b[i] ^= 0x5a
	}
	file("damaged.db", b)

	cases := []struct{ name, path, want string }{
		{"no database", file("notes.txt", []byte(strings.Repeat("not a database\n", 100))), "is not a database"},
		{"another program's", foreign, "of another program"},
		{"newer", stored("newer.db", `INSERT INTO goose_db_version (version_id, is_applied) VALUES (999, 1)`), "a newer briefingbot wrote it (schema version 999"},
		{"damaged", damaged, "the file is damaged"},
		{"folder is a file", filepath.Join(file("plain", nil), "b.db"), "a part of the path is a file"},
		{"file is a folder", dir, "is a directory"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s, err := Open(t.Context(), c.path)
			if err == nil {
				s.Close()
				t.Fatal("it opened")
			}
			if !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), c.path) {
				t.Errorf("%v\nwant %q and the path", err, c.want)
			}
		})
	}
}

func TestReadOnlyFolder(t *testing.T) {
	dir := t.TempDir()
	for _, d := range []string{filepath.Dir(dir), dir} {
		if err := os.Chmod(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(dir, "b.db")
	var said string
	if os.Geteuid() == 0 {
		_, lines := start(t, "nobody", path)
		for lines.Scan() {
			said = lines.Text()
		}
	} else {
		if err := os.Chmod(dir, 0o555); err != nil {
			t.Fatal(err)
		}
		_, err := Open(t.Context(), path)
		said = fmt.Sprint(err)
	}
	if want := "cannot write in the folder " + dir; !strings.Contains(said, want) || !strings.Contains(said, "data folder") {
		t.Errorf("%s\nwant %q and the remedy", said, want)
	}
}

func TestDiskFull(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "b.db"))
	if err := s.Put(t.Context(), numbered(0)); err != nil {
		t.Fatal(err)
	}
	// The same answer as from a full disk, without needing one.
	if _, err := s.write.Exec(`PRAGMA max_page_count = 20`); err != nil {
		t.Fatal(err)
	}
	big := reader("big", strings.Repeat("No room for this. ", 50_000))
	err := s.PutAll(t.Context(), []briefing.Reading{numbered(1), big})
	if err == nil || !strings.Contains(err.Error(), "the disk is full; free some space") || !strings.Contains(err.Error(), s.Path()) {
		t.Errorf("put on a full disk: %v", err)
	}
	if got := all(t, s); len(got) != 1 {
		t.Errorf("%d articles after a transaction that failed, want 1", len(got))
	}
	if _, err := s.write.Exec(`PRAGMA max_page_count = 1000000`); err != nil {
		t.Fatal(err)
	}
	if err := s.Put(t.Context(), big); err != nil {
		t.Errorf("put when there is room again: %v", err)
	}

}
