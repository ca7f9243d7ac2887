package slack

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"briefingbot/adapters/chat"
)

// ErrMissingScopes says that the app was installed with fewer scopes than the
// manifest has.
var ErrMissingScopes = errors.New("the Slack app lacks scopes")

// errUnasked is the doubt of an adapter that has not asked Slack yet.
var errUnasked = errors.New("nobody asked Slack yet")

// Check asks Slack whether the token is good and has the scopes it needs. The
// error names what to do; ErrMissingScopes says that the bot works, but not
// wholly.
func (a *Adapter) Check(ctx context.Context) error {
	if a.conf.OAuth != nil {
		return nil // every workspace was checked when it installed the app
	}
	ws, err := a.workspace(ctx, "")
	if err != nil {
		return err
	}
	if missing := missingScopes(ws.scopes); len(missing) > 0 {
		a.count("slack_missing_scope")
		return fmt.Errorf("%w: %s: add them to the app (OAuth & Permissions) and install it again", ErrMissingScopes, strings.Join(missing, ", "))
	}
	return nil
}

// Ready says why questions do not reach the bot or answers do not leave it just
// now, or nil: Run does not run, no socket is open, or Slack has not confirmed
// the token, or has taken it back since. It asks Slack nothing.
func (a *Adapter) Ready() error {
	switch {
	case a.handlerNow() == nil:
		return errors.New("the Slack adapter does not run")
	case a.conf.AppToken != "" && a.sockets.Load() == 0:
		return errors.New("no socket to Slack is open")
	}
	if why := a.doubt.Load(); why != nil && a.conf.OAuth == nil {
		return fmt.Errorf("the bot's token is not confirmed by Slack: %w", *why)
	}
	return nil
}

// reassureEvery is how soon Slack is asked again where it has not confirmed the
// token.
const reassureEvery = 30 * time.Second

// reassure asks Slack again while there is a doubt, until ctx ends, and says
// what it hears.
func (a *Adapter) reassure(ctx context.Context, every time.Duration) {
	for chat.Sleep(ctx, every) == nil {
		if a.doubt.Load() == nil || a.conf.OAuth != nil {
			continue
		}
		err := a.Check(ctx)
		switch {
		case ctx.Err() != nil:
		case fatal[refusal(err)]:
			a.log.ErrorContext(ctx, "slack does not let the bot in", "error", err)
		case err != nil && !errors.Is(err, ErrMissingScopes):
			a.log.WarnContext(ctx, "slack does not confirm the installation", "error", err)
		default:
			a.log.InfoContext(ctx, "slack confirms the installation")
		}
	}
}

// judge is judge for a call with a workspace's token: where Slack has taken
// that back, Ready knows it at once, and the next call asks who the bot is.
func (a *Adapter) judge(doing string, err error) error {
	err = judge(doing, err)
	if fatal[refusal(err)] {
		a.forgetWorkspaces()
		a.doubts(err)
	}
	return err
}

// doubts notes why Slack may not have the token, or with nil that it has.
func (a *Adapter) doubts(err error) {
	if err == nil {
		a.doubt.Store(nil)
		return
	}
	a.doubt.Store(&err)
}
