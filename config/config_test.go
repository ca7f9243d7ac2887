package config

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestExampleShowsTheDefaults(t *testing.T) {
	c, err := Parse("example.yaml", Example)
	if err != nil {
		t.Fatal(err)
	}
	want := Default()
	want.Sources, want.Ingest.Hosts, want.Schedules, want.Slack.Channels, want.Slack.Admins, want.Slack.Teams, want.Matrix.Inviters, want.Matrix.Admins, want.Matrix.Bots, want.Matrix.Loud = []string{}, []string{}, []Schedule{}, []string{}, []string{}, []string{}, []string{}, []string{}, []string{}, []string{}
	if d := cmp.Diff(want, c); d != "" {
		t.Errorf("example.yaml differs from Default (- default, + example):\n%s", d)
	}
}

// offered matches a setting of example.yaml that is commented out: # and two
// spaces or more, while prose has # and one.
var offered = regexp.MustCompile(`(?m)^#(  .*)$`)

// complete is example.yaml with everything that is commented out switched on.
func complete() string {
	s := regexp.MustCompile(`(?m)^( *\w+:) \[\]((?:\n  # .*)*\n#  )`).ReplaceAllString(string(Example), "$1$2")
	s = offered.ReplaceAllString(s, "$1")
	s = strings.NewReplacer(`data: ""`, "data: news", "enabled: false", "enabled: true", `user: ""`, `user: "@b:example.org"`).Replace(s)
	return s
}

func TestExampleOffersWhatParses(t *testing.T) {
	c, err := Parse("complete.yaml", []byte(complete()))
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Sources) != 3 || len(c.Ingest.Hosts) != 2 || len(c.Slack.Channels) != 1 || len(c.Matrix.Inviters) != 2 {
		t.Errorf("lists that are commented out were not read: %+v", c)
	}
	want := []Schedule{{"slack:C0123456789", "0 8 * * 1-5", "Europe/Rome", []string{"Olympic security"}, 150}}
	if d := cmp.Diff(want, c.Schedules); d != "" {
		t.Error(d)
	}
}

// TestExampleDocumentsEverySetting reads the keys from Config by reflection:
// each stands in example.yaml, under its section, after a comment.
func TestExampleDocumentsEverySetting(t *testing.T) {
	documented := map[string]bool{}
	key := regexp.MustCompile(`^( *)(- )?(\w+):`)
	var section string
	var said bool // a comment stands above
	for line := range strings.Lines(complete()) {
		if strings.HasPrefix(strings.TrimSpace(line), "#") {
			said = true
			continue
		}
		m := key.FindStringSubmatch(line)
		if m == nil {
			said = false
			continue
		}
		name := m[3]
		switch {
		case m[1] == "" && m[2] == "":
			section = name
			documented[name] = said
		case slices.Contains([]string{"topics", "schedules"}, section):
			documented[section+"[]."+name] = documented[section+"[]."+name] || said
		default:
			documented[section+"."+name] = said
		}
		said = false
	}
	for _, k := range Keys() {
		if !documented[k] {
			t.Errorf("example.yaml does not document %s", k)
		}
		delete(documented, k)
	}
	for k := range documented {
		t.Errorf("example.yaml documents %s, which is no setting", k)
	}
}

func TestEmptyFilesAreTheDefaults(t *testing.T) {
	for _, s := range []string{"", "\n", "# nothing\n", "\ufeff", "web:\nlog:\n", "---\n", "data:\n"} {
		c, err := Parse("c.yaml", []byte(s))
		if d := cmp.Diff(Default(), c); err != nil || d != "" {
			t.Errorf("%q: %v %s", s, err, d)
		}
	}
}

