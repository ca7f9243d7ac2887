package slack

import (
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"briefingbot/adapters/chat"
)

// grants is a Slack several workspaces use: it grants tokens for codes that
// work once, with the client's secret and the address they were asked for,
// exchanges refresh tokens that work once, and knows which token is whose.
type grants struct {
	*httptest.Server
	fake *fake

	mu      sync.Mutex
	allowed string // redirect_uri of the app's settings
	visitor string // team that presses Allow next: "T1", "E1" for an organisation; empty presses Cancel
	expires int
	codes   map[string]string // team by code
	tokens  map[string]string // team by token that lives
	refresh map[string]string // team by refresh token that was not used
	serial  int
	renewed int
	spent   int // exchanges of a refresh token that was used before
}

func newGrants(t *testing.T) *grants {
	g := &grants{fake: newFake(t), codes: map[string]string{}, tokens: map[string]string{}, refresh: map[string]string{}, expires: 43200}
	g.Server = httptest.NewServer(http.HandlerFunc(g.serve))
	t.Cleanup(g.Close)
	return g
}

func (g *grants) serve(w http.ResponseWriter, r *http.Request) {
	switch {
	case r.URL.Path == "/oauth/v2/authorize":
		g.authorize(w, r)
	case r.URL.Path == "/api/oauth.v2.access":
		_ = r.ParseForm()
		write(w, g.access(r.PostForm))
	case strings.HasPrefix(r.URL.Path, "/api/"):
		g.mu.Lock()
		team, alive := g.tokens[strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")]
		if !alive {
			_ = r.ParseForm()
			team, alive = g.tokens[r.PostForm.Get("token")]
		}
		g.mu.Unlock()
		switch {
		case !alive:
			write(w, map[string]any{"ok": false, "error": "account_inactive"})
		case r.URL.Path == "/api/auth.test":
			write(w, map[string]any{"ok": true, "team_id": team, "user_id": "UBOT", "bot_id": "BBOT", "user": "briefing"})
		case r.URL.Path == "/api/users.info":
			write(w, map[string]any{"ok": true, "user": map[string]any{"id": "U1", "name": "reader of " + team}})
		default:
			write(w, map[string]any{"ok": true, "ts": "1.1", "channel": map[string]any{"id": "C1", "is_member": true}})
		}
	default:
		g.fake.serve(w, r)
	}
}

// authorize is the page on which somebody allows the app in.
func (g *grants) authorize(w http.ResponseWriter, r *http.Request) {
	g.mu.Lock()
	defer g.mu.Unlock()
	q := r.URL.Query()
	if q.Get("client_id") != "1.2" || q.Get("redirect_uri") != g.allowed || q.Get("scope") != strings.Join(Scopes(), ",") || q.Get("state") == "" {
		http.Error(w, "Slack shows an error page", http.StatusBadRequest)
		return
	}
	back := url.Values{"state": {q.Get("state")}}
	if g.visitor == "" {
		back.Set("error", "access_denied")
	} else {
		g.serial++
		code := fmt.Sprint("code-", g.serial)
		g.codes[code] = g.visitor
		back.Set("code", code)
	}
	http.Redirect(w, r, g.allowed+"?"+back.Encode(), http.StatusFound)
}

func (g *grants) access(form url.Values) map[string]any {
	g.mu.Lock()
	defer g.mu.Unlock()
	no := func(reason string) map[string]any { return map[string]any{"ok": false, "error": reason} }
	if form.Get("client_id") != "1.2" || form.Get("client_secret") != "hush" {
		return no("bad_client_secret")
	}
	team, expires := "", g.expires
	if form.Get("grant_type") == "refresh_token" {
		old, known := form.Get("refresh_token"), false
		if team, known = g.refresh[old]; !known {
			g.spent++
			return no("invalid_refresh_token")
		}
		delete(g.refresh, old)
		g.renewed++
		expires = 43200
	} else {
		if form.Get("redirect_uri") != g.allowed {
			return no("bad_redirect_uri")
		}
		known := false
		if team, known = g.codes[form.Get("code")]; !known {
			return no("invalid_code")
		}
		delete(g.codes, form.Get("code"))
	}
	g.serial++
	token, refresh := fmt.Sprint("xoxe.xoxb-", team, "-", g.serial), fmt.Sprint("xoxe-", g.serial)
	g.tokens[token], g.refresh[refresh] = team, team
	answer := map[string]any{"ok": true, "access_token": token, "refresh_token": refresh, "expires_in": expires, "scope": strings.Join(Scopes(), ","),
		"team": map[string]any{"id": team, "name": "Newsroom " + team}, "authed_user": map[string]any{"id": "U1"}, "is_enterprise_install": false}
	if strings.HasPrefix(team, "E") {
		answer["team"], answer["enterprise"], answer["is_enterprise_install"] = nil, map[string]any{"id": team, "name": "Press Group"}, true
	}
	return answer
}

func (g *grants) remove(team string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, owned := range []map[string]string{g.tokens, g.refresh} {
		for token, owner := range owned {
			if owner == team {
				delete(owned, token)
			}
		}
	}
}

// fleet is two replicas of the bot behind one address, with one memory.
type fleet struct {
	*grants
	public   *httptest.Server
	replicas [2]*Adapter
	memory   chat.Memory
	next     atomic.Int64
	gone     chan string
}

func newFleet(t *testing.T) *fleet {
	f := &fleet{grants: newGrants(t), memory: chat.NewForgetful(), gone: make(chan string, 8)}
	f.public = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f.replicas[f.next.Add(1)%2].Handler().ServeHTTP(w, r)
	}))
	t.Cleanup(f.public.Close)
	f.allowed = f.public.URL + OAuthPath
	for i := range f.replicas {
		conf := quick(f.URL)
		conf.BotToken = ""
		conf.OAuth = &OAuth{ClientID: "1.2", ClientSecret: "hush", PublicURL: f.public.URL,
			Keys: []string{base64.StdEncoding.EncodeToString(make([]byte, 32))}}
		a, err := New(conf, Deps{Memory: f.memory, Uninstalled: func(_ context.Context, team string) { f.gone <- team }})
		if err != nil {
			t.Fatal(err)
		}
		f.replicas[i] = a
		ctx, stop := context.WithCancel(context.Background())
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			_ = a.Run(ctx, func(_ context.Context, c chat.Command) chat.Message {
				return chat.Message{Title: "To " + c.User.Name + ": " + c.Text, Private: true}
			})
		}()
		t.Cleanup(func() { stop(); <-ended })
		eventually(t, "readiness", func() bool { return a.Ready() == nil })
	}
	return f
}

