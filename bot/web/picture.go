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
	Ticks       []label // years or months within a part
	Foot        int     // how far down the ticks go
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
	Contested bool
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
	thinnest  = 0.55   // bar, in hundredths
	widest    = 1.8
	letters   = 18 // height of a row of labels
	apiece    = 9  // width of the name of a tick with what keeps it from the next, in hundredths
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
	p.tell(all)
	all = p.apart(all)
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
		b := bar{X: p.at(d.from), Contested: d.contested}
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
}

// tell says in words what the picture shows.
func (p *picture) tell(all []dated) {
	facts := 0
	for _, d := range all {
		facts += d.facts
	}
	p.Title = "When it happens: " + plural(facts, "fact") + " by date"
	busy := slices.MaxFunc(all, func(a, b dated) int { // of two the one that is told more exactly, then the first
		return cmp.Or(cmp.Compare(a.facts, b.facts), cmp.Compare(b.until.Sub(b.from), a.until.Sub(a.from)), b.from.Compare(a.from))
	})
	first, last := ends(p.Parts[0].From, p.Parts[len(p.Parts)-1].Until)
	p.Text = "From " + first + " to " + last + "."
	if busy.facts > 1 {
		p.Text += " Most is dated to " + busy.label + ": " + plural(busy.facts, "fact") + "."
	}
	p.Text += " Every one is in the list below."
}

// apart puts days together whose bars would cover each other.
func (p *picture) apart(all []dated) []dated {
	var out []dated
	last := -1 // place in out of the latest day
	for _, d := range all {
		switch {
		case d.long:
		case last >= 0 && p.at(d.from) < p.at(out[last].from)+thinnest+0.1:
			out[last].facts += d.facts
			out[last].contested = out[last].contested || d.contested
			continue
		default:
			last = len(out)
		}
		out = append(out, d)
	}
	return out
}
