package schedule

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"briefingbot/config"
)

// word understands the next word, and perhaps some after it.
func (r *reading) word() error {
	w := r.words[r.at]
	r.at++
	if strings.HasPrefix(w.typed, "#") && len(w.typed) > 1 {
		r.said.Channel = w.typed[1:]
		return nil
	}
	if d, ok := r.daysAt(w); ok {
		switch {
		case r.days == 0, r.days == allDays: // "every day" may be narrowed after: "ogni giorno feriale"
			r.days = d
		case d != allDays:
			r.days |= d
		}
		return nil
	}
	if part, ok := partNamed[w.folded]; ok {
		r.dayPart = &part
		return nil
	}
	if r.every(w) {
		return nil
	}
	if taken, err := r.clock(w); taken || err != nil {
		return err
	}
	if filler[w.folded] || zoneKeys[w.folded] {
		if w.folded == "fine" && r.peek() == "settimana" {
			r.days |= weekend
		}
		return nil
	}
	return r.zoneOrMistake(w)
}

func (r *reading) peek() string {
	if r.at < len(r.words) {
		return r.words[r.at].folded
	}
	return ""
}

// daysAt reads a day, several days, or the first and last of them.
func (r *reading) daysAt(w word) (days, bool) {
	if d, ok := daysNamed[w.folded]; ok {
		return d, true
	}
	if from, to, ok := strings.Cut(strings.ReplaceAll(w.folded, "–", "-"), "-"); ok {
		first, a := dayNamed[from]
		last, b := dayNamed[to]
		return span(first, last), a && b
	}
	first, ok := dayNamed[w.folded]
	if !ok {
		return 0, false
	}
	for i := r.at; i < len(r.words) && ranged[r.words[i].folded]; i++ {
		if i+1 < len(r.words) {
			if last, ok := dayNamed[r.words[i+1].folded]; ok {
				r.at = i + 2
				return span(first, last), true
			}
		}
	}
	return 1 << first, true
}

// every reads "hourly", "every hour" and "every 3 hours".
func (r *reading) every(w word) bool {
	before := ""
	if r.at >= 2 {
		before = r.words[r.at-2].folded
	}
	each := before == "every" || before == "each" || before == "ogni"
	switch {
	case w.folded == "hourly" || each && (w.folded == "hour" || w.folded == "ora"):
		r.hourStep = 1
		return true
	case each && (r.peek() == "hours" || r.peek() == "ore"):
		n, err := strconv.Atoi(w.folded)
		if err != nil {
			n = hourNamed[w.folded]
		}
		if n < 1 || n > 12 {
			return false
		}
		r.hourStep = n
		r.at++
		return true
	}
	return false
}

var clockForm = regexp.MustCompile(`^(\d{1,2})(?:[:.h](\d{1,2}))?(am|pm|a\.m|p\.m|a|p|h)?$`)

// clock reads a time of day and what belongs to it: "8", "7.30", "8 pm",
// "half past 8", "alle otto e mezza".
func (r *reading) clock(w word) (bool, error) {
	past := 0
	if (w.folded == "half" || w.folded == "quarter") && r.peek() == "past" && r.at+1 < len(r.words) {
		past = map[string]int{"half": 30, "quarter": 15}[w.folded]
		w = r.words[r.at+1]
		r.at += 2
	}
	if at, ok := timeNamed[w.folded]; ok {
		r.take(at, true)
		return true, nil
	}
	if h, ok := hourNamed[w.folded]; ok {
		half, clear := r.half("")
		r.take(onClock(h, half)*60+past+r.fraction(), clear || h > 12)
		return true, nil
	}
	m := clockForm.FindStringSubmatch(w.folded)
	if m == nil {
		if w.folded != "" && w.folded[0] >= '0' && w.folded[0] <= '9' && strings.Trim(w.folded, "0123456789:.h") == "" {
			return true, mistake(w.typed, "a time is an hour from 0 to 23 and minutes, such as 7:30")
		}
		return false, nil
	}
	hour, _ := strconv.Atoi(m[1])
	minute, _ := strconv.Atoi(m[2])
	half, clear := r.half(m[3])
	switch {
	case m[2] != "" && len(m[2]) != 2:
		return true, mistake(w.typed, "minutes have two figures, such as %d:%s0", hour%24, m[2])
	case half != "" && (hour < 1 || hour > 12):
		return true, mistake(w.typed, "with am or pm hours go from 1 to 12, as in 8am or 6:30pm")
	case hour > 23:
		return true, mistake(w.typed, "hours go from 0 to 23; did you mean %s?", nearestTime(hour, minute))
	case minute > 59:
		return true, mistake(w.typed, "minutes go from 00 to 59; did you mean %d:59?", hour)
	}
	r.take(onClock(hour, half)*60+minute+past+r.fraction(), clear || hour > 12 || len(m[1]) == 2 && m[1][0] == '0')
	return true, nil
}

