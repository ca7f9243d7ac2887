package slack

import (
	"crypto/sha256"
	"sync"
	"time"
)

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
