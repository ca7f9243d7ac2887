package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"briefingbot/briefing"
)

// serve answers a command understood, from what its filters leave of the corpus.
func (d *desk) serve(q request) sheet {
	if len(q.filters) == 0 {
		s := q.verb.run(d, q)
		d.looked(q, s)
		return s
	}
	n := *d
	told, err := n.narrow(q)
	if err != nil {
		return plainSheet(sentence(err))
	}
	s := n.directed(q)
	if s.asked != "" {
		s.asked = q.text
	}
	s = s.under(note(told))
	d.looked(q, s)
	return s
}

// inquire is a question with its filters, for programs.
func (d *desk) inquire(typed string) (briefing.Answer, error) {
	q := understand(typed, d.table)
	if len(q.filters) == 0 {
		return d.question(typed), nil
	}
	n := *d
	if _, err := n.narrow(q); err != nil {
		return briefing.Answer{}, err
	}
	speaker, topic := q.wish()
	if speaker != "" {
		return n.corpus.Said(speaker, topic), nil
	}
	return n.question(topic), nil
}

// wish is whose words a command with filters asks for, if anybody's, and on what.
func (q request) wish() (speaker, topic string) {
	about := []string{q.rest}
	for _, f := range q.filters {
		switch f.kind {
		case bySpeaker:
			speaker = f.value
		case onTopic:
			about = append(about, f.value)
		}
	}
	return speaker, strings.TrimSpace(strings.Join(about, " "))
}

// dated reports whether a command names the time it asks about.
func (q request) dated() bool {
	return slices.ContainsFunc(q.filters, func(f filter) bool { return f.kind >= sinceDate })
}

// directed answers what is left of a command when its filters are taken out.
func (d *desk) directed(q request) sheet {
	speaker, topic := q.wish()
	switch _, known := d.topicNamed(topic); {
	case speaker != "":
		return d.composeAnswer(d.corpus.Said(speaker, topic))
	case q.verb.name == "briefing" && topic != "" && !known:
		return d.composeAnswer(d.question(topic))
	case q.verb.name == "briefing" || q.verb.name == "ask":
		q.rest = topic
	}
	return q.verb.run(d, q)
}

// narrow leaves of the corpus what the filters of q let through, and says so.
func (d *desk) narrow(q request) (told string, err error) {
	now := d.now().In(q.zone())
	var window briefing.Window
	var from, without, says []string
	for _, f := range q.filters {
		switch f.kind {
		case fromOutlet, withoutOutlet:
			if !slices.ContainsFunc(d.corpus.Articles(), func(a *briefing.Article) bool { return outletOf(a, f.value) }) {
				if f.kind == fromOutlet {
					return "", d.noOutlet(f.value)
				}
				says = append(says, "no article is from “"+f.value+"” anyway")
				continue
			}
			if f.kind == fromOutlet {
				from = append(from, f.value)
				says = append(says, "from “"+f.value+"”")
			} else {
				without = append(without, f.value)
				says = append(says, "without “"+f.value+"”")
			}
		case sinceDate, untilDate, beforeDate:
			t, ok := moment(f.value, now, f.kind == untilDate)
			if !ok {
				return "", fmt.Errorf("“%s” is no date; write it like 2026-02-05, 5 Feb, monday, yesterday or last 24h", f.value)
			}
			switch f.kind {
			case sinceDate:
				window.From = t
				says = append(says, "since "+moments(t))
			default:
				window.Until = t
				says = append(says, "before "+moments(t))
			}
		case bySpeaker:
			says = append(says, "said by “"+f.value+"”")
		case onTopic:
			says = append(says, "on “"+f.value+"”")
		}
	}
	all := d.corpus.Articles()
	undated := 0
	in := func(a *briefing.Article) bool {
		named := func(typed string) bool { return outletOf(a, typed) }
		return (len(from) == 0 || slices.ContainsFunc(from, named)) && !slices.ContainsFunc(without, named) && inside(window, a.Published)
	}
	d.corpus = d.corpus.Within(in)
	for _, a := range all {
		if a.Published.IsZero() && window != (briefing.Window{}) {
			undated++
		}
	}
	told = fmt.Sprintf("%d of %s: %s", len(d.corpus.Articles()), plural(len(all), "article"), strings.Join(says, ", "))
	if undated > 0 {
		told += fmt.Sprintf(" (%d give no date and are left out)", undated)
	}
	if len(d.corpus.Articles()) == 0 {
		return "", fmt.Errorf("no article is left: %s", told)
	}
	return told + ".", nil
}

// inside reports whether an article published then is in a window. One without a
// date is in none.
func inside(w briefing.Window, then time.Time) bool {
	if w == (briefing.Window{}) {
		return true
	}
	return !then.IsZero() && !then.Before(w.From) && (w.Until.IsZero() || then.Before(w.Until))
}

// moments sets the beginning of a window: its day, and its time where it is not
// midnight.
func moments(t time.Time) string {
	if h, m, _ := t.Clock(); h == 0 && m == 0 {
		return t.Format("2 Jan 2006")
	}
	return t.Format("2 Jan 2006 15:04 MST")
}

// noOutlet says which outlets there are.
func (d *desk) noOutlet(typed string) error {
	var names []string
	unnamed := 0
	for _, a := range d.corpus.Articles() {
		switch {
		case a.Outlet == "":
			unnamed++
		case !slices.Contains(names, a.Outlet):
			names = append(names, a.Outlet)
		}
	}
	slices.Sort(names)
	told := strings.Join(names[:min(len(names), 30)], ", ")
	if unnamed > 0 {
		told += fmt.Sprintf("; %s name none", plural(unnamed, "article"))
	}
	return fmt.Errorf("no article is from “%s”; outlets: %s", typed, strings.TrimPrefix(told, "; "))
}

// zone is where the asker lives; UTC where that is not known.
func (q request) zone() *time.Location {
	if l, err := time.LoadLocation(q.command.User.Zone); err == nil {
		return l
	}
	return time.UTC
}
