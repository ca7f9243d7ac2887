package web

import (
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"briefingbot/briefing"
)

func TestWantsJSON(t *testing.T) {
	for _, c := range []struct {
		query, accept string
		want          bool
	}{
		{"", "", false}, {"", "*/*", false}, {"", "application/json", true}, {"", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", false},
		{"", "text/html;q=0.5, application/json", true}, {"", "application/json;q=0.3, text/html", false}, {"", "application/json;q=0", false},
		{"?format=json", "text/html", true}, {"?format=html", "application/json", false}, {"?format=xml", "", false}, {"", "APPLICATION/JSON ; q=0.9", true},
	} {
		r := httptest.NewRequest("GET", "/"+c.query, nil)
		r.Header.Set("Accept", c.accept)
		if got := wantsJSON(r); got != c.want {
			t.Errorf("%q %q: %v, want %v", c.query, c.accept, got, c.want)
		}
	}
}

// TestEveryPageIsJSON reads each page as JSON and proves its quotations.
func TestEveryPageIsJSON(t *testing.T) {
	c := corpus(t, hostile)
	h := New(Config{Corpus: c, Topics: topics, Ask: asking(c), Sources: looked})
	r, _ := c.Reading("courier-bridge")
	for path, keys := range map[string]string{
		"/": "sections citations articles facts", "/ask?q=How+many+workers": "question facts citations", "/ask": "topics", "/speakers": "people page pages total", speakerPath("Ada Maker"): "person statements",
		"/figures": "figures page", "/timeline": "events page", "/sources": "articles sources total", "/article/made-up": "article body said", articlePath(hostile.ID): "article body",
		bare(passageOf(r.Article, "About 1,200 workers and more than 40 firms took part in the repair")): "article body passage beside independent_sources", "/nowhere": "error", "/feed.atom": "id days",
	} {
		join := "?"
		if strings.Contains(path, "?") {
			join = "&"
		}
		_, body := fetch(t, h, path+join+"format=json")
		var v map[string]json.RawMessage
		if err := json.Unmarshal([]byte(body), &v); err != nil {
			t.Errorf("%s: %v in %.200s", path, err, body)
		}
		for _, k := range strings.Fields(keys) {
			if v[k] == nil {
				t.Errorf("%s: no %q in %.300s", path, k, body)
			}
		}
		proofs, err := briefing.Verify(json.RawMessage(body), func(id string) (*briefing.Article, bool) {
			r, ok := c.Reading(id)
			return r.Article, ok
		})
		if err != nil {
			t.Errorf("%s: %v", path, err)
		}
		for _, p := range proofs {
			if p.Err != nil {
				t.Errorf("%s: %v", path, p.Err)
			}
		}
	}
}

// TestBigCorpus holds the size of every page with ten thousand articles.
func TestBigCorpus(t *testing.T) {
	if testing.Short() {
		t.Skip("ten thousand articles take a while")
	}
	var rs []briefing.Reading
	for i := range 10_000 {
		a := briefing.Article{ID: fmt.Sprintf("a%05d", i), Title: fmt.Sprintf("Ferry %d", i), Outlet: fmt.Sprintf("Outlet %d", i%200), Published: written(1 + i%28), Lang: "en",
			Text: fmt.Sprintf("Some %d passengers took ferry %d to Northport on March %d, 2025, the harbour master said. “We have never carried more people to town %d,” said Captain Jo%c Ma%c%c of ferry %d. The storm closed pier %d.",
				100+i, i, 1+i%28, i%977, 'a'+rune(i%26), 'a'+rune(i/26%26), 'a'+rune(i/676%26), i, i%91)}
		if i%3 == 0 {
			a.Text += " The ferry line will be closed for repairs in May, the union of the ferry crews said on Monday."
		}
		rs = append(rs, briefing.Read(a))
	}
	c := briefing.NewCorpus(rs)
	h := New(Config{Corpus: c, Topics: topics, Ask: asking(c), Sources: looked})
	for _, path := range []string{"/", "/speakers", "/figures", "/timeline", "/sources", "/sources?page=100", speakerPath(c.People()[0].Name), "/article/a00003", "/ask?q=repairs", "/feed.atom",
		bare(passageOf(rs[3].Article, "The ferry line will be closed for repairs in May"))} {
		for _, form := range []string{"html", "json"} {
			join, most := "?", 2_000_000
			if strings.Contains(path, "?") {
				join = "&"
			}
			if form == "json" {
				most = 8_000_000 // the briefing names every article it read
			}
			start := time.Now()
			if status, body := fetch(t, h, path+join+"format="+form); status != 200 || len(body) > most {
				t.Errorf("%s as %s: status %d, %d bytes", path, form, status, len(body))
			} else {
				t.Logf("%s as %s: %d kB in %s", path, form, len(body)/1000, time.Since(start).Round(time.Millisecond))
			}
		}
	}
}
