package matrix

import (
	"context"
	"errors"
	"slices"
	"strings"

	"maunium.net/go/mautrix/event"
	"maunium.net/go/mautrix/event/cmdschema"
	"maunium.net/go/mautrix/id"

	"briefingbot/adapters/chat"
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
	at, what := a.key("offered", string(in)), []byte(chat.Mark(c.Command))
	if before, err := a.deps.Memory.Load(ctx, at); err == nil && slices.Equal(before, what) {
		return
	}
	_, err := a.client().SendStateEvent(ctx, in, event.StateMSC4391BotCommand, c.StateKey(a.client().UserID), c)
	if err = judge("offer commands in "+string(in), err); err == nil {
		err = a.deps.Memory.Save(ctx, at, what, 0)
	}
	if err != nil && !errors.As(err, &chat.Refused{}) {
		a.log.InfoContext(ctx, "matrix room is not told of the bot's commands", "error", err)
	}
}

// empowered offers the commands where the room's levels have come to let it.
func (a *Adapter) empowered(in id.RoomID, levels *event.PowerLevelsEventContent) {
	if levels != nil && levels.GetUserLevel(a.client().UserID) >= levels.GetEventLevel(event.StateMSC4391BotCommand) {
		a.crew.Take("room "+string(in), func(ctx context.Context) { a.offerCommands(ctx, in) })
	}
}
