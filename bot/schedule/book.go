package schedule

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"briefingbot/adapters/chat"
	"briefingbot/bot/store"
)

// Shelf is where a Book's schedules stand; *store.Store is one.
type Shelf interface {
	Archive
	chat.Memory
	PutSchedule(ctx context.Context, s store.Schedule, a store.Audit) error
	DeleteSchedule(ctx context.Context, id string, a store.Audit) error
	Schedule(ctx context.Context, id string) (store.Schedule, error)
	Schedules(ctx context.Context) ([]store.Schedule, error)
	SchedulesIn(ctx context.Context, c store.Channel) ([]store.Schedule, error)
	Slots(ctx context.Context, c store.Channel, since time.Time, limit int) ([]store.Slot, error)
	LastSlot(ctx context.Context, schedule string) (store.Slot, error)
	Audits(ctx context.Context, limit int) ([]store.Audit, error)
	AuditsIn(ctx context.Context, c store.Channel, limit int) ([]store.Audit, error)
}

// BookConfig is what a Book is made of. Store and Make must be set.
type BookConfig struct {
	Store Shelf
	Make  Make // for a test
	// May reports whether who may change what is posted in a channel: nil, or a
	// chat.Refused whose remedy names who may. A nil May allows administrators only.
	May    func(ctx context.Context, who chat.User, to chat.Channel) error
	Link   func(c chat.Channel, id string) string // to a post; nil: there are no links
	Zone   string                                 // where the platform does not know a person's; empty: they must say it
	Topics []string                               // names a schedule can be narrowed to
	Wake   func()                                 // told of every change; give it the runner's Wake
	Now    func() time.Time                       // time.Now
}

// Book is where people keep schedules. It is the chat.Schedules of the
// platforms' forms, and answers what is typed.
type Book struct {
	BookConfig
	tongue tongue // of who is answered
}

var _ chat.Schedules = (*Book)(nil)

