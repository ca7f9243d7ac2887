package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"

	"briefingbot/adapters/chat"
	"briefingbot/adapters/slack"
	"briefingbot/config"
)

// answerEverywhere answers on every configured platform until ctx ends, or one
// of them will not have the bot.
func (n *newsroom) answerEverywhere(ctx context.Context) error {
	n.desk.memory = n.store
	adapters := map[string]chat.Adapter{}
	if n.config.Slack.Enabled {
		a, stop, err := n.openSlack()
		if err != nil {
			return err
		}
		defer stop()
		adapters["slack"] = a
	}
	if n.config.Matrix.Enabled {
		return errors.New("matrix.enabled: this build has no Matrix adapter yet; set it to false")
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var running sync.WaitGroup
	for name, a := range adapters {
		running.Go(func() {
			if err := a.Run(ctx, n.desk.answer); err != nil {
				cancel(fmt.Errorf("%s: %w", name, err))
			}
		})
	}
	<-ctx.Done()
	running.Wait()
	if err := context.Cause(ctx); !errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}

// openSlack returns the Slack adapter, listening where Slack calls it, and what
// ends that.
func (n *newsroom) openSlack() (*slack.Adapter, func(), error) {
	a, err := slack.New(slackConfig(n.config), slack.Deps{Memory: n.store, Log: n.log})
	if err != nil {
		return nil, nil, err
	}
	if n.config.Slack.Transport == slack.Socket {
		return a, func() {}, nil
	}
	l, err := listen(n.config.Slack.Listen, false)
	if err != nil {
		return nil, nil, fmt.Errorf("slack.listen: %w", err)
	}
	stop := servePage(l, a.Handler(), n.log)
	return a, func() {
		if err := stop(); err != nil {
			n.log.Error("the Slack listener did not stop in time", "error", err)
		}
	}, nil
}

// slackConfig puts the settings as the adapter wants them.
func slackConfig(c config.Config) slack.Config {
	s := c.Slack
	out := slack.Config{
		BotToken: s.BotToken.Reveal(), Command: s.Command, Channels: s.Channels,
		External: s.External, Admins: s.Admins,
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
			PublicURL: s.PublicURL, Keys: strings.Split(s.TokenKeys.Reveal(), ","),
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
	settings := config.Default()
	if sh.config != "" { // secrets are not needed to print it, so a missing one is no error
		var err error
		if settings, err = config.LoadWithoutSecrets(sh.config); err != nil {
			return err
		}
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
