// Package config holds every setting of the program, its default, its check and
// its documentation (example.yaml). It does no more than that: it opens no
// database, no listener and no connection.
package config

import (
	_ "embed"
	"net"
	"net/url"
	"path/filepath"
	"strings"
)

// Example is a configuration file that documents every setting and shows its
// default.
//
//go:embed example.yaml
var Example []byte

// Config is what can be set. Names in `yaml` are keys of the file; what has an
// `env` is a secret and comes from the environment only, see [Load].
type Config struct {
	Data      string     `yaml:"data"`    // folder for everything that is remembered; empty means a temporary one
	Store     string     `yaml:"store"`   // URL of the database; see StoreFile
	Sources   []string   `yaml:"sources"` // folders, files and web addresses of articles; none means the seeds
	Ingest    Ingest     `yaml:"ingest"`
	Topics    []Topic    `yaml:"topics"`
	Briefing  Briefing   `yaml:"briefing"`
	Web       Web        `yaml:"web"`
	Ops       Ops        `yaml:"ops"`
	Log       Log        `yaml:"log"`
	Slack     Slack      `yaml:"slack"`
	Matrix    Matrix     `yaml:"matrix"`
	Schedules []Schedule `yaml:"schedules"`
}

// Ingest is how the sources are looked after.
type Ingest struct {
	Every    int      `yaml:"every"`     // minutes between two looks at a web address
	Pages    bool     `yaml:"pages"`     // fetch the page of an item whose feed has only a summary
	Contact  string   `yaml:"contact"`   // where a site's operator reaches this bot's: a web or mail address; may be empty
	Hosts    []string `yaml:"hosts"`     // host or host:port on a private network that may be fetched
	KeepDays int      `yaml:"keep_days"` // how long articles are kept; 0 means for ever
	KeepMB   int      `yaml:"keep_mb"`   // most megabytes of all texts; 0 means no limit
}

// Topic is a named section of the briefing.
type Topic struct {
	Name  string `yaml:"name"`
	Query string `yaml:"query"` // words that belong to the topic; empty means the name
}

// Briefing is the budget of one briefing.
type Briefing struct {
	Words int `yaml:"words"` // most words of all items together
	Items int `yaml:"items"` // most items of one topic
}

// Web is the page with the briefing and the articles.
type Web struct {
	Listen    string `yaml:"listen"`     // host:port
	PublicURL string `yaml:"public_url"` // what links begin with, without a slash at the end; empty means the address listened on
	LinkDays  int    `yaml:"link_days"`  // how long a link that the bot gives opens the page, where it is signed

	LinkKeys Secret `yaml:"-" env:"WEB_LINK_KEYS"` // 32 bytes each in base64, separated by commas; the first signs, all open
}

// Signed reports whether links to the page are signed: where others than this
// machine can reach it.
func (w Web) Signed() bool {
	u, err := url.Parse(w.PublicURL)
	return w.PublicURL != "" && (err != nil || !loopback(u.Hostname()))
}

// loopback reports whether a host is this machine.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}

// Ops is what the program's operator watches it by.
type Ops struct {
	Listen string `yaml:"listen"` // host:port for /livez, /readyz and /metrics; empty means none
}

// Log is what the program tells its operator.
type Log struct {
	Level  string `yaml:"level"`  // debug, info, warn or error
	Format string `yaml:"format"` // text or json
}

// Slack connects the bot to one Slack workspace, or to all that install it.
type Slack struct {
	Enabled   bool     `yaml:"enabled"`
	Transport string   `yaml:"transport"`  // socket, http, or oauth (http for several workspaces)
	Listen    string   `yaml:"listen"`     // host:port for transports http and oauth
	PublicURL string   `yaml:"public_url"` // where Slack reaches Listen; https
	API       string   `yaml:"api"`        // where Slack's API is; GovSlack has another
	Command   string   `yaml:"command"`    // the slash command
	Channels  []string `yaml:"channels"`   // IDs of the channels it serves; none means direct conversations only, "*" every channel
	External  bool     `yaml:"external"`   // also channels shared with other organisations
	Admins    []string `yaml:"admins"`     // IDs of users who may administer it, beside the workspace's admins
	ClientID  string   `yaml:"client_id"`  // for transport oauth
	Teams     []string `yaml:"teams"`      // IDs of the workspaces that may install it, for transport oauth; none means any

	BotToken      Secret `yaml:"-" env:"SLACK_BOT_TOKEN"`
	AppToken      Secret `yaml:"-" env:"SLACK_APP_TOKEN"`
	SigningSecret Secret `yaml:"-" env:"SLACK_SIGNING_SECRET"`
	ClientSecret  Secret `yaml:"-" env:"SLACK_CLIENT_SECRET"`
	TokenKeys     Secret `yaml:"-" env:"SLACK_TOKEN_KEYS"` // 32 bytes each in base64, separated by commas; the first seals, all open
}

