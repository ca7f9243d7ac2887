package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"briefingbot/adapters/chat"
	"briefingbot/adapters/console"
	"briefingbot/briefing"
)

// printed are the flags of the verbs that print news once.
type printed struct {
	JSON bool `name:"json" help:"One JSON object; every passage with article, start, end (bytes), text and sha256."`
}

type (
	briefCmd struct {
		printed
		Words int      `help:"Most words; 0 takes the configured budget."`
		Since string   `placeholder:"FILE" help:"Only what has come since a briefing was printed into FILE with --json."`
		Topic []string `arg:"" optional:"" help:"One topic, or short or long."`
	}
	askCmd struct {
		printed
		Explain bool     `help:"Show the signals behind each rank instead of the answer."`
		Words   []string `arg:"" name:"question" help:"The question."`
	}
	whoCmd struct {
		printed
		Words []string `arg:"" optional:"" name:"speaker" help:"SPEAKER [on TOPIC], or: said WORDS."`
	}
	speakersCmd struct{ printed }
	sourcesCmd  struct{ printed }
	figuresCmd  struct {
		printed
		Words []string `arg:"" optional:"" name:"noun" help:"Only figures that count this."`
	}
	timelineCmd struct{ printed }
	topicsCmd   struct{ printed }
)

// print answers one command as text, or with the JSON of value. prepare, where
// it is not nil, comes first.
func (p printed) print(sh *shell, command string, prepare func(*newsroom), value func(*newsroom) (any, error)) error {
	return withNewsroom(sh, func(n *newsroom) error {
		if prepare != nil {
			prepare(n)
		}
		v, err := value(n)
		if err != nil {
			return err
		}
		if p.JSON {
			b, err := encode(v)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(sh.stdout, "%s\n", b)
			return err
		}
		m := n.desk.answer(sh.ctx, chat.Command{ID: "1", Text: strings.TrimSpace(command), Direct: true})
		_, err = io.WriteString(sh.stdout, console.Render(m, sh.style()))
		return err
	})
}

func (c *briefCmd) Run(sh *shell) error {
	if c.Words != 0 && (c.Words < 20 || c.Words > 5000) {
		return fmt.Errorf("--words is %d; write a number from 20 to 5000", c.Words)
	}
	called := strings.Join(c.Topic, " ")
	var was *printout
	if c.Since != "" {
		var err error
		if was, err = readPrintout(c.Since); err != nil {
			return err
		}
	}
	budget := func(n *newsroom) {
		n.desk.was = was
		if c.Words > 0 { // and as many items as go with them
			n.desk.items = max(n.desk.items, n.desk.items*c.Words/n.desk.words)
			n.desk.words = c.Words
		}
	}
	return c.print(sh, "briefing "+called, budget, func(n *newsroom) (any, error) { return n.desk.brief(called) })
}

func (c *askCmd) Run(sh *shell) error {
	q := clean(strings.Join(c.Words, " "))
	verb := "ask "
	if c.Explain {
		verb = "ask --explain "
	}
	return c.print(sh, verb+q, nil, func(n *newsroom) (any, error) { return n.desk.inquire(q) })
}

func (c *whoCmd) Run(sh *shell) error {
	if len(c.Words) == 0 {
		return (&speakersCmd{c.printed}).Run(sh)
	}
	rest := strings.Join(c.Words, " ")
	return c.print(sh, "who "+rest, nil, func(n *newsroom) (any, error) { return n.desk.whoAnswer(rest), nil })
}

// listed is the JSON of a list: one object with one key.
func listed[T any](name string, list []T) (any, error) {
	if list == nil {
		list = []T{}
	}
	return map[string][]T{name: list}, nil
}

func (c *speakersCmd) Run(sh *shell) error {
	return c.print(sh, "speakers", nil, func(n *newsroom) (any, error) { return listed("people", n.corpus.People()) })
}

