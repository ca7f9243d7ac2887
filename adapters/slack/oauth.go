package slack

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	api "github.com/slack-go/slack"

	"briefingbot/adapters/chat"
)

// OAuth lets several workspaces install the app.
type OAuth struct {
	ClientID     string
	ClientSecret string
	PublicURL    string   // https, where this bot is reached; the callback is PublicURL/slack/oauth
	Keys         []string // 32 bytes each in base64: tokens are stored sealed with the first, and read with any
	Teams        []string // ids of the workspaces and organisations that may install; none means any
}

func (o *OAuth) check() error {
	switch {
	case o.ClientID == "" || o.ClientSecret == "":
		return errors.New("slack.client_id and SLACK_CLIENT_SECRET must be set (Basic Information)")
	case !strings.HasPrefix(o.PublicURL, "https://") && !strings.HasPrefix(o.PublicURL, "http://127.0.0.1:"):
		return fmt.Errorf("slack.public_url is %q; it must start with https://", o.PublicURL)
	case len(o.Keys) == 0:
		return errors.New("SLACK_TOKEN_KEYS is empty; make one with: openssl rand -base64 32")
	}
	for i := range o.Keys {
		if _, err := o.seal(i); err != nil {
			return err
		}
	}
	return nil
}

// rotateEarly is how long before its end a token is exchanged; Slack's live
// for 12 hours. https://docs.slack.dev/authentication/using-token-rotation
const (
	rotateEarly = 2 * time.Hour
	rotateFor   = time.Minute // how long one replica may be at it
)

// installation is what one workspace, or one organisation, granted.
type installation struct {
	Team       string    `json:"team"`
	Enterprise string    `json:"enterprise,omitempty"`
	Token      string    `json:"token"`
	Refresh    string    `json:"refresh,omitempty"`
	Expires    time.Time `json:"expires,omitzero"` // zero: never
	Scopes     string    `json:"scopes"`
	By         string    `json:"by"`
	Since      time.Time `json:"since,omitzero"` // when it was granted
}

// home is the key an installation is stored under: the organisation, where it
// is one's, or else the team.
func (in installation) home() string {
	if in.Team == "" {
		return in.Enterprise
	}
	return in.Team
}

func installationKey(home string) string { return "slack/installation/" + home }

// installation returns a live token for team ("T…" or "E…/T…").
func (a *Adapter) installation(ctx context.Context, team string) (installation, error) {
	home, _, _ := strings.Cut(team, "/")
	in, err := a.loadInstallation(ctx, home)
	if err != nil {
		return installation{}, err
	}
	if in.Expires.IsZero() || time.Until(in.Expires) > rotateEarly {
		return in, nil
	}
	return a.rotate(ctx, home, in)
}

func (a *Adapter) loadInstallation(ctx context.Context, home string) (installation, error) {
	raw, err := a.deps.Memory.Load(ctx, installationKey(home))
	if err != nil {
		return installation{}, fmt.Errorf("read the installation of %s: %w", home, err)
	}
	if raw == nil {
		return installation{}, fmt.Errorf("workspace %s: %w", home, a.notInstalled())
	}
	var in installation
	if err := a.conf.OAuth.open(raw, &in); err != nil {
		return installation{}, fmt.Errorf("read the installation of %s: %w", home, err)
	}
	return in, nil
}

func (a *Adapter) notInstalled() chat.Refused {
	return chat.Refused{Reason: "not_installed", Remedy: "Install the app there: open " + a.conf.OAuth.PublicURL + InstallPath + "."}
}

func removalKey(home string) string { return "slack/removed/" + home }

// removedFor is how long a removal is remembered: far longer than an exchange
// of tokens that it might meet.
const removedFor = 24 * time.Hour

// removed reports whether the workspace has removed the app since in was
// granted.
func (a *Adapter) removed(ctx context.Context, in installation) (bool, error) {
	raw, err := a.deps.Memory.Load(ctx, removalKey(in.home()))
	if err != nil || raw == nil {
		return false, err
	}
	at, err := time.Parse(time.RFC3339Nano, string(raw))
	return err == nil && !in.Since.After(at), err
}

func (a *Adapter) saveInstallation(ctx context.Context, in installation) error {
	raw, err := a.conf.OAuth.close(in)
	if err != nil {
		return err
	}
	if err := a.deps.Memory.Save(ctx, installationKey(in.home()), raw, 0); err != nil {
		return fmt.Errorf("save the installation of %s: %w", in.home(), err)
	}
	return nil
}

// rotate exchanges a refresh token, which works once: one replica at a time,
// and what comes back is saved before it is used. While another one is at it,
// the old token serves; it has two hours left, or the other one is waited for.
func (a *Adapter) rotate(ctx context.Context, home string, in installation) (installation, error) {
	lock := "slack/rotate/" + home
	mine, err := a.deps.Memory.Claim(ctx, lock, rotateFor)
	for waited := 0; err == nil && !mine; waited++ {
		left := time.Until(in.Expires)
		switch {
		case left > time.Minute || left > 0 && waited >= 50:
			return in, nil
		case waited >= 50:
			return installation{}, fmt.Errorf("wait for the tokens of %s: %w", home, chat.RateLimited{After: time.Second})
		}
		if err := chat.Sleep(ctx, 100*time.Millisecond); err != nil {
			return installation{}, fmt.Errorf("wait for the tokens of %s: %w", home, err)
		}
		if in, err = a.loadInstallation(ctx, home); err != nil || time.Until(in.Expires) > rotateEarly {
			return in, err
		}
		mine, err = a.deps.Memory.Claim(ctx, lock, rotateFor)
	}
	if err != nil {
		return installation{}, fmt.Errorf("lock the tokens of %s: %w", home, err)
	}
	defer func() { _ = a.deps.Memory.Save(context.WithoutCancel(ctx), lock, nil, 0) }()
	in, err = a.loadInstallation(ctx, home) // another one may have been quicker
	if err != nil || time.Until(in.Expires) > rotateEarly {
		return in, err
	}
	return a.exchange(context.WithoutCancel(ctx), home, in) // a refresh token that was sent is spent
}

