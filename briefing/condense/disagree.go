package condense

import (
	"fmt"
	"slices"
	"strings"

	"briefingbot/briefing/text"
)

// disagreements lists where two sentences of one fact differ.
func (e *evidence) disagreements(i, j int) [][2]version {
	var out [][2]version
	if a, b := &e.c.sentences[i], &e.c.sentences[j]; max(a.end-a.start, b.end-b.start) > longest {
		return nil
	}
	add := func(a, b text.Span, x, y string) {
		out = append(out, [2]version{{i, a, x}, {j, b, y}})
	}
	a, b := e.of(i), e.of(j)
	for x := range a.figures {
		for y := range b.figures {
			f, g := &a.figures[x], &b.figures[y]
			if e.contradict(f, g, a.figures, b.figures, i, j) {
				add(f.span, g.span, f.key(), g.key())
			}
		}
	}
	for _, p := range a.acronyms {
		for _, q := range b.acronyms {
			if p.full == q.full {
				x, y := p.span.In(e.printed(i)), q.span.In(e.printed(j))
				if x != y {
					add(p.span, q.span, x, y)
				}
			}
		}
	}
	for _, p := range a.names {
		for _, q := range b.names {
			if misspelt(p.words, q.words) {
				add(p.span, q.span, strings.Join(p.words, " "), strings.Join(q.words, " "))
			}
		}
	}
	before := len(out)
	for _, p := range a.stances {
		for _, q := range b.stances {
			if p.denies != q.denies && p.subject == q.subject && e.sharesName(i, j) {
				add(p.span, q.span, fmt.Sprint(p.denies), fmt.Sprint(q.denies))
			}
		}
	}
	if p, q, v := e.contest(i, j); v == contrary && len(out) == before {
		add(p.span, q.span, p.version(), q.version())
	}
	if p, q, ok := e.otherDay(i, j, a.dates, b.dates); ok {
		add(p.Span, q.Span, day(p), day(q))
	}
	return out
}

func (e *evidence) printed(i int) string { return e.c.printed(&e.c.sentences[i]) }

// key names the version of a figure: two that share it agree.
func (f *figure) key() string { return fmt.Sprintf("%g %s %d", f.value, f.unit, f.bound) }

const apart = 10 // figures further apart than this factor count different things

// contradict reports whether two figures of different sentences cannot both be
// the number of the same things: one number with bounds on different sides, or
// two numbers that stand alone.
func (e *evidence) contradict(f, g *figure, in, other []figure, i, j int) bool {
	if f.open || g.open {
		return false
	}
	if f.value != g.value && f.sameToll(g) && f.onlyToll(in) && g.onlyToll(other) {
		return f.value <= apart*g.value && g.value <= apart*f.value && e.oneEvent(i, j)
	}
	if f.value == g.value {
		return f.bound != g.bound && (f.bound == above || g.bound == above) && f.hedged && g.hedged &&
			f.unit == g.unit && (f.head() == g.head() || f.counts(g) > 0)
	}
	if f.value > apart*g.value || g.value > apart*f.value || !alone(f, in) || !alone(g, other) {
		return false
	}
	sure := f.counts(g)
	return sure == 2 || sure == 1 && e.c.likeness(i, j) >= alike
}

// alone reports whether a sentence gives no other number of the same things: of
// several, which stands against which is not clear.
func alone(f *figure, in []figure) bool {
	return !slices.ContainsFunc(in, func(g figure) bool {
		return g.value != f.value && g.unit == f.unit && g.head() == f.head()
	})
}

// head is the last word of what is counted, -1 when it is not known.
func (f *figure) head() int32 {
	if len(f.noun) == 0 {
		return -1
	}
	return f.noun[len(f.noun)-1]
}

// likeness is the share of the shorter sentence's content words that the other
// has.
func (c *Cluster) likeness(i, j int) float64 {
	a, b := c.sentences[i].concepts, c.sentences[j].concepts
	n, of := 0, 0
	for _, id := range a {
		if c.concepts[id].term >= 0 {
			of++
			if slices.Contains(b, id) {
				n++
			}
		}
	}
	other := 0
	for _, id := range b {
		if c.concepts[id].term >= 0 {
			other++
		}
	}
	if of = min(of, other); of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}

// misspelt reports whether two names of the same number of words differ in one
// long word by a letter or two.
func misspelt(a, b []string) bool {
	if len(a) != len(b) || len(a) < 2 {
		return false
	}
	at := -1
	for i := range a {
		if a[i] == b[i] {
			continue
		}
		if at >= 0 {
			return false
		}
		at = i
	}
	return at >= 0 && min(len(a[at]), len(b[at])) >= 5 && distance(a[at], b[at]) <= 1+min(len(a[at]), len(b[at]))/9 &&
		!strings.HasPrefix(a[at], b[at]) && !strings.HasPrefix(b[at], a[at])
}

// distance is the number of bytes to insert, delete, replace or swap.
func distance(a, b string) int {
	if len(a) > 40 || len(b) > 40 {
		return 40
	}
	prev2, prev, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(prev[j]+1, row[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], prev2[j-2]+1)
			}
		}
		prev2, prev, row = prev, row, prev2
	}
	return prev[len(b)]
}

// otherDay returns the dates of two sentences that say the same but for the
// day. Each must state a single date, so that it is clear what is dated.
func (e *evidence) otherDay(i, j int, a, b []text.Date) (p, q text.Date, ok bool) {
	if len(a) != 1 || len(b) != 1 || a[0].Relative || b[0].Relative || e.c.likeness(i, j) < sameFrame {
		return p, q, false
	}
	if !agrees(a[0], b[0]) {
		return a[0], b[0], true
	}
	if a[0].Until != nil && b[0].Until != nil && !agrees(*a[0].Until, *b[0].Until) {
		return a[0], b[0], true
	}
	return p, q, false
}

const sameFrame = 0.6 // share of content words from which only the date differs

// day names a date, and the end of a range.
func day(d text.Date) string {
	s := fmt.Sprintf("%d-%d-%d", d.Year, d.Month, d.Day)
	if d.Until != nil {
		s += " to " + day(*d.Until)
	}
	return s
}
