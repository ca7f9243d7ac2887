package schedule

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"briefingbot/config"
)

// Wish is what somebody's words ask for.
type Wish struct {
	Lines    []string // cron lines
	Zone     string   // empty: not said
	Channel  string   // name of another channel, without #; empty: this one
	Topics   []string // as typed
	Items    int
	Empty    *bool // said whether to post when nothing is new
	EveryDay bool  // no days were said, so it is every day
}

// Mistake is a word that is not understood, and what would be.
type Mistake struct {
	Word   string // empty: it is none of them
	Remedy string

	phrase string // of Remedy, to be said in another tongue
	values []any
}

func mistake(word, remedy string, values ...any) Mistake {
	return Mistake{word, english.say(remedy, values...), remedy, values}
}

// in says the mistake in a tongue.
func (m Mistake) in(t tongue) string {
	said := t.say(m.phrase, m.values...)
	if m.Word == "" {
		return said
	}
	return t.say("“%s” is not understood: %s", shorten(m.Word), said)
}

// Error says which word is wrong, and what would be right.
func (m Mistake) Error() string { return m.in(english) }

// longestWish is how many runes of a wish are read.
const longestWish = 500

// mostTimes is how many times of day one schedule may name.
const mostTimes = 6

const whenRemedy = "say when, for example: weekdays 08:00 Europe/Rome"

// Read understands the words of a schedule, English or Italian, or a raw cron
// line. Its errors are [Mistake]s; the text may be anything.
func Read(text string) (Wish, error) {
	r := &reading{}
	if len([]rune(text)) > longestWish {
		return Wish{}, mistake("", "That is too long for a schedule; %s", phrase(whenRemedy))
	}
	text, err := r.keyed(text)
	if err != nil {
		return Wish{}, err
	}
	if text, err = r.quoted(text); err != nil {
		return Wish{}, err
	}
	r.words = split(text)
	if err := r.cron(); err != nil {
		return Wish{}, err
	}
	for r.at < len(r.words) {
		if err := r.word(); err != nil {
			return Wish{}, err
		}
	}
	return r.wish()
}

// reading is a text half understood.
type reading struct {
	words []word
	at    int

	said     Wish
	days     days
	dayPart  *dayPart
	minutes  []int  // of the day
	clear    []bool // whether each of minutes says its half of the day
	hourStep int
}

// word is one word as typed and folded.
type word struct {
	typed, folded string
	listed        bool // a comma follows
}

// offset is a distance from Greenwich, which people take for a time zone.
var offset = regexp.MustCompile(`(?i)^(?:utc|gmt|z)?[+−-]\d{1,2}(?::?\d\d)?$`)

// split takes a text apart at spaces and commas; a cron field keeps its commas.
func split(text string) []word {
	var out []word
	for _, w := range strings.Fields(text) {
		parts, listed := []string{w}, strings.HasSuffix(w, ",")
		if offset.MatchString(w) { // an offset is one word, and no zone
			out = append(out, word{w, fold(w), listed})
			continue
		}
		if listed || !cronField.MatchString(fold(w)) {
			parts = strings.FieldsFunc(w, func(r rune) bool { return r == ',' || r == ';' || r == '&' || r == '+' })
		}
		for _, p := range parts {
			p = strings.Trim(p, `.!?()'"`)
			if p != "" {
				out = append(out, word{p, fold(p), listed})
			}
		}
	}
	return out
}

var folding = strings.NewReplacer("à", "a", "è", "e", "é", "e", "ì", "i", "í", "i", "ò", "o", "ó", "o", "ù", "u", "ú", "u", "’", "'", "i'", "i'")

func fold(s string) string {
	s = folding.Replace(strings.ToLower(s))
	if rest, ok := strings.CutSuffix(s, "di'"); ok { // lunedi' is how many type it
		s = rest + "di"
	}
	return strings.TrimPrefix(strings.TrimPrefix(s, "all'"), "l'")
}

var keyValue = regexp.MustCompile(`(?i)(?:^|\s)([a-z-]+)\s?[:=]\s?("[^"]*"|[^\s"]+)`)