// Matrix connects the bot to a Matrix homeserver.
type Matrix struct {
	Enabled    bool     `yaml:"enabled"`
	Homeserver string   `yaml:"homeserver"` // URL; empty means found from the server name of User
	User       string   `yaml:"user"`       // @name:server
	Prefix     string   `yaml:"prefix"`     // what a command begins with
	Inviters   []string `yaml:"inviters"`   // @name:server or server, whose invitations are accepted; none means nobody's
	Admins     []string `yaml:"admins"`     // users who may administer it, beside those with power in a room
	Bots       []string `yaml:"bots"`       // users who are never answered
	Loud       []string `yaml:"loud"`       // rooms in which its messages notify
	Encrypted  bool     `yaml:"encrypted"`  // posts and answers in encrypted rooms only

	AccessToken Secret `yaml:"-" env:"MATRIX_ACCESS_TOKEN"`
	Password    Secret `yaml:"-" env:"MATRIX_PASSWORD"`
	AppToken    Secret `yaml:"-" env:"MATRIX_APP_TOKEN"` // of an application service's registration
	RecoveryKey Secret `yaml:"-" env:"MATRIX_RECOVERY_KEY"`
	PickleKey   Secret `yaml:"-" env:"MATRIX_PICKLE_KEY"`
}

// Schedule is a briefing that is posted at set times.
type Schedule struct {
	Channel string   `yaml:"channel"` // slack:ID or matrix:!room:server
	Cron    string   `yaml:"cron"`    // see Cron
	Zone    string   `yaml:"zone"`    // IANA name of a time zone
	Topics  []string `yaml:"topics"`  // names of topics; none means all
	Words   int      `yaml:"words"`   // most words; 0 means Briefing.Words
}

// Default returns the settings that hold where nothing is set.
func Default() Config {
	return Config{
		Store:  "sqlite:briefingbot.db",
		Ingest: Ingest{Every: 15, Pages: true},
		Topics: []Topic{
			{Name: "Olympic security", Query: "Olympics security plan police officers deployment cybersecurity no-fly red zones spectators Games"},
			{Name: "The ICE controversy", Query: "ICE agents immigration enforcement controversy criticism protest opposition not welcome reject"},
		},
		Briefing: Briefing{Words: 300, Items: 7},
		Web:      Web{Listen: defaultListen, LinkDays: 30},
		Log:      Log{Level: "info", Format: "text"},
		Slack:    Slack{Transport: "socket", Listen: "127.0.0.1:8471", API: "https://slack.com/api/", Command: "/briefing"},
		Matrix:   Matrix{Prefix: "!briefing"},
	}
}

const defaultListen = "127.0.0.1:8470"

// Flexible reports whether another free port may be taken when the one of
// Listen is busy. That is so for the default address only: a port that somebody
// chose, or that a public URL leads to, is kept or refused.
func (w Web) Flexible() bool { return w.Listen == defaultListen && w.PublicURL == "" }

// Folders returns the sources that are folders and files.
func (c Config) Folders() []string { return c.sources(false) }

// Addresses returns the sources that are on the web.
func (c Config) Addresses() []string { return c.sources(true) }

func (c Config) sources(web bool) []string {
	var all []string
	for _, s := range c.Sources {
		if isAddress(s) == web {
			all = append(all, s)
		}
	}
	return all
}

// isAddress reports whether a source is on the web.
func isAddress(s string) bool { return strings.Contains(s, "://") }

// Postgres reports whether the store is a PostgreSQL database.
func (c Config) Postgres() bool {
	return strings.HasPrefix(c.Store, "postgres://") || strings.HasPrefix(c.Store, "postgresql://")
}

// StoreFile returns the path of the SQLite database inside the given data
// folder, or the database's own path where Store states an absolute one.
func (c Config) StoreFile(data string) string {
	file := strings.TrimPrefix(c.Store, sqliteScheme)
	if filepath.IsAbs(file) {
		return file
	}
	return filepath.Join(data, filepath.FromSlash(file))
}

// Base returns what the page's links begin with when it listens on addr.
func (w Web) Base(addr net.Addr) string {
	if w.PublicURL != "" {
		return w.PublicURL
	}
	return "http://" + addr.String()
}