func (c *sourcesCmd) Run(sh *shell) error {
	return c.print(sh, "sources", nil, func(n *newsroom) (any, error) {
		if all := n.sourcesNow(sh.ctx); len(all) > 0 {
			return map[string]any{"articles": n.corpus.Articles(), "sources": all}, nil
		}
		return listed("articles", n.corpus.Articles())
	})
}

func (c *figuresCmd) Run(sh *shell) error {
	noun := strings.Join(c.Words, " ")
	return c.print(sh, "figures "+noun, nil, func(n *newsroom) (any, error) { return listed("figures", n.desk.counted(noun)) })
}

func (c *timelineCmd) Run(sh *shell) error {
	return c.print(sh, "timeline", nil, func(n *newsroom) (any, error) { return listed("events", n.corpus.Timeline()) })
}

func (c *topicsCmd) Run(sh *shell) error {
	return c.print(sh, "topics", nil, func(n *newsroom) (any, error) { return listed("topics", n.desk.topics) })
}

type (
	batchQuotesCmd struct{}
	batchBriefCmd  struct{}
	batchAskCmd    struct{}
)

func (batchQuotesCmd) Run(sh *shell) error { return told(batchQuotes(sh.ctx, sh.stdin, sh.stdout)) }

func (batchBriefCmd) Run(sh *shell) error { return told(batchBrief(sh.ctx, sh.stdin, sh.stdout)) }

func (batchAskCmd) Run(sh *shell) error { return told(batchAsk(sh)) }

// told silences errRefused: each refused line has said why already.
func told(err error) error {
	if errors.Is(err, errRefused) {
		return silent{err}
	}
	return err
}

type verifyCmd struct {
	File string `arg:"" help:"What a verb printed with --json; - for standard input."`
}

// Run checks every passage of the file against the stored bytes.
func (c *verifyCmd) Run(sh *shell) error {
	b, err := c.read(sh)
	if err != nil {
		return fmt.Errorf("read the result to verify: %w", err)
	}
	return withNewsroom(sh, func(n *newsroom) error {
		proofs, err := briefing.Verify(json.RawMessage(b), n.lookup)
		if err != nil {
			return fmt.Errorf("%s: %w", c.File, err)
		}
		good := 0
		for _, p := range proofs {
			if p.Err == nil {
				good++
				continue
			}
			fmt.Fprintf(sh.stderr, "%s %d–%d: %v\n", p.Article, p.Start, p.End, p.Err)
		}
		if len(proofs) == 0 && !printedByUs(b) {
			return fmt.Errorf("%s is nothing that a verb printed with --json: nothing to verify", c.File)
		}
		fmt.Fprintf(sh.stdout, "%d of %d byte-identical\n", good, len(proofs))
		if good < len(proofs) {
			return silent{errors.New("not all quotations are byte-identical")}
		}
		return nil
	})
}

// printedByUs reports whether b is the object of a verb: also one that quotes
// nothing, such as an honest no, proves something.
func printedByUs(b []byte) bool {
	var object map[string]json.RawMessage
	if json.Unmarshal(b, &object) != nil {
		return false
	}
	for _, key := range []string{"sections", "found", "articles", "people", "figures", "events", "topics"} {
		if _, ok := object[key]; ok {
			return true
		}
	}
	return false
}

// read reads the result, and gives up when the program is told to stop.
func (c *verifyCmd) read(sh *shell) ([]byte, error) {
	if c.File != "-" {
		return os.ReadFile(c.File)
	}
	type result struct {
		b   []byte
		err error
	}
	done := make(chan result, 1)
	go func() {
		b, err := io.ReadAll(sh.stdin)
		done <- result{b, err}
	}()
	select {
	case r := <-done:
		return r.b, r.err
	case <-sh.ctx.Done():
		return nil, context.Cause(sh.ctx)
	}
}

// lookup finds an article of the corpus by its ID.
func (n *newsroom) lookup(id string) (*briefing.Article, bool) {
	r, ok := n.corpus.Reading(id)
	return r.Article, ok
}
