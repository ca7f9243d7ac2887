package schedule

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"briefingbot/adapters/chat"
	"briefingbot/bot/store"
)

// Move takes the schedules of a channel along to the one that follows it, and
// remembers whose successor that is; see [Book.Predecessor]. It is audited as
// the platform's doing, and doing it twice is doing it once. n is how many
// schedules were moved.
func (b *Book) Move(ctx context.Context, from, to chat.Channel) (n int, err error) {
	raw, err := json.Marshal(channel(from))
	if err != nil {
		return 0, err
	}
	if err := b.Store.Save(ctx, predecessorKey(channel(to)), raw, 0); err != nil {
		return 0, err
	}
	there, err := b.Store.SchedulesIn(ctx, channel(from))
	if err != nil {
		return 0, err
	}
	for _, s := range there {
		before := s
		s.Channel, s.Changed = channel(to), b.Now()
		s.Channel.Thread = "" // threads stay behind
		a := b.platformAudit(from, "move", &before, &s)
		a.Request = strings.Join([]string{"move", from.Platform, from.Team, from.ID, to.ID, s.ID}, "\x1f")
		if err := b.Store.PutSchedule(ctx, s, a); err != nil && !errors.Is(err, store.ErrRepeated) {
			return n, err
		}
		n++
	}
	b.Wake()
	return n, nil
}

// Predecessor is the channel that c has followed; ok is false for none.
func (b *Book) Predecessor(ctx context.Context, c store.Channel) (from store.Channel, ok bool, err error) {
	raw, err := b.Store.Load(ctx, predecessorKey(c))
	if err != nil || raw == nil {
		return from, false, err
	}
	if err := json.Unmarshal(raw, &from); err != nil {
		return from, false, fmt.Errorf("read what %s follows: %w", c.ID, err)
	}
	return from, true, nil
}

func predecessorKey(c store.Channel) string {
	return strings.Join([]string{"schedule/before", c.Platform, c.Team, c.ID}, "/")
}

// Leave pauses the schedules of a channel that the bot was sent out of, until
// somebody resumes them. n is how many ran until now.
func (b *Book) Leave(ctx context.Context, from chat.Channel) (n int, err error) {
	there, err := b.Store.SchedulesIn(ctx, channel(from))
	if err != nil {
		return 0, err
	}
	return b.pauseAll(ctx, there, from, "leave")
}

// Uninstalled stops the schedules of a workspace that has removed the bot. Those
// of the settings file are paused: they are stopped there. n is how many
// schedules it were.
func (b *Book) Uninstalled(ctx context.Context, platform, team string) (n int, err error) {
	all, err := b.Store.Schedules(ctx)
	if err != nil {
		return 0, err
	}
	var set []store.Schedule
	where := chat.Channel{Platform: platform, Team: team}
	for _, s := range all {
		switch {
		case s.Channel.Platform != platform || s.Channel.Team != team && !strings.HasPrefix(s.Channel.Team, team+"/"): // an organisation has teams
		case s.Origin == "settings":
			set = append(set, s)
		default:
			if err := b.Store.DeleteSchedule(ctx, s.ID, b.platformAudit(where, "uninstall", &s, nil)); err != nil {
				return n, err
			}
			n++
		}
	}
	paused, err := b.pauseAll(ctx, set, where, "uninstall")
	return n + paused, err
}

func (b *Book) pauseAll(ctx context.Context, all []store.Schedule, where chat.Channel, verb string) (n int, err error) {
	for _, s := range all {
		if s.Paused && s.Until.IsZero() {
			continue
		}
		before := s
		pause(&s, time.Time{})
		s.Next, s.Changed = time.Time{}, b.Now()
		if err := b.Store.PutSchedule(ctx, s, b.platformAudit(where, verb, &before, &s)); err != nil {
			return n, err
		}
		n++
	}
	b.Wake()
	return n, nil
}

// platformAudit notes what a platform has done to a schedule.
func (b *Book) platformAudit(where chat.Channel, verb string, before, after *store.Schedule) store.Audit {
	return b.audit(chat.User{ID: where.Platform, Name: "the platform"}, where, verb, "", before, after)
}
