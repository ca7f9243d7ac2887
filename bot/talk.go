package main

import (
	"container/list"
	"sync"

	"briefingbot/adapters/chat"
	"briefingbot/briefing"
)

// maxTalks is how many conversations are remembered; the one that has been
// silent longest is forgotten first.
const maxTalks = 1000

// talk is what one person was last shown in one place: what "more" and
// "source 3" refer to. It holds the answer itself, so that paging is stable
// while the corpus changes.
type talk struct {
	mu    sync.Mutex
	sheet sheet
	page  int
	id    string // of the sheet's buttons; empty without
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

// begun is a new conversation. One in a thread goes on from what the person was
// last shown in the channel: the answer it hangs under.
func (t *talks) begun(k talkKey) *talk {
	k.thread = ""
	e, ok := t.byKey[k]
	if !ok {
		return &talk{}
	}
	above := e.Value.(*talkEntry).talk
	above.mu.Lock()
	defer above.mu.Unlock()
	return &talk{sheet: above.sheet, page: above.page, id: above.id}
}

// talks are the conversations of all channels.
type talks struct {
	mu    sync.Mutex
	byKey map[talkKey]*list.Element
	order *list.List // of *talkEntry, the latest first
}

type talkKey struct{ platform, team, channel, thread, user string }

type talkEntry struct {
	key  talkKey
	talk *talk
}

func newTalks() *talks {
	return &talks{byKey: map[talkKey]*list.Element{}, order: list.New()}
}

// with returns the conversation a command belongs to.
func (t *talks) with(c chat.Command) *talk {
	k := talkKey{c.Channel.Platform, c.Channel.Team, c.Channel.ID, c.Channel.Thread, c.User.ID}
	t.mu.Lock()
	defer t.mu.Unlock()
	if e, ok := t.byKey[k]; ok {
		t.order.MoveToFront(e)
		return e.Value.(*talkEntry).talk
	}
	if t.order.Len() >= maxTalks {
		last := t.order.Back()
		delete(t.byKey, last.Value.(*talkEntry).key)
		t.order.Remove(last)
	}
	e := t.order.PushFront(&talkEntry{k, t.begun(k)})
	t.byKey[k] = e
	return e.Value.(*talkEntry).talk
}