func write(t *testing.T, path, text string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func clearSecrets(t *testing.T) {
	for _, name := range secretNames(Config{}) {
		t.Setenv(name, "")
		t.Setenv(name+"_FILE", "")
	}
}

func TestLoadTakesPathsFromTheFilesFolderAndSecretsFromTheEnvironment(t *testing.T) {
	clearSecrets(t)
	dir := t.TempDir()
	write(t, filepath.Join(dir, "articles", "a.txt"), "x")
	path := write(t, filepath.Join(dir, "briefingbot.yaml"),
		"data: data\nsources: [articles]\nweb: {public_url: \"https://news.example.org/\"}\nslack: {enabled: true}\nmatrix: {enabled: true, user: \"@b:example.org\"}\n")
	t.Setenv("SLACK_BOT_TOKEN", " xoxb-not-a-real-token\n")
	t.Setenv("SLACK_APP_TOKEN_FILE", write(t, filepath.Join(dir, "app"), "xapp-not-a-real-token\n"))
	t.Setenv("MATRIX_PASSWORD", "päss word")
	t.Setenv("WEB_LINK_KEYS", base64.StdEncoding.EncodeToString(make([]byte, 32))+", "+base64.StdEncoding.EncodeToString(make([]byte, 40)))
	c, err := Load(path, os.Environ())
	if err != nil {
		t.Fatal(err)
	}
	if c.Data != filepath.Join(dir, "data") || c.Sources[0] != filepath.Join(dir, "articles") || c.Web.PublicURL != "https://news.example.org" {
		t.Errorf("paths: %q %q %q", c.Data, c.Sources, c.Web.PublicURL)
	}
	if c.StoreFile(c.Data) != filepath.Join(dir, "data", "briefingbot.db") {
		t.Errorf("store: %q", c.StoreFile(c.Data))
	}
	got := []string{c.Slack.BotToken.Reveal(), c.Slack.AppToken.Reveal(), c.Slack.SigningSecret.Reveal(), c.Matrix.Password.Reveal()}
	if d := cmp.Diff([]string{"xoxb-not-a-real-token", "xapp-not-a-real-token", "", "päss word"}, got); d != "" {
		t.Error(d)
	}
}

func TestLoadReportsEverything(t *testing.T) {
	clearSecrets(t)
	dir := t.TempDir()
	file := write(t, filepath.Join(dir, "file"), "x")
	empty := write(t, filepath.Join(dir, "empty"), "\n")
	path := write(t, filepath.Join(dir, "c.yaml"),
		"data: file\nsources: [gone]\nweb: {public_url: \"https://n.example.org\"}\nslack: {enabled: true, transport: http}\nmatrix: {enabled: true, user: \"@b:example.org\"}\nlog: {level: loud}\n")
	tests := []struct {
		name string
		env  map[string]string
		want []string
	}{
		{"nothing set", nil, []string{
			`DIR/c.yaml:1:7: data: is a file: "DIR/file"; name a folder`,
			`DIR/c.yaml:2:11: sources[0]: "DIR/gone" does not exist; name a folder or file of articles; a relative path starts from DIR`,
			`DIR/c.yaml:6:14: log.level: "loud" is not known; write debug, info, warn or error`,
			`environment: SLACK_BOT_TOKEN: is not set, but slack is enabled; set it, or SLACK_BOT_TOKEN_FILE to a file that holds it: the Bot User OAuth Token of the app's “OAuth & Permissions” page`,
			`environment: SLACK_SIGNING_SECRET: is not set, but slack is enabled; set it, or SLACK_SIGNING_SECRET_FILE to a file that holds it: the Signing Secret of the app's “Basic Information” page`,
			`environment: WEB_LINK_KEYS: is not set, but web.public_url is, so links to the page must be signed; set it, or WEB_LINK_KEYS_FILE to a file that holds it: 32 random bytes in base64, as 'openssl rand -base64 32' prints them; when you renew it, put the new one first and a comma between`,
			`environment: MATRIX_ACCESS_TOKEN: is not set, nor is MATRIX_PASSWORD or MATRIX_APP_TOKEN, but matrix is enabled; set one of them, or the same name with _FILE to a file that holds it`,
		}},
		{"wrong token", map[string]string{"SLACK_BOT_TOKEN": "xapp-not-a-real-token", "SLACK_SIGNING_SECRET": "x", "MATRIX_ACCESS_TOKEN": "x", "MATRIX_PASSWORD": "y", "WEB_LINK_KEYS": "c2hvcnQ="}, []string{
			`environment: SLACK_BOT_TOKEN: does not begin with xoxb-; it must be the Bot User OAuth Token of the app's “OAuth & Permissions” page`,
			`environment: WEB_LINK_KEYS: has a key, number 1, that is not 32 bytes in base64; write 32 random bytes in base64, as 'openssl rand -base64 32' prints them; when you renew it, put the new one first and a comma between`,
			`environment: MATRIX_ACCESS_TOKEN: is set, and so is MATRIX_PASSWORD; unset one of them`,
		}},
		{"files", map[string]string{"SLACK_BOT_TOKEN_FILE": dir + "/none", "SLACK_SIGNING_SECRET_FILE": empty, "MATRIX_PASSWORD": "y", "MATRIX_PASSWORD_FILE": file}, []string{
			`environment: SLACK_BOT_TOKEN_FILE: names "DIR/none", which does not exist; name a readable file that holds the secret and nothing else`,
			`environment: SLACK_SIGNING_SECRET_FILE: names "DIR/empty", which is empty; name a readable file that holds the secret and nothing else`,
			`environment: MATRIX_PASSWORD: is set, and so is MATRIX_PASSWORD_FILE; unset one of them`,
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for k, v := range test.env {
				t.Setenv(k, v)
			}
			_, err := Load(path, os.Environ())
			if err == nil {
				t.Fatal("accepted")
			}
			got := strings.Split(strings.ReplaceAll(err.Error(), dir, "DIR"), "\n")
			if len(test.env) > 0 { // the file's own problems are in the first case
				got = slices.DeleteFunc(got, func(l string) bool { return !strings.HasPrefix(l, "environment") })
			}
			if d := cmp.Diff(test.want, got); d != "" {
				t.Error(d)
			}
		})
	}
	if _, err := Load(filepath.Join(dir, "none.yaml"), os.Environ()); err == nil || !strings.HasSuffix(err.Error(), "none.yaml: does not exist; name a readable configuration file") {
		t.Errorf("missing file: %v", err)
	}
}

func TestSecretsDoNotShowThemselves(t *testing.T) {
	c := Default()
	c.Slack.BotToken = "not-shown"
	j, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	var log strings.Builder
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "token", c.Slack.BotToken, "config", c)
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "token", c.Slack.BotToken, "config", c)
	for _, s := range []string{fmt.Sprint(c), fmt.Sprintf("%+v %#v %x %d", c, c, c.Slack.BotToken, c.Slack.BotToken), string(j), log.String()} {
		if strings.Contains(s, "not-shown") || strings.Contains(s, fmt.Sprintf("%x", "not-shown")) || !strings.Contains(s, hidden) {
			t.Errorf("a secret shows itself, or has no placeholder: %s", s)
		}
	}
	if c.Slack.BotToken.Reveal() != "not-shown" || Secret("").String() != "" {
		t.Error("Reveal or String is wrong")
	}
}

