package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"briefingbot/adapters/chat"
	"briefingbot/bot/web"
	"briefingbot/briefing"
)

// paged is a newsroom of the seeds with its page.
func paged(t *testing.T, prepare func(*newsroom)) (*newsroom, *httptest.Server) {
	t.Helper()
	sh := &shell{ctx: t.Context(), stdout: io.Discard, stderr: io.Discard}
	c, err := sh.settings()
	if err != nil {
		t.Fatal(err)
	}
	n := &newsroom{config: c}
	if prepare != nil {
		prepare(n)
	}
	if n.store, err = n.remember(sh); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { n.store.Close() })
	if err := n.fill(sh, n.store); err != nil {
		t.Fatal(err)
	}
	n.sitDown(sh, "http://127.0.0.1")
	server := httptest.NewServer(n.page(n.store))
	t.Cleanup(server.Close)
	return n, server
}

func get(t *testing.T, server *httptest.Server, address string) (status int, body string) {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	to, _ := url.Parse(server.URL)
	u.Scheme, u.Host = "http", to.Host
	r, err := server.Client().Get(u.String())
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return r.StatusCode, string(b)
}

var tags = regexp.MustCompile(`<[^>]*>`)

// shown is what a page says, without markup and white space.
func shown(body string) string {
	_, body, _ = strings.Cut(body, "<main")
	body, _, _ = strings.Cut(body, `<section class="wide"`)
	return strings.Join(strings.Fields(html.UnescapeString(tags.ReplaceAllString(body, " "))), "")
}

// TestPageAnswersAsInChat types into the search box what is typed in chat: each
// word of the answer is there, each quotation with the same numbers.
func TestPageAnswersAsInChat(t *testing.T) {
	n, server := paged(t, nil)
	for _, typed := range []string{"how many officers will be deployed?", "how many ICE agents?", "what did Piantedosi say?", "who sala", `who said "not welcome"`,
		"What did Pinatedosi say?", `verify "they are not welcome in Milan"`, "Chi ha detto che non sono benvenuti?", "who won the chess championship?", "help", "briefing short",
		"figures officers", "from:nobody officers", "topics", strings.TrimSpace(strings.Repeat("officers ", 300)), "breifing"} {
		m := n.desk.answer(t.Context(), chat.Command{ID: "1", Text: typed, Direct: true, User: chat.User{ID: typed}, Channel: chat.Channel{Platform: "slack"}})
		status, body := get(t, server, "/ask?q="+url.QueryEscape(typed))
		if status != 200 {
			t.Errorf("%q: status %d", typed, status)
		}
		page := shown(body)
		for _, b := range m.Blocks {
			if b.Kind == chat.Note && len(b.Runs) == 1 && (strings.Contains(b.Runs[0].Text, " · more") || strings.Contains(b.Runs[0].Text, " · help") || strings.HasPrefix(b.Runs[0].Text, "briefing TOPIC") || strings.HasPrefix(b.Runs[0].Text, "source N")) {
				continue // what to type next
			}
			var words strings.Builder
			for _, r := range b.Runs {
				words.WriteString(r.Text)
			}
			for _, s := range b.Source {
				fmt.Fprintf(&words, "%d", s.N)
			}
			for _, row := range b.Rows {
				for _, cell := range row {
					for _, r := range cell {
						words.WriteString(r.Text)
					}
				}
			}
			want := strings.Join(strings.Fields(words.String()), "")
			if strings.HasPrefix(want, "Sourcesdiffer") { // its numbers are links
				want = strings.NewReplacer("[", "", "]", "").Replace(want)
			}
			if !strings.Contains(page, want) {
				t.Errorf("%q: the page does not say %q:\n%s", typed, want, page)
			}
		}
	}
	for typed, want := range map[string]string{"timeline": "/timeline", "show me the sources": "/sources", "briefing": "/", "persone": "/speakers"} {
		if r := n.desk.onPage(t.Context(), typed, 1); r.See != want {
			t.Errorf("%q is shown at %q, want %q", typed, r.See, want)
		}
	}
	for _, typed := range []string{"anything new?", "watch sala", "share", "more", "source 3", "[2]", "schedule weekdays 08:00"} {
		if _, body := get(t, server, "/ask?q="+url.QueryEscape(typed)); !strings.Contains(body, "does not know who you are") && !strings.Contains(body, "Here you follow") {
			t.Errorf("%q is answered as if the page knew its reader:\n%s", typed, shown(body))
		}
	}
}

