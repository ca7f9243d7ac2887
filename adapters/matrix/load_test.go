//go:build goolm

package matrix

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"maunium.net/go/mautrix"
	"maunium.net/go/mautrix/crypto"
	"maunium.net/go/mautrix/event"
	"maunium.net/go/mautrix/id"

	"briefingbot/adapters/chat"
)

// TestLoad has a hundred people ask 50 questions a second (or
// MATRIX_LOAD_RATE), each in an encrypted room of their own with the bot and
// somebody who watches, for as many seconds as MATRIX_LOAD says; 60 is the full
// test. The bot is the program, with a store. Nothing may be lost or go
// unencrypted, and the bot may not grow. How fast answers are is mostly the
// homeserver's, which shares the machine with everybody, so the bot's part is
// told apart; it is judged only where MATRIX_LOAD_P99 says what is wanted. With
// MATRIX_LOAD_PARROT=1 a client that takes no time answers in the bot's place:
// what remains is the homeserver's.
func TestLoad(t *testing.T) {
	seconds, err := strconv.Atoi(os.Getenv("MATRIX_LOAD"))
	if err != nil {
		t.Skip("set MATRIX_LOAD to the seconds it may take")
	}
	perSecond := 50
	if n, err := strconv.Atoi(os.Getenv("MATRIX_LOAD_RATE")); err == nil {
		perSecond = n
	}
	l := newLoad(t)
	l.warm(t)
	l.meter.reset()
	before := l.use()
	var grown []int
	began := time.Now()
	l.ask(t, seconds*perSecond, time.Second/time.Duration(perSecond), func() { grown = append(grown, resident(l.pid)) })
	asking := time.Since(began)
	after := l.use()
	missing := l.settle()
	if missing > 0 {
		t.Fatalf("%d of %d questions were not answered\n%s", missing, len(l.sent), l.log())
	}
	if l.program != nil {
		l.decryptAll(t)
	}
	l.report(t, asking, before, after, grown)
}

// load is a homeserver, a bot behind a meter, people who ask, and one who
// watches.
type load struct {
	d       *dendrite
	program *program // nil for the parrot
	pid     int
	meter   *meter
	alice   *watcher
	people  []*asker
	mu      sync.Mutex
	sent    map[id.EventID]time.Time // when a question began to be sent
}

func newLoad(t *testing.T) *load {
	l := &load{d: newDendrite(t, false), meter: &meter{}, sent: map[id.EventID]time.Time{}}
	l.d.account(t, "bot")
	l.d.account(t, "alice")
	l.alice = newWatcher(t, l.d)
	if os.Getenv("MATRIX_LOAD_PARROT") != "" {
		parrot(t, l.d)
		l.pid = os.Getpid()
	} else {
		u, err := url.Parse(l.d.url)
		if err != nil {
			t.Fatal(err)
		}
		proxy := httputil.NewSingleHostReverseProxy(u)
		proxy.Transport, proxy.ErrorLog = l.meter, log.New(io.Discard, "", 0) // it is cut off at the end
		between := httptest.NewServer(proxy)
		l.program = newProgram(t, between.URL, "MATRIX_PASSWORD="+password("bot"))
		t.Cleanup(func() { l.program.kill(); between.CloseClientConnections(); between.Close() })
		l.program.serve()
		l.pid = l.program.process.Process.Pid
	}
	for n := range 100 {
		name := fmt.Sprint("asker", n)
		l.d.account(t, name)
		l.people = append(l.people, newAsker(t, l.d, name))
	}
	return l
}

// warm has everybody be answered once.
func (l *load) warm(t *testing.T) {
	for _, p := range l.people {
		p := p
		patient(t, "bot and watcher in a room", func() bool {
			joined, err := p.JoinedMembers(t.Context(), p.in)
			return err == nil && len(joined.Joined) == 3
		})
		l.one(t, p, "help")
		if missing := l.settle(); missing > 0 {
			t.Fatalf("the first question was not answered\n%s", l.log())
		}
	}
	clear(l.sent)
}