// nearestTime is a valid time close to one whose hour is too great.
func nearestTime(hour, minute int) string {
	if hour < 30 && minute < 60 {
		return fmt.Sprintf("%02d:%02d", hour-24, minute)
	}
	return "23:00"
}

func (r *reading) take(minutes int, clear bool) {
	r.minutes = append(r.minutes, minutes%1440)
	r.clear = append(r.clear, clear)
}

// half reads am or pm, stuck to the hour or as the next word.
func (r *reading) half(stuck string) (half string, clear bool) {
	switch s := strings.ReplaceAll(stuck, ".", ""); s {
	case "am", "pm", "a", "p":
		return s[:1], true
	}
	switch s := strings.ReplaceAll(r.peek(), ".", ""); s {
	case "am", "pm":
		r.at++
		return s[:1], true
	}
	return "", false
}

func onClock(hour int, half string) int {
	switch {
	case half == "a" && hour == 12:
		return 0
	case half == "p" && hour < 12:
		return hour + 12
	}
	return hour
}

// fraction reads "e mezza" and "e un quarto".
func (r *reading) fraction() int {
	var next []string
	for _, w := range r.words[r.at:min(r.at+3, len(r.words))] {
		next = append(next, w.folded)
	}
	switch {
	case len(next) > 1 && next[0] == "e" && (next[1] == "mezza" || next[1] == "mezzo" || next[1] == "trenta"):
		r.at += 2
		return 30
	case len(next) > 2 && next[0] == "e" && next[1] == "un" && next[2] == "quarto":
		r.at += 3
		return 15
	}
	return 0
}

// zoneOrMistake takes a word, or two, as a time zone or a city of one, or says
// what it could have been.
func (r *reading) zoneOrMistake(w word) error {
	if _, err := config.Zone(w.typed); err == nil {
		r.said.Zone = w.typed
		return nil
	}
	if r.at < len(r.words) {
		if z := cityZone(w.typed + " " + r.words[r.at].typed); z != "" {
			r.at++
			r.said.Zone = z
			return nil
		}
	}
	if z := cityZone(w.typed); z != "" {
		r.said.Zone = z
		return nil
	}
	if strings.Contains(w.typed, "/") {
		return zoneMistake(w.typed)
	}
	if offset.MatchString(w.typed) || zoneShort[w.folded] {
		return mistake(w.typed, "an offset does not say when the clocks change; write the name of a time zone, such as Europe/Rome, or UTC")
	}
	if remedy := cannot[w.folded]; remedy != "" {
		return mistake(w.typed, remedy)
	}
	if near := nearestWord(w.folded); near != "" {
		return mistake(w.typed, "did you mean “%s”?", near)
	}
	if err, ok := zoneMistake(w.typed).(Mistake); ok && strings.Contains(err.Remedy, "did you mean") {
		return err
	}
	return mistake(w.typed, whenRemedy)
}

// cityZone returns the zone that is named after a city; an abbreviation such as
// CET is none, it does not say what happens when the clocks change.
func cityZone(city string) string {
	if z := zoneAbroad[fold(city)]; z != "" {
		return z
	}
	_, err := config.Zone(city)
	if err == nil {
		return city
	}
	_, after, ok := strings.Cut(err.Error(), "did you mean ")
	zone := strings.TrimSuffix(after, "?")
	if !ok || !strings.EqualFold(zone[strings.LastIndexByte(zone, '/')+1:], strings.ReplaceAll(city, " ", "_")) {
		return ""
	}
	return zone
}
