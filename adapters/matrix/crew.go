package matrix

import (
	"context"
	"sync"
	"time"
)

// crew does work in lanes: one thing after the other in each, so many lanes at
// a time.
type crew struct {
	hands chan struct{}
	group sync.WaitGroup

	mu    sync.Mutex
	ctx   context.Context // nil while nobody works
	lanes map[string][]func(context.Context)
}

func newCrew(hands int) *crew {
	return &crew{hands: make(chan struct{}, hands), lanes: map[string][]func(context.Context){}}
}

func (c *crew) start(ctx context.Context) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ctx = ctx
}

// do puts work at the end of a lane. It never waits, and reports false where
// nobody works.
func (c *crew) do(lane string, work func(context.Context)) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.ctx == nil {
		return false
	}
	queue, busy := c.lanes[lane]
	c.lanes[lane] = append(queue, work)
	if !busy {
		ctx := c.ctx
		c.group.Go(func() { c.empty(ctx, lane) })
	}
	return true
}

// aside does work outside the lanes, however many wait there: for what mostly
// waits.
func (c *crew) aside(work func(context.Context)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if ctx := c.ctx; ctx != nil {
		c.group.Go(func() { work(ctx) })
	}
}

// empty works until the lane is empty, or, when ctx has ended, gives up the
// rest of it.
func (c *crew) empty(ctx context.Context, lane string) {
	for {
		c.mu.Lock()
		queue := c.lanes[lane]
		if len(queue) == 0 || ctx.Err() != nil {
			delete(c.lanes, lane)
			c.mu.Unlock()
			return
		}
		work := queue[0]
		c.lanes[lane] = queue[1:]
		c.mu.Unlock()
		c.hands <- struct{}{}
		work(ctx)
		<-c.hands
	}
}

// drain takes no more work and waits for what it has, for grace; then it calls
// stop and waits for what is being done.
func (c *crew) drain(grace time.Duration, stop func()) {
	c.mu.Lock()
	c.ctx = nil
	c.mu.Unlock()
	timer := time.AfterFunc(grace, stop)
	defer timer.Stop()
	c.group.Wait()
}

// pacer spaces what happens under one key.
type pacer struct {
	mu   sync.Mutex
	next map[string]time.Time
}

// turn returns how long to wait for key's turn, every apart from the turn
// before.
func (p *pacer) turn(key string, every time.Duration) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	if p.next == nil {
		p.next = map[string]time.Time{}
	}
	if len(p.next) > 1000 {
		for k, t := range p.next {
			if t.Before(now) {
				delete(p.next, k)
			}
		}
	}
	turn := p.next[key]
	if turn.Before(now) {
		turn = now
	}
	p.next[key] = turn.Add(every)
	return turn.Sub(now)
}

// rates lets each key do so much a minute, in bursts of half of it.
type rates struct {
	mu   sync.Mutex
	left map[string]bucket
}

type bucket struct {
	tokens float64
	at     time.Time
}

func (r *rates) take(key string, perMinute int) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	now, most := time.Now(), float64(max(perMinute/2, 1))
	if r.left == nil {
		r.left = map[string]bucket{}
	}
	if len(r.left) > 10_000 {
		for k, b := range r.left {
			if now.Sub(b.at) > time.Minute {
				delete(r.left, k)
			}
		}
	}
	b, known := r.left[key]
	if !known {
		b = bucket{most, now}
	}
	b.tokens = min(most, b.tokens+now.Sub(b.at).Minutes()*float64(perMinute))
	b.at = now
	ok := b.tokens >= 1
	if ok {
		b.tokens--
	}
	r.left[key] = b
	return ok
}
