// Package chattest is the contract of a chat adapter as a test. Every adapter
// runs it against a platform, or what stands for one.
package chattest

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"briefingbot/adapters/chat"
)

// Subject is an adapter under test, connected to something that shows what
// people would see.
type Subject struct {
	Adapter chat.Adapter
	To      chat.Channel
	Once    bool // posts once for every key

	// Ask makes a person ask text. It does not wait for the answer.
	Ask func(t *testing.T, text string)
	// Shown is everything shown so far as text, in order, read as a person
	// reads it.
	Shown func(t *testing.T) string
	// Live is everything in what was shown so far that notifies, links,
	// formats or commands, one description each; a link of a run or a source
	// to its own http or https URL is not among it.
	Live func(t *testing.T) []string
	// Close disconnects after Run has ended.
	Close func()
}

// Run runs the contract. open returns a new subject for every part of it.
func Run(t *testing.T, open func(t *testing.T) Subject) {
	for _, part := range []struct {
		name string
		test func(*testing.T, Subject)
	}{
		{"title comes first", titleFirst},
		{"sources are numbered", sourcesNumbered},
		{"text is inert in every field", inert},
		{"only web links link", webLinks},
		{"splitting loses nothing", lossless},
		{"a post has an id, and one for each key", keyed},
		{"questions are answered", answered},
		{"posts do not mix", unmixed},
		{"what is sent once is found by its key", delivery},
		{"what is edited is replaced", editing},
	} {
		t.Run(part.name, func(t *testing.T) { part.test(t, open(t)) })
	}
	t.Run("run ends with its context", func(t *testing.T) { ends(t, open) })
}

func post(t *testing.T, s Subject, m chat.Message, key string) string {
	t.Helper()
	id, err := s.Adapter.Post(context.Background(), s.To, m, key)
	if err != nil {
		t.Fatalf("Post: %v", err)
	}
	if id == "" {
		t.Fatal("Post returned no id")
	}
	return s.Shown(t)
}

func titleFirst(t *testing.T, s Subject) {
	defer s.Close()
	shown := post(t, s, chat.Message{Title: "Olympic security tightens", Blocks: []chat.Block{text(chat.Paragraph, "Below the title.")}}, "k")
	if at := strings.Index(shown, "Olympic security tightens"); at < 0 || at > strings.Index(shown, "Below the title.") {
		t.Errorf("the title is not before the text:\n%s", shown)
	}
}

func sourcesNumbered(t *testing.T, s Subject) {
	defer s.Close()
	shown := post(t, s, chat.Message{Title: "T", Blocks: []chat.Block{{Kind: chat.Quotation, Runs: []chat.Run{{Text: "It will rain."}},
		Source: []chat.Source{{N: 3, Label: "Daily Wire, 5 Feb", URL: "https://example.org/a#1", Quote: "It will rain."}, {N: 12, Label: "Second Paper"}}}}}, "k")
	for _, want := range []string{"It will rain.", "[3]", "Daily", "Wire", "[12]", "Second"} {
		if !strings.Contains(strings.ReplaceAll(shown, "\u00a0", " "), want) {
			t.Errorf("%q is not shown:\n%s", want, shown)
		}
	}
}

// Hostile are texts an article or a person may have, and an adapter must show
// as they are, or visibly changed, but never obey.
var Hostile = []string{
	"<!channel> <!here> <!everyone> <!subteam^S123|team>", "<@U123> <#C123|general>", "<https://evil.example|click>", "&lt;!channel&gt; &amp;lt;",
	"@room @channel @here @everyone", "[ok](https://matrix.to/#/@victim:example.org)", "<a href=\"https://evil.example\">x</a><script>alert(1)</script>",
	"*bold* _italic_ ~strike~ `code` ```block``` > quote", ":smile: :tada:", "# heading\n- item\n1. item\n---\n| a | b |",
	"https://evil.example/path mailto:a@example.org", "\x1b[31mred\x1b[0m\x1b]8;;https://evil.example\x1b\\x\x1b]8;;\x1b\\", "bell\a back\b null\x00 return\r",
	"right\u202eto left\u202c isolate\u2066x\u2069", "zero\u200bwidth\ufeff tag\U000E0041", "invalid \xff\xfe utf-8 \xc3", "javascript:alert(1)",
}

func inert(t *testing.T, s Subject) {
	defer s.Close()
	for i, bad := range Hostile {
		m := chat.Message{Title: bad, Blocks: []chat.Block{
			text(chat.Heading, bad), text(chat.Paragraph, bad), text(chat.Bullet, bad), text(chat.Note, bad),
			{Kind: chat.Paragraph, Runs: []chat.Run{{Text: bad, Strong: true}, {Text: bad, Link: "https://example.org/"}, {Text: bad, Link: bad}}},
			{Kind: chat.Quotation, Runs: []chat.Run{{Text: bad}}, Source: []chat.Source{{N: 1, Label: bad, URL: "https://example.org/", Quote: bad}, {N: 2, Label: bad, URL: bad}}},
			{Kind: chat.Table, Rows: [][][]chat.Run{{{{Text: bad}}, {{Text: bad}}}, {{{Text: bad}}, {{Text: bad, Link: bad}}}}},
			{Kind: chat.Buttons, Choices: []chat.Choice{{Label: bad, ID: "a"}, {Label: bad, ID: "b", Role: chat.Danger}}},
		}}
		post(t, s, m, fmt.Sprint("hostile ", i))
		if live := s.Live(t); len(live) > 0 {
			t.Fatalf("%q came alive: %q", bad, live)
		}
	}
}

