package slack

import (
	"cmp"
	"context"
	"crypto/rand"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	api "github.com/slack-go/slack"

	"briefingbot/adapters/chat"
)

// stateCookie ties an installation to the browser that began it.
const (
	stateCookie = "briefing_slack_state"
	stateFor    = 10 * time.Minute
)

// serveInstall sends an administrator to Slack with a state that serves once.
func (a *Adapter) serveInstall(w http.ResponseWriter, r *http.Request) {
	state := rand.Text()
	if err := a.deps.Memory.Save(r.Context(), "slack/oauth/"+chat.Mark(state), []byte("1"), stateFor); err != nil {
		a.log.ErrorContext(r.Context(), "slack installation cannot begin", "error", err)
		page(w, http.StatusServiceUnavailable, "The installation cannot begin just now", "Please try again in a moment.")
		return
	}
	o := a.conf.OAuth
	http.SetCookie(w, &http.Cookie{Name: stateCookie, Value: state, Path: OAuthPath, MaxAge: int(stateFor.Seconds()),
		HttpOnly: true, Secure: strings.HasPrefix(o.PublicURL, "https://"), SameSite: http.SameSiteLaxMode})
	to := strings.TrimSuffix(a.conf.APIURL, "api/") + "oauth/v2/authorize?" + url.Values{
		"client_id": {o.ClientID}, "scope": {strings.Join(Scopes(), ",")}, "state": {state}, "redirect_uri": {o.PublicURL + OAuthPath}}.Encode()
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r, to, http.StatusFound)
}

// serveOAuth takes Slack's answer: the state must be the browser's and unused,
// then the code is exchanged and the tokens are stored.
func (a *Adapter) serveOAuth(w http.ResponseWriter, r *http.Request) {
	ctx, q := r.Context(), r.URL.Query()
	state := q.Get("state")
	cookie, err := r.Cookie(stateCookie)
	if err != nil || state == "" || cookie.Value != state || !a.useState(ctx, state) {
		a.count("slack_oauth_bad_state")
		page(w, http.StatusBadRequest, "This installation is not the one you began", "Open "+a.conf.OAuth.PublicURL+InstallPath+" and start again.")
		return
	}
	if q.Get("code") == "" {
		page(w, http.StatusBadRequest, "Not installed", "Slack says: "+cmp.Or(q.Get("error"), "no code")+".")
		return
	}
	o := a.conf.OAuth
	granted, err := api.GetOAuthV2ResponseContext(ctx, a.conf.HTTP, o.ClientID, o.ClientSecret, q.Get("code"), o.PublicURL+OAuthPath, api.OAuthOptionAPIURL(a.conf.APIURL))
	if err = judge("install the app", err); err == nil {
		err = a.install(ctx, granted)
	}
	if err != nil {
		a.count("slack_oauth_failed")
		a.log.ErrorContext(ctx, "slack app is not installed", "error", err)
		page(w, http.StatusBadGateway, "Not installed", cmp.Or(remedies[refusal(err)], "Please open "+o.PublicURL+InstallPath+" and start again."))
		return
	}
	text := "Type " + a.conf.Command + " in Slack."
	if missing := missingScopes(strings.Split(granted.Scope, ",")); len(missing) > 0 {
		text += " These scopes were not granted, so something will not work: " + strings.Join(missing, ", ") + "."
	}
	page(w, http.StatusOK, "Installed in "+cmp.Or(granted.Team.Name, granted.Enterprise.Name), text)
}

// useState reports true once for a state that serveInstall gave out.
func (a *Adapter) useState(ctx context.Context, state string) bool {
	key := "slack/oauth/" + chat.Mark(state)
	if given, err := a.deps.Memory.Load(ctx, key); err != nil || given == nil {
		return false
	}
	mine, err := a.deps.Memory.Claim(ctx, key+"/used", 2*stateFor)
	return err == nil && mine
}

func (a *Adapter) install(ctx context.Context, r *api.OAuthV2Response) error {
	in := installation{Team: r.Team.ID, Enterprise: r.Enterprise.ID, Token: r.AccessToken, Refresh: r.RefreshToken,
		Expires: expiry(r.ExpiresIn), Scopes: r.Scope, By: r.AuthedUser.ID, Since: time.Now()}
	if r.IsEnterpriseInstall {
		in.Team = ""
	}
	if teams := a.conf.OAuth.Teams; len(teams) > 0 && !slices.Contains(teams, in.Team) && !slices.Contains(teams, in.Enterprise) {
		return chat.Refused{Reason: "team_not_listed", Remedy: remedies["team_not_listed"]}
	}
	if err := a.saveInstallation(ctx, in); err != nil {
		return err
	}
	a.forgetHome(in.home())
	a.count("slack_installed")
	a.log.InfoContext(ctx, "slack app was installed in a workspace", "team", in.home(), "by", in.By)
	return nil
}

var pageTemplate = template.Must(template.New("page").Parse(`<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{{.Title}}</title><h1>{{.Title}}</h1><p>{{.Text}}</p></html>
`))

// page answers a browser.
func page(w http.ResponseWriter, status int, title, text string) {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = pageTemplate.Execute(w, struct{ Title, Text string }{title, text})
}
