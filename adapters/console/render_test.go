package console_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"briefingbot/adapters/chat"
	"briefingbot/adapters/console"
)

var update = flag.Bool("update", false, "write the goldens anew")

// TestRenderedMessage shows one message with every kind of block as a pipe, a
// narrow terminal and a wide one get it. In the golden, ESC stands as ^.
func TestRenderedMessage(t *testing.T) {
	text := func(s string) []chat.Run { return []chat.Run{{Text: s}} }
	row := func(cells ...string) (out [][]chat.Run) {
		for _, c := range cells {
			out = append(out, text(c))
		}
		return out
	}
	m := chat.Message{Title: "Bridge", Blocks: []chat.Block{
		{Kind: chat.Heading, Runs: text("The harbour bridge")},
		{Kind: chat.Quotation, Runs: text("The bridge will close for six weeks in May, the council said on Monday."), Source: []chat.Source{
			{N: 1, Label: "Harbour News, 2 Jan 2026", URL: "http://127.0.0.1/1"}, {N: 2, Label: "Evening Post", URL: "http://127.0.0.1/2"}}},
		{Kind: chat.Bullet, Runs: []chat.Run{{Text: "a "}, {Text: "strong", Strong: true}, {Text: " word and "}, {Text: "a link of five words", Link: "http://127.0.0.1/3"}, {Text: "."}}},
		{Kind: chat.Table, Rows: [][][]chat.Run{row("Command", "shows"), row("who SPEAKER", "what somebody said"),
			row("ask QUESTION, or just the question", "the passages that answer it, or an honest no"), {}}},
		{Kind: chat.Note, Runs: text("more")},
	}}
	var b strings.Builder
	for _, s := range []console.Style{{}, {Width: 32}, {Width: 72}, {Width: 72, Colour: true}} {
		b.WriteString(strings.Repeat("=", max(s.Width, 7)) + "\n" + strings.ReplaceAll(console.Render(m, s), "\x1b", "^"))
	}
	golden := filepath.Join("testdata", "message.golden")
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("rendered:\n%s\nwant:\n%s", b.String(), want)
	}
}
