package briefing

import (
	"slices"
	"strings"
	"time"

	"briefingbot/briefing/text"
)

// dated is one date in an article's running text.
type dated struct {
	text.Date
	sentence  int       // index into the layout
	words     text.Span // in the article
	when      time.Time // zero when it stays as printed
	until     time.Time
	precision string
}

// dating are the words that lead to a date.
var dating = table(`in since by until till from of during before after through early mid late to between and around circa
	nel dal del al entro fino`)

var weekdays = []string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"}

// ahead are words before a weekday or a verb that put it in the future.
var ahead = table(`this next coming upcoming will shall plan plans planned due expected scheduled`)

// deadlines lead to a day that is still to come, unless what is told is over.
var (
	deadlines = table(`by until entro`)
	over      = table(`had was were been`)
)

// dates finds the dates of r's prose and resolves them as far as the article
// itself allows.
func dates(r Reading) []dated {
	var out []dated
	for i, sent := range r.Layout.Sentences {
		if sent.Kind != text.Prose {
			continue
		}
		s := sent.In(r.Article.Text)
		for _, d := range text.Dates(s) {
			p := d.Span
			if d.Until != nil {
				p.End = max(p.End, d.Until.End)
			}
			if p.Len() == 0 || !within(s, p) || !telling(s, d) {
				continue
			}
			if len(out) == mostFound {
				return out
			}
			x := dated{Date: d, sentence: i, words: shift(p, sent.Start)}
			x.resolve(s, r.Article.Published)
			out = append(out, x)
		}
	}
	return out
}

// telling reports whether d dates something. A year alone does so only after a
// preposition: in "the Paris 2024 Games" it is a part of a name. "Today's" is
// mostly no day.
func telling(s string, d text.Date) bool {
	if d.Relative {
		return !possessive(s, d.Span)
	}
	if d.Month != 0 || d.Until != nil {
		return true
	}
	before := text.Words(tail(s[:d.Start], 24))
	return len(before) > 0 && dating[before[len(before)-1].Fold]
}

// resolve finds the day. Without the day of publication only a date that the
// text gives with its year is resolved.
func (d *dated) resolve(s string, published time.Time) {
	d.precision = asPrinted
	if d.Relative {
		d.when, d.precision = relative(s, d.Span, published)
		if d.when.IsZero() {
			d.precision = asPrinted
		}
		return
	}
	end := d.Until
	year := d.Year
	if year == 0 && end != nil {
		year = end.Year
	}
	var ok bool
	if d.when, d.precision, ok = calendar(d.Date, year, published); !ok {
		d.when, d.precision = time.Time{}, asPrinted
		return
	}
	if d.Year == 0 && d.Day == 0 && d.when.After(published) && been(s[:d.Start]) {
		d.when = d.when.AddDate(-1, 0, 0)
	}
	if end == nil {
		return
	}
	u := *end
	if u.Month == 0 {
		u.Month = d.Month
	}
	if u.Year == 0 {
		u.Year = d.when.Year()
	}
	if until, _, ok := calendar(u, u.Year, published); ok {
		if until.Before(d.when) && end.Year == 0 {
			until = until.AddDate(1, 0, 0)
		}
		if until.After(d.when) {
			d.until = until
		}
	}
}

// been reports whether what stands before a month tells what has happened:
// "proposed in April".
func been(s string) bool {
	ws := text.Words(tail(s, 80))
	ws = ws[max(0, len(ws)-3):]
	foreseen := slices.ContainsFunc(ws, func(w text.Word) bool { return ahead[w.Fold] })
	return !foreseen && slices.ContainsFunc(ws, func(w text.Word) bool { return over[w.Fold] || len(w.Fold) > 4 && strings.HasSuffix(w.Fold, "ed") })
}

