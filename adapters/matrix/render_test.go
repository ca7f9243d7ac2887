package matrix

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"briefingbot/adapters/chat"
	"briefingbot/adapters/chat/chattest"
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
				{N: 2, Label: "The Second Paper", URL: "https://briefing.example/a/2#s3", Quote: "Some 5,500 officers will be deployed."}}},
		{Kind: chat.Bullet, Runs: []chat.Run{{Text: "One point, "}, {Text: "set strong", Strong: true}}},
		{Kind: chat.Bullet, Runs: []chat.Run{{Text: "another with a "}, {Text: "link", Link: "https://example.org/x?a=1&b=2"}}},
		{Kind: chat.Table, Rows: [][][]chat.Run{{{{Text: "Figure"}}, {{Text: "Says"}}}, {{{Text: "6,000"}}, {{Text: "[1] Harbour Gazette"}}}, {{{Text: "5,500"}}, {{Text: "[2] The Second Paper"}}}}},
		{Kind: chat.Note, Runs: []chat.Run{{Text: "2 of 5 articles, 28 January, 00:00–08:00"}}},
		{Kind: chat.Buttons, Choices: []chat.Choice{{Label: "Source 1", ID: "src:1"}, {Label: "More", ID: "page:2"}, {Label: "More from Ada Example", ID: "who:1"},
			{Label: "Stop", ID: "stop", Role: chat.Danger}, {Label: "Useful", ID: "good", Role: chat.Useful}, {Label: "Not useful", ID: "bad", Role: chat.NotUseful}}},
	}}
}

