package text

import (
	"strconv"
	"time"
	"unicode"
)

// weekday reads a day of the week, with the date or the word that points at it:
// "Wednesday, January 28, 2026", "this Saturday", "sabato prossimo".
func (c *calendar) weekday(i int) (Date, int) {
	from, shift, pointed := i, 0, false
	if p, ok := pointers[c.ws[i].Fold]; ok && i+1 < len(c.ws) && c.gap(i+1) == " " {
		shift, pointed = p, true
		i++
	}
	w := c.ws[i]
	day, ok := weekdays[w.Fold]
	if !ok || !unicode.IsUpper(c.first(i)) && !lowerDays[w.Fold] || from > 0 && !pointed && named[c.ws[from-1].Fold] {
		return Date{}, from
	}
	if w.Len() <= 5 && w.Fold != "lundi" && w.Fold != "mardi" && w.Fold != "jeudi" && w.Fold != "lunes" && !c.dotted(i) {
		if d, next := c.full(from, i+1); next > from { // "Tue Jan 28"
			return d, next
		}
		return Date{}, from
	}
	if d, next := c.full(from, i+1); next > from {
		return d, next
	}
	d := Date{Span: Span{c.ws[from].Start, w.End}, Relative: true, period: 'k', day: day, shift: shift}
	next := i + 1
	if p, ok := pointers[c.word(next)]; ok && !pointed && c.gap(next) == " " && p != 0 && lowerDays[w.Fold] {
		d.shift, d.End = p, c.ws[next].End
		next++
	} else if !pointed {
		d.shift = 9 // neither is said
	}
	return d, next
}

// dotted reports whether a full stop follows word i.
func (c *calendar) dotted(i int) bool { return c.ws[i].End < len(c.s) && c.s[c.ws[i].End] == '.' }

func (c *calendar) word(i int) string {
	if i < 0 || i >= len(c.ws) {
		return ""
	}
	return c.ws[i].Fold
}

// full reads the date that follows a weekday, words from to i-1.
func (c *calendar) full(from, i int) (Date, int) {
	if !c.near(i) {
		return Date{}, from
	}
	d, next := c.day(i)
	if next == i {
		return Date{}, from
	}
	d, next = c.until(d, i, next)
	d.Start = c.ws[from].Start
	return d, next
}

// relative reads what only the day of writing dates: "yesterday", "earlier this
// month", "two weeks ago", "la settimana scorsa".
func (c *calendar) relative(i int) (Date, int) {
	w := c.ws[i]
	if n, ok := spoken[w.Fold]; ok {
		if w.Fold == "today" && unicode.IsUpper(c.first(i)) && i > 0 { // "USA Today"
			return Date{}, i
		}
		return Date{Span: w.Span, Relative: true, period: 'd', shift: n}, i + 1
	}
	j := i
	switch w.Fold {
	case "earlier", "later", "early", "late":
		if c.gap(i+1) != " " {
			return Date{}, i
		}
		j++
		if n, ok := spoken[c.word(j)]; ok {
			return Date{Span: Span{w.Start, c.ws[j].End}, Relative: true, period: 'd', shift: n}, j + 1
		}
	}
	if n, ok := pointers[c.word(j)]; ok && c.plainGap(j+1) {
		if p := periods[c.word(j+1)]; p != 0 && p != 'h' && !(p == 'd' && n >= 0) && plainPeriod(c.word(j+1)) {
			return Date{Span: Span{w.Start, c.ws[j+1].End}, Relative: true, period: p, shift: n}, j + 2
		}
		return Date{}, i
	}
	if p := periods[w.Fold]; p != 0 && j == i && plainPeriod(w.Fold) && c.gap(i+1) == " " { // "settimana scorsa"
		if n, ok := pointers[c.word(i+1)]; ok && n != 0 && c.word(i + 1)[0] != 'n' && len(c.word(i+1)) > 5 {
			return Date{Span: Span{w.Start, c.ws[i+1].End}, Relative: true, period: p, shift: n}, i + 2
		}
	}
	return c.ago(i)
}

func (c *calendar) plainGap(i int) bool {
	g := c.gap(i)
	return g == " " || g == "\u00a0" || g == "’" || g == "'" || g == "\n"
}

// plainPeriod reports whether a period is in the singular.
func plainPeriod(w string) bool {
	switch w {
	case "days", "weeks", "months", "years", "hours", "minutes", "giorni", "settimane", "mesi", "anni", "ore", "day":
		return false
	}
	return true
}

// ago reads "two weeks ago", "due giorni fa".
func (c *calendar) ago(i int) (Date, int) {
	if i+2 >= len(c.ws) {
		return Date{}, i
	}
	p := periods[c.ws[i+1].Fold]
	if last := c.ws[i+2].Fold; p == 0 || p == 's' || p == 'e' || last != "ago" && last != "fa" && last != "earlier" && last != "prima" {
		return Date{}, i
	}
	n, ok := numberWords[c.ws[i].Fold]
	if !ok {
		n, ok = italianUnits[c.ws[i].Fold]
	}
	if !ok {
		v, err := strconv.Atoi(c.ws[i].Fold)
		if err != nil || v > 1000 {
			if w := c.ws[i].Fold; w != "a" && w != "an" && w != "un" && w != "una" {
				return Date{}, i
			}
			v = 1
		}
		n = float64(v)
	}
	if c.ws[i+2].Fold != "ago" && c.ws[i+2].Fold != "fa" {
		return Date{}, i
	}
	return Date{Span: Span{c.ws[i].Start, c.ws[i+2].End}, Relative: true, period: p, shift: -int(n)}, i + 3
}

