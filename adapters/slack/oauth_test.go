package slack

import (
	"context"
	"encoding/base64"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

func newOAuthBench(t testing.TB) *bench {
	return newBench(t, func(b *bench) {
		b.conf.BotToken = ""
		b.conf.OAuth = &OAuth{ClientID: "1.2", ClientSecret: "hush", PublicURL: "https://bot.example", Keys: []string{base64.StdEncoding.EncodeToString(make([]byte, 32))}}
	})
}

func visit(b *bench, path string, cookies ...*http.Cookie) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for _, c := range cookies {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	b.a.Handler().ServeHTTP(w, r)
	return w
}

// begin opens the install page and returns the state and its cookie.
func begin(t *testing.T, b *bench) (string, *http.Cookie) {
	t.Helper()
	w := visit(b, InstallPath)
	to, err := url.Parse(w.Header().Get("Location"))
	if w.Code != http.StatusFound || err != nil {
		t.Fatalf("the install page answers %d, %v", w.Code, err)
	}
	q := to.Query()
	if strings.TrimSuffix(to.String(), to.RawQuery) != b.fake.URL+"/oauth/v2/authorize?" || q.Get("client_id") != "1.2" || q.Get("redirect_uri") != "https://bot.example/slack/oauth" || q.Get("scope") != strings.Join(Scopes(), ",") {
		t.Errorf("it sends to %s", to)
	}
	c := w.Result().Cookies()[0]
	if !c.HttpOnly || !c.Secure || c.SameSite != http.SameSiteLaxMode {
		t.Errorf("the cookie is %+v", c)
	}
	return q.Get("state"), c
}

func TestInstall(t *testing.T) {
	b := newOAuthBench(t)
	state, cookie := begin(t, b)
	for name, w := range map[string]*httptest.ResponseRecorder{
		"no state":     visit(b, OAuthPath+"?code=c"),
		"no cookie":    visit(b, OAuthPath+"?code=c&state="+state),
		"other cookie": visit(b, OAuthPath+"?code=c&state="+state, &http.Cookie{Name: stateCookie, Value: "x"}),
		"invented":     visit(b, OAuthPath+"?code=c&state=x", &http.Cookie{Name: stateCookie, Value: "x"}),
	} {
		if w.Code != http.StatusBadRequest {
			t.Errorf("%s is answered %d", name, w.Code)
		}
	}
	w := visit(b, OAuthPath+"?code=c&state="+state, cookie)
	if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "Installed in Newsroom") || !strings.Contains(w.Header().Get("Content-Security-Policy"), "default-src 'none'") {
		t.Fatalf("installing is answered %d %s", w.Code, w.Body)
	}
	if w := visit(b, OAuthPath+"?code=c&state="+state, cookie); w.Code != http.StatusBadRequest {
		t.Errorf("a state used twice is answered %d", w.Code)
	}
	raw, err := b.deps.Memory.Load(context.Background(), installationKey("T1"))
	if err != nil || raw == nil || strings.Contains(string(raw), "xoxb") {
		t.Errorf("stored is %q, %v", raw, err)
	}
	b.form(t, slashForm(b.fake, "x"))
	b.command(t, 1)
	if calls := b.called("users.info"); len(calls) == 0 || calls[0].token != "xoxb-1" {
		t.Errorf("asked with %+v", calls)
	}
	state, cookie = begin(t, b)
	if w := visit(b, OAuthPath+"?error=access_denied&state="+state, cookie); w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), "access_denied") {
		t.Errorf("a refusal is answered %d %s", w.Code, w.Body)
	}
}

func TestOnlyListedWorkspacesInstall(t *testing.T) {
	b := newOAuthBench(t)
	b.a.conf.OAuth.Teams = []string{"T9"}
	state, cookie := begin(t, b)
	w := visit(b, OAuthPath+"?code=c&state="+state, cookie)
	if raw, _ := b.deps.Memory.Load(context.Background(), installationKey("T1")); w.Code == http.StatusOK || raw != nil || !strings.Contains(w.Body.String(), "may not install") {
		t.Errorf("a stranger installs: %d %s", w.Code, w.Body)
	}
}

