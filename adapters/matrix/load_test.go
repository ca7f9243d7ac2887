//go:build goolm

package matrix

import (
	"cmp"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"maunium.net/go/mautrix/event"
	"maunium.net/go/mautrix/id"
)

// TestLoad has a hundred people ask 50 questions a second (or
// MATRIX_LOAD_RATE), each in an encrypted room of their own with the bot and
// somebody who reads along, for as many seconds as MATRIX_LOAD says; 60 is the
// full test. The bot is the program, with a store. Nothing may be lost or go
// unencrypted, which the homeserver is asked for at the end, and the bot may
// not grow. An answer has taken from before its question was sent to when the
// homeserver had confirmed it. How long that is is mostly the homeserver's,
// which shares the machine with everybody, so each step is told apart; it is
// judged only where MATRIX_LOAD_P99 says what is wanted. With
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
	missing := l.settle()
	after := l.use()
	if missing > 0 {
		t.Fatalf("%d of %d questions were not answered\n%s", missing, len(l.sent), l.log())
	}
	if l.program != nil {
		l.readAll(t)
	}
	l.report(t, asking, before, after, grown)
}

// load is a homeserver, a bot behind a meter, people who ask, and one who
// reads along.
type load struct {
	d       *dendrite
	program *program // nil for the parrot
	pid     int
	meter   *meter
	alice   *asker
	people  []*asker
	mu      sync.Mutex
	sent    map[id.EventID]time.Time // when a question began to be sent
	taken   map[id.EventID]time.Time // when the homeserver had confirmed it
}

func newLoad(t *testing.T) *load {
	l := &load{d: newDendrite(t, false), meter: &meter{}, sent: map[id.EventID]time.Time{}, taken: map[id.EventID]time.Time{}}
	l.d.edit(t, "storage_path: ./data\n", "storage_path: ./data/other\n", "in_memory: false", "in_memory: true", // of what waits: it is not to restart
		"synchronous(NORMAL)", "synchronous(OFF)&_pragma=mmap_size(268435456)") // nor is its disk to be measured
	l.meter.reset()
	http.DefaultTransport.(*http.Transport).MaxIdleConnsPerHost = 200 // every asker and the meter use it
	l.d.account(t, "bot")
	u, err := url.Parse(l.d.url)
	if err != nil {
		t.Fatal(err)
	}
	proxy := httputil.NewSingleHostReverseProxy(u)
	proxy.Transport, proxy.ErrorLog = l.meter, log.New(io.Discard, "", 0) // it is cut off at the end
	between := httptest.NewServer(proxy)
	t.Cleanup(func() { between.CloseClientConnections(); between.Close() })
	if os.Getenv("MATRIX_LOAD_PARROT") != "" {
		parrot(t, l.d, between.URL)
		l.pid = os.Getpid()
	} else {
		l.program = newProgram(t, between.URL, "MATRIX_PASSWORD="+password("bot"))
		l.program.serve()
		l.pid = l.program.process.Process.Pid
	}
	l.alice = newAsker(t, l.d, "alice")
	for n := range 100 {
		p := newAsker(t, l.d, fmt.Sprint("asker", n))
		p.open(t, l.alice)
		l.people = append(l.people, p)
	}
	return l
}

