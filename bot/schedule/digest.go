package schedule

import (
	"context"
	"time"

	"briefingbot/adapters/chat"
	"briefingbot/bot/store"
)

// Make writes the digest for an occasion. It may be called again for the same
// occasion, as long as nothing of it was posted.
type Make func(ctx context.Context, o Occasion) (Draft, error)

// Occasion is what a digest is made for.
type Occasion struct {
	Schedule store.Schedule
	Due      time.Time       // when it was to be posted; the time of a test
	Late     time.Duration   // how late it is; 0 for on time
	Since    store.Digest    // the last digest this channel got; its Slot is empty for none
	Last     store.Digest    // the last digest of this schedule that this channel got; as Since
	Seen     []store.Passage // what this channel was shown within [Memory], without repeats
	Changed  []store.Change  // passages of what it was shown that no longer stand, and of which no digest told yet
	Test     bool            // shown to one person; nothing is posted or consumed
}

// Memory is how far back Occasion.Seen goes.
const Memory = 30 * 24 * time.Hour

// Draft is a digest before it is posted.
type Draft struct {
	Message chat.Message    // empty: nothing is posted
	Why     string          // of an empty message, for the status; "nothing new" unless set
	Shown   []store.Passage // every passage the message quotes
	Payload []byte          // the caller's; kept with the digest
}

// Correct writes what is to stand in the place of a posted digest some of
// whose passages changed. An empty message leaves the post as it is.
type Correct func(ctx context.Context, posted store.Digest, changes []store.Change) (chat.Message, error)
