package text

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Date is a date or a relative day as a text states it.
//
// The English, Italian, French, Spanish and German names of months and days are
// known; relative dates in English and Italian.
type Date struct {
	Span // of a range, all of it
	// Year, Month, Day are 0 where the text does not state them.
	Year, Month, Day int
	// Relative is true for "Wednesday", "this Saturday", "earlier this month":
	// a date only for a reader who knows when the article was written; see
	// [Date.Resolve].
	Relative bool
	// Until is set for the end of a range ("Feb. 6 to Feb. 22"); nil otherwise.
	Until *Date

	shift  int          // how many periods from the day of writing
	period byte         // d day, w week, e weekend, m month, y year, s season, h hour, k weekday
	day    time.Weekday // for period k
	future bool         // the sentence speaks of what is to come
}

// Dates finds the dates of one sentence; spans are in bytes of s.
func Dates(s string) []Date { return datesOf(s, Words(s)) }

func datesOf(s string, ws []Word) []Date {
	var out []Date
	c := calendar{s: s, ws: ws}
	for i := 0; i < len(ws); {
		d, next := c.at(i)
		if next == i {
			i++
			continue
		}
		d.End = c.unpossessed(d.Span)
		if d.Until != nil {
			d.Until.End = d.End
		}
		out = append(out, d)
		i = next
	}
	for i := range out {
		if out[i].Relative && c.looksAhead() {
			out[i].future = true
		}
	}
	return out
}

// unpossessed is the end of a date without a possessive: "Tuesday’s".
func (c *calendar) unpossessed(p Span) int {
	t := p.In(c.s)
	for _, end := range [...]string{"'s", "’s"} {
		if strings.HasSuffix(t, end) {
			return p.End - len(end)
		}
	}
	return p.End
}

// calendar reads the dates of one sentence.
type calendar struct {
	s     string
	ws    []Word
	ahead int8 // 0 not looked, 1 yes, -1 no
}

// at reads the date that begins with word i; next is i when there is none.
func (c *calendar) at(i int) (d Date, next int) {
	if !digitAt(c.s, c.ws[i].Start) && !dateish[c.ws[i].Fold] {
		return d, i
	}
	if d, next = c.day(i); next > i {
		return c.until(d, i, next)
	}
	if d, next = c.weekday(i); next > i {
		return d, next
	}
	if d, next = c.relative(i); next > i {
		return d, next
	}
	if d, next = c.month(i); next > i {
		return d, next
	}
	return c.year(i)
}

// until reads the rest of a range that begins with d, words i to next.
func (c *calendar) until(d Date, i, next int) (Date, int) {
	if d.Day == 0 || d.Until != nil || next >= len(c.ws) {
		return d, next
	}
	j := next
	switch gap := strings.TrimSpace(c.gap(next)); {
	case gap == "-" || gap == "–" || gap == "—":
	case gap == "" && (through[c.ws[j].Fold] || c.ws[j].Fold == "and" && i > 0 && c.ws[i-1].Fold == "between"):
		j++
	default:
		return d, next
	}
	if j >= len(c.ws) {
		return d, next
	}
	e, end := c.day(j)
	if end == j || e.Day == 0 || e.Until != nil {
		n, ok := c.dayNumber(j)
		if !ok || n <= d.Day || !c.joined(j) || d.Year > 0 {
			return d, next
		}
		e = Date{Span: c.ws[j].Span, Month: d.Month, Day: n}
		e, end = c.yearAfter(e, j+1)
	}
	if d.Year == 0 && e.Year > 0 {
		if d.Year = e.Year; d.Month > e.Month {
			d.Year--
		}
	}
	d.Until, d.End = &e, e.End
	return d, end
}

// joined reports whether the number at word j can only be a day: nothing that
// could be counted follows it.
func (c *calendar) joined(j int) bool {
	return j+1 >= len(c.ws) || c.gap(j+1) != " " || Stop(c.ws[j+1].Fold, "en") || unicode.IsUpper(c.first(j+1))
}

func (c *calendar) first(i int) rune {
	r, _ := utf8.DecodeRuneInString(c.s[c.ws[i].Start:])
	return r
}

// gap is what stands between word i-1 and word i.
func (c *calendar) gap(i int) string {
	if i == 0 || i >= len(c.ws) {
		return ""
	}
	return c.s[c.ws[i-1].End:c.ws[i].Start]
}

// near reports whether word i follows word i-1 with nothing but the marks that
// dates have inside.
func (c *calendar) near(i int) bool {
	if i >= len(c.ws) {
		return false
	}
	switch c.gap(i) {
	case " ", ". ", ", ", "\u00a0", ".\u00a0", "., ", "\n", ".", "  ", "-", "º ", ".-":
		return true
	}
	return false
}

// day reads a date with a day: "Feb. 6", "6 February 2026", "2026-01-28",
// "28.01.2026", "6 to 22 February".
func (c *calendar) day(i int) (Date, int) {
	if d, next := c.numeric(i); next > i {
		return d, next
	}
	if m := c.monthName(i); m > 0 {
		if !c.near(i + 1) {
			return Date{}, i
		}
		n, ok := c.dayNumber(i + 1)
		if !ok {
			return Date{}, i
		}
		return c.yearAfter(Date{Span: Span{c.ws[i].Start, c.ws[i+1].End}, Month: m, Day: n}, i+2)
	}
	n, ok := c.dayNumber(i)
	if !ok || i+1 >= len(c.ws) {
		return Date{}, i
	}
	j := i + 1
	if w := c.ws[j].Fold; w == "of" || w == "de" || w == "di" {
		j++
	}
	if j < len(c.ws) && c.near(j) && c.near(i+1) {
		if m := c.monthName(j); m > 0 {
			return c.yearAfter(Date{Span: Span{c.ws[i].Start, c.ws[j].End}, Month: m, Day: n}, j+1)
		}
	}
	return c.days(i, n)
}

