package config

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/caarlos0/env/v11"
)

// Secret is a token or password. However it is printed, logged or marshalled,
// it does not show itself.
type Secret string

const hidden = "[hidden]"

// Reveal returns the secret itself.
func (s Secret) Reveal() string { return string(s) }

// String returns a placeholder, or "" when there is no secret.
func (s Secret) String() string {
	if s == "" {
		return ""
	}
	return hidden
}

// Format writes the placeholder for every verb.
func (s Secret) Format(f fmt.State, verb rune) { _, _ = f.Write([]byte(s.String())) }

// MarshalText returns the placeholder; it serves JSON and YAML, too.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// LogValue returns the placeholder.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// tokenShapes match what is certainly a secret, wherever it stands.
var tokenShapes = regexp.MustCompile(strings.Join([]string{
	`xox[a-z](?:\.xox[a-z])?-[0-9A-Za-z-]{6,}`,                // Slack tokens
	`xapp-[0-9A-Za-z-]{6,}`,                                   // Slack app-level tokens
	`hooks\.slack\.com/(?:services|triggers|workflows)/[^\s]`, // Slack webhooks
	`\b(?:syt|mct|mcr|mat|mas)_[0-9A-Za-z+/=_-]{8,}`,          // Matrix access tokens
	`\bEs[0-9A-Za-z]{2}(?: [0-9A-Za-z]{4}){8,}`,               // Matrix recovery key
	`\beyJ[0-9A-Za-z_-]{8,}\.[0-9A-Za-z_-]{8,}`,               // JSON web token
	`[a-z][a-z0-9+.-]*://[^\s/@:"']*:[^\s/@"']+@`,             // a password in a URL
}, "|"))

// keyShapes match what may be a secret and is better not printed.
var keyShapes = regexp.MustCompile(`[0-9A-Fa-f]{24,}|[0-9A-Za-z+/_-]{32,}={0,2}`)

// secretWords are parts of a key, without - and _, that name a secret.
var secretWords = []string{"token", "password", "passwd", "passphrase", "secret", "credential", "apikey", "accesskey",
	"privatekey", "recoverykey", "picklekey", "cookie"}

func namesSecret(key string) bool {
	key = strings.NewReplacer("_", "", "-", "", " ", "").Replace(strings.ToLower(key))
	return slices.ContainsFunc(secretWords, func(w string) bool { return strings.Contains(key, w) })
}

// scan refuses every line that holds a secret, comments included.
func (r *report) scan(b []byte) {
	line := 0
	for text := range bytes.Lines(b) {
		line++
		at := tokenShapes.FindIndex(text)
		if at == nil {
			continue
		}
		r.addAt(place{line, at[0] + 1}, "", Fault{"holds a secret, which does not belong in this file (not shown)",
			"take it out, renew it if others could read it, and put it into the environment: " + list(secretNames(Config{}))})
		r.secretLines[line] = true
	}
}

// secretNames returns the environment variables of v and what lies in it.
func secretNames(v any) []string {
	var names []string
	t := reflect.TypeOf(v)
	for i := range t.NumField() {
		f := t.Field(i)
		if name := f.Tag.Get("env"); name != "" {
			names = append(names, name)
		} else if f.Type.Kind() == reflect.Struct {
			names = append(names, secretNames(reflect.Zero(f.Type).Interface())...)
		}
	}
	return names
}

// secrets takes the secrets that are given, and checks that those needed are
// there.
func (r *report) secrets(c *Config, environ []string) {
	if r.given(c, environ) {
		r.needed(c)
	}
}

// given takes the secrets from the environment, or from the files named by the
// variables that end in _FILE. It reports whether all of them could be read.
func (r *report) given(c *Config, environ []string) bool {
	given := env.ToMap(environ)
	values := map[string]string{}
	for _, name := range secretNames(*c) {
		v, file := given[name], given[name+"_FILE"]
		if v != "" && file != "" {
			r.missing(name, "is set, and so is "+name+"_FILE", "unset one of them")
		} else if file != "" {
			var err error
			if v, err = secretFile(file); err != nil {
				r.missing(name+"_FILE", err.Error(), "name a readable file that holds the secret and nothing else")
			}
		}
		values[name] = strings.TrimSpace(v)
	}
	before := len(r.problems)
	if err := env.ParseWithOptions(c, env.Options{Environment: values}); err != nil {
		r.missing("secrets", "could not be read", "") // no detail: err may quote them
	}
	return before == 0 || !slices.ContainsFunc(r.problems, func(p Problem) bool { return p.File == environment })
}