func TestUninstallPurges(t *testing.T) {
	for _, event := range []map[string]any{{"type": "app_uninstalled"}, {"type": "tokens_revoked", "tokens": map[string]any{"bot": []string{"UBOT"}}}} {
		gone := make(chan string, 1)
		b := newOAuthBench(t)
		b.a.deps.Uninstalled = func(_ context.Context, team string) { gone <- team }
		state, cookie := begin(t, b)
		visit(b, OAuthPath+"?code=c&state="+state, cookie)
		b.event(t, "U1", event)
		if team := <-gone; team != "T1" {
			t.Errorf("%v uninstalled %s", event, team)
		}
		if raw, _ := b.deps.Memory.Load(context.Background(), installationKey("T1")); raw != nil {
			t.Errorf("%v left the installation", event)
		}
		if _, err := b.a.Post(context.Background(), desk, digestMessage(), "k"); refusal(err) != "not_installed" {
			t.Errorf("posting there: %v", err)
		}
	}
}

// TestUninstallDuringRotation has the app removed while its token is exchanged:
// nothing of it comes back.
func TestUninstallDuringRotation(t *testing.T) {
	b := newOAuthBench(t)
	ctx := context.Background()
	in := installation{Team: "T1", Token: "xoxb-old", Refresh: "xoxe-old", Expires: time.Now().Add(time.Hour), Since: time.Now()}
	if err := b.a.saveInstallation(ctx, in); err != nil {
		t.Fatal(err)
	}
	b.refuse = func(method string, _ url.Values) string {
		if method == "oauth.v2.access" {
			b.a.uninstall(ctx, "T1", time.Now().Add(time.Second))
		}
		return ""
	}
	if got, err := b.a.installation(ctx, "T1"); refusal(err) != "not_installed" || got.Token != "" {
		t.Errorf("got %q, %v", got.Token, err)
	}
	if raw, _ := b.deps.Memory.Load(ctx, installationKey("T1")); raw != nil {
		t.Error("the tokens are stored again")
	}
	b.refuse = nil
	state, cookie := begin(t, b)
	if w := visit(b, OAuthPath+"?code=c&state="+state, cookie); w.Code != http.StatusOK {
		t.Fatalf("installing again: %d %s", w.Code, w.Body)
	}
	b.a.uninstall(ctx, "T1", time.Now().Add(-time.Minute)) // the removal is told once more, late
	if in, err := b.a.installation(ctx, "T1"); err != nil || in.Token == "" {
		t.Errorf("an old removal is believed: %v", err)
	}
}

// TestOrganisationLeaves has an organisation remove the app: its workspaces are
// forgotten with it, and no other.
func TestOrganisationLeaves(t *testing.T) {
	b := newOAuthBench(t)
	var gone string
	b.a.deps.Uninstalled = func(_ context.Context, team string) { gone = team }
	for _, team := range []string{"E1", "E1/T1", "E1/T2", "E12/T1", "T1"} {
		b.a.workspaces[team] = &workspace{}
	}
	b.a.uninstall(context.Background(), "E1/T1", time.Time{})
	if left := slices.Sorted(maps.Keys(b.a.workspaces)); gone != "E1" || !slices.Equal(left, []string{"E12/T1", "T1"}) {
		t.Errorf("left are %v; told of %q", left, gone)
	}
}

// TestRotation lets a token run out under twenty callers: it is exchanged
// once, the new one is stored before it is used.
func TestRotation(t *testing.T) {
	b := newOAuthBench(t)
	ctx := context.Background()
	in := installation{Team: "T1", Token: "xoxb-old", Refresh: "xoxe-old", Expires: time.Now().Add(90 * time.Minute)}
	if err := b.a.saveInstallation(ctx, in); err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for range 20 {
		group.Go(func() {
			if got, err := b.a.installation(ctx, "T1"); err != nil || got.Token != "xoxb-1" && got.Token != "xoxb-old" {
				t.Errorf("got %+v, %v", got.Token, err)
			}
		})
	}
	group.Wait()
	got, err := b.a.installation(ctx, "T1")
	if err != nil || got.Token != "xoxb-1" || got.Refresh != "xoxe-1" || time.Until(got.Expires) < 11*time.Hour {
		t.Errorf("afterwards it is %+v, %v", got, err)
	}
	if n := len(b.called("oauth.v2.access")); n != 1 {
		t.Errorf("%d exchanges", n)
	}
	if free, err := b.deps.Memory.Claim(ctx, "slack/rotate/T1", time.Second); err != nil || !free {
		t.Error("the lock is not given back")
	}
	for _, c := range b.called("oauth.v2.access") {
		if c.form.Get("refresh_token") != "xoxe-old" || c.form.Get("grant_type") != "refresh_token" {
			t.Errorf("exchanged with %v", c.form)
		}
	}
}