// NewBook returns a book, or an error that names what is missing.
func NewBook(c BookConfig) (*Book, error) {
	if c.Store == nil || c.Make == nil {
		return nil, errors.New("make a book of schedules: it needs a store and a make")
	}
	if c.May == nil {
		c.May = func(_ context.Context, who chat.User, _ chat.Channel) error {
			if who.Admin {
				return nil
			}
			return chat.Refused{Reason: "not an administrator", Remedy: "Only an administrator of the bot can change schedules here."}
		}
	}
	if c.Wake == nil {
		c.Wake = func() {}
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	return &Book{BookConfig: c}, nil
}

// mostInChannel is how many schedules one channel may have.
const mostInChannel = 10

// List returns the schedules who may see: their own, those they may change,
// and for an administrator all; their own first.
func (b *Book) List(ctx context.Context, who chat.User) ([]chat.Schedule, error) {
	all, err := b.Store.Schedules(ctx)
	if err != nil {
		return nil, err
	}
	var mine, others []chat.Schedule
	for _, s := range all {
		shown, err := b.show(ctx, who, s)
		switch {
		case err != nil:
			return nil, err
		case shown.Mine:
			mine = append(mine, shown)
		case shown.May || who.Admin:
			others = append(others, shown)
		}
	}
	return append(mine, others...), nil
}

// show is a schedule as a form shows it.
func (b *Book) show(ctx context.Context, who chat.User, s store.Schedule) (chat.Schedule, error) {
	c := chat.Schedule{ID: s.ID, Channel: place(s.Channel), Zone: s.Spec.Zone, Topics: s.Spec.Topics, Items: s.Spec.Items, Empty: s.Spec.Empty,
		Owner: s.Owner, Mine: s.Owner == who.ID && who.ID != "", Paused: s.Paused && (s.Until.IsZero() || b.Now().Before(s.Until)), Until: s.Until, Next: s.Next}
	c.Times, c.Days, c.Cron = fields(s.Spec.Lines)
	c.May = b.allowed(ctx, who, s) == nil
	last, err := b.Store.LastSlot(ctx, s.ID)
	if errors.Is(err, store.ErrNotFound) {
		return c, nil
	}
	c.Last = chat.LastRun{Due: last.Due, State: b.tongue.say(last.State), Link: b.link(last)}
	if late := last.Finished.Sub(last.Due); last.State == store.SlotPosted && late > time.Minute {
		c.Last.State = b.tongue.say("posted %s late", brief(late))
	} else if last.Why != "" {
		c.Last.State += ": " + last.Why
	}
	return c, err
}

func (b *Book) link(s store.Slot) string {
	if b.Link == nil || s.Remote == "" {
		return ""
	}
	return b.Link(place(s.Channel), s.Remote)
}

// Preview returns the next five runs of s without saving it.
func (b *Book) Preview(_ context.Context, _ chat.User, s chat.Schedule) ([]time.Time, error) {
	_, plan, err := b.spec(s)
	if err != nil {
		return nil, err
	}
	return runs(plan, b.Now()), nil
}

// runs are the next five.
func runs(p Plan, now time.Time) []time.Time {
	var out []time.Time
	for _, run := range p.After(now, 5) {
		out = append(out, run.At)
	}
	return out
}

// Change does c, if who may, and returns what to tell who.
func (b *Book) Change(ctx context.Context, who chat.User, c chat.Change) (chat.Message, error) {
	return b.change(ctx, who, c, c.Schedule.Channel)
}

// change does c, asked in the channel where.
func (b *Book) change(ctx context.Context, who chat.User, c chat.Change, where chat.Channel) (chat.Message, error) {
	switch c.Verb {
	case chat.Save:
		return b.save(ctx, who, c, where, "")
	case chat.Test:
		return b.test(ctx, who, c.Schedule)
	case chat.Pause, chat.Resume, chat.Stop:
	default:
		return chat.Message{}, fmt.Errorf("change a schedule: there is no %q", c.Verb)
	}
	s, err := b.Store.Schedule(ctx, c.Schedule.ID)
	if errors.Is(err, store.ErrNotFound) {
		return b.say("This schedule is not there any more."), nil
	}
	if err != nil {
		return chat.Message{}, err
	}
	if err := b.allowed(ctx, who, s); err != nil {
		return chat.Message{}, err
	}
	audit := b.audit(who, where, string(c.Verb), c.Key, &s, nil)
	now := b.Now()
	var told chat.Message
	switch c.Verb {
	case chat.Stop:
		if s.Origin == "settings" {
			return chat.Message{}, chat.Refused{Reason: "it is in the settings", Remedy: b.tongue.say("This schedule stands in the bot's settings file and is stopped there. It can be paused here.")}
		}
		audit.After = ""
		told = b.say("Stopped: %s. Nothing more will be posted by it.", b.tongue.describe(s.Spec))
		err = b.Store.DeleteSchedule(ctx, s.ID, audit)
	case chat.Pause:
		if !c.Until.IsZero() && !c.Until.After(now) {
			return chat.Message{}, chat.BadField{Field: "until", Remedy: b.tongue.say("That day is over. Name one that is to come.")}
		}
		pause(&s, c.Until)
		told = b.say("Paused %s: %s.", b.tongue.until(s), b.tongue.describe(s.Spec))
		err = b.put(ctx, &s, audit, now)
	case chat.Resume:
		s.Paused, s.Until, s.Reached = false, time.Time{}, now
		if err = b.put(ctx, &s, audit, now); err == nil {
			told = b.say("Runs again: %s. Next: %s.", b.tongue.describe(s.Spec), b.tongue.local(s.Next, s.Spec.Zone))
		}
	}
	return b.told(told, err)
}

// told is the answer to a change; one that was done before is told so.
func (b *Book) told(m chat.Message, err error) (chat.Message, error) {
	if errors.Is(err, store.ErrRepeated) {
		return b.say("That was done already."), nil
	}
	if err != nil {
		return chat.Message{}, err
	}
	b.Wake()
	return m, nil
}

// pause keeps a schedule from running until then, or until it is resumed. What
// would have run meanwhile is not made up for.
func pause(s *store.Schedule, then time.Time) {
	s.Paused, s.Until = true, then
	if !then.IsZero() {
		s.Reached = then.Add(-time.Millisecond)
	}
}

// put stores s with its next run.
func (b *Book) put(ctx context.Context, s *store.Schedule, audit store.Audit, now time.Time) error {
	plan, err := NewPlan(s.Spec.Lines, s.Spec.Zone)
	if err != nil {
		return err
	}
	from := now
	if s.Paused && s.Until.After(now) {
		from = s.Until.Add(-time.Millisecond)
	}
	s.Next = time.Time{}
	if run, ok := plan.Next(from); ok && (!s.Paused || !s.Until.IsZero()) {
		s.Next = run.At
	}
	s.Changed = now
	audit.After = written(s)
	return b.Store.PutSchedule(ctx, *s, audit)
}

// save stores a new schedule, or a changed one under its id. elsewhere is the
// name of the channel, where it is another than the one that is spoken in.
func (b *Book) save(ctx context.Context, who chat.User, c chat.Change, where chat.Channel, elsewhere string) (chat.Message, error) {
	spec, _, err := b.spec(c.Schedule)
	if err != nil {
		return chat.Message{}, err
	}
	now := b.Now()
	s := store.Schedule{ID: newID(c.Key), Origin: "chat", Created: now, Owner: who.ID, OwnerName: who.Name}
	var before *store.Schedule
	if c.Schedule.ID != "" {
		if s, err = b.Store.Schedule(ctx, c.Schedule.ID); errors.Is(err, store.ErrNotFound) {
			return chat.Message{}, chat.BadField{Field: "times", Remedy: "This schedule was stopped meanwhile. Make a new one."}
		}
		if err == nil {
			err = b.allowed(ctx, who, s)
		}
		if err == nil && s.Origin == "settings" {
			err = chat.Refused{Reason: "it is in the settings", Remedy: "This schedule stands in the bot's settings file and is changed there."}
		}
		if err != nil {
			return chat.Message{}, err
		}
		old := s
		before, spec.MaxLate, spec.Words = &old, s.Spec.MaxLate, s.Spec.Words
	}
	if c.Schedule.Channel.Platform == "" || c.Schedule.Channel.ID == "" {
		return chat.Message{}, chat.BadField{Field: "channel", Remedy: "Choose a channel."}
	}
	if err := b.May(ctx, who, c.Schedule.Channel); err != nil {
		return chat.Message{}, err
	}
	if err := b.room(ctx, c.Schedule.Channel, s.ID); err != nil {
		return chat.Message{}, err
	}
	s.Channel, s.Spec, s.Reached = channel(c.Schedule.Channel), spec, now
	err = b.put(ctx, &s, b.audit(who, where, "save", c.Key, before, &s), now)
	done := b.say("Scheduled: %s. Next: %s.", b.tongue.describe(spec), b.tongue.local(s.Next, spec.Zone))
	if elsewhere != "" {
		done = b.say("Scheduled in %s: %s. Next: %s.", elsewhere, b.tongue.describe(spec), b.tongue.local(s.Next, spec.Zone))
	}
	return b.told(done, err)
}

func (b *Book) room(ctx context.Context, c chat.Channel, id string) error {
	there, err := b.Store.SchedulesIn(ctx, channel(c))
	if err != nil {
		return err
	}
	there = slices.DeleteFunc(there, func(s store.Schedule) bool { return s.ID == id })
	if len(there) >= mostInChannel {
		return chat.BadField{Field: "channel", Remedy: b.tongue.say("This channel has %d schedules, which is the most. Stop one first.", len(there))}
	}
	return nil
}

// test makes the digest that would be posted now, for one person; nothing is
// posted, and no slot is used up.
func (b *Book) test(ctx context.Context, who chat.User, c chat.Schedule) (chat.Message, error) {
	s := store.Schedule{ID: "test", Channel: channel(c.Channel), Owner: who.ID}
	var err error
	if c.ID != "" {
		if s, err = b.Store.Schedule(ctx, c.ID); err != nil {
			return chat.Message{}, err
		}
		if err := b.allowed(ctx, who, s); err != nil {
			return chat.Message{}, err
		}
	} else if s.Spec, _, err = b.spec(c); err != nil {
		return chat.Message{}, err
	}
	o, err := occasion(ctx, b.Store, s, b.Now())
	if err != nil {
		return chat.Message{}, err
	}
	o.Test = true
	draft, err := b.Make(ctx, o)
	if err != nil {
		return chat.Message{}, err
	}
	m := draft.Message
	if m.Empty() {
		m = b.say("Nothing would be posted now: nothing is new.")
	}
	m.Private = true
	m.Blocks = append([]chat.Block{{Kind: chat.Note, Runs: []chat.Run{{Text: b.tongue.say("A test: only you see this, and the next digest comes as planned.")}}}}, m.Blocks...)
	return m, nil
}

// allowed reports whether who may change s. Its owner always may.
func (b *Book) allowed(ctx context.Context, who chat.User, s store.Schedule) error {
	if s.Origin == "chat" && s.Owner == who.ID && who.ID != "" {
		return nil
	}
	return b.May(ctx, who, place(s.Channel))
}

func (b *Book) audit(who chat.User, where chat.Channel, verb, key string, before, after *store.Schedule) store.Audit {
	a := store.Audit{At: b.Now(), Request: key, Who: who.ID, Name: who.Name, Channel: channel(where), Verb: verb, Before: written(before), After: written(after)}
	for _, s := range []*store.Schedule{before, after} {
		if s != nil {
			a.Schedule = s.ID
		}
	}
	return a
}

// written is a schedule in the audit.
func written(s *store.Schedule) string {
	if s == nil {
		return ""
	}
	raw, err := json.Marshal(s)
	if err != nil {
		return err.Error()
	}
	return string(raw)
}

// newID is the id of a schedule that is new by a change with key: the same for
// every try of it.
func newID(key string) string {
	if key == "" {
		return "s" + strings.ToLower(rand.Text()[:16])
	}
	sum := sha256.Sum256([]byte(key))
	return "s" + hex.EncodeToString(sum[:8])
}
