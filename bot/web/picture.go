package web

import (
	"cmp"
	"slices"
	"time"

	"briefingbot/briefing"
)

// picture is a timeline to look at: how much the articles date to which day.
// Across it goes by shares, so that its letters keep their size on any screen;
// down it goes by pixels.
type picture struct {
	Title, Text string
	Height      int
	Axis        int // where the line of time is
	Parts       []part
	Labels      []label
	Bars        []bar
	Spans       []bar
	More        int // spans that found no room
}

// part is a stretch of time without long gaps, drawn to one scale.
type part struct {
	From, Until time.Time // Until is not in it
	X, Width    float64   // in hundredths of the picture
}

// label is a time beneath the line.
type label struct {
	X      float64 // in hundredths of the picture
	Y      int
	Anchor string // which end of the text is at X
	Text   string
}

// bar is what is dated to one day, or to a longer time.
type bar struct {
	X, Width  float64 // in hundredths of the picture
	Y, Height int
	Facts     int
	Contested bool
	Label     string // when, and how many facts
}

const (
	mostParts = 4      // of a picture
	gapShare  = 0.4    // of the time that is drawn, above which a gap is left out
	shortGap  = 24 * 5 // hours; a shorter gap never is
	edge      = 1.5    // free at either side, in hundredths
	between   = 4.0    // free between two parts
	highest   = 88     // of a bar, in pixels
	oneFact   = 22     // highest for a single fact
	lanes     = 6      // of spans
	mostBars  = 200
	thinnest  = 0.55 // bar, in hundredths
	widest    = 1.8
	letters   = 18 // height of a row of labels
)

// dates is what an event covers: a day, or the month, year or range it names.
func dates(e briefing.Event) (from, until time.Time, long bool) {
	from = e.When.UTC()
	last := from
	if !e.Until.IsZero() {
		last = e.Until.UTC()
	}
	switch e.Precision {
	case "year":
		return from, last.AddDate(1, 0, 0), true
	case "month":
		return from, last.AddDate(0, 1, 0), true
	}
	return from, last.AddDate(0, 0, 1), last.After(from)
}

// dated is what several facts are dated to.
type dated struct {
	from, until time.Time
	long        bool
	facts       int
	contested   bool
	label       string
}

// draw makes the picture of events; nil where fewer than two times are dated.
func draw(es []briefing.Event) *picture {
	var all []dated
	known := map[[2]int64]int{}
	for _, e := range es {
		if e.When.IsZero() || when(e) == "" {
			continue
		}
		from, until, long := dates(e)
		key := [2]int64{from.Unix(), until.Unix()}
		i, ok := known[key]
		if !ok {
			i = len(all)
			known[key] = i
			all = append(all, dated{from: from, until: until, long: long, label: when(e)})
		}
		all[i].facts++
		all[i].contested = all[i].contested || len(e.Fact.Conflicts) > 0
	}
	if len(all) < 2 {
		return nil
	}
	slices.SortStableFunc(all, func(a, b dated) int { return cmp.Or(a.from.Compare(b.from), a.until.Compare(b.until)) })
	p := &picture{Parts: parts(all)}
	p.place(all)
	return p
}

// parts cuts time at its longest gaps and gives each part its share of the
// width: by its length, but none so little that it cannot be seen.
func parts(all []dated) []part {
	var met []part // times that meet
	for _, d := range all {
		last := len(met) - 1
		if last < 0 || d.from.After(met[last].Until) {
			met = append(met, part{From: d.from, Until: d.until})
		} else if d.until.After(met[last].Until) {
			met[last].Until = d.until
		}
	}
	total := met[len(met)-1].Until.Sub(met[0].From).Hours()
	cut := map[int]bool{} // gaps before these
	for len(cut) < mostParts-1 {
		most := 0
		for i := 1; i < len(met); i++ {
			if !cut[i] && (most == 0 || gap(met, i) > gap(met, most)) {
				most = i
			}
		}
		if most == 0 || gap(met, most) < gapShare*total || gap(met, most) < shortGap {
			break
		}
		cut[most] = true
		total -= gap(met, most)
	}
	out := met[:1:1]
	for i, p := range met[1:] {
		if cut[i+1] {
			out = append(out, p)
		} else {
			out[len(out)-1].Until = p.Until
		}
	}
	free := 100 - 2*edge - between*float64(len(out)-1)
	x := edge
	for i := range out {
		p := &out[i]
		floor := 0.5 / float64(len(out)) // half of the width is shared alike, the other half by length
		p.X, p.Width = x, free*(floor+0.5*p.Until.Sub(p.From).Hours()/total)
		x += p.Width + between
	}
	return out
}

