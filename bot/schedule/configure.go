package schedule

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"briefingbot/bot/store"
)

// Configured is a schedule of the settings file.
type Configured struct {
	Channel store.Channel
	Spec    store.Spec
}

// Configure brings the stored schedules of the settings file in line with it:
// new ones are stored like those that people set, changed ones changed, and
// those that are not in it any more are stopped. A pause stays. All of it is audited.
func (b *Book) Configure(ctx context.Context, all []Configured) error {
	there, err := b.Store.Schedules(ctx)
	if err != nil {
		return err
	}
	old := map[string]store.Schedule{}
	for _, s := range there {
		if s.Origin == "settings" {
			old[s.ID] = s
		}
	}
	now := b.Now()
	for _, c := range all {
		s := store.Schedule{ID: settingsID(c), Channel: c.Channel, Spec: c.Spec, Origin: "settings", Reached: now, Created: now}
		if was, ok := old[s.ID]; ok {
			delete(old, s.ID)
			if fmt.Sprint(was.Spec) == fmt.Sprint(s.Spec) {
				continue
			}
			before := was
			was.Spec = s.Spec
			if err := b.put(ctx, &was, b.settingsAudit("save", &before, &was), now); err != nil {
				return err
			}
			continue
		}
		if err := b.put(ctx, &s, b.settingsAudit("save", nil, &s), now); err != nil {
			return err
		}
	}
	for _, s := range old {
		if err := b.Store.DeleteSchedule(ctx, s.ID, b.settingsAudit("stop", &s, nil)); err != nil {
			return err
		}
	}
	b.Wake()
	return nil
}

// settingsID is the same for a line of the settings file on every replica: its
// channel, times and zone. What else changes in it changes the same schedule.
func settingsID(c Configured) string {
	sum := sha256.Sum256([]byte(strings.Join(append([]string{c.Channel.Platform, c.Channel.Team, c.Channel.ID, c.Spec.Zone}, c.Spec.Lines...), "\x1f")))
	return "c" + hex.EncodeToString(sum[:8])
}

func (b *Book) settingsAudit(verb string, before, after *store.Schedule) store.Audit {
	a := store.Audit{At: b.Now(), Who: "settings", Verb: verb, Before: written(before), After: written(after)}
	for _, s := range []*store.Schedule{before, after} {
		if s != nil {
			a.Schedule = s.ID
		}
	}
	return a
}