// TestRotationByAnother comes with an installation it read before another
// replica exchanged the token: the single-use one is not used again.
func TestRotationByAnother(t *testing.T) {
	b := newOAuthBench(t)
	stale := installation{Team: "T1", Token: "xoxb-old", Refresh: "xoxe-old", Expires: time.Now().Add(time.Hour)}
	fresh := installation{Team: "T1", Token: "xoxb-new", Refresh: "xoxe-new", Expires: time.Now().Add(12 * time.Hour)}
	if err := b.a.saveInstallation(context.Background(), fresh); err != nil {
		t.Fatal(err)
	}
	if got, err := b.a.rotate(context.Background(), "T1", stale); err != nil || got.Token != "xoxb-new" || len(b.called("oauth.v2.access")) > 0 {
		t.Errorf("got %s, %v, %d exchanges", got.Token, err, len(b.called("oauth.v2.access")))
	}
}

func TestRotationRefused(t *testing.T) {
	b := newOAuthBench(t)
	b.refuse = func(method string, _ url.Values) string {
		if method == "oauth.v2.access" {
			return "invalid_refresh_token"
		}
		return ""
	}
	in := installation{Team: "T1", Token: "xoxb-old", Refresh: "xoxe-old", Expires: time.Now().Add(time.Minute)}
	if err := b.a.saveInstallation(context.Background(), in); err != nil {
		t.Fatal(err)
	}
	if _, err := b.a.installation(context.Background(), "T1"); refusal(err) != "invalid_refresh_token" || !strings.Contains(err.Error(), "/slack/install") {
		t.Errorf("got %v", err)
	}
}

func TestOrgWideInstallation(t *testing.T) {
	b := newOAuthBench(t)
	if err := b.a.saveInstallation(context.Background(), installation{Enterprise: "E1", Token: "xoxb-org"}); err != nil {
		t.Fatal(err)
	}
	form := slashForm(b.fake, "x")
	form.Set("enterprise_id", "E1")
	form.Set("is_enterprise_install", "true")
	b.form(t, form)
	if c := b.command(t, 1); c.Channel.Team != "E1/T1" {
		t.Errorf("asked in %+v", c.Channel)
	}
	if _, err := b.a.workspace(context.Background(), "E1/T2"); err != nil {
		t.Errorf("another team of the organisation: %v", err)
	}
}

func TestSealedTokens(t *testing.T) {
	key := func(b byte) string { return base64.StdEncoding.EncodeToString([]byte(strings.Repeat(string(b), 32))) }
	old := &OAuth{Keys: []string{key('a')}}
	sealed, err := old.close(installation{Token: "xoxb-1"})
	if err != nil {
		t.Fatal(err)
	}
	var in installation
	if err := (&OAuth{Keys: []string{key('b'), key('a')}}).open(sealed, &in); err != nil || in.Token != "xoxb-1" {
		t.Errorf("with the old key in second place: %+v, %v", in, err)
	}
	if err := (&OAuth{Keys: []string{key('b')}}).open(sealed, &in); err == nil {
		t.Error("opened without its key")
	}
	for i := range sealed {
		bad := append([]byte{}, sealed...)
		bad[i] ^= 1
		if err := old.open(bad, &in); err == nil {
			t.Fatalf("opened with byte %d changed", i)
		}
	}
	for _, bad := range []*OAuth{{}, {ClientID: "1", ClientSecret: "2", PublicURL: "http://x", Keys: []string{key('a')}}, {ClientID: "1", ClientSecret: "2", PublicURL: "https://x"},
		{ClientID: "1", ClientSecret: "2", PublicURL: "https://x", Keys: []string{"short"}}} {
		if err := bad.check(); err == nil {
			t.Errorf("%+v is accepted", bad)
		}
	}
}
