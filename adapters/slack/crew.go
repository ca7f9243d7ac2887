package slack

import (
	"context"
	"crypto/sha256"
	"sync"
	"time"
)

// crew does work in the background: so much at a time, so much waiting, and
// no more.
type crew struct {
	places chan struct{} // taken by work that is accepted
	hands  chan struct{} // taken by work that is being done
	group  sync.WaitGroup

	mu  sync.Mutex
	ctx context.Context // nil while nobody works
}

func newCrew(places, hands int) *crew {
	return &crew{places: make(chan struct{}, places), hands: make(chan struct{}, hands)}
}

func (c *crew) start(ctx context.Context) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ctx = ctx
}

// take accepts work, or reports false where there is no place. It never waits.
func (c *crew) take(work func(context.Context)) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.ctx == nil {
		return false
	}
	select {
	case c.places <- struct{}{}:
	default:
		return false
	}
	ctx := c.ctx
	c.group.Go(func() {
		defer func() { <-c.places }()
		c.hands <- struct{}{}
		defer func() { <-c.hands }()
		work(ctx)
	})
	return true
}

// drain accepts no more work and waits for what is accepted, for grace; then
// it calls stop and waits for the rest.
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

// wait returns when it is key's turn, every apart from the turn before.
func (p *pacer) wait(ctx context.Context, key string, every time.Duration) error {
	p.mu.Lock()
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
	p.mu.Unlock()
	if d := turn.Sub(now); d > 0 {
		timer := time.NewTimer(d)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// cache keeps values for a while, and not too many.
type cache[V any] struct {
	mu   sync.Mutex
	keep time.Duration
	most int
	held map[string]cached[V]
}

type cached[V any] struct {
	value V
	until time.Time
}

func newCache[V any](keep time.Duration, most int) *cache[V] {
	return &cache[V]{keep: keep, most: most, held: map[string]cached[V]{}}
}

// find returns the value of key, asking ask where it does not know it. What
// ask did not find is not kept.
func (c *cache[V]) find(key string, ask func() (V, error)) (V, error) {
	c.mu.Lock()
	held, ok := c.held[key]
	c.mu.Unlock()
	if ok && time.Now().Before(held.until) {
		return held.value, nil
	}
	value, err := ask()
	if err != nil {
		return value, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.held) >= c.most {
		clear(c.held)
	}
	c.held[key] = cached[V]{value, time.Now().Add(c.keep)}
	return value, nil
}

func (c *cache[V]) forget(key string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.held, key)
}

// seen knows for a while what it has seen.
type seen struct {
	mu   sync.Mutex
	keep time.Duration
	most int
	at   map[[16]byte]time.Time // by a hash of the key
	age  time.Time              // of the last sweep
}

func newSeen(keep time.Duration, most int) *seen {
	return &seen{keep: keep, most: most, at: map[[16]byte]time.Time{}}
}

// first reports whether key is new. Where there is too much to remember, it
// says no: better to refuse than to be replayed.
func (s *seen) first(key string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	if now.Sub(s.age) > s.keep/10 {
		s.age = now
		for k, t := range s.at {
			if now.Sub(t) > s.keep {
				delete(s.at, k)
			}
		}
	}
	if t, ok := s.at[short16(key)]; ok && now.Sub(t) <= s.keep || len(s.at) >= s.most {
		return false
	}
	s.at[short16(key)] = now
	return true
}

func (s *seen) forget(key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.at, short16(key))
}

func short16(key string) [16]byte {
	sum := sha256.Sum256([]byte(key))
	return [16]byte(sum[:16])
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
