package config

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

const sqliteScheme = "sqlite:"

// check notes everything that is wrong with settings of the right kind.
func (r *report) check(c *Config) {
	r.checkStore(c)
	r.checkTopics(c)
	r.between("briefing.words", c.Briefing.Words, 20, 5000)
	r.between("briefing.items", c.Briefing.Items, 1, 50)
	r.checkWeb(c)
	r.checkIngest(c)
	r.oneOf("log.level", c.Log.Level, "debug", "info", "warn", "error")
	r.oneOf("log.format", c.Log.Format, "text", "json")
	r.checkOps(c)
	r.checkSlack(c)
	r.checkMatrix(c)
	for i := range c.Schedules {
		r.checkSchedule(c, i)
	}
}

func entry(key string, i int) string { return fmt.Sprintf("%s[%d]", key, i) }

func (r *report) between(key string, n, lo, hi int) {
	if n < lo || n > hi {
		r.add(key, fmt.Sprintf("is %d", n), fmt.Sprintf("write a number from %d to %d", lo, hi))
	}
}

func (r *report) oneOf(key, v string, words ...string) {
	if slices.Contains(words, v) {
		return
	}
	right := "write " + list(words)
	if n := Nearest(v, words, 2); n != "" {
		right = "did you mean " + n + "?"
	}
	r.add(key, show(v)+" is not known", right)
}

func (r *report) checkStore(c *Config) {
	lasting := c.Slack.Enabled || c.Matrix.Enabled || len(c.Schedules) > 0
	if c.Data == "" && lasting && !c.Postgres() {
		r.add("data", "is empty, so what chat platforms and schedules need to remember would be lost", "name a folder, as in data: data")
	}
	r.path("data", c.Data)
	for i, s := range c.Sources {
		k := entry("sources", i)
		if slices.Contains(c.Sources[:i], s) && s != "" {
			r.add(k, showPath(s)+" is listed twice", "keep one")
		}
		if isAddress(s) {
			r.checkAddress(k, s)
		} else {
			r.path(k, s)
		}
	}
	file, ok := strings.CutPrefix(c.Store, sqliteScheme)
	const right = "write sqlite: and the name of a file, as in sqlite:briefingbot.db"
	switch {
	case c.Postgres():
		if u, err := url.Parse(c.Store); err != nil || u.Hostname() == "" && u.Query().Get("host") == "" {
			r.add("store", show(c.Store)+" does not name a PostgreSQL server", "write postgres://user@host/database; the password comes from PGPASSWORD or PGPASSFILE")
		}
	case !ok && strings.Contains(c.Store, ":"):
		r.add("store", show(c.Store)+" is not a database that is served", right)
	case !ok:
		r.add("store", show(c.Store)+" does not say what kind of database it is", right)
	case file == "" || strings.HasPrefix(file, "//") || strings.HasSuffix(file, "/") || strings.ContainsAny(file, ":?"):
		r.add("store", show(c.Store)+" does not name a file", right)
	}
}

// checkAddress checks a source on the web.
func (r *report) checkAddress(key, s string) {
	u, err := url.Parse(s)
	switch {
	case err != nil || u.Hostname() == "" || len(s) > 400:
		r.add(key, show(s)+" is not a web address", "write it in full, as in https://news.example.org/feed.xml")
	case u.Scheme != "http" && u.Scheme != "https":
		r.add(key, show(u.Scheme+"://")+" is not fetched", "name a folder, a file, or an address that begins with https://")
	case u.User != nil:
		r.add(key, "has a name or a password in it (not shown)", "take them out: nothing is fetched with credentials")
	}
}

