package watch

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
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

// TestASlowSiteKeepsNobodyWaiting: pages that take nearly all the time they may
// end their own source's look early, and delay no other's.
func TestASlowSiteKeepsNobodyWaiting(t *testing.T) {
	db, err := store.Temporary(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, host := range []string{"good", "slow"} {
		if _, err := db.AddSource(t.Context(), store.Source{URL: "https://" + host + ".example/feed", Origin: store.SourceOfChat}); err != nil {
			t.Fatal(err)
		}
	}
	var items [][4]string
	for n := range mostPages {
		at := fmt.Sprintf("https://slow.example/%d", n)
		items = append(items, [4]string{at, at, at, ""})
	}
	synctest.Test(t, func(t *testing.T) {
		var good atomic.Int32
		web := fetch.New(fetch.Config{Transport: answers(func(r *http.Request) *http.Response {
			says := func(code int, body string) *http.Response {
				return &http.Response{StatusCode: code, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}
			}
			switch {
			case r.URL.Path == "/robots.txt":
				return says(404, "")
			case r.URL.Host == "good.example":
				good.Add(1)
				return says(200, rss([4]string{"", "1", "A", "Some words here."}))
			case r.URL.Path == "/feed":
				return says(200, rss(items...))
			}
			time.Sleep(fetch.MaxTime - time.Second)
			return says(200, htmlPage(story("Slow page "+r.URL.Path)))
		})})
		now := time.Now()
		for _, s := range must(db.Sources(t.Context())) {
			if err := db.SetLook(t.Context(), s.URL, store.Look{}, now); err != nil {
				t.Fatal(err)
			}
		}
		w := New(Config{Store: db, Web: web, Every: time.Minute, Pages: true, Read: read})
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- w.Run(ctx) }()
		time.Sleep(lookFor + fetch.MaxTime + time.Second)
		if n := good.Load(); n < 4 {
			t.Errorf("the good source was looked at %d times in six minutes", n)
		}
		if s := must(w.source(ctx, "https://slow.example/feed")); s.State.New < 4 || s.State.New > 7 || s.State.Left != mostPages-s.State.New {
			t.Errorf("the slow source: %+v", s.State)
		}
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// TestWhoAddsGoesAway: a source that was not looked at to the end when nobody
// waits any more is none.
func TestWhoAddsGoesAway(t *testing.T) {
	db, err := store.Temporary(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	ctx, goAway := context.WithCancel(t.Context())
	defer goAway()
	web := fetch.New(fetch.Config{Transport: answers(func(r *http.Request) *http.Response {
		if r.URL.Path == "/robots.txt" {
			return &http.Response{StatusCode: 404, Header: http.Header{}, Body: http.NoBody}
		}
		goAway()
		return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(rss([4]string{"", "1", "A", "Some words here."})))}
	})})
	w := New(Config{Store: db, Web: web, Every: time.Hour, Read: read})
	if _, added, err := w.Add(ctx, "https://drip.example/feed", "U1"); added || err == nil || !strings.Contains(err.Error(), "takes too long") {
		t.Errorf("added %v, %v", added, err)
	}
	if all := must(db.Sources(t.Context())); len(all) != 0 {
		t.Errorf("%+v", all)
	}
}
