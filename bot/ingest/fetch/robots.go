package fetch

import (
	"net/url"
	"strconv"
	"strings"
	"time"
)

// rules are what a site's robots.txt says to us (RFC 9309). A parser of our own:
// the usual one gives a whole file up for one bad line.
type rules struct {
	refused bool // nothing may be fetched
	all     []rule
	delay   time.Duration // between two visits; 0 when not said
}

type rule struct {
	pattern string
	allow   bool
}

// The caps of one robots.txt.
const (
	robotsBytes  = 500 << 10
	robotsRules  = 5000
	longestDelay = time.Minute
)

// parseRobots reads the groups that are for agent, or those for everybody when
// there is none. agent is a product's name in small letters.
func parseRobots(b []byte, agent string) rules {
	var ours, everybody rules
	named, listening := false, [2]bool{} // whether the lines that follow are for us, for everybody
	grouped := false                     // whether the last line named an agent
	for line := range strings.Lines(strings.ToValidUTF8(string(b[:min(len(b), robotsBytes)]), "\ufffd")) {
		line, _, _ = strings.Cut(line, "#")
		key, value, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		key, value = strings.ToLower(strings.TrimSpace(strings.TrimPrefix(key, "\ufeff"))), strings.TrimSpace(value)
		switch key {
		case "user-agent":
			if !grouped {
				listening = [2]bool{}
			}
			grouped = true
			name, _, _ := strings.Cut(strings.ToLower(value), "/")
			listening[0] = listening[0] || name == agent
			listening[1] = listening[1] || name == "*"
			named = named || name == agent
			continue
		case "allow", "disallow", "crawl-delay":
			for i, r := range []*rules{&ours, &everybody} {
				if listening[i] {
					r.add(key, value)
				}
			}
		}
		grouped = grouped && key != "allow" && key != "disallow" && key != "crawl-delay"
	}
	if named {
		return ours
	}
	return everybody
}

func (r *rules) add(key, value string) {
	if key == "crawl-delay" {
		if seconds, err := strconv.ParseFloat(value, 64); err == nil && seconds > 0 {
			r.delay = time.Duration(min(seconds, longestDelay.Seconds()) * float64(time.Second))
		}
		return
	}
	if value != "" && len(r.all) < robotsRules && len(value) <= longestAddress {
		r.all = append(r.all, rule{value, key == "allow"})
	}
}

// allow reports whether u may be fetched: the longest pattern that fits decides,
// and of two as long the one that allows.
func (r rules) allow(u *url.URL) bool {
	if r.refused {
		return false
	}
	path := u.EscapedPath()
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	longest, allowed := -1, true
	for _, rule := range r.all {
		if n := len(rule.pattern); (n > longest || n == longest && rule.allow) && fits(rule.pattern, path) {
			longest, allowed = n, rule.allow
		}
	}
	return allowed
}

// fits reports whether path begins with pattern, in which * is anything and a
// last $ is the end.
func fits(pattern, path string) bool {
	pattern, whole := strings.CutSuffix(pattern, "$")
	first, rest, stars := strings.Cut(pattern, "*")
	path, ok := strings.CutPrefix(path, first)
	if !ok {
		return false
	}
	for stars {
		var part string
		part, rest, stars = strings.Cut(rest, "*")
		if !stars && whole {
			return strings.HasSuffix(path, part)
		}
		i := strings.Index(path, part)
		if i < 0 {
			return false
		}
		path = path[i+len(part):]
	}
	return !whole || path == ""
}
