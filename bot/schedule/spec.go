package schedule

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"briefingbot/adapters/chat"
	"briefingbot/bot/store"
	"briefingbot/config"
)

// spec reads what a form was filled in with. Its errors are chat.BadFields.
func (b *Book) spec(c chat.Schedule) (store.Spec, Plan, error) {
	s := store.Spec{Zone: c.Zone, Items: c.Items, Empty: c.Empty}
	bad := func(field, remedy string) (store.Spec, Plan, error) {
		return store.Spec{}, Plan{}, chat.BadField{Field: field, Remedy: remedy}
	}
	if _, err := config.Zone(c.Zone); err != nil {
		return bad("zone", "The time zone "+err.Error()+".")
	}
	field := "times"
	if c.Cron != "" {
		field, s.Lines = "cron", strings.Split(c.Cron, "|")
	} else {
		var times []int
		for _, t := range c.Times {
			at, err := time.Parse("15:04", t)
			if err != nil {
				return bad("times", fmt.Sprintf("%q is not a time; write one such as 08:00.", t))
			}
			times = append(times, at.Hour()*60+at.Minute())
		}
		if len(times) == 0 {
			return bad("times", "Choose a time.")
		}
		if len(times) > mostTimes {
			return bad("times", fmt.Sprintf("Choose at most %d times.", mostTimes))
		}
		var d days
		for _, w := range c.Days {
			if w < 0 || w > 6 {
				return bad("days", "Choose days of the week.")
			}
			d |= 1 << w
		}
		slices.Sort(times)
		s.Lines = cronLines(slices.Compact(times), d)
	}
	if c.Items < 0 || c.Items > 20 {
		return bad("items", "Choose a number of items from 1 to 20.")
	}
	for _, t := range c.Topics {
		name, ok := b.topic(t)
		if !ok {
			return bad("topics", fmt.Sprintf("“%s” is no topic; there are: %s.", shorten(t), strings.Join(b.Topics, ", ")))
		}
		s.Topics = append(s.Topics, name)
	}
	plan, err := NewPlan(s.Lines, s.Zone)
	if err != nil {
		var f config.Fault
		errors.As(err, &f)
		return bad(field, sentence(f.Wrong+"; "+f.Right))
	}
	return s, plan, nil
}

// sentence makes a fault of the settings one for a person.
func sentence(s string) string {
	s = strings.TrimSuffix(s, "; ")
	if s == "" {
		return "That is not a schedule."
	}
	s = strings.TrimSuffix(s, ".")
	if !strings.HasSuffix(s, "?") {
		s += "."
	}
	if s[0] >= 'a' && s[0] <= 'z' {
		s = strings.ToUpper(s[:1]) + s[1:]
	}
	return s
}

// topic finds the topic that is meant: by its name, or by words of only one name.
func (b *Book) topic(said string) (string, bool) {
	var like []string
	for _, t := range b.Topics {
		if strings.EqualFold(t, said) {
			return t, true
		}
		if said != "" && strings.Contains(strings.ToLower(t), strings.ToLower(said)) {
			like = append(like, t)
		}
	}
	if len(like) == 1 {
		return like[0], true
	}
	return "", false
}

// plainLine is a cron line that times and days can be shown of.
var plainLine = regexp.MustCompile(`^(\d+) (\d+(?:,\d+)*) \* \* (\*|\d(?:-\d)?(?:,\d)*)$`)

// fields takes cron lines apart into times and days, or returns them as they are.
func fields(lines []string) (times []string, on []time.Weekday, raw string) {
	dow := ""
	for i, line := range lines {
		m := plainLine.FindStringSubmatch(line)
		if m == nil || i > 0 && m[3] != dow {
			return nil, nil, strings.Join(lines, "|")
		}
		dow = m[3]
		minute, _ := strconv.Atoi(m[1])
		for h := range strings.SplitSeq(m[2], ",") {
			hour, _ := strconv.Atoi(h)
			times = append(times, fmt.Sprintf("%02d:%02d", hour, minute))
		}
	}
	slices.Sort(times)
	var d days
	for part := range strings.SplitSeq(dow, ",") {
		from, to, ranged := strings.Cut(part, "-")
		a, err := strconv.Atoi(from)
		if err != nil {
			return times, nil, "" // every day
		}
		z := a
		if ranged {
			z, _ = strconv.Atoi(to)
		}
		if z > 7 || a > 7 {
			return nil, nil, strings.Join(lines, "|")
		}
		d |= span(time.Weekday(a%7), time.Weekday(z%7))
	}
	for _, w := range []time.Weekday{1, 2, 3, 4, 5, 6, 0} {
		if d.has(w) && d != allDays {
			on = append(on, w)
		}
	}
	return times, on, ""
}

// describe says a schedule in words.
func (t tongue) describe(s store.Spec) string {
	times, on, raw := fields(s.Lines)
	what := "cron " + raw
	if raw == "" {
		var d days
		for _, w := range on {
			d |= 1 << w
		}
		switch d {
		case 0, allDays:
			what = t.say("every day")
		case workdays:
			what = t.say("weekdays")
		case weekend:
			what = t.say("weekends")
		default:
			var names []string
			for _, w := range on {
				names = append(names, t.say(w.String()[:3]))
			}
			what = strings.Join(names, ", ")
		}
		what += t.say(" at ") + t.enumerate(times)
	}
	what += " (" + s.Zone + ")"
	if len(s.Topics) > 0 {
		what += t.say(", about ") + t.enumerate(s.Topics)
	}
	return what
}

func (t tongue) enumerate(all []string) string {
	if len(all) < 2 {
		return strings.Join(all, "")
	}
	return strings.Join(all[:len(all)-1], ", ") + t.say(" and ") + all[len(all)-1]
}

// local says a time as a clock in zone does.
func (t tongue) local(at time.Time, zone string) string {
	if at.IsZero() {
		return t.say("never")
	}
	at = in(at, zone)
	return t.day(at) + at.Format(" 15:04 MST")
}

// dated is local with the year.
func (t tongue) dated(at time.Time, zone string) string {
	at = in(at, zone)
	return t.day(at) + at.Format(" 2006 15:04 MST")
}

func (t tongue) day(at time.Time) string {
	return t.say(at.Format("Mon")) + at.Format(" 2 ") + t.say(at.Format("Jan"))
}

func in(at time.Time, zone string) time.Time {
	if place, err := config.Zone(zone); err == nil {
		return at.In(place)
	}
	return at
}

// until says how long a paused schedule rests.
func (t tongue) until(s store.Schedule) string {
	if s.Until.IsZero() {
		return t.say("until it is resumed")
	}
	if s.Until.Year() != s.Changed.Year() {
		return t.say("until %s", t.dated(s.Until, s.Spec.Zone))
	}
	return t.say("until %s", t.local(s.Until, s.Spec.Zone))
}

// say is a message of one paragraph, for the asker.
func say(text string) chat.Message {
	return chat.Message{Private: true, Blocks: []chat.Block{line(chat.Paragraph, text)}}
}

// say is such a message in the tongue of who is answered.
func (b *Book) say(phrase string, values ...any) chat.Message {
	return say(b.tongue.say(phrase, values...))
}

func line(kind chat.BlockKind, text string) chat.Block {
	return chat.Block{Kind: kind, Runs: []chat.Run{{Text: text}}}
}
