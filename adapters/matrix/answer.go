package matrix

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"maunium.net/go/mautrix"
	"maunium.net/go/mautrix/event"
	"maunium.net/go/mautrix/id"

	"briefingbot/adapters/chat"
)

// answered is what answered a question: so that it can follow when the
// question is edited or redacted.
type answered struct {
	Room    id.RoomID `json:"room"`
	Events  []string  `json:"events"`
	Relates relation  `json:"relates"` // of the question
}

// reference is what stands behind an event of the bot's: its buttons, and the
// thread they answer in.
type reference struct {
	Root string   `json:"root"`
	Keys []choice `json:"keys,omitempty"`
}

// knownFor is how long answers are known.
const knownFor = 30 * 24 * time.Hour

// serve asks the handler and sends what it says. Whoever asked hears
// something, unless the question was not for the bot.
func (a *Adapter) serve(ctx context.Context, q asked, relates relation) {
	if a.conf.PerMinute >= 0 && !a.rates.take(q.User.ID, a.conf.PerMinute) {
		a.count("matrix_too_many_questions")
		if q.Overheard {
			return
		}
		a.answer(ctx, q, chat.Message{Title: "That was a lot of questions in a minute. Please wait a moment and ask again."}, relates)
		return
	}
	a.count("matrix_command")
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
	if q.reply != "" && q.turn == "" && len(events) > 0 {
		a.save(ctx, a.key("answer", q.reply), answered{Room: q.room, Events: events, Relates: relates})
	}
}

// sayFor is how long an answer is tried to be sent.
const sayFor = 2 * time.Minute

// sayPatiently sends part n of an answer until the homeserver has taken or
// refused it: its transaction makes trying again harmless.
func (a *Adapter) sayPatiently(ctx context.Context, q asked, p post, n int, old, before []string) (id.EventID, error) {
	ctx, cancel := context.WithTimeout(ctx, sayFor)
	defer cancel()
	txn := fmt.Sprintf("answer.%s.%d", digest(q.ID), n)
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
	root, reply := q.root, q.reply
	if n > 0 {
		reply = before[len(before)-1]
		root = firstOf(root, before[0])
	}
	switch {
	case root != "":
		c["m.relates_to"] = inThread(root, firstOf(reply, root))
	case reply != "":
		c["m.relates_to"] = map[string]any{"m.in_reply_to": map[string]any{"event_id": reply}}
	}
	sent, err := a.put(ctx, q.room, secret, event.EventMessage, c, txn)
	if err == nil {
		a.remember(ctx, q.room, sent, p, reference{Root: root})
	}
	return sent, err
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
	if err := a.react(ctx, q.room, q.reply, "🚫", "refused."+digest(q.ID)); err != nil {
		a.log.WarnContext(ctx, "matrix reaction did not get through", "error", err)
	}
}

// remember keeps what stands behind an event of the bot's, and reacts to it
// first where people are to press.
func (a *Adapter) remember(ctx context.Context, in id.RoomID, sent id.EventID, p post, r reference) {
	r.Keys = p.Keys
	a.save(ctx, a.key("said", string(sent)), r)
	if r.Root != "" {
		a.save(ctx, a.key("thread", digest(string(in)+r.Root)), true)
	}
	for n, k := range p.Keys {
		if !k.Seed {
			continue
		}
		if err := a.react(ctx, in, string(sent), k.Key, fmt.Sprintf("seed.%s.%d", digest(string(sent)), n)); err != nil {
			a.log.WarnContext(ctx, "matrix reaction did not get through", "error", err)
			return
		}
	}
}

// rekey gives an edited event the buttons of its new text.
func (a *Adapter) rekey(ctx context.Context, posted id.EventID, p post) {
	r := a.said(ctx, string(posted))
	if r == nil {
		r = &reference{}
	}
	r.Keys = p.Keys
	a.save(ctx, a.key("said", string(posted)), *r)
}

