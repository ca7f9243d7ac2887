package condense

import (
	"slices"
	"strings"

	"briefingbot/briefing/text"
)

// toll is what befell the people whom a figure counts.
type toll uint8

const (
	noToll toll = iota
	killed
	injured
	missing
	arrested
	displaced
)

// tolls are the words for it, by fold.
var tolls = tollsOf(map[toll]string{
	killed: "killed kills killing kill died dies dead deaths death fatalities fatality lives perished drowned murdered slain victims toll " +
		"morti vittime",
	injured:   "injured injuring injures injuries wounded wounding wounds hurt hospitalised hospitalized feriti",
	missing:   "missing unaccounted dispersi",
	arrested:  "arrested detained arrests arresting detaining arrestati",
	displaced: "evacuated displaced evacuating displacing homeless sfollati",
})

func tollsOf(t map[toll]string) map[string]toll {
	m := map[string]toll{}
	for k, words := range t {
		for w := range strings.FieldsSeq(words) {
			m[w] = k
		}
	}
	return m
}

var (
	people = wordSet("people person persons others other more individuals humans men persone residents")
	partOf = wordSet("including among includes included of") // "five people, including two children"
	// longTolls say that a figure is no count of one event.
	longTolls = wordSet("since year years decade decades century annually average every per total month months season previous")
)

// count reads what befell the people that a figure counts: by the word behind
// the number, the one before it, or the verb of its clause.
func (e *evidence) count(f *figure, printed string, words []text.Word, n text.Number) {
	f.group = -1
	if f.unit == "" {
		f.toll, _ = befell(printed, words, f.span.Start, n.End)
	}
	if f.toll == noToll || n.Noun.Len() == 0 {
		return
	}
	for _, w := range words {
		if n.Noun.Covers(w.Span) && tolls[w.Fold] == noToll && !people[w.Fold] {
			if t := e.content(w); t != nil {
				f.group = t[0]
			}
		}
	}
}

// befell reads what befell the people whose number, with its hedge, lies from
// start to end, and the word that says it.
func befell(printed string, words []text.Word, start, end int) (t toll, said text.Span) {
	first := slices.IndexFunc(words, func(w text.Word) bool { return w.Start >= start })
	last := slices.IndexFunc(words, func(w text.Word) bool { return w.Start >= end })
	if first < 0 || first > 0 && partOf[words[first-1].Fold] {
		return noToll, said
	}
	if last < 0 {
		last = len(words)
	}
	if last < len(words) && words[last].Fold == "of" {
		return noToll, said
	}
	if first > 0 && !separate(printed, words, first) {
		t, said = tolls[words[first-1].Fold], words[first-1].Span
	}
	for i := last; i < min(len(words), last+reach) && t == noToll && (i == last || !separate(printed, words, i)); i++ {
		if w := words[i].Fold; w[0] >= '0' && w[0] <= '9' || classes[w]&numeral != 0 || w == "and" || w == "to" {
			break
		}
		t, said = tolls[words[i].Fold], words[i].Span
	}
	for i := first - 1; i >= max(0, first-farToll) && t == noToll; i-- {
		if w := words[i].Fold; w == "toll" || tolls[w] != noToll && counting(words[max(0, i-toNumber):i]) {
			t, said = tolls[w], words[i].Span
		}
	}
	if t == noToll {
		return noToll, text.Span{}
	}
	return t, said
}

// Befell tells figures of people apart by what befell those they count (killed,
// injured, missing, arrested, displaced): it returns a number for each, 0 for
// none, and the word that says it. p is the number in s with its hedge.
func Befell(s string, p text.Span) (kind int, said text.Span) {
	t, said := befell(s, text.Words(s), p.Start, p.End)
	return int(t), said
}

const (
	farToll  = 14 // words from "toll" to its number
	toNumber = 4  // words from "the number of" to what is counted
)

// counting reports whether words lead to what a number counts: "the number of
// people".
func counting(words []text.Word) bool {
	return slices.ContainsFunc(words, func(w text.Word) bool { return w.Fold == "number" || w.Fold == "numero" })
}

// separate reports whether a clause ends before the word at i.
func separate(printed string, words []text.Word, i int) bool {
	return strings.ContainsAny(printed[words[i-1].End:words[i].Start], ",;:.()–—")
}

