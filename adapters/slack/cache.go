package slack

import (
	"sync"
	"time"
)

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
