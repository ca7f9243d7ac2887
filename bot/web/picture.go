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
	Bars        []bar
	Spans       []bar
	More        int // spans that found no room
}

// part is a stretch of time without long gaps, drawn to one scale.
type part struct {
	From, Until time.Time // Until is not in it
	X, Width    float64   // in hundredths of the picture
	Label       string
	Row         int  // of the label, from 0: neighbours stand in different rows
	After       bool // there is a gap before it
	Mid         float64
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
	mostParts = 4    // of a picture
	gapShare  = 0.2  // of all time, above which a gap is left out
	edge      = 1.5  // free at either side, in hundredths
	between   = 4.0  // free between two parts
	highest   = 88   // of a bar, in pixels
	oneFact   = 22   // highest for a single fact
	lanes     = 6    // of spans
	thinnest  = 0.55 // bar, in hundredths
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
	out := []part{{From: all[0].from, Until: all[0].until}}
	for _, d := range all[1:] {
		last := &out[len(out)-1]
		if d.from.After(last.Until) {
			out = append(out, part{From: d.from, Until: d.until, After: true})
		} else if d.until.After(last.Until) {
			last.Until = d.until
		}
	}
	for len(out) > 1 { // close the smallest gap until the rest are long ones, and few
		total, least := 0.0, 1
		for i, p := range out {
			total += p.Until.Sub(p.From).Hours()
			if i > 0 && gap(out, i) < gap(out, least) {
				least = i
			}
		}
		if len(out) <= mostParts && gap(out, least) > gapShare*total && gap(out, least) > 24*5 {
			break
		}
		out[least-1].Until = out[least].Until
		out = slices.Delete(out, least, least+1)
	}
	total := 0.0
	for _, p := range out {
		total += p.Until.Sub(p.From).Hours()
	}
	free := 100 - 2*edge - between*float64(len(out)-1)
	x := edge
	for i := range out {
		p := &out[i]
		floor := 0.5 / float64(len(out)) // half of the width is shared alike, the other half by length
		p.X, p.Width = x, free*(floor+0.5*p.Until.Sub(p.From).Hours()/total)
		p.Mid, p.Row = p.X+p.Width/2, i%2
		p.Label = stretch(p.From, p.Until)
		x += p.Width + between
	}
	return out
}

func gap(ps []part, i int) float64 { return ps[i].From.Sub(ps[i-1].Until).Hours() }

// stretch says what a part covers, no more precisely than fits beneath it.
func stretch(from, until time.Time) string {
	last := until.AddDate(0, 0, -1)
	switch {
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
	most := 1
	for _, d := range all {
		if !d.long {
			most = max(most, d.facts)
		}
	}
	unit := min(oneFact, float64(highest)/float64(most))
	p.Axis = int(unit*float64(most)) + 12
	var ends [lanes]float64 // of what stands in each lane
	used := 0
	for _, d := range all {
		b := bar{X: p.at(d.from), Facts: d.facts, Contested: d.contested, Label: d.label + ": " + plural(d.facts, "fact")}
		b.Width = max(thinnest, p.at(d.until)-b.X-0.15)
		if !d.long {
			b.Width = min(b.Width, 5)
			b.Height = max(3, int(unit*float64(d.facts)))
			b.Y = p.Axis - b.Height
			p.Bars = append(p.Bars, b)
			continue
		}
		lane := slices.IndexFunc(ends[:], func(end float64) bool { return end < b.X+0.01 })
		if lane < 0 {
			p.More++
			continue
		}
		ends[lane] = b.X + b.Width + 0.5
		used = max(used, lane+1)
		b.Y, b.Height = p.Axis+6+lane*9, 5
		p.Spans = append(p.Spans, b)
	}
	rows := 1
	if len(p.Parts) > 1 {
		rows = 2
	}
	p.Height = p.Axis + 8 + used*9 + rows*18 + 4
	facts := 0
	for _, d := range all {
		facts += d.facts
	}
	p.Title = "When it happens: " + plural(facts, "fact") + " by date"
	busy := slices.MaxFunc(all, func(a, b dated) int { return cmp.Or(cmp.Compare(a.facts, b.facts), b.from.Compare(a.from)) })
	p.Text = "From " + all[0].label + " to " + all[len(all)-1].label + ". Most is dated to " + busy.label + ": " + plural(busy.facts, "fact") + ". Every one is in the list below."
}

// LabelY is where the label of a part stands.
func (p *picture) LabelY(row int) int {
	rows := 1
	if len(p.Parts) > 1 {
		rows = 2
	}
	return p.Height - 6 - (rows-1-row)*18
}