func (f *figure) sameToll(g *figure) bool {
	return f.toll != noToll && f.toll == g.toll && f.group == g.group
}

// onlyToll reports whether no other figure of the sentence counts what befell
// as many or others.
func (f *figure) onlyToll(in []figure) bool {
	return !slices.ContainsFunc(in, func(g figure) bool { return g.toll == f.toll && g.value != f.value })
}

// tolls says how the counts of two sentences of what befell people stand to
// each other: contrary when they are of one event, the same number or not,
// different when two numbers are of two events.
func (e *evidence) tolls(i, j int) relation {
	if e.c.sentences[i].marks&(figured|spelt) == 0 || e.c.sentences[j].marks&(figured|spelt) == 0 {
		return compatible
	}
	a, b := e.of(i).figures, e.of(j).figures
	for x := range a {
		for y := range b {
			f, g := &a[x], &b[y]
			if f.toll == noToll || f.toll != g.toll || !f.onlyToll(a) || !g.onlyToll(b) {
				continue
			}
			switch {
			case e.otherEventThan(i, j), f.group != g.group:
				if f.value != g.value {
					return different
				}
			case f.value <= apart*g.value && g.value <= apart*f.value && e.oneEvent(i, j):
				return contrary
			}
		}
	}
	return compatible
}

// otherEventThan reports whether two sentences with tolls name another place,
// day or sort of event, or one of them sums up many.
func (e *evidence) otherEventThan(i, j int) bool {
	if e.otherTime(i, j) || e.otherPlace(i, j) || e.long(i) != e.long(j) {
		return true
	}
	x, y := e.sort(i), e.sort(j)
	return x != 0 && y != 0 && x&y == 0
}

func (e *evidence) sort(i int) uint32 {
	var out uint32
	for _, w := range e.stated(i).words {
		out |= sorting[w.Fold]
	}
	return out
}

const eventWords = 2 // content words that two tolls of one event share

// oneEvent reports whether two sentences with tolls tell of one event: they
// share words for it, and nothing speaks for another.
func (e *evidence) oneEvent(i, j int) bool {
	if e.otherEventThan(i, j) {
		return false
	}
	x, y := e.stated(i), e.stated(j)
	var shared []int32
	for n, t := range x.terms {
		w := x.words[n].Fold
		if t < 0 || slices.Contains(shared, t) || !slices.Contains(y.terms, t) || tolls[w] != noToll || people[w] || idle[w] || weekdays[w] ||
			light(w) {
			continue
		}
		shared = append(shared, t)
	}
	return len(shared) >= eventWords
}

// sorting are words for what befell people: an event is of one sort.
var sorting = func() map[string]uint32 {
	m := map[string]uint32{}
	for i, line := range []string{
		"tram trams streetcar", "train trains rail railway", "bus buses coach", "car cars taxi", "plane jet aircraft airliner flight",
		"helicopter chopper", "boat ferry ship vessel dinghy yacht", "truck lorry", "fire blaze wildfire", "flood floods flooding floodwaters",
		"earthquake quake tremor", "shooting gunman gunmen shot", "stabbing stabbed knife", "avalanche", "landslide mudslide",
		"hurricane typhoon cyclone tornado", "outbreak virus epidemic", "strike strikes airstrike shelling missile",
	} {
		for w := range strings.FieldsSeq(line) {
			m[w] |= 1 << i
		}
	}
	return m
}()

func (e *evidence) long(i int) bool {
	return slices.ContainsFunc(e.stated(i).words, func(w text.Word) bool { return longTolls[w.Fold] })
}

// otherPlace reports whether both sentences say where, and not the same.
func (e *evidence) otherPlace(i, j int) bool {
	a, b := e.of(i), e.of(j)
	p, q := where(a), where(b)
	return len(p) > 0 && len(q) > 0 &&
		!slices.ContainsFunc(p, func(n name) bool { return within(n.words, b.names) }) &&
		!slices.ContainsFunc(q, func(n name) bool { return within(n.words, a.names) })
}

// where returns the names of places.
func where(k *claims) []name {
	var out []name
	for _, n := range k.names {
		if n.before != "" && !slices.ContainsFunc(k.dates, func(d text.Date) bool { return d.Meets(n.span) }) {
			out = append(out, n)
		}
	}
	return out
}
