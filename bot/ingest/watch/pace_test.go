package watch

import (
	"context"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"briefingbot/bot/ingest/fetch"
	"briefingbot/bot/store"
)

// answers is a network of its own.
type answers func(*http.Request) *http.Response

func (a answers) RoundTrip(r *http.Request) (*http.Response, error) { return a(r), nil }

// TestPace counts the looks of three days: a good source every hour, a broken
// one ever more rarely, one that wants to be left alone not before.
func TestPace(t *testing.T) {
	db, err := store.Temporary(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, host := range []string{"good", "broken", "busy"} {
		if _, err := db.AddSource(t.Context(), store.Source{URL: "https://" + host + ".example/feed", Origin: store.SourceOfChat}); err != nil {
			t.Fatal(err)
		}
	}
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		looks := map[string]int{}
		web := fetch.New(fetch.Config{Transport: answers(func(r *http.Request) *http.Response {
			says := func(code int, body string) *http.Response {
				return &http.Response{StatusCode: code, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}
			}
			if r.URL.Path == "/robots.txt" {
				return says(404, "")
			}
			mu.Lock()
			looks[r.URL.Host]++
			mu.Unlock()
			switch r.URL.Host {
			case "good.example":
				return says(200, rss([4]string{"", "1", "A", "Some words here."}))
			case "busy.example":
				out := says(429, "")
				out.Header.Set("Retry-After", "36000")
				return out
			}
			return says(500, "")
		})})
		now := time.Now() // of the bubble: the store's own clock is the machine's
		for _, s := range must(db.Sources(t.Context())) {
			if err := db.SetLook(t.Context(), s.URL, store.Look{}, now); err != nil {
				t.Fatal(err)
			}
		}
		w := New(Config{Store: db, Web: web, Every: time.Hour, Read: read})
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- w.Run(ctx) }()
		time.Sleep(72 * time.Hour)
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
		mu.Lock()
		defer mu.Unlock()
		if n := looks["good.example"]; n < 60 || n > 73 {
			t.Errorf("the good source was looked at %d times in 72 hours", n)
		}
		if n := looks["broken.example"]; n < 5 || n > 9 {
			t.Errorf("the broken source was looked at %d times in 72 hours", n)
		}
		if n := looks["busy.example"]; n < 3 || n > 8 {
			t.Errorf("the busy source was looked at %d times in 72 hours", n)
		}
	})
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
