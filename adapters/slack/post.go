package slack

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"briefingbot/adapters/chat"
)

// Post posts m once for every key: with the memory's help it knows what it has
// posted, and what it may have posted it looks for first.
func (a *Adapter) Post(ctx context.Context, to chat.Channel, m chat.Message, key string) (string, error) {
	parts, err := a.Freeze(to, m)
	if err != nil {
		return "", err
	}
	root := ""
	for _, p := range parts {
		to := to
		if p.N > 0 && to.Thread == "" {
			to.Thread = root
		}
		id, err := a.postPart(ctx, to, p, chat.PartKey(key, p.N))
		if err != nil {
			return root, fmt.Errorf("post part %d of %d: %w", p.N+1, len(parts), err)
		}
		if p.N == 0 {
			root = id
		}
	}
	return root, nil
}

// postPart delivers p and remembers it: first that it is being sent, then its
// id. The trace is kept for a week, far longer than anybody retries.
func (a *Adapter) postPart(ctx context.Context, to chat.Channel, p chat.Part, key string) (string, error) {
	const keep = 7 * 24 * time.Hour
	trace := "slack/post/" + to.Team + "/" + to.ID + "/" + digest(key)
	known, err := a.deps.Memory.Load(ctx, trace)
	if err != nil {
		return "", fmt.Errorf("remember a post: %w", err)
	}
	var sent time.Time
	if word, rest, _ := strings.Cut(string(known), " "); word == "posted" {
		return rest, nil
	} else if word == "sending" {
		sent, _ = time.Parse(time.RFC3339Nano, rest)
	} else if err := a.deps.Memory.Save(ctx, trace, []byte("sending "+time.Now().Format(time.RFC3339Nano)), keep); err != nil {
		return "", fmt.Errorf("remember a post: %w", err)
	}
	if err := a.pace.wait(ctx, to.Team+to.ID, a.conf.Pace); err != nil {
		return "", fmt.Errorf("wait for a turn in %s: %w", to.ID, err)
	}
	id, err := chat.Deliver(ctx, a, to, p, key, sent, a.conf.Patience)
	if err != nil {
		if !errors.Is(err, chat.ErrAmbiguous) { // it is not there: the next try need not look
			_ = a.deps.Memory.Save(context.WithoutCancel(ctx), trace, nil, 0)
		}
		return "", err
	}
	if err := a.deps.Memory.Save(context.WithoutCancel(ctx), trace, []byte("posted "+id), keep); err != nil {
		a.log.ErrorContext(ctx, "slack post is there but not remembered", "error", err)
	}
	return id, nil
}
