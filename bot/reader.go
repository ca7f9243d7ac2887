package main

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"briefingbot/adapters/chat"
	"briefingbot/bot/store"
	"briefingbot/briefing"
)

// reader is what is remembered of one person: what they were shown, and whom or
// what they follow.
type reader struct {
	Looked  time.Time       `json:"looked,omitzero"`
	Shown   []store.Passage `json:"shown,omitempty"`
	Watched []string        `json:"watched,omitempty"`
	Muted   []string        `json:"muted,omitempty"`
}

const (
	remembered = 180 * 24 * time.Hour // how long a reader who does not come back is known
	mostShown  = 3000                 // passages that a reader is known to have seen
	mostWished = 50                   // names that a reader watches, or mutes
)

// readers is where readers are remembered: where the buttons are, or in the
// process.
func (d *desk) readers() chat.Memory {
	if d.memory != nil {
		return d.memory
	}
	return d.own
}

func readerKey(c chat.Command) string {
	return c.Channel.Platform + "/reader/" + c.Channel.Team + "/" + c.User.ID
}

// readerOf returns what is known of who sent c.
func (d *desk) readerOf(ctx context.Context, c chat.Command) reader {
	var r reader
	b, err := d.readers().Load(ctx, readerKey(c))
	if err == nil && b != nil {
		err = json.Unmarshal(b, &r)
	}
	if err != nil {
		d.log.Error("a reader is not known", "error", err)
	}
	return r
}

func (d *desk) keep(ctx context.Context, c chat.Command, r reader) error {
	b, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("remember a reader: %w", err)
	}
	if err := d.readers().Save(ctx, readerKey(c), b, remembered); err != nil {
		return fmt.Errorf("remember a reader: %w", err)
	}
	return nil
}

// looked remembers what a briefing showed its reader.
func (d *desk) looked(q request, s sheet) {
	if q.verb.name != "briefing" && q.verb.name != "short" && q.verb.name != "changes" || q.ctx == nil {
		return
	}
	r := d.readerOf(q.ctx, q.command)
	r.Looked = d.now()
	for _, c := range s.citations {
		if p := stored(c.Passage); !slices.Contains(r.Shown, p) {
			r.Shown = append(r.Shown, p)
		}
	}
	r.Shown = r.Shown[max(0, len(r.Shown)-mostShown):]
	if err := d.keep(q.ctx, q.command, r); err != nil {
		d.log.Error("what was shown is not remembered", "error", err)
	}
}

// changes answers "anything new?": what the reader has not been shown yet.
func (d *desk) changes(q request) sheet {
	r := d.readerOf(q.ctx, q.command)
	o := d.options()
	o.Words, o.Items = 3*o.Words, 3*o.Items // all that is left, page by page
	if !q.dated() {                         // who names a day asks for what came since then, shown or not
		o.Since = given(r.Shown)
	}
	n := unmuted(d.corpus.Brief(o), r.Muted)
	s := d.composeChanges(n, d.news(r))
	gone := 0
	for _, a := range n.Amended {
		if !a.Withdrawn || len(q.filters) == 0 {
			gone++
		}
	}
	looked := r.Looked.In(q.zone()).Format("2 Jan 15:04 MST")
	when := "You have not looked before: all of it is new."
	switch {
	case q.dated():
		when = plural(n.Facts, "fact") + "."
	case r.Looked.IsZero():
	case len(s.entries) == 0:
		when = fmt.Sprintf("Nothing new since %s; checked %s.", looked, plural(len(n.Articles), "article"))
	default:
		when = fmt.Sprintf("%s new to you; you last looked %s.", plural(n.Facts, "fact"), looked)
	}
	if gone > 0 {
		when += fmt.Sprintf(" %s shown before: the source has changed or was withdrawn.", plural(gone, "passage"))
	}
	return s.under(paragraph(when))
}

// news is what the reader's watched names said that the reader was not shown.
func (d *desk) news(r reader) []briefing.Statement {
	var out []briefing.Statement
	seen := briefing.Remember(given(r.Shown))
	for _, name := range r.Watched {
		for _, st := range d.corpus.Said(name, "").Speech {
			if !seen.Heard(st) {
				out = append(out, st)
			}
		}
	}
	return out
}

// unmuted drops the facts in which muted words stand.
func unmuted(b briefing.Briefing, muted []string) briefing.Briefing {
	if len(muted) == 0 {
		return b
	}
	hushed := func(s string) bool {
		return slices.ContainsFunc(muted, func(m string) bool { return strings.Contains(" "+plainWords(s)+" ", " "+plainWords(m)+" ") })
	}
	var kept []briefing.Section
	for _, s := range b.Sections {
		s.Items = slices.DeleteFunc(slices.Clone(s.Items), func(f briefing.Item) bool { return hushed(f.Passage.Text()) })
		s.Voices = slices.DeleteFunc(slices.Clone(s.Voices), func(v briefing.Statement) bool { return hushed(v.Quotes[0].Context.Text()) })
		if len(s.Items)+len(s.Voices) > 0 {
			kept = append(kept, s)
		}
	}
	return only(b, kept)
}

// watch, unwatch, mute and unmute change the reader's lists; without a name they
// show them.
func (d *desk) watch(q request) sheet   { return d.wish(q, true, false) }
func (d *desk) unwatch(q request) sheet { return d.wish(q, true, true) }
func (d *desk) mute(q request) sheet    { return d.wish(q, false, false) }
func (d *desk) unmute(q request) sheet  { return d.wish(q, false, true) }

func (d *desk) wish(q request, watched, drop bool) sheet {
	r := d.readerOf(q.ctx, q.command)
	list := &r.Muted
	if watched {
		list = &r.Watched
	}
	if q.rest != "" {
		name := cut(q.rest, 60)
		others := slices.DeleteFunc(slices.Clone(*list), func(w string) bool { return strings.EqualFold(w, name) })
		if !drop {
			others = append(others, name)
		}
		*list = others[max(0, len(others)-mostWished):]
		if err := d.keep(q.ctx, q.command, r); err != nil {
			d.log.Error("a wish is not remembered", "error", err)
			return plainSheet("That could not be noted. Try again later.")
		}
	}
	names := func(list []string) string {
		if len(list) == 0 {
			return "nothing"
		}
		return strings.Join(list, ", ")
	}
	return plainSheet(fmt.Sprintf("You watch %s. You mute %s. “anything new?” begins with what you watch and leaves out what you mute.", names(r.Watched), names(r.Muted)))
}
