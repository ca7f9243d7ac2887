package schedule

import (
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func TestRead(t *testing.T) {
	cases := []struct{ text, lines, rest string }{
		{"weekdays 08:00 Europe/Rome", "0 8 * * 1-5", "Europe/Rome"},
		{"every day 7:30 and 18:00", "30 7 * * *|0 18 * * *", ""},
		{"every day at 7:30, 18:30 in Rome", "30 7,18 * * *", "Europe/Rome"},
		{"8am", "0 8 * * *", "every day"},
		{"8 am", "0 8 * * *", "every day"},
		{"at 6:15 p.m. New York", "15 18 * * *", "America/New_York every day"},
		{"12am", "0 0 * * *", "every day"},
		{"12pm", "0 12 * * *", "every day"},
		{"noon", "0 12 * * *", "every day"},
		{"every morning", "0 8 * * *", "every day"},
		{"10:00 and 12:30 UTC", "0 10 * * *|30 12 * * *", "UTC every day"},
		{"send me this every morning", "0 8 * * *", "every day"},
		{"every morning at 7", "0 7 * * *", "every day"},
		{"every evening at 7", "0 19 * * *", "every day"},
		{"8 in the evening", "0 20 * * *", "every day"},
		{"mon-fri 8", "0 8 * * 1-5", ""},
		{"from Monday to Friday at 08:05", "5 8 * * 1-5", ""},
		{"Monday, Wednesday and Friday 9", "0 9 * * 1,3,5", ""},
		{"sat to mon 9", "0 9 * * 0,1,6", ""},
		{"weekends 10:00", "0 10 * * 0,6", ""},
		{"half past 8 on weekdays", "30 8 * * 1-5", ""},
		{"hourly on weekdays", "0 * * * 1-5", ""},
		{"every 3 hours", "0 */3 * * *", ""},
		{"ogni giorno feriale alle 8", "0 8 * * 1-5", ""},
		{"tutti i giorni alle 7.30 e alle 18", "30 7 * * *|0 18 * * *", ""},
		{"dal lunedì al venerdì alle otto e mezza", "30 8 * * 1-5", ""},
		{"lunedi' e giovedì alle 9 di sera", "0 21 * * 1,4", ""},
		{"ogni mattina, ora di Roma", "0 8 * * *", "Europe/Rome every day"},
		{"a mezzogiorno fuso=Europe/Rome", "0 12 * * *", "Europe/Rome every day"},
		{"nel fine settimana alle 10", "0 10 * * 0,6", ""},
		{"ogni 6 ore", "0 */6 * * *", ""},
		{`"0 8 * * 1-5" tz=America/New_York`, "0 8 * * 1-5", "America/New_York"},
		{"“0 8 * * 7”", "0 8 * * 7", ""},
		{"0 8 * * 1-5", "0 8 * * 1-5", ""},
		{"cron 0 8,18 * * mon-fri zone: Europe/Rome", "", ""},
		{"*/30 8-9 * * *", "*/30 8-9 * * *", ""},
		{"0 8 1 1 1", "0 8 1 1 1", ""},
		{"@daily", "@daily", ""},
		{"weekdays 8:00 in #press", "0 8 * * 1-5", "#press"},
		{`weekdays 8:00 topic:"Olympic security" items:3 empty:yes`, "0 8 * * 1-5", "topics=Olympic security items=3 empty"},
	}
	for _, c := range cases {
		w, err := Read(c.text)
		if c.lines == "" { // "cron" alone is no word we know
			if err == nil {
				t.Errorf("%q: %v, want a mistake", c.text, w)
			}
			continue
		}
		if err != nil {
			t.Errorf("%q: %v", c.text, err)
			continue
		}
		if got := strings.Join(w.Lines, "|"); got != c.lines {
			t.Errorf("%q: %s, want %s", c.text, got, c.lines)
		}
		if got := rest(w); got != c.rest {
			t.Errorf("%q: %q, want %q", c.text, got, c.rest)
		}
	}
}

func rest(w Wish) string {
	var out []string
	if w.Zone != "" {
		out = append(out, w.Zone)
	}
	if w.Channel != "" {
		out = append(out, "#"+w.Channel)
	}
	if len(w.Topics) > 0 {
		out = append(out, "topics="+strings.Join(w.Topics, ","))
	}
	if w.Items > 0 {
		out = append(out, "items=3")
	}
	if w.Empty != nil && *w.Empty {
		out = append(out, "empty")
	}
	if w.EveryDay {
		out = append(out, "every day")
	}
	return strings.Join(out, " ")
}

func TestReadNamesTheWrongWord(t *testing.T) {
	cases := []struct{ text, word, remedy string }{
		{"25:00", "25:00", "did you mean 01:00?"},
		{"weekdays 8:75", "8:75", "8:59"},
		{"8:5", "8:5", "8:50"},
		{"13pm", "13pm", "1 to 12"},
		{"99:99", "99:99", "23:00"},
		{"123", "123", "0 to 23"},
		{"weekdays 08:00 mars/phobos", "mars/phobos", "Europe/Rome"},
		{"weekdays 08:00 Europe/Pariss", "Europe/Pariss", "Europe/Paris"},
		{"weekdays 08:00 CET", "CET", "Europe/Berlin"},
		{"wekdays 08:00", "wekdays", "“weekdays”"},
		{"mondey 8", "mondey", "“monday”"},
		{"lunedì alle 8 xyzzy", "xyzzy", "say when"},
		{"weekdays", "", "At what time?"},
		{"", "", "Say when"},
		{"TZ=0 8 * * *", "0", "offset"},
		{`"0 8 * * 8"`, "0 8 * * 8", "0 to 7"},
		{"0 8 30 2 *", "0 8 30 2 *", "never comes"},
		{"* * * * *", "* * * * *", "15 minutes"},
		{"*/5 *", "*/5 *", "five fields"},
		{"'; drop table", "drop", "say when"},
		{"weekdays 8:00 UTC+2", "UTC+2", "offset"},
		{"weekdays 10:00 +02:00", "+02:00", "offset"},
		{"weekdays 8 GMT", "GMT", "Europe/Rome"},
		{"every 5 minutes", "minutes", "*/30"},
		{"weekdays except friday at 8", "except", "name the days"},
		{"tomorrow at 10:00", "tomorrow", "repeats"},
		{"on the 1st at 8", "1st", "0 8 1 * *"},
		{"every second monday at 9", "second", "every second week"},
		{"1 2 3 4 5 6 7 8", "1 2 3 4 5 6", "6 fields"},
		{"7, 8, 9, 10, 11, 12, 13", "", "at most 6"},
		{`"0 8 * * *" at 9`, "", "one of them"},
		{"8 items:99", "99", "1 to 20"},
		{strings.Repeat("very ", 200) + "long", "", "too long"},
	}
	for _, c := range cases {
		w, err := Read(c.text)
		var m Mistake
		if !errors.As(err, &m) {
			t.Errorf("%q: %+v, %v; want a mistake", c.text, w, err)
			continue
		}
		if m.Word != c.word || !strings.Contains(m.Remedy, c.remedy) {
			t.Errorf("%q: %q / %q, want %q / %q", c.text, m.Word, m.Remedy, c.word, c.remedy)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"weekdays 08:00 Europe/Rome", `"0 8 * * 1-5" tz=UTC`, "dal lunedì al venerdì alle otto e mezza", "half past", "TZ=", "mon-", "e un", "25:00", "@daily", "#", "topic:\"a"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		w, err := Read(s)
		if err != nil {
			var m Mistake
			if !errors.As(err, &m) || utf8.ValidString(s) && !utf8.ValidString(err.Error()) {
				t.Fatalf("%q: %v", s, err)
			}
			return
		}
		zone := w.Zone
		if zone == "" {
			zone = "UTC"
		}
		p, err := NewPlan(w.Lines, zone)
		if err != nil {
			return // times too close, and the like: the plan says so
		}
		if _, ok := p.Next(time.Unix(1.77e9, 0)); !ok {
			t.Fatalf("%q: %v never runs", s, w.Lines)
		}
	})
}
