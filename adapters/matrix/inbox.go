package matrix

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"sync"
	"time"

	"maunium.net/go/mautrix/id"

	"briefingbot/adapters/chat"
)

// inbox holds the events that have arrived and are not yet settled, in memory
// and, with the sync token that was given for them, on disk: what a sync brought
// is kept in one step with its token, so that neither is ever there without the
// other.
type inbox struct {
	mu      sync.Mutex
	since   string
	at      time.Time // of the last sync
	lots    []lot
	pending map[string]bool // ids of events
}

// lot is what one sync brought. It is kept until all of it is settled.
type lot struct {
	number int
	events []string // their ids
}

// item is an event as the homeserver sent it.
type item struct {
	ID    string          `json:"id"`
	Room  id.RoomID       `json:"room"`
	Event json.RawMessage `json:"event"`
}

// saved is what is kept of an inbox beside its lots, each of which is kept as
// its items.
type saved struct {
	Since string    `json:"since"`
	At    time.Time `json:"at"`
	Lots  []int     `json:"lots"` // numbers
}

// maxPending is how many unsettled events stop the sync until some are: what
// more there is waits at the homeserver, and memory does not grow with it.
const maxPending = 500

// restore begins where the last run ended, with the events it had not settled.
func (a *Adapter) restore(ctx context.Context) error {
	s, err := a.keptInbox(ctx, a.client().DeviceID)
	if err != nil {
		return err
	}
	var lots []lot
	var all []item
	for _, n := range s.Lots {
		items, err := a.keptLot(ctx, n)
		if err != nil {
			return err
		}
		lots = append(lots, newLot(n, items))
		all = append(all, items...)
	}
	a.inbox.mu.Lock()
	a.inbox.since, a.inbox.at, a.inbox.lots = s.Since, s.At, lots
	clear(a.inbox.pending)
	for _, i := range all {
		a.inbox.pending[i.ID] = true
	}
	a.inbox.mu.Unlock()
	for _, i := range all {
		a.enqueue(i)
	}
	return nil
}

func newLot(number int, of []item) lot {
	l := lot{number: number}
	for _, i := range of {
		l.events = append(l.events, i.ID)
	}
	return l
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

func (a *Adapter) keptLot(ctx context.Context, number int) ([]item, error) {
	raw, err := a.deps.Memory.Load(ctx, a.lotKey(number))
	if err != nil || raw == nil {
		return nil, wrap("load what a matrix sync brought", err)
	}
	var items []item
	if err := json.Unmarshal(raw, &items); err != nil {
		a.log.ErrorContext(ctx, "what a matrix sync brought cannot be read", "error", err)
	}
	return items, nil
}

func (a *Adapter) lotKey(number int) string {
	return a.key("inbox", string(a.client().DeviceID), strconv.Itoa(number))
}

// keep adds what is new to the inbox, saves it with the token, and returns it.
// What is settled already is found out when its turn comes.
func (a *Adapter) keep(ctx context.Context, token string, items []item) ([]item, error) {
	fresh, lots, settled := a.inbox.take(items)
	s := saved{Since: token, At: time.Now()}
	values := map[string][]byte{}
	for _, l := range lots {
		s.Lots = append(s.Lots, l.number)
	}
	for _, l := range settled {
		values[a.lotKey(l.number)] = nil
	}
	var err error
	if len(fresh) > 0 {
		values[a.lotKey(lots[len(lots)-1].number)], err = json.Marshal(fresh)
	}
	if err == nil {
		values[a.key("inbox", string(a.client().DeviceID))], err = json.Marshal(s)
	}
	if err == nil {
		err = a.deps.Memory.SaveAll(ctx, values, 0)
	}
	a.inbox.mu.Lock()
	defer a.inbox.mu.Unlock()
	if err != nil {
		for _, i := range fresh {
			delete(a.inbox.pending, i.ID)
		}
		return nil, fmt.Errorf("keep events: %w", err)
	}
	a.inbox.since, a.inbox.at, a.inbox.lots = token, s.At, lots
	return fresh, nil
}

// take makes those of items that are not pending so, and returns them, the lots
// there will be with them, and those of which nothing is pending any more.
func (i *inbox) take(items []item) (fresh []item, lots, settled []lot) {
	i.mu.Lock()
	defer i.mu.Unlock()
	number := 1
	for _, l := range i.lots {
		number = max(number, l.number+1)
		if slices.ContainsFunc(l.events, func(e string) bool { return i.pending[e] }) {
			lots = append(lots, l)
		} else {
			settled = append(settled, l)
		}
	}
	for _, e := range items {
		if !i.pending[e.ID] {
			i.pending[e.ID] = true
			fresh = append(fresh, e)
		}
	}
	if len(fresh) > 0 {
		lots = append(lots, newLot(number, fresh))
	}
	return fresh, lots, settled
}

func (a *Adapter) enqueue(i item) {
	a.crew.Take("room "+string(i.Room), func(ctx context.Context) { a.handle(ctx, i) })
}

// settleFor is how long an event is known to be settled.
const settleFor = 7 * 24 * time.Hour

// settle remembers that an event needs nothing more, if that was not done.
func (a *Adapter) settle(ctx context.Context, event string) {
	if a.inbox.holds(event) {
		a.settleWith(ctx, event, nil, settleFor)
	}
}

// settleWith remembers with it what came of it, for so long.
func (a *Adapter) settleWith(ctx context.Context, event string, came notes, ttl time.Duration) {
	values := map[string][]byte{a.key("done", event): []byte("1")}
	maps.Copy(values, came)
	if err := a.deps.Memory.SaveAll(context.WithoutCancel(ctx), values, ttl); err != nil {
		a.log.ErrorContext(ctx, "matrix event is settled but not remembered", "error", err)
		return
	}
	a.inbox.drop(event)
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

// holds reports whether an event is not settled.
func (i *inbox) holds(event string) bool {
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.pending[event]
}

func (i *inbox) drop(event string) {
	i.mu.Lock()
	defer i.mu.Unlock()
	delete(i.pending, event)
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
