package web

import (
	"slices"
	"time"
)

// stretch says what a part covers, no more precisely than fits beneath it.
func stretch(from, until time.Time) string {
	last := until.AddDate(0, 0, -1)
	switch {
	case from.Equal(last):
		return from.Format("2 Jan 2006")
	case until.Sub(from) < 62*24*time.Hour && from.Year() == last.Year() && from.Month() == last.Month():
		return from.Format("2") + "–" + last.Format("2 Jan 2006")
	case from.Format("2006-01") == last.Format("2006-01"):
		return from.Format("Jan 2006")
	case from.Year() == last.Year() && from.YearDay() == 1 && last.Month() == time.December:
		return from.Format("2006")
	case from.Year() == last.Year():
		return from.Format("Jan") + "–" + last.Format("Jan 2006")
	}
	if until.Sub(from) < 3*366*24*time.Hour {
		return from.Format("Jan 2006") + "–" + last.Format("Jan 2006")
	}
	return from.Format("2006") + "–" + last.Format("2006")
}

// name says beneath each part what it covers, from y on, and what its ticks are.
// Of more than two, neighbours stand in different rows, so that they do not meet
// on a narrow screen.
func (p *picture) name(y int) {
	p.Foot = y
	for _, s := range p.Parts {
		p.Ticks = append(p.Ticks, s.ticks(y+12)...)
	}
	if len(p.Ticks) > 0 {
		y += letters
	}
	rows := 1
	if len(p.Parts) == 1 {
		one := p.Parts[0]
		from, until := ends(one.From, one.Until)
		p.Labels = []label{{one.X, y + 12, "start", from}}
		if until != from {
			p.Labels = append(p.Labels, label{one.X + one.Width, y + 12, "end", until})
		}
	} else {
		rows = min(2, len(p.Parts)-1)
		for i, s := range p.Parts {
			l := label{s.X + s.Width/2, y + 12 + i%rows*letters, "middle", stretch(s.From, s.Until)}
			switch i {
			case 0:
				l.X, l.Anchor = s.X, "start"
			case len(p.Parts) - 1:
				l.X, l.Anchor = s.X+s.Width, "end"
			}
			p.Labels = append(p.Labels, l)
		}
	}
	p.Height = y + rows*letters + 2
}

// The steps of a scale, in months: whole years count from the year 0.
var steps = []int{1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000}

// ticks are the months or the years that begin within a part, in round steps, as
// many as their names find room.
func (s part) ticks(y int) []label {
	first, last := months(s.From), months(s.Until)
	if last-first < 2 {
		return nil // its own label says as much
	}
	room := s.Width / apiece
	each := steps[len(steps)-1]
	for _, n := range slices.Backward(steps) {
		if float64(last-first)/float64(n) <= room && (n%12 == 0 || last-first <= 12) {
			each = n
		}
	}
	form := "2006"
	if each < 12 {
		form = "Jan"
	}
	var out []label
	for m := first - first%each + each; m <= last; m += each {
		at := time.Date(m/12, time.Month(1+m%12), 1, 0, 0, 0, 0, time.UTC)
		x := s.X + s.Width*at.Sub(s.From).Hours()/s.Until.Sub(s.From).Hours()
		if x-s.X > apiece/2 && s.X+s.Width-x > apiece/2 {
			out = append(out, label{x, y, "middle", at.Format(form)})
		}
	}
	return out
}

// months counts the months since the year 0.
func months(t time.Time) int { return 12*t.Year() + int(t.Month()) - 1 }

// ends names the first and the last day, month or year of a stretch of time.
func ends(from, until time.Time) (first, last string) {
	form := "2 Jan 2006"
	if until.Sub(from) > 366*24*time.Hour {
		form = "2006"
	}
	return from.Format(form), until.AddDate(0, 0, -1).Format(form)
}
