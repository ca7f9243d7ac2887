//go:build goolm

package matrix

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"maunium.net/go/mautrix"
	"maunium.net/go/mautrix/event"
	"maunium.net/go/mautrix/id"

	"briefingbot/adapters/chat"
)

// seal encrypts for a room that only the bot is in besides.
func (p *person) seal(ctx context.Context, in id.RoomID, c any) (sealed *event.EncryptedEventContent, err error) {
	for range 3 {
		if sealed, err = p.machine.EncryptMegolmEvent(ctx, in, event.EventMessage, c); err == nil {
			return sealed, nil
		}
		if err := p.machine.ShareGroupSession(ctx, in, []id.UserID{theBot}); err != nil {
			return nil, err
		}
	}
	return nil, err
}

// meter takes the time between the arrival of an event at the bot and the
// departure of its answer, which is all of it that is the bot's.
type meter struct {
	mu      sync.Mutex
	arrived map[string]time.Time // by the transaction that will answer
	took    []time.Duration
}

var eventID = regexp.MustCompile(`"event_id":"([^"]+)"`)

func (m *meter) RoundTrip(r *http.Request) (*http.Response, error) {
	if txn := path.Base(r.URL.Path); strings.HasPrefix(txn, "answer.") {
		m.mu.Lock()
		if at, ok := m.arrived[txn]; ok {
			m.took = append(m.took, time.Since(at))
			delete(m.arrived, txn)
		}
		m.mu.Unlock()
	}
	resp, err := http.DefaultTransport.RoundTrip(r)
	if err != nil || !strings.HasSuffix(r.URL.Path, "/sync") {
		return resp, err
	}
	raw, err := io.ReadAll(resp.Body)
	_ = resp.Body.Close()
	resp.Body = io.NopCloser(bytes.NewReader(raw))
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, found := range eventID.FindAllSubmatch(raw, -1) {
		m.arrived[fmt.Sprintf("answer.%s.0", chat.Mark(string(found[1])))] = time.Now()
	}
	return resp, err
}

// TestLoad asks 50 questions a second (or MATRIX_LOAD_RATE) in 100 encrypted
// rooms for as many seconds as MATRIX_LOAD says, 60 for the full test. Nothing
// may be lost or go unencrypted. How fast answers are is mostly the
// homeserver's, so it is told apart from the bot's part, and is judged only
// where MATRIX_LOAD_P99 says what is wanted.
func TestLoad(t *testing.T) {
	seconds, err := strconv.Atoi(os.Getenv("MATRIX_LOAD"))
	if err != nil {
		t.Skip("set MATRIX_LOAD to the seconds it may take")
	}
	many, perSecond := 100, 50
	if n, err := strconv.Atoi(os.Getenv("MATRIX_LOAD_RATE")); err == nil {
		perSecond = n
	}
	d := newDendrite(t, false)
	d.account(t, "bot")
	d.account(t, "alice")
	alice := newPerson(t, d, "alice")
	m := &meter{arrived: map[string]time.Time{}}
	conf := botConfig(d)
	conf.HTTP = &http.Client{Transport: m, Timeout: 90 * time.Second}
	a := start(t, conf, Deps{Memory: chat.NewForgetful(), DB: botDB(t), Dialect: "sqlite3"}, func(_ context.Context, c chat.Command) chat.Message {
		return chat.Message{Title: "Re: " + c.Text, Blocks: []chat.Block{para("An answer of a length that answers have, with a sentence or two of an article.")}}
	})
	ctx := context.Background()
	rooms := make([]id.RoomID, many)
	for i := range rooms {
		rooms[i] = alice.room(t, true, theBot)
		alice.say(t, rooms[i], fmt.Sprint("warm ", i), nil)
	}
	alice.await(t, fmt.Sprint("Re: warm ", many-1))
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	m.took = nil
	var mu sync.Mutex
	sent := map[string]time.Time{}
	var senders sync.WaitGroup
	tick := time.NewTicker(time.Second / time.Duration(perSecond))
	defer tick.Stop()
	began := time.Now()
	for n := range seconds * perSecond {
		<-tick.C
		senders.Go(func() {
			text := fmt.Sprintf("question%d.", n)
			sealed, err := alice.seal(ctx, rooms[n%many], map[string]any{"msgtype": "m.text", "body": text})
			if err != nil {
				t.Error(err)
				return
			}
			mu.Lock()
			sent[text] = time.Now()
			mu.Unlock()
			if _, err := alice.SendMessageEvent(ctx, rooms[n%many], event.EventEncrypted, sealed, mautrix.ReqSendEvent{DontEncrypt: true}); err != nil {
				t.Error(err)
			}
		})
	}
	senders.Wait()
	asking := time.Since(began)
	got := map[string]time.Duration{}
	for end := time.Now().Add(2 * time.Minute); len(got) < len(sent) && time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		alice.mu.Lock()
		for _, e := range alice.heard {
			body, _ := e.Content.Raw["body"].(string)
			first, _, _ := strings.Cut(body, "\n")
			if text, ok := strings.CutPrefix(first, "Re: "); ok && !sent[text].IsZero() && e.Sender == theBot {
				got[text] = time.UnixMilli(e.Timestamp).Sub(sent[text])
			}
		}
		alice.mu.Unlock()
	}
	a.stop()
	runtime.GC()
	runtime.ReadMemStats(&after)
	var took []time.Duration
	for _, d := range got {
		took = append(took, d)
	}
	slices.Sort(took)
	for i, kind := range alice.wire {
		if kind == "m.room.message" {
			t.Fatalf("event %d came in the clear", i)
		}
	}
	if len(got) != len(sent) {
		t.Fatalf("%d of %d questions were answered", len(got), len(sent))
	}
	slices.Sort(m.took)
	p := func(of []time.Duration, q float64) time.Duration {
		return of[int(q*float64(len(of)-1))].Round(time.Millisecond)
	}
	t.Logf("%d questions in %s (%.0f a second): the bot took p50 %s, p99 %s, at most %s; with the homeserver p50 %s, p99 %s; heap %d kB before, %d kB after", len(took), asking.Round(time.Second),
		float64(len(took))/asking.Seconds(), p(m.took, 0.5), p(m.took, 0.99), p(m.took, 1), p(took, 0.5), p(took, 0.99), before.HeapAlloc>>10, after.HeapAlloc>>10)
	if most, err := time.ParseDuration(os.Getenv("MATRIX_LOAD_P99")); err == nil && p(took, 0.99) > most {
		t.Errorf("p99 is %s, at most %s wanted", p(took, 0.99), most)
	}
}
