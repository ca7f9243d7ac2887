package slack

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
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
	last map[string][]byte                                      // answer, by path
	size int                                                    // of the longest answer, in bytes with its head
	mend func(path string, form url.Values, body []byte) []byte // what Slack would have answered; may be nil
}

func newProxy(t testing.TB, upstream string, plan func(path string, n int) fault) *proxy {
	p := &proxy{plan: plan, seen: map[string]int{}, last: map[string][]byte{}}
	client := &http.Client{Transport: &http.Transport{}}
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if websocket.IsWebSocketUpgrade(r) {
			relay(w, r, upstream)
			return
		}
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		p.mu.Lock()
		p.seen[r.URL.Path]++
		f := p.plan(r.URL.Path, p.seen[r.URL.Path])
		p.mu.Unlock()
		answer := []byte("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
		if !f.lost {
			answer = p.forward(client, upstream, r, body)
			if f.twice {
				p.forward(client, upstream, r, body)
			}
		}
		if f.code != 0 {
			answer = fmt.Appendf(nil, "HTTP/1.1 %d x\r\nContent-Length: 2\r\nConnection: close\r\n", f.code)
			if f.after != "" {
				answer = fmt.Appendf(answer, "Retry-After: %s\r\n", f.after)
			}
			answer = append(answer, "\r\n{}"...)
		}
		p.mu.Lock()
		p.size = max(p.size, len(answer))
		p.last[r.URL.Path] = answer
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
func (p *proxy) forward(client *http.Client, upstream string, r *http.Request, body []byte) []byte {
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
	if p.mend != nil {
		form, _ := url.ParseQuery(string(body))
		for k, v := range r.URL.Query() {
			form[k] = v
		}
		text = p.mend(r.URL.Path, form, text)
	}
	resp.Header.Set("Content-Length", strconv.Itoa(len(text)))
	resp.Header.Set("Connection", "close")
	var b bytes.Buffer
	fmt.Fprintf(&b, "HTTP/1.1 %s\r\n", resp.Status)
	_ = resp.Header.Write(&b)
	b.WriteString("\r\n")
	b.Write(text)
	return b.Bytes()
}

// planned changes what happens from now on, counting anew.
func (p *proxy) planned(plan func(path string, n int) fault) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.plan, p.seen, p.size = plan, map[string]int{}, 0
}

// dialAlways dials address, whatever it is told to.
func dialAlways(address string) func(context.Context, string, string) (net.Conn, error) {
	return func(ctx context.Context, network, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, address)
	}
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
