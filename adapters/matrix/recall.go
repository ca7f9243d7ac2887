package matrix

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"time"

	"maunium.net/go/mautrix/id"

	"briefingbot/adapters/chat"
)

// answered is what answered a question: so that it can follow when the
// question is edited or redacted.
type answered struct {
	Room    id.RoomID `json:"room"`
	By      string    `json:"by"` // who asked
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

// notes are what is to be remembered, by its key.
type notes map[string][]byte

func (n notes) put(key string, v any) {
	n[key], _ = json.Marshal(v) // it is one of the adapter's own types
}

// jot adds what stands behind an event of the bot's.
func (a *Adapter) jot(n notes, in id.RoomID, sent id.EventID, p post, r reference) {
	r.Keys = p.Keys
	n.put(a.key("said", string(sent)), r)
	if r.Root != "" {
		n.put(a.key("thread", chat.Mark(string(in)+r.Root)), true)
	}
}

// remember keeps what stands behind an event of the bot's, and then reacts to
// it where people are to press.
func (a *Adapter) remember(ctx context.Context, in id.RoomID, sent id.EventID, p post, r reference) {
	n := notes{}
	a.jot(n, in, sent, p, r)
	a.saveAll(ctx, n)
	a.seed(ctx, in, sent, p)
}

// seed reacts to an event of the bot's where people are to press.
func (a *Adapter) seed(ctx context.Context, in id.RoomID, sent id.EventID, p post) {
	for n, k := range p.Keys {
		if !k.Seed {
			continue
		}
		if err := a.react(ctx, in, string(sent), k.Key, fmt.Sprintf("seed.%s.%d", chat.Mark(string(sent)), n)); err != nil {
			a.log.WarnContext(ctx, "matrix reaction did not get through", "error", err)
			return
		}
	}
}

// intend keeps the buttons of a post that is about to be sent.
func (a *Adapter) intend(ctx context.Context, to chat.Channel, key string, p post) error {
	raw, err := json.Marshal(p.Keys)
	if err == nil {
		err = a.deps.Memory.Save(ctx, a.key("intended", chat.Mark(to.ID+" "+key)), raw, typeFor)
	}
	return wrap("remember the buttons of a post", err)
}

// recall remembers a post that was found, as its sender would have: with its
// buttons. Where that was done, it changes nothing.
func (a *Adapter) recall(ctx context.Context, to chat.Channel, key string, sent id.EventID) {
	if a.said(ctx, string(sent)) != nil {
		return
	}
	var p post
	if raw, err := a.deps.Memory.Load(ctx, a.key("intended", chat.Mark(to.ID+" "+key))); err == nil && raw != nil {
		_ = json.Unmarshal(raw, &p.Keys) // the bot wrote it
	}
	a.remember(ctx, id.RoomID(to.ID), sent, p, reference{Root: cmp.Or(to.Thread, string(sent))})
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
	n := notes{}
	n.put(key, v)
	a.saveAll(ctx, n)
}

func (a *Adapter) saveAll(ctx context.Context, n notes) {
	if len(n) == 0 {
		return
	}
	if err := a.deps.Memory.SaveAll(context.WithoutCancel(ctx), n, knownFor); err != nil {
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
	raw, err := a.deps.Memory.Load(ctx, a.key("thread", chat.Mark(string(in)+root)))
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
