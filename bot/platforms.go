package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync"

	"briefingbot/adapters/chat"
	"briefingbot/adapters/matrix"
	"briefingbot/adapters/slack"
	"briefingbot/config"
)

// answerEverywhere answers on every configured platform and posts the digests
// until ctx ends, or one of them will not have the bot.
func (n *newsroom) answerEverywhere(ctx context.Context) error {
	n.desk.memory, n.desk.past = n.store, n.store
	metrics := newRegistry()
	count := events(metrics)
	rota, err := n.keepRota(ctx, count)
	if err != nil {
		return err
	}
	outdated := rota.ArticlesChanged
	n.changed.Store(&outdated)
	metrics.MustRegister(rota.Collectors()...)
	adapters, stop, err := n.openPlatforms(rota, count)
	if err != nil {
		return err
	}
	defer stop()
	stopOps, err := n.serveOps(opsHandler(metrics, func(ctx context.Context) error { return n.ready(ctx, rota) }))
	if err != nil {
		return err
	}
	defer stopOps()

	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var running sync.WaitGroup
	run := func(name string, f func() error) {
		running.Go(func() {
			if err := f(); err != nil {
				cancel(fmt.Errorf("%s: %w", name, err))
			}
		})
	}
	run("schedules", func() error { return rota.Runner.Run(ctx) })
	for name, a := range adapters {
		run(name, func() error { return a.Run(ctx, n.handler(rota)) })
	}
	<-ctx.Done()
	running.Wait()
	if err := context.Cause(ctx); !errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}

// openPlatforms opens the configured adapters, which post the digests, too.
// stop ends their listeners.
func (n *newsroom) openPlatforms(r *rota, count func(string)) (adapters map[string]chat.Adapter, stop func(), err error) {
	adapters, stop = map[string]chat.Adapter{}, func() {}
	if err := n.encrypts(); err != nil {
		return nil, nil, err
	}
	if n.config.Slack.Enabled {
		a, end, err := n.openSlack(r, count)
		if err != nil {
			return nil, nil, err
		}
		adapters["slack"], r.platforms["slack"], stop = a, a, end
	}
	if n.config.Matrix.Enabled {
		a, err := n.connectMatrix(matrix.Deps{Count: count, Gone: r.left, Moved: r.moved})
		if err != nil {
			stop()
			return nil, nil, err
		}
		adapters["matrix"], r.platforms["matrix"] = a, a
	}
	return adapters, stop, nil
}

// openSlack returns the Slack adapter, listening where Slack calls it, and what
// ends that.
func (n *newsroom) openSlack(r *rota, count func(string)) (*slack.Adapter, func(), error) {
	a, err := slack.New(slackConfig(n.config), slack.Deps{
		Memory: n.store, Schedules: r.Book, Status: n.state, Log: n.log, Count: count,
		Uninstalled: func(ctx context.Context, team string) {
			r.uninstalled(ctx, "slack", team)
			n.desk.talks.leave("slack", team)
		},
		Gone: r.left,
	})
	if err != nil {
		return nil, nil, err
	}
	if n.config.Slack.Transport == slack.Socket {
		return a, func() {}, nil
	}
	stop, err := n.serveOn("slack.listen", n.config.Slack.Listen, a.Handler())
	return a, stop, err
}

// encrypts says at the start what a program that was built without encryption
// will not do; it is an error where that is everything.
func (n *newsroom) encrypts() error {
	switch {
	case matrix.Encryption || !n.config.Matrix.Enabled:
	case n.config.Matrix.Encrypted:
		return errors.New("matrix.encrypted is true, but this briefingbot was built without encryption; build it with -tags goolm, or set it to false")
	default:
		n.log.Warn("matrix: this briefingbot was built without encryption and says nothing in encrypted rooms; build it with -tags goolm")
	}
	return nil
}

