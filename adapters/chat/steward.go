package chat

import "context"

// Steward knows who looks after a channel. An adapter that is one is asked
// before somebody changes what is posted in a channel, which may be another
// than the one they speak in; User.Admin is not asked then.
type Steward interface {
	// Manages reports whether user may change what is posted in to: who
	// manages the channel on its platform, or administers the bot there. The
	// error says that the platform did not tell.
	Manages(ctx context.Context, to Channel, user string) (bool, error)
}