// keyed takes what is written as name=value out of the text.
func (r *reading) keyed(text string) (string, error) {
	var wrong error
	rest := keyValue.ReplaceAllStringFunc(text, func(found string) string {
		m := keyValue.FindStringSubmatch(found)
		name, value := fold(m[1]), strings.Trim(m[2], `"`)
		switch {
		case zoneKeys[name]:
			r.said.Zone, wrong = value, errors.Join(wrong, zoneMistake(value))
		case slices.Contains([]string{"topic", "topics", "argomento", "argomenti", "tema", "temi"}, name):
			for t := range strings.SplitSeq(value, ",") {
				r.said.Topics = append(r.said.Topics, strings.TrimSpace(t))
			}
		case name == "items" || name == "voci":
			n, err := strconv.Atoi(value)
			if err != nil || n < 1 || n > 20 {
				wrong = errors.Join(wrong, mistake(value, "items is a number from 1 to 20"))
			}
			r.said.Items = n
		case name == "empty" || name == "vuoto":
			yes := slices.Contains([]string{"yes", "true", "on", "si", "sì"}, strings.ToLower(value))
			r.said.Empty = &yes
		default:
			return found
		}
		return " "
	})
	return rest, wrong
}

// zoneMistake reports a time zone that is none.
func zoneMistake(name string) error {
	_, err := config.Zone(name)
	var f config.Fault
	if errors.As(err, &f) {
		return mistake(name, "%s", strings.TrimSuffix(f.Wrong, ".")+"; "+f.Right)
	}
	return err
}

var quotation = regexp.MustCompile("[\"“”`]([^\"“”`]*)[\"“”`]")

// quoted takes a cron line between quotation marks out of the text.
func (r *reading) quoted(text string) (string, error) {
	m := quotation.FindStringSubmatchIndex(text)
	if m == nil {
		return text, nil
	}
	if err := r.line(text[m[2]:m[3]]); err != nil {
		return "", err
	}
	return text[:m[0]] + " " + text[m[1]:], nil
}

var cronField = regexp.MustCompile(`^[0-9*?,/\-]*(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|sun|mon|tue|wed|thu|fri|sat)[0-9*?,/\-]*)*$`)

// cron finds a raw cron line among the words: five fields in a row, the first
// two of figures.
func (r *reading) cron() error {
	for i := range r.words {
		if strings.HasPrefix(r.words[i].typed, "@") && len(r.words) <= 2 {
			line := r.words[i].typed
			r.words = slices.Delete(r.words, i, i+1)
			return r.line(line)
		}
		n := 0
		for i+n < len(r.words) && n < 6 && cronField.MatchString(r.words[i+n].folded) && !r.words[i+n].listed {
			n++
		}
		stars := n > 0 && strings.ContainsAny(r.words[i].typed, "*") || n > 1 && strings.Contains(r.words[i+1].typed, "*")
		if n < 5 && !stars {
			continue
		}
		var fields []string
		for _, w := range r.words[i : i+n] {
			fields = append(fields, w.typed)
		}
		r.words = slices.Delete(r.words, i, i+n)
		return r.line(strings.Join(fields, " "))
	}
	return nil
}

// line takes a raw cron line.
func (r *reading) line(raw string) error {
	if _, err := config.Cron(raw, time.UTC); err != nil {
		var f config.Fault
		if errors.As(err, &f) {
			return mistake(raw, "%s", f.Wrong+"; "+f.Right)
		}
		return mistake(raw, "%s", err.Error())
	}
	r.said.Lines = append(r.said.Lines, strings.Join(strings.Fields(raw), " "))
	return nil
}

// wish puts together what was understood.
func (r *reading) wish() (Wish, error) {
	w := r.said
	switch {
	case len(w.Lines) > 0 && len(r.minutes)+r.hourStep > 0:
		return Wish{}, mistake("", "There is a cron line and a time of day; write one of them")
	case len(w.Lines) > 0:
		return w, nil
	case r.hourStep > 0:
		w.Lines = []string{fmt.Sprintf("0 */%d * * %s", r.hourStep, cronDays(r.days))}
		if r.hourStep == 1 {
			w.Lines = []string{"0 * * * " + cronDays(r.days)}
		}
		return w, nil
	}
	times := r.times()
	if len(times) == 0 {
		if r.days != 0 {
			return Wish{}, mistake("", "At what time? For example: weekdays 08:00 Europe/Rome")
		}
		return Wish{}, mistake("", "Say when, for example: weekdays 08:00 Europe/Rome")
	}
	if len(times) > mostTimes {
		return Wish{}, mistake("", "These are %d times a day; a schedule has at most %d", len(times), mostTimes)
	}
	w.EveryDay = r.days == 0
	w.Lines = cronLines(times, r.days)
	return w, nil
}

// times are the minutes of the day that were named, or the part of the day's.
func (r *reading) times() []int {
	if len(r.minutes) == 0 && r.dayPart != nil {
		return []int{60 * r.dayPart.hour}
	}
	times := slices.Clone(r.minutes)
	for i, m := range times {
		if r.dayPart != nil && r.dayPart.later && !r.clear[i] && m < 720 {
			times[i] += 720
		}
	}
	slices.Sort(times)
	return slices.Compact(times)
}
