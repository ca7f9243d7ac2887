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
	"regexp"
	"strconv"
	"sync"
	"sync/atomic"
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

// replica is one of several processes that share a device.
type replica struct {
	running
	*echo
	db *sql.DB
}

// newReplica starts one over a database, with the store it shares with others.
func newReplica(t *testing.T, d *dendrite, memory chat.Memory, db *sql.DB, name string) replica {
	t.Helper()
	e := &echo{}
	a, err := New(botConfig(d), Deps{Memory: memory, DB: db, Dialect: "postgres", Log: slog.New(slog.NewTextHandler(t.Output(), nil)).With("replica", name)})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- a.Run(ctx, e.answer) }()
	stop := sync.OnceFunc(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("Run of the %s replica: %v", name, err)
		}
	})
	t.Cleanup(stop)
	return replica{running{a, stop}, e, db}
}

// TestReplicas has two replicas share a device over PostgreSQL: one speaks,
// and the other takes over, in an encrypted room, when the first has gone.
func TestReplicas(t *testing.T) {
	url := postgres(t)
	d := newDendrite(t, false).with(t, "bot", "alice")
	alice := newPerson(t, d, "alice")
	memory := chat.NewForgetful() // stands for the store they share
	first := newReplica(t, d, memory, connect(t, url), "first")
	patient(t, "first sync", func() bool { return !first.Synced().IsZero() })
	in := alice.room(t, true, theBot)
	second := newReplica(t, d, memory, connect(t, url), "second")
	alice.say(t, in, "one", nil)
	alice.await(t, "You asked: one")
	if _, err := second.Post(context.Background(), channel(in), chat.Message{Title: "no"}, "k"); !errors.Is(err, ErrElsewhere) {
		t.Errorf("the waiting replica posts: %v", err)
	}

	if _, err := first.db.Exec("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"); err != nil {
		t.Fatal(err)
	}
	_ = first.db.Close() // the first replica has lost its database
	gone := time.Now()
	alice.say(t, in, "two", nil)
	alice.await(t, "You asked: two")
	t.Logf("taken over after a crash, and answered, in %s", time.Since(gone).Round(time.Millisecond))
	if n := len(second.commands()); n != 1 {
		t.Errorf("the second replica answered %d", n)
	}
	first.stop()

	third := newReplica(t, d, memory, connect(t, url), "third")
	gone = time.Now()
	second.stop()
	alice.say(t, in, "three", nil)
	alice.await(t, "You asked: three")
	t.Logf("taken over after a stop, and answered, in %s", time.Since(gone).Round(time.Millisecond))
	if third.client().DeviceID != second.client().DeviceID {
		t.Errorf("device %s became %s", second.client().DeviceID, third.client().DeviceID)
	}
	if len(first.commands()) != 1 || len(third.commands()) != 1 {
		t.Errorf("answered: %v %v", first.commands(), third.commands())
	}
}

// TestReplicaThatVanishes has a replica's way to the database swallow what is
// sent, as when its machine has lost its power: no connection is closed. It
// falls silent, and another takes over.
func TestReplicaThatVanishes(t *testing.T) {
	at := postgres(t)
	d := newDendrite(t, false).with(t, "bot", "alice")
	alice := newPerson(t, d, "alice")
	memory := chat.NewForgetful()
	address := regexp.MustCompile(`127\.0\.0\.1:\d+`)
	way := newWay(t, address.FindString(at))
	first := newReplica(t, d, memory, connect(t, address.ReplaceAllString(at, way.Addr().String())), "first")
	patient(t, "first sync", func() bool { return !first.Synced().IsZero() })
	in := alice.room(t, true, theBot)
	alice.say(t, in, "one", nil)
	alice.await(t, "You asked: one")
	second := newReplica(t, d, memory, connect(t, at), "second")
	way.lost.Store(true)
	gone := time.Now()
	alice.say(t, in, "two", nil)
	alice.await(t, "You asked: two")
	t.Logf("taken over from a machine that vanished, and answered, in %s", time.Since(gone).Round(time.Millisecond))
	if first.speaks() || len(second.commands()) != 1 {
		t.Errorf("the first speaks: %v; the second was asked %v", first.speaks(), second.commands())
	}
	alice.say(t, in, "three", nil) // what comes twice has come by then
	alice.await(t, "You asked: three")
	if n := alice.count("You asked: two"); n != 1 {
		t.Errorf("answered %d times", n)
	}
}

// way passes on what two sides of a connection say, until it is lost.
type way struct {
	net.Listener
	lost atomic.Bool
	mu   sync.Mutex
	ends []net.Conn
}

func newWay(t *testing.T, to string) *way {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w := &way{Listener: l}
	t.Cleanup(w.close)
	go func() {
		for {
			in, err := l.Accept()
			if err != nil {
				return
			}
			out, err := net.Dial("tcp", to)
			if err != nil {
				_ = in.Close()
				continue
			}
			w.mu.Lock()
			w.ends = append(w.ends, in, out)
			w.mu.Unlock()
			go w.pass(in, out)
			go w.pass(out, in)
		}
	}()
	return w
}

func (w *way) close() {
	_ = w.Close()
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, c := range w.ends {
		_ = c.Close()
	}
}

func (w *way) pass(from, to net.Conn) {
	b := make([]byte, 32<<10)
	for {
		n, err := from.Read(b)
		if w.lost.Load() {
			return // with both ends open
		}
		if err != nil {
			_ = to.Close()
			return
		}
		if _, err := to.Write(b[:n]); err != nil {
			return
		}
	}
}
