package matrix

import (
	"context"
	"slices"

	"maunium.net/go/mautrix/id"

	"briefingbot/adapters/chat"
)

var _ chat.Steward = (*Adapter)(nil)

// Manages reports whether the room to lets user change its state, or user is
// one of Config.Admins.
func (a *Adapter) Manages(ctx context.Context, to chat.Channel, user string) (bool, error) {
	if slices.Contains(a.conf.Admins, user) {
		return true, nil
	}
	if err := a.Open(ctx); err != nil {
		return false, err
	}
	if _, err := a.levels(ctx, id.RoomID(to.ID)); err != nil {
		return false, err
	}
	return a.administers(ctx, id.RoomID(to.ID), id.UserID(user)), nil
}
