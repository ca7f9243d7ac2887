package slack

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"time"

	api "github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
)

// Paths the bot's listener must send to Handler. All that Slack sends comes to
// one.
const (
	RequestPath = "/slack"
	InstallPath = "/slack/install"
	OAuthPath   = "/slack/oauth"
)

// Handler serves Slack's requests: slash commands, events, interactivity, and
// with OAuth the installation. While Run does not run it answers 503.
func (a *Adapter) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc(RequestPath, a.serveRequest)
	if a.conf.OAuth != nil {
		mux.HandleFunc("GET "+InstallPath, a.serveInstall)
		mux.HandleFunc("GET "+OAuthPath, a.serveOAuth)
	}
	return mux
}

// serveRequest verifies one request of Slack's and acknowledges it. The
// signature covers the body alone, so nothing else of the request is used.
func (a *Adapter) serveRequest(w http.ResponseWriter, r *http.Request) {
	switch {
	case a.conf.SigningSecret == "":
		http.NotFound(w, r)
		return
	case r.Method != http.MethodPost:
		w.Header().Set("Allow", http.MethodPost)
		http.Error(w, "POST only", http.StatusMethodNotAllowed)
		return
	case r.URL.RawQuery != "" || r.URL.ForceQuery:
		http.Error(w, "no query", http.StatusBadRequest)
		return
	}
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(syncFor))
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		status := http.StatusBadRequest
		var big *http.MaxBytesError
		if errors.As(err, &big) {
			status = http.StatusRequestEntityTooLarge
		}
		http.Error(w, "the body cannot be read", status)
		return
	}
	if !a.signed(r.Header, body) {
		a.count("slack_bad_signature")
		w.Header().Set("X-Slack-No-Retry", "1")
		http.Error(w, "unauthorized", http.StatusUnauthorized)
		return
	}
	signature := r.Header.Get("X-Slack-Signature") + r.Header.Get("X-Slack-Request-Timestamp")
	if !a.replays.first(signature) {
		a.count("slack_replay")
		w.WriteHeader(http.StatusOK)
		return
	}
	if r.Header.Get("X-Slack-Retry-Num") != "" {
		a.count("slack_retried")
	}
	if !a.dispatch(w, r, body) {
		a.replays.forget(signature)
	}
}

func (a *Adapter) signed(h http.Header, body []byte) bool {
	v, err := api.NewSecretsVerifier(h, a.conf.SigningSecret)
	if err != nil {
		return false
	}
	_, err = v.Write(body)
	return err == nil && v.Ensure() == nil
}

// dispatch takes a verified body: JSON is an event, a form with a payload an
// interaction, any other form a slash command. It reports false where Slack
// should send the same again.
func (a *Adapter) dispatch(w http.ResponseWriter, r *http.Request, body []byte) bool {
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind == "application/json" {
		return a.dispatchEvent(w, body)
	}
	form, err := url.ParseQuery(string(body))
	switch {
	case err != nil:
		http.Error(w, "the form cannot be read", http.StatusBadRequest)
		return true
	case form.Get("ssl_check") == "1":
		w.WriteHeader(http.StatusOK)
		return true
	case form.Has("payload"):
		return a.dispatchInteraction(r.Context(), w, form.Get("payload"))
	case form.Get("command") != "":
		return a.dispatchSlash(w, form)
	}
	http.Error(w, "neither a command nor an interaction", http.StatusBadRequest)
	return true
}

func (a *Adapter) dispatchSlash(w http.ResponseWriter, form url.Values) bool {
	taken := a.takeSlash(api.SlashCommand{
		TeamID: form.Get("team_id"), EnterpriseID: form.Get("enterprise_id"), IsEnterpriseInstall: form.Get("is_enterprise_install") == "true",
		ChannelID: form.Get("channel_id"), ChannelName: form.Get("channel_name"), UserID: form.Get("user_id"), UserName: form.Get("user_name"),
		Command: form.Get("command"), Text: form.Get("text"), ResponseURL: form.Get("response_url"), TriggerID: form.Get("trigger_id"),
	})
	if !taken { // Slack does not repeat commands: the person is told
		a.count("slack_overload")
		reply(w, map[string]any{"response_type": "ephemeral", "text": tooBusy})
		return true
	}
	w.WriteHeader(http.StatusOK)
	return true
}

func (a *Adapter) dispatchEvent(w http.ResponseWriter, body []byte) bool {
	var outer struct {
		Type      string `json:"type"`
		Challenge string `json:"challenge"`
	}
	if err := json.Unmarshal(body, &outer); err != nil {
		http.Error(w, "the event cannot be read", http.StatusBadRequest)
		return true
	}
	switch outer.Type {
	case slackevents.URLVerification:
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		_, _ = io.WriteString(w, outer.Challenge)
		return true
	case slackevents.AppRateLimited:
		a.count("slack_events_rate_limited")
		w.WriteHeader(http.StatusOK)
		return true
	}
	e, err := slackevents.ParseEvent(body, slackevents.OptionNoVerifyToken())
	if err != nil { // an event of a kind nobody asked for: not to be repeated
		a.count("slack_unknown_event")
		w.WriteHeader(http.StatusOK)
		return true
	}
	return a.accepted(w, a.takeEvent(e))
}

func (a *Adapter) dispatchInteraction(ctx context.Context, w http.ResponseWriter, payload string) bool {
	var c api.InteractionCallback
	if err := json.Unmarshal([]byte(payload), &c); err != nil {
		http.Error(w, "the payload cannot be read", http.StatusBadRequest)
		return true
	}
	answer, taken := a.interact(ctx, c)
	if answer != nil {
		reply(w, answer)
		return true
	}
	return a.accepted(w, taken)
}

// accepted acknowledges, or asks Slack to come again.
func (a *Adapter) accepted(w http.ResponseWriter, taken bool) bool {
	if !taken {
		a.count("slack_overload")
		http.Error(w, "busy", http.StatusServiceUnavailable)
		return false
	}
	w.WriteHeader(http.StatusOK)
	return true
}

func reply(w http.ResponseWriter, answer any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_ = json.NewEncoder(w).Encode(answer)
}
