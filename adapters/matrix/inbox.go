package matrix

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"maunium.net/go/mautrix/id"

	"briefingbot/adapters/chat"
)

// inbox holds the events that have arrived and are not yet settled, in memory
// and, with the sync token that was given for them, on disk: one value, so that
// neither is ever there without the other.
type inbox struct {
	mu      sync.Mutex
	since   string
	at      time.Time // of the last sync
	events  []item
	pending map[string]bool // ids of events
}

// item is an event as the homeserver sent it.
type item struct {
	ID    string          `json:"id"`
	Room  id.RoomID       `json:"room"`
	Event json.RawMessage `json:"event"`
}

// saved is what is kept of an inbox.
type saved struct {
	Since  string    `json:"since"`
	At     time.Time `json:"at"`
	Events []item    `json:"events"`
}

// maxPending is how many unsettled events stop the sync until some are: what
// more there is waits at the homeserver, and neither memory nor what every sync
// writes grows with it.
const maxPending = 500

// restore begins where the last run ended, with the events it had not settled.
func (a *Adapter) restore(ctx context.Context) error {
	s, err := a.keptInbox(ctx, a.client().DeviceID)
	if err != nil {
		return err
	}
	a.inbox.mu.Lock()
	a.inbox.since, a.inbox.at, a.inbox.events = s.Since, s.At, s.Events
	clear(a.inbox.pending)
	for _, i := range s.Events {
		a.inbox.pending[i.ID] = true
	}
	a.inbox.mu.Unlock()
	for _, i := range s.Events {
		a.enqueue(i)
	}
	return nil
}

// keptInbox is what is kept of a device's inbox; nothing, where it cannot be
// read.
func (a *Adapter) keptInbox(ctx context.Context, of id.DeviceID) (saved, error) {
	raw, err := a.deps.Memory.Load(ctx, a.key("inbox", string(of)))
	if err != nil || raw == nil {
		return saved{}, wrap("load the matrix inbox", err)
	}
	var s saved
	if err := json.Unmarshal(raw, &s); err != nil {
		a.log.ErrorContext(ctx, "matrix inbox cannot be read; syncing anew", "error", err)
		return saved{}, nil
	}
	return s, nil
}

// keep adds what is new and not settled to the inbox, saves it with the token,
// and returns it.
func (a *Adapter) keep(ctx context.Context, token string, items []item) ([]item, error) {
	var fresh []item
	for _, i := range items {
		done, err := a.deps.Memory.Load(ctx, a.key("done", i.ID))
		if err != nil {
			return nil, fmt.Errorf("ask whether an event was answered: %w", err)
		}
		if done == nil {
			fresh = append(fresh, i)
		} else {
			a.count("matrix_duplicate")
		}
	}
	a.inbox.mu.Lock()
	defer a.inbox.mu.Unlock()
	events := make([]item, 0, len(a.inbox.events)+len(fresh))
	for _, i := range a.inbox.events {
		if a.inbox.pending[i.ID] {
			events = append(events, i)
		}
	}
	added := fresh[:0]
	for _, i := range fresh {
		if !a.inbox.pending[i.ID] {
			a.inbox.pending[i.ID] = true
			added = append(added, i)
		}
	}
	events = append(events, added...)
	now := time.Now()
	raw, err := json.Marshal(saved{Since: token, At: now, Events: events})
	if err == nil {
		err = a.deps.Memory.Save(ctx, a.key("inbox", string(a.client().DeviceID)), raw, 0)
	}
	if err != nil {
		for _, i := range added {
			delete(a.inbox.pending, i.ID)
		}
		return nil, fmt.Errorf("keep events: %w", err)
	}
	a.inbox.since, a.inbox.at, a.inbox.events = token, now, events
	return added, nil
}

func (a *Adapter) enqueue(i item) {
	a.crew.Take("room "+string(i.Room), func(ctx context.Context) { a.handle(ctx, i) })
}

// settleFor is how long an event is known to be settled.
const settleFor = 7 * 24 * time.Hour

// settle remembers that an event needs nothing more.
func (a *Adapter) settle(ctx context.Context, event string) {
	if err := a.deps.Memory.Save(context.WithoutCancel(ctx), a.key("done", event), []byte("1"), settleFor); err != nil {
		a.log.ErrorContext(ctx, "matrix event is settled but not remembered", "error", err)
		return
	}
	a.inbox.mu.Lock()
	defer a.inbox.mu.Unlock()
	delete(a.inbox.pending, event)
}

// waitForRoom waits while too much is unsettled.
func (a *Adapter) waitForRoom(ctx context.Context) error {
	for {
		a.inbox.mu.Lock()
		n := len(a.inbox.pending)
		a.inbox.mu.Unlock()
		if n < maxPending {
			return nil
		}
		if err := chat.Sleep(ctx, 50*time.Millisecond); err != nil {
			return err
		}
	}
}

func (i *inbox) token() string {
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.since
}

func (i *inbox) begin(since string) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.since = since
}

func (i *inbox) lastSync() time.Time {
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.at
}
