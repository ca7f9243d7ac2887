package chat

import (
	"context"
	"sync"
	"time"
)

// Memory is what an adapter remembers across restarts and between replicas:
// which events it has seen, who installed it, what a button stands for. Keys
// start with the platform's name. Methods may be called concurrently.
type Memory interface {
	// Claim reports true to exactly one caller per key until the claim ends,
	// after ttl or by Save of nil. It is how duplicates are known and how a
	// lock is taken.
	Claim(ctx context.Context, key string, ttl time.Duration) (bool, error)
	// Load returns the value of key, or nil.
	Load(ctx context.Context, key string) ([]byte, error)
	// Save sets the value of key for ttl, for ever if ttl is 0. A nil value
	// forgets the key and its claim.
	Save(ctx context.Context, key string, value []byte, ttl time.Duration) error
	// SaveAll saves several values, by their keys: all of them or none.
	SaveAll(ctx context.Context, values map[string][]byte, ttl time.Duration) error
}

// Forgetful is a Memory that lives as long as the process: for tests, and for
// a bot that may answer an old event twice after a restart.
type Forgetful struct {
	mu    sync.Mutex
	kept  map[string]kept
	swept time.Time
}

type kept struct {
	value []byte
	until time.Time // zero: for ever
}

var _ Memory = (*Forgetful)(nil)

// NewForgetful returns an empty memory.
func NewForgetful() *Forgetful { return &Forgetful{kept: map[string]kept{}} }

// Claim reports whether nobody holds key.
func (f *Forgetful) Claim(_ context.Context, key string, ttl time.Duration) (bool, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	now := f.sweep()
	if k, held := f.kept["claim "+key]; held && !k.over(now) {
		return false, nil
	}
	f.kept["claim "+key] = kept{until: end(now, ttl)}
	return true, nil
}

// Load returns a copy of the value of key, or nil.
func (f *Forgetful) Load(_ context.Context, key string) ([]byte, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	k, held := f.kept[key]
	if !held || k.over(time.Now()) {
		return nil, nil
	}
	return append([]byte{}, k.value...), nil
}

// Save sets or forgets the value of key.
func (f *Forgetful) Save(ctx context.Context, key string, value []byte, ttl time.Duration) error {
	return f.SaveAll(ctx, map[string][]byte{key: value}, ttl)
}

// SaveAll sets or forgets the values of several keys.
func (f *Forgetful) SaveAll(_ context.Context, values map[string][]byte, ttl time.Duration) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	now := f.sweep()
	for key, value := range values {
		if value == nil {
			delete(f.kept, key)
			delete(f.kept, "claim "+key)
			continue
		}
		f.kept[key] = kept{value: append([]byte{}, value...), until: end(now, ttl)}
	}
	return nil
}

// sweep forgets what has ended, once a minute.
func (f *Forgetful) sweep() time.Time {
	now := time.Now()
	if now.Sub(f.swept) < time.Minute {
		return now
	}
	f.swept = now
	for key, k := range f.kept {
		if k.over(now) {
			delete(f.kept, key)
		}
	}
	return now
}

func (k kept) over(now time.Time) bool { return !k.until.IsZero() && !now.Before(k.until) }

func end(now time.Time, ttl time.Duration) time.Time {
	if ttl == 0 {
		return time.Time{}
	}
	return now.Add(ttl)
}