func (r *report) checkIngest(c *Config) {
	r.between("ingest.every", c.Ingest.Every, 1, 10080)
	r.between("ingest.keep_days", c.Ingest.KeepDays, 0, 36500)
	r.between("ingest.keep_mb", c.Ingest.KeepMB, 0, 1<<20)
	if k := c.Ingest.KeepDays; k > 0 && k < 30 {
		r.add("ingest.keep_days", fmt.Sprintf("is %d, but digests are corrected for two weeks and buttons work for 30 days", k), "write at least 30, or 0 to keep everything")
	}
	if strings.ContainsAny(c.Ingest.Contact, "\r\n()") || len(c.Ingest.Contact) > 200 {
		r.add("ingest.contact", show(c.Ingest.Contact)+" cannot be told to a site", "write a web or mail address on one line")
	}
	for i, h := range c.Ingest.Hosts {
		if h != "" && (strings.ContainsAny(h, "/ @*") || strings.Contains(h, "://")) {
			r.add(entry("ingest.hosts", i), show(h)+" is not a host", "write a name alone or with its port, as in news.internal or 10.0.0.7:8080")
		}
	}
}

// path refuses what a shell would have replaced.
func (r *report) path(key, p string) {
	if strings.HasPrefix(p, "~") || strings.Contains(p, "${") || strings.HasPrefix(p, "$") {
		r.add(key, showPath(p)+" is for a shell: nothing is replaced here", "write the path out")
	}
}

func (r *report) checkTopics(c *Config) {
	if len(c.Topics) == 0 {
		r.add("topics", "is empty", "name at least one topic, or take the line out for the defaults")
	}
	for i, t := range c.Topics {
		k := entry("topics", i) + ".name"
		switch {
		case strings.TrimSpace(t.Name) == "":
			r.add(k, "is missing", "name the topic")
		case len([]rune(t.Name)) > 80 || strings.ContainsAny(t.Name, "\r\n"):
			r.add(k, show(t.Name)+" is too long for a heading", "write one line of at most 80 letters, and the words that belong to the topic under query:")
		case slices.ContainsFunc(c.Topics[:i], func(o Topic) bool { return strings.EqualFold(o.Name, t.Name) }):
			r.add(k, show(t.Name)+" is the name of an earlier topic", "give each topic its own name")
		}
	}
}

func (r *report) checkWeb(c *Config) {
	host := r.address("web.listen", c.Web.Listen)
	r.url("web.public_url", c.Web.PublicURL, "https://news.example.org")
	c.Web.PublicURL = strings.TrimRight(c.Web.PublicURL, "/")
	if u, err := url.Parse(c.Web.PublicURL); err == nil && u.Path != "" && u.Path != "/" {
		r.add("web.public_url", "has a path, but the page needs a host of its own", "write it without the path, as in https://news.example.org")
	}
	switch ip := net.ParseIP(host); {
	case c.Web.PublicURL != "" || host == "":
	case ip != nil && ip.IsUnspecified():
		r.add("web.listen", show(c.Web.Listen)+" is every address of this machine, so links would lead nowhere",
			"set web.public_url to the address people open, or listen on 127.0.0.1")
	case !loopback(host):
		r.add("web.listen", show(c.Web.Listen)+" can be reached from other machines, for which links must be signed",
			"set web.public_url to the address people open, or listen on 127.0.0.1")
	}
	r.between("web.link_days", c.Web.LinkDays, 1, 3650)
}

// address checks host:port and returns the host.
func (r *report) address(key, v string) string {
	host, port, err := net.SplitHostPort(v)
	if err == nil && host == "" {
		host = "0.0.0.0"
	}
	n, numErr := strconv.Atoi(port)
	switch {
	case err != nil || strings.Contains(host, "/"):
		r.add(key, show(v)+" is not an address to listen on", "write host:port, as in 127.0.0.1:8470")
	case numErr != nil || n < 0 || n > 65535:
		r.add(key, "the port "+show(port)+" is not a number from 0 to 65535", "write host:port, as in 127.0.0.1:8470")
	}
	return host
}

// url checks an absolute web address that others are built on.
func (r *report) url(key, v, example string) {
	if v == "" {
		return
	}
	u, err := url.Parse(v)
	switch {
	case err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "":
		r.add(key, show(v)+" is not a web address", "write it in full, as in "+example)
	case u.User != nil || u.RawQuery != "" || u.Fragment != "" || u.ForceQuery:
		r.add(key, "has more than a host and a path", "write it without name, ? and #, as in "+example)
	}
}