// days reads a range whose first day has no month: "6 to 22 February".
func (c *calendar) days(i, n int) (Date, int) {
	j := i + 1
	switch gap := strings.Trim(c.gap(j), " ."); {
	case gap == "-" || gap == "–":
	case gap == "" && (through[c.ws[j].Fold] || c.ws[j].Fold == "and" || c.ws[j].Fold == "e" || c.ws[j].Fold == "et"):
		j++
	default:
		return Date{}, i
	}
	last, ok := c.dayNumber(j)
	if !ok || last <= n || j+1 >= len(c.ws) || !c.near(j+1) {
		return Date{}, i
	}
	k := j + 1
	if w := c.ws[k].Fold; (w == "of" || w == "de" || w == "di") && k+1 < len(c.ws) {
		k++
	}
	m := c.monthName(k)
	if m == 0 {
		return Date{}, i
	}
	e, next := c.yearAfter(Date{Span: Span{c.ws[j].Start, c.ws[k].End}, Month: m, Day: last}, k+1)
	return Date{Span: Span{c.ws[i].Start, e.End}, Year: e.Year, Month: m, Day: n, Until: &e}, next
}

// yearAfter adds the year that word i states, if it does.
func (c *calendar) yearAfter(d Date, i int) (Date, int) {
	j := i
	if j+1 < len(c.ws) && c.gap(j) == " " {
		switch c.ws[j].Fold {
		case "of", "del", "de", "nel":
			j++
		}
	}
	if !c.near(j) {
		return d, i
	}
	y := c.yearNumber(j)
	if y == 0 {
		return d, i
	}
	d.Year, d.End = y, c.ws[j].End
	return d, j + 1
}

// monthName returns the month word i names, 0 for none.
func (c *calendar) monthName(i int) int {
	if i >= len(c.ws) {
		return 0
	}
	w := c.ws[i]
	m := months[w.Fold]
	if m == 0 || !unicode.IsUpper(c.first(i)) && !lowerMonths[w.Fold] {
		return 0
	}
	return m
}

// dayNumber returns the day of a month that word i is: "6", "6th", "1º".
func (c *calendar) dayNumber(i int) (int, bool) {
	if i >= len(c.ws) {
		return 0, false
	}
	w := c.ws[i].In(c.s)
	n := run(w, 0)
	if n == 0 || n > 2 {
		return 0, false
	}
	switch w[n:] {
	case "", "st", "nd", "rd", "th", "º", "°", "er", "ST", "ND", "RD", "TH":
	default:
		return 0, false
	}
	v, _ := strconv.Atoi(w[:n])
	return v, v >= 1 && v <= 31
}

// yearNumber returns the year that word i is written as, 0 for none.
func (c *calendar) yearNumber(i int) int {
	if i >= len(c.ws) || c.ws[i].Len() != 4 || run(c.s, c.ws[i].Start) != 4 || digitAt(c.s, c.ws[i].Start+4) {
		return 0
	}
	v, _ := strconv.Atoi(c.ws[i].In(c.s))
	if v < 1500 || v > 2100 {
		return 0
	}
	return v
}

// numeric reads a date written in digits. Where the order of day and month is
// open ("02/03/2026") only the year is stated.
func (c *calendar) numeric(i int) (Date, int) {
	w := c.ws[i].In(c.s)
	if strings.Count(w, ".") == 2 {
		p := strings.Split(w, ".")
		return c.ordered(Span{c.ws[i].Start, c.ws[i].End}, p[2], p[1], p[0], i, i+1)
	}
	if i+2 >= len(c.ws) || !digitAt(w, 0) {
		return Date{}, i
	}
	sep := c.gap(i + 1)
	if sep != "-" && sep != "/" && sep != "." || c.gap(i+2) != sep {
		return Date{}, i
	}
	a, b, z := w, c.ws[i+1].In(c.s), c.ws[i+2].In(c.s)
	p := Span{c.ws[i].Start, c.ws[i+2].End}
	if len(a) == 4 {
		if len(z) > 3 && z[2] == 'T' { // a time follows
			p.End -= len(z) - 2
			z = z[:2]
		}
		return c.ordered(p, a, b, z, i, i+3)
	}
	if first, _ := strconv.Atoi(a); first <= 12 && sep == "/" {
		if second, _ := strconv.Atoi(b); second > 12 {
			return c.ordered(p, z, a, b, i, i+3)
		} else if first != second {
			d, next := c.ordered(p, z, a, b, i, i+3)
			d.Month, d.Day = 0, 0
			return d, next
		}
	}
	return c.ordered(p, z, b, a, i, i+3)
}

func (c *calendar) ordered(p Span, year, month, day string, i, next int) (Date, int) {
	y, errY := strconv.Atoi(year)
	m, errM := strconv.Atoi(month)
	d, errD := strconv.Atoi(day)
	if errY != nil || errM != nil || errD != nil || len(year) != 4 || y < 1500 || y > 2100 || m < 1 || m > 12 || d < 1 || d > 31 {
		return Date{}, i
	}
	return Date{Span: p, Year: y, Month: m, Day: d}, next
}
