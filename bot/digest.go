package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"briefingbot/adapters/chat"
	"briefingbot/bot/schedule"
	"briefingbot/bot/store"
	"briefingbot/briefing"
)

// novelty says what a digest's reader has not been shown yet.
type novelty struct {
	passages map[store.Passage]bool
	articles map[string]bool // by ID and SHA-256
}

func newNovelty(seen []store.Passage) novelty {
	n := novelty{passages: map[store.Passage]bool{}, articles: map[string]bool{}}
	for _, p := range seen {
		n.passages[p] = true
		n.articles[p.Article+" "+p.SHA256] = true
	}
	return n
}

// judge says whether a fact is new to the reader, or told before and now
// carried by an article that was not there then.
func (n novelty) judge(f briefing.Fact) (fresh, updated bool) {
	fresh = true
	for _, c := range f.Citations {
		if n.passages[stored(c.Passage)] {
			fresh = false
		} else if !n.articles[c.Article.ID+" "+c.Article.SHA256] {
			updated = true
		}
	}
	return fresh, updated && !fresh
}

func stored(p briefing.Passage) store.Passage {
	return store.Passage{Article: p.Article.ID, SHA256: p.Article.SHA256, Start: p.Span.Start, End: p.Span.End}
}

// digest is the new part of a briefing, and which of its items are updates.
type digest struct {
	briefing briefing.Briefing
	updated  map[store.Passage]bool // the shown passages of facts that were told before
	facts    int
}

// fresh keeps what the reader has not been shown, within words.
func fresh(b briefing.Briefing, n novelty, words int) digest {
	d := digest{briefing: b, updated: map[store.Passage]bool{}}
	d.briefing.Sections = nil
	left := words
	for _, s := range b.Sections {
		var items []briefing.Item
		for _, item := range s.Items {
			isNew, updated := n.judge(item)
			cost := len(strings.Fields(item.Passage.Text()))
			if !isNew && !updated || cost > left && d.facts > 0 {
				continue
			}
			left -= cost
			d.facts++
			if updated {
				d.updated[stored(item.Passage)] = true
			}
			items = append(items, item)
		}
		s.Voices = slices.DeleteFunc(slices.Clone(s.Voices), func(v briefing.Statement) bool {
			return slices.ContainsFunc(v.Citations, func(c briefing.Citation) bool { return n.passages[stored(c.Passage)] })
		})
		if s.Items = items; len(items)+len(s.Voices) > 0 {
			d.briefing.Sections = append(d.briefing.Sections, s)
		}
	}
	return d
}

// isUpdate reports whether f was told before with fewer sources.
func (d digest) isUpdate(f briefing.Fact) bool {
	return d.updated[stored(f.Passage)]
}

// past is what is known of what was posted; *store.Store is one.
type past interface {
	Slots(ctx context.Context, c store.Channel, since time.Time, limit int) ([]store.Slot, error)
	Digest(ctx context.Context, slot string) (store.Digest, error)
	LastDigest(ctx context.Context, c store.Channel) (store.Digest, error)
	Seen(ctx context.Context, c store.Channel, since time.Time) ([]store.Passage, error)
	Untold(ctx context.Context, c store.Channel, since time.Time) ([]store.Change, error)
}

// posted is what a digest keeps of itself, to be corrected by and to be asked
// about.
type posted struct {
	Message chat.Message  `json:"message"`
	Cited   []postedCited `json:"cited"`
	Sheet   string        `json:"sheet,omitempty"` // the id of its buttons
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
	spec := o.Schedule.Spec
	b := d.options()
	if spec.Words > 0 {
		b.Words = spec.Words
	}
	if spec.Items > 0 {
		b.Items = spec.Items
	}
	top, best := budget{words: b.Words, items: b.Items}, newNovelty(nil)
	for _, s := range d.corpus.Brief(b).Sections {
		for _, item := range s.Items {
			best.passages[stored(item.Passage)] = true
		}
	}
	b.Words, b.Items = 3*b.Words, 3*b.Items // what is not new falls out of it
	all := d.corpus.Brief(b)
	if len(spec.Topics) > 0 {
		all.Sections = slices.DeleteFunc(all.Sections, func(s briefing.Section) bool { return !slices.Contains(spec.Topics, s.Topic.Name) })
	}
	fresh := fresh(all, newNovelty(o.Seen), math.MaxInt)
	if fresh.facts == 0 && len(o.Changed) == 0 {
		if !spec.Empty {
			return schedule.Draft{Why: "nothing new"}, nil
		}
		return schedule.Draft{Message: d.composeNothing(o), Why: "nothing new"}, nil
	}
	s := d.composeDigest(fresh, best, top, o)
	keep := posted{Message: d.digestMessage(s, o)}
	draft := schedule.Draft{}
	for _, c := range s.citations {
		draft.Shown = append(draft.Shown, stored(c.Passage))
		keep.Cited = append(keep.Cited, postedCited{c.N, stored(c.Passage)})
	}
	var err error
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
func (d *desk) correctDigest(_ context.Context, p store.Digest, changes []store.Change) (chat.Message, error) {
	var was posted
	if err := json.Unmarshal(p.Payload, &was); err != nil {
		return chat.Message{}, fmt.Errorf("read a posted digest: %w", err)
	}
	notes := map[int]string{}
	for _, c := range changes {
		for _, n := range was.Cited {
			if n.Passage == c.Passage {
				notes[n.N] = "the source has been changed since"
				if c.Now == "" {
					notes[n.N] = "the source has been withdrawn since"
				}
			}
		}
	}
	if len(notes) == 0 {
		return chat.Message{}, nil
	}
	return composeCorrection(was.Message, notes), nil
}
