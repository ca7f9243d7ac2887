package schedule

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"briefingbot/adapters/chat"
	"briefingbot/bot/store"
	"briefingbot/bot/store/storetest"
)

// postgres is started for the first test that wants it.
var postgres storetest.Server

// TestMain lets the test program be its own child: with the variable set it is
// the process that gets killed.
func TestMain(m *testing.M) {
	if raw := os.Getenv("SCHEDULE_TEST_CHILD"); raw != "" {
		var c child
		if err := json.Unmarshal([]byte(raw), &c); err != nil {
			panic(err)
		}
		if err := c.run(); err != nil {
			fmt.Fprintln(os.Stderr, "child:", err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	code := m.Run()
	postgres.Stop()
	os.Exit(code)
}

// child is a process that runs schedules.
type child struct {
	Store    string    // path or URL
	Platform string    // URL of the platform
	Epoch    time.Time // when the child's clock shows Start
	Start    time.Time
	Speed    float64
	Fault    int  // dies at this boundary; 0 is never
	Settle   bool // ends when everything is settled
	Look     time.Duration
	Again    time.Duration // twice Look if 0
	Rescue   time.Duration
	Correct  bool                            // its digests quote what is withdrawn, so each is corrected
	Jumps    map[time.Duration]time.Duration // of its clock: how long after Epoch, and by how much
}

// shown is what its digests quote.
func (c *child) shown() []store.Passage {
	if !c.Correct {
		return nil
	}
	return []store.Passage{{Article: "withdrawn", SHA256: sum(nil), Start: 0, End: 5}}
}

func (c *child) now() time.Time {
	since, jumped := time.Since(c.Epoch), time.Duration(0)
	for after, by := range c.Jumps {
		if since >= after {
			jumped += by
		}
	}
	return c.Start.Add(time.Duration(float64(since)*c.Speed) + jumped)
}

func openStore(ctx context.Context, where string) (*store.Store, error) {
	if store.IsPostgres(where) {
		return store.OpenPostgres(ctx, where)
	}
	// A test that starts a process at this moment lends it, until it is
	// executed, the lock that was just released here.
	for end := time.Now().Add(time.Minute); ; time.Sleep(5 * time.Millisecond) {
		s, err := store.Open(ctx, where)
		if err == nil || !strings.Contains(err.Error(), "in use by") || time.Now().After(end) {
			return s, err
		}
	}
}

func (c *child) run() error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	s, err := openStore(ctx, c.Store)
	if err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	if os.Getenv("SCHEDULE_TEST_LOG") != "" {
		log = slog.New(slog.NewTextHandler(os.Stderr, nil))
	}
	if c.Again == 0 {
		c.Again = 2 * c.Look
	}
	wire := &tripwire{Store: s, at: int64(c.Fault)}
	p := &remote{url: c.Platform, wire: wire}
	config := RunnerConfig{Store: wire, Exclusive: !store.IsPostgres(c.Store), Now: c.now, Log: log,
		Platforms: map[string]chat.Delivery{"slack": p},
		Look:      c.Look, Again: c.Again, SendFor: 2 * time.Second, Skew: time.Second, Check: 15 * time.Millisecond,
		Make: func(_ context.Context, o Occasion) (Draft, error) {
			wire.trip()
			return Draft{Message: chat.Message{Title: "Digest of " + o.Schedule.ID}, Shown: c.shown()}, nil
		},
		Correct: func(context.Context, store.Digest, []store.Change) (chat.Message, error) {
			wire.trip()
			return chat.Message{Title: "Corrected"}, nil
		}}
	var r *Runner
	if pool := s.Pool(); pool != nil {
		config.Check = 250 * time.Millisecond
		config.Crew, err = NewRiver(pool, RiverConfig{Timeout: c.Rescue / 2, Rescue: c.Rescue, Log: log})
	} else {
		config.Crew = NewHands(4, func() { r.Wake() }, log)
	}
	if err != nil {
		return err
	}
	if r, err = NewRunner(config); err != nil {
		return err
	}
	if c.Settle {
		go func() {
			for range time.Tick(10 * time.Millisecond) {
				// In this order: a slot that is there, and then is not open, is settled,
				// and what is settled and then is not outdated is corrected.
				if slots, err := s.Slots(ctx, store.Channel{}, time.Time{}, 1); err != nil || len(slots) == 0 {
					continue
				}
				if open, err := s.Unsettled(ctx, c.now().AddDate(1, 0, 0), 1); err != nil || len(open) > 0 {
					continue
				}
				if old, err := s.Outdated(ctx, time.Time{}); err == nil && len(old) == 0 {
					cancel()
				}
				r.ArticlesChanged()
			}
		}()
	}
	if err := r.Run(ctx); err != nil {
		return err
	}
	return s.Close()
}

// tripwire kills the process at a boundary: before and after every write, every
// send, every look.
type tripwire struct {
	Store
	at, passed int64
}

func (w *tripwire) trip() {
	if n := atomic.AddInt64(&w.passed, 1); n == w.at {
		syscall.Kill(os.Getpid(), syscall.SIGKILL)
		select {}
	}
}

func (w *tripwire) Fire(ctx context.Context, all []store.Firing) (int, error) {
	w.trip()
	defer w.trip()
	return w.Store.Fire(ctx, all)
}

func (w *tripwire) Advance(ctx context.Context, step store.Step) (int64, error) {
	w.trip()
	defer w.trip()
	return w.Store.Advance(ctx, step)
}

func (w *tripwire) Prune(ctx context.Context, then time.Time) error {
	w.trip()
	defer w.trip()
	return w.Store.Prune(ctx, then)
}

func (w *tripwire) Claim(ctx context.Context, key string, ttl time.Duration) (bool, error) {
	w.trip()
	defer w.trip()
	return w.Store.Claim(ctx, key, ttl)
}

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

// storm is bad weather: a fifth of the requests fails, in every way.
func storm(int, string) fault {
	if rand.IntN(5) > 0 {
		return none
	}
	return []fault{cutBefore, cutAfter, limited, unreachable}[rand.IntN(4)]
}

// slow is how many rounds the heavy tests run: SCHEDULE_TEST_KILLS, or few.
func rounds(usual int) int {
	if n, err := strconv.Atoi(os.Getenv("SCHEDULE_TEST_KILLS")); err == nil {
		return n
	}
	return usual
}

func short(key string) string { return strings.TrimPrefix(key, "digest/") }