// calendar makes a day of year, month and day as far as they are stated. A day
// and month without a year is the one nearest to the day of publication.
func calendar(d text.Date, year int, published time.Time) (time.Time, string, bool) {
	if d.Month < 0 || d.Month > 12 || d.Day < 0 || d.Day > 31 {
		return time.Time{}, "", false
	}
	if year == 0 {
		if published.IsZero() || d.Month == 0 {
			return time.Time{}, "", false
		}
		day := max(1, d.Day)
		best := time.Time{}
		for y := published.Year() - 1; y <= published.Year()+1; y++ {
			t := time.Date(y, time.Month(d.Month), day, 0, 0, 0, 0, time.UTC)
			if t.Day() == day && (best.IsZero() || t.Sub(published).Abs() < best.Sub(published).Abs()) {
				best = t
			}
		}
		if best.IsZero() {
			return best, "", false
		}
		year = best.Year()
	}
	t := time.Date(year, time.Month(max(1, d.Month)), max(1, d.Day), 0, 0, 0, 0, time.UTC)
	switch {
	case d.Month == 0:
		return t, byYear, true
	case d.Day == 0:
		return t, byMonth, true
	}
	return t, byDay, t.Day() == d.Day
}

// relative resolves a day that is told from the day of publication; zero when
// it is told less exactly, or when that day is not known.
func relative(s string, p text.Span, published time.Time) (time.Time, string) {
	if published.IsZero() {
		return time.Time{}, asPrinted
	}
	y, m, day := published.Date()
	today := time.Date(y, m, day, 0, 0, 0, 0, time.UTC)
	words := strings.ToLower(strings.Join(strings.Fields(p.In(s)), " "))
	switch {
	case strings.Contains(words, "yesterday"), words == "ieri":
		return today.AddDate(0, 0, -1), byDay
	case strings.Contains(words, "tomorrow"), words == "domani":
		return today.AddDate(0, 0, 1), byDay
	case strings.HasPrefix(words, "today"), words == "tonight", words == "oggi", words == "this morning", words == "this afternoon", words == "this evening":
		return today, byDay
	case strings.HasSuffix(words, "this month"), words == "questo mese":
		return time.Date(y, m, 1, 0, 0, 0, 0, time.UTC), byMonth
	case strings.HasSuffix(words, "last month"):
		return time.Date(y, m-1, 1, 0, 0, 0, 0, time.UTC), byMonth
	case strings.HasSuffix(words, "next month"):
		return time.Date(y, m+1, 1, 0, 0, 0, 0, time.UTC), byMonth
	case strings.HasSuffix(words, "this year"):
		return time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC), byYear
	case strings.HasSuffix(words, "last year"):
		return time.Date(y-1, 1, 1, 0, 0, 0, 0, time.UTC), byYear
	case strings.HasSuffix(words, "next year"):
		return time.Date(y+1, 1, 1, 0, 0, 0, 0, time.UTC), byYear
	}
	return weekday(s, p, words, today)
}

// weekday resolves "Wednesday", "last Tuesday", "this Saturday".
func weekday(s string, p text.Span, words string, today time.Time) (time.Time, string) {
	for i, name := range weekdays {
		if !strings.Contains(words, name) {
			continue
		}
		back := (int(today.Weekday()) - i + 7) % 7
		future := strings.HasPrefix(words, "this ") || strings.HasPrefix(words, "next ") || strings.HasPrefix(words, "coming ")
		if strings.HasPrefix(words, "last ") && back == 0 {
			back = 7
		}
		if !future && !strings.HasPrefix(words, "last ") {
			before := text.Words(tail(s[:p.Start], 80))
			before = before[max(0, len(before)-6):]
			past := false
			for _, w := range before {
				future, past = future || ahead[w.Fold], past || over[w.Fold]
			}
			if n := len(before); n > 1 && !past { // "By Friday the fire was out" begins with it
				future = future || deadlines[before[n-1].Fold]
			}
		}
		if future {
			// "Next Tuesday" on a Monday is no certain day: it is left as printed.
			if strings.HasPrefix(words, "next ") {
				return time.Time{}, asPrinted
			}
			return today.AddDate(0, 0, (7-back)%7), byDay
		}
		return today.AddDate(0, 0, -back), byDay
	}
	return time.Time{}, asPrinted
}
