package main

import (
	"testing"

	"briefingbot/adapters/chat"
	"briefingbot/adapters/chat/chattest"
	"briefingbot/bot/store"
)

// TestStoreIsAMemory holds the store to what the adapters need of a memory.
func TestStoreIsAMemory(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	s, err := store.Temporary(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	chattest.Memory(t, func(*testing.T) chat.Memory { return s })
}