func (l *load) one(t *testing.T, p *asker, text string) {
	began := time.Now()
	asked, err := p.ask(t.Context(), "!briefing "+text)
	if err != nil {
		t.Error(err)
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.sent[asked] = began
}

// ask asks so many questions, every apart, and calls look five times a minute.
func (l *load) ask(t *testing.T, many int, every time.Duration, look func()) {
	questions := []string{"how many officers", "who is Piantedosi", "what did Tajani say", "figures", "who disagrees with Piantedosi"}
	var asking sync.WaitGroup
	tick := time.NewTicker(every)
	defer tick.Stop()
	for n := range many {
		<-tick.C
		if n%max(1, int(12*time.Second/every)) == 0 {
			look()
		}
		asking.Go(func() { l.one(t, l.people[n%len(l.people)], questions[n/len(l.people)%len(questions)]) })
	}
	asking.Wait()
	look()
}

// settle waits for all answers, as long as some come, and returns how many do
// not.
func (l *load) settle() int {
	least, end := len(l.sent), time.Now().Add(longest)
	for ; ; time.Sleep(20 * time.Millisecond) {
		missing := 0
		l.mu.Lock()
		for q := range l.sent {
			if l.alice.at(q).IsZero() {
				missing++
			}
		}
		l.mu.Unlock()
		if missing == 0 || time.Now().After(end) {
			return missing
		} else if missing < least {
			least, end = missing, time.Now().Add(longest)
		}
	}
}

// decryptAll has the watcher read every answer.
func (l *load) decryptAll(t *testing.T) {
	for _, e := range l.alice.answers {
		if e.Type != event.EventEncrypted {
			t.Fatalf("%s came in the clear", e.ID)
		}
		open, err := l.alice.machine.DecryptMegolmEvent(t.Context(), e)
		if err != nil {
			t.Fatalf("%s cannot be read: %v", e.ID, err)
		}
		if body, _ := open.Content.Raw["body"].(string); body == "" || strings.HasPrefix(body, "That was a lot") {
			t.Fatalf("%s says %q", e.ID, body)
		}
	}
}

func (l *load) report(t *testing.T, asking time.Duration, before, after [3]time.Duration, grown []int) {
	var took []time.Duration
	for q, began := range l.sent {
		took = append(took, l.alice.at(q).Sub(began))
	}
	slices.Sort(took)
	part := func(i int) string {
		return fmt.Sprintf("%.0f %%", 100*(after[i]-before[i]).Seconds()/asking.Seconds())
	}
	t.Logf("%d questions in %s (%.0f a second): p50 %s, p99 %s, at most %s; of one core the bot took %s, the homeserver %s, the people %s", len(took), asking.Round(time.Second),
		float64(len(took))/asking.Seconds(), quantile(took, 0.5), quantile(took, 0.99), quantile(took, 1), part(0), part(1), part(2))
	if own := l.meter.all(); len(own) > 0 {
		t.Logf("of that the bot itself, from the sync that has a question to the answer sent: p50 %s, p99 %s, at most %s; the homeserver to take an answer: p50 %s, p99 %s; its resident kB every 12 s: %v; calls: %v",
			quantile(own, 0.5), quantile(own, 0.99), quantile(own, 1), quantile(l.meter.puts, 0.5), quantile(l.meter.puts, 0.99), grown, l.meter.calls)
		if first, last := grown[min(2, len(grown)-1)], grown[len(grown)-1]; last > first+first/4 && quantile(took, 0.5) < time.Second { // else it holds what waits
			t.Errorf("it grew from %d kB to %d kB", first, last)
		}
	}
	if most, err := time.ParseDuration(os.Getenv("MATRIX_LOAD_P99")); err == nil && quantile(took, 0.99) > most {
		t.Errorf("p99 is %s, at most %s wanted", quantile(took, 0.99), most)
	}
}

func quantile(of []time.Duration, q float64) time.Duration {
	return of[int(q*float64(len(of)-1))].Round(time.Millisecond)
}

func (l *load) log() string {
	if l.program == nil {
		return l.d.log()
	}
	return l.program.told.String() + l.d.log()
}

// use is the processor time the bot, the homeserver and this process have had.
func (l *load) use() [3]time.Duration {
	return [3]time.Duration{spent(l.pid), spent(l.d.process.Process.Pid), spent(os.Getpid())}
}

// spent is the processor time of a process. https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
func spent(pid int) time.Duration {
	raw, _ := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	fields := strings.Fields(string(raw[bytes.LastIndexByte(raw, ')')+1:]))
	if len(fields) < 13 {
		return 0
	}
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return time.Duration(user+system) * 10 * time.Millisecond
}

// resident is a process's memory in kB.
func resident(pid int) int {
	raw, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	found := regexp.MustCompile(`VmRSS:\s+(\d+)`).FindSubmatch(raw)
	if found == nil {
		return 0
	}
	n, _ := strconv.Atoi(string(found[1]))
	return n
}

// meter takes the time between the arrival of an event at the bot and the
// departure of its answer, which is all of it that is the bot's, and how long
// the homeserver takes for the answer.
type meter struct {
	mu      sync.Mutex
	arrived map[string]time.Time // by the transaction that will answer
	took    []time.Duration
	puts    []time.Duration
	calls   map[string]int // by what was asked of the homeserver
}

func (m *meter) reset() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.arrived, m.took, m.puts, m.calls = map[string]time.Time{}, nil, nil, map[string]int{}
}

