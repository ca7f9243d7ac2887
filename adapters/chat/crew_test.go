package chat_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"briefingbot/adapters/chat"
)

func TestCrewLanes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := chat.NewCrew(0, 2)
		if c.Take("", func(context.Context) {}) {
			t.Error("work is taken before anybody works")
		}
		c.Start(t.Context())
		var mu sync.Mutex
		var log []string
		start := time.Now()
		for i := range 3 {
			for _, lane := range []string{"a", "b"} {
				c.Take(lane, func(context.Context) {
					time.Sleep(time.Second)
					mu.Lock()
					defer mu.Unlock()
					if lane == "a" {
						log = append(log, fmt.Sprint(lane, i, "@", time.Since(start)))
					}
				})
			}
		}
		c.Aside(func(context.Context) { mu.Lock(); defer mu.Unlock(); log = append(log, "aside") })
		c.Drain(time.Minute, func() { t.Error("stopped within the grace") })
		if want := []string{"aside", "a0@1s", "a1@2s", "a2@3s"}; !reflect.DeepEqual(log, want) {
			t.Errorf("done: %v, want %v", log, want)
		}
		if c.Busy() != 0 || c.Take("", func(context.Context) {}) {
			t.Error("work is left, or taken after the end")
		}
	})
}

func TestCrewPlaces(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := chat.NewCrew(3, 1)
		c.Start(t.Context())
		taken := 0
		for range 5 {
			if c.Take("", func(context.Context) { time.Sleep(time.Second) }) {
				taken++
			}
		}
		if taken != 3 || c.Busy() != 3 {
			t.Errorf("%d are taken, %d busy, want 3", taken, c.Busy())
		}
		time.Sleep(1500 * time.Millisecond)
		if !c.Take("", func(context.Context) {}) {
			t.Error("a place that is free again is not given")
		}
		c.Drain(time.Minute, func() {})
	})
}

// TestCrewGrace has more work than the grace: what is being done is told to
// stop, and what was not begun is given up.
func TestCrewGrace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := chat.NewCrew(0, 1)
		ctx, stop := context.WithCancel(t.Context())
		c.Start(ctx)
		var ends []error
		for range 3 {
			c.Take("lane", func(ctx context.Context) { ends = append(ends, chat.Sleep(ctx, 4*time.Second)) })
		}
		start := time.Now()
		c.Drain(5*time.Second, stop)
		if len(ends) != 2 || ends[0] != nil || !errors.Is(ends[1], context.Canceled) || time.Since(start) != 5*time.Second {
			t.Errorf("after %s: %v", time.Since(start), ends)
		}
	})
}

func TestPacer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var p chat.Pacer
		for i, want := range []time.Duration{0, time.Second, 2 * time.Second} {
			if got := p.Turn("desk", time.Second); got != want {
				t.Errorf("turn %d waits %s, want %s", i, got, want)
			}
		}
		if got := p.Turn("other", time.Second); got != 0 {
			t.Errorf("another channel waits %s", got)
		}
		time.Sleep(time.Hour)
		if got := p.Turn("desk", time.Second); got != 0 {
			t.Errorf("an hour later it waits %s", got)
		}
	})
}

func TestRates(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r chat.Rates
		allowed := func(n int) (yes int) {
			for range n {
				if r.Take("ann", 10) {
					yes++
				}
			}
			return yes
		}
		if got := allowed(20); got != 5 {
			t.Errorf("a burst of %d, want half of ten", got)
		}
		time.Sleep(12 * time.Second)
		if got := allowed(20); got != 2 {
			t.Errorf("%d after 12 s, want 2", got)
		}
		if !r.Take("bob", 10) {
			t.Error("another one's questions count for Bob")
		}
		time.Sleep(time.Hour)
		if got := allowed(20); got != 5 {
			t.Errorf("a burst of %d after an hour", got)
		}
	})
}

func TestAsk(t *testing.T) {
	for name, c := range map[string]struct {
		h    chat.Handler
		word string
	}{
		"answers": {func(context.Context, chat.Command) chat.Message { return chat.Message{Title: "yes"} }, ""},
		"tells":   {func(context.Context, chat.Command) chat.Message { panic("what somebody wrote") }, "a string"},
		"Go's panics": {func(_ context.Context, c chat.Command) chat.Message {
			return chat.Message{Title: c.Text[len(c.Text)+1:]}
		}, "runtime error: slice bounds out of range [1:0]"},
	} {
		t.Run(name, func(t *testing.T) {
			m, err := chat.Ask(t.Context(), c.h, chat.Command{})
			var panicked chat.Panicked
			if errors.As(err, &panicked); panicked.Word != c.word || m.Title == "" || (err != nil) != m.Private {
				t.Errorf("%+v, %v", m, err)
			}
		})
	}
}