func gap(ps []part, i int) float64 { return ps[i].From.Sub(ps[i-1].Until).Hours() }

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
	return from.Format("2006") + "–" + last.Format("2006")
}

// at is where a time is drawn.
func (p *picture) at(t time.Time) float64 {
	for _, s := range p.Parts {
		if !t.After(s.Until) {
			share := t.Sub(s.From).Hours() / s.Until.Sub(s.From).Hours()
			return s.X + s.Width*min(max(share, 0), 1)
		}
	}
	return 100 - edge
}

// place draws days as bars above the line and longer times as spans beneath it.
func (p *picture) place(all []dated) {
	all = p.crowded(all)
	most := 1
	for _, d := range all {
		if !d.long {
			most = max(most, d.facts)
		}
	}
	unit := min(oneFact, float64(highest)/float64(most))
	p.Axis = int(unit*float64(most)) + 12
	var taken [lanes]float64 // up to where, by what stands in each lane
	used := 0
	for _, d := range all {
		b := bar{X: p.at(d.from), Facts: d.facts, Contested: d.contested, Label: d.label + ": " + plural(d.facts, "fact")}
		b.Width = max(thinnest, p.at(d.until)-b.X-0.15)
		if !d.long {
			wide := min(b.Width, widest)
			b.X, b.Width = b.X+(b.Width-wide)/2, wide
			b.Height = max(3, int(unit*float64(d.facts)))
			b.Y = p.Axis - b.Height
			p.Bars = append(p.Bars, b)
			continue
		}
		lane := slices.IndexFunc(taken[:], func(end float64) bool { return end < b.X+0.01 })
		if lane < 0 {
			p.More++
			continue
		}
		taken[lane] = b.X + b.Width + 0.5
		used = max(used, lane+1)
		b.Y, b.Height = p.Axis+6+lane*9, 5
		p.Spans = append(p.Spans, b)
	}
	p.name(p.Axis + 8 + used*9)
	facts := 0
	for _, d := range all {
		facts += d.facts
	}
	p.Title = "When it happens: " + plural(facts, "fact") + " by date"
	busy := slices.MaxFunc(all, func(a, b dated) int { return cmp.Or(cmp.Compare(a.facts, b.facts), b.from.Compare(a.from)) })
	first, last := ends(p.Parts[0].From, p.Parts[len(p.Parts)-1].Until)
	p.Text = "From " + first + " to " + last + "."
	if busy.facts > 1 {
		p.Text += " Most is dated to " + busy.label + ": " + plural(busy.facts, "fact") + "."
	}
	p.Text += " Every one is in the list below."
}

// crowded puts days together where there are more of them than can be told
// apart on a screen.
func (p *picture) crowded(all []dated) []dated {
	days := 0
	for _, d := range all {
		if !d.long {
			days++
		}
	}
	if days <= mostBars {
		return all
	}
	var out []dated
	last := map[int]int{} // place in out of the bar in each of mostBars slots
	for _, d := range all {
		slot := int(p.at(d.from) * (mostBars - 1) / 100)
		if i, ok := last[slot]; ok && !d.long {
			out[i].facts += d.facts
			out[i].contested = out[i].contested || d.contested
			continue
		}
		if !d.long {
			last[slot] = len(out)
		}
		out = append(out, d)
	}
	return out
}

// name says beneath each part what it covers, from y on. Neighbours stand in
// different rows, so that they do not meet on a narrow screen.
func (p *picture) name(y int) {
	rows := 1
	if len(p.Parts) == 1 {
		one := p.Parts[0]
		from, until := ends(one.From, one.Until)
		p.Labels = []label{{one.X, y + 12, "start", from}}
		if until != from {
			p.Labels = append(p.Labels, label{one.X + one.Width, y + 12, "end", until})
		}
	} else {
		rows = 2
		for i, s := range p.Parts {
			l := label{s.X + s.Width/2, y + 12 + i%2*letters, "middle", stretch(s.From, s.Until)}
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

// ends names the first and the last day, month or year of a stretch of time.
func ends(from, until time.Time) (first, last string) {
	form := "2 Jan 2006"
	if until.Sub(from) > 366*24*time.Hour {
		form = "2006"
	}
	return from.Format(form), until.AddDate(0, 0, -1).Format(form)
}
