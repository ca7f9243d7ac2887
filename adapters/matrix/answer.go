package matrix

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"time"

	"maunium.net/go/mautrix"
	"maunium.net/go/mautrix/event"
	"maunium.net/go/mautrix/id"

	"briefingbot/adapters/chat"
)

// serve asks the handler and sends what it says. Whoever asked hears
// something, unless the question was not for the bot.
func (a *Adapter) serve(ctx context.Context, q asked, relates relation) {
	if a.conf.PerMinute >= 0 && !a.rates.Take(q.User.ID, a.conf.PerMinute) {
		a.count("matrix_too_many_questions")
		if q.Overheard {
			return
		}
		a.answer(ctx, q, chat.Message{Title: "That was a lot of questions in a minute. Please wait a moment and ask again."}, relates)
		return
	}
	a.count("matrix_command")
	q.Root = q.root
	m, ok := a.ask(ctx, q.Command)
	if !ok || ctx.Err() != nil {
		return
	}
	if m.Empty() {
		if q.Overheard {
			return
		}
		a.count("matrix_no_answer")
		m = chat.Message{Title: "I have no answer to that."}
	}
	a.answer(ctx, q, m, relates)
}

// ask calls the handler; a panic in it is the handler's, not ours.
func (a *Adapter) ask(ctx context.Context, c chat.Command) (m chat.Message, ok bool) {
	h := a.handler.Load()
	if h == nil {
		return chat.Message{}, false
	}
	defer func() {
		if p := recover(); p != nil {
			word := fmt.Sprintf("a %T", p)
			if err, ok := p.(runtime.Error); ok {
				word = err.Error()
			}
			a.count("matrix_panic")
			a.log.ErrorContext(ctx, "answering a matrix command panicked", "panic", word, "stack", string(debug.Stack()))
			m, ok = chat.Message{Title: "Something went wrong inside me. Please try again; the administrators find it in my log."}, true
		}
	}()
	return (*h)(ctx, c), true
}

// answer sends m: into the thread of the question, or over the answer its
// earlier wording got. The transactions' ids come from the question's event,
// so that answering it again after a crash shows nothing twice.
func (a *Adapter) answer(ctx context.Context, q asked, m chat.Message, relates relation) {
	posts, err := render(m, slices.Contains(a.conf.Loud, q.Channel.ID))
	if err != nil {
		a.count("matrix_render_failed")
		a.log.ErrorContext(ctx, "matrix answer cannot be set", "error", err)
		posts = []post{{Body: "My answer is too large for Matrix.", HTML: "My answer is too large for Matrix."}}
	}
	var old []string
	if q.old != nil {
		old = q.old.Events
	} else if m.Replace && q.turn != "" {
		old = []string{q.turn}
	}
	var events []string
	for n, p := range posts {
		sent, err := a.sayPatiently(ctx, q, p, n, old, events)
		if err != nil {
			a.lost(ctx, q, err)
			break
		}
		events = append(events, string(sent))
	}
	if len(old) > len(posts) {
		for _, extra := range old[len(posts):] {
			a.redact(ctx, q.room, extra, q.ID)
		}
	}
	came := notes{}
	if q.reply != "" && q.turn == "" && len(events) > 0 {
		came.put(a.key("answer", q.reply), answered{Room: q.room, By: q.User.ID, Events: events, Relates: relates})
	}
	a.conclude(ctx, q, posts, min(len(old), len(events)), events, came)
}

// conclude remembers what was said, from the first of its events that is no
// edit of an earlier one, and what came of the question. Where nothing is left
// to do after that, the question is settled with it.
func (a *Adapter) conclude(ctx context.Context, q asked, posts []post, first int, events []string, came notes) {
	seeds := false
	for n := first; n < len(events); n++ {
		root, _ := q.place(n, events[:n])
		a.jot(came, q.room, id.EventID(events[n]), posts[n], reference{Root: root})
		seeds = seeds || slices.ContainsFunc(posts[n].Keys, func(k choice) bool { return k.Seed })
	}
	if ctx.Err() == nil && !seeds && a.inbox.holds(q.ID) {
		a.settleWith(ctx, q.ID, came, knownFor)
		return
	}
	a.saveAll(ctx, came)
	for n := first; n < len(events); n++ {
		a.seed(ctx, q.room, id.EventID(events[n]), posts[n])
	}
}

