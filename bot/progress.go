package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"briefingbot/adapters/console"
)

// progress shows at a terminal how far something is; elsewhere it is silent.
type progress struct {
	out   io.Writer
	what  string
	start time.Time
	shown bool
}

func newProgress(out io.Writer, what string) *progress {
	p := &progress{what: what, start: time.Now()}
	if f, ok := out.(*os.File); ok && console.IsTerminal(f) {
		p.out = out
	}
	return p
}

// at says how many are done, and what share of all, 0 to 1.
func (p *progress) at(done int, share float64) {
	if p.out == nil || done == 0 {
		return
	}
	p.shown = true
	rate := float64(done) / max(time.Since(p.start).Seconds(), 0.001)
	filled := int(20 * share)
	fmt.Fprintf(p.out, "\r\x1b[K[%s%s] %3.0f%%  %d %s, %.0f a second", strings.Repeat("#", filled), strings.Repeat(".", 20-filled), 100*share, done, p.what, rate)
}

func (p *progress) end() {
	if p.shown {
		fmt.Fprintln(p.out)
	}
}
