package chat

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Part is one post of a message, rendered and frozen: what is stored before it
// is sent. Part 0 is the message itself, the others go into its thread in
// order, each after the one before it is posted.
type Part struct {
	N    int
	Body []byte // the renderer's; opaque to everybody else
}

// Sender posts in two steps, so that what is sent can be stored first.
type Sender interface {
	// Freeze renders m for a channel. It does no I/O; the same m gives the
	// same bytes.
	Freeze(to Channel, m Message) ([]Part, error)
	// SendOnce sends p and never repeats it. For N > 0, to.Thread is the id
	// of part 0. key, at most 200 bytes and different for every part, is what
	// Find knows the post by. The error is ErrAmbiguous, RateLimited or
	// Refused, wrapped; anything else was not sent.
	SendOnce(ctx context.Context, to Channel, p Part, key string) (id string, err error)
}

// Reconciler finds out whether an ambiguous post arrived.
type Reconciler interface {
	// Find looks in the channel (in the thread, for a part that is in one)
	// for the post with key, sent at since or later. found is false only
	// where the platform showed everything since then.
	Find(ctx context.Context, to Channel, key string, since time.Time) (id string, found bool, err error)
}

// Editor replaces a posted message in place: a correction, visible as one.
type Editor interface {
	Edit(ctx context.Context, to Channel, id string, p Part) error
}

// Whisperer shows a message to one person only, in a channel or, where to.ID
// is empty, in their direct conversation with the bot.
type Whisperer interface {
	Whisper(ctx context.Context, to Channel, user string, m Message) error
}

// Linker makes the address that opens a posted message; empty where there is
// none.
type Linker interface {
	Link(to Channel, id string) string
}

// Namer knows what people call a channel; empty where it cannot tell.
type Namer interface {
	Name(ctx context.Context, c Channel) string
}

// ErrAmbiguous says that nobody knows whether the post arrived: a connection
// cut, a time-out, a server's error. Reconcile before sending again.
var ErrAmbiguous = errors.New("not known whether it got through")

// RateLimited says that the post was not taken and when to come again.
type RateLimited struct{ After time.Duration }

func (e RateLimited) Error() string { return fmt.Sprintf("rate limited: again after %s", e.After) }

// Refused says that the platform will not take the post, ever, unless
// somebody does what Remedy says.
type Refused struct {
	Reason string // the platform's word
	Remedy string // a sentence for an administrator
}

func (e Refused) Error() string {
	if e.Remedy == "" {
		return "refused: " + e.Reason
	}
	return "refused: " + e.Reason + ": " + e.Remedy
}

// PartKey is the key of part n of the message with key.
func PartKey(key string, n int) string {
	if n == 0 {
		return key
	}
	return fmt.Sprintf("%s/%d", key, n)
}

// Delivery is a Sender that can be asked what became of a post. Deliver needs
// nothing else of a platform.
type Delivery interface {
	Sender
	Reconciler
}

// Patience is how Deliver waits. The zero value waits as Slack wants it.
type Patience struct {
	Look  time.Duration // before the first look for an ambiguous post; 5 s
	Again time.Duration // between two looks; 30 s
	Limit time.Duration // the longest a rate limit is waited for; 1 min
}

func (p Patience) filled() Patience {
	if p.Look == 0 {
		p.Look = 5 * time.Second
	}
	if p.Again == 0 {
		p.Again = 30 * time.Second
	}
	if p.Limit == 0 {
		p.Limit = time.Minute
	}
	return p
}

// Deliver sends one part and sees to it that it is there once: it waits out a
// rate limit, and what is ambiguous it looks for twice before sending it a
// second time. sent is when a first try was made and its outcome lost, or zero for a new
// part; with it set, Deliver looks before it sends. What is ambiguous after the second
// try is returned as that.
func Deliver(ctx context.Context, d Delivery, to Channel, p Part, key string, sent time.Time, wait Patience) (id string, err error) {
	wait = wait.filled()
	for try := 0; ; try++ {
		if !sent.IsZero() {
			id, found, err := look(ctx, d, to, key, sent, wait)
			if err != nil || found {
				return id, err
			}
			if try == 2 {
				return "", fmt.Errorf("post part %d twice: %w", p.N, ErrAmbiguous)
			}
		} else {
			sent = time.Now()
		}
		id, err = sendPatiently(ctx, d, to, p, key, wait.Limit)
		if !errors.Is(err, ErrAmbiguous) {
			return id, err
		}
	}
}

// sendPatiently waits out rate limits that end within limit of the start.
func sendPatiently(ctx context.Context, s Sender, to Channel, p Part, key string, limit time.Duration) (string, error) {
	for started := time.Now(); ; {
		id, err := s.SendOnce(ctx, to, p, key)
		var limited RateLimited
		if !errors.As(err, &limited) || time.Since(started)+limited.After > limit {
			return id, err
		}
		if err := Sleep(ctx, max(limited.After, 10*time.Millisecond)); err != nil {
			return "", fmt.Errorf("wait out a rate limit: %w", err)
		}
	}
}

// look asks twice for a post, because a platform may show it late.
func look(ctx context.Context, d Delivery, to Channel, key string, since time.Time, wait Patience) (string, bool, error) {
	for n, pause := range []time.Duration{wait.Look, wait.Again} {
		if err := Sleep(ctx, pause); err != nil {
			return "", false, fmt.Errorf("wait to look for a post: %w", errors.Join(ErrAmbiguous, err))
		}
		id, found, err := d.Find(ctx, to, key, since)
		switch {
		case err == nil && found:
			return id, true, nil
		case err != nil && n == 1:
			return "", false, fmt.Errorf("look for a post: %w", errors.Join(ErrAmbiguous, err))
		}
	}
	return "", false, nil
}

// Sleep waits for d or until ctx ends, whose error it returns.
func Sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
