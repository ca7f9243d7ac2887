package schedule

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"briefingbot/adapters/chat"
)

// platform is a chat platform that misbehaves when told to. With ids set it
// knows a post by its key, as Matrix knows a transaction; without, the same
// part sent twice is there twice, as in Slack.
type platform struct {
	ids bool

	mu     sync.Mutex
	posts  []post
	sends  int
	edits  int
	fault  func(send int) fault // of the nth send; nil: none
	find   func() error         // nil: history can be read
	hidden int                  // looks that do not see the latest post yet
	slow   func()               // before a send; nil: at once
	split  int                  // parts of every message; 1 if 0
	now    func() time.Time
}

type post struct {
	ID, Key, Channel, Thread string
	Part                     int
	Body                     string
	At                       time.Time
}

// fault is what happens to a send.
type fault uint8

const (
	none      fault = iota
	cutBefore       // the connection is cut before the platform has it
	cutAfter        // and after
	limited
	refuses
	unreachable // nothing was sent
)

func (p *platform) Freeze(_ chat.Channel, m chat.Message) ([]chat.Part, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	body, err := json.Marshal(m)
	parts := []chat.Part{{Body: body}}
	for n := 1; n < p.split; n++ {
		parts = append(parts, chat.Part{N: n, Body: fmt.Appendf(nil, "part %d of %s", n, m.Title)})
	}
	return parts, err
}

func (p *platform) SendOnce(ctx context.Context, to chat.Channel, part chat.Part, key string) (string, error) {
	if p.slow != nil {
		p.slow()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.sends++
	if err := ctx.Err(); err != nil {
		return "", err
	}
	f := none
	if p.fault != nil {
		f = p.fault(p.sends)
	}
	switch f {
	case cutBefore:
		return "", fmt.Errorf("connection reset: %w", chat.ErrAmbiguous)
	case limited:
		return "", fmt.Errorf("post: %w", chat.RateLimited{After: 7 * time.Second})
	case refuses:
		return "", fmt.Errorf("post: %w", chat.Refused{Reason: "is_archived", Remedy: "Unarchive the channel."})
	case unreachable:
		return "", errors.New("no route to host")
	}
	if part.N > 0 && to.Thread == "" {
		return "", chat.Refused{Reason: "no_thread"}
	}
	id := p.take(to, part, key)
	if f == cutAfter {
		return "", fmt.Errorf("connection reset: %w", chat.ErrAmbiguous)
	}
	return id, nil
}

func (p *platform) take(to chat.Channel, part chat.Part, key string) string {
	if i := slices.IndexFunc(p.posts, func(o post) bool { return o.Key == key }); p.ids && i >= 0 {
		return p.posts[i].ID
	}
	at := time.Now()
	if p.now != nil {
		at = p.now()
	}
	id := fmt.Sprintf("m%d", len(p.posts)+1)
	p.posts = append(p.posts, post{id, key, to.ID, to.Thread, part.N, string(part.Body), at})
	return id
}

func (p *platform) Find(_ context.Context, to chat.Channel, key string, since time.Time) (string, bool, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.find != nil {
		if err := p.find(); err != nil {
			return "", false, err
		}
	}
	if p.hidden > 0 {
		p.hidden--
		return "", false, nil
	}
	for _, o := range p.posts {
		if o.Key == key && o.Channel == to.ID && o.Thread == to.Thread && !o.At.Before(since.Add(-time.Minute)) {
			return o.ID, true, nil
		}
	}
	return "", false, nil
}

func (p *platform) Edit(_ context.Context, _ chat.Channel, id string, part chat.Part) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.edits++
	for i := range p.posts {
		if p.posts[i].ID == id {
			p.posts[i].Body = string(part.Body)
			return nil
		}
	}
	return chat.Refused{Reason: "message_not_found"}
}

// byKey counts the posts of every key.
func (p *platform) byKey() map[string]int {
	p.mu.Lock()
	defer p.mu.Unlock()
	n := map[string]int{}
	for _, o := range p.posts {
		n[o.Key]++
	}
	return n
}

func (p *platform) all() []post {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.posts)
}

var (
	_ chat.Delivery = (*platform)(nil)
	_ chat.Editor   = (*platform)(nil)
)

// parts sets how many parts a message has from now on.
func (p *platform) parts(n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.split = n
}