// sayFor is how long an answer is tried to be sent.
const sayFor = 2 * time.Minute

// sayPatiently sends part n of an answer until the homeserver has taken or
// refused it: its transaction makes trying again harmless.
func (a *Adapter) sayPatiently(ctx context.Context, q asked, p post, n int, old, before []string) (id.EventID, error) {
	ctx, cancel := context.WithTimeout(ctx, sayFor)
	defer cancel()
	txn := fmt.Sprintf("answer.%s.%d", chat.Mark(q.ID), n)
	var sent id.EventID
	err := patiently(ctx, a.conf.Patience, func() (err error) {
		if n < len(old) {
			_, err = a.replace(ctx, q.room, id.EventID(old[n]), p, txn)
			sent = id.EventID(old[n])
			return err
		}
		sent, err = a.say(ctx, q, p, n, before, txn)
		return err
	})
	return sent, err
}

func (a *Adapter) say(ctx context.Context, q asked, p post, n int, before []string, txn string) (id.EventID, error) {
	secret, err := a.secrecy(ctx, q.room)
	if err != nil {
		return "", err
	}
	c := content(p)
	switch root, reply := q.place(n, before); {
	case root != "":
		c["m.relates_to"] = inThread(root, cmp.Or(reply, root))
	case reply != "":
		c["m.relates_to"] = map[string]any{"m.in_reply_to": map[string]any{"event_id": reply}}
	}
	return a.put(ctx, q.room, secret, event.EventMessage, c, txn)
}

// place is the thread that part n of an answer goes into, and the event it
// replies to, after the parts before it.
func (q asked) place(n int, before []string) (root, reply string) {
	if n == 0 {
		return q.root, q.reply
	}
	return cmp.Or(q.root, before[0]), before[n-1]
}

// lost tells the log that somebody gets no answer, and, where the homeserver
// lets it, tells them.
func (a *Adapter) lost(ctx context.Context, q asked, cause error) {
	if ctx.Err() != nil {
		return
	}
	a.count("matrix_answer_failed")
	a.log.ErrorContext(ctx, "matrix answer did not get through", "room", q.room, "error", cause)
	var r chat.Refused
	if !errors.As(cause, &r) || q.reply == "" {
		return
	}
	if err := a.react(ctx, q.room, q.reply, "🚫", "refused."+chat.Mark(q.ID)); err != nil {
		a.log.WarnContext(ctx, "matrix reaction did not get through", "error", err)
	}
}

// retract takes back what answered a question that was redacted.
func (a *Adapter) retract(ctx context.Context, in id.RoomID, question, by string) {
	was := a.answerTo(ctx, question)
	if was == nil && question != "" { // it may come, or be readable, only now
		a.settleWith(ctx, question, nil, settleFor)
	}
	if was == nil || was.Room != in {
		return
	}
	for _, e := range was.Events {
		a.redact(ctx, in, e, by)
	}
	if err := a.deps.Memory.Save(ctx, a.key("answer", question), nil, 0); err != nil {
		a.log.WarnContext(ctx, "matrix answer is taken back but still remembered", "error", err)
	}
}

func (a *Adapter) redact(ctx context.Context, in id.RoomID, e, why string) {
	err := patiently(ctx, a.conf.Patience, func() error {
		_, err := a.client().RedactEvent(ctx, in, id.EventID(e), mautrix.ReqRedact{TxnID: "redact." + chat.Mark(e+why)})
		return judge("take back an answer", err)
	})
	if err != nil {
		a.log.WarnContext(ctx, "matrix answer cannot be taken back", "room", in, "error", err)
		return
	}
	a.count("matrix_retracted")
}