var (
	slackCommand = regexp.MustCompile(`^/[a-z0-9_-]{1,31}$`)
	slackTeam    = regexp.MustCompile(`^[TE][A-Z0-9]{7,}$`)
	slackUser    = regexp.MustCompile(`^[UW][A-Z0-9]{7,}$`)
	slackChannel = regexp.MustCompile(`^[CGD][A-Z0-9]{7,}$`)
	matrixUser   = regexp.MustCompile(`^@[^\s:]+:[^\s:/]+(?::\d+)?$`)
	matrixServer = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9.-]*(?::\d+)?$`)
	matrixRoom   = regexp.MustCompile(`^(?:![^\s]+|#[^\s:]+:[^\s]+)$`)
)

func (r *report) checkOps(c *Config) {
	if c.Ops.Listen == "" {
		return
	}
	r.address("ops.listen", c.Ops.Listen)
	if c.Ops.Listen == c.Web.Listen && !strings.HasSuffix(c.Web.Listen, ":0") {
		r.add("ops.listen", show(c.Ops.Listen)+" is web.listen, too", "give each its own port")
	}
}

func (r *report) checkSlack(c *Config) {
	r.oneOf("slack.transport", c.Slack.Transport, "socket", "http", "oauth")
	r.address("slack.listen", c.Slack.Listen)
	r.url("slack.public_url", c.Slack.PublicURL, "https://bot.example.org")
	r.slackAPI(c.Slack.API)
	if c.Slack.Enabled && c.Slack.Transport == "oauth" {
		if !strings.HasPrefix(c.Slack.PublicURL, "https://") {
			r.add("slack.public_url", "is needed for transport oauth", "write where Slack reaches slack.listen, beginning with https://")
		}
		if c.Slack.ClientID == "" {
			r.add("slack.client_id", "is needed for transport oauth", "copy it from the app's “Basic Information” page")
		}
	}
	for i, id := range c.Slack.Teams {
		if !slackTeam.MatchString(id) && id != "" {
			r.add(entry("slack.teams", i), show(id)+" is not the ID of a workspace", "write the ID that Slack shows in the workspace's address, as in T0123456789")
		}
	}
	if !slackCommand.MatchString(c.Slack.Command) {
		r.add("slack.command", show(c.Slack.Command)+" is not a slash command", "write / and one word in small letters, as in /briefing")
	}
	for i, id := range c.Slack.Admins {
		if !slackUser.MatchString(id) && id != "" {
			r.add(entry("slack.admins", i), show(id)+" is not the ID of a person", "write the member ID that Slack shows in the person's profile, as in U0123456789")
		}
	}
	if c.Slack.Enabled && c.Slack.Transport != "socket" && c.Slack.Listen == c.Web.Listen && !strings.HasSuffix(c.Web.Listen, ":0") {
		r.add("slack.listen", show(c.Slack.Listen)+" is web.listen, too", "give each its own port")
	}
	for i, id := range c.Slack.Channels {
		if !slackChannel.MatchString(id) && id != "" && id != "*" {
			r.add(entry("slack.channels", i), show(id)+" is not the ID of a channel", "write the ID that Slack shows at the end of the channel's details, as in C0123456789")
		}
	}
}

// slackAPI checks the address that gets the tokens: nobody may read along on
// the way there.
func (r *report) slackAPI(v string) {
	const right, key = "https://slack.com/api/", "slack.api"
	r.url(key, v, right)
	u, err := url.Parse(v)
	switch {
	case v == "":
		r.add(key, "is empty", "write "+right+", or for GovSlack https://slack-gov.com/api/")
	case err != nil || u.Hostname() == "": // told above
	case u.Scheme == "http" && !loopback(u.Hostname()):
		r.add(key, show(v)+" would send the tokens readable to all", "begin it with https://, as in "+right)
	case !strings.HasSuffix(u.Path, "/"):
		r.add(key, show(v)+" does not end with a slash", "write "+v+"/")
	}
}

