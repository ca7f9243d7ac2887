package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// answers is a network of its own, for tests of time.
type answers func(*http.Request) (*http.Response, error)

func (a answers) RoundTrip(r *http.Request) (*http.Response, error) { return a(r) }

func says(code int, body string, header ...string) *http.Response {
	h := http.Header{}
	for i := 0; i+1 < len(header); i += 2 {
		h.Set(header[i], header[i+1])
	}
	return &http.Response{StatusCode: code, Header: h, Body: io.NopCloser(strings.NewReader(body))}
}

// TestPoliteness counts the time between visits of one host, with its delay and
// without, and that other hosts need not wait.
func TestPoliteness(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		at := map[string][]time.Time{}
		c := New(Config{Transport: answers(func(r *http.Request) (*http.Response, error) {
			if r.URL.Path == "/robots.txt" {
				if r.URL.Host == "slow.example" {
					return says(200, "User-agent: *\nCrawl-delay: 7\nDisallow: /private"), nil
				}
				return says(404, ""), nil
			}
			mu.Lock()
			at[r.URL.Host] = append(at[r.URL.Host], time.Now())
			mu.Unlock()
			return says(200, "x"), nil
		})})
		var all sync.WaitGroup
		for i := range 4 {
			for _, host := range []string{"slow.example", "fast.example"} {
				all.Go(func() {
					if _, err := c.Fetch(t.Context(), Request{URL: fmt.Sprintf("https://%s/%d", host, i)}); err != nil {
						t.Error(err)
					}
				})
			}
		}
		all.Wait()
		for host, gap := range map[string]time.Duration{"slow.example": 7 * time.Second, "fast.example": time.Second} {
			if len(at[host]) != 4 {
				t.Fatalf("%s was visited %d times", host, len(at[host]))
			}
			for i := range 3 {
				if d := at[host][i+1].Sub(at[host][i]); d != gap {
					t.Errorf("%s: %v between two visits", host, d)
				}
			}
		}
		if _, err := c.Fetch(t.Context(), Request{URL: "https://slow.example/private/a"}); !strings.Contains(reason(t, err), "is forbidden") {
			t.Error(err)
		}
	})
}

func TestBackoff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		asked, busy := 0, true
		c := New(Config{Transport: answers(func(r *http.Request) (*http.Response, error) {
			if r.URL.Path == "/robots.txt" {
				return says(404, ""), nil
			}
			asked++
			if busy {
				return says(429, "", "Retry-After", "7200"), nil
			}
			return says(200, "x"), nil
		})})
		get := func() *Error {
			_, err := c.Fetch(t.Context(), Request{URL: "https://busy.example/"})
			var e *Error
			errors.As(err, &e)
			return e
		}
		if e := get(); e == nil || e.After != 2*time.Hour {
			t.Fatalf("%+v", e)
		}
		busy = false
		time.Sleep(time.Hour)
		if e := get(); e == nil || e.After != time.Hour-0 || asked != 1 {
			t.Fatalf("%+v, asked %d times", e, asked)
		}
		time.Sleep(time.Hour)
		if e := get(); e != nil || asked != 2 {
			t.Fatalf("%+v, asked %d times", e, asked)
		}
	})
}

// TestSlowServers has one that says nothing, and one that sends a byte now and
// then for ever.
func TestSlowServers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := New(Config{Transport: answers(func(r *http.Request) (*http.Response, error) {
			switch r.URL.Path {
			case "/robots.txt":
				return says(404, ""), nil
			case "/drip":
				return &http.Response{StatusCode: 200, Header: http.Header{}, Body: drip{r.Context()}}, nil
			}
			<-r.Context().Done()
			return nil, r.Context().Err()
		})})
		for _, path := range []string{"/never", "/drip"} {
			start := time.Now()
			_, err := c.Fetch(t.Context(), Request{URL: "https://slow.example" + path})
			if !strings.Contains(reason(t, err), "too long") || time.Since(start) > MaxTime+2*time.Second {
				t.Errorf("%s: %v after %v", path, err, time.Since(start))
			}
		}
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		if _, err := c.Fetch(ctx, Request{URL: "https://slow.example/never"}); !errors.Is(err, context.Canceled) {
			t.Errorf("after the end: %v", err)
		}
	})
}

// drip is a body of one byte every ten seconds.
type drip struct{ ctx context.Context }

func (d drip) Read(b []byte) (int, error) {
	select {
	case <-time.After(10 * time.Second):
		b[0] = 'x'
		return 1, nil
	case <-d.ctx.Done():
		return 0, d.ctx.Err()
	}
}
func (drip) Close() error { return nil }

func TestManyHosts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := New(Config{Transport: answers(func(r *http.Request) (*http.Response, error) { return says(404, ""), nil })})
		for i := range mostHosts + 100 {
			if i == mostHosts-10 {
				time.Sleep(time.Hour)
			}
			c.Fetch(t.Context(), Request{URL: fmt.Sprintf("https://h%d.example/", i)})
		}
		if n := len(c.hosts.all); n > mostHosts {
			t.Errorf("%d hosts are remembered", n)
		}
	})
}