// warm has everybody be answered once: twenty at a time, because everybody takes
// one of the fifty keys the bot has for strangers until it makes more.
func (l *load) warm(t *testing.T) {
	for some := range slices.Chunk(l.people, 20) {
		for _, p := range some {
			patient(t, "bot in a room", func() bool {
				joined, err := p.JoinedMembers(t.Context(), p.in)
				return err == nil && len(joined.Joined) == 3
			})
			l.one(t, p, "help")
		}
		if missing := l.settle(); missing > 0 {
			t.Fatalf("%d first questions were not answered\n%s", missing, l.log())
		}
	}
	clear(l.sent)
	clear(l.taken)
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
	l.sent[asked], l.taken[asked] = began, time.Now()
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
			if l.meter.at(q).IsZero() {
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

// readAll has the one who reads along ask the homeserver for all that the bot
// has said: nothing in the clear, and one answer to every question. What the
// homeserver has confirmed it shows a little later.
func (l *load) readAll(t *testing.T) {
	l.alice.takeKeys(t)
	answers := map[id.EventID]id.EventID{} // by the question
	patient(t, "all answers in the rooms", func() bool {
		for _, p := range l.people {
			for _, e := range l.alice.said(t, p.in) {
				l.alice.check(t, e)
				to := e.Content.AsEncrypted().RelatesTo.GetReplyTo()
				if before := answers[to]; before != "" && before != e.ID {
					t.Fatalf("%s was answered by %s and %s", to, before, e.ID)
				}
				answers[to] = e.ID
			}
		}
		for q := range l.sent {
			if answers[q] == "" {
				return false
			}
		}
		return true
	})
}

// check reads an event that must be an answer, and sealed.
func (p *asker) check(t *testing.T, e *event.Event) {
	t.Helper()
	if e.Type != event.EventEncrypted {
		t.Fatalf("%s came in the clear, as %s", e.ID, e.Type.Type)
	}
	if err := e.Content.ParseRaw(e.Type); err != nil {
		t.Fatal(err)
	}
	open, err := p.machine.DecryptMegolmEvent(t.Context(), e)
	if err != nil {
		t.Fatalf("%s cannot be read: %v", e.ID, err)
	}
	if body, _ := open.Content.Raw["body"].(string); body == "" || strings.HasPrefix(body, "That was a lot") {
		t.Fatalf("%s says %q", e.ID, body)
	}
}

// steps are the ways a question goes, one after the other.
var steps = [...]string{"all of it", "the homeserver takes a question", "and tells the bot of it", "the bot answers", "the homeserver takes the answer"}

// ways is how long each question took for each of the steps, the quickest first.
func (l *load) ways() [][len(steps)]time.Duration {
	var all [][len(steps)]time.Duration
	for q, began := range l.sent {
		arrived, left, answered := l.meter.of(q)
		all = append(all, [len(steps)]time.Duration{answered.Sub(began), l.taken[q].Sub(began), arrived.Sub(l.taken[q]), left.Sub(arrived), answered.Sub(left)})
	}
	slices.SortFunc(all, func(a, b [len(steps)]time.Duration) int { return cmp.Compare(a[0], b[0]) })
	return all
}

func (l *load) report(t *testing.T, asking time.Duration, before, after [3]time.Duration, grown []int) {
	all := l.ways()
	part := func(i int) string {
		return fmt.Sprintf("%.1f ms", 1000*(after[i]-before[i]).Seconds()/float64(len(all)))
	}
	t.Logf("%d questions in %s (%.0f a second); of the processor each cost the bot %s, the homeserver %s, the people %s; the bot's resident kB every 12 s: %v; its calls: %v", len(all), asking.Round(time.Second),
		float64(len(all))/asking.Seconds(), part(0), part(1), part(2), grown, l.meter.calls)
	slowest := all[len(all)*99/100:]
	var p50, p99 time.Duration
	for n, step := range steps {
		var took []time.Duration
		for _, way := range all {
			took = append(took, way[n])
		}
		slices.Sort(took)
		if n == 0 {
			p50, p99 = quantile(took, 0.5), quantile(took, 0.99)
		}
		var sum time.Duration
		for _, way := range slowest {
			sum += way[n]
		}
		t.Logf("%-32s p50 %8s, p99 %8s, at most %8s; of the slowest hundredth the mean is %8s", step, quantile(took, 0.5), quantile(took, 0.99), quantile(took, 1), (sum / time.Duration(len(slowest))).Round(time.Millisecond))
	}
	if first, last := grown[min(2, len(grown)-1)], grown[len(grown)-1]; l.program != nil && last > first+first/4 && p50 < time.Second { // else it holds what waits
		t.Errorf("it grew from %d kB to %d kB", first, last)
	}
	if most, err := time.ParseDuration(os.Getenv("MATRIX_LOAD_P99")); err == nil && p99 > most {
		t.Errorf("p99 is %s, at most %s wanted", p99, most)
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
