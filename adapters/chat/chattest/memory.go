package chattest

import (
	"bytes"
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"briefingbot/adapters/chat"
)

// Memory is the contract of a chat.Memory as a test. open returns the same
// empty memory as it is seen by one more replica; a memory of one process
// returns itself every time.
func Memory(t *testing.T, open func(t *testing.T) chat.Memory) {
	ctx := context.Background()
	m, other := open(t), open(t)
	claim := func(m chat.Memory, key string, ttl time.Duration) bool {
		t.Helper()
		mine, err := m.Claim(ctx, key, ttl)
		if err != nil {
			t.Fatalf("Claim: %v", err)
		}
		return mine
	}
	load := func(m chat.Memory, key string) []byte {
		t.Helper()
		value, err := m.Load(ctx, key)
		if err != nil {
			t.Fatalf("Load: %v", err)
		}
		return value
	}
	save := func(m chat.Memory, key string, value []byte, ttl time.Duration) {
		t.Helper()
		if err := m.Save(ctx, key, value, ttl); err != nil {
			t.Fatalf("Save: %v", err)
		}
	}
	t.Run("one claim wins", func(t *testing.T) {
		for round := range 5 {
			var won atomic.Int32
			var group sync.WaitGroup
			for i := range 8 {
				who := m
				if i%2 == 1 {
					who = other
				}
				group.Go(func() {
					if mine, err := who.Claim(ctx, fmt.Sprint("race ", round), time.Minute); err == nil && mine {
						won.Add(1)
					}
				})
			}
			group.Wait()
			if won.Load() != 1 {
				t.Errorf("%d of 8 won", won.Load())
			}
		}
	})
	t.Run("claims end", func(t *testing.T) {
		if !claim(m, "held", time.Hour) || claim(other, "held", time.Hour) {
			t.Error("a claim is not held")
		}
		const ttl = 300 * time.Millisecond
		start := time.Now()
		claim(m, "short", ttl)
		for end := start.Add(time.Minute); !claim(other, "short", time.Hour) && time.Now().Before(end); {
			time.Sleep(20 * time.Millisecond)
		}
		if time.Since(start) < ttl || claim(m, "short", time.Hour) {
			t.Error("a claim ends early, or its successor is not held")
		}
		save(m, "short", nil, 0)
		if !claim(other, "short", time.Minute) {
			t.Error("a claim given back is still held")
		}
	})
	t.Run("values", func(t *testing.T) {
		if load(m, "none") != nil {
			t.Error("there is a value nobody saved")
		}
		for _, value := range [][]byte{[]byte("a"), {0, 0xFF, '\''}, bytes.Repeat([]byte("x"), 1<<20), {}} {
			save(m, "key", value, 0)
			if got := load(other, "key"); got == nil || !bytes.Equal(got, value) {
				t.Errorf("%d bytes came back as %d, nil: %v", len(value), len(got), got == nil)
			}
		}
		save(other, "key", nil, 0)
		if load(m, "key") != nil {
			t.Error("a value forgotten is there")
		}
		const ttl = 300 * time.Millisecond
		start := time.Now()
		save(m, "brief", []byte("x"), ttl)
		if load(m, "brief") == nil && time.Since(start) < ttl {
			t.Error("a value is gone early")
		}
		for end := start.Add(time.Minute); load(m, "brief") != nil; time.Sleep(20 * time.Millisecond) {
			if time.Now().After(end) {
				t.Fatal("a value does not end")
			}
		}
	})
	t.Run("several values", func(t *testing.T) {
		save(m, "first", []byte("old"), 0)
		claim(m, "third", time.Hour)
		err := m.SaveAll(ctx, map[string][]byte{"first": nil, "second": {}, "third": nil, "fourth": []byte("x")}, 0)
		if err != nil {
			t.Fatalf("SaveAll: %v", err)
		}
		if second := load(other, "second"); load(other, "first") != nil || second == nil || len(second) > 0 || string(load(other, "fourth")) != "x" {
			t.Error("not every value became what was saved")
		}
		if !claim(other, "third", time.Minute) {
			t.Error("a claim given back is still held")
		}
		if err := m.SaveAll(ctx, nil, 0); err != nil {
			t.Errorf("saving nothing: %v", err)
		}
	})
	t.Run("claims and values do not meet", func(t *testing.T) {
		save(m, "both", []byte("x"), 0)
		if !claim(m, "both", time.Minute) || load(m, "both") == nil {
			t.Error("a value holds a claim, or a claim takes the value")
		}
	})
	t.Run("what was loaded is the caller's", func(t *testing.T) {
		value := []byte("abc")
		save(m, "own", value, 0)
		value[0] = 'X'
		load(m, "own")[1] = 'X'
		if got := load(m, "own"); string(got) != "abc" {
			t.Errorf("it became %q", got)
		}
	})
}
