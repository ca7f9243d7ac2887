package chat

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"
)

// Once posts every message once for its key: with the memory's help it knows
// what it has posted, and what it may have posted it looks for first. It
// serves for posts nobody has stored before; a scheduled one has its own row.
type Once struct {
	Delivery Delivery
	Memory   Memory
	Under    string        // what the memory's keys begin with
	Every    time.Duration // between two posts to one channel
	Patience Patience
	Log      *slog.Logger

	pace Pacer
}

// tracedFor is how long a post is remembered: far longer than anybody retries.
const tracedFor = 7 * 24 * time.Hour

// Post posts m: its first part to the channel or the thread, the others
// beneath it. It returns the id of the first; where a later part is missing,
// the error says so and the next try adds it.
func (o *Once) Post(ctx context.Context, to Channel, m Message, key string) (string, error) {
	parts, err := o.Delivery.Freeze(to, m)
	if err != nil {
		return "", err
	}
	return o.Parts(ctx, to, parts, key)
}

// Parts posts a frozen message as Post does.
func (o *Once) Parts(ctx context.Context, to Channel, parts []Part, key string) (string, error) {
	root := ""
	for _, p := range parts {
		to := to
		if p.N > 0 {
			to.Thread = cmp.Or(to.Thread, root)
		}
		id, err := o.part(ctx, to, p, PartKey(key, p.N))
		if err != nil {
			return root, fmt.Errorf("post part %d of %d: %w", p.N+1, len(parts), err)
		}
		root = cmp.Or(root, id)
	}
	return root, nil
}

// part delivers p and remembers it: first that it is being sent, then its id.
func (o *Once) part(ctx context.Context, to Channel, p Part, key string) (string, error) {
	trace := o.Under + "post/" + Mark(to.Team+" "+to.ID+" "+key)
	known, err := o.Memory.Load(ctx, trace)
	if err != nil {
		return "", fmt.Errorf("remember a post: %w", err)
	}
	var sent time.Time
	if word, rest, _ := strings.Cut(string(known), " "); word == "posted" {
		return rest, nil
	} else if word == "sending" {
		sent, _ = time.Parse(time.RFC3339Nano, rest)
	} else if err := o.Memory.Save(ctx, trace, []byte("sending "+time.Now().Format(time.RFC3339Nano)), tracedFor); err != nil {
		return "", fmt.Errorf("remember a post: %w", err)
	}
	if err := Sleep(ctx, o.pace.Turn(to.Team+"/"+to.ID, o.Every)); err != nil {
		return "", fmt.Errorf("wait for a turn in %s: %w", to.ID, err)
	}
	id, err := Deliver(ctx, o.Delivery, to, p, key, sent, o.Patience)
	if err != nil {
		if !errors.Is(err, ErrAmbiguous) { // it is not there: the next try need not look
			_ = o.Memory.Save(context.WithoutCancel(ctx), trace, nil, 0)
		}
		return "", err
	}
	if err := o.Memory.Save(context.WithoutCancel(ctx), trace, []byte("posted "+id), tracedFor); err != nil {
		o.Log.ErrorContext(ctx, "a post is there but not remembered", "platform", to.Platform, "error", err)
	}
	return id, nil
}

// Freeze makes parts of what a renderer returned. The bytes are JSON.
func Freeze[P any](posts []P) ([]Part, error) {
	parts := make([]Part, len(posts))
	for i, p := range posts {
		body, err := json.Marshal(p)
		if err != nil {
			return nil, fmt.Errorf("freeze part %d: %w", i, err)
		}
		parts[i] = Part{N: i, Body: body}
	}
	return parts, nil
}

// Thaw reads what Freeze wrote.
func Thaw[P any](p Part) (P, error) {
	var body P
	if err := json.Unmarshal(p.Body, &body); err != nil {
		return body, fmt.Errorf("read frozen part %d: %w", p.N, err)
	}
	return body, nil
}

// Fits says why p cannot be posted to a channel, or nil: a later part goes
// beneath the first.
func (p Part) Fits(to Channel) error {
	if p.N > 0 && to.Thread == "" {
		return fmt.Errorf("post part %d: it needs the id of part 0 as its thread", p.N)
	}
	return nil
}

// Mark is a short name of a key, 32 characters of hexadecimal: what a post
// carries for Find, and what the memory's keys are made of.
func Mark(key string) string {
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:16])
}