func TestRenderGolden(t *testing.T) {
	posts, err := render(digestMessage(), false)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for i, p := range posts {
		fmt.Fprintf(&b, "--- event %d, body\n%s\n--- formatted_body\n%s\n--- keys\n%+v\n", i, p.Body, strings.ReplaceAll(p.HTML, "><", ">\n<"), p.Keys)
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
	if first, _, _ := strings.Cut(posts[0].Body, "\n"); first != "Italy keeps command of Olympic security" {
		t.Errorf("a notification would read %q", first)
	}
}

// TestLongDigestHangsFromItsFirstPage posts more than an event holds.
func TestLongDigestHangsFromItsFirstPage(t *testing.T) {
	m := chat.Message{Title: "A long one"}
	for i := range 60 {
		m.Blocks = append(m.Blocks, chat.Block{Kind: chat.Heading, Runs: []chat.Run{{Text: fmt.Sprint("Section ", i)}}},
			chat.Block{Kind: chat.Quotation, Runs: []chat.Run{{Text: strings.Repeat("<words> of an article & more. ", 60)}}, Source: []chat.Source{{N: i, Label: "Paper", URL: "https://example.org/"}}})
	}
	posts, err := render(m, false)
	if err != nil {
		t.Fatal(err)
	}
	if len(posts) < 4 {
		t.Fatalf("%d events", len(posts))
	}
	for i, p := range posts {
		n := size(t, content(p))
		if most := map[bool]int{true: maxRoot + maxPiece, false: maxReply + maxPiece}[i == 0]; n > most || n*4/3 > 60_000 {
			t.Errorf("event %d has %d bytes", i, n)
		}
		if strings.HasSuffix(p.HTML, "</h5>") {
			t.Errorf("event %d ends with a heading", i)
		}
	}
}

func TestLinksThatMentionAreDropped(t *testing.T) {
	for _, u := range []string{"https://matrix.to/#/@victim:example.org", "https://MATRIX.TO./#/@victim:example.org", "https://app.matrix.to/x", "javascript:alert(1)", "https://", "mailto:a@example.org"} {
		if got := link(u); got != "" {
			t.Errorf("link(%q) = %q", u, got)
		}
	}
	if got := link("https://example.org/a?b=c"); got != "https://example.org/a?b=c" {
		t.Errorf("a web link became %q", got)
	}
}

func TestPriceBounds(t *testing.T) {
	for _, s := range append(chattest.Hostile, `\"'<>&`, "\n\n", "é世🙂", strings.Repeat("<&>\"'.\n@#:!\\\t", 500), "\u0085\u2028\x7f") {
		runs := []chat.Run{{Text: s, Strong: true, Link: "https://example.org/<'\">&"}}
		u := newUnit("<p>", "</p>", "", runs)
		if n := size(t, map[string]any{"a": u.html, "b": "> " + strings.ReplaceAll(u.text, "\n", "\n  > ")}); n > u.size+20 {
			t.Errorf("%q takes %d bytes, reckoned with %d", ruler.Clip(s, 60), n, u.size)
		}
	}
}

func FuzzRender(f *testing.F) {
	for _, s := range chattest.Hostile {
		f.Add(s, "https://example.org/")
	}
	f.Add(strings.Repeat("a", 100_000), "https://matrix.to/#/@a:b")
	f.Fuzz(func(t *testing.T, s, u string) {
		m := chat.Message{Title: s, Blocks: []chat.Block{
			para(s), {Kind: chat.Heading, Runs: []chat.Run{{Text: s}}}, {Kind: chat.Bullet, Runs: []chat.Run{{Text: s}, {Text: s, Link: u}}},
			{Kind: chat.Quotation, Runs: []chat.Run{{Text: s}}, Source: []chat.Source{{N: 1, Label: s, URL: u, Quote: s + "."}}},
			{Kind: chat.Table, Rows: [][][]chat.Run{{{{Text: s}}, {{Text: s, Link: u}}}, {{{Text: s}}}}},
			{Kind: chat.Buttons, Choices: []chat.Choice{{Label: s, ID: s}, {Label: "More", ID: "m"}}},
			{Kind: chat.Note, Runs: []chat.Run{{Text: s}}},
		}}
		posts, err := render(m, false)
		if err != nil {
			t.Fatalf("%v", err)
		}
		own := link(u)
		for _, p := range posts {
			c := content(p)
			if !utf8.ValidString(p.Body) || !utf8.ValidString(p.HTML) {
				t.Fatal("no UTF-8")
			}
			for _, bad := range alive(t, c) {
				if own == "" || bad != "attribute href of a: "+own {
					t.Fatalf("%q came alive: %s", s, bad)
				}
			}
			text, _ := readHTML(t, p.HTML)
			if strings.ContainsRune(strings.Join(text, ""), 0x202E) {
				t.Fatal("an override is not shown")
			}
		}
	})
}

// TestHostileSizes sets a megabyte without a space, and one of what costs most.
// What takes a minute grows with the square of its size.
func TestHostileSizes(t *testing.T) {
	for _, s := range []string{strings.Repeat("a", 1<<20), strings.Repeat("@.#", 1<<18), strings.Repeat("\xff", 1<<18), strings.Repeat("\n", 1<<18)} {
		began := time.Now()
		posts, err := render(chat.Message{Title: s, Blocks: []chat.Block{para(s), {Kind: chat.Quotation, Runs: []chat.Run{{Text: s}}, Source: []chat.Source{{N: 1, Label: s, Quote: s}}}}}, false)
		if err != nil || len(posts) > maxParts+1 {
			t.Errorf("%d events, %v", len(posts), err)
		}
		if took := time.Since(began); took > time.Minute {
			t.Errorf("setting %d bytes took %s", len(s), took)
		}
	}
}

func TestLoudRoomsNotify(t *testing.T) {
	for loud, want := range map[bool]string{true: "m.text", false: "m.notice"} {
		posts, err := render(chat.Message{Title: "x"}, loud)
		if err != nil || content(posts[0])["msgtype"] != want {
			t.Errorf("loud %v is %v, %v", loud, content(posts[0])["msgtype"], err)
		}
	}
}

func BenchmarkRender(b *testing.B) {
	m := digestMessage()
	for b.Loop() {
		if _, err := render(m, false); err != nil {
			b.Fatal(err)
		}
	}
}
