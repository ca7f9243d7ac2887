package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Step is one change of a slot. All of it is stored, or nothing.
type Step struct {
	Slot    Slot   // as it is to be; Version is the one it was read with
	Parts   []Part // those that are new or changed
	Freeze  bool   // Parts, Shown and Payload take the place of all there were
	Shown   []Passage
	Payload []byte
	Told    []Change // what the digest says of earlier ones
}

// Advance stores a step and returns the slot's new version. When the slot has
// moved since it was read, nothing is stored and the error is [ErrMoved].
func (s *Store) Advance(ctx context.Context, step Step) (int64, error) {
	if err := s.together(ctx, "settle slot "+step.Slot.ID, func(ctx context.Context, t *tx) error { return advance(ctx, t, step) }); err != nil {
		return 0, err
	}
	return step.Slot.Version + 1, nil
}

func advance(ctx context.Context, t *tx, step Step) error {
	c := step.Slot
	q := `UPDATE slots SET state = ?, why = ?, not_before = ?, tries = ?, made = ?, finished = ?, remote = ?, corrected = ?, open = ?, version = version + 1`
	args := []any{c.State, clean(c.Why), milli(c.NotBefore), c.Tries, milli(c.Made), milli(c.Finished), clean(c.Remote), c.Corrected, flag(c.Open())}
	if step.Freeze {
		q += `, payload = ?, told = ?`
		args = append(args, step.Payload, marks(step.Told))
	}
	done, err := t.ExecContext(ctx, q+` WHERE id = ? AND version = ?`, append(args, c.ID, c.Version)...)
	if err != nil {
		return err
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		return errors.Join(fmt.Errorf("slot %s: %w", c.ID, ErrMoved), err)
	}
	if step.Freeze {
		if err := freeze(ctx, t, step); err != nil {
			return err
		}
	}
	for _, p := range step.Parts {
		if err := putPart(ctx, t, c.ID, p); err != nil {
			return err
		}
	}
	return nil
}

func freeze(ctx context.Context, t *tx, step Step) error {
	for _, table := range []string{"deliveries", "shown"} {
		if _, err := t.ExecContext(ctx, `DELETE FROM `+table+` WHERE slot = ?`, step.Slot.ID); err != nil {
			return err
		}
	}
	n := 0
	for some := range slices.Chunk(step.Shown, 100) { // many to a statement: each waits for the database's answer
		var args []any
		for _, p := range some {
			args = append(args, step.Slot.ID, n, p.Article, p.SHA256, p.Start, p.End)
			n++
		}
		rows := strings.TrimSuffix(strings.Repeat("(?, ?, ?, ?, ?, ?), ", len(some)), ", ")
		if _, err := t.ExecContext(ctx, `INSERT INTO shown (slot, n, article, sha256, first, past) VALUES `+rows, args...); err != nil {
			return err
		}
	}
	return nil
}

// marks names each of some changes.
func marks(told []Change) string {
	var all []string
	for _, c := range told {
		all = append(all, Mark([]Change{c}))
	}
	return strings.Join(all, " ")
}

func putPart(ctx context.Context, t *tx, slot string, p Part) error {
	_, err := t.ExecContext(ctx, `INSERT INTO deliveries (slot, `+partColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (slot, part) DO UPDATE SET body = excluded.body, sha256 = excluded.sha256, state = excluded.state, tries = excluded.tries,
			looks = excluded.looks, sent = excluded.sent, first = excluded.first, looked = excluded.looked, worker = excluded.worker,
			remote = excluded.remote, why = excluded.why, posted = excluded.posted`,
		slot, p.N, p.Key, p.Body, p.SHA256, p.State, p.Tries, p.Looks, milli(p.Sent), milli(p.First), milli(p.Looked), p.Worker, clean(p.Remote), clean(p.Why), milli(p.Posted))
	return err
}
