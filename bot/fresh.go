package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"briefingbot/bot/schedule"
	"briefingbot/bot/store"
	"briefingbot/briefing"
)

// What is new is what arrived since the last digest: a sentence that this one
// passed over is old tomorrow, and so is one that a corrected article kept.

// lateBy is how long before a digest an article may have been stored and not have
// been in it: another process stored it, or its clock is behind.
const lateBy = 5 * time.Minute

// mostHad is how many of the articles that came within lateBy a digest can name.
const mostHad = 5000

// rememberedArticles is how many articles that a channel was shown something of
// a digest is held against, the newest: what it tells of them again is an
// update, or nothing.
const rememberedArticles = 100

// arrivals are what has come since a channel's last digest.
type arrivals struct {
	all    bool                     // there was none: everything has
	text   map[string]store.Arrival // by article
	former map[string]string        // by article: the text it had before
	had    []string                 // see posted
}

// arrived finds out what has come since the last digest of an occasion.
func (d *desk) arrived(ctx context.Context, o schedule.Occasion) (arrivals, error) {
	n := arrivals{all: o.Last.Slot.ID == "" || d.past == nil, former: map[string]string{}}
	if d.past == nil {
		return n, nil
	}
	var err error
	if n.had, err = d.just(ctx, o.Due); err != nil || n.all {
		return n, err
	}
	if n.text, err = d.past.Arrived(ctx, o.Last.Slot.Due.Add(-lateBy)); err != nil {
		return n, err
	}
	var last posted
	if len(o.Last.Payload) > 0 {
		if err := json.Unmarshal(o.Last.Payload, &last); err != nil {
			return n, fmt.Errorf("read a posted digest: %w", err)
		}
	}
	had := map[string]bool{}
	for _, sum := range last.Had {
		had[sum] = true
	}
	for id, a := range n.text {
		if had[a.SHA256[:hadDigits]] {
			delete(n.text, id)
			continue
		}
		if a.Former == "" {
			continue
		}
		was, err := d.past.Article(ctx, id, a.Former)
		if err == nil {
			n.former[id] = was.Text
		} else if !errors.Is(err, store.ErrNotFound) {
			return n, err
		}
	}
	return n, nil
}

// hadDigits is how much of a text's sum tells it from the others of five minutes.
const hadDigits = 16

// just names the articles that came just before due, or since, and are in the
// corpus: a digest made now knows them.
func (d *desk) just(ctx context.Context, due time.Time) ([]string, error) {
	recent, err := d.past.Arrived(ctx, due.Add(-lateBy))
	if err != nil || len(recent) > mostHad {
		return nil, err
	}
	var had []string
	for id, a := range recent {
		if r, ok := d.corpus.Reading(id); ok && r.Article.SHA256 == a.SHA256 {
			had = append(had, a.SHA256[:hadDigits])
		}
	}
	slices.Sort(had)
	return had, nil
}

// holds reports whether the words of p were not there before.
func (n arrivals) holds(p briefing.Passage) bool {
	if n.all {
		return true
	}
	_, came := n.text[p.Article.ID]
	was, corrected := n.former[p.Article.ID]
	return came && (!corrected || !strings.Contains(was, p.Text()))
}

// articles is how many of the corpus have come, or have changed.
func (n arrivals) articles(c *briefing.Corpus) int {
	all := c.Articles()
	if n.all {
		return len(all)
	}
	count := 0
	for _, a := range all {
		if _, came := n.text[a.ID]; came {
			count++
		}
	}
	return count
}

// fresh briefs what a channel was not told. What arrived is held against what
// the channel was told before; of each fact all sources are named, the old ones
// as well.
func (d *desk) fresh(b briefing.Options, n arrivals, o schedule.Occasion) briefing.Briefing {
	b.Since = given(o.Seen)
	if n.all {
		return d.corpus.Brief(b)
	}
	told := map[string]bool{}
	for _, p := range o.Seen {
		told[p.Article] = true
	}
	known := map[string]bool{}
	for _, a := range d.corpus.Articles() { // the newest first
		_, came := n.text[a.ID]
		if !came && told[a.ID] && len(known) < rememberedArticles {
			known[a.ID] = true
			b.Since = append(b.Since, briefing.Shown{Article: a.ID, SHA256: a.SHA256, End: len(a.Text)}) // what was passed over is not in the way
		}
	}
	f := d.corpus.Within(func(a *briefing.Article) bool {
		_, came := n.text[a.ID]
		return came || known[a.ID]
	}).Brief(b)
	memory := briefing.Remember(given(o.Seen))
	f.Facts = 0
	for i := range f.Sections {
		s := &f.Sections[i]
		s.Items = slices.DeleteFunc(s.Items, func(f briefing.Item) bool { return !n.any(f.Citations) })
		s.Voices = slices.DeleteFunc(s.Voices, func(v briefing.Statement) bool { return !n.any(v.Citations) })
		for k := range s.Items {
			d.complete(&s.Items[k], memory)
		}
		f.Facts += len(s.Items)
	}
	f.Sections = slices.DeleteFunc(f.Sections, func(s briefing.Section) bool { return len(s.Items)+len(s.Voices) == 0 })
	return f
}

