//go:build goolm

package matrix

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"

	"briefingbot/adapters/chat"
)

// postgres starts a PostgreSQL for one test and returns how to connect to it.
func postgres(t *testing.T) string {
	t.Helper()
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 || testing.Short() {
		if os.Getenv("CI") == "true" && !testing.Short() {
			t.Fatal("PostgreSQL is not there: apt-get install postgresql")
		}
		t.Skip("PostgreSQL is not there: apt-get install postgresql")
	}
	dir, err := os.MkdirTemp("", "matrix-postgres-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	var as *syscall.Credential
	if os.Geteuid() == 0 { // it refuses root
		nobody, err := user.Lookup("nobody")
		if err != nil {
			t.Fatal(err)
		}
		uid, _ := strconv.Atoi(nobody.Uid)
		gid, _ := strconv.Atoi(nobody.Gid)
		as = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
		if err := os.Chown(dir, uid, gid); err != nil {
			t.Fatal(err)
		}
	}
	command := func(name string, args ...string) *exec.Cmd {
		c := exec.Command(filepath.Join(filepath.Dir(found[len(found)-1]), name), args...)
		c.Dir, c.SysProcAttr = dir, &syscall.SysProcAttr{Credential: as}
		return c
	}
	if out, err := command("initdb", "-D", dir+"/data", "-U", "tester", "-A", "trust", "--no-sync").CombinedOutput(); err != nil {
		t.Fatalf("initdb: %v\n%s", err, out)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	_ = l.Close()
	server := command("postgres", "-D", dir+"/data", "-p", strconv.Itoa(port), "-k", dir, "-c", "fsync=off", "-c", "listen_addresses=127.0.0.1")
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Process.Signal(syscall.SIGINT); _ = server.Wait() })
	return fmt.Sprintf("postgres://tester@127.0.0.1:%d/postgres?sslmode=disable", port)
}

func connect(t *testing.T, url string) *sql.DB {
	t.Helper()
	db, err := sql.Open("pgx", url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	patient(t, "database", func() bool { return db.Ping() == nil })
	return db
}

// TestReplicas has two replicas share a device over PostgreSQL: one speaks,
// and the other takes over, in an encrypted room, when the first has gone.
func TestReplicas(t *testing.T) {
	url := postgres(t)
	d := newDendrite(t, false).with(t, "bot", "alice")
	alice := newPerson(t, d, "alice")
	memory := chat.NewForgetful() // stands for the store they share
	var e [3]*echo
	replica := func(n int) (running, *sql.DB) {
		db := connect(t, url)
		e[n] = &echo{}
		a, err := New(botConfig(d), Deps{Memory: memory, DB: db, Dialect: "postgres", Log: slog.New(slog.NewTextHandler(t.Output(), nil)).With("replica", n)})
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(context.Background())
		ended := make(chan error, 1)
		go func() { ended <- a.Run(ctx, e[n].answer) }()
		stopped := false
		stop := func() {
			if !stopped {
				stopped = true
				cancel()
				if err := <-ended; err != nil {
					t.Errorf("Run of replica %d: %v", n, err)
				}
			}
		}
		t.Cleanup(stop)
		return running{a, stop}, db
	}
	first, firstDB := replica(0)
	patient(t, "first sync", func() bool { return !first.Synced().IsZero() })
	in := alice.room(t, true, theBot)
	second, _ := replica(1)
	alice.say(t, in, "one", nil)
	alice.await(t, "You asked: one")
	if _, err := second.Post(context.Background(), channel(in), chat.Message{Title: "no"}, "k"); !errors.Is(err, ErrElsewhere) {
		t.Errorf("the waiting replica posts: %v", err)
	}

	if _, err := firstDB.Exec("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"); err != nil {
		t.Fatal(err)
	}
	_ = firstDB.Close() // the first replica has lost its database
	gone := time.Now()
	alice.say(t, in, "two", nil)
	alice.await(t, "You asked: two")
	t.Logf("taken over after a crash, and answered, in %s", time.Since(gone).Round(time.Millisecond))
	if n := len(e[1].commands()); n != 1 {
		t.Errorf("the second replica answered %d", n)
	}
	first.stop()

	third, _ := replica(2)
	gone = time.Now()
	second.stop()
	alice.say(t, in, "three", nil)
	alice.await(t, "You asked: three")
	t.Logf("taken over after a stop, and answered, in %s", time.Since(gone).Round(time.Millisecond))
	if third.client().DeviceID != second.client().DeviceID {
		t.Errorf("device %s became %s", second.client().DeviceID, third.client().DeviceID)
	}
	if len(e[0].commands()) != 1 || len(e[2].commands()) != 1 {
		t.Errorf("answered: %v %v", e[0].commands(), e[2].commands())
	}
}
