package main

import (
	"strings"
	"testing"
	"time"

	"briefingbot/adapters/chat"
	"briefingbot/bot/schedule"
	"briefingbot/bot/store"
	"briefingbot/briefing"
)

// TestDigestTellsOnlyNews makes three digests for one channel: the first tells
// everything, the second nothing, and the third what a new article brings.
func TestDigestTellsOnlyNews(t *testing.T) {
	corpus := seedCorpus(t)
	d := newDesk(desk{corpus: corpus, words: 300, items: 7, topics: []briefing.Topic{{Name: "Olympic security", Query: "Olympics security officers deployment"}, {Name: "The ICE controversy", Query: "ICE agents controversy protest"}}})
	o := schedule.Occasion{
		Schedule: store.Schedule{Spec: store.Spec{Zone: "Europe/Rome"}},
		Due:      time.Date(2026, 2, 3, 7, 0, 0, 0, time.UTC),
	}
	first, err := d.makeDigest(t.Context(), o)
	if err != nil || len(first.Shown) == 0 {
		t.Fatalf("%v, %+v", err, first)
	}
	if b := first.Message.Blocks[0]; first.Message.Title != "" || b.Kind != chat.Quotation || len(b.Source) == 0 {
		t.Errorf("the first line is not the news: %q %+v", first.Message.Title, b)
	}
	if got := textOf(first.Message); !strings.Contains(got, "everything so far · 5 articles") || !strings.Contains(got, "as of Tue 3 Feb 08:00 CET") {
		t.Errorf("the digest does not say what it covers:\n%s", got)
	}
	words := 0
	for _, b := range first.Message.Blocks {
		if b.Kind == chat.Quotation {
			for _, r := range b.Runs {
				words += len(strings.Fields(r.Text))
			}
		}
	}
	if words > 600 {
		t.Errorf("%d words are more than a morning reads", words)
	}

	o.Seen, o.Since = first.Shown, store.Digest{Slot: store.Slot{ID: "s@first", Due: o.Due}, Shown: first.Shown, Payload: first.Payload}
	o.Last = o.Since
	o.Due = o.Due.Add(24 * time.Hour)
	// What fell out of the first digest's budget is still news to the channel;
	// after some days everything was told.
	for range 10 {
		more, err := d.makeDigest(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		if more.Message.Empty() {
			break
		}
		for _, p := range more.Shown {
			for _, seen := range first.Shown {
				if p == seen && !strings.Contains(textOf(more.Message), "Updated") {
					t.Errorf("told twice: %+v", p)
				}
			}
		}
		o.Seen = append(o.Seen, more.Shown...)
	}
	silent, err := d.makeDigest(t.Context(), o)
	if err != nil || !silent.Message.Empty() || silent.Why != "nothing new" {
		t.Errorf("not silent: %v, %q", err, textOf(silent.Message))
	}
	o.Schedule.Spec.Empty = true
	honest, err := d.makeDigest(t.Context(), o)
	if err != nil || honest.Message.Title != "Nothing new since Tue 3 Feb 08:00 CET; checked 5 articles as of Wed 4 Feb 08:00 CET." {
		t.Errorf("%v, %q", err, honest.Message.Title)
	}

	corpus.Add(briefing.Read(briefing.Article{ID: "fresh", Text: "Security officers found a forged Olympics pass at the Livigno gate on Tuesday evening, the prefecture said. The gate was closed for an hour while officers checked every security pass."}))
	third, err := d.makeDigest(t.Context(), o)
	if err != nil || !strings.Contains(textOf(third.Message), "forged Olympics pass") {
		t.Errorf("%v: the new article is not told:\n%s", err, textOf(third.Message))
	}
}

// TestCorrectionIsVisible corrects a posted digest one of whose sources was
// withdrawn and another changed.
func TestCorrectionIsVisible(t *testing.T) {
	d := newDesk(desk{corpus: seedCorpus(t), words: 300, items: 7})
	draft, err := d.makeDigest(t.Context(), schedule.Occasion{Schedule: store.Schedule{Spec: store.Spec{Zone: "UTC"}}})
	if err != nil || len(draft.Shown) < 2 {
		t.Fatalf("%v, %+v", err, draft.Shown)
	}
	p := store.Digest{Shown: draft.Shown, Payload: draft.Payload}
	if m, err := d.correctDigest(t.Context(), p, nil); err != nil || !m.Empty() {
		t.Errorf("without a change: %v, %+v", err, m)
	}
	m, err := d.correctDigest(t.Context(), p, []store.Change{{Passage: draft.Shown[0]}, {Passage: draft.Shown[1], Now: "another"}})
	if err != nil {
		t.Fatal(err)
	}
	got := textOf(m)
	for _, want := range []string{"see [1][2].", "Correction [1]: this source has been withdrawn", "Correction [2]: this source has been changed"} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %q:\n%s", want, got)
		}
	}
	if strings.Count(got, "Correction [") != 2 {
		t.Errorf("too many corrections:\n%s", got)
	}
}