// install is somebody of team with a browser.
func (f *fleet) install(t *testing.T, team string) (last *url.URL, status int, text string) {
	t.Helper()
	f.grants.mu.Lock()
	f.visitor = team
	f.grants.mu.Unlock()
	jar, _ := cookiejar.New(nil)
	browser := &http.Client{Jar: jar}
	return look(t, browser, f.public.URL+InstallPath)
}

func look(t *testing.T, browser *http.Client, address string) (*url.URL, int, string) {
	t.Helper()
	resp, err := browser.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.Request.URL, resp.StatusCode, string(text)
}

// deliver sends the bot what Slack sends it, over the wire.
func (f *fleet) deliver(t *testing.T, kind string, body []byte) {
	t.Helper()
	r := signedRequest("secret", kind, body)
	req, err := http.NewRequest(http.MethodPost, f.public.URL+RequestPath, r.Body)
	if err != nil {
		t.Fatal(err)
	}
	req.Header = r.Header
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Fatalf("delivery is answered %d", resp.StatusCode)
	}
}

func (f *fleet) ask(t *testing.T, team, text string) {
	t.Helper()
	form := slashForm(f.fake, text)
	form.Set("response_url", f.URL+fmt.Sprintf("/response/%d", gestures.Add(1)))
	form.Set("team_id", team)
	if enterprise, inner, org := strings.Cut(team, "/"); org {
		form.Set("team_id", inner)
		form.Set("enterprise_id", enterprise)
		form.Set("is_enterprise_install", "true")
	}
	f.deliver(t, formKind, []byte(form.Encode()))
}

