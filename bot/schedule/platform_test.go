package schedule

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"briefingbot/adapters/chat"
)

// remote is the platform in another process.
type remote struct {
	url  string
	wire *tripwire
}

type call struct {
	To    chat.Channel
	Part  chat.Part
	Key   string
	Since time.Time
	ID    string
}

type reply struct {
	ID    string
	Found bool
}

func (r *remote) Freeze(_ chat.Channel, m chat.Message) ([]chat.Part, error) {
	var parts []chat.Part
	for n := range 3 {
		parts = append(parts, chat.Part{N: n, Body: fmt.Appendf(nil, "part %d of %s", n, m.Title)})
	}
	return parts, nil
}

func (r *remote) SendOnce(ctx context.Context, to chat.Channel, p chat.Part, key string) (string, error) {
	r.wire.trip()
	defer r.wire.trip()
	var out reply
	err := r.ask(ctx, "/send", call{To: to, Part: p, Key: key}, &out)
	return out.ID, err
}

func (r *remote) Find(ctx context.Context, to chat.Channel, key string, since time.Time) (string, bool, error) {
	r.wire.trip()
	defer r.wire.trip()
	var out reply
	err := r.ask(ctx, "/find", call{To: to, Key: key, Since: since}, &out)
	return out.ID, out.Found, err
}

func (r *remote) Edit(ctx context.Context, to chat.Channel, id string, p chat.Part) error {
	r.wire.trip()
	defer r.wire.trip()
	return r.ask(ctx, "/edit", call{To: to, Part: p, ID: id}, &reply{})
}

func (r *remote) ask(ctx context.Context, path string, c call, out any) error {
	body, err := json.Marshal(c)
	if err != nil {
		return err
	}
	q, err := http.NewRequestWithContext(ctx, http.MethodPost, r.url+path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	a, err := http.DefaultClient.Do(q)
	var dial *net.OpError
	switch {
	case errors.As(err, &dial) && dial.Op == "dial":
		return err // nothing was sent
	case err != nil:
		return fmt.Errorf("%w: %w", err, chat.ErrAmbiguous)
	}
	defer a.Body.Close()
	switch {
	case a.StatusCode == http.StatusTooManyRequests:
		return chat.RateLimited{After: 10 * time.Millisecond}
	case a.StatusCode >= 500:
		return fmt.Errorf("%s: %w", a.Status, chat.ErrAmbiguous)
	}
	if err := json.NewDecoder(a.Body).Decode(out); err != nil {
		return fmt.Errorf("%w: %w", err, chat.ErrAmbiguous)
	}
	return nil
}

// server is the platform that children post to. weather is what happens to a
// request: nil is fair.
type server struct {
	*platform
	*httptest.Server
	mu      sync.Mutex
	weather func(n int, path string) fault
	seen    int

	arrivals arrivals
}

func serve(t testing.TB, ids bool) *server {
	s := &server{platform: &platform{ids: ids}}
	s.Server = httptest.NewUnstartedServer(http.HandlerFunc(s.handle))
	s.Server.Config.SetKeepAlivesEnabled(false) // so that a connection is a request
	s.Server.Config.ConnState = s.arrivals.note
	s.Server.Config.ConnContext = s.arrivals.number
	s.Server.Start()
	t.Cleanup(s.Server.Close)
	return s
}

// arrivals are the requests under way, in the order in which they came. A look
// sees everything that came before it, as on a platform: on a busy machine the
// post of a process that was killed could otherwise be taken after the looks of the next.
type arrivals struct {
	mu   sync.Mutex
	last int
	open map[net.Conn]int
	gone chan struct{} // closed and made anew whenever one has ended
}

type arrival struct{}

func (a *arrivals) note(c net.Conn, state http.ConnState) {
	a.mu.Lock()
	defer a.mu.Unlock()
	switch state {
	case http.StateNew:
		if a.open == nil {
			a.open, a.gone = map[net.Conn]int{}, make(chan struct{})
		}
		a.last++
		a.open[c] = a.last
	case http.StateClosed, http.StateHijacked:
		delete(a.open, c)
		close(a.gone)
		a.gone = make(chan struct{})
	}
}

// number puts the number of a connection into its context. It comes before note.
func (a *arrivals) number(ctx context.Context, c net.Conn) context.Context {
	a.mu.Lock()
	defer a.mu.Unlock()
	return context.WithValue(ctx, arrival{}, a.last+1)
}

// wait waits until all that came before has ended.
func (a *arrivals) wait(ctx context.Context) {
	mine := ctx.Value(arrival{}).(int)
	for {
		a.mu.Lock()
		before := false
		for _, n := range a.open {
			before = before || n < mine
		}
		gone := a.gone
		a.mu.Unlock()
		if !before {
			return
		}
		select {
		case <-gone:
		case <-ctx.Done():
			return
		}
	}
}

func (s *server) handle(w http.ResponseWriter, r *http.Request) {
	var c call
	if err := json.NewDecoder(r.Body).Decode(&c); err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	s.mu.Lock()
	s.seen++
	f := none
	if s.weather != nil {
		f = s.weather(s.seen, r.URL.Path)
	}
	s.mu.Unlock()
	hang := func() {
		conn, _, err := w.(http.Hijacker).Hijack()
		if err == nil {
			conn.Close()
		}
	}
	switch f {
	case limited:
		w.WriteHeader(http.StatusTooManyRequests)
		return
	case unreachable:
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	case cutBefore:
		hang()
		return
	}
	var out reply
	var err error
	switch r.URL.Path {
	case "/find":
		s.arrivals.wait(r.Context())
		out.ID, out.Found, err = s.platform.Find(r.Context(), c.To, c.Key, time.Time{})
	case "/edit":
		err = s.platform.Edit(r.Context(), c.To, c.ID, c.Part)
	default:
		out.ID, err = s.platform.SendOnce(context.Background(), c.To, c.Part, c.Key)
	}
	switch {
	case err != nil:
		w.WriteHeader(http.StatusInternalServerError)
	case f == cutAfter:
		hang()
	default:
		json.NewEncoder(w).Encode(out)
	}
}