func (a *Adapter) save(ctx context.Context, key string, v any) {
	raw, err := json.Marshal(v)
	if err == nil {
		err = a.deps.Memory.Save(context.WithoutCancel(ctx), key, raw, knownFor)
	}
	if err != nil {
		a.log.ErrorContext(ctx, "matrix answer is not remembered", "error", err)
	}
}

// said is what stands behind an event of the bot's, or nil.
func (a *Adapter) said(ctx context.Context, posted string) *reference {
	raw, err := a.deps.Memory.Load(ctx, a.key("said", posted))
	var r reference
	if err != nil || raw == nil || json.Unmarshal(raw, &r) != nil {
		return nil
	}
	return &r
}

// inThread reports whether the bot has spoken in a thread.
func (a *Adapter) inThread(ctx context.Context, in id.RoomID, root string) bool {
	raw, err := a.deps.Memory.Load(ctx, a.key("thread", digest(string(in)+root)))
	return err == nil && raw != nil
}

// answerTo is what answered a question, or nil.
func (a *Adapter) answerTo(ctx context.Context, question string) *answered {
	raw, err := a.deps.Memory.Load(ctx, a.key("answer", question))
	var r answered
	if err != nil || raw == nil || json.Unmarshal(raw, &r) != nil {
		return nil
	}
	return &r
}

func (a *Adapter) react(ctx context.Context, in id.RoomID, to, key, txn string) error {
	if _, err := a.secrecy(ctx, in); err != nil && !errors.As(err, &chat.Refused{}) {
		return err
	}
	return patiently(ctx, a.conf.Patience, func() error {
		_, err := a.put(ctx, in, false, event.EventReaction, map[string]any{
			"m.relates_to": map[string]any{"rel_type": "m.annotation", "event_id": to, "key": key},
		}, txn)
		return err
	})
}

// takeReaction presses the button of the bot's message that goes with the
// reaction.
func (a *Adapter) takeReaction(ctx context.Context, in id.RoomID, e incoming, s said) {
	if s.Relates.Kind != "m.annotation" {
		return
	}
	r := a.said(ctx, s.Relates.Event)
	if r == nil {
		return
	}
	at := slices.IndexFunc(r.Keys, func(k choice) bool { return sameSign(k.Key, s.Relates.Key) })
	if at < 0 {
		return
	}
	q := asked{room: in, reply: s.Relates.Event, root: r.Root, turn: s.Relates.Event}
	q.ID, q.Button, q.ReplyTo = e.ID, r.Keys[at].ID, s.Relates.Event
	q.Channel = channel(in)
	q.Channel.Thread = r.Root
	people, name, err := a.members(ctx, in, id.UserID(e.Sender))
	q.Direct = err == nil && people <= 2
	q.User = chat.User{ID: e.Sender, Name: firstOf(name, e.Sender), Admin: a.administers(ctx, in, id.UserID(e.Sender))}
	if root := r.Root; root == "" && !q.Direct {
		q.root = s.Relates.Event
	}
	a.serve(ctx, q, relation{})
}

// sameSign compares reactions as people see them: without the selectors and
// skin tones that keyboards add.
func sameSign(a, b string) bool { return plainSign(a) == plainSign(b) }

func plainSign(key string) string {
	return strings.Map(func(r rune) rune {
		if r == 0xFE0F || r >= 0x1F3FB && r <= 0x1F3FF {
			return -1
		}
		return r
	}, key)
}

// retract takes back what answered a question that was redacted.
func (a *Adapter) retract(ctx context.Context, in id.RoomID, question, by string) {
	was := a.answerTo(ctx, question)
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
		_, err := a.client.RedactEvent(ctx, in, id.EventID(e), mautrix.ReqRedact{TxnID: "redact." + digest(e+why)})
		return judge("take back an answer", err)
	})
	if err != nil {
		a.log.WarnContext(ctx, "matrix answer cannot be taken back", "room", in, "error", err)
		return
	}
	a.count("matrix_retracted")
}
