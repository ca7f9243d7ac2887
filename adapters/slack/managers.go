package slack

import (
	"context"
	"slices"

	"briefingbot/adapters/chat"
)

var _ chat.Steward = (*Adapter)(nil)

// Manages reports whether user made the channel to, is an admin or owner of the
// workspace, or is one of Config.Admins. Whom Slack calls a channel's managers
// beside its creator it tells to the apps of an Enterprise organisation's
// admins only.
func (a *Adapter) Manages(ctx context.Context, to chat.Channel, user string) (bool, error) {
	if slices.Contains(a.conf.Admins, user) {
		return true, nil
	}
	ws, err := a.workspace(ctx, to.Team)
	if err != nil {
		return false, err
	}
	if a.user(ctx, ws, user).Admin {
		return true, nil
	}
	if direct(to.ID) {
		return false, nil
	}
	r, err := a.room(ctx, ws, to.ID)
	return err == nil && r.creator != "" && r.creator == user, err
}
