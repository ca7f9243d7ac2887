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
		Topic []string `arg:"" optional:"" help:"One topic, or short or long."`
	}
	askCmd struct {
		printed
		Words []string `arg:"" name:"question" help:"The question."`
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

// print answers one command as text, or with the JSON of value.
func (p printed) print(sh *shell, command string, words []string, value func(*newsroom) any) error {
	return withNewsroom(sh, func(n *newsroom) error {
		if p.JSON {
			b, err := encode(value(n))
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(sh.stdout, "%s\n", b)
			return err
		}
		text := strings.TrimSpace(command + " " + strings.Join(words, " "))
		m := n.desk.answer(sh.ctx, chat.Command{ID: "1", Text: text, Direct: true})
		_, err := io.WriteString(sh.stdout, console.Render(m, styleOf(sh.stdout)))
		return err
	})
}

func (c *briefCmd) Run(sh *shell) error {
	return withNewsroom(sh, func(n *newsroom) error {
		if c.Words < 0 {
			return fmt.Errorf("--words is %d; it must be at least 1, or 0 for the configured budget", c.Words)
		}
		if c.Words > 0 {
			n.desk.words = c.Words
		}
		o := n.desk.options()
		if name := strings.Join(c.Topic, " "); name != "" {
			if t, ok := n.desk.topicNamed(name); ok {
				o.Topics = []briefing.Topic{t}
			}
		}
		return c.print(sh, "briefing", c.Topic, func(n *newsroom) any { return n.corpus.Brief(o) })
	})
}

func (c *askCmd) Run(sh *shell) error {
	q := strings.Join(c.Words, " ")
	return c.print(sh, "ask", c.Words, func(n *newsroom) any { return n.corpus.Ask(clean(q), maxAnswers) })
}

func (c *whoCmd) Run(sh *shell) error {
	return c.print(sh, "who", c.Words, func(n *newsroom) any { return n.desk.whoAnswer(strings.Join(c.Words, " ")) })
}

func (c *speakersCmd) Run(sh *shell) error {
	return c.print(sh, "speakers", nil, func(n *newsroom) any {
		return map[string]any{"people": n.corpus.People()}
	})
}

func (c *sourcesCmd) Run(sh *shell) error {
	return c.print(sh, "sources", nil, func(n *newsroom) any {
		return map[string]any{"articles": n.corpus.Articles()}
	})
}

func (c *figuresCmd) Run(sh *shell) error {
	return c.print(sh, "figures", c.Words, func(n *newsroom) any {
		return map[string]any{"figures": n.corpus.Figures()}
	})
}

func (c *timelineCmd) Run(sh *shell) error {
	return c.print(sh, "timeline", nil, func(n *newsroom) any {
		return map[string]any{"events": n.corpus.Timeline()}
	})
}

func (c *topicsCmd) Run(sh *shell) error {
	return c.print(sh, "topics", nil, func(n *newsroom) any {
		return map[string]any{"topics": n.desk.topics}
	})
}

type (
	batchQuotesCmd struct{}
	batchBriefCmd  struct{}
	batchAskCmd    struct{}
)

func (batchQuotesCmd) Run(sh *shell) error { return told(batchQuotes(sh.stdin, sh.stdout)) }

func (batchBriefCmd) Run(sh *shell) error { return told(batchBrief(sh.stdin, sh.stdout)) }

func (batchAskCmd) Run(sh *shell) error {
	return told(batchAsk(sh.ctx, sh.corpus, sh.stdin, sh.stdout))
}

// told silences errRefused: each refused line has said why already.
func told(err error) error {
	if err == errRefused {
		return silent{err}
	}
	return err
}

type verifyCmd struct {
	File string `arg:"" help:"What a verb printed with --json; - for standard input."`
}

// Run checks every passage of the file against the stored bytes.
func (c *verifyCmd) Run(sh *shell) error {
	var b []byte
	var err error
	if c.File == "-" {
		b, err = io.ReadAll(sh.stdin)
	} else {
		b, err = os.ReadFile(c.File)
	}
	if err != nil {
		return fmt.Errorf("read the result to verify: %w", err)
	}
	return withNewsroom(sh, func(n *newsroom) error {
		proofs, err := briefing.Verify(json.RawMessage(b), n.lookup(sh.ctx))
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
		fmt.Fprintf(sh.stdout, "%d of %d byte-identical\n", good, len(proofs))
		if good < len(proofs) {
			return silent{errors.New("not all quotations are byte-identical")}
		}
		return nil
	})
}

// lookup finds articles by ID in the corpus.
func (n *newsroom) lookup(context.Context) func(string) (*briefing.Article, bool) {
	return func(id string) (*briefing.Article, bool) {
		r, ok := n.corpus.Reading(id)
		return r.Article, ok
	}
}
