package slack

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	api "github.com/slack-go/slack"

	"briefingbot/adapters/chat"
)

// room is what Slack tells about a channel.
type room struct {
	external bool
	archived bool
	outside  bool   // the bot is not in it
	creator  string // id of who made it
	name     string // "#general"; empty for a conversation
}

func (a *Adapter) room(ctx context.Context, ws *workspace, id string) (room, error) {
	return a.channels.find(ws.team+"/"+id, func() (room, error) {
		var c *api.Channel
		err := again(ctx, func() error {
			var err error
			c, err = ws.client.GetConversationInfoContext(ctx, &api.GetConversationInfoInput{ChannelID: id})
			return a.judge("ask Slack about channel "+id, err)
		})
		if err != nil {
			return room{}, err
		}
		name := ""
		if c.Name != "" && !c.IsIM && !c.IsMpIM {
			name = "#" + c.Name
		}
		return room{name: name, external: c.IsExtShared || c.IsPendingExtShared, archived: c.IsArchived,
			outside: !c.IsMember && !c.IsIM && !c.IsMpIM, creator: c.Creator}, nil
	})
}

// Name is the name of a channel, as in #general, where Slack tells it.
func (a *Adapter) Name(ctx context.Context, c chat.Channel) string {
	if direct(c.ID) {
		return ""
	}
	ws, err := a.workspace(ctx, c.Team)
	if err != nil {
		return ""
	}
	r, err := a.room(ctx, ws, c.ID)
	if err != nil {
		a.log.WarnContext(ctx, "slack does not tell a channel's name", "channel", c.ID, "error", err)
	}
	return r.name
}

// direct reports whether id is a conversation between two, or a person.
func direct(id string) bool {
	return strings.HasPrefix(id, "D") || strings.HasPrefix(id, "U") || strings.HasPrefix(id, "W")
}

// listed reports whether the bot may be used in channel id.
func (a *Adapter) listed(id string) bool {
	return direct(id) || slices.Contains(a.conf.Channels, "*") || slices.Contains(a.conf.Channels, id)
}

// mayPost returns why the bot must not post to a channel: it is not on the
// list, or it is, or may be, shared with another organisation, or archived.
func (a *Adapter) mayPost(ctx context.Context, to chat.Channel) error {
	if !a.listed(to.ID) {
		return refuses("post to "+to.ID, "channel_not_listed", "Add the channel's id "+to.ID+" to slack.channels.")
	}
	if a.conf.External || direct(to.ID) {
		return nil
	}
	_, err := a.open(ctx, to)
	return err
}

// mayJoin returns why a schedule must not post to a channel: besides mayPost,
// because the bot is not in it, which Slack would say only when it posts.
func (a *Adapter) mayJoin(ctx context.Context, to chat.Channel) error {
	if err := a.mayPost(ctx, to); err != nil || direct(to.ID) {
		return err
	}
	r, err := a.open(ctx, to)
	if err != nil || !r.outside {
		return err
	}
	ws, err := a.workspace(ctx, to.Team)
	if err != nil {
		return notSent(err)
	}
	a.channels.forget(ws.team + "/" + to.ID) // until it is invited
	return refuses("post to "+to.ID, "not_in_channel", "I am not in that channel. Invite me there first: /invite @"+cmp.Or(ws.name, "briefing")+", then save again.")
}

// open returns what Slack tells about a channel that can be posted to.
func (a *Adapter) open(ctx context.Context, to chat.Channel) (room, error) {
	ws, err := a.workspace(ctx, to.Team)
	if err != nil {
		return room{}, notSent(err)
	}
	r, err := a.room(ctx, ws, to.ID)
	switch {
	case err != nil:
		return room{}, notSent(err)
	case r.external && !a.conf.External:
		return room{}, refuses("post to "+to.ID, "channel_is_external",
			"The channel is shared with another organisation (Slack Connect). Set slack.external to true to post there all the same.")
	case r.archived:
		a.channels.forget(ws.team + "/" + to.ID)
		return room{}, refuses("post to "+to.ID, "is_archived", remedies["is_archived"])
	}
	return r, nil
}

func refuses(doing, reason, remedy string) error {
	return fmt.Errorf("%s: %w", doing, chat.Refused{Reason: reason, Remedy: remedy})
}