func (r *report) checkMatrix(c *Config) {
	m := c.Matrix
	const user = `write it in full and in quotes, as in "@briefingbot:example.org"`
	if m.User == "" && m.Enabled {
		r.add("matrix.user", "is missing, but matrix is enabled", user)
	} else if m.User != "" && !matrixUser.MatchString(m.User) {
		r.add("matrix.user", show(m.User)+" is not a Matrix user", user)
	}
	r.url("matrix.homeserver", m.Homeserver, "https://matrix.example.org")
	if m.Prefix == "" || strings.ContainsAny(m.Prefix, " \t\r\n") || len(m.Prefix) > 32 {
		r.add("matrix.prefix", show(m.Prefix)+" cannot begin a command", `write a short word without spaces, as in "!briefing"`)
	}
	for i, who := range slices.Concat(m.Admins, m.Bots) {
		if !matrixUser.MatchString(who) && who != "" {
			key := entry("matrix.admins", i)
			if i >= len(m.Admins) {
				key = entry("matrix.bots", i-len(m.Admins))
			}
			r.add(key, show(who)+" is not a Matrix user", user)
		}
	}
	for i, room := range m.Loud {
		if !matrixRoom.MatchString(room) && room != "" {
			r.add(entry("matrix.loud", i), show(room)+" is not a room", `write its ID in quotes, as in "!room:example.org"`)
		}
	}
	for i, who := range m.Inviters {
		if !matrixUser.MatchString(who) && !matrixServer.MatchString(who) && who != "" {
			r.add(entry("matrix.inviters", i), show(who)+" is neither a Matrix user nor a server", `write "@name:example.org", or example.org for everybody there`)
		}
	}
}

func (r *report) checkSchedule(c *Config, i int) {
	s, k := c.Schedules[i], entry("schedules", i)
	r.checkChannel(c, k+".channel", s.Channel)
	zone, err := Zone(s.Zone)
	r.fault(k+".zone", err)
	if _, err = Cron(s.Cron, zone); err != nil {
		r.fault(k+".cron", err)
	}
	var names []string
	for _, t := range c.Topics {
		names = append(names, t.Name)
	}
	for j, name := range s.Topics {
		if slices.Contains(names, name) {
			continue
		}
		right := "known: " + list(names)
		if n := Nearest(name, names, 4); n != "" {
			right = "did you mean " + n + "?"
		}
		r.add(entry(k+".topics", j), show(name)+" is not a topic", right)
	}
	if s.Words != 0 {
		r.between(k+".words", s.Words, 20, 5000)
	}
	same := func(o Schedule) bool { return o.Channel == s.Channel && o.Cron == s.Cron && o.Zone == s.Zone }
	if slices.ContainsFunc(c.Schedules[:i], same) && s.Channel != "" {
		r.add(k, "is for the same channel at the same times as an earlier one", "keep one")
	}
}

func (r *report) fault(key string, err error) {
	var f Fault
	if errors.As(err, &f) {
		r.add(key, f.Wrong, f.Right)
	} else if err != nil {
		r.add(key, "is wrong", "")
	}
}

func (r *report) checkChannel(c *Config, key, channel string) {
	platform, id, _ := strings.Cut(channel, ":")
	const right = `write slack:C0123456789 or "matrix:!room:example.org"`
	switch {
	case channel == "":
		r.add(key, "is missing", right)
	case platform == "slack" && slackChannel.MatchString(id):
		if !c.Slack.Enabled {
			r.add(key, show(channel)+" is in Slack, which is not enabled", "set slack.enabled: true")
		} else if !slices.Contains(c.Slack.Channels, id) && !slices.Contains(c.Slack.Channels, "*") && id[0] != 'D' {
			r.add(key, show(channel)+" is not among slack.channels", "add it there")
		}
	case platform == "matrix" && matrixRoom.MatchString(id):
		if !c.Matrix.Enabled {
			r.add(key, show(channel)+" is in Matrix, which is not enabled", "set matrix.enabled: true")
		}
	default:
		r.add(key, show(channel)+" is not a channel", right)
	}
}
