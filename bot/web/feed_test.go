package web

import (
	"context"
	"encoding/xml"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"briefingbot/briefing"
)

// kept is a Memory.
type kept map[string][]byte

func (k kept) Load(_ context.Context, key string) ([]byte, error) { return k[key], nil }

func (k kept) Save(_ context.Context, key string, value []byte, _ time.Duration) error {
	k[key] = value
	return nil
}

type readFeed struct {
	XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string   `xml:"http://www.w3.org/2005/Atom id"`
	Title   string   `xml:"http://www.w3.org/2005/Atom title"`
	Updated string   `xml:"http://www.w3.org/2005/Atom updated"`
	Author  struct {
		Name string `xml:"http://www.w3.org/2005/Atom name"`
	} `xml:"http://www.w3.org/2005/Atom author"`
	Links []struct {
		Rel  string `xml:"rel,attr"`
		Href string `xml:"href,attr"`
	} `xml:"http://www.w3.org/2005/Atom link"`
	Entries []struct {
		ID      string `xml:"http://www.w3.org/2005/Atom id"`
		Title   string `xml:"http://www.w3.org/2005/Atom title"`
		Updated string `xml:"http://www.w3.org/2005/Atom updated"`
		Summary string `xml:"http://www.w3.org/2005/Atom summary"`
		Content struct {
			Type string `xml:"type,attr"`
			Body string `xml:",chardata"`
		} `xml:"http://www.w3.org/2005/Atom content"`
	} `xml:"http://www.w3.org/2005/Atom entry"`
}

var feedID = regexp.MustCompile(`^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)

// feedOf reads the feed as RFC 4287 wants it.
func feedOf(t *testing.T, h http.Handler) readFeed {
	t.Helper()
	w := httptest.NewRecorder()
	r := httptest.NewRequest("GET", "/feed.atom", nil)
	r.Host = "localhost:8470"
	h.ServeHTTP(w, r)
	if w.Code != 200 || w.Header().Get("Content-Type") != "application/atom+xml; charset=utf-8" {
		t.Fatalf("status %d, %s: %s", w.Code, w.Header().Get("Content-Type"), w.Body)
	}
	var f readFeed
	d := xml.NewDecoder(w.Body)
	d.Strict = true
	if err := d.Decode(&f); err != nil {
		t.Fatal(err)
	}
	at, err := time.Parse(time.RFC3339, f.Updated)
	if err != nil || !feedID.MatchString(f.ID) || f.Title == "" || f.Author.Name == "" || len(f.Links) != 2 || f.Links[0].Rel != "self" || f.Links[1].Rel != "alternate" {
		t.Fatalf("%v: %+v", err, f)
	}
	ids := map[string]bool{f.ID: true}
	for _, e := range f.Entries {
		then, err := time.Parse(time.RFC3339, e.Updated)
		if err != nil || then.After(at) || ids[e.ID] || !feedID.MatchString(e.ID) || e.Title == "" || e.Summary == "" || e.Content.Type != "html" || !strings.Contains(e.Content.Body, "<blockquote") {
			t.Fatalf("%v: entry %+v", err, e)
		}
		ids[e.ID] = true
	}
	return f
}

func TestFeed(t *testing.T) {
	c, memory, now := corpus(t, hostile), kept{}, noon
	config := Config{Corpus: c, Topics: topics, Memory: memory, Now: func() time.Time { return now }}
	h := New(config)
	first := feedOf(t, h)
	if len(first.Entries) != 1 || first.Entries[0].Updated != "2026-02-09T12:00:00Z" || first.Entries[0].Title != "Briefing of 9 February 2026" {
		t.Fatalf("the first feed: %+v", first)
	}
	if b := first.Entries[0].Content.Body; strings.Contains(b, "<script") || strings.Contains(b, "\u202e") || !strings.Contains(b, `<a href="http://localhost:8470/p/`) {
		t.Errorf("content %s", b)
	}
	same := func(what string, a, b readFeed) {
		t.Helper()
		if fmt.Sprint(a) != fmt.Sprint(b) {
			t.Errorf("%s changes the feed:\n%v\n%v", what, a, b)
		}
	}
	now = now.Add(time.Hour)
	same("time", first, feedOf(t, h))
	h = New(config) // after a restart
	same("a restart", first, feedOf(t, h))
	now = now.AddDate(0, 0, 1)
	same("a day without news", first, feedOf(t, h))
	c.Add(briefing.Read(briefing.Article{ID: "new", Title: "New", Published: written(7), Text: "The Harbour Bridge repair cost $400 million, the auditor said, far more than the $318.5 million that the Port Authority gave for the Harbour Bridge repair."}))
	later := feedOf(t, New(config))
	if len(later.Entries) != 2 || later.ID != first.ID || later.Entries[1].ID != first.Entries[0].ID || later.Entries[1].Updated != first.Entries[0].Updated || later.Entries[1].Content.Body != first.Entries[0].Content.Body {
		t.Errorf("a day with news: %+v", later)
	}
	now = now.Add(2 * time.Hour)
	c.Remove("new")
	again := feedOf(t, New(config))
	if len(again.Entries) != 2 || again.Entries[0].ID != later.Entries[0].ID || again.Entries[0].Updated == later.Entries[0].Updated {
		t.Errorf("news of the same day: %+v", again)
	}
	for i := range 40 {
		now = now.AddDate(0, 0, 1)
		config.Corpus = briefing.NewCorpus([]briefing.Reading{briefing.Read(briefing.Article{ID: "daily", Text: fmt.Sprintf("The Harbour Bridge repair workers found %d cracks on the Harbour Bridge, the union said.", i+20)})})
		feedOf(t, New(config))
	}
	if n := len(feedOf(t, New(config)).Entries); n != feedDays {
		t.Errorf("%d entries", n)
	}
	empty := feedOf(t, New(Config{}))
	if len(empty.Entries) != 0 {
		t.Errorf("an empty corpus has entries: %+v", empty)
	}
}

func TestFeedLinksAreSigned(t *testing.T) {
	keys := Keys{key('a')}
	h := private(t, keys, noon)
	w := knock(h, keys.Sign("/", noon, 30))
	feed := regexp.MustCompile(`href="(/feed\.atom\?pass=[^"]+)"`).FindStringSubmatch(w.Body.String())
	if feed == nil {
		t.Fatal("the front page names no feed")
	}
	body := knock(h, feed[1]).Body.String()
	links := regexp.MustCompile(`https://news\.example\.org(/[^"&#\s]*)`).FindAllStringSubmatch(body, -1)
	if len(links) < 3 {
		t.Fatalf("%d links in %s", len(links), body)
	}
	for _, l := range links {
		if w := knock(h, l[1]); w.Code != 200 {
			t.Errorf("%s: status %d", l[1], w.Code)
		}
	}
}
