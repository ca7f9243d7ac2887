package main

import (
	"container/list"
	"context"
	"encoding/json"
	"hash/fnv"
	"strings"
	"sync"
	"time"

	"briefingbot/adapters/chat"
	"briefingbot/briefing"
)

// maxTalks is how many conversations are held; the one that has been silent
// longest is dropped first, and recalled from the memory when it goes on.
const maxTalks = 1000

// talk is what one person was last shown in one place: what "more" and
// "source 3" refer to. It holds the answer itself, so that paging is stable
// while the corpus changes.
type talk struct {
	sheet sheet
	page  int
	id    string    // of the sheet's buttons; empty without
	at    time.Time // when it was shown; zero for nothing
}

// cite returns the passage that was last shown with number n.
func (t *talk) cite(n int) (briefing.Passage, bool) {
	for _, c := range t.sheet.citations {
		if c.N == n {
			return c.Passage, true
		}
	}
	return briefing.Passage{}, false
}

// talkKey is a place and a person there; nobody stands for whoever was shown
// something last.
type talkKey struct{ platform, team, channel, thread, user string }

func talkOf(c chat.Command) talkKey {
	return talkKey{c.Channel.Platform, c.Channel.Team, c.Channel.ID, c.Channel.Thread, c.User.ID}
}

// in is the same person, or nobody, in a thread of the place.
func (k talkKey) in(thread, user string) talkKey {
	k.thread, k.user = thread, user
	return k
}

func (k talkKey) memory() string {
	return "talk/" + strings.Join([]string{k.platform, k.team, k.channel, k.thread, k.user}, "/")
}

// talks are the conversations that this process holds.
type talks struct {
	turning [64]sync.Mutex // each for some places

	mu    sync.Mutex
	byKey map[talkKey]*list.Element
	order *list.List // of *talkEntry, the latest first
}

type talkEntry struct {
	key  talkKey
	talk talk
}

func newTalks() *talks {
	return &talks{byKey: map[talkKey]*list.Element{}, order: list.New()}
}

// turn waits until nobody else turns a page there; call what it returns when
// it is done.
func (t *talks) turn(k talkKey) (done func()) {
	h := fnv.New32a()
	h.Write([]byte(k.memory()))
	mine := &t.turning[h.Sum32()%uint32(len(t.turning))]
	mine.Lock()
	return mine.Unlock
}

func (t *talks) find(k talkKey) (talk, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	e, ok := t.byKey[k]
	if !ok {
		return talk{}, false
	}
	t.order.MoveToFront(e)
	return e.Value.(*talkEntry).talk, true
}

func (t *talks) put(k talkKey, now talk) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if e, ok := t.byKey[k]; ok {
		e.Value.(*talkEntry).talk = now
		t.order.MoveToFront(e)
		return
	}
	if t.order.Len() >= maxTalks {
		last := t.order.Back()
		delete(t.byKey, last.Value.(*talkEntry).key)
		t.order.Remove(last)
	}
	t.byKey[k] = t.order.PushFront(&talkEntry{k, now})
}

// leave drops what was said in a workspace, or in an organisation's workspaces.
func (t *talks) leave(platform, team string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for k, e := range t.byKey {
		if k.platform == platform && (k.team == team || strings.HasPrefix(k.team, team+"/")) {
			delete(t.byKey, k)
			t.order.Remove(e)
		}
	}
}

// note is a talk as it is remembered.
type talkNote struct {
	Sheet string    `json:"sheet"`
	Page  int       `json:"page,omitempty"`
	At    time.Time `json:"at"`
}

// shown makes now what the place of a command goes on from; in the thread that
// the answer begins, everybody's words do.
func (d *desk) shown(ctx context.Context, c chat.Command, now talk) {
	now.sheet.public = false // a page of what was shared is turned for who turns it
	k := talkOf(c)
	places := []talkKey{k}
	if root := c.Root; root != "" && root != k.thread {
		places = append(places, k.in(root, k.user), k.in(root, ""))
	} else if k.thread != "" {
		places = append(places, k.in(k.thread, ""))
	}
	for _, k := range places {
		d.talks.put(k, now)
	}
	if d.memory == nil || now.id == "" {
		return
	}
	b, err := json.Marshal(talkNote{now.id, now.page, now.at})
	for _, k := range places {
		if err == nil {
			err = d.memory.Save(ctx, k.memory(), b, kept)
		}
	}
	if err != nil {
		d.log.Error("a conversation is not remembered", "error", err)
	}
}

// held is what a place last showed, to this process or before it was started.
func (d *desk) held(ctx context.Context, k talkKey) talk {
	if t, ok := d.talks.find(k); ok || d.memory == nil {
		return t
	}
	var n talkNote
	b, err := d.memory.Load(ctx, k.memory())
	if err != nil || b == nil || json.Unmarshal(b, &n) != nil {
		return talk{}
	}
	s, err := d.recall(ctx, chat.Channel{Platform: k.platform, Team: k.team}, n.Sheet)
	if err != nil {
		return talk{}
	}
	t := talk{sheet: s.sheet(d.corpus), page: n.Page, id: n.Sheet, at: n.At}
	if t.page < 0 || t.page >= t.sheet.pages() {
		t.page = 0
	}
	d.talks.put(k, t)
	return t
}

// above finds what a command goes on from: what its thread last showed the
// person, else anybody, else what the person was last shown in the channel; and
// a digest, where the command stands beneath one.
func (d *desk) above(ctx context.Context, c chat.Command) talk {
	k := talkOf(c)
	t := d.held(ctx, k)
	digest, pointed := d.digestAbove(ctx, c)
	switch {
	case pointed && (k.thread == "" || digest.at.After(t.at)):
		return digest
	case !t.at.IsZero() && (!c.Direct || !digest.at.After(t.at)):
		return t
	case !digest.at.IsZero():
		return digest
	case k.thread != "":
		if t = d.held(ctx, k.in(k.thread, "")); t.at.IsZero() {
			t = d.held(ctx, k.in("", k.user))
		}
	}
	return t
}
