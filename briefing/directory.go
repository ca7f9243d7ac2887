package briefing

import (
	"math/bits"
	"slices"

	"briefingbot/briefing/text"
)

// directory finds people by the words they are called, so that a question does
// not look at everybody.
type directory struct {
	all []*profile
	by  map[string][]int32 // a word of a name, a role or a mention → places in all, in order
}

// sketch is a word, and which letters it has: words whose letters differ much
// need not be compared letter by letter.
type sketch struct {
	letters uint64
	fold    string
	printed string
}

// newDirectory lists ps.
func newDirectory(ps []*profile) *directory {
	d := &directory{all: ps, by: map[string][]int32{}}
	for i, p := range ps {
		enter := func(w string) {
			if list := d.by[w]; len(list) == 0 || list[len(list)-1] != int32(i) {
				d.by[w] = append(list, int32(i))
			}
		}
		for _, w := range p.tokens {
			enter(w)
		}
		for w := range p.words {
			enter(w)
		}
		for _, r := range p.roles {
			for w := range r {
				enter(w)
			}
		}
	}
	return d
}

// match returns those whom the words name most closely.
func (d *directory) match(ws []string) []*profile {
	if len(ws) == 0 {
		return nil
	}
	var few []int32 // all the words must be theirs: it is enough to look at those who bear the rarest
	for i, w := range ws {
		list := d.by[w]
		if other := country(singular(w)); other != w {
			list = union(list, d.by[other])
		}
		if i == 0 || len(list) < len(few) {
			few = list
		}
	}
	ps := make([]*profile, len(few))
	for i, n := range few {
		ps[i] = d.all[n]
	}
	return match(ps, ws)
}

// union merges two lists in order.
func union(a, b []int32) []int32 {
	if len(a) == 0 || len(b) == 0 {
		return append(a[:len(a):len(a)], b...)
	}
	out := append(append(make([]int32, 0, len(a)+len(b)), a...), b...)
	slices.Sort(out)
	return slices.Compact(out)
}

// sketches are the words that people are called by, each once.
func (d *directory) sketches() []sketch {
	var out []sketch
	seen := map[string]bool{}
	for _, p := range d.all {
		forms := append([]string{p.Name}, p.Aliases...)
		for _, r := range p.Roles {
			forms = append(forms, r.Text())
		}
		for _, form := range forms {
			for _, t := range text.Words(form) {
				if len(t.Fold) > 3 && !seen[t.Fold] {
					seen[t.Fold] = true
					out = append(out, sketch{lettersOf(t.Fold), t.Fold, form[t.Start:bare(form, t.Span)]})
				}
			}
		}
	}
	return out
}

// lettersOf has a bit for each letter of fold.
func lettersOf(fold string) uint64 {
	var set uint64
	for _, r := range fold {
		set |= 1 << (uint(r) % 64)
	}
	return set
}

// distant reports whether two words are surely more than most slips apart: a slip
// changes at most two of the letters that a word has.
func distant(a, b uint64, most int) bool { return bits.OnesCount64(a^b) > 2*most }
