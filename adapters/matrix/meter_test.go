//go:build goolm

package matrix

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"maunium.net/go/mautrix/id"

	"briefingbot/adapters/chat"
)

// meter takes the time between the arrival of an event at the bot and the
// departure of its answer, which is all of it that is the bot's, and how long
// the homeserver takes for the answer.
type meter struct {
	mu       sync.Mutex
	arrived  map[string]time.Time // by the transaction that will answer
	answered map[string]time.Time // likewise
	took     []time.Duration
	puts     []time.Duration
	calls    map[string]int // by what was asked of the homeserver
}

func (m *meter) reset() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.arrived, m.answered, m.took, m.puts, m.calls = map[string]time.Time{}, map[string]time.Time{}, nil, nil, map[string]int{}
}

// answer is the transaction that answers a question.
func answer(question id.EventID) string {
	return fmt.Sprintf("answer.%s.0", chat.Mark(string(question)))
}

// at is when the homeserver confirmed the answer to a question; zero for not yet.
func (m *meter) at(question id.EventID) time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.answered[answer(question)]
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
	m.calls[callName.ReplaceAllString(strings.TrimPrefix(r.URL.Path, "/_matrix/client/v3/"), "…")]++
	if err != nil || resp.StatusCode != http.StatusOK {
		return resp, err
	}
	if at, ok := m.arrived[txn]; ok {
		m.took, m.puts = append(m.took, began.Sub(at)), append(m.puts, time.Since(began))
		delete(m.arrived, txn)
	}
	if strings.HasPrefix(txn, "answer.") {
		m.answered[txn] = time.Now()
	}
	if !strings.HasSuffix(r.URL.Path, "/sync") {
		return resp, nil
	}
	raw, err := io.ReadAll(resp.Body)
	_ = resp.Body.Close()
	resp.Body = io.NopCloser(bytes.NewReader(raw))
	for _, found := range eventID.FindAllSubmatch(raw, -1) {
		m.arrived[answer(id.EventID(found[1]))] = time.Now()
	}
	return resp, err
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
