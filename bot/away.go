package main

import (
	"context"
	"fmt"
	"time"

	"briefingbot/adapters/chat"
	"briefingbot/bot/store"
)

// moved takes the schedules of a channel along to the one that follows it.
func (r *rota) moved(ctx context.Context, from, to chat.Channel) {
	var n int
	err := insist(ctx, func() (err error) { n, err = r.Move(ctx, from, to); return err })
	if err != nil {
		r.log.Error("the schedules did not move with their channel", "from", from.ID, "to", to.ID, "error", err)
		r.tellAdmins(ctx, to, "moved/"+to.ID, "A channel was moved, but its digests could not be: schedule them again there. It is now "+r.called(ctx, to)+".")
		return
	}
	r.log.Info("a channel was moved, and its schedules with it", "from", from.ID, "to", to.ID, "schedules", n)
}

// left pauses the schedules of a channel that the bot is no longer in, and tells
// the administrators.
func (r *rota) left(ctx context.Context, from chat.Channel, why string) {
	var n int
	err := insist(ctx, func() (err error) { n, err = r.Leave(ctx, from); return err })
	if err != nil {
		r.log.Error("the schedules of a channel that the bot has left are not paused", "channel", from.ID, "error", err)
		return
	}
	r.log.Warn("the bot is no longer in a channel", "channel", from.ID, "why", why, "paused", n)
	r.tellAdmins(ctx, from, "left/"+from.ID, fmt.Sprintf("I am no longer in %s (%s). %s paused there; invite me again and say “resume” in it.",
		r.called(ctx, from), why, plural(n, "schedule")+" "+was(n)))
}

func was(n int) string {
	if n == 1 {
		return "was"
	}
	return "were"
}

// uninstalled stops the schedules of a workspace that has removed the bot, and
// forgets what was said there.
func (r *rota) uninstalled(ctx context.Context, platform, team string) {
	var n int
	err := insist(ctx, func() (err error) { n, err = r.Uninstalled(ctx, platform, team); return err })
	for _, kind := range []string{"sheet/" + platform, "talk/" + platform, "verdict/" + platform,
		platform + "/reader", platform + "/thread", platform + "/share"} {
		if err == nil {
			err = insist(ctx, func() error { return r.store.Forget(ctx, kind+"/"+team+"/") })
		}
	}
	if err != nil {
		r.log.Error("a workspace that has removed the app is not forgotten", "platform", platform, "team", team, "error", err)
		return
	}
	r.log.Warn("a workspace has removed the app: its schedules are stopped, and what was said there is forgotten", "platform", platform, "team", team, "schedules", n)
}

// alert tells the administrators of a digest that nobody got.
func (r *rota) alert(ctx context.Context, s store.Slot) {
	r.tellAdmins(ctx, place(s.Channel), "digest/"+s.Schedule+"/"+s.State, fmt.Sprintf("The digest of %s in %s is not posted (%s): %s.",
		clock(s.Due, s.Zone), r.called(ctx, place(s.Channel)), s.State, s.Why))
}

// called is what people call a channel; its id where nobody knows.
func (r *rota) called(ctx context.Context, c chat.Channel) string {
	if n, ok := r.platforms[c.Platform].(chat.Namer); ok {
		if name := n.Name(ctx, c); name != "" {
			return name
		}
	}
	return c.ID
}

const (
	tellFor  = 30 * time.Second // the longest that telling may take
	tellOnce = 24 * time.Hour   // the same is not told again for so long
)

// tellAdmins writes to each configured administrator of a platform in private,
// once a day for each matter. Where nobody can be told, it is logged and counted.
func (r *rota) tellAdmins(ctx context.Context, about chat.Channel, matter, text string) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), tellFor)
	defer cancel()
	mine, err := r.store.Claim(ctx, "told/"+about.Platform+"/"+about.Team+"/"+matter, tellOnce)
	if err == nil && !mine {
		return
	}
	told := 0
	whisperer, _ := r.platforms[about.Platform].(chat.Whisperer)
	for _, admin := range r.admins[about.Platform] {
		if whisperer == nil {
			break
		}
		if err := whisperer.Whisper(ctx, chat.Channel{Platform: about.Platform, Team: about.Team}, admin, chat.Message{Title: text, Private: true}); err != nil {
			r.log.Warn("an administrator cannot be told", "platform", about.Platform, "error", err)
			continue
		}
		told++
	}
	if told == 0 {
		r.count(about.Platform + "_admins_not_told")
		r.log.Error("no administrator was told; name one in "+about.Platform+".admins", "matter", matter)
	}
}

// insist does what the store may refuse just now, a few times.
func insist(ctx context.Context, do func() error) error {
	ctx = context.WithoutCancel(ctx)
	for try := 0; ; try++ {
		err := do()
		if err == nil || try == 4 {
			return err
		}
		if err := chat.Sleep(ctx, time.Second<<try/4); err != nil {
			return err
		}
	}
}