const environment = "environment"

func (r *report) missing(name, wrong, right string) {
	r.problems = append(r.problems, Problem{File: environment, Key: name, Fault: Fault{wrong, right}})
}

func secretFile(path string) (string, error) {
	b, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", fmt.Errorf("names %s, which does not exist", showPath(path))
	case errors.Is(err, fs.ErrPermission):
		return "", fmt.Errorf("names %s, which may not be read", showPath(path))
	case err != nil:
		return "", fmt.Errorf("names %s, which cannot be read", showPath(path))
	case len(bytes.TrimSpace(b)) == 0:
		return "", fmt.Errorf("names %s, which is empty", showPath(path))
	case len(b) > 64<<10:
		return "", fmt.Errorf("names %s, which is longer than 64 KiB", showPath(path))
	}
	return string(b), nil
}

// needed reports secrets that an enabled platform lacks or that have the wrong
// shape. Two tokens exchanged is the commonest mistake.
func (r *report) needed(c *Config) {
	if s := c.Slack; s.Enabled {
		if s.Transport == "oauth" {
			r.token("SLACK_CLIENT_SECRET", s.ClientSecret, "", "the Client Secret of the app's “Basic Information” page")
			r.token("SLACK_TOKEN_KEYS", s.TokenKeys, "", "32 random bytes in base64, as 'openssl rand -base64 32' prints them")
		} else {
			r.token("SLACK_BOT_TOKEN", s.BotToken, "xoxb-", "the Bot User OAuth Token of the app's “OAuth & Permissions” page")
		}
		if s.Transport == "socket" {
			r.token("SLACK_APP_TOKEN", s.AppToken, "xapp-", "an App-Level Token with the scope connections:write")
		} else {
			r.token("SLACK_SIGNING_SECRET", s.SigningSecret, "", "the Signing Secret of the app's “Basic Information” page")
		}
	}
	if c.Web.Signed() {
		r.linkKeys(c.Web.LinkKeys)
	}
	if m := c.Matrix; m.Enabled {
		r.login([]string{"MATRIX_ACCESS_TOKEN", "MATRIX_PASSWORD", "MATRIX_APP_TOKEN"}, []Secret{m.AccessToken, m.Password, m.AppToken})
	}
}

// linkKeys reports keys that cannot sign the links to the page.
func (r *report) linkKeys(s Secret) {
	const name, right = "WEB_LINK_KEYS", "32 random bytes in base64, as 'openssl rand -base64 32' prints them; when you renew it, put the new one first and a comma between"
	if s == "" {
		r.missing(name, "is not set, but web.public_url is, so links to the page must be signed", "set it, or "+name+"_FILE to a file that holds it: "+right)
		return
	}
	for i, key := range strings.Split(s.Reveal(), ",") {
		if b, err := base64.StdEncoding.DecodeString(strings.TrimSpace(key)); err != nil || len(b) < 32 {
			r.missing(name, fmt.Sprintf("has a key, number %d, that is not 32 bytes in base64", i+1), "write "+right)
			return
		}
	}
}

// login reports that none, or more than one, of the ways to log in is given.
func (r *report) login(names []string, given []Secret) {
	first := -1
	for i, s := range given {
		switch {
		case s == "":
		case first < 0:
			first = i
		default:
			r.missing(names[first], "is set, and so is "+names[i], "unset one of them")
		}
	}
	if first < 0 {
		r.missing(names[0], "is not set, nor is "+strings.Join(names[1:], " or ")+", but matrix is enabled",
			"set one of them, or the same name with _FILE to a file that holds it")
	}
}

func (r *report) token(name string, s Secret, prefix, what string) {
	switch {
	case s == "":
		r.missing(name, "is not set, but slack is enabled", "set it, or "+name+"_FILE to a file that holds it: "+what)
	case !strings.HasPrefix(s.Reveal(), prefix):
		r.missing(name, "does not begin with "+prefix, "it must be "+what)
	}
}
