package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"time"

	"briefingbot/adapters/chat"
	"briefingbot/bot/schedule"
	"briefingbot/bot/store"
)

// rota is the schedules of this process: what people change, and what runs.
type rota struct {
	*schedule.Book
	*schedule.Runner
	platforms map[string]chat.Delivery // what digests are posted with

	store  *store.Store
	admins map[string][]string // by platform: ids of users
	log    *slog.Logger
	count  func(event string)
}

// keepRota opens the schedules over the store. With SQLite this process works
// alone; with PostgreSQL any number of them share the work.
func (n *newsroom) keepRota(ctx context.Context, count func(string)) (*rota, error) {
	r := &rota{
		platforms: map[string]chat.Delivery{}, store: n.store, log: n.log, count: count,
		admins: map[string][]string{"slack": n.config.Slack.Admins, "matrix": n.config.Matrix.Admins},
	}
	wake := func() { r.Runner.Wake() }
	c := schedule.RunnerConfig{
		Store: n.store, Make: n.desk.makeDigest, Correct: n.desk.correctDigest,
		Platforms: r.platforms, Crew: schedule.NewHands(0, wake, n.log), Exclusive: true, Alert: r.alert, Log: n.log,
		Keep: time.Duration(max(90, n.config.Web.LinkDays)) * 24 * time.Hour, // what a link leads to can be proved as long as it opens
	}
	if pool := n.store.Pool(); pool != nil {
		crew, err := schedule.NewRiver(pool, schedule.RiverConfig{Log: n.log})
		if err != nil {
			return nil, err
		}
		c.Crew, c.Exclusive = crew, false
	}
	var err error
	if r.Runner, err = schedule.NewRunner(c); err != nil {
		return nil, err
	}
	if r.Book, err = schedule.NewBook(schedule.BookConfig{
		Store: n.store, Make: n.desk.makeDigest, Topics: n.desk.topicNames(), Wake: wake, May: r.may,
		Link: func(c chat.Channel, id string) string {
			if l, ok := r.platforms[c.Platform].(chat.Linker); ok {
				return l.Link(c, id)
			}
			return ""
		},
	}); err != nil {
		return nil, err
	}
	n.desk.follows = r.Predecessor
	if err := r.Configure(ctx, n.configured()); err != nil {
		return nil, err
	}
	r.ArticlesChanged() // the articles may have changed while nobody looked
	return r, nil
}

// may asks the platform who looks after a channel.
func (r *rota) may(ctx context.Context, who chat.User, to chat.Channel) error {
	if to.ID == who.ID && who.ID != "" { // their own conversation with the bot
		return nil
	}
	steward, ok := r.platforms[to.Platform].(chat.Steward)
	if !ok {
		if who.Admin {
			return nil
		}
		return chat.Refused{Reason: "not an administrator", Remedy: "Only an administrator of the bot can change schedules here."}
	}
	manages, err := steward.Manages(ctx, to, who.ID)
	switch {
	case manages:
		return nil
	case err != nil:
		r.log.Warn("a platform does not say who manages a channel", "platform", to.Platform, "channel", to.ID, "error", err)
		return chat.Refused{Reason: "unknown", Remedy: "I cannot find out just now whether you manage that channel, and nothing was changed. Please try again."}
	}
	return chat.Refused{Reason: "not a manager", Remedy: "Only who manages that channel, or an administrator of the bot, can change what is posted there."}
}

// configured are the schedules of the settings file.
func (n *newsroom) configured() []schedule.Configured {
	var out []schedule.Configured
	for _, s := range n.config.Schedules {
		platform, id, _ := strings.Cut(s.Channel, ":")
		out = append(out, schedule.Configured{
			Channel: store.Channel{Platform: platform, ID: id},
			Spec:    store.Spec{Lines: []string{s.Cron}, Zone: s.Zone, Topics: s.Topics, Words: s.Words},
		})
	}
	return out
}

// handler answers what is about schedules from the rota, and everything else
// from the desk.
func (n *newsroom) handler(r *rota) chat.Handler {
	return func(ctx context.Context, c chat.Command) chat.Message {
		if m, ours := r.Answer(ctx, c); ours {
			return m
		}
		if exactly(clean(c.Text), []string{"status", "version", "are you alive", "stato"}) {
			return n.status(r, c.Channel)(ctx, c.User)
		}
		return n.answer(ctx, c)
	}
}

// status tells how the bot is: the corpus, and what was and will be posted in a
// channel.
func (n *newsroom) status(r *rota, where chat.Channel) chat.Status {
	return func(ctx context.Context, who chat.User) chat.Message {
		m := n.state(ctx, who)
		posts, err := r.Status(ctx, who, where)
		if err != nil {
			n.log.Error("the state of the schedules is not known", "error", err)
			return m
		}
		m.Blocks = append(m.Blocks, posts.Blocks...)
		return m
	}
}

// state tells what the corpus holds, where the schedules are shown already.
func (n *newsroom) state(ctx context.Context, _ chat.User) chat.Message {
	m := n.desk.composeState(time.Now())
	articles := n.corpus.Articles()
	if k, ok := n.kin.independent(articles); ok && k < len(articles) {
		m.Blocks = append(m.Blocks, note(fmt.Sprintf("%s: the others are copies", plural(k, "independent source"))))
	}
	m.Blocks = append(m.Blocks, composeHealth(n.sourcesNow(ctx), time.Now(), mostHealth)...)
	return m
}

// ready says what keeps the bot from doing its work; nil for nothing.
func (n *newsroom) ready(ctx context.Context, r *rota) error {
	if len(n.corpus.Articles()) == 0 {
		return errors.New("the corpus has no articles")
	}
	err := errors.Join(n.store.Ping(ctx), r.Alive())
	for _, name := range slices.Sorted(maps.Keys(r.platforms)) {
		if p, ok := r.platforms[name].(interface{ Ready() error }); ok {
			if is := p.Ready(); is != nil {
				err = errors.Join(err, fmt.Errorf("%s: %w", name, is))
			}
		}
	}
	return err
}
