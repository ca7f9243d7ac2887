package slack

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"briefingbot/adapters/chat"
)

// TestSoak asks 200 questions a second for a minute over each transport:
// every one is acknowledged, p99 within 100 ms, and answered once; memory does
// not grow. It runs where SLACK_SOAK is set, as 1 or as a duration.
func TestSoak(t *testing.T) {
	if os.Getenv("SLACK_SOAK") == "" {
		t.Skip("SLACK_SOAK is not set")
	}
	length, err := time.ParseDuration(os.Getenv("SLACK_SOAK"))
	if err != nil {
		length = time.Minute
	}
	for _, transport := range []string{HTTP, Socket} {
		t.Run(transport, func(t *testing.T) { soak(t, transport, length) })
	}
}

// brief is a memory that forgets within seconds, so that what grows is the
// adapter.
type brief struct{ claims *seen }

func (b brief) Claim(_ context.Context, key string, _ time.Duration) (bool, error) {
	return b.claims.first(key), nil
}
func (brief) Load(context.Context, string) ([]byte, error)              { return nil, nil }
func (brief) Save(context.Context, string, []byte, time.Duration) error { return nil }
func (brief) SaveAll(context.Context, map[string][]byte, time.Duration) error {
	return nil
}

// counter is a Slack that counts answers and keeps nothing.
type counter struct {
	*httptest.Server
	answers []atomic.Int32 // by the number in the response_url
	total   atomic.Int64
	socket  atomic.Pointer[websocket.Conn]
	acked   func(envelope string)
}

func newCounter(t *testing.T, acked func(string), questions int) *counter {
	c := &counter{acked: acked, answers: make([]atomic.Int32, questions)}
	c.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/ws" {
			c.serveSocket(w, r)
			return
		}
		_, _ = io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", "application/json")
		switch method := strings.TrimPrefix(r.URL.Path, "/api/"); {
		case strings.HasPrefix(r.URL.Path, "/response/"):
			if n, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/response/")); err == nil && n < len(c.answers) {
				c.answers[n].Add(1)
				c.total.Add(1)
			}
			_, _ = io.WriteString(w, `{"ok":true}`)
		case method == "auth.test":
			_, _ = io.WriteString(w, `{"ok":true,"team_id":"T1","user_id":"UBOT","bot_id":"BBOT"}`)
		case method == "users.info":
			_, _ = io.WriteString(w, `{"ok":true,"user":{"id":"U1","name":"alice"}}`)
		case method == "conversations.info":
			_, _ = io.WriteString(w, `{"ok":true,"channel":{"id":"C1"}}`)
		case method == "apps.connections.open":
			fmt.Fprintf(w, `{"ok":true,"url":"ws%s/ws"}`, strings.TrimPrefix(c.URL, "http"))
		default:
			_, _ = io.WriteString(w, `{"ok":false,"error":"unknown_method"}`)
		}
	}))
	t.Cleanup(func() { c.CloseClientConnections(); c.Close() })
	return c
}

func (c *counter) serveSocket(w http.ResponseWriter, r *http.Request) {
	conn, err := (&websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}).Upgrade(w, r, nil)
	if err != nil {
		return
	}
	_ = conn.WriteJSON(map[string]any{"type": "hello"})
	c.socket.Store(conn)
	stop := make(chan struct{})
	defer close(stop)
	go func() {
		for {
			select {
			case <-stop:
				return
			case <-time.After(5 * time.Second):
				_ = conn.WriteControl(websocket.PingMessage, []byte("x"), time.Now().Add(time.Second))
			}
		}
	}()
	for {
		var ack struct {
			Envelope string `json:"envelope_id"`
		}
		if conn.ReadJSON(&ack) != nil {
			return
		}
		c.acked(ack.Envelope)
	}
}

// traffic is the questions of a soak and what became of them.
type traffic struct {
	mu    sync.Mutex
	sent  map[string]time.Time
	took  []time.Duration
	heaps []uint64 // KiB, at six moments
}

const perSecond = 200

func (f *traffic) begin(id string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.sent[id] = time.Now()
}

func (f *traffic) done(id string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if at, ok := f.sent[id]; ok {
		f.took = append(f.took, time.Since(at))
		delete(f.sent, id)
	}
}