func TestSigned(t *testing.T) {
	for url, want := range map[string]bool{"": false, "http://localhost:8470": false, "http://127.0.0.1": false, "http://[::1]:9": false, "http://LOCALHOST": false,
		"https://news.example.org": true, "http://192.168.1.4:8470": true, "http://localhost.example.org": true} {
		if got := (Web{PublicURL: url}).Signed(); got != want {
			t.Errorf("%q: signed is %v, want %v", url, got, want)
		}
	}
}

func TestWebAddresses(t *testing.T) {
	addr := &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 81}
	for _, test := range []struct {
		web      Web
		flexible bool
		base     string
	}{
		{Default().Web, true, "http://127.0.0.1:81"},
		{Web{Listen: "127.0.0.1:81"}, false, "http://127.0.0.1:81"},
		{Web{Listen: defaultListen, PublicURL: "https://n.example.org"}, false, "https://n.example.org"},
	} {
		if f, b := test.web.Flexible(), test.web.Base(addr); f != test.flexible || b != test.base {
			t.Errorf("%+v: flexible %v, base %q", test.web, f, b)
		}
	}
	if f := (Config{Store: "sqlite:/srv/b.db"}).StoreFile("data"); f != "/srv/b.db" {
		t.Errorf("an absolute store became %q", f)
	}
}
