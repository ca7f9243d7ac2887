// Package console is the chat adapter for a terminal, and for a pipe: the same
// verbs as in a channel, one line a command.
package console

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"

	"briefingbot/adapters/chat"
)

// Line sources one line of input at a time; io.EOF ends the conversation.
type Line func() (string, error)

// maxLine is the longest line, in bytes, that is taken as a command; a longer
// one is cut, never kept whole in memory.
const maxLine = 1 << 20

// Console is the adapter. Several goroutines may Post while Run reads.
type Console struct {
	line  Line
	style func() Style

	mu    sync.Mutex // guards out and posts
	out   io.Writer
	posts int
}

var _ chat.Adapter = (*Console)(nil)

// New returns a console that reads commands from line and writes in style,
// which is asked for at every message: a window may have been resized.
func New(line Line, out io.Writer, style func() Style) *Console {
	return &Console{line: line, out: out, style: style}
}

// Lines reads in line by line, without prompt: what a pipe is served with.
func Lines(in io.Reader) Line {
	r := bufio.NewReader(in)
	return func() (string, error) {
		var b strings.Builder
		for {
			part, err := r.ReadSlice('\n')
			if room := maxLine - b.Len(); room > 0 {
				b.Write(part[:min(room, len(part))])
			}
			switch {
			case err == nil, errors.Is(err, io.EOF) && b.Len() > 0:
				return strings.TrimRight(b.String(), "\r\n"), nil
			case errors.Is(err, bufio.ErrBufferFull):
			default:
				return "", err
			}
		}
	}
}

// Run answers every line until the input or ctx ends. An empty line is no
// command. "quit" and "exit" end the conversation.
func (c *Console) Run(ctx context.Context, h chat.Handler) error {
	type read struct {
		text string
		err  error
	}
	reads := make(chan read)
	go func() { // ends with the input: a blocked terminal read cannot be interrupted, only abandoned
		for {
			text, err := c.line()
			select {
			case reads <- read{text, err}:
			case <-ctx.Done():
				return
			}
			if err != nil {
				return
			}
		}
	}()
	for n := 1; ; n++ {
		select {
		case <-ctx.Done():
			return nil
		case r := <-reads:
			if errors.Is(r.err, io.EOF) {
				return nil
			}
			if r.err != nil {
				return fmt.Errorf("read a command: %w", r.err)
			}
			switch text := strings.TrimSpace(r.text); text {
			case "":
			case "quit", "exit":
				return nil
			default:
				m := h(ctx, chat.Command{
					ID: strconv.Itoa(n), Text: text, Direct: true,
					User:    chat.User{ID: "you", Name: "you", Admin: true},
					Channel: chat.Channel{Platform: "console", ID: "console"},
				})
				if err := c.write(m); err != nil {
					return err
				}
			}
		}
	}
}

// Post writes m. The id counts the posts of this console from 1.
func (c *Console) Post(_ context.Context, _ chat.Channel, m chat.Message, _ string) (string, error) {
	if err := c.write(m); err != nil {
		return "", err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.posts++
	return strconv.Itoa(c.posts), nil
}

func (c *Console) write(m chat.Message) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, err := io.WriteString(c.out, Render(m, c.style())+"\n"); err != nil {
		return fmt.Errorf("write a message: %w", err)
	}
	return nil
}