func (f *fleet) hears(t *testing.T, want string) {
	t.Helper()
	eventually(t, want, func() bool { return strings.Contains(f.fake.shown(), want) })
}

// TestOAuthEndToEnd installs the app in three places with a browser, asks in
// each, and removes it from one, on two replicas.
func TestOAuthEndToEnd(t *testing.T) {
	f := newFleet(t)
	last, status, text := f.install(t, "T1")
	if status != http.StatusOK || !strings.Contains(text, "Installed in Newsroom T1") || !strings.Contains(text, "/briefing") {
		t.Fatalf("installing is answered %d %s", status, text)
	}
	if _, status, _ := look(t, http.DefaultClient, last.String()); status != http.StatusBadRequest {
		t.Errorf("the same state in another browser is answered %d", status)
	}
	if _, status, text := f.install(t, ""); status != http.StatusBadRequest || !strings.Contains(text, "access_denied") {
		t.Errorf("Cancel is answered %d %s", status, text)
	}
	for _, team := range []string{"T2", "E1"} {
		if _, status, text := f.install(t, team); status != http.StatusOK {
			t.Errorf("installing in %s is answered %d %s", team, status, text)
		}
	}
	for i, team := range []string{"T1", "T2", "E1/T7", "E1/T8", "T1", "T2"} {
		f.ask(t, team, fmt.Sprint("question ", i))
		home, _, _ := strings.Cut(team, "/")
		f.hears(t, fmt.Sprintf("To reader of %s: question %d", home, i))
	}
	f.ask(t, "T9", "from nowhere")
	f.hears(t, "Install the app there: open "+f.public.URL+InstallPath)

	f.grants.remove("T1")
	f.deliver(t, jsonKind, []byte(`{"type":"event_callback","team_id":"T1","event_id":"Ev1","event":{"type":"app_uninstalled"}}`))
	if team := <-f.gone; team != "T1" {
		t.Errorf("%s is gone", team)
	}
	if raw, err := f.memory.Load(t.Context(), installationKey("T1")); raw != nil || err != nil {
		t.Errorf("its tokens are still there: %d bytes, %v", len(raw), err)
	}
	for i, a := range f.replicas {
		to := chat.Channel{Platform: "slack", Team: "T1", ID: "C1"}
		reason := ""
		for n := range 2 { // a replica that did not hear of it is told by Slack
			_, err := a.Post(t.Context(), to, chat.Message{Title: "x"}, fmt.Sprint("late", i, n))
			reason = refusal(err)
		}
		if reason != "not_installed" {
			t.Errorf("replica %d posts there with %q", i, reason)
		}
	}
	f.ask(t, "T2", "still here")
	f.hears(t, "To reader of T2: still here")
}

// TestRotationRace lets the tokens of twenty workspaces run out while both
// replicas are asked: every refresh token is used once, nobody goes without an
// answer, and nobody is asked to install again.
func TestRotationRace(t *testing.T) {
	f := newFleet(t)
	const teams, questions = 20, 6
	f.grants.expires = 3600 // within rotateEarly of its end
	for n := range teams {
		if _, status, text := f.install(t, fmt.Sprint("T", n)); status != http.StatusOK {
			t.Fatalf("installing is answered %d %s", status, text)
		}
	}
	var group sync.WaitGroup
	for n := range teams {
		for q := range questions {
			group.Go(func() { f.ask(t, fmt.Sprint("T", n), fmt.Sprintf("question %d of %d.", q, n)) })
		}
	}
	group.Wait()
	for n := range teams {
		for q := range questions {
			f.hears(t, fmt.Sprintf("To reader of T%d: question %d of %d.", n, q, n))
		}
	}
	f.grants.mu.Lock()
	defer f.grants.mu.Unlock()
	if f.renewed != teams || f.spent > 0 {
		t.Errorf("%d tokens were exchanged, want %d; %d times with one that was used before", f.renewed, teams, f.spent)
	}
}