// TestPageNumbers holds the numbers of the front page against those in chat.
func TestPageNumbers(t *testing.T) {
	n, server := paged(t, nil)
	_, body := get(t, server, "/")
	m := n.desk.answer(t.Context(), chat.Command{ID: "1", Text: "briefing", Direct: true})
	page, cited := shown(body), 0
	for i, b := range m.Blocks {
		if voice := i > 0 && m.Blocks[i-1].Kind == chat.Paragraph; len(b.Source) == 0 || voice {
			continue // in chat the speaker stands above, here beneath
		}
		var words strings.Builder
		for _, r := range b.Runs {
			words.WriteString(r.Text)
		}
		for _, s := range b.Source {
			fmt.Fprintf(&words, "%d", s.N)
		}
		cited++
		if want := strings.Join(strings.Fields(words.String()), ""); !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if cited < 5 {
		t.Errorf("%d quotations in chat", cited)
	}
	for _, c := range n.corpus.Brief(n.desk.options()).Citations { // the voices', too
		if link := regexp.MustCompile(`href="` + regexp.QuoteMeta(web.Permalink("", c.Passage)) + `" aria-label="Source (\d+):`).FindStringSubmatch(body); link == nil || link[1] != fmt.Sprint(c.N) {
			t.Errorf("%q has number %v, want %d", c.Text(), link, c.N)
		}
	}
	first := strings.Index(page, "Thebriefing")
	if first < 0 || !strings.HasPrefix(page[first+len("Thebriefing"):], strings.Join(strings.Fields(n.corpus.Brief(n.desk.options()).Sections[0].Items[0].Passage.Text()), "")) {
		t.Errorf("the page does not begin with the news: %.200s", page)
	}
}

// TestPageAsJSON holds that the page's objects are those of the verbs, and that
// every quotation in them is byte-identical.
func TestPageAsJSON(t *testing.T) {
	n, server := paged(t, nil)
	for path, print := range map[string]func() (any, error){
		"/":         func() (any, error) { return n.desk.brief("") },
		"/speakers": func() (any, error) { return listed("people", n.corpus.People()) },
		"/figures":  func() (any, error) { return listed("figures", n.corpus.Figures()) },
		"/timeline": func() (any, error) { return listed("events", n.corpus.Timeline()) },
		"/sources":  func() (any, error) { return listed("articles", n.corpus.Articles()) },
		"/ask?q=how+many+officers+will+be+deployed%3F": func() (any, error) { return n.desk.inquire("how many officers will be deployed?") },
		"/ask?q=who+sala":                   func() (any, error) { return n.desk.whoAnswer("sala"), nil },
		"/ask?q=who+said+%22not+welcome%22": func() (any, error) { return n.desk.whoAnswer(`said "not welcome"`), nil },
		"/ask?q=figures+officers":           func() (any, error) { return listed("figures", n.desk.counted("officers")) },
		"/ask?q=briefing+short":             func() (any, error) { return n.desk.brief("short") },
		"/ask?q=timeline":                   func() (any, error) { return listed("events", n.corpus.Timeline()) },
	} {
		v, err := print()
		if err != nil {
			t.Fatal(err)
		}
		printed, err := encode(v)
		if err != nil {
			t.Fatal(err)
		}
		join := "?"
		if strings.Contains(path, "?") {
			join = "&"
		}
		status, body := get(t, server, path+join+"format=json")
		var want, got map[string]json.RawMessage
		if err := errorsOf(json.Unmarshal(printed, &want), json.Unmarshal([]byte(body), &got)); err != nil || status != 200 {
			t.Fatalf("%s: status %d, %v\n%s", path, status, err, body)
		}
		for key, v := range want {
			if !bytes.Equal(v, got[key]) {
				t.Errorf("%s: %s is\n%s\nprinted is\n%s", path, key, got[key], v)
			}
		}
		proofs, err := briefing.Verify(json.RawMessage(body), n.lookup)
		if err != nil || len(proofs) == 0 && path != "/sources" {
			t.Errorf("%s: %d quotations, %v", path, len(proofs), err)
		}
		for _, p := range proofs {
			if p.Err != nil {
				t.Errorf("%s: %v", path, p.Err)
			}
		}
	}
}

func errorsOf(all ...error) error {
	for _, err := range all {
		if err != nil {
			return err
		}
	}
	return nil
}

// TestLinksFromTheBotOpenThePage follows every link that chat gives to a page
// beyond this machine. Nothing else opens, and nothing tells what there is.
func TestLinksFromTheBotOpenThePage(t *testing.T) {
	n, server := paged(t, func(n *newsroom) {
		n.config.Web.PublicURL = "https://news.example.org"
		n.keys = web.Keys{bytes.Repeat([]byte("k"), 32)}
	})
	m := n.desk.answer(t.Context(), chat.Command{ID: "1", Text: "how many officers will be deployed?", Direct: true})
	var links []string
	for _, b := range m.Blocks {
		for _, s := range b.Source {
			links = append(links, s.URL)
		}
	}
	if len(links) < 2 {
		t.Fatalf("chat gives %d links", len(links))
	}
	_, nothing := get(t, server, "/nowhere")
	for _, link := range links {
		if !strings.HasPrefix(link, "https://news.example.org/p/") {
			t.Fatalf("link %s", link)
		}
		status, body := get(t, server, link)
		if status != 200 || !strings.Contains(body, "<mark") {
			t.Errorf("%s: status %d", link, status)
		}
		for _, m := range regexp.MustCompile(`href="(/[^"]*)"`).FindAllStringSubmatch(body, -1) {
			if status, _ := get(t, server, html.UnescapeString(m[1])); status != 200 {
				t.Errorf("%s leads to %s: status %d", link, m[1], status)
			}
		}
		pass := link[strings.Index(link, "pass="):]
		pass = strings.TrimSuffix(pass, "#p")
		bare := strings.Split(strings.TrimPrefix(link, "https://news.example.org"), "?")[0]
		for _, closed := range []string{bare, bare + "?pass=", "/?" + pass, "/sources?" + pass, "/ask?q=x&" + pass, "/feed.atom?" + pass, "/style.css?" + pass, "/article/x?" + pass, bare + "0?" + pass} {
			if status, body := get(t, server, closed); status != 404 || body != nothing {
				t.Errorf("%s opens: status %d, %.80s", closed, status, body)
			}
		}
	}
	m = n.desk.answer(t.Context(), chat.Command{ID: "2", Text: "open", Direct: true})
	home := m.Blocks[0].Runs[0].Link
	seen := map[string]bool{}
	todo := []string{strings.TrimPrefix(home, "https://news.example.org")}
	for len(todo) > 0 && len(seen) < 150 { // everything the page leads to is open, too
		at := todo[0]
		todo = todo[1:]
		if seen[at] {
			continue
		}
		seen[at] = true
		status, body := get(t, server, at)
		if status != 200 {
			t.Errorf("%s: status %d", at, status)
		}
		for _, m := range regexp.MustCompile(`href="(/[^"#]*)`).FindAllStringSubmatch(body, -1) {
			todo = append(todo, html.UnescapeString(m[1]))
		}
	}
	if len(seen) < 50 {
		t.Errorf("only %d pages are reached", len(seen))
	}
	_, body := get(t, server, home)
	pass := regexp.MustCompile(`name="pass" value="([^"]+)"`).FindStringSubmatch(body)
	if pass == nil {
		t.Fatal("the search box sends no pass along")
	}
	if status, _ := get(t, server, "/ask?q=officers&pass="+pass[1]); status != 200 {
		t.Errorf("asking: status %d", status)
	}
}

// TestDigestLinksLastFromItsDueTime: a digest made again has the same bytes.
func TestDigestLinksLastFromItsDueTime(t *testing.T) {
	l := links{"https://news.example.org", web.Keys{bytes.Repeat([]byte("k"), 32)}, 30}
	a := &briefing.Article{ID: "a", SHA256: strings.Repeat("0", 64)}
	p := briefing.Passage{Article: a, Span: briefing.Span{End: 3}}
	due := time.Date(2026, 2, 9, 8, 0, 0, 0, time.UTC)
	if one, other := l.at(due)(p), l.at(due)(p); one != other || !strings.Contains(one, "pass=20260312.") {
		t.Errorf("links %s and %s, want both to end at 12 March", one, other)
	}
	if (links{}).at(due)(p) != "" {
		t.Error("a link without a page")
	}
}

// TestPageInBrowser looks at the page of the seeds in Chromium, as
// bot/web/testdata/look.mjs does. The screenshots are in build/screens/seeds.
func TestPageInBrowser(t *testing.T) {
	const chromium = "/usr/bin/chromium"
	look, err := filepath.Abs("web/testdata/look.mjs")
	if err != nil {
		t.Fatal(err)
	}
	_, browser := os.Stat(chromium)
	_, modules := os.Stat("web/testdata/node_modules/playwright-core")
	switch missing := browser != nil || modules != nil; {
	case missing && os.Getenv("CI") == "true":
		t.Fatal("Chromium or playwright-core is not installed; `make test` installs them")
	case missing || testing.Short():
		t.Skip("needs Chromium and playwright-core, and a while; `make test` installs them")
	}
	n, server := paged(t, nil)
	screens, err := filepath.Abs("../build/screens/seeds")
	if err != nil {
		t.Fatal(err)
	}
	type visit struct {
		Name   string `json:"name"`
		Path   string `json:"path"`
		Status int    `json:"status"`
	}
	b := n.corpus.Brief(n.desk.options())
	cited := b.Sections[0].Items[0].Passage
	for _, s := range b.Sections {
		for _, f := range s.Items {
			if len(f.Conflicts) > 0 {
				cited = f.Passage
			}
		}
	}
	pages := []visit{{"briefing", "/", 200}, {"cited", strings.TrimSuffix(web.Permalink("", cited), "#p"), 200}, {"timeline", "/timeline", 200}, {"figures", "/figures", 200},
		{"ask", "/ask?q=how+many+officers+will+be+deployed%3F", 200}, {"ask-none", "/ask?q=how+many+ICE+agents%3F", 200}, {"ask-who", "/ask?q=what+did+Pinatedosi+say%3F", 200},
		{"ask-verify", "/ask?q=" + url.QueryEscape(`verify "they are not welcome in Milan and elsewhere"`), 200}, {"ask-help", "/ask?q=help", 200}, {"ask-explain", "/ask?q=ask+--explain+how+many+officers", 200},
		{"speakers", "/speakers", 200}, {"speaker", "/speaker/" + url.PathEscape(n.corpus.People()[0].Name), 200}, {"sources", "/sources", 200}}
	for i := range pages {
		pages[i].Path = server.URL + pages[i].Path
	}
	job, err := json.Marshal(map[string]any{"base": server.URL, "chromium": chromium, "screens": screens, "pages": pages,
		"cited": server.URL + web.Permalink("", cited), "question": "how many officers will be deployed?"})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 9*time.Minute)
	defer cancel()
	node := exec.CommandContext(ctx, "node", look)
	node.Stdin = bytes.NewReader(job)
	out, err := node.CombinedOutput()
	for line := range strings.Lines(string(out)) {
		t.Error(strings.TrimSpace(line))
	}
	if err != nil {
		t.Fatalf("node %s: %v", look, err)
	}
	if shots, _ := filepath.Glob(screens + "/*.png"); !slices.ContainsFunc(shots, func(s string) bool { return strings.HasSuffix(s, "briefing-print.png") }) {
		t.Error("no screenshot of the print")
	}
}
