package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"briefingbot/adapters/chat"
	"briefingbot/bot/store"
	"briefingbot/briefing"
	"briefingbot/config"
)

// quay is a site with a feed of one article in Italian and a page in English.
func quay(t *testing.T) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/feed.xml":
			fmt.Fprintf(w, `<rss version="2.0"><channel><title>Il Molo</title><item><title>Il ponte</title><link>/ponte</link><guid>1</guid></item></channel></rss>`)
		case "/ponte":
			w.Header().Set("Content-Type", "text/html; charset=iso-8859-1")
			io.WriteString(w, strings.NewReplacer("à", "\xe0", "è", "\xe8", "ù", "\xf9", "«", "\xab", "»", "\xbb").Replace(`<html lang="it"><head><title>Il ponte</title></head><body><article>
<p>Il ponte sul fiume resta chiuso da lunedì perché un pilastro è danneggiato, secondo la relazione dei tecnici della città.</p>
<p>«Non riapriremo il ponte prima di aprile», ha detto la sindaca Lucia Ferrandi durante la riunione del consiglio.</p>
<p>«I pendolari pagheranno per anni di incuria», ha dichiarato il consigliere Paolo Vanni, che chiede più autobus per la città.</p>
<p>I lavori costeranno quattro milioni di euro e dureranno almeno dieci settimane, ha aggiunto la sindaca.</p></article></body></html>`))
		case "/ferry":
			w.Header().Set("Content-Type", "text/html")
			io.WriteString(w, `<html><head><title>Ferry</title></head><body><article><p>The ferry to Carhaven was cancelled on Tuesday because its engine failed twice.</p>
<p>“We will not sail before Friday,” said Ruth Okafor, the harbour master, in a statement to passengers on the quay.</p><p>About 400 passengers waited for the ferry at the quay, and were sent home by bus.</p></article></body></html>`)
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(s.Close)
	return s
}