func (n arrivals) any(cited []briefing.Citation) bool {
	return slices.ContainsFunc(cited, func(c briefing.Citation) bool { return n.holds(c.Passage) })
}

// complete adds the sources of a fact that the channel was shown nothing of, and
// calls it an update only where the channel was told it.
func (d *desk) complete(f *briefing.Item, memory briefing.Memory) {
	if all, ok := d.corpus.Fact(f.Passage); ok && all.Sources > f.Sources {
		f.Citations, f.Sources, f.Conflicts = all.Citations, all.Sources, all.Conflicts
	}
	if !slices.ContainsFunc(f.Citations, func(c briefing.Citation) bool { return memory.Holds(c.Passage) }) {
		f.News = briefing.Fresh
	}
}

// amends is a passage that a digest quoted and that does not stand any more.
type amends struct {
	article *briefing.Article // as it was; nil where it is not known any more
	was     string            // the words
	now     briefing.Passage  // what stands in their place; zero where nothing does
	gone    bool              // the article was withdrawn
	id      string            // of the article
}

// amended looks up what has become of what was quoted, in the order given.
func (d *desk) amended(ctx context.Context, changes []store.Change) ([]amends, error) {
	var out []amends
	for _, c := range changes {
		a := amends{gone: c.Now == "", id: c.Article}
		if d.past != nil {
			was, err := d.past.Article(ctx, c.Article, c.SHA256)
			switch {
			case err == nil && c.Start >= 0 && c.Start <= c.End && c.End <= len(was.Text):
				a.article, a.was = was, was.Text[c.Start:c.End]
			case err != nil && !errors.Is(err, store.ErrNotFound):
				return nil, err
			}
		}
		if a.was != "" && !a.gone {
			r, err := d.readAs(ctx, c.Article, c.Now)
			if err != nil {
				return nil, err
			}
			a.now = successor(r, a.article.Text, a.was)
		}
		out = append(out, a)
	}
	return out, nil
}

// readAs is the reading of an article when its text had the sum; the zero Reading
// where it is not known. The store may know it before the corpus does.
func (d *desk) readAs(ctx context.Context, id, sum string) (briefing.Reading, error) {
	if r, ok := d.corpus.Reading(id); ok && r.Article.SHA256 == sum {
		return r, nil
	}
	a, err := d.past.Article(ctx, id, sum)
	if errors.Is(err, store.ErrNotFound) {
		return briefing.Reading{}, nil
	}
	if err != nil {
		return briefing.Reading{}, err
	}
	return briefing.Read(*a), nil
}

// alike is how much of the words of either of two sentences both must have for
// one to stand in the other's place.
const alike = 0.5

// successor is the sentence of r that is new to the former text and most like
// the words that stood there.
func successor(r briefing.Reading, former, was string) (best briefing.Passage) {
	if r.Layout == nil {
		return best
	}
	old, most := wordsOf(was), alike
	for _, s := range r.Layout.Sentences {
		p := briefing.Passage{Article: r.Article, Span: s.Span}
		if strings.Contains(former, p.Text()) {
			continue
		}
		words := wordsOf(p.Text())
		both := 0
		for w := range words {
			if old[w] {
				both++
			}
		}
		if like := float64(both) / float64(max(len(words), len(old), 1)); like >= most {
			best, most = p, like+0.001 // of two the first
		}
	}
	return best
}

func wordsOf(s string) map[string]bool {
	return maps.Collect(func(yield func(string, bool) bool) {
		for _, w := range strings.Fields(strings.ToLower(s)) {
			if !yield(strings.Trim(w, `.,;:!?"'“”‘’()`), true) {
				return
			}
		}
	})
}
