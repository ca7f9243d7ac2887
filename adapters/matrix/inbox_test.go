package matrix

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"testing"
	"time"

	"maunium.net/go/mautrix"
	"maunium.net/go/mautrix/id"

	"briefingbot/adapters/chat"
)

// full is a memory that can be told to take nothing more.
type full struct {
	*chat.Forgetful
	is bool
}

func (f *full) SaveAll(ctx context.Context, values map[string][]byte, ttl time.Duration) error {
	if f.is {
		return errors.New("the disk is full")
	}
	return f.Forgetful.SaveAll(ctx, values, ttl)
}

// TestInbox keeps what three syncs bring, settles some of it between them, and
// begins anew: what is not settled is there with the token of the last, and
// nothing else.
func TestInbox(t *testing.T) {
	ctx, memory := t.Context(), &full{Forgetful: chat.NewForgetful()}
	replica := func() *Adapter {
		a, err := New(Config{User: bot, AccessToken: "x"}, Deps{Memory: memory})
		if err != nil {
			t.Fatal(err)
		}
		a.connected.Store(&connection{client: &mautrix.Client{DeviceID: "D"}})
		return a
	}
	a := replica()
	keep := func(token string, ids ...string) (fresh []string, err error) {
		var items []item
		for _, i := range ids {
			items = append(items, item{ID: i, Room: id.RoomID(desk), Event: json.RawMessage(`{}`)})
		}
		got, err := a.keep(ctx, token, items)
		for _, i := range got {
			fresh = append(fresh, i.ID)
		}
		return fresh, err
	}
	for _, step := range []struct {
		token         string
		brings, fresh []string
		settled       []string // afterwards
		full          bool
		since         string // what a replica finds that begins now
		waits         []string
	}{
		{token: "s1", brings: []string{"a", "b"}, fresh: []string{"a", "b"}, since: "s1", waits: []string{"a", "b"}},
		{token: "s2", brings: []string{"b", "c"}, fresh: []string{"c"}, settled: []string{"a", "c"}, since: "s2", waits: []string{"b"}},
		{token: "s3", brings: []string{"d"}, full: true, since: "s2", waits: []string{"b"}},
		{token: "s3", brings: []string{"d"}, fresh: []string{"d"}, settled: []string{"b"}, since: "s3", waits: []string{"d"}},
		{token: "s4", since: "s4", settled: []string{"d"}},
		{token: "s5", since: "s5"},
	} {
		memory.is = step.full
		fresh, err := keep(step.token, step.brings...)
		if (err != nil) != step.full || !slices.Equal(fresh, step.fresh) {
			t.Errorf("%s brings %q: %v, want %q", step.token, fresh, err, step.fresh)
		}
		memory.is = false
		for _, i := range step.settled {
			a.settle(ctx, i)
		}
		next := replica()
		if err := next.restore(ctx); err != nil {
			t.Fatal(err)
		}
		var waits []string
		for i := range next.inbox.pending {
			if done, _ := memory.Load(ctx, a.key("done", i)); done == nil {
				waits = append(waits, i)
			}
		}
		if slices.Sort(waits); next.inbox.token() != step.since || !slices.Equal(waits, step.waits) {
			t.Errorf("after %s a replica begins at %s with %q, want %s and %q", step.token, next.inbox.token(), waits, step.since, step.waits)
		}
	}
	for number := 1; number < 5; number++ {
		if raw, _ := memory.Load(ctx, a.lotKey(number)); raw != nil {
			t.Errorf("lot %d is still kept: %s", number, raw)
		}
	}
}
