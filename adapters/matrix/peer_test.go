//go:build goolm

package matrix

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	_ "modernc.org/sqlite"
)

// dendrite is a real homeserver on loopback.
type dendrite struct {
	bin, dir, url string
	process       *exec.Cmd
	ended         chan struct{}
}

// tools are where testdata/setup.sh has put the homeserver.
func tools(t *testing.T) string {
	bin, err := filepath.Abs("../../.tools/matrix")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(bin, "stamp")); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("dendrite is not there: run adapters/matrix/testdata/setup.sh")
		}
		t.Skip("dendrite is not there: run adapters/matrix/testdata/setup.sh")
	}
	return bin
}

// newDendrite makes and starts a homeserver whose rate limits are on or off,
// with the registrations of application services.
func newDendrite(t *testing.T, limits bool, services ...string) *dendrite {
	if testing.Short() {
		t.Skip("short")
	}
	d := &dendrite{bin: tools(t), dir: t.TempDir()}
	d.run(t, "generate-keys", "-private-key", "matrix_key.pem")
	raw := d.run(t, "generate-config", "-server", "localhost", "-dir", "./data")
	for _, edit := range [][2]string{
		{`disable_federation: false`, `disable_federation: true`},
		{`in_memory: false`, `in_memory: true`}, // of the queue, which is not needed after a restart
		{`registration_shared_secret: ""`, `registration_shared_secret: "test-secret"`},
		{`(rate_limiting:\n\s+enabled: )true`, fmt.Sprint("${1}", limits)},
		{`bcrypt_cost: 10`, `bcrypt_cost: 4`},
		{`- type: file`, `- type: std`},
		{`level: info`, `level: warn`},
		{`(?m)^  params:(\n.*)*`, ``},
	} {
		raw = regexp.MustCompile(edit[0]).ReplaceAllString(raw, edit[1])
	}
	for n, service := range services {
		file := filepath.Join(d.dir, fmt.Sprint("service", n, ".yaml"))
		if err := os.WriteFile(file, []byte(service), 0o600); err != nil {
			t.Fatal(err)
		}
		raw = strings.Replace(raw, "config_files: []", "config_files: ["+file+"]", 1)
	}
	raw = strings.Replace(raw, "in_memory: true", "in_memory: false", 1)
	// Without a write-ahead log a reader can keep dendrite from committing for
	// the 10 s it waits, and its driver then leaves the transaction open, which
	// locks everybody out. It reads pragmas only from an encoded path.
	raw = regexp.MustCompile(`file:(data/\S+\.db)`).ReplaceAllString(raw,
		"file://"+d.dir+"/${1}%3F_pragma=journal_mode(WAL)&_pragma=synchronous(NORMAL)")
	if err := os.Mkdir(filepath.Join(d.dir, "data"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(d.dir, "dendrite.yaml"), []byte(raw), 0o600); err != nil {
		t.Fatal(err)
	}
	for try := 0; ; try++ { // somebody else may take the port first
		d.url = "http://" + freePort(t)
		if err := d.begin(t); err == nil {
			break
		} else if try == 5 {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() {
		d.stop()
		if t.Failed() {
			t.Logf("the homeserver's log:\n%s", d.log())
		}
	})
	return d
}

// edit changes the settings of the homeserver, some text after another into
// what follows it, and starts it again.
func (d *dendrite) edit(t *testing.T, changes ...string) {
	t.Helper()
	file := filepath.Join(d.dir, "dendrite.yaml")
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	d.stop()
	if err := os.WriteFile(file, []byte(strings.NewReplacer(changes...).Replace(string(raw))), 0o600); err != nil {
		t.Fatal(err)
	}
	d.start(t)
}

// log is the end of what the homeserver has told, as far as it is no routine.
func (d *dendrite) log() string {
	raw, _ := os.ReadFile(filepath.Join(d.dir, "dendrite.log"))
	var told []string
	for line := range strings.Lines(string(raw)) {
		if !strings.Contains(line, "level=info") && !strings.Contains(line, "level=debug") {
			told = append(told, line)
		}
	}
	return strings.Join(told[max(0, len(told)-60):], "")
}

func (d *dendrite) run(t *testing.T, name string, args ...string) string {
	t.Helper()
	c := exec.Command(filepath.Join(d.bin, name), args...)
	c.Dir = d.dir
	out, err := c.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

// freePort is an address nobody listens on, with a port the system gives to no
// connection on its own: it stays free while the homeserver restarts.
func freePort(t *testing.T) string {
	t.Helper()
	for range 100 {
		l, err := net.Listen("tcp", fmt.Sprint("127.0.0.1:", 20_000+rand.IntN(12_000)))
		if err == nil {
			_ = l.Close()
			return l.Addr().String()
		}
	}
	t.Fatal("no port is free")
	return ""
}

// start starts the homeserver, again, where it was.
func (d *dendrite) start(t *testing.T) {
	t.Helper()
	if err := d.begin(t); err != nil {
		t.Fatal(err)
	}
}

func (d *dendrite) begin(t *testing.T) error {
	t.Helper()
	log, err := os.OpenFile(filepath.Join(d.dir, "dendrite.log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	process := exec.Command(filepath.Join(d.bin, "dendrite"), "-config", "dendrite.yaml", "-http-bind-address", strings.TrimPrefix(d.url, "http://"))
	process.Dir, process.Stdout, process.Stderr = d.dir, log, log
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	_ = log.Close()
	d.process, d.ended = process, make(chan struct{})
	go func() { _ = process.Wait(); close(d.ended) }()
	for end := time.After(longest); ; {
		select {
		case <-d.ended:
			return fmt.Errorf("dendrite did not start:\n%s", d.log())
		case <-end:
			t.Fatalf("dendrite did not start in %s:\n%s", longest, d.log())
		case <-time.After(20 * time.Millisecond):
		}
		if resp, err := http.Get(d.url + "/_matrix/client/versions"); err == nil {
			_ = resp.Body.Close()
			return nil
		}
	}
}

func (d *dendrite) stop() {
	if d.process != nil {
		_ = d.process.Process.Kill()
		<-d.ended
		d.process = nil
	}
}

// with makes accounts.
func (d *dendrite) with(t *testing.T, names ...string) *dendrite {
	for _, name := range names {
		d.account(t, name)
	}
	return d
}

func (d *dendrite) account(t *testing.T, name string) {
	d.run(t, "create-account", "-config", "dendrite.yaml", "-url", d.url, "-username", name, "-password", password(name))
}

func password(name string) string { return "pw-" + name + "-12345" }

// patient is eventually for a real homeserver, which is asked less often.
func patient(t *testing.T, what string, is func() bool) {
	t.Helper()
	await(t, what, 20*time.Millisecond, is)
}

// botDB is a database for the bot's keys.
func botDB(t *testing.T) *sql.DB {
	db, err := sql.Open("sqlite", "file:"+filepath.Join(t.TempDir(), "bot.db")+"?_pragma=foreign_keys(1)&_pragma=journal_mode(WAL)&_pragma=busy_timeout(5000)&_pragma=synchronous(NORMAL)&_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { _ = db.Close() })
	return db
}
