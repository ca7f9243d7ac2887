package slack

import (
	"bytes"
	"encoding/json"

	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	api "github.com/slack-go/slack"

	"briefingbot/adapters/chat"
	"briefingbot/adapters/slack/slacktest"
)

// TestAgainstSlacksTypes holds everything the adapter sends against the types
// Slack publishes (@slack/types). Those of version 3.2.0 do not have the
// citation element, which is held against its documentation instead:
// https://docs.slack.dev/reference/block-kit/block-elements/citation-element
func TestAgainstSlacksTypes(t *testing.T) {
	schema := slacktest.Need(t, filepath.Join("..", "..", "build", "slack", "block.schema.json"))
	slacktest.Need(t, filepath.Join("testdata", "node_modules", "ajv"))
	var sent bytes.Buffer
	encoder := json.NewEncoder(&sent)
	add := func(v any) {
		if err := encoder.Encode(v); err != nil {
			t.Fatal(err)
		}
	}
	wide := chat.Message{Title: strings.Repeat("long title ", 30), Blocks: append(digestMessage().Blocks, para(strings.Repeat("w ", 9000)), chat.Block{Kind: chat.Note, Runs: []chat.Run{{Text: "see "}, {Text: "this", Link: "https://example.org"}}})}
	for _, m := range []chat.Message{digestMessage(), wide} {
		posts, err := render(m)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range posts {
			p = restated(p, "/briefing what?")
			citations(t, p)
			add(map[string]any{"message": map[string]any{"text": p.Text, "blocks": withoutCitations(p).Blocks}})
		}
	}
	a := &Adapter{conf: Config{Topics: []string{"Olympic security"}}}
	s := chat.Schedule{ID: "s", Channel: desk, Times: []string{"08:00"}, Days: weekdays(), Zone: "Europe/Rome", Items: 5, Empty: true, Topics: []string{"Olympic security"}, May: true}
	add(map[string]any{"modal": a.scheduleForm(s, []string{"Next:", "Mon 9 Feb"})})
	add(map[string]any{"modal": a.scheduleForm(chat.Schedule{Cron: "0 8 * * 1"}, nil)})
	add(map[string]any{"modal": modal("Scheduled briefing", form{}, textLine("One moment…"))})
	blocks := append(scheduleBlock(s), messageBlocks(digestMessage())...)
	for _, b := range blocks {
		if raw, _ := json.Marshal(b); strings.Contains(string(raw), `"table"`) || strings.Contains(string(raw), "feedback") {
			t.Errorf("a view cannot have %s", raw)
		}
	}
	add(map[string]any{"home": api.HomeTabViewRequest{Type: api.VTHomeTab, Blocks: api.Blocks{BlockSet: append(blocks, divider()...)}}})
	good := strings.Count(sent.String(), "\n")
	for _, bad := range []string{`{"message":{"blocks":[{"type":"divder"}]}}`, `{"message":{"blocks":[{"type":"header","text":{"type":"mrkdwn","text":"x"}}]}}`} {
		sent.WriteString(bad + "\n") // the judge can say no
	}
	judge := exec.Command("node", "validate.mjs", schema)
	judge.Dir, judge.Stdin = "testdata", &sent
	out, err := judge.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	if len(lines) != good+2 {
		t.Fatalf("%d verdicts on %d:\n%s", len(lines), good+2, out)
	}
	for i, line := range lines {
		if (line == "ok") != (i < good) {
			t.Errorf("number %d: %s", i, line)
		}
	}
}

func citations(t *testing.T, p post) {
	t.Helper()
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, e := range v {
				walk(e)
			}
		case map[string]any:
			if v["type"] == "citation" {
				details, _ := v["details"].(map[string]any)
				_, index := v["index"].(float64)
				if v["url"] == "" || v["text"] == "" || !index || details["citation_type"] != "web" || details["display_name"] == "" || v["from_llm"] != nil {
					t.Errorf("a citation is %v", v)
				}
			}
			for _, e := range v {
				walk(e)
			}
		}
	}
	var blocks any
	if err := json.Unmarshal(p.Blocks, &blocks); err != nil {
		t.Fatal(err)
	}
	walk(blocks)
}
