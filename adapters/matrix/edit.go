package matrix

import (
	"context"
	"strings"

	"maunium.net/go/mautrix/id"
)

// takeEdit answers the new wording of a question, where the question stands.
// What answered its first wording becomes the answer to this one.
func (a *Adapter) takeEdit(ctx context.Context, in id.RoomID, e incoming, s said) {
	if s.New == nil || s.Relates.Event == "" {
		return
	}
	edited := *s.New
	if edited.Mentions == nil {
		edited.Mentions = s.Mentions
	}
	was := a.answerTo(ctx, s.Relates.Event)
	if was == nil { // it may come, or be readable, only now, and is void by then
		a.settleWith(ctx, s.Relates.Event, nil, settleFor)
	}
	switch {
	case was != nil && (was.Room != in || was.By != "" && was.By != e.Sender):
		return // nobody edits what somebody else said
	case was != nil:
		edited.Relates = was.Relates
	case a.calls(edited):
		edited.Relates = a.relationOf(ctx, in, s.Relates.Event)
	}
	a.takeWording(ctx, in, e, edited, s.Relates.Event, was)
}

// calls reports whether a message says of itself that it is for the bot.
func (a *Adapter) calls(s said) bool {
	_, ok := afterPrefix(strings.TrimSpace(unquoted(s.Body)), a.conf.Prefix)
	return ok || s.mentioned(a.conf.User)
}

// relationOf asks for what a message relates to, which its edits do not say.
func (a *Adapter) relationOf(ctx context.Context, in id.RoomID, of string) relation {
	first, err := a.client().GetEvent(ctx, in, id.EventID(of))
	if err != nil {
		a.log.DebugContext(ctx, "matrix message that was edited is not to be had", "room", in, "error", judge("ask for a message", err))
		return relation{}
	}
	s, _ := read(first.Content.VeryRaw)
	return s.Relates
}