// exchange trades the refresh token of an installation for new tokens.
func (a *Adapter) exchange(ctx context.Context, home string, in installation) (installation, error) {
	ctx, cancel := context.WithTimeout(ctx, rotateFor/2)
	defer cancel()
	o := a.conf.OAuth
	r, err := api.RefreshOAuthV2TokenContext(ctx, a.conf.HTTP, o.ClientID, o.ClientSecret, in.Refresh, api.OAuthOptionAPIURL(a.conf.APIURL))
	if err != nil {
		a.count("slack_rotation_failed")
		err = judge("rotate the tokens of "+home, err)
		if time.Until(in.Expires) > 0 && refusal(err) == "" {
			a.log.WarnContext(ctx, "slack token not rotated; the old one still serves", "team", home, "error", err)
			return in, nil
		}
		return installation{}, err
	}
	in.Token, in.Refresh, in.Expires = r.AccessToken, r.RefreshToken, expiry(r.ExpiresIn)
	if err := a.saveInstallation(ctx, in); err != nil {
		return installation{}, err
	}
	gone, err := a.removed(ctx, in) // while the tokens were exchanged: what was saved goes, too
	if err != nil || !gone {
		return in, err
	}
	if err := a.deps.Memory.Save(ctx, installationKey(home), nil, 0); err != nil {
		return installation{}, fmt.Errorf("purge the installation of %s: %w", home, err)
	}
	return installation{}, fmt.Errorf("workspace %s: %w", home, a.notInstalled())
}

func expiry(seconds int) time.Time {
	if seconds <= 0 {
		return time.Time{}
	}
	return time.Now().Add(time.Duration(seconds) * time.Second)
}

// uninstall forgets a workspace, or the whole organisation, for good. A removal
// at a time before the app was installed there again is an old story.
func (a *Adapter) uninstall(ctx context.Context, team string, at time.Time) {
	home, _, _ := strings.Cut(team, "/")
	if a.conf.OAuth != nil {
		if in, err := a.loadInstallation(ctx, home); err == nil && !at.IsZero() && in.Since.After(at) {
			a.count("slack_old_removal")
			return
		}
		err := a.deps.Memory.Save(ctx, removalKey(home), []byte(time.Now().Format(time.RFC3339Nano)), removedFor)
		if err == nil {
			err = a.deps.Memory.Save(ctx, installationKey(home), nil, 0)
		}
		if err != nil {
			a.log.ErrorContext(ctx, "slack installation is not purged", "team", home, "error", err)
		}
	}
	a.count("slack_uninstalled")
	a.log.InfoContext(ctx, "slack app was removed from a workspace", "team", home)
	a.forgetHome(home)
	if a.deps.Uninstalled != nil {
		a.deps.Uninstalled(ctx, home)
	}
}

// seal is the cipher of key i and the short name it is known by.
func (o *OAuth) seal(i int) (cipher.AEAD, error) {
	key, err := base64.StdEncoding.DecodeString(o.Keys[i])
	if err != nil || len(key) != 32 {
		return nil, fmt.Errorf("key %d of SLACK_TOKEN_KEYS is not 32 bytes in base64; make one with: openssl rand -base64 32", i)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("key %d of SLACK_TOKEN_KEYS: %w", i, err)
	}
	return cipher.NewGCM(block)
}

func (o *OAuth) keyName(i int) string {
	sum := sha256.Sum256([]byte("key id " + o.Keys[i]))
	return base64.RawURLEncoding.EncodeToString(sum[:6])
}

// close seals value with the first key: the key's name, a dot, nonce and box.
func (o *OAuth) close(value any) ([]byte, error) {
	raw, err := json.Marshal(value)
	if err != nil {
		return nil, fmt.Errorf("seal: %w", err)
	}
	box, err := o.seal(0)
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, box.NonceSize())
	if _, err := rand.Read(nonce); err != nil {
		return nil, fmt.Errorf("seal: %w", err)
	}
	return append([]byte(o.keyName(0)+"."), box.Seal(nonce, nonce, raw, nil)...), nil
}

func (o *OAuth) open(sealed []byte, into any) error {
	name, rest, _ := strings.Cut(string(sealed), ".")
	for i := range o.Keys {
		if o.keyName(i) != name {
			continue
		}
		box, err := o.seal(i)
		if err != nil {
			return err
		}
		if len(rest) < box.NonceSize() {
			break
		}
		raw, err := box.Open(nil, []byte(rest[:box.NonceSize()]), []byte(rest[box.NonceSize():]), nil)
		if err != nil {
			return fmt.Errorf("unseal: %w", err)
		}
		return json.Unmarshal(raw, into)
	}
	return fmt.Errorf("unseal: no key %q in SLACK_TOKEN_KEYS", name)
}
