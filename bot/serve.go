package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"syscall"
	"time"

	"briefingbot/adapters/chat"
	"briefingbot/adapters/console"
	"briefingbot/bot/store"
	"briefingbot/bot/web"
	"briefingbot/briefing"
)

type (
	runCmd   struct{}
	serveCmd struct{}
)

// Run shows the briefing and answers commands until the input ends.
func (runCmd) Run(sh *shell) error {
	return sh.serve(true, func(ctx context.Context, n *newsroom, page string) error {
		line, out, style := console.Lines(sh.stdin), sh.stdout, func() console.Style { return console.Style{} }
		if in, ok := sh.stdin.(*os.File); ok && console.IsTerminal(in) && sh.style().Width > 0 {
			t, err := console.OpenTerminal(in, sh.stdout.(*os.File), "briefing> ")
			if err != nil {
				return err
			}
			defer t.Close()
			line, out, style = t.ReadLine, t, sh.style
		}
		c := console.New(line, out, style)
		if _, err := fmt.Fprintf(out, "Page: %s\n\n", page); err != nil {
			return fmt.Errorf("write the page's address: %w", err)
		}
		first := n.desk.answer(ctx, chat.Command{ID: "0", Text: "briefing", User: chat.User{ID: "you"}, Channel: chat.Channel{Platform: "console", ID: "console"}})
		if _, err := c.Post(ctx, chat.Channel{Platform: "console"}, first, "start"); err != nil {
			return err
		}
		return c.Run(ctx, n.answer)
	})
}

// Run serves the page and the chat platforms until the program is told to
// stop, or one of them will not have it.
func (serveCmd) Run(sh *shell) error {
	return sh.serve(false, func(ctx context.Context, n *newsroom, page string) error {
		if _, err := fmt.Fprintf(sh.stdout, "Page: %s\n", page); err != nil {
			return fmt.Errorf("write the page's address: %w", err)
		}
		return n.answerEverywhere(ctx)
	})
}

// serve opens the store, reads the articles, serves the page and runs talk. A
// person at a prompt is given another port when the usual one is busy.
func (sh *shell) serve(flexible bool, talk func(context.Context, *newsroom, string) error) (err error) {
	c, err := sh.settings()
	if err != nil {
		return err
	}
	n := &newsroom{config: c, log: logger(sh.stderr, c.Log)}
	if err := n.sign(); err != nil {
		return err
	}
	s, err := n.remember(sh)
	if err != nil {
		return err
	}
	n.store = s
	defer func() { err = errors.Join(err, s.Close()) }()
	if err := n.fill(sh, s); err != nil {
		return err
	}
	l, err := listen("web.listen", c.Web.Listen, flexible && c.Web.Flexible())
	if err != nil {
		return err
	}
	base := "http://" + l.Addr().String()
	n.sitDown(sh, base)
	stop := servePage(l, n.page(s), n.log)
	stopSources := n.lookAfterSources(sh.ctx)
	home, _ := n.desk.home()
	return errors.Join(talk(sh.ctx, n, home), stopSources(), stop())
}

// remember opens the configured store; without a data folder, or for articles
// named on the command line, a temporary one that is removed at the end.
func (n *newsroom) remember(sh *shell) (*store.Store, error) {
	if sh.corpus == "" && n.config.Postgres() {
		return store.OpenPostgres(sh.ctx, n.config.Store)
	}
	if n.config.Data == "" || sh.corpus != "" {
		return store.Temporary(sh.ctx)
	}
	return store.Open(sh.ctx, n.config.StoreFile(n.config.Data))
}

// fill makes the corpus of what the store holds and of what the sources have
// that it does not hold yet.
func (n *newsroom) fill(sh *shell, s *store.Store) error {
	if err := n.keepWatch(sh); err != nil {
		return err
	}
	corpus, file, err := n.corpusOf(sh.ctx, s)
	if err != nil {
		return err
	}
	n.corpus = corpus
	if sh.corpus == "" && (n.config.Data != "" || n.config.Postgres()) {
		n.saved = file
	}
	if sh.corpus == "" && len(n.config.Sources) > 0 { // what their folders have has just been stored
		return n.anyArticle(sh)
	}
	var fresh []briefing.Reading
	put := func() error {
		err := s.PutAll(sh.ctx, fresh)
		fresh = fresh[:0]
		return err
	}
	for r, err := range readings(sh.ctx, n.articles(sh)) {
		if sh.ctx.Err() != nil {
			return fmt.Errorf("read the articles: %w", context.Cause(sh.ctx))
		}
		if err != nil {
			n.refuse(sh.stderr, err)
			continue
		}
		if old, ok := n.corpus.Reading(r.Article.ID); ok && old.Article.SHA256 == r.Article.SHA256 {
			continue
		}
		n.corpus.Add(r)
		if fresh = append(fresh, r); len(fresh) == 500 {
			if err := put(); err != nil {
				return err
			}
		}
	}
	if err := put(); err != nil {
		return err
	}
	return n.anyArticle(sh)
}

// anyArticle refuses to serve nothing, unless articles may still come.
func (n *newsroom) anyArticle(sh *shell) error {
	if len(n.corpus.Articles()) == 0 && len(n.config.Addresses()) == 0 {
		return fmt.Errorf("there are no articles in %s; it must be a folder of .txt, .md or .html files, or a .jsonl file", n.where(sh))
	}
	return nil
}

// listen opens the address of a setting; where flexible, any free port when that one
// is busy.
func listen(key, address string, flexible bool) (net.Listener, error) {
	l, err := net.Listen("tcp", address)
	if err != nil && flexible && errors.Is(err, syscall.EADDRINUSE) {
		l, err = net.Listen("tcp", "127.0.0.1:0")
	}
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("%s %s: another program listens there; stop it or choose another port", key, address)
	}
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", key, address, err)
	}
	return l, nil
}

// servePage serves h on l until stop is called, which gives requests under way
// a few seconds.
func servePage(l net.Listener, h http.Handler, log *slog.Logger) (stop func() error) {
	server := web.Server(h)
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			log.Error("a server has stopped", "address", l.Addr().String(), "error", err)
		}
	}()
	return func() error {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		err := server.Shutdown(ctx)
		<-done
		if err != nil {
			return fmt.Errorf("stop a server: %w", err)
		}
		return nil
	}
}
