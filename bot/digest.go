package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"briefingbot/adapters/chat"
	"briefingbot/bot/schedule"
	"briefingbot/bot/store"
	"briefingbot/briefing"
)

func stored(p briefing.Passage) store.Passage {
	return store.Passage{Article: p.Article.ID, SHA256: p.Article.SHA256, Start: p.Span.Start, End: p.Span.End}
}

// given is what a reader was shown, in the newsroom's words.
func given(ps []store.Passage) []briefing.Shown {
	out := make([]briefing.Shown, len(ps))
	for i, p := range ps {
		out[i] = briefing.Shown(p)
	}
	return out
}

// past is what is known of what was posted; *store.Store is one.
type past interface {
	Slots(ctx context.Context, c store.Channel, since time.Time, limit int) ([]store.Slot, error)
	Digest(ctx context.Context, slot string) (store.Digest, error)
	LastDigest(ctx context.Context, c store.Channel) (store.Digest, error)
	Seen(ctx context.Context, c store.Channel, since time.Time) ([]store.Passage, error)
	Untold(ctx context.Context, c store.Channel, since time.Time) ([]store.Change, error)
	LastOf(ctx context.Context, schedule string, c store.Channel) (store.Digest, error)
	Arrived(ctx context.Context, since time.Time) (map[string]store.Arrival, error)
	Article(ctx context.Context, id, sum string) (*briefing.Article, error)
}

// posted is what a digest keeps of itself, to be corrected by and to be asked
// about.
type posted struct {
	Message chat.Message  `json:"message"`
	Cited   []postedCited `json:"cited"`
	Sheet   string        `json:"sheet,omitempty"` // the id of its buttons
	Had     []string      `json:"had,omitempty"`   // of the articles that had come just before: those it was made from
}

type postedCited struct {
	N       int           `json:"n"`
	Passage store.Passage `json:"passage"`
}

// makeDigest is the schedule.Make of the bot. The same occasion and corpus give
// the same bytes, buttons included.
func (d *desk) makeDigest(ctx context.Context, o schedule.Occasion) (schedule.Draft, error) {
	if err := d.inherit(ctx, &o); err != nil {
		return schedule.Draft{}, err
	}
	if d.dated != nil { // its links end by its own time, whenever it is made
		on := *d
		on.link, d = d.dated(o.Due), &on
	}
	spec := o.Schedule.Spec
	b := d.options()
	if spec.Words > 0 {
		b.Words = spec.Words
	}
	if spec.Items > 0 {
		b.Items = spec.Items
	}
	top, best := budget{words: b.Words, items: b.Items}, map[store.Passage]bool{}
	for _, s := range d.corpus.Brief(b).Sections {
		for _, item := range s.Items {
			best[stored(item.Passage)] = true
		}
	}
	came, err := d.arrived(ctx, o)
	if err != nil {
		return schedule.Draft{}, err
	}
	b.Words, b.Items = 3*b.Words, 3*b.Items // what does not fit on top is in the thread
	fresh := d.fresh(b, came, o)
	if len(spec.Topics) > 0 {
		fresh = only(fresh, slices.DeleteFunc(fresh.Sections, func(s briefing.Section) bool { return !slices.Contains(spec.Topics, s.Topic.Name) }))
	}
	amended, err := d.amended(ctx, o.Changed)
	if err != nil {
		return schedule.Draft{}, err
	}
	if len(fresh.Sections) == 0 && len(amended) == 0 {
		if !spec.Empty {
			return schedule.Draft{Why: "nothing new"}, nil
		}
		payload, err := json.Marshal(posted{Had: came.had})
		return schedule.Draft{Message: d.composeNothing(o), Why: "nothing new", Payload: payload}, err
	}
	s := d.composeDigest(issue{fresh: fresh, came: came, amended: amended, best: best, most: top}, o)
	keep := posted{Message: d.digestMessage(s, o), Had: came.had}
	draft := schedule.Draft{}
	for _, c := range s.citations {
		draft.Shown = append(draft.Shown, stored(c.Passage))
		keep.Cited = append(keep.Cited, postedCited{c.N, stored(c.Passage)})
	}
	if keep.Sheet, err = d.rememberDigest(ctx, s, o); err != nil {
		return schedule.Draft{}, err
	}
	if keep.Sheet != "" {
		keep.Message.Blocks = append(keep.Message.Blocks, buttons(s, keep.Sheet, 0))
	}
	draft.Message = keep.Message
	if draft.Payload, err = json.Marshal(keep); err != nil {
		return schedule.Draft{}, fmt.Errorf("keep a digest: %w", err)
	}
	return draft, nil
}

// inherit adds what the readers of a channel were shown where they were before
// it: they have not forgotten it.
func (d *desk) inherit(ctx context.Context, o *schedule.Occasion) error {
	if d.follows == nil || d.past == nil {
		return nil
	}
	since := d.now().Add(-schedule.Memory)
	c := o.Schedule.Channel
	for range 3 { // a channel that was moved more often has little to remember
		before, ok, err := d.follows(ctx, c)
		if err != nil || !ok {
			return err
		}
		seen, err := d.past.Seen(ctx, before, since)
		if err != nil {
			return err
		}
		o.Seen = append(o.Seen, seen...)
		if o.Since.Slot.ID == "" { // the first digest here tells what has changed of those there
			if o.Since, err = d.past.LastDigest(ctx, before); err != nil {
				return err
			}
			if o.Changed, err = d.past.Untold(ctx, before, since); err != nil {
				return err
			}
		}
		if o.Last.Slot.ID == "" {
			if o.Last, err = d.past.LastOf(ctx, o.Schedule.ID, before); err != nil {
				return err
			}
		}
		c = before
	}
	return nil
}

// rememberDigest keeps a digest for its buttons, before it is frozen. Its id is
// its content's: one that is made again is another.
func (d *desk) rememberDigest(ctx context.Context, s sheet, o schedule.Occasion) (id string, err error) {
	if d.memory == nil || len(s.entries) == 0 {
		return "", nil
	}
	shot := snap(s, "", "")
	shot.Posted = !o.Test
	content, err := json.Marshal(shot)
	if err != nil {
		return "", fmt.Errorf("keep a digest: %w", err)
	}
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%s\n%s", o.Schedule.ID, o.Due.UTC(), content)
	id = hex.EncodeToString(h.Sum(nil)[:8])
	return id, d.rememberAs(ctx, place(o.Schedule.Channel), id, shot)
}

func place(c store.Channel) chat.Channel {
	return chat.Channel{Platform: c.Platform, Team: c.Team, ID: c.ID, Thread: c.Thread}
}

// correctDigest is the schedule.Correct of the bot: the post as it was, with a
// visible note at each passage whose source has changed.
func (d *desk) correctDigest(ctx context.Context, p store.Digest, changes []store.Change) (chat.Message, error) {
	var was posted
	if err := json.Unmarshal(p.Payload, &was); err != nil {
		return chat.Message{}, fmt.Errorf("read a posted digest: %w", err)
	}
	amended, err := d.amended(ctx, changes)
	if err != nil {
		return chat.Message{}, err
	}
	notes := map[int]string{}
	for i, c := range changes {
		for _, n := range was.Cited {
			if n.Passage == c.Passage {
				notes[n.N] = amended[i].since()
			}
		}
	}
	if len(notes) == 0 {
		return chat.Message{}, nil
	}
	return composeCorrection(was.Message, notes), nil
}
