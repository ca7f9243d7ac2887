package fetch

import (
	"context"
	"errors"
	"net/url"
	"sync"
	"time"
)

// How a host is treated.
const (
	robotsFor   = 24 * time.Hour   // how long its robots.txt holds
	robotsAgain = 10 * time.Minute // when one that could not be read is asked for again
	mostHosts   = 4096             // remembered at once
)

// host is what is known of one host: who visits it waits for its turn.
type host struct {
	turn  chan struct{} // holds one token: one visit at a time
	next  time.Time     // not before
	rules *rules        // nil when not known
	until time.Time     // how long rules hold
	used  time.Time
}

// hosts are the hosts that were visited lately.
type hosts struct {
	mu  sync.Mutex
	all map[string]*host
}

// visit waits for the turn at u's host and returns it with what ends the visit.
func (h *hosts) visit(ctx context.Context, u *url.URL) (*host, func(), error) {
	h.mu.Lock()
	key := u.Scheme + "://" + u.Host
	at, ok := h.all[key]
	if !ok {
		if h.all == nil || len(h.all) >= mostHosts {
			h.forget()
		}
		at = &host{turn: make(chan struct{}, 1)}
		h.all[key] = at
	}
	at.used = time.Now()
	h.mu.Unlock()
	select {
	case at.turn <- struct{}{}:
		return at, func() { <-at.turn }, nil
	case <-ctx.Done():
		return nil, nil, context.Cause(ctx)
	}
}

// forget makes room: the hosts that nobody visits and that may be visited now.
func (h *hosts) forget() {
	kept := map[string]*host{}
	for key, at := range h.all {
		if len(at.turn) > 0 || time.Since(at.used) < time.Minute {
			kept[key] = at
		}
	}
	h.all = kept
}

// errBusy means that a host wants to be left alone for longer than anybody waits.
var errBusy = errors.New("the host wants to be left alone")

// wait waits until at may be visited.
func (at *host) wait(ctx context.Context) error {
	d := time.Until(at.next)
	if d <= 0 {
		return nil
	}
	if d > longestDelay {
		return errBusy
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// rest says that at is not to be visited for d.
func (at *host) rest(d time.Duration) {
	if t := time.Now().Add(d); t.After(at.next) {
		at.next = t
	}
}
