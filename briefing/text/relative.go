package text

import (
	"strconv"
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
