package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"log/slog"
	"os"
	"strings"
	"sync/atomic"
	"time"

	"briefingbot/adapters/console"
	"briefingbot/bot/ingest"
	"briefingbot/bot/ingest/watch"
	"briefingbot/bot/store"
	"briefingbot/bot/web"
	"briefingbot/briefing"
	"briefingbot/config"
	"briefingbot/seeds"
)

// newsroom is the corpus and the desk that answers from it.
type newsroom struct {
	config config.Config
	corpus *briefing.Corpus
	desk   *desk
	store  *store.Store // nil for one command
	log    *slog.Logger // nil for one command
	keys   web.Keys     // sign links to the page; none where only this machine reaches it
	bad    int          // articles that could not be read

	watch   *watch.Watch           // looks after the sources; nil for one command
	saved   *saved                 // where the corpus is saved; nil where it is not
	kin     *kin                   // which articles are copies; nil for one command
	sources []store.Source         // as they were, for one command
	changed atomic.Pointer[func()] // is told when articles were changed or withdrawn; nil for nobody
}

// settings loads the configuration, or the defaults without a file.
func (sh *shell) settings() (config.Config, error) {
	if sh.config == "" {
		return config.Default(), nil
	}
	return config.Load(sh.config, sh.env)
}

// withoutSecrets is settings for what can do without secrets: they belong to the
// bot, not to whoever looks after its store.
func (sh *shell) withoutSecrets() (config.Config, error) {
	if sh.config == "" {
		return config.Default(), nil
	}
	return config.LoadGiven(sh.config, sh.env)
}

// withNewsroom opens the corpus for one command and closes it after. Articles
// that could not be read are told on standard error, the rest is served, and
// the program ends with exit status 1.
func withNewsroom(sh *shell, f func(*newsroom) error) error {
	c, err := sh.settings()
	if err != nil {
		return err
	}
	n := &newsroom{config: c}
	if err := n.sign(); err != nil {
		return err
	}
	if err := n.open(sh); err != nil {
		return err
	}
	n.sitDown(sh, "")
	if err := f(n); err != nil {
		return err
	}
	if n.bad > 0 {
		return silent{fmt.Errorf("%d articles could not be read", n.bad)}
	}
	return nil
}

// sitDown opens the desk. base is where the page is; empty without one.
func (n *newsroom) sitDown(sh *shell, base string) {
	l := n.links(base)
	n.desk = newDesk(desk{
		corpus: n.corpus, topics: n.topics(sh), words: n.config.Briefing.Words, items: n.config.Briefing.Items,
		link: func(p briefing.Passage) string { return l.at(time.Now())(p) }, dated: l.at, home: func() (string, int) { return l.home(time.Now()) }, log: n.log, health: n.sourcesNow,
	})
}

// open reads the corpus for one command, without writing anything: from
// --corpus, from the configured store, or from the seeds.
func (n *newsroom) open(sh *shell) error {
	if sh.corpus == "" && n.config.Data != "" {
		corpus, err := n.stored(sh.ctx)
		if err == nil {
			n.corpus = corpus
			return nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	var rs []briefing.Reading
	for r, err := range readings(sh.ctx, n.articles(sh)) {
		if sh.ctx.Err() != nil {
			return fmt.Errorf("read the articles: %w", context.Cause(sh.ctx))
		}
		if err != nil {
			n.refuse(sh.stderr, err)
			continue
		}
		rs = append(rs, r)
	}
	if len(rs) == 0 && n.bad > 0 {
		return fmt.Errorf("no article could be read from %s", n.where(sh))
	}
	if len(rs) == 0 {
		return fmt.Errorf("there are no articles in %s; it must be a folder of .txt, .md or .html files, or a .jsonl file", n.where(sh))
	}
	n.corpus = briefing.NewCorpus(rs)
	return nil
}

// refuse tells what is left out. What is no article by its name is not missed.
func (n *newsroom) refuse(stderr io.Writer, err error) {
	if !errors.Is(err, ingest.ErrForeign) {
		n.bad++
	}
	fmt.Fprintln(stderr, "briefingbot: left out:", console.Inert(err.Error()))
}

// stored reads the corpus from the configured store while another process may
// write to it.
func (n *newsroom) stored(ctx context.Context) (*briefing.Corpus, error) {
	path := n.config.StoreFile(n.config.Data)
	if _, err := os.Stat(path); err != nil {
		return nil, fmt.Errorf("open the store: %w", err)
	}
	s, err := store.OpenReadOnly(ctx, path)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	if n.sources, err = s.Sources(ctx); err != nil {
		return nil, err
	}
	c, _, err := n.corpusOf(ctx, s)
	return c, err
}

// readCorpus makes the corpus of all readings in the store.
func readCorpus(ctx context.Context, s *store.Store) (*briefing.Corpus, error) {
	var rs []briefing.Reading
	for r, err := range s.Readings(ctx) {
		if err != nil {
			return nil, err
		}
		rs = append(rs, r)
	}
	return briefing.NewCorpus(rs), nil
}

// articles yields what the corpus is read from.
func (n *newsroom) articles(sh *shell) iter.Seq2[briefing.Article, error] {
	switch {
	case sh.corpus != "":
		return ingest.Path(sh.corpus)
	case len(n.config.Sources) > 0:
		return ingest.Paths(n.config.Folders()...)
	}
	return ingest.Folder(seeds.Files)
}

func (n *newsroom) where(sh *shell) string {
	switch {
	case sh.corpus != "":
		return sh.corpus
	case len(n.config.Sources) > 0:
		return strings.Join(n.config.Sources, ", ")
	}
	return "the built-in seeds"
}

// topics are the configured ones. The default topics are the seeds': another
// corpus without settings of its own is briefed as a whole.
func (n *newsroom) topics(sh *shell) []briefing.Topic {
	if sh.config == "" && sh.corpus != "" {
		return nil
	}
	var ts []briefing.Topic
	for _, t := range n.config.Topics {
		ts = append(ts, briefing.Topic{Name: t.Name, Query: t.Query})
	}
	return ts
}

// style sets for a person at a terminal, or plainly for anything else.
func (sh *shell) style() console.Style {
	if f, ok := sh.stdout.(*os.File); ok && console.IsTerminal(f) {
		return console.Style{Width: min(console.Columns(f), 88), Colour: sh.variable("NO_COLOR") == ""}
	}
	return console.Style{}
}

// variable returns an environment variable; empty where it is not set.
func (sh *shell) variable(name string) string {
	for _, v := range sh.env {
		if value, ok := strings.CutPrefix(v, name+"="); ok {
			return value
		}
	}
	return ""
}
