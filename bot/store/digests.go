package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// Passage is a stretch of an article as it was when its text had SHA256.
type Passage struct {
	Article    string
	SHA256     string
	Start, End int // bytes
}

// Digest is what a slot posted.
type Digest struct {
	Slot    Slot
	Shown   []Passage
	Payload []byte
}

// Change is a passage that no longer stands as it was shown.
type Change struct {
	Passage
	Now string // SHA-256 of the article's text today; empty: the article was withdrawn
}

const postedHere = ` WHERE state = 'posted' AND platform = ? AND team = ? AND channel = ?`

// LastDigest returns the last digest that was posted in a channel. Its slot's
// ID is empty when there is none.
func (s *Store) LastDigest(ctx context.Context, c Channel) (Digest, error) {
	return s.lastDigest(ctx, postedHere, c.Platform, c.Team, c.ID)
}

// LastOf returns the last digest of a schedule that was posted in a channel. Its
// slot's ID is empty when there is none.
func (s *Store) LastOf(ctx context.Context, schedule string, c Channel) (Digest, error) {
	return s.lastDigest(ctx, postedHere+` AND schedule = ?`, c.Platform, c.Team, c.ID, schedule)
}

func (s *Store) lastDigest(ctx context.Context, where string, args ...any) (Digest, error) {
	slot, err := s.oneSlot(ctx, `SELECT `+slotColumns+` FROM slots`+where+` ORDER BY finished DESC, due DESC LIMIT 1`, args...)
	if errors.Is(err, ErrNotFound) {
		return Digest{}, nil
	}
	if err != nil {
		return Digest{}, err
	}
	return s.Digest(ctx, slot.ID)
}

// Digest returns what was made for a slot.
func (s *Store) Digest(ctx context.Context, slot string) (d Digest, err error) {
	if d.Slot, err = s.oneSlot(ctx, `SELECT `+slotColumns+` FROM slots WHERE id = ?`, slot); err != nil {
		return d, err
	}
	err = s.read.QueryRowContext(ctx, `SELECT payload FROM slots WHERE id = ?`, slot).Scan(&d.Payload)
	if err != nil {
		return d, s.explain("read digest", err)
	}
	rows, err := s.read.QueryContext(ctx, `SELECT article, sha256, first, past FROM shown WHERE slot = ? ORDER BY n`, slot)
	d.Shown, err = collect(s, "read digest", rows, err, scanPassage)
	return d, err
}

// Seen returns every passage that a channel was shown since then, once.
func (s *Store) Seen(ctx context.Context, c Channel, since time.Time) ([]Passage, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT DISTINCT p.article, p.sha256, p.first, p.past FROM shown p JOIN slots d ON d.id = p.slot
		WHERE d.state = 'posted' AND d.platform = ? AND d.team = ? AND d.channel = ? AND d.finished >= ?
		ORDER BY p.article, p.sha256, p.first, p.past`, c.Platform, c.Team, c.ID, milli(since))
	return collect(s, "read digests", rows, err, scanPassage)
}

func scanPassage(r *sql.Rows) (p Passage, err error) {
	err = r.Scan(&p.Article, &p.SHA256, &p.Start, &p.End)
	return p, err
}

// Outdated returns posted digests, finished since then, that quote what has
// since been changed or withdrawn and do not show it yet, with all such changes.
// A sentence that still stands in the new text is no change.
func (s *Store) Outdated(ctx context.Context, since time.Time) (map[string][]Change, error) {
	all, err := s.changes(ctx, `d.state = 'posted' AND d.finished >= ?`, milli(since))
	for slot, changes := range all {
		d, err := s.oneSlot(ctx, `SELECT `+slotColumns+` FROM slots WHERE id = ?`, slot)
		if err != nil {
			return nil, err
		}
		if d.Corrected == Mark(changes) {
			delete(all, slot)
		}
	}
	return all, err
}

// Untold returns the passages of the digests posted in a channel since then that
// no longer stand, each once, without those that a posted digest told already.
func (s *Store) Untold(ctx context.Context, c Channel, since time.Time) ([]Change, error) {
	const here = `state = 'posted' AND platform = ? AND team = ? AND channel = ? AND finished >= ?`
	args := []any{c.Platform, c.Team, c.ID, milli(since)}
	all, err := s.changes(ctx, `d.`+strings.ReplaceAll(here, " AND ", " AND d."), args...)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	rows, err := s.read.QueryContext(ctx, `SELECT told FROM slots WHERE told <> '' AND `+here, args...)
	marks, err := collect(s, "read digests", rows, err, func(r *sql.Rows) (told string, err error) { return told, r.Scan(&told) })
	if err != nil {
		return nil, err
	}
	known := map[string]bool{}
	for _, mark := range strings.Fields(strings.Join(marks, " ")) {
		known[mark] = true
	}
	var untold []Change
	for _, slot := range slices.Sorted(maps.Keys(all)) {
		for _, change := range all[slot] {
			if mark := Mark([]Change{change}); !known[mark] {
				known[mark] = true
				untold = append(untold, change)
			}
		}
	}
	return untold, nil
}

func (s *Store) changes(ctx context.Context, where string, args ...any) (map[string][]Change, error) {
	type row struct {
		slot string
		Change
	}
	rows, err := s.read.QueryContext(ctx, `SELECT d.id, p.article, p.sha256, p.first, p.past, coalesce(r.sha256, '')
		FROM slots d JOIN shown p ON p.slot = d.id LEFT JOIN articles a ON a.id = p.article LEFT JOIN revisions r ON r.number = a.current
		WHERE (r.sha256 IS NULL OR r.sha256 <> p.sha256) AND `+where+` ORDER BY d.id, p.n`, args...)
	found, err := collect(s, "read changes", rows, err, func(r *sql.Rows) (c row, err error) {
		err = r.Scan(&c.slot, &c.Article, &c.SHA256, &c.Start, &c.End, &c.Now)
		return c, err
	})
	if err != nil {
		return nil, err
	}
	texts := map[[2]string]string{}
	out := map[string][]Change{}
	for _, c := range found {
		stands, err := s.stands(ctx, c.Change, texts)
		if err != nil {
			return nil, err
		}
		if !stands {
			out[c.slot] = append(out[c.slot], c.Change)
		}
	}
	return out, nil
}

// stands reports whether the words of a passage are still in the article.
func (s *Store) stands(ctx context.Context, c Change, texts map[[2]string]string) (bool, error) {
	if c.Now == "" {
		return false, nil
	}
	var text [2]string
	for i, sum := range []string{c.SHA256, c.Now} {
		key := [2]string{c.Article, sum}
		if _, read := texts[key]; !read {
			a, err := s.Article(ctx, c.Article, sum)
			if errors.Is(err, ErrNotFound) {
				return false, nil
			}
			if err != nil {
				return false, err
			}
			texts[key] = a.Text
		}
		text[i] = texts[key]
	}
	if c.Start < 0 || c.End > len(text[0]) || c.Start > c.End {
		return false, nil
	}
	return strings.Contains(text[1], text[0][c.Start:c.End]), nil
}

// Mark names a set of changes.
func Mark(changes []Change) string {
	if len(changes) == 0 {
		return ""
	}
	var lines []string
	for _, c := range changes {
		lines = append(lines, fmt.Sprintf("%q %s %d %d %s", c.Article, c.SHA256, c.Start, c.End, c.Now))
	}
	slices.Sort(lines)
	sum := sha256.Sum256(bytes.Join([][]byte{[]byte(strings.Join(lines, "\n"))}, nil))
	return hex.EncodeToString(sum[:8])
}
