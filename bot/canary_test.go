package main

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestNoSecretIsTold plants secrets wherever they can be put, rightly or not,
// has everything fail that can, and looks for them in all that is said.
func TestNoSecretIsTold(t *testing.T) {
	refusing := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprint(w, `{"ok":false,"error":"invalid_auth","errcode":"M_UNKNOWN_TOKEN"}`)
	}))
	t.Cleanup(refusing.Close)
	const canary = "c4n4ryc4n4ry"
	key := base64.StdEncoding.EncodeToString([]byte("c4n4ryc4n4ryc4n4ryc4n4ryc4n4ry12"))
	planted := []string{"SLACK_BOT_TOKEN=xoxb-" + canary, "SLACK_APP_TOKEN=xapp-" + canary, "SLACK_SIGNING_SECRET=" + canary, "SLACK_CLIENT_SECRET=" + canary,
		"SLACK_TOKEN_KEYS=" + key, "WEB_LINK_KEYS=" + key, "MATRIX_ACCESS_TOKEN=" + canary, "MATRIX_RECOVERY_KEY=" + canary}
	bent := []string{"SLACK_BOT_TOKEN=" + canary, "SLACK_SIGNING_SECRET=" + canary + "\n" + canary, "WEB_LINK_KEYS=" + canary, "MATRIX_PASSWORD=" + canary,
		"MATRIX_ACCESS_TOKEN=" + canary, "SLACK_APP_TOKEN_FILE=" + filepath.Join(t.TempDir(), "none")}
	dir := t.TempDir()
	settings := func(name, text string) string {
		path := filepath.Join(dir, name)
		text = "data: " + filepath.Join(dir, name+".data") + "\nlog: {level: debug}\n" + strings.ReplaceAll(text, "API", refusing.URL)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	slack := "web: {listen: \"127.0.0.1:0\", public_url: \"https://news.example\"}\nslack: {enabled: true, channels: [\"*\"], api: \"API/\", listen: \"127.0.0.1:0\", public_url: \"https://bot.example\", transport: "
	paths := map[string]string{
		"socket": settings("socket.yaml", slack+"socket}\n"),
		"http":   settings("http.yaml", slack+"http}\n"),
		"matrix": settings("matrix.yaml", "web: {listen: \"127.0.0.1:0\"}\nmatrix: {enabled: true, user: \"@b:127.0.0.1\", homeserver: \"API\"}\n"),
		"down":   settings("down.yaml", "store: postgres://user@127.0.0.1:1/db\n"),
		"wrong": settings("wrong.yaml", "store: postgres://user:"+canary+"@127.0.0.1:1/db\nsources: [\"https://user:"+canary+"@news.example/feed\", \"https://news.example/feed?token="+canary+"\"]\n"+
			"slack: {enabled: true, bot_token: xoxb-"+canary+", signing_secret: "+canary+"}\nmatrix: {password: "+canary+", recovery_key: "+canary+"}\n"),
	}
	for name, path := range paths {
		for _, env := range [][]string{planted, bent, nil} {
			for _, args := range [][]string{{"config", "check", path}, {"serve"}, {"status"}, {"history"}, {"health"}, {"store", "check"}, {"brief"}, {"slack", "manifest"}, {"matrix", "status"}, {"matrix", "registration"}} {
				discreet(t, canary, name, env, append([]string{"--config", path}, args...))
			}
		}
	}
	for _, url := range []string{"postgres://user:" + canary + "@127.0.0.1:1/db", "mysql://user:" + canary + "@h/db", "postgres://user:" + canary + "@127.0.0.1:x/db?password=" + canary, "//user:" + canary + "@h"} {
		discreet(t, canary, "copy", nil, []string{"store", "copy", url, "sqlite:" + filepath.Join(dir, "to.db")})
		discreet(t, canary, "copy", nil, []string{"store", "copy", "sqlite:" + filepath.Join(dir, "from.db"), url})
	}
}

// discreet runs the program and reports where it tells the canary.
func discreet(t *testing.T, canary, name string, env, args []string) {
	t.Helper()
	var out, wrong bytes.Buffer
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute) // nothing here runs for ever; should it, its words are read
	defer cancel()
	err := run(ctx, args, env, strings.NewReader(""), &out, &wrong)
	said := fmt.Sprint(out.String(), wrong.String(), err)
	for _, secret := range []string{canary, "YzRuNHJ5"} { // as it is, and in base64
		if i := strings.Index(said, secret); i >= 0 {
			t.Errorf("%s, %q tells a secret: …%s", name, args[len(args)-2:], said[max(0, i-80):i+len(secret)])
		}
	}
}
