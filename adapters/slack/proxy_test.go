package slack

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync"
	"testing"
	"time"
)

// fault is what happens to one request on its way to Slack and back.
type fault struct {
	lost  bool          // does not reach Slack
	twice bool          // reaches Slack twice
	code  int           // answered with this in the place of Slack's answer; 0 is Slack's own
	after string        // Retry-After
	cut   int           // so many bytes of the answer come back, then the connection ends; 0 is all of it, below 0 is none
	slow  time.Duration // before the answer
}

// proxy stands between the adapter and Slack and does what plan says.
type proxy struct {
	*httptest.Server
	mu   sync.Mutex
	plan func(path string, n int) fault // n counts the requests to path from 1
	seen map[string]int
	size int // of the longest answer, in bytes with its head
}

func newProxy(t testing.TB, upstream string, plan func(path string, n int) fault) *proxy {
	p := &proxy{plan: plan, seen: map[string]int{}}
	client := &http.Client{Transport: &http.Transport{}}
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		p.mu.Lock()
		p.seen[r.URL.Path]++
		f := p.plan(r.URL.Path, p.seen[r.URL.Path])
		p.mu.Unlock()
		answer := []byte("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")
		if !f.lost {
			answer = forward(client, upstream, r, body)
			if f.twice {
				forward(client, upstream, r, body)
			}
		}
		if f.code != 0 {
			answer = fmt.Appendf(nil, "HTTP/1.1 %d x\r\nContent-Length: 2\r\n", f.code)
			if f.after != "" {
				answer = fmt.Appendf(answer, "Retry-After: %s\r\n", f.after)
			}
			answer = append(answer, "\r\n{}"...)
		}
		p.mu.Lock()
		p.size = max(p.size, len(answer))
		p.mu.Unlock()
		if f.slow > 0 {
			select {
			case <-time.After(f.slow):
			case <-r.Context().Done(): // nobody waits any more
			}
		}
		conn, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			return
		}
		defer conn.Close()
		switch {
		case f.cut > 0:
			answer = answer[:min(f.cut, len(answer))]
		case f.cut < 0:
			answer = nil
		}
		_, _ = conn.Write(answer)
	}))
	t.Cleanup(func() { p.Server.Close(); client.CloseIdleConnections() })
	return p
}

// forward asks upstream and returns its answer as it goes over the wire.
func forward(client *http.Client, upstream string, r *http.Request, body []byte) []byte {
	req, err := http.NewRequest(r.Method, upstream+r.URL.RequestURI(), bytes.NewReader(body))
	if err != nil {
		return nil
	}
	req.Header = r.Header.Clone()
	resp, err := client.Do(req)
	if err != nil {
		return nil
	}
	defer resp.Body.Close()
	text, _ := io.ReadAll(resp.Body)
	resp.Header.Set("Content-Length", strconv.Itoa(len(text)))
	resp.Header.Set("Connection", "close")
	var b bytes.Buffer
	fmt.Fprintf(&b, "HTTP/1.1 %s\r\n", resp.Status)
	_ = resp.Header.Write(&b)
	b.WriteString("\r\n")
	b.Write(text)
	return b.Bytes()
}

// only plans f for the first n requests to path.
func only(path string, times int, f fault) func(string, int) fault {
	return func(p string, n int) fault {
		if p == path && n <= times {
			return f
		}
		return fault{}
	}
}