func webLinks(t *testing.T, s Subject) {
	defer s.Close()
	var runs []chat.Run
	for _, link := range []string{"javascript:alert(1)", "file:///etc/passwd", "mailto:a@example.org", "slack://x", "https://exa mple.org", "//example.org", "https://example.org/\n"} {
		runs = append(runs, chat.Run{Text: "word ", Link: link})
	}
	post(t, s, chat.Message{Title: "T", Blocks: []chat.Block{{Kind: chat.Paragraph, Runs: runs}}}, "k")
	if live := s.Live(t); len(live) > 0 {
		t.Errorf("links that are no web links came alive: %q", live)
	}
}

func lossless(t *testing.T, s Subject) {
	defer s.Close()
	m := chat.Message{Title: "A long one"}
	var want []string
	word := func(n int) string { return fmt.Sprintf("w%05d", n) }
	n := 0
	words := func(count int) string {
		var b strings.Builder
		for range count {
			want = append(want, word(n))
			b.WriteString(word(n) + " ")
			n++
		}
		return b.String()
	}
	for i := range 12 {
		m.Blocks = append(m.Blocks, text(chat.Heading, words(4)), text(chat.Paragraph, words(100+i*20)),
			chat.Block{Kind: chat.Quotation, Runs: []chat.Run{{Text: words(40)}, {Text: words(500), Strong: true}}}, text(chat.Bullet, words(30)), text(chat.Bullet, words(30)), text(chat.Note, words(20)))
	}
	shown := post(t, s, m, "k")
	at := 0
	for _, w := range want {
		next := strings.Index(shown[at:], w)
		if next < 0 {
			t.Fatalf("word %s of %d is lost or out of order", w, len(want))
		}
		at += next + len(w)
	}
	if got := strings.Count(shown, "w0") + strings.Count(shown, "w1"); got < len(want) {
		t.Errorf("%d words shown, want %d", got, len(want))
	}
}

func keyed(t *testing.T, s Subject) {
	defer s.Close()
	m := chat.Message{Title: "Once only", Blocks: []chat.Block{text(chat.Paragraph, "said once")}}
	ids := map[string]string{}
	for _, key := range []string{"a", "b", "a"} {
		id, err := s.Adapter.Post(context.Background(), s.To, m, key)
		if err != nil || id == "" {
			t.Fatalf("Post with key %s: id %q, %v", key, id, err)
		}
		if before, ok := ids[key]; ok && s.Once && before != id {
			t.Errorf("key %s was posted as %s and as %s", key, before, id)
		}
		ids[key] = id
	}
	if ids["a"] == ids["b"] {
		t.Error("two posts have one id")
	}
	if got := strings.Count(s.Shown(t), "said once"); s.Once && got != 2 {
		t.Errorf("two keys were posted %d times", got)
	}
}

func answered(t *testing.T, s Subject) {
	defer s.Close()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	asked := make(chan chat.Command, 1)
	ended := make(chan error, 1)
	go func() {
		ended <- s.Adapter.Run(ctx, func(_ context.Context, c chat.Command) chat.Message {
			asked <- c
			return chat.Message{Title: "An answer", Blocks: []chat.Block{text(chat.Paragraph, "because it was asked")}, Private: true}
		})
	}()
	s.Ask(t, "who said what?")
	select {
	case c := <-asked:
		if c.Text != "who said what?" || c.User.ID == "" || c.Channel.ID == "" || c.Channel.Platform == "" || c.ID == "" {
			t.Errorf("the command is %+v", c)
		}
	case <-time.After(time.Minute):
		t.Fatal("the question did not arrive")
	}
	for end := time.Now().Add(time.Minute); !strings.Contains(s.Shown(t), "because it was asked"); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("the answer was not shown")
		}
	}
	cancel()
	wait(t, ended)
}

func unmixed(t *testing.T, s Subject) {
	defer s.Close()
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			m := chat.Message{Title: fmt.Sprintf("begin%d", i), Blocks: []chat.Block{text(chat.Paragraph, fmt.Sprintf("end%d", i))}}
			if _, err := s.Adapter.Post(context.Background(), s.To, m, fmt.Sprint("mix", i)); err != nil {
				t.Errorf("Post: %v", err)
			}
		})
	}
	group.Wait()
	shown := s.Shown(t)
	for i := range 8 {
		begin, end := strings.Index(shown, fmt.Sprintf("begin%d", i)), strings.Index(shown, fmt.Sprintf("end%d", i))
		if begin < 0 || end < begin || strings.Contains(shown[begin+5:end], "begin") {
			t.Errorf("post %d is mixed with another:\n%s", i, shown)
		}
	}
}

// ends checks that Run returns when its context ends and leaves nothing
// running behind.
func ends(t *testing.T, open func(t *testing.T) Subject) {
	before := goleak.IgnoreCurrent()
	s := open(t)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() {
		ended <- s.Adapter.Run(ctx, func(context.Context, chat.Command) chat.Message { return chat.Message{Title: "ok"} })
	}()
	s.Ask(t, "help")
	time.Sleep(50 * time.Millisecond)
	cancel()
	wait(t, ended)
	s.Close()
	if err := goleak.Find(before); err != nil {
		t.Errorf("Run left something running: %v", err)
	}
}

func wait(t *testing.T, ended <-chan error) {
	t.Helper()
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("Run: %v", err)
		}
	case <-time.After(time.Minute):
		t.Fatal("Run did not end with its context")
	}
}

func text(kind chat.BlockKind, s string) chat.Block {
	return chat.Block{Kind: kind, Runs: []chat.Run{{Text: s}}}
}