// openMatrix returns the Matrix adapter alone, without what depends on it.
func (n *newsroom) openMatrix(count func(string)) (*matrix.Adapter, error) {
	return n.connectMatrix(matrix.Deps{Count: count})
}

// connectMatrix returns the Matrix adapter, whose keys live in the store's
// database.
func (n *newsroom) connectMatrix(deps matrix.Deps) (*matrix.Adapter, error) {
	deps.Memory, deps.Log = n.store, n.log
	deps.DB, deps.Dialect = n.store.DB()
	m := n.config.Matrix
	return matrix.New(matrix.Config{
		Homeserver: m.Homeserver, User: m.User, AccessToken: m.AccessToken.Reveal(), Password: m.Password.Reveal(), AppToken: m.AppToken.Reveal(),
		Prefix: m.Prefix, Inviters: m.Inviters, Admins: m.Admins, Bots: m.Bots, Loud: m.Loud,
		RequireEncryption: m.Encrypted, RecoveryKey: m.RecoveryKey.Reveal(), PickleKey: m.PickleKey.Reveal(),
	}, deps)
}

// serveOps serves what the operator watches, where that is configured.
func (n *newsroom) serveOps(h http.Handler) (stop func(), err error) {
	if n.config.Ops.Listen == "" {
		return func() {}, nil
	}
	return n.serveOn("ops.listen", n.config.Ops.Listen, h)
}

// serveOn serves h on the address of a setting until stop is called.
func (n *newsroom) serveOn(key, address string, h http.Handler) (stop func(), err error) {
	l, err := listen(key, address, false)
	if err != nil {
		return nil, err
	}
	end := servePage(l, h, n.log)
	return func() {
		if err := end(); err != nil {
			n.log.Error("a listener did not stop in time", "listener", key, "error", err)
		}
	}, nil
}

// slackConfig puts the settings as the adapter wants them.
func slackConfig(c config.Config) slack.Config {
	s := c.Slack
	out := slack.Config{
		BotToken: s.BotToken.Reveal(), Command: s.Command, Channels: s.Channels,
		External: s.External, Admins: s.Admins, APIURL: s.API,
	}
	for _, t := range c.Topics {
		out.Topics = append(out.Topics, t.Name)
	}
	if s.Transport == slack.Socket {
		out.AppToken = s.AppToken.Reveal()
		return out
	}
	out.SigningSecret = s.SigningSecret.Reveal()
	if s.Transport == slack.Shared {
		out.OAuth = &slack.OAuth{
			ClientID: s.ClientID, ClientSecret: s.ClientSecret.Reveal(),
			PublicURL: s.PublicURL, Keys: strings.Split(s.TokenKeys.Reveal(), ","), Teams: s.Teams,
		}
	}
	return out
}

// logger is what the program tells its operator with.
func logger(out io.Writer, c config.Log) *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(c.Level)); err != nil {
		level = slog.LevelInfo // the settings were checked; this is their default
	}
	o := &slog.HandlerOptions{Level: level}
	if c.Format == "json" {
		return slog.New(slog.NewJSONHandler(out, o))
	}
	return slog.New(slog.NewTextHandler(out, o))
}

type slackManifestCmd struct {
	Transport string `help:"socket, http or oauth; the configured one unless told." placeholder:"NAME"`
	URL       string `help:"Where Slack reaches the bot; slack.public_url unless told." placeholder:"HTTPS-URL"`
}

// Run prints the manifest to create the Slack app from.
func (c *slackManifestCmd) Run(sh *shell) error {
	settings, err := sh.withoutSecrets()
	if err != nil {
		return err
	}
	if c.Transport == "" {
		c.Transport = settings.Slack.Transport
	}
	if c.URL == "" {
		c.URL = settings.Slack.PublicURL
	}
	m, err := slack.Manifest(c.Transport, c.URL, settings.Slack.Command)
	if err != nil {
		return err
	}
	_, err = io.WriteString(sh.stdout, m)
	return err
}