func soak(t *testing.T, transport string, length time.Duration) {
	total := int(length.Seconds() * perSecond)
	f := &traffic{sent: map[string]time.Time{}, took: make([]time.Duration, 0, total)}
	slack := newCounter(t, f.done, total)
	conf := quick(slack.URL)
	conf.HTTP = &http.Client{Timeout: 20 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 64}}
	if transport == Socket {
		conf.AppToken, conf.SigningSecret, conf.Connections = "xapp-test", "", 1
	}
	a, err := New(conf, Deps{Memory: brief{newSeen(2*time.Second, 10_000)}})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- a.Run(ctx, func(context.Context, chat.Command) chat.Message { m := digestMessage(); m.Private = true; return m })
	}()
	eventually(t, "handler", func() bool { return a.handlerNow() != nil })
	ask := f.overHTTP(t, a)
	if transport == Socket {
		eventually(t, "socket", func() bool { return slack.socket.Load() != nil })
		ask = func(id string, form url.Values) { slack.ask(t, id, form) }
	}
	f.run(total, func(n int, id string) {
		form := slashForm(&fake{Server: slack.Server}, "what is new?")
		form.Set("user_id", fmt.Sprint("U", n%500))
		form.Set("response_url", fmt.Sprintf("%s/response/%d", slack.URL, n))
		ask(id, form)
	})
	for end := time.Now().Add(30 * time.Second); slack.total.Load() < int64(total) && time.Now().Before(end); {
		time.Sleep(50 * time.Millisecond)
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	f.judge(t, transport, total, slack)
}

// run asks at its rate and measures memory on the way.
func (f *traffic) run(total int, ask func(n int, id string)) {
	tick := time.NewTicker(time.Second / perSecond)
	defer tick.Stop()
	for n := range total {
		<-tick.C
		id := fmt.Sprint("e", n)
		f.begin(id)
		ask(n, id)
		if n%(total/6) == total/6-1 {
			runtime.GC()
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			f.heaps = append(f.heaps, m.HeapAlloc>>10)
		}
	}
}

func (f *traffic) overHTTP(t *testing.T, a *Adapter) func(string, url.Values) {
	server := httptest.NewServer(a.Handler())
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}
	var group sync.WaitGroup
	t.Cleanup(func() { group.Wait(); client.CloseIdleConnections(); server.Close() })
	return func(id string, form url.Values) {
		group.Go(func() {
			r := signedRequest("secret", formKind, []byte(form.Encode()))
			req, _ := http.NewRequest(http.MethodPost, server.URL+RequestPath, r.Body)
			req.Header = r.Header
			resp, err := client.Do(req)
			if err != nil {
				t.Error(err)
				return
			}
			defer resp.Body.Close()
			if text, _ := io.ReadAll(resp.Body); resp.StatusCode == http.StatusOK && len(text) == 0 {
				f.done(id)
			}
		})
	}
}

func (c *counter) ask(t *testing.T, id string, form url.Values) {
	payload := map[string]any{}
	for k, v := range form {
		payload[k] = v[0]
	}
	if err := c.socket.Load().WriteJSON(map[string]any{"type": "slash_commands", "envelope_id": id, "payload": payload}); err != nil {
		t.Fatal(err)
	}
}

func (f *traffic) judge(t *testing.T, transport string, total int, slack *counter) {
	f.mu.Lock()
	defer f.mu.Unlock()
	wrong := 0
	for i := range slack.answers {
		if slack.answers[i].Load() != 1 {
			wrong++
		}
	}
	slices.Sort(f.took)
	if len(f.took) == 0 {
		t.Fatal("nothing was acknowledged")
	}
	p99 := f.took[len(f.took)*99/100]
	t.Logf("%s: %d commands, %d acknowledged, %d answered, p50 %s, p99 %s, worst %s; heap at six moments, KiB: %d", transport, total, len(f.took), slack.total.Load(),
		f.took[len(f.took)/2].Round(time.Microsecond), p99.Round(time.Microsecond), f.took[len(f.took)-1].Round(time.Microsecond), f.heaps)
	if len(f.took) != total || wrong > 0 {
		t.Errorf("%d of %d acknowledged, %d not answered once", len(f.took), total, wrong)
	}
	if grown := int64(f.heaps[len(f.heaps)-1]) - int64(f.heaps[0]); grown > 4096 {
		t.Errorf("memory grew by %d KiB", grown)
	}
	if p99 > 100*time.Millisecond {
		t.Errorf("p99 of the acknowledgement is %s", p99)
	}
}