func (m *meter) all() []time.Duration {
	m.mu.Lock()
	defer m.mu.Unlock()
	slices.Sort(m.took)
	slices.Sort(m.puts)
	return m.took
}

// callName finds what differs between two calls of the same kind.
var callName = regexp.MustCompile(`[!@$][^/]+|(answer|seed)\..*`)

var eventID = regexp.MustCompile(`"event_id":"([^"]+)"`)

func (m *meter) RoundTrip(r *http.Request) (*http.Response, error) {
	began := time.Now()
	txn := path.Base(r.URL.Path)
	resp, err := http.DefaultTransport.RoundTrip(r)
	m.mu.Lock()
	defer m.mu.Unlock()
	if at, ok := m.arrived[txn]; ok {
		m.took, m.puts = append(m.took, began.Sub(at)), append(m.puts, time.Since(began))
		delete(m.arrived, txn)
	}
	if m.calls != nil {
		m.calls[callName.ReplaceAllString(strings.TrimPrefix(r.URL.Path, "/_matrix/client/v3/"), "…")]++
	}
	if err != nil || m.arrived == nil || !strings.HasSuffix(r.URL.Path, "/sync") {
		return resp, err
	}
	raw, err := io.ReadAll(resp.Body)
	_ = resp.Body.Close()
	resp.Body = io.NopCloser(bytes.NewReader(raw))
	for _, found := range eventID.FindAllSubmatch(raw, -1) {
		m.arrived[fmt.Sprintf("answer.%s.0", chat.Mark(string(found[1])))] = time.Now()
	}
	return resp, err
}

// asker is somebody who asks in a room of their own and does not listen.
type asker struct {
	*mautrix.Client
	machine *crypto.OlmMachine
	mu      sync.Mutex
	in      id.RoomID
}

func newAsker(t *testing.T, d *dendrite, name string) *asker {
	t.Helper()
	c, machine := signIn(t, d, name)
	p := &asker{Client: c, machine: machine}
	empty := ""
	made, err := c.CreateRoom(t.Context(), &mautrix.ReqCreateRoom{Preset: "private_chat", Invite: []id.UserID{theBot, "@alice:localhost"},
		InitialState: []*event.Event{{Type: event.StateEncryption, StateKey: &empty,
			Content: event.Content{Parsed: &event.EncryptionEventContent{Algorithm: id.AlgorithmMegolmV1}}}}})
	if err != nil {
		t.Fatal(err)
	}
	p.in = made.RoomID
	return p
}

// ask sends text, for the bot's eyes only.
func (p *asker) ask(ctx context.Context, text string) (id.EventID, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	var sealed *event.EncryptedEventContent
	var err error
	for range 3 {
		if sealed, err = p.machine.EncryptMegolmEvent(ctx, p.in, event.EventMessage, map[string]any{"msgtype": "m.text", "body": text}); err == nil {
			break
		} else if err := p.machine.ShareGroupSession(ctx, p.in, []id.UserID{theBot}); err != nil {
			return "", err
		}
	}
	if err != nil {
		return "", err
	}
	resp, err := p.SendMessageEvent(ctx, p.in, event.EventEncrypted, sealed, mautrix.ReqSendEvent{DontEncrypt: true})
	if err != nil {
		return "", err
	}
	return resp.EventID, nil
}

