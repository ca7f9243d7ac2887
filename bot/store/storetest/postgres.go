// Package storetest starts a real PostgreSQL for tests: Debian's, on loopback,
// as an unprivileged user, with a data folder and a port of its own.
package storetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// Server is a PostgreSQL that is started when the first test asks for a
// database. Stop it in TestMain.
type Server struct {
	Sync bool // commits wait for the disk, as in earnest; without, they outlive a crash of the server, not of the machine

	once   sync.Once
	failed error
	bin    string
	folder string
	port   int
	user   *syscall.Credential
	names  atomic.Int64

	mu    sync.Mutex // guards stop
	stop  func(syscall.Signal)
	lines bytes.Buffer
}

var errMissing = errors.New("PostgreSQL is not installed: apt-get install postgresql")

// Database returns the URL of a new, empty database, which is dropped with the
// test. Without PostgreSQL the test is skipped; with CI=true in the environment it fails.
func (s *Server) Database(t testing.TB) string {
	t.Helper()
	s.once.Do(func() { s.failed = s.prepare() })
	if errors.Is(s.failed, errMissing) && os.Getenv("CI") != "true" {
		t.Skip(s.failed)
	}
	if s.failed != nil {
		t.Fatal(s.failed)
	}
	name := fmt.Sprintf("test%d", s.names.Add(1))
	if err := s.tell("CREATE DATABASE " + name); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.tell("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)"); err != nil {
			t.Log(err)
		}
	})
	return s.url(name)
}

func (s *Server) url(database string) string {
	return fmt.Sprintf("postgres://tester@127.0.0.1:%d/%s?sslmode=disable", s.port, database)
}

func (s *Server) tell(statement string) error {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	c, err := pgx.Connect(ctx, s.url("postgres"))
	if err != nil {
		return err
	}
	defer c.Close(ctx)
	_, err = c.Exec(ctx, statement)
	return err
}

// prepare makes a data folder and starts the server.
func (s *Server) prepare() error {
	if err := s.find(); err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "briefingbot-postgres-")
	if err != nil {
		return err
	}
	s.folder = folder
	if s.user != nil {
		if err := os.Chown(folder, int(s.user.Uid), int(s.user.Gid)); err != nil {
			return err
		}
	}
	initdb := s.command("initdb", "-D", filepath.Join(folder, "data"), "-U", "tester", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
	if out, err := initdb.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w: %s", err, out)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	s.port = l.Addr().(*net.TCPAddr).Port
	l.Close()
	return s.Start()
}

// find looks for the programs, and for a user to run them: the server refuses root.
func (s *Server) find() error {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) > 0 {
		slices.Sort(found)
		s.bin = filepath.Dir(found[len(found)-1])
	} else if path, err := exec.LookPath("initdb"); err == nil {
		s.bin = filepath.Dir(path)
	} else {
		return errMissing
	}
	if os.Geteuid() != 0 {
		return nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		if u, err := user.Lookup(name); err == nil {
			uid, _ := strconv.Atoi(u.Uid)
			gid, _ := strconv.Atoi(u.Gid)
			s.user = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
			return nil
		}
	}
	return errors.New("there is no unprivileged user to run PostgreSQL")
}

func (s *Server) command(name string, args ...string) *exec.Cmd {
	c := exec.Command(filepath.Join(s.bin, name), args...)
	c.Dir = s.folder
	c.Env = []string{"PATH=/usr/bin:/bin", "LC_ALL=C"}
	c.SysProcAttr = &syscall.SysProcAttr{Credential: s.user}
	return c
}

// Start starts the server, again after a Halt.
func (s *Server) Start() error {
	durable := "off"
	if s.Sync {
		durable = "on"
	}
	c := s.command("postgres", "-D", filepath.Join(s.folder, "data"), "-p", strconv.Itoa(s.port), "-c", "listen_addresses=127.0.0.1",
		"-c", "unix_socket_directories=", "-c", "fsync="+durable, "-c", "max_connections=200")
	c.Stdout, c.Stderr = &s.lines, &s.lines
	c.SysProcAttr.Pdeathsig = syscall.SIGQUIT // the end of the tests is its end
	started, ended := make(chan error), make(chan struct{})
	go func() {
		runtime.LockOSThread() // the signal comes when the thread that started it ends
		defer runtime.UnlockOSThread()
		err := c.Start()
		started <- err
		if err == nil {
			c.Wait()
		}
		close(ended)
	}()
	if err := <-started; err != nil {
		return err
	}
	s.mu.Lock()
	s.stop = func(sig syscall.Signal) {
		c.Process.Signal(sig)
		<-ended
	}
	s.mu.Unlock()
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		if err := s.tell("SELECT 1"); err == nil {
			return nil
		} else if time.Now().After(deadline) {
			return fmt.Errorf("start PostgreSQL: %w: %s", err, s.lines.Bytes())
		}
	}
}

// Halt ends the server at once, as a crash would.
func (s *Server) Halt() { s.end(syscall.SIGQUIT) }

func (s *Server) end(sig syscall.Signal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stop != nil {
		s.stop(sig)
		s.stop = nil
	}
}

// Stop ends the server and removes its folder.
func (s *Server) Stop() {
	s.end(syscall.SIGQUIT)
	if s.folder != "" {
		os.RemoveAll(s.folder)
	}
}
