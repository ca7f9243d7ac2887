package slack

import (
	"context"

	"github.com/slack-go/slack/slackevents"

	"briefingbot/adapters/chat"
)

// takeLeaving takes an event by which the bot is no longer in a channel, and
// tells the bot of it once. taken is false where the bot has too much to do;
// leaving is false for any other event.
func (a *Adapter) takeLeaving(e slackevents.EventsAPIEvent, id, team string) (taken, leaving bool) {
	const removed, archived, deleted = "I was removed", "the channel was archived", "the channel was deleted"
	channel, who, why := "", "", ""
	switch event := e.InnerEvent.Data.(type) {
	case *slackevents.MemberLeftChannelEvent:
		channel, who, why = event.Channel, event.User, removed
	case *slackevents.ChannelLeftEvent:
		channel, why = event.Channel, removed
	case *slackevents.GroupLeftEvent:
		channel, why = event.Channel, removed
	case *slackevents.ChannelArchiveEvent:
		channel, why = event.Channel, archived
	case *slackevents.GroupArchiveEvent:
		channel, why = event.Channel, archived
	case *slackevents.ChannelDeletedEvent:
		channel, why = event.Channel, deleted
	case *slackevents.GroupDeletedEvent:
		channel, why = event.Channel, deleted
	default:
		return false, false
	}
	return a.take(id, team, "", func(ctx context.Context, ws *workspace) {
		if who != "" && who != ws.user { // somebody else has left
			return
		}
		a.count("slack_left")
		if a.deps.Gone != nil { // which may ask for the channel's name: Slack may not tell it any more
			a.deps.Gone(ctx, chat.Channel{Platform: "slack", Team: team, ID: channel}, why)
		}
		a.channels.forget(ws.team + "/" + channel)
	}), true
}