// watcher is in all rooms and keeps what the bot says, as it came.
type watcher struct {
	*mautrix.Client
	machine *crypto.OlmMachine
	mu      sync.Mutex
	answers map[id.EventID]*event.Event // by the question
}

func newWatcher(t *testing.T, d *dendrite) *watcher {
	c, machine := signIn(t, d, "alice")
	w := &watcher{Client: c, machine: machine, answers: map[id.EventID]*event.Event{}}
	s := mautrix.NewDefaultSyncer()
	s.OnSync(machine.ProcessSyncResponse)
	s.OnEventType(event.StateMember, func(ctx context.Context, e *event.Event) {
		if e.GetStateKey() == string(c.UserID) && e.Content.AsMember().Membership == event.MembershipInvite {
			_, _ = c.JoinRoomByID(ctx, e.RoomID)
		}
	})
	hear := func(_ context.Context, e *event.Event) {
		var shape said
		if e.Sender == theBot && json.Unmarshal(e.Content.VeryRaw, &shape) == nil && shape.Relates.Reply.Event != "" {
			w.mu.Lock()
			defer w.mu.Unlock()
			if w.answers[id.EventID(shape.Relates.Reply.Event)] == nil {
				w.answers[id.EventID(shape.Relates.Reply.Event)] = e
			}
		}
	}
	s.OnEventType(event.EventEncrypted, hear)
	s.OnEventType(event.EventMessage, hear)
	c.Syncer = s
	listen(t, c)
	return w
}

// at is when the homeserver had the answer to a question; zero for not yet.
func (w *watcher) at(question id.EventID) time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	if e := w.answers[question]; e != nil {
		return time.UnixMilli(e.Timestamp)
	}
	return time.Time{}
}

// parrot answers every message at once with what nobody can read.
func parrot(t *testing.T, d *dendrite) {
	c, _ := signIn(t, d, "bot")
	s := mautrix.NewDefaultSyncer()
	s.OnEventType(event.StateMember, func(ctx context.Context, e *event.Event) {
		if e.GetStateKey() == string(c.UserID) && e.Content.AsMember().Membership == event.MembershipInvite {
			_, _ = c.JoinRoomByID(ctx, e.RoomID)
		}
	})
	s.OnEventType(event.EventEncrypted, func(ctx context.Context, e *event.Event) {
		if e.Sender == c.UserID {
			return
		}
		go func() {
			_, _ = c.SendMessageEvent(ctx, e.RoomID, event.EventEncrypted, map[string]any{"algorithm": "m.megolm.v1.aes-sha2", "ciphertext": strings.Repeat("x", 3000),
				"m.relates_to": map[string]any{"m.in_reply_to": map[string]any{"event_id": e.ID}}}, mautrix.ReqSendEvent{DontEncrypt: true})
		}()
	})
	c.Syncer = s
	listen(t, c)
}

func signIn(t *testing.T, d *dendrite, name string) (*mautrix.Client, *crypto.OlmMachine) {
	t.Helper()
	c, err := mautrix.NewClient(d.url, "", "")
	if err != nil {
		t.Fatal(err)
	}
	c.Log = zerolog.Nop()
	if _, err := c.Login(t.Context(), &mautrix.ReqLogin{Type: mautrix.AuthTypePassword, Password: password(name), StoreCredentials: true,
		Identifier: mautrix.UserIdentifier{Type: mautrix.IdentifierTypeUser, User: name}}); err != nil {
		t.Fatal(err)
	}
	states := mautrix.NewMemoryStateStore()
	c.StateStore = states
	machine := crypto.NewOlmMachine(c, &c.Log, crypto.NewMemoryStore(nil), states.(crypto.StateStore))
	if err := machine.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := machine.ShareKeys(t.Context(), -1); err != nil {
		t.Fatal(err)
	}
	return c, machine
}

// listen syncs until the test ends.
func listen(t *testing.T, c *mautrix.Client) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		for ctx.Err() == nil {
			_ = c.SyncWithContext(ctx)
		}
	}()
	t.Cleanup(func() { cancel(); <-done })
}
