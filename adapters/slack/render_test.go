package slack

import (
	"encoding/json"
	"flag"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	api "github.com/slack-go/slack"

	"briefingbot/adapters/chat"
	"briefingbot/adapters/chat/chattest"
	"briefingbot/adapters/slack/slacktest"
)

var update = flag.Bool("update", false, "write the goldens anew")

func para(s string) chat.Block {
	return chat.Block{Kind: chat.Paragraph, Runs: []chat.Run{{Text: s}}}
}

// digestMessage is a briefing with one of everything.
func digestMessage() chat.Message {
	return chat.Message{Title: "Italy keeps command of Olympic security", Blocks: []chat.Block{
		{Kind: chat.Heading, Runs: []chat.Run{{Text: "Who will be in charge"}}},
		{Kind: chat.Quotation, Runs: []chat.Run{{Text: "About 6,000 officers will be deployed, the ministry said."}},
			Source: []chat.Source{{N: 1, Label: "Harbour Gazette, 28 Jan 2026", URL: "https://briefing.example/a/1#s12", Quote: "About 6,000 officers will be deployed, the ministry said."},
				{N: 2, Label: "The Second Paper", URL: "https://briefing.example/a/2#s3"}}},
		{Kind: chat.Bullet, Runs: []chat.Run{{Text: "One point, "}, {Text: "set strong", Strong: true}}},
		{Kind: chat.Bullet, Runs: []chat.Run{{Text: "another with a "}, {Text: "link", Link: "https://example.org/x?a=1&b=2"}}},
		{Kind: chat.Table, Rows: [][][]chat.Run{{{{Text: "Figure"}}, {{Text: "Says"}}}, {{{Text: "6,000"}}, {{Text: "[1] Harbour Gazette"}}}, {{{Text: "5,500"}}, {{Text: "[2] The Second Paper"}}}}},
		{Kind: chat.Note, Runs: []chat.Run{{Text: "2 of 5 articles, 28 January, 00:00–08:00"}}},
		{Kind: chat.Buttons, Choices: []chat.Choice{{Label: "Show source", ID: "src:1"}, {Label: "Next", ID: "page:2", Role: chat.Primary}, {Label: "Stop", ID: "stop", Role: chat.Danger},
			{Label: "Useful", ID: "good", Role: chat.Useful}, {Label: "Not useful", ID: "bad", Role: chat.NotUseful}}},
	}}
}

