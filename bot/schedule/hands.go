package schedule

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"briefingbot/bot/store"
)

// Hands is the crew of one process: a few workers. Two slots of one channel are
// not worked on at the same time, so that the second digest knows the first.
type Hands struct {
	workers int
	queue   chan string
	wake    func() // there is room again, or a slot wants more work
	log     *slog.Logger

	mu   sync.Mutex
	busy map[string]string // slot → channel, queued or worked on
}

// NewHands returns a crew of some workers, 16 if n is 0. wake is called when
// Take should be called again; give it the runner's Wake.
func NewHands(n int, wake func(), log *slog.Logger) *Hands {
	if n <= 0 {
		n = 16
	}
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return &Hands{workers: n, queue: make(chan string, 16*n), wake: wake, log: log, busy: map[string]string{}}
}

// Room is how many slots are worth asking for.
func (h *Hands) Room() int { return 2*cap(h.queue) + h.workers }

// Take queues slots, as many as there is room for.
func (h *Hands) Take(_ context.Context, slots []store.Slot) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	channels := make(map[string]bool, len(h.busy))
	for _, c := range h.busy {
		channels[c] = true
	}
	for _, s := range slots {
		channel := s.Channel.Platform + "\x00" + s.Channel.Team + "\x00" + s.Channel.ID
		if _, busy := h.busy[s.ID]; busy || channels[channel] {
			continue
		}
		select {
		case h.queue <- s.ID:
			h.busy[s.ID], channels[channel] = channel, true
		default:
			return nil
		}
	}
	return nil
}

// Run works until ctx ends.
func (h *Hands) Run(ctx context.Context, work Work) error {
	var all sync.WaitGroup
	for range h.workers {
		all.Go(func() {
			for {
				select {
				case <-ctx.Done():
					return
				case slot := <-h.queue:
					h.do(ctx, work, slot)
				}
			}
		})
	}
	all.Wait()
	return nil
}

// do works on one slot. One that failed is left alone for a moment.
func (h *Hands) do(ctx context.Context, work Work, slot string) {
	again, err := work(ctx, slot)
	free := func() {
		h.mu.Lock()
		delete(h.busy, slot)
		few := len(h.queue) < cap(h.queue)/4
		h.mu.Unlock()
		if few && h.wake != nil {
			h.wake()
		}
	}
	if err != nil && ctx.Err() == nil {
		h.log.Error("a digest could not be worked on; trying again", "slot", slot, "error", err)
		time.AfterFunc(2*time.Second, free)
		return
	}
	_ = again // it is in the store, too
	free()
}
