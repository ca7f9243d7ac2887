package matrix

import (
	"encoding/json"
	"html"
	"regexp"
	"strings"
)

// incoming is what the adapter reads of an event. All of it is hostile.
type incoming struct {
	ID       string          `json:"event_id"`
	Type     string          `json:"type"`
	Sender   string          `json:"sender"`
	Time     int64           `json:"origin_server_ts"` // milliseconds
	StateKey *string         `json:"state_key"`
	Redacts  string          `json:"redacts"`
	Content  json.RawMessage `json:"content"`
}

// said is the content of a message or a reaction.
type said struct {
	Kind     string    `json:"msgtype"`
	Body     string    `json:"body"`
	HTML     string    `json:"formatted_body"`
	Mentions *mentions `json:"m.mentions"`
	Relates  relation  `json:"m.relates_to"`
	New      *said     `json:"m.new_content"`
	Typed    *typed    `json:"org.matrix.msc4391.command"`
	Redacts  string    `json:"redacts"`
}

type mentions struct {
	Users []string `json:"user_ids"`
}

type relation struct {
	Kind  string `json:"rel_type"`
	Event string `json:"event_id"`
	Key   string `json:"key"`
	Falls bool   `json:"is_falling_back"`
	Reply struct {
		Event string `json:"event_id"`
	} `json:"m.in_reply_to"`
}

// typed is a command a client has read for the bot.
// https://github.com/matrix-org/matrix-spec-proposals/pull/4391
type typed struct {
	Command   string                     `json:"command"`
	Arguments map[string]json.RawMessage `json:"arguments"`
}

// read reads content leniently: a field of the wrong shape makes it nothing.
func read(raw json.RawMessage) (said, bool) {
	var s said
	if json.Unmarshal(raw, &s) != nil {
		return said{}, false
	}
	return s, true
}

// words is what a typed command says, as it would be typed.
func (t typed) words() string {
	_, verb, _ := strings.Cut(t.Command, " ")
	out := []string{verb}
	for _, name := range []string{"words", "text", "question"} {
		var word string
		if json.Unmarshal(t.Arguments[name], &word) == nil && word != "" {
			out = append(out, word)
		}
	}
	return strings.TrimSpace(strings.Join(out, " "))
}

var (
	oldReply = regexp.MustCompile(`(?s)^> <[^>\n]*>.*?\n\n`)
	pill     = regexp.MustCompile(`(?s)<a\s[^>]*href="https://matrix\.to/#/([^"]*)"[^>]*>(.*?)</a>`)
	tag      = regexp.MustCompile(`<[^>]*>`)
)

// unquoted is text without the quotation that old clients put before a reply.
func unquoted(text string) string {
	if strings.HasPrefix(text, "> <") {
		return oldReply.ReplaceAllString(text, "")
	}
	return text
}

// names returns how a message shows user: the labels of mentions in its HTML.
func (s said) names(user string) []string {
	if len(s.HTML) > 64<<10 {
		return nil
	}
	var out []string
	for _, m := range pill.FindAllStringSubmatch(s.HTML, -1) {
		who := strings.ReplaceAll(strings.ReplaceAll(m[1], "%40", "@"), "%3A", ":")
		if who, _, _ = strings.Cut(who, "?"); who == user {
			out = append(out, html.UnescapeString(tag.ReplaceAllString(m[2], "")))
		}
	}
	return out
}

// mentioned reports whether the message says that it is for user.
func (s said) mentioned(user string) bool {
	if s.Mentions != nil {
		for _, u := range s.Mentions.Users {
			if u == user {
				return true
			}
		}
		return false
	}
	return len(s.names(user)) > 0 || strings.HasPrefix(s.Body, user) // clients older than m.mentions
}

// withoutNames is text without user's name, which stands before or in it.
func withoutNames(text, user string, names []string) string {
	local, _, _ := strings.Cut(strings.TrimPrefix(user, "@"), ":")
	for _, name := range append(names, user, "@"+local, local) {
		if name == "" {
			continue
		}
		if len(text) >= len(name) && strings.EqualFold(text[:len(name)], name) && boundary(text[len(name):]) {
			return strings.TrimLeft(text[len(name):], " :,\t")
		}
	}
	for _, name := range append(names, user) {
		if name != "" {
			text = strings.Replace(text, name, " ", 1)
		}
	}
	return strings.TrimSpace(text)
}

func boundary(rest string) bool { return rest == "" || strings.ContainsAny(rest[:1], " :,\t\n") }

// afterPrefix returns what follows the command's prefix, and whether text
// begins with it.
func afterPrefix(text, prefix string) (string, bool) {
	if len(text) < len(prefix) || !strings.EqualFold(text[:len(prefix)], prefix) {
		return "", false
	}
	rest := text[len(prefix):]
	if rest != "" && !strings.ContainsAny(rest[:1], " \t\n") {
		return "", false
	}
	return strings.TrimSpace(rest), true
}
