package briefing

import (
	"slices"
	"strings"

	"briefingbot/briefing/condense"
)

// shortest is the room in words below which no sentence is looked for.
const shortest = 8

// add places the facts of two sources while each topic can still have kept words.
func (d *desk) add(fs []backed, kept int) {
	for _, f := range fs {
		if f.Sources < strongSources && f.fit >= faint && !leans(d.passage(f.Best).Text()) {
			d.put(f.topic, f.Best, kept)
		}
	}
}

// room is how many words section t may still take when every other section is to
// have at least kept.
func (d *desk) room(t, kept int) int {
	room := d.left()
	for o, n := range d.spent {
		if o != t {
			room -= max(0, kept-n)
		}
	}
	return max(0, room)
}

// fill adds to the sections what fits them best among what condense chooses.
func (d *desk) fill(kept int) {
	for t, topic := range d.Topics {
		room := d.room(t, kept)
		if room < shortest || len(d.sections[t]) >= d.Items {
			continue
		}
		refs := d.cluster.Summarize(condense.Options{
			Words: room, Items: 2 * d.Items, Query: topic.query(), Known: d.known, Told: d.given,
		})
		for _, r := range refs {
			if best, fit := d.topic(r); fit >= faint && best == t {
				d.put(t, r, kept)
			}
		}
	}
}

func (d *desk) left() int {
	left := d.Words
	for _, n := range d.spent {
		left -= n
	}
	return left
}

// repeats is how much of the shorter of two sentences the other may hold
// before the second says nothing new.
const repeats = 0.6

// put places the sentence r in section t if there is room and nothing in the
// briefing says it already.
func (d *desk) put(t int, r condense.Ref, kept int) {
	p := d.passage(r)
	n := len(strings.Fields(p.Text()))
	if n > d.room(t, kept) || n < 3 || torn(p.Text()) || d.Most > 0 && len(d.known) >= d.Most {
		return
	}
	mine := bag(p.Text(), p.Article.Lang)
	news, over := d.newsOf(r, mine)
	if over {
		return
	}
	for _, k := range d.known {
		if k == r || d.together(k, r) {
			return
		}
		if overlap(mine, bag(d.passage(k).Text(), p.Article.Lang)) >= repeats {
			return
		}
	}
	if len(d.sections[t]) >= d.Items {
		if d.Most > 0 {
			return // of few, each is where it belongs
		}
		if t = d.spill(t, r); t < 0 {
			return
		}
	}
	d.sections[t] = append(d.sections[t], r)
	d.spent[t] += n
	d.known = append(d.known, r)
	d.news[r] = news
}

// spill makes room for r in the full section t: it moves the item that another
// section with room would suit best, and returns where r goes; -1 when nowhere.
func (d *desk) spill(t int, r condense.Ref) int {
	from, to, least := -1, -1, 0.0
	for i, k := range append(slices.Clone(d.sections[t]), r) {
		if k == d.lead {
			continue
		}
		here := d.compass[t].above(d.fit(d.compass[t], k))
		for o, c := range d.compass {
			v := d.fit(c, k)
			if o == t || v < faint || len(d.sections[o]) >= d.Items {
				continue
			}
			if loss := here - c.above(v); to < 0 || loss < least {
				from, to, least = i, o, loss
			}
		}
	}
	if to < 0 || from == len(d.sections[t]) {
		return to
	}
	k := d.sections[t][from]
	n := len(strings.Fields(d.passage(k).Text()))
	d.sections[t] = slices.Delete(d.sections[t], from, from+1)
	d.sections[to] = append(d.sections[to], k)
	d.spent[t], d.spent[to] = d.spent[t]-n, d.spent[to]+n
	return t
}
