package chat

import (
	"context"
	"sync"
	"time"
)

// Crew does work in the background: what is in one lane one after the other,
// so many things at a time, and no more of it than there is place for.
type Crew struct {
	places int           // for what is taken and not done; 0 is any number
	hands  chan struct{} // taken by what is being done
	group  sync.WaitGroup

	mu    sync.Mutex
	ctx   context.Context // nil while nobody works
	taken int
	lanes map[string][]func(context.Context)
}

// NewCrew returns a crew that does as many things at a time as it has hands
// and takes none beyond its places, or any number where places is 0.
func NewCrew(places, hands int) *Crew {
	return &Crew{places: places, hands: make(chan struct{}, hands), lanes: map[string][]func(context.Context){}}
}

// Start lets work be taken, to be done with ctx.
func (c *Crew) Start(ctx context.Context) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ctx = ctx
}

// Take puts work at the end of a lane; without a lane it waits for nothing but
// a hand. It never waits itself, and reports false where there is no place or
// nobody works.
func (c *Crew) Take(lane string, work func(context.Context)) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.ctx == nil || c.places > 0 && c.taken >= c.places {
		return false
	}
	c.taken++
	ctx := c.ctx
	if lane == "" {
		c.group.Go(func() { c.do(ctx, work) })
		return true
	}
	queue, busy := c.lanes[lane]
	c.lanes[lane] = append(queue, work)
	if !busy {
		c.group.Go(func() { c.empty(ctx, lane) })
	}
	return true
}

// Aside does work outside the lanes and without a hand, however much waits
// there: for what mostly waits itself.
func (c *Crew) Aside(work func(context.Context)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if ctx := c.ctx; ctx != nil {
		c.group.Go(func() { work(ctx) })
	}
}

// Busy is how much was taken and is not done.
func (c *Crew) Busy() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.taken
}

// Drain takes no more work and waits for what was taken, for grace; then it
// calls stop, which is to end Start's context, and waits for what is being
// done. What was not begun by then is given up.
func (c *Crew) Drain(grace time.Duration, stop func()) {
	c.mu.Lock()
	c.ctx = nil
	c.mu.Unlock()
	timer := time.AfterFunc(grace, stop)
	defer timer.Stop()
	c.group.Wait()
}

// empty works until the lane is empty.
func (c *Crew) empty(ctx context.Context, lane string) {
	for {
		c.mu.Lock()
		queue := c.lanes[lane]
		if len(queue) == 0 {
			delete(c.lanes, lane)
			c.mu.Unlock()
			return
		}
		work := queue[0]
		queue[0] = nil
		c.lanes[lane] = queue[1:]
		c.mu.Unlock()
		c.do(ctx, work)
	}
}

func (c *Crew) do(ctx context.Context, work func(context.Context)) {
	defer func() {
		c.mu.Lock()
		c.taken--
		c.mu.Unlock()
	}()
	c.hands <- struct{}{}
	defer func() { <-c.hands }()
	if ctx.Err() == nil {
		work(ctx)
	}
}
