package slack

import (
	"cmp"
	"context"
	"slices"
	"time"

	api "github.com/slack-go/slack"

	"briefingbot/adapters/chat"
)

// shared is a private answer that can be shared.
type shared struct {
	User    chat.User    `json:"user"`
	Channel chat.Channel `json:"channel"`
	Root    string       `json:"root,omitempty"`
	Asked   string       `json:"asked"`
	Message chat.Message `json:"message"`
}

const (
	shareAction = "share"
	shareFor    = 24 * time.Hour
)

// worthSharing reports whether m shows news: a notice, or a question back to
// who asked, is for them alone.
func worthSharing(m chat.Message) bool {
	return slices.ContainsFunc(m.Blocks, func(b chat.Block) bool {
		return b.Kind == chat.Quotation || slices.ContainsFunc(b.Choices, func(c chat.Choice) bool { return c.Role == chat.Useful })
	})
}

// shareable adds a button that shows a private answer to the channel, beside
// the buttons it has.
func (a *Adapter) shareable(ctx context.Context, q asked, m chat.Message, posts []post) []post {
	if !worthSharing(m) {
		return posts
	}
	id := chat.Mark(q.Channel.Team + q.ID + "share")
	s := shared{User: q.User, Channel: q.Channel, Root: q.shareRoot(), Asked: cmp.Or(q.restate, q.Text), Message: m}
	if err := a.save(ctx, shareKey(q.Channel.Team, id), s, shareFor); err != nil {
		a.log.WarnContext(ctx, "slack answer cannot be shared", "error", err)
		return posts
	}
	where := "Share with the channel"
	if q.Channel.Thread != "" {
		where = "Share in this thread"
	}
	button := api.NewButtonBlockElement(shareAction, id, plainText("Share"))
	button.AccessibilityLabel = where
	last := &posts[len(posts)-1]
	if with, err := withButton(last.Blocks, button); err == nil {
		last.Blocks = with
	}
	return posts
}

// shareKey is where an answer is kept to be shared: beneath its workspace,
// which may be forgotten.
func shareKey(team, id string) string { return "slack/share/" + team + "/" + id }

func (q asked) shareRoot() string {
	if q.Channel.Thread != "" {
		return q.Channel.Thread
	}
	return q.root
}

// share shows a private answer to the channel, once, with the name of who
// asked.
func (a *Adapter) share(ctx context.Context, q asked, id string) {
	var s shared
	found, err := a.load(ctx, shareKey(q.Channel.Team, id), &s)
	switch {
	case err != nil || !found:
		a.answer(ctx, q, notice("This answer is too old to be shared. Please ask again."))
		return
	case s.User.ID != q.User.ID || s.Channel.ID != q.Channel.ID:
		a.answer(ctx, q, notice("Only who asked can share an answer, and only where it was asked."))
		return
	}
	mine, err := a.deps.Memory.Claim(ctx, "slack/shared/"+id, shareFor)
	if err != nil || !mine {
		return
	}
	s.Message.Private = false
	posts, err := render(s.Message)
	if err != nil {
		a.lost(ctx, "a shared answer", err)
		return
	}
	who := "Shared by " + cmp.Or(s.User.Name, s.User.ID)
	if s.Asked != "" {
		who += ": " + s.Asked
	}
	posts[0] = restated(posts[0], who)
	public := q
	public.ID, public.root, public.pressed = "share/"+id, s.Root, false
	if err := a.answerPublicly(ctx, public, s.Message, posts); err != nil {
		_ = a.deps.Memory.Save(ctx, "slack/shared/"+id, nil, 0)
		a.rescue(ctx, q, err)
		return
	}
	if err := a.respond(ctx, q, post{Text: "Shared."}, respondHow{replace: true}); err != nil {
		a.log.WarnContext(ctx, "slack did not replace a shared answer", "error", err)
	}
}
