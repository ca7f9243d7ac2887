package web

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"briefingbot/briefing"
)

const chromium = "/usr/bin/chromium"

type visit struct {
	Name   string `json:"name"`
	Path   string `json:"path"` // of the first server, or a whole address
	Status int    `json:"status"`
}

// TestInBrowser looks at every page in Chromium; see testdata/look.mjs for what
// is checked. The screenshots are in build/screens.
func TestInBrowser(t *testing.T) {
	missing := ""
	if _, err := os.Stat(chromium); err != nil {
		missing = chromium
	} else if _, err := os.Stat("testdata/node_modules/playwright-core"); err != nil {
		missing = "playwright-core"
	}
	switch {
	case missing != "" && os.Getenv("CI") == "true":
		t.Fatalf("%s is not installed; `make test` installs it", missing)
	case missing != "":
		t.Skipf("%s is not installed; `make test` installs it", missing)
	case testing.Short():
		t.Skip("a browser takes a while; run without -short")
	}
	c, ill := corpus(t), corpus(t, hostile)
	server := httptest.NewServer(New(Config{Corpus: c, Topics: topics, Ask: asking(c), Sources: looked}))
	defer server.Close()
	second := httptest.NewServer(New(Config{Corpus: ill, Topics: topics, Ask: asking(ill), Sources: looked}))
	defer second.Close()
	third := httptest.NewServer(specimens(t))
	defer third.Close()
	keys := Keys{key('a')}
	fourth := httptest.NewServer(New(Config{Corpus: c, Topics: topics, Ask: asking(c), Sources: looked, Public: "https://news.example.org", Keys: keys}))
	defer fourth.Close()
	signed := func(path string) string { return fourth.URL + keys.Sign(path, time.Now(), 30) }
	screens, err := filepath.Abs("../../build/screens")
	if err != nil {
		t.Fatal(err)
	}

	courier, _ := c.Reading("courier-bridge")
	far := passageOf(courier.Article, "A toll of 2 crowns will be charged from June 1, the Port Authority said in a report.")
	stale := *courier.Article
	stale.SHA256 = strings.Repeat("0", 64)
	bad, _ := ill.Reading(hostile.ID)
	pages := []visit{
		{"briefing", "/", 200},
		{"ask", "/ask", 200},
		{"ask-found", askPath("How many workers took part in the repair?"), 200},
		{"ask-none", askPath("Who won the chess championship in Reykjavik?"), 200},
		{"ask-speech", askPath("What did Okafor say?"), 200},
		{"article", articlePath("courier-bridge"), 200},
		{"article-cited", bare(far), 200},
		{"article-changed", bare(briefing.Passage{Article: &stale, Span: far.Span}), 410},
		{"article-made-up", articlePath("made-up"), 200},
		{"specimen-briefing", third.URL + "/specimen/briefing", 200},
		{"specimen-figures", third.URL + "/specimen/figures", 200},
		{"specimen-timeline", third.URL + "/specimen/timeline", 200},
		{"specimen-speaker", third.URL + "/specimen/speaker", 200},
		{"hostile-briefing", second.URL + "/", 200},
		{"hostile-ask", second.URL + askPath(`"><script>alert(8)</script> bridge?`), 200},
		{"hostile-article", second.URL + articlePath(hostile.ID), 200},
		{"hostile-cited", second.URL + bare(passageOf(bad.Article, "yaM 21")), 200},
		{"hostile-sources", second.URL + "/sources", 200},
		{"article-dots", articlePath(".."), 200},
		{"speakers", "/speakers", 200},
		{"speaker", speakerPath("Ada Maker"), 200},
		{"figures", "/figures", 200},
		{"timeline", "/timeline", 200},
		{"sources", "/sources", 200},
		{"missing", "/nowhere", 404},
		{"signed-all", signed("/"), 200},
		{"signed-one", signed(bare(passageOf(courier.Article, "About 1,200 workers"))), 200},
	}
	for i, p := range c.People() {
		if i < 2 {
			pages = append(pages, visit{"speaker-" + string(rune('a'+i)), speakerPath(p.Name), 200})
		}
	}
	for i, p := range pages {
		if p.Path[0] == '/' {
			pages[i].Path = server.URL + p.Path
		}
	}
	look(t, server.URL, screens, pages, server.URL+Permalink("", far), "How many workers took part in the repair?")
}

// bare is a permalink without its fragment.
func bare(p briefing.Passage) string { return strings.TrimSuffix(Permalink("", p), "#p") }

func look(t *testing.T, base, screens string, pages []visit, cited, question string) {
	t.Helper()
	job, err := json.Marshal(map[string]any{"base": base, "chromium": chromium, "screens": screens, "pages": pages, "cited": cited, "question": question})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 9*time.Minute)
	defer cancel()
	node := exec.CommandContext(ctx, "node", "testdata/look.mjs")
	node.Stdin = bytes.NewReader(job)
	out, err := node.CombinedOutput()
	for line := range strings.Lines(string(out)) {
		t.Error(strings.TrimSpace(line))
	}
	if err != nil {
		t.Fatalf("node testdata/look.mjs: %v", err)
	}
}
