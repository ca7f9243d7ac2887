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
	"strconv"
	"strings"
	"sync"
	"time"

	"maunium.net/go/mautrix/id"

	"briefingbot/adapters/chat"
)

// meter notes when an event arrives at the bot, when its answer leaves, and when
// the homeserver has confirmed it.
type meter struct {
	mu       sync.Mutex
	arrived  map[string]time.Time // by the transaction that will answer
	left     map[string]time.Time // likewise
	answered map[string]time.Time // likewise
	calls    map[string]int       // by what was asked of the homeserver
}

func (m *meter) reset() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.arrived, m.left, m.answered, m.calls = map[string]time.Time{}, map[string]time.Time{}, map[string]time.Time{}, map[string]int{}
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

// of is when a question arrived, its answer left, and was confirmed.
func (m *meter) of(question id.EventID) (arrived, left, answered time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	txn := answer(question)
	return m.arrived[txn], m.left[txn], m.answered[txn]
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
	if strings.HasPrefix(txn, "answer.") {
		m.left[txn], m.answered[txn] = began, time.Now()
	}
	if !strings.HasSuffix(r.URL.Path, "/sync") {
		return resp, nil
	}
	raw, err := io.ReadAll(resp.Body)
	_ = resp.Body.Close()
	resp.Body = io.NopCloser(bytes.NewReader(raw))
	for _, found := range eventID.FindAllSubmatch(raw, -1) {
		if txn := answer(id.EventID(found[1])); m.arrived[txn].IsZero() { // an answer names its question, too
			m.arrived[txn] = time.Now()
		}
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
