package slack

import (
	"encoding/json"
	"fmt"
)

// Slack's limits, and how far this package goes. Lengths are UTF-16 units.
// https://docs.slack.dev/reference/block-kit/blocks and
// https://docs.slack.dev/reference/methods/chat.postMessage, unless said.
const (
	slackBlocks = 50   // blocks of a message
	slackText   = 4000 // the top-level text, recommended; far more is split by Slack itself
	slackHeader = 150
	slackPlain  = 3000 // a text object

	maxBlocks  = 45   // leaves room for the question and the share button
	maxText    = 3500 // likewise
	maxPosts   = 40   // of one message; ours
	maxPiece   = 2400 // a paragraph or a piece of one
	maxHeader  = slackHeader
	maxCaption = 75  // a button's label
	maxValue   = 255 // a button's id; Slack takes 2,000, ours are short
	maxActions = 25
	maxMenu    = 5   // options of an overflow menu
	maxOption  = 150 // an option's value
	maxSnippet = 500 // of a citation; ours
	maxLabel   = 120 // of a source; ours
	maxSources = 8   // beneath one piece of a quotation; more follow it
	maxTable   = 3000
	maxRows    = 100
	maxColumns = 20
)

// check reports the first of Slack's limits that p breaks. It looks at what is
// sent, so it also judges what the renderer gets wrong.
func check(p post) error {
	var blocks []map[string]any
	if err := json.Unmarshal(p.Blocks, &blocks); err != nil {
		return fmt.Errorf("check a post: %w", err)
	}
	switch {
	case len(blocks) > slackBlocks:
		return fmt.Errorf("check a post: %d blocks, at most %d", len(blocks), slackBlocks)
	case units16(p.Text) > slackText:
		return fmt.Errorf("check a post: text of %d, at most %d", units16(p.Text), slackText)
	}
	tables := 0
	for i, b := range blocks {
		if err := checkBlock(b); err != nil {
			return fmt.Errorf("check block %d: %w", i, err)
		}
		if b["type"] == "table" {
			tables++
		}
	}
	if tables > 1 {
		return fmt.Errorf("check a post: %d tables, at most one", tables)
	}
	return nil
}

func checkBlock(b map[string]any) error {
	elements, _ := b["elements"].([]any)
	switch kind, _ := b["type"].(string); kind {
	case "header":
		return checkPlain(b["text"], slackHeader)
	case "context":
		return checkCount("context elements", len(elements), 10)
	case "context_actions":
		return checkCount("context actions", len(elements), 5)
	case "actions":
		if err := checkCount("actions", len(elements), maxActions); err != nil {
			return err
		}
		for _, e := range elements {
			if err := checkAction(e); err != nil {
				return err
			}
		}
	case "rich_text":
		if len(elements) == 0 {
			return fmt.Errorf("rich text without elements")
		}
	case "table":
		return checkTable(b)
	case "section":
		return checkPlain(b["text"], slackPlain)
	}
	return nil
}

func checkAction(e any) error {
	m, _ := e.(map[string]any)
	most := 2000
	choices := []any{e}
	if m["type"] == "overflow" {
		most = maxOption
		choices, _ = m["options"].([]any)
		if err := checkCount("options of a menu", len(choices), maxMenu); err != nil {
			return err
		}
	}
	for _, c := range choices {
		c, _ := c.(map[string]any)
		if err := checkPlain(c["text"], maxCaption); err != nil {
			return err
		}
		if value, _ := c["value"].(string); len(value) > most {
			return fmt.Errorf("the value of a choice has %d bytes, at most %d", len(value), most)
		}
	}
	return nil
}

func checkTable(b map[string]any) error {
	rows, _ := b["rows"].([]any)
	if err := checkCount("rows", len(rows), maxRows); err != nil {
		return err
	}
	for _, r := range rows {
		cells, _ := r.([]any)
		if err := checkCount("cells", len(cells), maxColumns); err != nil {
			return err
		}
	}
	return nil
}

func checkCount(what string, n, most int) error {
	if n == 0 || n > most {
		return fmt.Errorf("%d %s, at least one and at most %d", n, what, most)
	}
	return nil
}

func checkPlain(object any, most int) error {
	o, _ := object.(map[string]any)
	text, _ := o["text"].(string)
	if n := units16(text); n == 0 || n > most {
		return fmt.Errorf("text of %d, at least 1 and at most %d", n, most)
	}
	return nil
}
