package chat

import (
	"sync"
	"time"
)

// maxKeys is how many keys a Pacer or Rates holds before it looks for those
// that have become meaningless.
const maxKeys = 10_000

// Pacer spaces what happens under one key. The zero value is ready.
type Pacer struct {
	mu   sync.Mutex
	next map[string]time.Time
}

// Turn takes the next turn of key and returns how long to wait for it: every
// apart from the turn before.
func (p *Pacer) Turn(key string, every time.Duration) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	if p.next == nil {
		p.next = map[string]time.Time{}
	}
	if len(p.next) >= maxKeys {
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

// Rates lets each key do so much a minute, in bursts of half of it. The zero
// value is ready.
type Rates struct {
	mu   sync.Mutex
	left map[string]bucket
}

type bucket struct {
	tokens float64
	at     time.Time
}

// Take reports whether key may do one thing more, which then counts.
func (r *Rates) Take(key string, perMinute int) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	now, most := time.Now(), float64(max(perMinute/2, 1))
	if r.left == nil {
		r.left = map[string]bucket{}
	}
	if len(r.left) >= maxKeys {
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