func TestRenderGolden(t *testing.T) {
	posts, err := render(digestMessage())
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for i, p := range posts {
		var blocks any
		if err := json.Unmarshal(p.Blocks, &blocks); err != nil {
			t.Fatal(err)
		}
		raw, err := json.MarshalIndent(blocks, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "--- post %d, text\n%s\n--- short\n%s\n--- blocks\n%s\n", i, p.Text, p.Short, raw)
	}
	name := filepath.Join("testdata", "digest.golden")
	if *update {
		if err := os.WriteFile(name, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("the rendering changed; look at it and run with -update:\n%s", b.String())
	}
}

func TestRenderFirstLineIsTheNews(t *testing.T) {
	posts, err := render(digestMessage())
	if err != nil {
		t.Fatal(err)
	}
	if first, _, _ := strings.Cut(posts[0].Text, "\n"); first != "Italy keeps command of Olympic security" {
		t.Errorf("a notification would read %q", first)
	}
	if !strings.Contains(posts[0].Text, "About 6,000 officers") {
		t.Error("a screen reader would not read the quotation")
	}
}

func TestRenderRefusesWhatCannotBe(t *testing.T) {
	for name, m := range map[string]chat.Message{
		"nothing":       {},
		"long button":   {Title: "x", Blocks: []chat.Block{{Kind: chat.Buttons, Choices: []chat.Choice{{Label: "x", ID: strings.Repeat("x", 300)}}}}},
		"blank message": {Title: "  "},
	} {
		if posts, err := render(m); err == nil {
			t.Errorf("%s is rendered as %d posts", name, len(posts))
		}
	}
}

func TestRenderExtremes(t *testing.T) {
	long := strings.Repeat("x", 1<<20)
	manySources := make([]chat.Source, 60)
	for i := range manySources {
		manySources[i] = chat.Source{N: i + 1, Label: strings.Repeat("<&>", 100), URL: "https://example.org/", Quote: long[:600]}
	}
	wide := make([][]chat.Run, 25)
	for i := range wide {
		wide[i] = []chat.Run{{Text: fmt.Sprintf("c%d", i)}}
	}
	tall := make([][][]chat.Run, 400)
	for i := range tall {
		tall[i] = [][]chat.Run{{{Text: fmt.Sprintf("row%d", i)}}, {{Text: "value"}}}
	}
	choices := make([]chat.Choice, 60)
	for i := range choices {
		choices[i] = chat.Choice{Label: strings.Repeat("é", 200), ID: fmt.Sprint(i)}
	}
	for name, m := range map[string]chat.Message{
		"a megabyte without a space": {Title: "x", Blocks: []chat.Block{para(long)}},
		"a megabyte of brackets":     {Title: "x", Blocks: []chat.Block{para(strings.Repeat("<", 1<<20))}},
		"a long title":               {Title: long[:10000], Blocks: []chat.Block{para("y")}},
		"a thousand blocks": {Title: "x", Blocks: func() (out []chat.Block) {
			for range 1000 {
				out = append(out, para("x"))
			}
			return out
		}()},
		"a thousand empty blocks": {Title: "x", Blocks: make([]chat.Block, 1000)},
		"many sources":            {Title: "x", Blocks: []chat.Block{{Kind: chat.Quotation, Runs: []chat.Run{{Text: long[:5000]}}, Source: manySources}}},
		"a wide table":            {Title: "x", Blocks: []chat.Block{{Kind: chat.Table, Rows: [][][]chat.Run{wide, wide}}}},
		"a tall table":            {Title: "x", Blocks: []chat.Block{{Kind: chat.Table, Rows: tall}}},
		"two tables":              {Title: "x", Blocks: []chat.Block{{Kind: chat.Table, Rows: tall[:2]}, {Kind: chat.Table, Rows: tall[2:4]}}},
		"a table of nothing":      {Title: "x", Blocks: []chat.Block{{Kind: chat.Table, Rows: [][][]chat.Run{{}, {}}}, {Kind: chat.Table}}},
		"many buttons":            {Title: "x", Blocks: []chat.Block{{Kind: chat.Buttons, Choices: choices}}},
		"headings only":           {Title: "x", Blocks: []chat.Block{{Kind: chat.Heading, Runs: []chat.Run{{Text: "h"}}}, {Kind: chat.Heading, Runs: []chat.Run{{Text: long[:9000]}}}}},
		"emoji":                   {Title: "x", Blocks: []chat.Block{para(strings.Repeat("👩‍👩‍👧‍👦", 3000))}},
	} {
		t.Run(name, func(t *testing.T) {
			posts, err := render(m)
			if err != nil {
				t.Fatal(err)
			}
			examine(t, posts)
			for _, p := range posts {
				if err := check(restated(p, strings.Repeat("<q> ", 500))); err != nil {
					t.Errorf("with its question: %v", err)
				}
			}
		})
	}
}

// TestHeadingsKeepTheirText never ends a post with a heading whose text is in
// the next.
func TestHeadingsKeepTheirText(t *testing.T) {
	for size := 50; size < 900; size += 37 {
		m := chat.Message{Title: "x"}
		for range 30 {
			m.Blocks = append(m.Blocks, chat.Block{Kind: chat.Heading, Runs: []chat.Run{{Text: "A heading"}}}, para(strings.Repeat("w ", size)))
		}
		posts, err := render(m)
		if err != nil {
			t.Fatal(err)
		}
		for i, p := range posts {
			if strings.HasSuffix(p.Text, "A heading") {
				t.Fatalf("post %d of paragraphs of %d ends with a heading", i, size)
			}
		}
	}
}

func examine(t *testing.T, posts []post) {
	t.Helper()
	for i, p := range posts {
		if err := check(p); err != nil {
			t.Fatalf("post %d: %v", i, err)
		}
		form := url.Values{}
		fill(form, p)
		if live := livePost(said{text: p.Text, blocks: string(p.Blocks), form: form, via: "render"}); len(live) > 0 {
			t.Fatalf("post %d came alive: %q", i, live)
		}
		if live := livePost(said{text: p.Short, form: form, via: "short"}); len(live) > 0 || p.Short == "" {
			t.Fatalf("the short form of post %d came alive or is empty: %q", i, live)
		}
		less := withoutCitations(p)
		if err := check(less); err != nil || strings.Contains(string(less.Blocks), `"type":"citation"`) {
			t.Fatalf("post %d without citations: %v", i, err)
		}
	}
}

// FuzzRender sets any text in every field and reads what is sent back through
// JSON, as Slack would: nothing is alive, nothing is lost.
func FuzzRender(f *testing.F) {
	for _, bad := range chattest.Hostile {
		f.Add(bad, bad, 1)
	}
	f.Add(strings.Repeat("word ", 2000), "https://example.org/?q=<x>|y", 7)
	f.Add("", "", 0)
	f.Fuzz(func(t *testing.T, text, link string, n int) {
		runs := []chat.Run{{Text: text}, {Text: text, Strong: true}, {Text: text, Link: link}}
		m := chat.Message{Title: text, Blocks: []chat.Block{
			{Kind: chat.Heading, Runs: runs}, {Kind: chat.Bullet, Runs: runs}, {Kind: chat.Note, Runs: runs}, {Kind: chat.Paragraph, Runs: runs},
			{Kind: chat.Quotation, Runs: runs, Source: []chat.Source{{N: n, Label: text, URL: link, Quote: text}, {N: n + 1, Label: link, URL: "https://example.org/" + link}}},
			{Kind: chat.Table, Rows: [][][]chat.Run{{runs, runs}, {runs}}},
			{Kind: chat.Buttons, Choices: []chat.Choice{{Label: text, ID: "1"}, {Label: text, ID: "2", Role: chat.Useful}, {Label: link, ID: "3", Role: chat.NotUseful}}},
		}}
		posts, err := render(m)
		if err != nil {
			t.Fatal(err)
		}
		examine(t, posts)
		examine(t, []post{restated(posts[0], link)})
		if text == "" {
			return
		}
		only, err := render(chat.Message{Blocks: []chat.Block{para(text)}})
		if err != nil {
			t.Fatal(err)
		}
		var shown strings.Builder
		for _, p := range only {
			var blocks []json.RawMessage
			if err := json.Unmarshal(p.Blocks, &blocks); err != nil {
				t.Fatal(err)
			}
			for _, e := range blocks {
				shown.WriteString(strings.TrimSuffix(slacktest.Read("", "["+string(e)+"]"), "\n\n"))
			}
		}
		if shown.String() != chat.Visible(text) {
			t.Errorf("shown is %q of %q", shown.String(), text)
		}
	})
}

// FuzzPieces cuts any text: joined again it is the same, and no character is
// cut in two.
func FuzzPieces(f *testing.F) {
	f.Add("a b c <&> d", "é", 20)
	f.Add(strings.Repeat("x", 100), "\xff\xfe", 9)
	f.Fuzz(func(t *testing.T, one, two string, limit int) {
		limit = 20 + abs(limit)%500
		var got strings.Builder
		for _, piece := range ruler.Pieces([]chat.Run{{Text: one}, {Text: two, Strong: true}}, limit) {
			size := 0
			for _, r := range piece {
				got.WriteString(r.Text)
				size += units16(Escape(chat.Visible(r.Text)))
				if utf8.ValidString(one) && utf8.ValidString(two) && !utf8.ValidString(r.Text) {
					t.Fatalf("a character of %q is cut", r.Text)
				}
			}
			if size > limit {
				t.Fatalf("a piece of %d, limit %d", size, limit)
			}
		}
		if got.String() != one+two {
			t.Fatalf("pieces join to %q", got.String())
		}
	})
}

func abs(n int) int {
	if n < 0 {
		return -(n + 1)
	}
	return n
}

// FuzzUnmark reads any text of Slack's: what it escaped comes back.
func FuzzUnmark(f *testing.F) {
	f.Add("<@U1|bob> says <https://example.org|this> in <#C1|general> &amp;lt; <!here>")
	f.Fuzz(func(t *testing.T, text string) {
		unmark(text)
		if got, want := unmark(Escape(text)), strings.TrimSpace(text); got != want {
			t.Errorf("%q came back as %q", want, got)
		}
	})
}

// TestPicture writes posts for a look: SLACK_PICTURE=DIR writes posts.jsonl
// there, which testdata/blocks.mjs sets as a page.
func TestPicture(t *testing.T) {
	dir := os.Getenv("SLACK_PICTURE")
	if dir == "" {
		t.Skip("SLACK_PICTURE is not set")
	}
	m := digestMessage()
	m.Blocks = append(m.Blocks, para("Hostile: <!channel> *bold* :tada: <https://evil.example|x>"))
	posts, err := render(m)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, p := range posts {
		p = withoutCitations(restated(p, "/briefing who will be in charge?")) // the renderer knows no citations
		raw, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		out.Write(append(raw, '\n'))
	}
	if err := os.WriteFile(filepath.Join(dir, "posts.jsonl"), []byte(out.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

func BenchmarkRender(b *testing.B) {
	m := digestMessage()
	for b.Loop() {
		if _, err := render(m); err != nil {
			b.Fatal(err)
		}
	}
}

func TestSourceLine(t *testing.T) {
	one, same, other := chat.Source{N: 1, Label: "Gazette", URL: "https://a.example/1"}, chat.Source{N: 2, Label: "Gazette", URL: "https://a.example/2"}, chat.Source{N: 3, Label: "Post"}
	for want, sources := range map[string][]chat.Source{
		"":                          {},
		"[1] Gazette":               {one},
		"[1][2] Gazette":            {one, same},
		"[1][2] Gazette · [3] Post": {one, same, other},
		"[1] Gazette · [3] Post":    {one, other},
		"[4]":                       {{N: 4}},
	} {
		line, text := sourceLine(sources)
		links := 0
		for _, e := range line.Elements {
			if _, ok := e.(*api.RichTextSectionLinkElement); ok {
				links++
			}
		}
		if text != want || links != strings.Count(text, "[1]")+strings.Count(text, "[2]") {
			t.Errorf("%q with %d links, want %q", text, links, want)
		}
	}
}

// TestWideTable sets what a phone cannot show as a list, and what it can as a
// table.
func TestWideTable(t *testing.T) {
	row := func(cells ...string) (out [][]chat.Run) {
		for _, c := range cells {
			out = append(out, []chat.Run{{Text: c}})
		}
		return out
	}
	for want, rows := range map[string][][][]chat.Run{
		"Word | Weight | Here\nice | 2.1 | 3":                                          {row("Word", "Weight", "Here"), row("ice", "2.1", "3")},
		"• Fri 6 Feb 13:00 CET · What: stop · Before: weekdays at 18:00 (Europe/Rome)": {row("When", "What", "Before", "After"), row("Fri 6 Feb 13:00 CET", "stop", "weekdays at 18:00 (Europe/Rome)", "–")},
		"When | a head alone | is that":                                                {row("When", "a head alone", "is that")},
	} {
		posts, err := render(chat.Message{Blocks: []chat.Block{{Kind: chat.Table, Rows: rows}}})
		if err != nil || posts[0].Text != want || strings.Contains(string(posts[0].Blocks), `"type":"table"`) != strings.Contains(want, "2.1") && len(rows) > 1 {
			t.Errorf("%v\n%s\nwant %q as %s", err, posts[0].Text, want, posts[0].Blocks)
		}
	}
}

func TestBareAddress(t *testing.T) {
	for link, want := range map[string]string{
		"https://news.example/p/1":                                     "https://news.example/p/1",
		"https://news.example/p/an-article-of-a-long-name.txt/0-158":   "news.example/…",
		"https://\u202enews.example/p/an-article-of-a-long-name/0-158": "",
	} {
		posts, err := render(chat.Message{Blocks: []chat.Block{{Runs: []chat.Run{{Text: link, Link: link}}}}})
		if err != nil {
			t.Fatal(err)
		}
		if want != "" && (!strings.Contains(string(posts[0].Blocks), `"text":"`+want+`"`) || posts[0].Text != link) {
			t.Errorf("%s is shown as %s, read as %s", link, posts[0].Blocks, posts[0].Text)
		}
		if strings.ContainsRune(string(posts[0].Blocks), '\u202e') {
			t.Errorf("hidden characters in %s", posts[0].Blocks)
		}
	}
}

func TestTitleAlone(t *testing.T) {
	for title, blocks := range map[string][]chat.Block{"rich_text": nil, "header": {para("beneath")}} {
		posts, err := render(chat.Message{Title: title, Blocks: blocks})
		if err != nil || !strings.HasPrefix(posts[0].Text, title) || strings.Contains(string(posts[0].Blocks), `"type":"header"`) != (title == "header") {
			t.Errorf("%s: %s, %v", title, posts[0].Blocks, err)
		}
	}
}
