package matrix

import (
	"context"

	"maunium.net/go/mautrix/event"
	"maunium.net/go/mautrix/event/cmdschema"
	"maunium.net/go/mautrix/id"

	"briefingbot/adapters/chat"
	"errors"
	"strings"
)

// offerCommands tells clients which command the bot takes, where the room lets
// it. Nothing depends on it: the prefix always works.
func (a *Adapter) offerCommands(ctx context.Context, in id.RoomID) {
	c := &cmdschema.EventContent{
		Command:     strings.TrimLeft(a.conf.Prefix, "!/"),
		Description: event.MakeExtensibleText("The briefing, or an answer in the words of the articles"),
		Parameters: []*cmdschema.Parameter{{
			Key: "words", Schema: cmdschema.PrimitiveTypeString.Schema(), Optional: true,
			Description: event.MakeExtensibleText("A question, a name, or help"),
		}},
		TailParam: "words",
	}
	_, err := a.client().SendStateEvent(ctx, in, event.StateMSC4391BotCommand, c.StateKey(a.client().UserID), c)
	if err = judge("offer commands in "+string(in), err); err == nil {
		return
	}
	var refused chat.Refused
	if !errors.As(err, &refused) {
		a.log.InfoContext(ctx, "matrix room is not told of the bot's commands", "error", err)
	}
}
