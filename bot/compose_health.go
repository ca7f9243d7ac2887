package main

import (
	"fmt"
	"strings"
	"time"

	"briefingbot/adapters/chat"
	"briefingbot/bot/store"
)

// mostHealth is how many sources are told one by one in a conversation: those
// that fail first.
const mostHealth = 8

// composeHealth tells of each source what the last look found, and what failed
// and why; of no more than most.
func composeHealth(all []store.Source, now time.Time, most int) []chat.Block {
	var bad, good []chat.Block
	for _, s := range all {
		runs := append(strong(cut(strings.TrimPrefix(s.URL, "file:"), 120)), chat.Run{Text: " · " + health(s, now)})
		if strings.HasPrefix(s.URL, "http") {
			runs[0].Link = s.URL
		}
		b := chat.Block{Kind: chat.Bullet, Runs: runs}
		if s.State.Why != "" {
			bad = append(bad, b)
		} else {
			good = append(good, b)
		}
	}
	if len(all) == 0 {
		return nil
	}
	head := plural(len(all), "source") + " looked after"
	if len(bad) > 0 {
		head += fmt.Sprintf(", %d failing", len(bad))
	}
	blocks := append([]chat.Block{paragraph(head + ":")}, append(bad, good...)...)
	if rest := len(all) - most; rest > 0 {
		blocks = append(blocks[:most+1], note(fmt.Sprintf("and %d more", rest)))
	}
	return blocks
}
