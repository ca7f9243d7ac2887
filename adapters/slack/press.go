package slack

import (
	"cmp"
	"context"
	"strings"
	"time"

	api "github.com/slack-go/slack"

	"briefingbot/adapters/chat"
)

// interact takes what somebody pressed, chose or submitted. reply is what
// Slack wants with the acknowledgement, or nil; taken is false where the bot
// has too much to do. It returns within syncFor.
func (a *Adapter) interact(ctx context.Context, c api.InteractionCallback) (reply any, taken bool) {
	team := a.teamOf(c.Enterprise.ID, c.Team.ID, c.IsEnterpriseInstall)
	switch c.Type {
	case api.InteractionTypeBlockSuggestion:
		return suggestZones(c.Value), true
	case api.InteractionTypeViewSubmission:
		if c.View.CallbackID == saveSchedule {
			return a.submitSchedule(ctx, team, c), true
		}
		return nil, true
	case api.InteractionTypeMessageAction:
		return nil, c.CallbackID != whoSaidThis || a.takeWhoSaidThis(team, c)
	case api.InteractionTypeShortcut:
		return nil, c.CallbackID != briefingNow || a.take(c.TriggerID, team, c.ResponseURL, func(ctx context.Context, ws *workspace) {
			q := a.pressedBy(ws, team, c)
			q.Direct, q.Channel.ID = true, c.User.ID
			a.serveCommand(ctx, q)
		})
	case api.InteractionTypeBlockActions:
		for _, action := range c.ActionCallback.BlockActions {
			if !a.takePress(team, c, *action) {
				return nil, false
			}
		}
	}
	return nil, true
}

// syncFor is how long an acknowledgement may take: Slack waits 3 s.
const syncFor = 2500 * time.Millisecond

func (a *Adapter) takeWhoSaidThis(team string, c api.InteractionCallback) bool {
	return a.take(c.TriggerID, team, c.ResponseURL, func(ctx context.Context, ws *workspace) {
		q := a.pressedBy(ws, team, c)
		q.Text, q.Attached = "verify", wording(c.Message)
		q.Channel.Thread = c.Message.ThreadTimestamp
		q.root = cmp.Or(c.Message.ThreadTimestamp, c.Message.Timestamp)
		q.restate = "Who said this? " + q.Attached
		a.serveCommand(ctx, q)
	})
}

func (a *Adapter) takePress(team string, c api.InteractionCallback, action api.BlockAction) bool {
	switch {
	case action.ActionID == shareAction, strings.HasPrefix(action.ActionID, "press."):
		return a.take(c.TriggerID+action.ActionID+action.ActionTs, team, c.ResponseURL, func(ctx context.Context, ws *workspace) {
			q := a.pressedBy(ws, team, c)
			q.pressed = true
			q.own = c.Container.IsEphemeral || q.Direct
			if action.ActionID == shareAction {
				q.User = a.user(ctx, ws, q.User.ID)
				a.share(ctx, q, action.Value)
				return
			}
			q.Button = cmp.Or(action.Value, action.SelectedOption.Value) // of a menu
			a.serveCommand(ctx, q)
		})
	case strings.HasPrefix(action.ActionID, "schedule."):
		return a.take(c.TriggerID+action.ActionID+action.ActionTs, team, c.ResponseURL, func(ctx context.Context, ws *workspace) {
			a.pressSchedule(ctx, ws, team, c, action)
		})
	}
	return true // a choice in a form: it comes again with the form
}

// pressedBy is the command a gesture stands for, without its text.
func (a *Adapter) pressedBy(ws *workspace, team string, c api.InteractionCallback) asked {
	q := asked{ws: ws, response: a.newResponse(c.ResponseURL)}
	q.ID = cmp.Or(c.TriggerID, c.ActionTs)
	q.User = chat.User{ID: c.User.ID}
	q.ReplyTo = cmp.Or(c.Container.MessageTs, c.MessageTs)
	q.Channel = chat.Channel{Platform: "slack", Team: team, ID: cmp.Or(c.Channel.ID, c.Container.ChannelID)}
	q.Channel.Thread = cmp.Or(c.Container.ThreadTs, c.Message.ThreadTimestamp)
	q.Direct = strings.HasPrefix(q.Channel.ID, "D")
	q.root = q.Channel.Thread
	if q.root == "" && !c.Container.IsEphemeral {
		q.root = q.ReplyTo
	}
	return q
}