// TestSourcesJourney adds a feed and a shared page at the prompt, asks about
// them in both languages, and asks again after a restart without the network.
func TestSourcesJourney(t *testing.T) {
	site := quay(t)
	dir := t.TempDir()
	settings := filepath.Join(dir, "c.yaml")
	text := fmt.Sprintf("data: data\nweb: {listen: \"127.0.0.1:0\"}\ningest: {hosts: [\"%s\"]}\n", strings.TrimPrefix(site.URL, "http://"))
	if err := os.WriteFile(settings, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	check := func(out string, wants ...string) {
		t.Helper()
		for _, want := range wants {
			_, after, ok := strings.Cut(out, want)
			if !ok {
				t.Fatalf("%q is not there, or not in its place, in:\n%s", want, out)
			}
			out = after
		}
	}
	out, stderr, err := talkTo(t, []string{"--config", settings},
		"sources add "+site.URL+"/feed.xml", "add "+site.URL+"/ferry", "add "+site.URL+"/ferry", "sources add "+site.URL+"/none", "add http://10.0.0.1/x",
		"chi ha detto «Non riapriremo il ponte»", "cosa ha dichiarato Paolo Vanni?", "what did Okafor say?", "sources")
	if err != nil {
		t.Fatal(err, stderr)
	}
	check(out, "Added "+site.URL+"/feed.xml", "“Il Molo”", "feed", "1 new", "Added", "words.", "is known already", "was not added", "answers 404", "private network",
		"Lucia Ferrandi", "Non riapriremo il ponte prima di aprile", "Paolo Vanni", "I pendolari pagheranno per anni di incuria", "Ruth Okafor", "We will not sail before Friday",
		"1 source looked after", "/feed.xml · “Il Molo” · feed · looked at just now · 1 new")
	site.Close()
	out, stderr, err = talkTo(t, []string{"--config", settings}, "cosa ha detto la sindaca del ponte?", "sources remove "+site.URL+"/feed.xml", "how many passengers waited?")
	if err != nil {
		t.Fatal(err, stderr)
	}
	check(out, "Non riapriremo il ponte prima di aprile", "Removed", "About 400 passengers")
	if out, stderr, err = talkTo(t, []string{"--config", settings, "history"}); err != nil {
		t.Fatal(err, stderr)
	}
	check(out, "remove source", site.URL+"/feed.xml", "add article", site.URL+"/ferry", "add source", site.URL+"/feed.xml")
	if strings.Contains(stderr, "feed.xml") || strings.Count(out, "/ferry") != 1 {
		t.Errorf("the log tells what was asked, or a change that was none is told:\n%s\n%s", stderr, out)
	}
}

// TestOnlyAdminsChangeSources holds who may, and what is said to the others.
func TestOnlyAdminsChangeSources(t *testing.T) {
	s, err := store.Temporary(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	n := &newsroom{store: s, log: slog.New(slog.DiscardHandler), desk: newDesk(desk{})}
	if err := n.keepWatch(&shell{ctx: t.Context(), corpus: "x", stderr: io.Discard}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text, attached string
		admin          bool
		want           string // empty: not about sources
	}{
		{"sources add https://x.example/feed", "", false, "Only those who may administer"},
		{"add this", "look: https://x.example/story", false, "Only those who may administer"},
		{"add https://x.example/story", "", false, "Only those who may administer"},
		{"add this", "no link", true, "Add what?"},
		{"sources add", "", true, "in full"},
		{"sources add news.example/feed", "", true, "in full"},
		{"sources remove https://none.example/", "", true, "is no source"},
		{"sources add http://169.254.169.254/latest", "", true, "private network"},
		{"sources add file:///etc/passwd", "", true, "in full"},
		{"add http://localhost/", "", true, "private network"},
		{"sources", "", true, ""},
		{"sources say ICE will patrol", "", true, ""},
		{"add up the figures", "", true, ""},
		{"what does https://x.example/ add to it", "", true, ""},
	} {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		m, ours := n.answerSources(ctx, chat.Command{Text: c.text, Attached: c.attached, User: chat.User{ID: "U", Admin: c.admin}})
		cancel()
		if got := textOf(m); ours != (c.want != "") || !strings.Contains(got, c.want) {
			t.Errorf("%q: %v %q, want %q", c.text, ours, got, c.want)
		}
	}
	if all, err := s.Sources(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("%d sources, %v", len(all), err)
	}
}

func TestHealth(t *testing.T) {
	now := time.Date(2026, 1, 28, 12, 0, 0, 0, time.UTC)
	var all []store.Source
	for i := range 12 {
		all = append(all, store.Source{URL: fmt.Sprintf("https://h%02d.example/", i), State: store.Look{Kind: "feed", Looked: now.Add(-time.Hour), Good: now.Add(-time.Hour)}})
	}
	all[11].State = store.Look{Kind: "page", Title: "T", Looked: now.Add(-5 * time.Hour), Good: now.Add(-50 * time.Hour), Failures: 3, Why: "does not answer; it is tried again later", Moved: "https://m.example/"}
	got := textOf(chat.Message{Blocks: composeHealth(all, now, mostHealth)})
	for _, want := range []string{
		"12 sources looked after, 1 failing:",
		"https://h11.example/ · “T” · page · failed (3 times) 5 hours ago: does not answer; it is tried again later · good until 26 Jan 10:00 UTC · it says that it has moved to https://m.example/",
		"https://h00.example/ · feed · looked at 60 minutes ago", "and 4 more",
	} {
		_, after, ok := strings.Cut(got, want)
		if !ok {
			t.Fatalf("%q is missing in\n%s", want, got)
		}
		got = after
	}
	if composeHealth(nil, now, mostHealth) != nil {
		t.Error("no sources have no health")
	}
	if got := health(store.Source{}, now); got != "not looked at yet" {
		t.Error(got)
	}
}

func TestProgress(t *testing.T) {
	var out strings.Builder
	p := newProgress(&out, "articles read")
	p.at(5, 0.5)
	p.end()
	if out.Len() > 0 {
		t.Errorf("no terminal is told %q", out.String())
	}
	p.out = &out
	p.start = time.Now().Add(-10 * time.Second)
	p.at(0, 0)
	p.at(5000, 0.5)
	p.end()
	if got := out.String(); !strings.HasPrefix(got, "\r\x1b[K[##########..........]  50%  5000 articles read, ") || !strings.HasSuffix(got, " a second\n") {
		t.Errorf("%q", got)
	}
}

// TestConfiguredFeedArrives starts with nothing but the address of a feed: the
// bot starts empty, and has the article as soon as the first look is done.
func TestConfiguredFeedArrives(t *testing.T) {
	site := quay(t)
	s, err := store.Temporary(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	c := config.Default()
	c.Sources, c.Ingest.Hosts = []string{site.URL + "/feed.xml"}, []string{strings.TrimPrefix(site.URL, "http://")}
	n := &newsroom{config: c, store: s, log: slog.New(slog.DiscardHandler)}
	sh := &shell{ctx: t.Context(), config: "c.yaml", stderr: io.Discard}
	if err := n.fill(sh, s); err != nil {
		t.Fatal(err)
	}
	if got := len(n.corpus.Articles()); got != 0 {
		t.Fatalf("%d articles before the first look", got)
	}
	n.sitDown(sh, "")
	stop := n.lookAfterSources(t.Context())
	for end := time.Now().Add(time.Minute); len(n.corpus.Articles()) == 0 && time.Now().Before(end); {
		time.Sleep(10 * time.Millisecond)
	}
	if err := stop(); err != nil {
		t.Error(err)
	}
	if a := n.desk.question("chi ha detto «Non riapriremo il ponte»"); !a.Found {
		t.Error("the feed's article is not quoted")
	}
}

// TestAnotherProcessIsFollowed: what another process has stored, changed and
// withdrawn is what this one answers from.
func TestAnotherProcessIsFollowed(t *testing.T) {
	s, err := store.Temporary(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	n := &newsroom{store: s, log: slog.New(slog.DiscardHandler), kin: newKin(), corpus: briefing.NewCorpus(nil)}
	put := func(id, words string) {
		t.Helper()
		if err := s.Put(t.Context(), briefing.Read(briefing.Article{ID: id, Text: words})); err != nil {
			t.Fatal(err)
		}
	}
	check := func(want string) {
		t.Helper()
		if err := n.follow(t.Context()); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, a := range n.corpus.Articles() {
			got = append(got, a.ID+": "+a.Text)
		}
		slices.Sort(got)
		if strings.Join(got, "; ") != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	put("a", "The ferry sails on Monday.")
	put("b", "The bridge is closed.")
	check("a: The ferry sails on Monday.; b: The bridge is closed.")
	corrected := 0
	told := func() { corrected++ }
	n.changed.Store(&told)
	put("a", "The ferry sails on Tuesday.")
	check("a: The ferry sails on Tuesday.; b: The bridge is closed.")
	if _, err := s.Withdraw(t.Context(), "b", "gone from its site"); err != nil {
		t.Fatal(err)
	}
	check("a: The ferry sails on Tuesday.")
	if check("a: The ferry sails on Tuesday."); corrected != 2 {
		t.Errorf("told of %d changes, want 2", corrected)
	}
}
