package slack

import (
	"context"
	"encoding/json"
	"errors"

	api "github.com/slack-go/slack"

	"briefingbot/adapters/chat"
)

// serveCommand asks the handler and sends what it says. Whoever asked hears
// something, unless the question was not for the bot.
func (a *Adapter) serveCommand(ctx context.Context, q asked) {
	if !a.listed(q.Channel.ID) {
		a.refuse(ctx, q, "I am not set up for this channel. An administrator can add "+q.Channel.ID+" to slack.channels.")
		return
	}
	if q.response != nil && !q.Direct && !a.conf.External {
		if r, err := a.room(ctx, q.ws, q.Channel.ID); err == nil && r.external {
			a.refuse(ctx, q, "This channel is shared with another organisation. An administrator can set slack.external to allow me here.")
			return
		}
	}
	if !a.mayAsk(q) {
		a.count("slack_too_many_questions")
		a.refuse(ctx, q, "That was a lot of questions in a minute. Please wait a moment and ask again.")
		return
	}
	q.User = a.user(ctx, q.ws, q.User.ID)
	if !q.pressed { // a private answer to a button stands where the button does
		q.Root = q.root
	}
	m, ok := a.ask(ctx, q.Command)
	if !ok {
		return
	}
	if m.Empty() {
		if q.Overheard {
			return
		}
		a.count("slack_no_answer")
		m = notice("I have no answer to that.")
	}
	a.answer(ctx, q, m)
}

// ask calls the handler; a panic in it is the handler's, not ours. ok is false
// while nothing runs.
func (a *Adapter) ask(ctx context.Context, c chat.Command) (m chat.Message, ok bool) {
	h := a.handlerNow()
	if h == nil {
		return chat.Message{}, false
	}
	m, err := chat.Ask(ctx, h, c)
	var panicked chat.Panicked
	if errors.As(err, &panicked) {
		a.count("slack_panic")
		a.log.ErrorContext(ctx, "answering a slack command panicked", "panic", panicked.Word, "stack", panicked.Stack)
	}
	return m, true
}

// notice is a private line of the bot's own.
func notice(text string) chat.Message { return chat.Message{Title: text, Private: true} }

func (a *Adapter) refuse(ctx context.Context, q asked, why string) {
	if q.Overheard {
		return
	}
	a.count("slack_refused_question")
	a.answer(ctx, q, notice(why))
}

// mayAsk reports whether the person is within the rate.
func (a *Adapter) mayAsk(q asked) bool {
	return a.conf.PerMinute < 0 || a.rates.Take(q.ws.team+"/"+q.User.ID, a.conf.PerMinute)
}

// answer sends m to who asked: privately where m is private, else into the
// thread or the channel. What Slack refuses there reaches them in another way.
func (a *Adapter) answer(ctx context.Context, q asked, m chat.Message) {
	posts, err := render(m)
	if err != nil {
		a.count("slack_render_failed")
		a.log.ErrorContext(ctx, "slack answer cannot be set", "error", err)
		posts = []post{{Text: short(m), Short: short(m)}}
	}
	posts[0] = restated(posts[0], q.restate)
	if m.Private && !q.Direct {
		posts = a.shareable(ctx, q, m, posts)
	}
	if m.Private || q.Direct {
		err = a.answerPrivately(ctx, q, m.Replace, posts)
	} else {
		err = a.answerPublicly(ctx, q, m, posts)
	}
	if err != nil {
		a.rescue(ctx, q, err)
	}
}

func (a *Adapter) answerPrivately(ctx context.Context, q asked, replace bool, posts []post) error {
	for i, p := range posts {
		err := a.respond(ctx, q, p, respondHow{replace: replace && i == 0 && q.own})
		if errors.Is(err, errNoResponse) {
			to := q.Channel
			if q.Direct {
				to.Thread = q.root
			}
			err = a.whisper(ctx, q.ws, to, q.User.ID, p)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// answerPublicly posts into the thread of the question, or, asked by a slash
// command, into the channel.
func (a *Adapter) answerPublicly(ctx context.Context, q asked, m chat.Message, posts []post) error {
	to := q.Channel
	to.Thread = q.root
	parts, err := chat.Freeze(posts)
	if err != nil {
		return err
	}
	root, err := a.once.Parts(ctx, to, parts, "answer/"+q.ID)
	reason := refusal(err)
	unseen := reason == "channel_not_found" && a.conf.External // where it is not, nobody can say who else would read it
	if root != "" || q.response == nil || reason != "not_in_channel" && !unseen {
		return err
	}
	for i, p := range posts { // a response needs no membership
		if err := a.respond(ctx, q, p, respondHow{public: true, replace: m.Replace && i == 0 && q.pressed}); err != nil {
			return err
		}
	}
	return nil
}

// rescue tells who asked that there is no answer, and why, by the ways that
// are left.
func (a *Adapter) rescue(ctx context.Context, q asked, cause error) {
	a.count("slack_answer_failed")
	a.log.ErrorContext(ctx, "slack answer did not get through", "error", cause)
	text := "Slack did not let me answer."
	var r chat.Refused
	switch {
	case errors.As(cause, &r):
		text = "Slack did not let me answer here (" + r.Reason + "). " + r.Remedy
	case errors.Is(cause, chat.ErrAmbiguous):
		text = "Slack did not confirm my answer. If you do not see it, please ask again."
	}
	p := post{Text: Escape(text)}
	for _, way := range []func() error{
		func() error { return a.respond(ctx, q, p, respondHow{last: true}) },
		func() error { return a.whisper(ctx, q.ws, q.Channel, q.User.ID, p) },
		func() error {
			return a.whisper(ctx, q.ws, chat.Channel{Team: q.Channel.Team}, q.User.ID, p)
		},
	} {
		if err := way(); err == nil {
			return
		}
	}
	a.lost(ctx, "a question", cause)
}

// restated puts the question above its answer.
func restated(p post, question string) post {
	if question == "" {
		return p
	}
	question = ruler.Clip(question, 300)
	p.Text += "\n" + Escape(chat.Visible(question))
	question = chat.Visible(question)
	var blocks []json.RawMessage
	if json.Unmarshal(p.Blocks, &blocks) != nil {
		return p
	}
	context, err := json.Marshal(api.NewContextBlock("", plainText(guillets.Replace(question))))
	if err != nil {
		return p
	}
	if raw, err := json.Marshal(append([]json.RawMessage{context}, blocks...)); err == nil {
		p.Blocks = raw
	}
	return p
}
