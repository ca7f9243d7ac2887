package store

import (
	"context"
	"database/sql"
	"errors"
	"maps"
	"slices"
	"time"
)

// Claim reports true to exactly one caller per key until the claim ends: after
// ttl, never if ttl is 0, or by Save of nil. It and Load, Save and SaveAll are
// chat.Memory.
func (s *Store) Claim(ctx context.Context, key string, ttl time.Duration) (bool, error) {
	won := false
	err := s.together(ctx, "claim", func(ctx context.Context, t *tx) error {
		now := s.now()
		done, err := t.ExecContext(ctx, `INSERT INTO claims (key, until) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET until = excluded.until
			WHERE claims.until <> 0 AND claims.until <= ?`, memoryKey(key), end(now, ttl), milli(now))
		if err != nil {
			return err
		}
		n, err := done.RowsAffected()
		won = n == 1
		return err
	})
	if err != nil {
		return false, err
	}
	return won, s.forgetOld(ctx)
}

// Load returns the value of key, or nil.
func (s *Store) Load(ctx context.Context, key string) ([]byte, error) {
	var value []byte
	err := s.read.QueryRowContext(ctx, `SELECT value FROM memory WHERE key = ? AND (until = 0 OR until > ?)`, memoryKey(key), milli(s.now())).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if value == nil && err == nil {
		value = []byte{}
	}
	return value, s.explain("remember", err)
}

// Save sets the value of key for ttl, for ever if ttl is 0. A nil value
// forgets the key and its claim.
func (s *Store) Save(ctx context.Context, key string, value []byte, ttl time.Duration) error {
	return s.SaveAll(ctx, map[string][]byte{key: value}, ttl)
}

// SaveAll saves several values, by their keys: all of them or none.
func (s *Store) SaveAll(ctx context.Context, values map[string][]byte, ttl time.Duration) error {
	return s.together(ctx, "remember", func(ctx context.Context, t *tx) error {
		until := end(s.now(), ttl)
		for _, key := range slices.Sorted(maps.Keys(values)) { // in one order, so that no two wait for each other
			if err := t.remember(ctx, memoryKey(key), values[key], until); err != nil {
				return err
			}
		}
		return nil
	})
}

func (t *tx) remember(ctx context.Context, key, value []byte, until int64) error {
	if value != nil {
		_, err := t.ExecContext(ctx, `INSERT INTO memory (key, value, until) VALUES (?, ?, ?)
			ON CONFLICT (key) DO UPDATE SET value = excluded.value, until = excluded.until`, key, value, until)
		return err
	}
	if _, err := t.ExecContext(ctx, `DELETE FROM claims WHERE key = ?`, key); err != nil {
		return err
	}
	_, err := t.ExecContext(ctx, `DELETE FROM memory WHERE key = ?`, key)
	return err
}

// forgetOld removes what has ended, once a minute.
func (s *Store) forgetOld(ctx context.Context) error {
	now := s.now().UnixMilli()
	last := s.swept.Load()
	if now-last < time.Minute.Milliseconds() && now >= last || !s.swept.CompareAndSwap(last, now) {
		return nil
	}
	return s.change(ctx, "forget what has ended", func(t *tx) error {
		for _, table := range []string{"memory", "claims"} {
			if _, err := t.ExecContext(ctx, `DELETE FROM `+table+` WHERE until <> 0 AND until <= ?`, now); err != nil {
				return err
			}
		}
		return nil
	})
}

func end(now time.Time, ttl time.Duration) int64 {
	if ttl == 0 {
		return 0
	}
	return now.Add(ttl).UnixMilli()
}

// memoryKey is a key as an index holds it, whatever its length.
func memoryKey(key string) []byte {
	if len(key) <= 512 {
		return []byte(key)
	}
	return []byte(key[:256] + sumBytes([]byte(key)))
}