// month reads a month without a day: "January 2026", "in February".
func (c *calendar) month(i int) (Date, int) {
	m := c.monthName(i)
	if m == 0 {
		return Date{}, i
	}
	d, next := c.yearAfter(Date{Span: c.ws[i].Span, Month: m}, i+1)
	if d.Year == 0 && (i == 0 || !beforeMonth[c.ws[i-1].Fold] || c.ws[i].Len() < 3) {
		return Date{}, i
	}
	return d, next
}

// year reads a year that stands alone.
func (c *calendar) year(i int) (Date, int) {
	y := c.yearNumber(i)
	if y == 0 || i == 0 && i+1 >= len(c.ws) {
		return Date{}, i
	}
	before, after := i > 0 && beforeYear[c.ws[i-1].Fold], false
	if i+1 < len(c.ws) && c.gap(i+1) == " " {
		after = unicode.IsUpper(c.first(i + 1))
		if !after && plural(c.ws[i+1].Fold) {
			return Date{}, i
		}
	}
	if i > 0 && !before && !after && !(c.gap(i) == " " && unicode.IsUpper(c.first(i-1)) || c.gap(i) == " (" || c.gap(i) == "-") {
		return Date{}, i
	}
	return Date{Span: c.ws[i].Span, Year: y}, i + 1
}

// looksAhead reports whether the sentence speaks of what is to come.
func (c *calendar) looksAhead() bool {
	if c.ahead == 0 {
		c.ahead = -1
		for _, w := range c.ws {
			if ahead[w.Fold] {
				c.ahead = 1
				break
			}
		}
	}
	return c.ahead > 0
}

// Resolve returns the days d means, as midnights UTC, first and last, for a text
// written on the given day. It is not ok where the text leaves it open: a date
// without a year is the one nearest to the day of writing, but a bare month or
// year gives the whole of it.
func (d Date) Resolve(written time.Time) (first, last time.Time, ok bool) {
	w := time.Date(written.Year(), written.Month(), written.Day(), 0, 0, 0, 0, time.UTC)
	if d.Relative {
		if written.IsZero() {
			return first, last, false
		}
		return d.resolve(w)
	}
	if d.Year == 0 && written.IsZero() || d.Year == 0 && d.Month == 0 {
		return first, last, false
	}
	year := d.Year
	if year == 0 {
		year = nearest(w, d.Month, max(d.Day, 15*(1-min(d.Day, 1))))
	}
	switch {
	case d.Month == 0:
		return day(year, 1, 1), day(year, 12, 31), true
	case d.Day == 0:
		return day(year, d.Month, 1), day(year, d.Month+1, 0), true
	}
	first = day(year, d.Month, d.Day)
	if first.Day() != d.Day { // February 30
		return first, last, false
	}
	last = first
	if d.Until != nil {
		u := *d.Until
		if u.Year == 0 {
			if u.Year = year; u.Month < d.Month {
				u.Year++
			}
		}
		if last = day(u.Year, u.Month, u.Day); last.Day() != u.Day {
			last = first
		}
	}
	return first, last, true
}

func day(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }

// nearest returns the year whose given day is nearest to w.
func nearest(w time.Time, month, d int) int {
	best, year := time.Duration(1<<62), w.Year()
	for y := w.Year() - 1; y <= w.Year()+1; y++ {
		if gap := day(y, month, d).Sub(w).Abs(); gap < best {
			best, year = gap, y
		}
	}
	return year
}

// resolve is Resolve for relative dates.
func (d Date) resolve(w time.Time) (first, last time.Time, ok bool) {
	switch d.period {
	case 'd':
		first = w.AddDate(0, 0, d.shift)
		return first, first, true
	case 'w':
		first = w.AddDate(0, 0, -(int(w.Weekday())+6)%7+7*d.shift)
		return first, first.AddDate(0, 0, 6), true
	case 'e':
		first = w.AddDate(0, 0, (6-int(w.Weekday())+7)%7+7*d.shift)
		return first, first.AddDate(0, 0, 1), true
	case 'm':
		return day(w.Year(), int(w.Month())+d.shift, 1), day(w.Year(), int(w.Month())+d.shift+1, 0), true
	case 'y':
		return day(w.Year()+d.shift, 1, 1), day(w.Year()+d.shift, 12, 31), true
	case 'k':
		back := (int(w.Weekday()) - int(d.day) + 7) % 7 // days since the last one, today included
		n := -back
		switch {
		case d.shift == -1 && back == 0:
			n = -7
		case (d.shift == 0 || d.shift == 1 || d.shift == 9 && d.future) && back > 0:
			n = 7 - back
		case d.shift == 1:
			n = 7
		}
		first = w.AddDate(0, 0, n)
		return first, first, true
	}
	return first, last, false
}
