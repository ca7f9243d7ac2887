package text

import "time"

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
		if last = day(u.Year, u.Month, u.Day); last.Day() != u.Day || last.Before(first) {
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
